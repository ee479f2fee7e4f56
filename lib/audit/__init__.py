"""Whether a report's own numbers agree with each other."""

from lib.audit.checking import audit
