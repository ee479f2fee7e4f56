"""What the verdict table comparison_flags.csv says: which flags and differences keep two figures apart."""

from lib.rules.in_force import Rules

# What two cells must share, and the key of comparison_flags.csv for cells that do not.
SHARED = {
    "definition": "definition_differs",
    "nature": "nature_differs",
    "aim": "status_differs",
    "span": "period_differs",
    "unit": "unit_differs",
    "measure": "measure_differs",
    "basis": "basis_differs",
}


def verdicts(rules: Rules, within: bool = False) -> dict[str, str]:
    """Return the verdict of each key of comparison_flags.csv: between towns, or between the years of one town."""
    return {row["key"]: row["within" if within else "across"] for row in rules.table("comparison_flags")}


def differences(rules: Rules, within: bool = False) -> dict[str, str]:
    """Return SHARED without what the verdict table says does not keep two cells apart."""
    told = verdicts(rules, within)
    return {column: key for column, key in SHARED.items() if told.get(key) == "differs"}
