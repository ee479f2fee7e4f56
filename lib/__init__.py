"""The workbook's rooms, in the order in which data flows through them; a room imports only from those above it.

paths         where everything is, said once
rules         what scholars edit: dictionaries, the division of China, labels and glosses, numerals, the kit for cues in sentences, the codebook
corpus        files of any format to reports; what the user knows better (reports.csv, corrections.csv)
cleaning      raw text to clean text, as edits that keep every offset
structure     parts, sections and sentences with their roles (review, problems, plan ...)
metadata      what a report says of itself: place, years, level, meeting, names; contradictions, gaps and damage
quantities    numerals with units to spans and values; naming/: what is measured; standing/: scope, status, period
targets       what a plan promises and in which words; a target beside its result
audit         whether a report's numbers agree
words         cutting, counting, keyness, dispersion, concordance, collocation, networks
themes        attention by policy theme
comparison    figures side by side with every reason against it: flags, verdicts, rankings, years
likeness      shared passages, cosines, nearest reports
tables        one report's rows; the tables of a whole corpus; their files
drawing       style, page, panels, marks and placement: the one drawing engine
exports       the one door to save a figure or a table: caption, evidence, formats, ledger
charts        one function per chart: a table to a figure
validation    scores, coders, readers, samples, intervals
stories       what each notebook shows and says
runner        the environment, notebooks, reruns, exporting for a paper

Where to look; the first lines of a room say more:
a new unit            data/dictionaries/units.csv, read in quantities/units
a new indicator       data/dictionaries/indicators.csv, matched in quantities/naming/canonical
hard or soft          data/dictionaries/target_wording.csv, read in targets/wording
a cell barred         data/dictionaries/comparison_flags.csv, applied in comparison/judging
a caption             data/dictionaries/captions.csv, filled in exports/captions
a new chart           charts, a module for each subject; its figure is saved by exports/exhibits
a sentence of a page  data/dictionaries/findings.csv, filled in stories/NAME_findings
a new column          data/dictionaries/columns.csv, filled in tables/one_report or tables/whole_corpus
words that rules ask for   the table named in the rule's own module; text_patterns.csv where it has none of its own
"""

import ctypes
import os
import sys

# What tables have left free goes back to the system: else a build holds a third more memory than it uses. Arrow's own
# allocators keep it, and so does glibc's from the first large array on that is freed.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt"):
    ctypes.CDLL(None).mallopt(-3, 2**18)  # M_MMAP_THRESHOLD, in bytes
