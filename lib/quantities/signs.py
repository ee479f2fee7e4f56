"""Single signs that rules of grammar compare a letter or a unit with, each named once; wordings stand in tables."""

import re

HANZI = re.compile(r"[\u4e00-\u9fff]")
CLAUSE_END = re.compile("[ \u3000]{0,3}(?:[，。；、,;）)！!\\n]|$)")
PER = re.compile("[/／]")  # stands between a unit and what it is told per: 吨/年
PIECES = "个"  # the unit of whatever has no measure word of its own
POINTS = "个百分点"
DOUBLINGS = "番"
OF = "的"  # stands between what describes a thing and the thing
DONE = "了"  # stands behind a verb: 下降了
