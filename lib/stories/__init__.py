"""What the notebooks show and say: NAME_findings its sentences (templates in findings.csv), NAME_summaries its tables.

00 start, finder
01 corpus_findings, corpus_summaries
02 indicator_findings, indicator_summaries, implied_targets, indicator_candidates
03 keyword_findings, keyword_summaries
04 comparison_findings, comparison_summaries (figures), comparison_wording (texts), comparison_matrix
05 accuracy_findings
06 panel_findings, panel_summaries
07 explorer over explore, finder and amending
all summaries: tables that several show; sentences: templates filled and joined; view: a table laid out;
    checks: what must hold, said; traces: marks of figures walked back to their sentences
"""

from lib.metadata import named
