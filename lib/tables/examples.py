"""Opens a corpus that the workbook ships beside its five reports, with its tables built."""

from lib import paths
from lib.tables.selected import build


def open_example(name: str) -> bool:
    """Open a shipped corpus, such as made_up_county, and build its tables where they are not up to date.

    Nothing happens where the user's own corpus is open: a notebook then shows that one. Says whether the example is open.
    """
    opened = paths.open_example(name)
    if opened:
        build(say=lambda line: None)
    return opened
