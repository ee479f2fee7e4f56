"""The measures, on small cases whose values are worked out by hand."""

import math

import pandas as pd
import pytest

from lib.validation import misses, score
from lib.validation.pairing import same_indicator

RAW = "打印\n一、工作回顾\n财政收入4720万元，增长8.6%；改厕120户。"
QUANTITY_COLUMNS = ["start", "end", "surface", "value", "unit", "bound", "kind", "indicator", "canonical"]
QUANTITY_COLUMNS += ["scope", "status", "period"]
GOLD_QUANTITIES = [
    (
        14,
        20,
        "4720万元",
        "47200000",
        "元",
        "exact",
        "level",
        "财政收入",
        "fiscal_revenue",
        "town",
        "actual",
        "2020",
    ),
    (23, 27, "8.6%", "8.6", "%", "exact", "growth", "财政收入", "fiscal_revenue", "town", "actual", "2020"),
    (30, 34, "120户", "120", "户", "exact", "level", "改厕户数", "", "town", "actual", "2020"),
]
GOLD_SECTIONS = [(3, 1, "工作回顾", "review"), (28, 2, "", "problems")]
GOLD_NOISE = [(0, 2, "page_chrome")]


def frame(rows, columns) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


def quantities(**changes) -> pd.DataFrame:
    table = frame(GOLD_QUANTITIES, QUANTITY_COLUMNS)
    table.insert(0, "doc_id", "a")
    for cell, value in changes.items():
        column, row = cell.rsplit("_", 1)
        table[column] = table[column].astype(object)
        table.loc[int(row), column] = value
    return table


def sections(*rows) -> pd.DataFrame:
    return frame(
        [("a", *row) for row in rows or GOLD_SECTIONS], ["doc_id", "start", "level", "heading", "role"]
    )


def cleaning(*rows) -> pd.DataFrame:
    return frame([("a", *row) for row in rows], ["doc_id", "start", "end", "replacement"])


def tables(quantity=None, section=None, edits=None) -> dict[str, pd.DataFrame]:
    return {
        "quantities": quantities() if quantity is None else quantity,
        "sections": sections() if section is None else section,
        "cleaning": cleaning((0, 2, "")) if edits is None else edits,
    }


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold" / "a"
    folder.mkdir(parents=True)
    (folder / "raw.txt").write_bytes(RAW.encode())
    for name, rows, columns in (
        ("quantities", GOLD_QUANTITIES, QUANTITY_COLUMNS),
        ("sections", GOLD_SECTIONS, ["start", "level", "heading", "role"]),
        ("noise", GOLD_NOISE, ["start", "end", "rule"]),
    ):
        frame(rows, columns).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return tmp_path / "gold"


def test_the_hand_made_case_is_what_it_says():
    assert all(RAW[row[0] : row[1]] == row[2] for row in GOLD_QUANTITIES)
    assert RAW[0:2] == "打印" and RAW[3:9] == "一、工作回顾" and len(RAW) == 35


def test_the_annotations_themselves_score_full_marks(gold):
    measures = score(tables(), gold)
    assert (measures.pop("documents"), measures.pop("gold")) == (1, 3)
    assert (measures.pop("bad_offsets"), measures.pop("body_lost")) == (0, 0.0)
    assert set(measures.values()) == {1.0}
    assert misses(tables(), gold).empty


def test_empty_tables_find_nothing_and_lose_nothing(gold):
    empty = {name: table.iloc[:0] for name, table in tables().items()}
    measures = score(empty, gold)
    assert (measures["precision"], measures["recall"], measures["f1"]) == (0.0, 0.0, 0.0)
    assert (measures["sections_f1"], measures["noise_removed"], measures["body_lost"]) == (0.0, 0.0, 0.0)
    assert misses(empty, gold)["problem"].tolist() == ["missed"] * 3 + ["missed"] * 2 + ["noise_kept"]


def test_one_missed_and_one_spurious_row(gold):
    table = quantities(start_2=3, end_2=5, surface_2="一、")
    measures = score(tables(table), gold)
    # two of three annotated rows found, two of three found rows annotated
    assert (measures["precision"], measures["recall"]) == (2 / 3, 2 / 3)
    assert math.isclose(measures["f1"], 2 / 3)
    told = misses(tables(table), gold)
    assert told[["problem", "start", "text"]].values.tolist() == [
        ["missed", 30, "120户"],
        ["spurious", 3, "一、"],
    ]


