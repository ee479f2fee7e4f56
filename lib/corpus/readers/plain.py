"""Reads plain text files."""

from lib.corpus.decoding import damage, decode
from lib.corpus.extracted import Extracted
from lib.rules import Rules


def read(rules: Rules, content: bytes) -> Extracted:
    """Return the text of a .txt file, newlines as found; bytes that are no text are marked and named as losses.

    content: the file's bytes. Raises NotReadable as decoding.decode() does.
    """
    text = decode(content)
    return Extracted(text, "txt", (), damage(text))
