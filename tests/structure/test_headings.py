"""Headings are found with the right rank and words, one line at a time."""

import pytest

from lib import paths
from lib.rules import dictionaries, in_force
from lib.structure.headings import find_headings, paragraphs

CASES = dictionaries.read_table(paths.CASES / "headings.csv")


@pytest.mark.parametrize("case", CASES, ids=[case["line"][:16] for case in CASES])
def test_heading_of_a_line(case, request):
    if case["miss"]:
        request.applymarker(pytest.mark.xfail(reason=case["miss"], strict=True))
    text = (
        case["line"]
        + "\n"
        + "全镇上下同心同德，真抓实干，各项工作迈上新的台阶，圆满完成了年初确定的目标任务。" * 2
    )
    first = next((heading for heading in find_headings(in_force(), text) if heading.start == 0), None)
    assert ((first.kind, first.words) if first else ("", "")) == (case["kind"], case["words"])


def test_paragraphs_leave_out_blank_lines():
    assert paragraphs("甲\n\n 乙\n") == [(0, 1), (3, 5)]


def test_every_row_of_the_table_has_an_example_it_matches():
    for row in in_force().table("headings"):
        text = row["example"].rstrip("…") + "制定措施，" * 12 + "\n"
        kinds = [heading.kind for heading in find_headings(in_force(), text) if heading.start == 0]
        if row["form"].lstrip("（(第").rstrip("）)部分章篇、．.,，是要") in "ND" and _carries(row):
            assert kinds == [row["kind"]], row


def _carries(row: dict[str, str]) -> bool:
    """Tell whether the example is written in the row's own form."""
    frame = row["form"].replace("N", "").replace("D", "")
    return all(sign in row["example"] for sign in frame)
