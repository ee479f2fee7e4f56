"""The patterns of metadata_patterns.csv by their use, with the signs of that table."""

import re

from lib.metadata.dates import NUMERAL, YEAR
from lib.rules import Rules, compiled, divisions, patterns

NATION = "nation"
HAN = r"[\u4e00-\u9fff]"


def pattern(rules: Rules, use: str) -> re.Pattern[str]:
    """Return the pattern of one use; raises ValueError for a use that the table lacks."""
    return patterns.of_use(_patterns(rules), "metadata_patterns", use)


@compiled
def with_ends(rules: Rules, use: str, ends: str) -> re.Pattern[str]:
    """Return the pattern of one use with words that end a place's name, parted by |, for the sign ENDS of its row."""
    return re.compile(pattern(rules, use).pattern.replace("ENDS", ends))


@compiled
def units(rules: Rules) -> dict[str, str]:
    """Return the level for which each word stands (镇: town), the longest words first: 自治区 ends in 区."""
    told = {row["use"].removeprefix("unit_"): row["pattern"] for row in rules.table("metadata_patterns")}
    levels = {word: level for level in (*divisions.LEVELS, NATION) for word in told[level].split("|")}
    return dict(sorted(levels.items(), key=lambda pair: -len(pair[0])))


@compiled
def _patterns(rules: Rules) -> dict[str, re.Pattern[str]]:
    named = "|".join(word for word, level in units(rules).items() if level != NATION)
    signs = {"NUMERAL": NUMERAL, "HAN": HAN, "UNIT": named, "YEAR": f"(?:{YEAR})"}
    rows = rules.table("metadata_patterns")
    return patterns.compiled_rows(rows, patterns.pieces(rows, signs))
