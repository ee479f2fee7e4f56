"""What the notebooks show and say.

summaries, word_summaries, indicator_summaries, keyword_summaries, comparison_summaries, comparison_matrix, panel_summaries    tables for readers
findings, keyword_findings, comparison_findings, panel_findings    what was found, in sentences computed from the tables
checks, traces    what must hold, shown; marks of figures walked back to their sentences
"""

from lib.metadata import named
