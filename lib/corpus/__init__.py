"""Files of any format to reports, and what the user knows better than the texts.

files walks a folder and loading reads one file, by readers/ for a document and sheets for rows; several divides a file of
several reports; corrections and reader_remarks hold what the user knows better; selection chooses reports.
"""

from lib.corpus import corrections
from lib.corpus.extracted import Loss
from lib.corpus.files import (
    Loaded,
    Report,
    SetAside,
    find_files,
    iterate_corpus,
    load,
    read_corpus,
    settled,
    text_digest,
)
from lib.corpus.in_chinese import in_chinese, spoken_message
from lib.corpus.loading import content_hash
from lib.corpus.selection import own_columns, selected
