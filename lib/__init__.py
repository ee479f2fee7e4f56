"""The workbook's modules, in the order in which data flows through them; a module imports only from those before it.

paths, dictionaries                     where everything is; rules as tables
decoding, corpus, corrections           files of any format and encoding to reports; what the user knows better
cleaning/                               raw text to clean text, as edits that keep every offset
structure/                              parts, sections and sentences with their roles
metadata/                               what a report says about itself, where it contradicts itself, what is missing
quantities/                             numerals with units to spans and values
indicators/, circumstances/             what a quantity measures; its scope, status and period
targets/, audit/                        what a plan promises and in which words; whether a report's numbers agree
segmentation, keywords                  words, with the township dictionary; counts and weights
labels, spreadsheets, figures, panels, cloud, charts    words, style and export; one function per chart
report_names, report_rows, tables       every table of one corpus
validation/                             scores against annotations, intervals, baselines, coding sheets
captions, summaries, word_summaries, indicator_summaries, findings, checks, view    what notebooks show and say
codebook, notebooks, reruns, environment    the codebook as a page; running notebooks; setting up
"""
