"""The syntax of the cue tables: every sign on words of our own, and every row of every table in its own example."""

import re

import pytest

from lib import paths
from lib.rules import MASK, compile_cues, cues, dictionaries, find_cues
from tests.growth import grows_with_the_input

# What the capital letters of the tables stand for; a test reads no more of it than the examples hold.
NAMES = {
    "Y": "(?:[12][0-9]{3}年|二〇[一二]〇年)",
    "M": "(?:[0-9]+月|[一二三四五六七八九十]+月)",
    "N": "(?:[0-9]+|[一二三四五十])",
    "P": "(?:上半年|下半年|前?[一二三四]个?季度)",
}
UNIT = "(?:万|亿)?(?:个百分点|公里|[亩元吨个户栋家条人倍%])"
CONTEXT = {"before", "not_before", "after", "not_after"}
COLUMNS = ("cue", "pattern", "before", "not_before", "after", "not_after")


def table(**cells):
    return compile_cues([dict.fromkeys(COLUMNS, "") | cells])


def found(text, **cells):
    return [text[cue.start : cue.end] for cue in find_cues(table(**cells), text)]


@pytest.mark.parametrize(
    ("cells", "reads", "passes_over"),
    [
        ({"cue": "力争|争取"}, "争取新增", "增长"),
        ({"cue": "以…为"}, "以公路为", "以公路，为"),
        ({"cue": "以…为"}, "以" + "路" * 12 + "为", "以" + "路" * 13 + "为"),
        ({"cue": "新建…#"}, "新建大棚###", "新建大棚"),
        ({"cue": "约", "not_after": "节|签"}, "大约五万", "节约五万"),
        ({"cue": "约", "not_after": "签…合同"}, "签合同大约", "签新合同约"),
        ({"cue": "投资", "after": "总|计划"}, "计划投资", "招商投资"),
        ({"cue": "投资", "after": "项目…总"}, "项目甲总投资", "项目，总投资"),
        ({"cue": "预计", "before": "#|…增长"}, "预计收入增长", "预计收入，增长"),
        ({"cue": "预计", "not_before": "…目标"}, "预计，目标", "预计的目标"),
        ({"cue": "(开)"}, "(开)", "开"),
        ({"pattern": "(新|扩)建(?=#)"}, "扩建##", "扩建"),
        ({"pattern": "建[#…]"}, "建…", "建屋"),
        ({"pattern": "(?<=了)建", "not_before": "设"}, "了建", "了建设"),
    ],
)
def test_a_sign_reads_what_the_page_says_of_it(cells, reads, passes_over):
    assert found(reads, **cells)
    assert not found(passes_over, **cells)


def test_the_first_row_wins_at_one_place_and_no_cue_lies_in_another():
    rows = [dict.fromkeys(COLUMNS, "") | {"cue": cue, "effect": cue} for cue in ("计划新建", "计划", "新建")]
    assert [cue.effect for cue in find_cues(compile_cues(rows), "计划新建，新建，计划")] == [
        "计划新建",
        "新建",
        "计划",
    ]


def test_a_capital_letter_stands_for_what_its_table_says():
    read = compile_cues([dict.fromkeys(COLUMNS, "") | {"cue": "到Y底"}], {"Y": "[0-9]{4}年"})
    assert find_cues(read, "到2025年底") and not find_cues(read, "到Y底")


def test_a_row_that_cannot_be_read_is_named():
    with pytest.raises(ValueError, match=r"新\(建"):
        table(pattern="新(建")


def test_a_search_keeps_to_its_piece_but_sees_what_stands_around_it():
    read = table(cue="约", not_after="节")
    assert not find_cues(read, "节约五万", 1)
    assert not find_cues(read, "节水，约五万", 0, 3)


def test_an_expression_can_stand_in_a_larger_one():
    form = cues.expression(dict.fromkeys(COLUMNS, "") | {"cue": "万|亿", "not_before": "万"})
    assert re.fullmatch(f"[0-9]+{form}元", "5亿元")
    assert re.fullmatch(cues.words("甲…乙|丙"), "甲和乙")


def test_finding_takes_time_by_the_length_of_the_text():
    read = table(cue="以…为|在…中", not_after="所…有")
    assert grows_with_the_input(lambda size: lambda: find_cues(read, "以在所" * size), 3_000, 24_000)


def _rows_with_examples():
    for path in sorted(paths.DICTIONARIES.glob("*.csv")):
        rows = dictionaries.read_table(path)
        if rows and {"pattern", "example"} <= set(rows[0]) and CONTEXT & set(rows[0]):
            told = [row for row in rows if row["example"] and (row["pattern"] or row.get("cue"))]
            yield from (pytest.param(row, id=f"{path.stem}: {row['example']}") for row in told)


EXAMPLES = list(_rows_with_examples())


@pytest.mark.parametrize("row", EXAMPLES)
def test_every_row_of_a_cue_table_is_found_in_its_example(row):
    masked = re.sub(rf"[0-9.]+{UNIT}", lambda number: MASK * len(number[0]), row["example"])
    read = compile_cues([row], NAMES)
    assert find_cues(read, row["example"]) or find_cues(read, masked)