def test_precision_and_recall_are_not_mixed_up(gold):
    measures = score(tables(quantities().iloc[:1]), gold)
    assert (measures["precision"], measures["recall"], measures["f1"]) == (1.0, 1 / 3, 0.5)


def test_a_surface_that_is_not_at_its_place_makes_no_pair(gold):
    table = quantities(surface_0="4720亿元")
    measures = score(tables(table), gold)
    assert (measures["bad_offsets"], measures["precision"], measures["recall"]) == (1, 1.0, 2 / 3)
    assert misses(tables(table), gold)["problem"].tolist() == ["bad_offsets", "missed"]


def test_the_largest_overlap_wins_and_a_row_pairs_once(gold):
    # 万元 overlaps the first annotation by 2 characters, 4720万 by 5; both come before the right ones in the table.
    extra = pd.concat([quantities().iloc[[0, 0, 1, 2]]], ignore_index=True)
    extra.loc[0, ["start", "end", "surface", "unit"]] = [18, 20, "万元", "x"]
    extra.loc[1, ["start", "end", "surface"]] = [14, 19, "4720万"]
    measures = score(tables(extra), gold)
    assert (measures["precision"], measures["recall"]) == (3 / 4, 1.0)
    assert (measures["span"], measures["unit"]) == (2 / 3, 1.0)


def test_one_found_row_over_two_annotated_ones_makes_one_pair(gold):
    table = quantities(end_0=27, surface_0=RAW[14:27]).iloc[[0]]
    measures = score(tables(table), gold)
    assert (measures["precision"], measures["recall"]) == (1.0, 1 / 3)


def test_touching_ranges_do_not_overlap(gold):
    table = quantities(start_2=28, end_2=30, surface_2="改厕")
    assert RAW[28:30] == "改厕"
    assert score(tables(table), gold)["recall"] == 2 / 3


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"value_0": 47200000.0}, 1),
        ({"value_0": "4720"}, 2 / 3),
        ({"value_0": None}, 2 / 3),
        ({"value_0": "47200000.01"}, 1),
    ],
)
def test_values_agree_as_numbers(gold, changes, value):
    assert score(tables(quantities(**changes)), gold)["value"] == value


def test_strict_needs_value_unit_kind_and_status_but_no_more(gold):
    loose = score(
        tables(quantities(bound_0="about", scope_1="part", period_2="2021", indicator_2="别的")), gold
    )
    assert (loose["strict_f1"], loose["bound"], loose["scope"], loose["period"], loose["name"]) == (
        1.0,
        *[2 / 3] * 4,
    )
    strict = score(tables(quantities(unit_0="万元", kind_1="share")), gold)
    assert math.isclose(strict["strict_f1"], 1 / 3)  # one row of three has all four right


def test_canonical_counts_rows_with_an_id_and_the_right_value(gold):
    # row 0 has a wrong value, row 1 is right, row 2 has an id that it should not have
    table = quantities(value_0="1", canonical_2="toilets_renovated")
    measures = score(tables(table), gold)
    # 1 hit, 2 annotated, 3 found: precision 1/3, recall 1/2, F1 = 2 * (1/6) / (5/6)
    assert math.isclose(measures["canonical_f1"], 0.4)
    told = misses(tables(table), gold)
    assert told[told["field"] == "canonical"][["start", "gold", "found"]].values.tolist() == [
        [30, "", "toilets_renovated"]
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("低保户数", "低保户", True),  # the counting word falls off
        ("“两癌”筛查 人次", "两癌筛查", True),  # quotes, white space, 人次
        ("财政收入", "一般公共预算收入", False),  # pairs 收入 of 3 and 7: 2/10
        ("规模以上工业利润", "规上工业利润", True),  # 上工 工业 业利 利润 of 7 and 5: 8/12
        ("利润", "规模以上工业利润", False),  # held, but four times as long; 2*1/(1+7)
        ("养老保险", "城乡居民养老保险", True),  # held, and just twice as long
        ("税收", "总部经济税收", False),  # three times as long; pairs 税收 of 1 and 5: 2/6
        ("诊疗人次", "诊疗人数", True),
        ("诊 人次", "诊", True),
        ("", "税收", False),
        ("", "", True),
        ("数", "数", True),  # nothing but a counting word
        ("ＧＤＰ", "GDP", True),
    ],
)
def test_wordings_of_one_indicator(one, other, same):
    assert same_indicator(one, other) is same
    assert same_indicator(other, one) is same


