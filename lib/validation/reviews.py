"""What a reader found in tables of reports that the rules were not made for: rates from data/reviews/quantities.csv."""

import pandas as pd

from lib import paths
from lib.dictionaries import read_table

FIELDS = ("name", "period", "scope", "status")


def read_by_eye() -> pd.DataFrame:
    """Return, per field, how many of the drawn quantities a reader judged right: field, read, right, per_cent.

    quantity: drawn rows that are quantities at all; found: quantities of the drawn sentences that the table has. The other
    fields are counted over the true quantities. How the draws were made stands in the file's first lines.
    """
    verdicts = pd.DataFrame(read_table(paths.SHIPPED_DATA / "reviews" / "quantities.csv"))
    wrong = verdicts[verdicts["verdict"] == "wrong"]
    rows = verdicts[verdicts["part"] == "rows"]
    drawn = len(rows.drop_duplicates(["file", "start", "end"]))
    true = drawn - (wrong[wrong["part"] == "rows"]["field"] == "quantity").sum()
    sought = (verdicts["field"] == "found").sum()
    counts = [("found", sought, sought - (wrong["field"] == "found").sum()), ("quantity", drawn, true)]
    counts += [(field, true, true - (wrong["field"] == field).sum()) for field in FIELDS]
    table = pd.DataFrame(counts, columns=["field", "read", "right"])
    return table.assign(per_cent=(100 * table["right"] / table["read"]).round(1))
