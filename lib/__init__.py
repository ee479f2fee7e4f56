"""The workbook's modules, in the order in which data flows through them; a module imports only from those before it.

paths, dictionaries, labels             where everything is; rules as tables; the words that users see, in two languages
decoding, corpus, corrections           files of any format and encoding to reports; what the user knows better
cleaning/                               raw text to clean text, as edits that keep every offset
structure/                              parts, sections and sentences with their roles
metadata/                               what a report says about itself, where it contradicts itself, what is missing
quantities/                             numerals with units to spans and values
indicators/, circumstances/             what a quantity measures; its scope, status and period
targets/, audit/                        what a plan promises and in which words; whether a report's numbers agree
words/                                  cutting words and names, counts, keyness, dispersion, concordance, collocations, networks
themes/, glosses                        attention by policy theme; what terms mean in English
comparison/                             figures side by side with every reason against it; panels over years
passages/, similarity                   wording that reports share; how alike they are
report_names, report_rows, derived_tables, spreadsheets, tables    every table of one corpus
evidence                                from a row of any chart's data back to the text
exports/, figures/, charts/             tables and figures for papers; one function per chart
captions, exhibits                      captions with caveats; a chart or table saved in one line
validation/                             scores against annotations, intervals, baselines, coding sheets, readers' verdicts
story/, view                            the tables and sentences that notebooks show
codebook, notebooks, reruns, papers, environment    the codebook as a page; running notebooks; exporting for a paper; setting up
"""
