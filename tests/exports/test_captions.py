"""Captions with their caveats: what they say follows the reports and the data."""

import pandas as pd
import pytest

from lib import exports, paths
from lib.exports import captions
from tests.exports.test_figures import CAPTION, chart


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """An output folder of its own, so that no test touches the shipped figures."""
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path / "out"))
    (tmp_path / "data").mkdir()
    paths.remember_data(tmp_path / "data")
    return tmp_path / "out"


def reports(**columns):
    told = {"doc_id": ["a", "b", "c"], "review_year": pd.array([2019, 2020, None], dtype="Int64")}
    told |= {"label_zh": ["甲镇", "乙镇", "丙镇"], "label_en": ["Jia", "Yi", "Bing"]}
    return pd.DataFrame(told | columns)


def test_a_caption_tells_reports_and_what_was_left_out():
    told = captions.caption("01_length", reports(), left_out={"口径不同": 3, "期间不同": 2, "无": 0})
    assert told["zh"].startswith("3篇") and told["en"].startswith("Length of 3")
    assert (
        "甲镇、乙镇、丙镇" in told["note_zh"] and "未计入 5 项：口径不同 3、期间不同 2。" in told["note_zh"]
    )
    assert "Jia, Yi, Bing" in told["note_en"] and "无" not in told["note_zh"]


def test_caveats_follow_the_data():
    mixed = reports(
        document_type=["government_work_report", "work_summary", "government_work_report"],
        damage=[2, 0, 0],
        contradictions=[0, 1, 3],
    )
    told = captions.caption("01_length", mixed)
    assert "政府工作报告 2、工作总结 1" in told["note_zh"]
    assert "3篇报告中有1篇已知原文有缺损" in told["note_zh"] and "2 of 3 reports" in told["note_en"]
    one_kind = reports(document_type=["work_summary"] * 3, damage=[0] * 3, contradictions=[0] * 3)
    assert captions.caveats(one_kind, {}, "en") == ["Reports: Jia, Yi, Bing"]


def test_a_caption_that_asks_for_a_value_says_so(corpus):
    own = paths.data() / "dictionaries"
    own.mkdir()
    table = "figure,zh,en,note_zh,note_en\nx,{kept}格可比,{kept} cells,口径为{kind},kind: {kind}\n"
    (own / "captions.only.csv").write_text(table, encoding="utf-8")
    with pytest.raises(ValueError, match="kept="):
        captions.caption("x", reports())
    told = captions.caption("x", reports(), kept=4, kind={"zh": "全口径", "en": "all"})
    assert told["zh"] == "4格可比" and told["note_zh"].startswith("口径为全口径。所用报告")
    assert told["note_en"].startswith("kind: all. Reports")


def test_the_note_stands_between_caption_and_source(corpus):
    noted = CAPTION | {"note_zh": "未计入 5 项。", "note_en": "Left out: 5."}
    exports.save(chart(), "f1", caption=noted, notebook="01", cell="c", formats=("png",))
    page = (corpus / "figures/f1.caption.md").read_text(encoding="utf-8")
    assert page.index(CAPTION["zh"]) < page.index("未计入 5 项。") < page.index("资料来源")
