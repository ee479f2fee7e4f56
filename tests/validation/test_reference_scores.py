"""The workbook's scores are those of a second, independent implementation, on right tables and on spoilt ones."""

import numpy as np
import pandas as pd
import pytest

from lib import paths, tables, validation
from tests.validation.reference_scores import score

RAW = paths.SHIPPED_DATA / "raw"
NAMES = ("quantities", "sections", "cleaning")


def spoilt(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table with rows left out, offsets moved and cells exchanged, drawn with a fixed seed."""
    rng = np.random.default_rng(7)
    table = table[rng.random(len(table)) > 0.1].reset_index(drop=True)
    table["start"] = table["start"].where(rng.random(len(table)) > 0.05, table["start"] + 1)
    columns = {
        "quantities": "value unit kind scope status period indicator canonical",
        "sections": "role heading",
    }
    for column in columns.get(name, "replacement").split():
        moved = table[column].sample(frac=1, random_state=3).to_numpy()
        table[column] = table[column].where(rng.random(len(table)) > 0.15, moved)
    return table


@pytest.mark.parametrize("change", [lambda table, name: table, spoilt], ids=["as built", "spoilt"])
def test_both_ways_give_the_same_scores(shipped, tmp_path, change):
    found = {name: change(shipped[name], name) for name in NAMES}
    for name, table in found.items():
        (tmp_path / f"{name}.csv").write_bytes(tables.as_csv(table))
    told = score(paths.GOLD, tmp_path, raw_dir=RAW)
    assert validation.score(tmp_path, paths.GOLD, RAW) == pytest.approx(told)
    assert validation.score(found, paths.GOLD, RAW) == pytest.approx(told)
