"""A selection of reports: by any column, in the ways people write it, with a message that says what is wrong."""

import pandas as pd
import pytest

from lib.corpus import own_columns, selected

REPORTS = pd.DataFrame(
    {
        "doc_id": ["a", "b", "c", "d"],
        "file": ["a.txt", "b.txt", "c.txt", "d.txt"],
        "sha256": ["0"] * 4,
        "province": ["山东省", "山东省", "安徽省", ""],
        "level": ["town", "county", "town", "town"],
        "review_year": pd.array([2019, 2021, 2022, None], dtype="Int64"),
        "population": [12000.0, 30000.0, float("nan"), 8000.0],
    }
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("province=山东省", ["a", "b"]),
        ("province=山东", ["a", "b"]),
        ("province=山东,安徽", ["a", "b", "c"]),
        ("province=山东，安徽省 level=town", ["a", "c"]),
        ("province!=山东", ["c", "d"]),
        ("year=2019-2021", ["a", "b"]),
        ("review_year=2022", ["c"]),
        ("year>=2021", ["b", "c"]),
        ("population<=12000", ["a", "d"]),
        ("doc_id=d,a", ["a", "d"]),
        ("id=a", ["a"]),
        ("", ["a", "b", "c", "d"]),
    ],
)
def test_what_is_selected(text, wanted):
    assert selected(REPORTS, text) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("provinse=山东", "no column 'provinse'"),
        ("山东", "is no condition"),
        ("year=", "is no condition"),
        ("year>=many", "asks for a number"),
        ("level=village", "no report is left after level=village; in level stands: county, town"),
        ("level=town year=2021", "no report is left after year=2021; in year stands: 2019, 2022"),
        ("title='a", "not closed"),
    ],
)
def test_what_is_wrong_is_said(text, words):
    with pytest.raises(ValueError, match="--select") as told:
        selected(REPORTS, text)
    assert words in str(told.value)


def test_the_user_s_own_columns_select_too(tmp_path):
    (tmp_path / "reports.csv").write_text(
        "doc_id,file,地形,population\na,,山区,9\n,b.txt,平原 河谷,9\n", encoding="utf-8"
    )
    own = own_columns(tmp_path, REPORTS)
    assert list(own) == ["doc_id", "地形"]
    assert selected(REPORTS, "地形=山区", own) == ["a"]
    assert selected(REPORTS, "地形='平原 河谷'", own) == ["b"]
    assert selected(REPORTS, "地形!=山区", own) == ["b", "c", "d"]
