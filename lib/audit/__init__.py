"""Whether a report's own numbers agree with each other."""

from lib.audit.checking import audit
from lib.audit.findings import AGREES, CANNOT_BE_TOLD, DISAGREES
