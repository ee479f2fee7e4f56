"""The one door to save a figure or a table: caption, evidence, formats, widths and ledger.

A figure's caption is its row of captions.csv, filled in by captions; exhibits puts caption and evidence to a figure.
"""

from lib.drawing import Paper, language, paper
from lib.exports import evidence
from lib.exports.captions import caption
from lib.exports.evidence import Span
from lib.exports.exhibits import figure, table
from lib.exports.figure_files import Saved, export, save
from lib.exports.ledger_file import inputs_fingerprint, ledger
from lib.exports.panel_files import flat, write_panel
from lib.exports.table_files import SavedTable, save_table
