"""How much of a report stands in which part."""

import pandas as pd

ROLES = ("front", "preamble", "review", "problems", "plan", "government", "closing")


def role_shares(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return doc_id, role, characters, share: how much of each report's clean text stands in which part, in its order.

    share: of the report's characters in sentences, 0 to 1; the shares of a report sum to one.

    sentences: the table.
    """
    rows = sentences.groupby(["doc_id", "role"], as_index=False)["characters"].sum()
    rows["share"] = rows["characters"] / rows.groupby("doc_id")["characters"].transform("sum")
    order = rows["role"].map({role: number for number, role in enumerate(ROLES)})
    rows = rows.assign(order=order).sort_values(["doc_id", "order"], kind="stable")
    return rows.drop(columns="order").reset_index(drop=True)
