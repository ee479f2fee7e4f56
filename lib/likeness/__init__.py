"""How alike reports are: shared passages, cosines of words, nearest reports.

runs and matching_blocks find passages of two reports, passages makes tables of them, many and groups of a large corpus.
"""

from lib.likeness import passages, similarity
from lib.likeness.many import Keep, shared_of, shared_some_at_a_time
from lib.likeness.passages import Shared, shared_passages
