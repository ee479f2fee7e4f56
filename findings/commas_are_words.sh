#!/usr/bin/env bash
# The commonest word of a segmented Chinese text is ，: two libraries that leave out English punctuation count the Chinese one as words.
#
# LexicalRichness takes out the punctuation of ASCII, so ， and 。 are words of the text and of its type-token ratio (here 0.92, without them
# 1); it takes out figures too, so 3 座 is 座. tomotopy's SimpleTokenizer leaves out "," and "." but keeps ，、。, and ， heads the
# topic; it cuts 2.5 into 2 and 5. Of the English sentence beside it no comma and no full stop is left.
#
# It matters because measures of richness then fall with the number of commas, and English and Chinese versions are counted by different rules.
# Packages: lexicalrichness 0.5.1, tomotopy 0.14.0. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check lexicalrichness==0.5.1 tomotopy==0.14.0 setuptools==80.9.0
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import tomotopy
from lexicalrichness import LexicalRichness

tokenizer = tomotopy.utils.SimpleTokenizer()
texts = (
    "全镇 建成 桥梁 3 座 ， 新修 渠道 20 公里 ， 投入 2.5 亿元 。",
    "The town built 3 bridges, repaired 20 canals, and spent 2.5 million.",
)
seen = []
for text in texts:
    corpus = tomotopy.utils.Corpus(tokenizer=tokenizer)
    corpus.process([text])
    model = tomotopy.LDAModel(k=1, seed=1, corpus=corpus)
    model.train(1)
    rich = LexicalRichness(text)
    seen.append((rich.words, rich.terms, sorted(set(rich.wordlist) & set("，。,.")), sorted(set(model.used_vocabs) & set("，。,.25"))))
    print("  in: ", text)
    print("  out: LexicalRichness:", *rich.wordlist)
    print("       tomotopy:", *model.used_vocabs)
print("lexicalrichness", version("lexicalrichness"), "tomotopy", version("tomotopy"))
before = [(12, 11, ["。", "，"], ["2", "5", "。", "，"]), (9, 9, [], ["2", "5"])]
if seen != before:
    sys.exit(f"  CHANGED, was: {before}, is: {seen}")
PYTHON
