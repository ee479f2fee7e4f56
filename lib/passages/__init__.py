"""Passages that reports share: the same or nearly the same wording, with both places."""

from lib.passages.tables import MANY, SHORTEST, Shared, shared_passages

__all__ = ["MANY", "SHORTEST", "Shared", "shared_passages"]