def test_headings_may_be_four_characters_off_and_no_more(gold):
    four = sections((7, 1, "工作回顾", "review"), (28, 2, "", "problems"))
    five = sections((8, 1, "工作回顾", "review"), (28, 2, "", "problems"))
    assert score(tables(section=four), gold)["sections_f1"] == 1.0
    assert score(tables(section=five), gold)["sections_f1"] == 0.5  # one of two found, one of two right
    assert misses(tables(section=five), gold)["problem"].tolist() == ["missed", "spurious"]


def test_deeper_headings_are_left_out_of_the_count(gold):
    deeper = sections(*GOLD_SECTIONS, (16, 3, "深", "review"))
    assert score(tables(section=deeper), gold)["sections_f1"] == 1.0


def test_headings_are_compared_in_role_level_and_wording(gold):
    changed = sections((3, 2, "工作　回顾 ", "review"), (28, 2, "x", "plan"))
    measures = score(tables(section=changed), gold)
    assert (measures["section_role"], measures["section_level"], measures["section_heading"]) == (
        0.5,
        0.5,
        0.5,
    )
    told = misses(tables(section=changed), gold)
    assert told[["start", "field", "found"]].values.tolist() == [
        [3, "level", "2"],
        [28, "role", "plan"],
        [28, "heading", "x"],
    ]


def test_noise_and_body_are_counted_in_visible_characters(gold):
    # 33 of 35 characters are visible, 2 of them noise: 印 is removed, and 回顾 with the line break behind it
    edits = cleaning((1, 3, "\n"), (7, 10, ""))
    measures = score(tables(edits=edits), gold)
    assert (measures["noise_removed"], measures["body_lost"]) == (1 / 2, 2 / 31)
    told = misses(tables(edits=edits), gold)
    assert told[["problem", "start", "text"]].values.tolist() == [
        ["noise_kept", 0, "打"],
        ["body_lost", 7, "回顾"],
    ]


def test_an_edit_that_keeps_as_many_visible_characters_loses_nothing(gold):
    edits = cleaning((0, 2, ""), (14, 18, "４７２０"), (9, 10, ""), (22, 24, "x8 \u200b"))
    assert score(tables(edits=edits), gold)["body_lost"] == 0.0
    assert score(tables(edits=cleaning((0, 2, ""), (14, 18, "4 72\u200b"))), gold)["body_lost"] == 4 / 31


def test_reports_are_pooled_and_unannotated_ones_ignored(gold):
    second = gold / "b"
    second.mkdir()
    (second / "raw.txt").write_bytes("改厕5户".encode())
    row = ("2", "4", "5户", "5", "户", *GOLD_QUANTITIES[2][5:])
    frame([row], QUANTITY_COLUMNS).to_csv(second / "quantities.csv", index=False)
    (second / "sections.csv").write_text("start,level,heading,role\n", encoding="utf-8")
    (second / "noise.csv").write_text("start,end,rule\n", encoding="utf-8")
    other = quantities().assign(doc_id="unknown")
    measures = score(tables(pd.concat([quantities(), other])), gold)
    assert (measures["documents"], measures["gold"], measures["precision"], measures["recall"]) == (
        2,
        4,
        1.0,
        3 / 4,
    )


def test_tables_in_a_folder_score_like_tables_in_memory(gold, tmp_path):
    table = quantities(value_0="1")
    for name, content in tables(table).items():
        content.to_csv(tmp_path / f"{name}.csv", index=False, encoding="utf-8-sig")
    assert score(tmp_path, gold) == score(tables(table), gold)
    (tmp_path / "cleaning.csv").unlink()
    with pytest.raises(FileNotFoundError, match="cleaning.csv is missing"):
        score(tmp_path, gold)


def test_the_text_may_lie_elsewhere_and_must_lie_somewhere(gold, tmp_path):
    (gold / "a" / "raw.txt").rename(tmp_path / "a.txt")
    assert score(tables(), gold, tmp_path)["f1"] == 1.0
    with pytest.raises(FileNotFoundError, match="no text for the annotations of a"):
        score(tables(), gold)


def test_offsets_count_newlines_as_found(gold):
    (gold / "a" / "raw.txt").write_bytes(RAW.replace("\n", "\r\n").encode())
    assert score(tables(), gold)["bad_offsets"] == 3
