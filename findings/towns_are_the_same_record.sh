#!/usr/bin/env bash
# Cleaned for record linkage, 王庄镇 and 李台镇 are both empty and so the same town; by sound, 王庄镇 is 王集镇, or any other name.
#
# recordlinkage's clean keeps Latin letters and digits alone, so of 长冈镇A区 is left "a", and nothing of the rest; blocking on the result pairs
# every town with every other. Its phonetic codes give 王000 for all names in 王 (soundex) and nothing at all (metaphone). jellyfish,
# which makes these codes, calls 王庄镇 and 李台镇 a match (match_rating_comparison), though they have only 镇 in common.
#
# It matters because a join of two lists of places or of village heads then has pairs for everything, each looking like a hit.
# Packages: recordlinkage 0.16, jellyfish 1.3.0, pandas 2.3.3. Tried 2026-12-01.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check recordlinkage==0.16 jellyfish==1.3.0 pandas==2.3.3 numpy==2.4.6
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import jellyfish
import pandas
import recordlinkage
from recordlinkage.preprocessing import clean, phonetic

towns = pandas.Series(["王庄镇", "王集镇", "李台镇", "长冈镇A区"])
cleaned = pandas.DataFrame({"town": clean(towns[:3])})
seen = {
    "clean": list(clean(towns)),
    "pairs of three towns blocked on it": len(recordlinkage.index.Block("town").index(cleaned, cleaned.copy())),
    "soundex": list(phonetic(towns, "soundex")),
    "metaphone": list(phonetic(towns, "metaphone")),
    "match of 王庄镇 and 李台镇": jellyfish.match_rating_comparison("王庄镇", "李台镇"),
}
print("recordlinkage", version("recordlinkage"), "jellyfish", version("jellyfish"))
print("  in: ", *towns)
for name, found in seen.items():
    print(f"  out: {name}:", found)
before = {
    "clean": ["", "", "", "a"],
    "pairs of three towns blocked on it": 9,
    "soundex": ["王000", "王000", "李000", "长000"],
    "metaphone": ["", "", "", ""],
    "match of 王庄镇 and 李台镇": True,
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
