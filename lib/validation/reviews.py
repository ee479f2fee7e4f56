"""What readers found in tables of reports that the rules were not made for: rates from data/reviews/quantities*.csv."""

import pandas as pd

from lib import paths
from lib.rules import read_table

DRAWS = {"first": "quantities.csv", "second": "quantities_2.csv"}
FIELDS = ("value_unit", "name", "status", "scope", "period")


def read_by_eye() -> pd.DataFrame:
    """Return, per draw and field, how many of the drawn quantities readers judged right: draw, field, read, judged_right, per_cent.

    quantity: drawn rows that are quantities at all; found: quantities of the drawn sentences that the table has; genuine:
    rows that the table has of these sentences and that are quantities. The other
    fields are counted over the true quantities. Between the draws the faults of the first were mended. How each draw was
    made stands in its file's first lines.
    """
    counts = [row for draw, file in DRAWS.items() for row in _counts(draw, file)]
    table = pd.DataFrame(counts, columns=["draw", "field", "read", "judged_right"])
    return table.assign(per_cent=(100 * table["judged_right"] / table["read"]).round(1))


def _counts(draw: str, file: str) -> list[tuple[str, str, int, int]]:
    verdicts = pd.DataFrame(read_table(paths.SHIPPED_DATA / "reviews" / file))
    wrong = verdicts[verdicts["verdict"] == "wrong"]
    rows = verdicts[verdicts["part"] == "rows"]
    drawn = len(rows.drop_duplicates(["file", "start", "end"]))
    true = drawn - int((wrong[wrong["part"] == "rows"]["field"] == "quantity").sum())
    counts = [(draw, "quantity", drawn, true)]
    if sought := int((verdicts["field"] == "found").sum()):
        got = sought - int((wrong["field"] == "found").sum())
        spurious = int((wrong["field"] == "spurious").sum())
        counts = [(draw, "found", sought, got), (draw, "genuine", got + spurious, got), *counts]
    return counts + [(draw, field, true, true - int((wrong["field"] == field).sum())) for field in FIELDS]
