"""Everything a paper needs beside the pictures: tables in four formats, captions, and the ledger of what was exported."""

from lib.exports.settings import Paper, language, paper
from lib.exports.table_files import SavedTable, save_table

__all__ = [
    "Paper",
    "SavedTable",
    "language",
    "paper",
    "save_table",
]
