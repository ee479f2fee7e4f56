#!/usr/bin/env bash
# A table with the columns GDP and ＧＤＰ: asked for ＧＤＰ, pandas computes with GDP, and a new ＧＤＰ overwrites GDP.
#
# Offices type letters in full width, too, so that two files merged have both columns. Python turns names in code into their plain form (NFKC), and
# eval, query, assign, df.ＧＤＰ and the formulas of patsy go through Python's names, in backticks too; df["ＧＤＰ"] and the formulas of
# formulaic do not. So one notebook takes two columns for one name, and nothing complains.
#
# It matters when figures of two offices stand side by side: the ones typed in full width are never looked at, or replace the others.
# Packages: pandas 3.1.1, formulaic 1.2.2, patsy 1.0.3. Tried 2026-11-30.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 formulaic==1.2.2 patsy==1.0.3
PYTHONUTF8=1 env/bin/python -W ignore - <<'PYTHON'
import sys
from importlib.metadata import version

import formulaic
import pandas
import patsy

table = pandas.DataFrame({"GDP": [70.0, 80.0], "ＧＤＰ": [7.0, 8.0]})
seen = {
    'df["ＧＤＰ"]': table["ＧＤＰ"].tolist(),
    "df.ＧＤＰ": table.ＧＤＰ.tolist(),
    'df.eval("ＧＤＰ")': table.eval("ＧＤＰ").tolist(),
    'df.eval("`ＧＤＰ`")': table.eval("`ＧＤＰ`").tolist(),
    'df.query("ＧＤＰ > 50")': len(table.query("ＧＤＰ > 50")),
    'patsy "ＧＤＰ - 1"': [float(cell) for cell in patsy.dmatrix("ＧＤＰ - 1", table).ravel()],
    'formulaic "ＧＤＰ - 1"': formulaic.model_matrix("ＧＤＰ - 1", table).iloc[:, 0].tolist(),
    "df.assign(ＧＤＰ=1)": table.assign(ＧＤＰ=1).to_dict("list"),
}
print(*(f"{name} {version(name)}" for name in ("pandas", "formulaic", "patsy")), sep=", ")
print("  in:  GDP 70, 80; ＧＤＰ 7, 8")
for code, found in seen.items():
    print(f"  {code}: {found}")
plain, full = [70.0, 80.0], [7.0, 8.0]
before = {
    'df["ＧＤＰ"]': full,
    "df.ＧＤＰ": plain,
    'df.eval("ＧＤＰ")': plain,
    'df.eval("`ＧＤＰ`")': plain,
    'df.query("ＧＤＰ > 50")': 2,
    'patsy "ＧＤＰ - 1"': plain,
    'formulaic "ＧＤＰ - 1"': full,
    "df.assign(ＧＤＰ=1)": {"GDP": [1, 1], "ＧＤＰ": full},
}
if seen != before:
    sys.exit(f"  CHANGED, was: {before}")
PYTHON
