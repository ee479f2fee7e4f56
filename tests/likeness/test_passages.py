"""Shared passages: every run that two reports share is found with both places, near runs are followed, nothing else is."""

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import cleaning, paths
from lib.cleaning.edits import CleanText, Edit, edited
from lib.likeness.passages import shared_passages
from lib.likeness.runs import distinct, join, maximal_runs, places, standing_elsewhere
from lib.rules import in_force
from tests.growth import grows_with_the_input

REPORTS = sorted((paths.SHIPPED_DATA / "raw").glob("*.txt"))
SLOGAN = "坚持稳中求进工作总基调完整准确全面贯彻新发展理念加快构建新发展格局"
few_letters = st.lists(st.text("镇村，1", max_size=25), min_size=2, max_size=4)


def plain(text: str) -> CleanText:
    return edited(text, [])


def random_han(seed: int, length: int, low: int = 0x4E00) -> str:
    """Random characters of a range of 2,000 of its own, with punctuation and digits strewn in."""
    draw = random.Random(seed)
    mixed = (draw.choice([chr(draw.randrange(low, low + 2000))] * 9 + list("，。3")) for _ in range(length))
    return "".join(mixed)


def runs_by_hand(texts: list[str], shortest: int) -> set[tuple]:
    """Every maximal run of two texts, by comparing every place with every place."""
    found = set()
    han = [[(place, letter) for place, letter in enumerate(text) if letter not in "，1"] for text in texts]
    for (i, a), (j, b) in combinations(enumerate(han), 2):
        for x in range(len(a)):
            for y in range(len(b)):
                if x and y and a[x - 1][1] == b[y - 1][1]:
                    continue
                length = 0
                while x + length < len(a) and y + length < len(b) and a[x + length][1] == b[y + length][1]:
                    length += 1
                if length >= shortest:
                    found.add((i, a[x][0], j, b[y][0], length))
    return found


def runs_found(texts: list[str], shortest: int, many: int) -> set[tuple]:
    joined = join(texts)
    runs = maximal_runs(joined, shortest, many)
    columns = (joined.report[runs.a], joined.offset[runs.a], joined.report[runs.b], joined.offset[runs.b])
    return {tuple(map(int, row)) for row in zip(*columns, runs.length)}


@given(few_letters)
def test_every_maximal_run_is_found_and_no_other(texts):
    assert runs_found(texts, 3, many=200) == runs_by_hand(texts, 3)


@given(few_letters)
def test_a_run_that_stands_in_few_places_is_found_however_few_neighbours_are_looked_at(texts):
    found, everything = runs_found(texts, 3, many=4), runs_by_hand(texts, 3)
    bare = ["".join(letter for letter in text if letter not in "，1") for text in texts]
    assert found <= everything
    for i, start, j, other, length in everything - found:
        wording = "".join(letter for letter in texts[i][start:] if letter not in "，1")[:length]
        assert sum(text[at:].startswith(wording) for text in bare for at in range(len(text))) > 4


@given(few_letters)
def test_what_stands_elsewhere_is_what_other_texts_hold(texts):
    joined = join(texts)
    shared, wide = standing_elsewhere(joined, 3, many=3)
    bare = ["".join(letter for letter in text if letter not in "，1") for text in texts]
    for i, text in enumerate(bare):
        expected, often = [False] * len(text), [False] * len(text)
        for at in range(len(text) - 2):
            wording = text[at : at + 3]
            if any(wording in other for j, other in enumerate(bare) if j != i):
                expected[at : at + 3] = [True] * 3
                if sum(other[k:].startswith(wording) for other in bare for k in range(len(other))) > 3:
                    often[at : at + 3] = [True] * 3
        own = joined.report == i
        assert shared[own].tolist() == expected
        assert wide[own].tolist() == often


@settings(max_examples=30)
@given(few_letters)
def test_one_run_of_each_wording_is_kept_and_all_its_places_are_known(texts):
    joined = join(texts)
    runs = maximal_runs(joined, 3, many=200)

    def wording(index):
        return tuple(joined.codes[runs.a[index] : runs.a[index] + runs.length[index]])

    kept = [wording(index) for index in distinct(joined, runs)]
    assert sorted(kept) == sorted({wording(index) for index in range(len(runs.a))})
    for index in distinct(joined, runs):
        where = [
            at
            for at in range(len(joined.codes))
            if tuple(joined.codes[at : at + runs.length[index]]) == wording(index)
        ]
        assert places(joined, runs.rank[index], runs.length[index]).tolist() == where


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60), st.integers(20, 45))
def test_a_planted_run_is_found_exactly_where_it_was_planted(seed, at_a, at_b, length):
    letters = dict.fromkeys(random_han(seed, 200, 0x7000))
    run = "".join(letter for letter in letters if "\u7000" <= letter <= "\u9fff")
    run = run[: length - 5] + "，" + run[length - 5 : length]
    a, b = random_han(seed + 1, 80), random_han(seed + 2, 80, 0x5800)
    text_a, text_b = a[:at_a] + run + a[at_a:], b[:at_b] + run + b[at_b:]
    (found,) = shared_passages(in_force(), {"a": plain(text_a), "b": plain(text_b)}).passages.to_dict(
        "records"
    )
    assert (found["start_a"], found["end_a"]) == (at_a, at_a + len(run))
    assert (found["start_b"], found["end_b"]) == (at_b, at_b + len(run))
    assert (found["text"], found["kind"], found["characters"], found["similarity"]) == (
        run,
        "same",
        length,
        1,
    )


@settings(max_examples=30)
@given(st.lists(st.integers(0, len(SLOGAN)), max_size=6), st.lists(st.integers(0, len(SLOGAN)), max_size=6))
def test_offsets_are_those_of_the_raw_text(breaks_a, breaks_b):
    texts = {}
    for name, breaks, front in (("a", breaks_a, "首先"), ("b", breaks_b, "其次今年")):
        raw, edits = front, []
        for place, letter in enumerate(SLOGAN):
            if place in breaks:
                edits.append(Edit(len(raw), len(raw) + 2, "noise", ""))
                raw += "■\n"
            raw += letter
        texts[name] = edited(raw, edits)
    (found,) = shared_passages(in_force(), texts).passages.to_dict("records")
    for side in "ab":
        surface = texts[side].raw[found[f"start_{side}"] : found[f"end_{side}"]]
        assert surface.replace("■\n", "") == SLOGAN
        assert surface[0] == SLOGAN[0]
        assert surface[-1] == SLOGAN[-1]


def test_texts_of_other_characters_share_nothing():
    texts = {"a": plain(random_han(1, 3000)), "b": plain(random_han(2, 3000, 0x6000))}
    found = shared_passages(in_force(), texts)
    assert found.passages.empty
    assert found.pairs.empty
    assert found.reports["share"].tolist() == [0, 0]
    assert found.reports["nearest"].tolist() == ["", ""]


def test_random_texts_of_the_same_characters_share_nothing():
    assert shared_passages(
        in_force(), {str(seed): plain(random_han(seed, 3000)) for seed in range(5)}
    ).passages.empty


def one(a: str, b: str) -> dict:
    (found,) = shared_passages(in_force(), {"a": plain(a), "b": plain(b)}).passages.to_dict("records")
    return found


def test_changed_numbers_are_told_apart_from_the_same_wording():
    a = "全年完成财政收入1.2亿元，增长8%；固定资产投资完成3.4亿元，增长12%。"
    b = "全年完成财政收入56亿元，增长9%，固定资产投资完成7亿元、增长2%。"
    assert one(a, b)["kind"] == "numbers"
    assert one(a, b)["characters"] == len("全年完成财政收入亿元增长固定资产投资完成亿元增长")
    assert one(a, a.replace("，", ",").replace("8", "８"))["kind"] == "same"


def test_a_changed_name_is_bridged():
    a = "在李台镇党委的坚强领导下，全镇上下团结一心，圆满完成了镇人大会议确定的各项目标任务。"
    b = "在济阳街道党委的坚强领导下，全镇干群团结一心，圆满完成了镇人大会议确定的各项目标任务。"
    found = one(a, b)
    assert found["kind"] == "nearly"
    # from 党委 on: 上下 against 干群 is all that differs
    assert found["text"] == a[a.index("党委") : -1]
    same = len("党委的坚强领导下全镇") + len("团结一心圆满完成了镇人大会议确定的各项目标任务")
    assert found["characters"] == same
    assert found["similarity"] == pytest.approx(same / (same + 2))


def test_inserted_words_are_bridged_on_either_side():
    a = "加强国防动员和后备力量建设强化退役军人服务保障工作"
    b = "加强国防动员和国防后备力量建设强化退役军人服务保障工作"
    found, turned = one(a, b), one(b, a)
    assert (found["start_a"], found["end_a"], found["start_b"], found["end_b"]) == (0, 25, 0, 27)
    assert (turned["start_a"], turned["end_a"], turned["start_b"], turned["end_b"]) == (0, 27, 0, 25)
    assert found["characters"] == turned["characters"] == 25


def test_wordings_that_differ_in_more_than_they_agree_in_are_not_strung_together():
    a = SLOGAN[:20] + "甲乙丙丁戊己" + "高质量发展成效"
    b = SLOGAN[:20] + "子丑寅卯辰巳" + "高质量发展成效"
    assert one(a, b)["text"] == SLOGAN[:20]  # 7 that agree behind 6 that differ


def test_a_passage_does_not_run_into_the_next_report():
    texts = {"a": "甲" + SLOGAN, "b": "乙" + SLOGAN, "c": "丙" + SLOGAN[:10], "d": SLOGAN[10:] + "丁"}
    found = shared_passages(in_force(), {name: plain(text) for name, text in texts.items()}).passages
    assert found[["doc_id_a", "doc_id_b"]].values.tolist() == [["a", "b"], ["a", "d"], ["b", "d"]]
    assert found["text"].tolist() == [SLOGAN, SLOGAN[10:], SLOGAN[10:]]
    assert found["documents"].tolist() == [2, 3, 3]


def test_a_difference_is_not_bridged_into_the_next_report():
    texts = {"a": SLOGAN[:20] + "甲" + SLOGAN[20:], "b": SLOGAN[:20], "c": SLOGAN[20:]}
    found = shared_passages(in_force(), {name: plain(text) for name, text in texts.items()}).passages
    assert found[["doc_id_b", "text"]].values.tolist() == [["b", SLOGAN[:20]]]


def test_a_doubled_word_is_counted_once():
    a = SLOGAN[:13] + "群众" + SLOGAN[13:26]
    b = SLOGAN[:13] + "群众群众" + SLOGAN[13:26]
    found = one(a, b)
    assert (found["characters"], found["similarity"]) == (28, 2 * 28 / (28 + 30))


def test_a_piece_that_stands_twice_is_listed_twice_and_counted_once():
    pieces = ["".join(chr(0x5000 + 100 * i + k) for k in range(22)) for i in range(3)]
    a = plain("甲".join(pieces))
    b = plain("乙".join(pieces) + random_han(3, 50, 0x7000) + pieces[1])
    found = shared_passages(in_force(), {"a": a, "b": b})
    assert found.passages["text"].tolist() == [a.text, pieces[1]]
    assert found.passages["start_b"].tolist() == [0, 68 + 50]
    assert found.pairs["shared_share_a"].tolist() == [1]
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in b.text)
    assert found.pairs["shared_share_b"].tolist() == [pytest.approx((68 + 22) / han)]


def test_a_phrase_of_very_many_reports_has_one_row():
    texts = {f"{i:02}": plain(random_han(i, 50) + SLOGAN + random_han(100 + i, 50)) for i in range(30)}
    found = shared_passages(in_force(), texts)
    (phrase,) = found.passages.to_dict("records")
    assert (phrase["doc_id_a"], phrase["doc_id_b"], phrase["documents"], phrase["text"]) == (
        "00",
        "01",
        30,
        SLOGAN,
    )
    assert found.pairs.empty
    assert (found.reports["shared"] == len(SLOGAN)).all()
    assert (found.reports["own_wording_shared"] == 0).all()
    assert len(shared_passages(in_force(), texts, many=30).passages) == 30 * 29 // 2


def test_formulae_are_told():
    run = SLOGAN[:12] + "不忘初心、牢记使命"  # of 20 characters the 8 of a phrase in formulae.csv
    found = shared_passages(in_force(), {"a": plain("甲" + run), "b": plain("乙" + run)})
    assert found.passages["formula"].tolist() == [8 / 20]
    assert found.reports["shared"].tolist() == [20, 20]
    assert found.reports["own_wording_shared"].tolist() == [12, 12]


def test_duplicates_are_flagged():
    text = random_han(5, 2000)
    texts = {
        "a": plain(text),
        "b": plain(text.replace("3", "4")),
        "c": plain(text[:400] + random_han(6, 1500)),
    }
    found = shared_passages(in_force(), texts)
    assert found.reports["duplicate_of"].tolist() == ["b", "a", ""]
    assert found.reports["nearest"].tolist() == ["b", "a", "a"]
    assert found.reports["share"].tolist()[:2] == [1, 1]
    assert found.pairs.set_index(["doc_id_a", "doc_id_b"])["duplicate"].to_dict() == {
        ("a", "b"): True,
        ("a", "c"): False,
        ("b", "c"): False,
    }
    share = found.pairs.set_index(["doc_id_a", "doc_id_b"])["shared_share_b"]["a", "c"]
    han = [sum("\u4e00" <= letter <= "\u9fff" for letter in part) for part in (text[:400], texts["c"].text)]
    assert share == pytest.approx(han[0] / han[1])


@pytest.fixture(scope="module")
def five() -> dict[str, CleanText]:
    return {path.stem: cleaning.clean(in_force(), path.read_bytes().decode("utf-8-sig")) for path in REPORTS}


def rows(table: pd.DataFrame) -> set[tuple]:
    """The passages without regard to which report is called a."""
    sides = [[f"doc_id_{side}", f"start_{side}", f"end_{side}"] for side in "ab"]
    return {
        (frozenset([tuple(row[sides[0]]), tuple(row[sides[1]])]), row["kind"], row["characters"])
        for _, row in table.iterrows()
    }


def test_the_order_of_the_reports_does_not_matter(five):
    found = shared_passages(in_force(), five, shortest=12).passages
    turned = shared_passages(in_force(), dict(reversed(five.items())), shortest=12).passages
    assert len(found) > 10
    assert rows(found) == rows(turned)


def test_every_row_of_the_shipped_reports_leads_back_to_its_text(five):
    found = shared_passages(in_force(), five, shortest=12).passages
    for row in found.itertuples():
        for doc_id, start, end in (
            (row.doc_id_a, row.start_a, row.end_a),
            (row.doc_id_b, row.start_b, row.end_b),
        ):
            surface = cleaning.clean(in_force(), five[doc_id].raw[start:end]).text
            assert "".join(filter(str.isalnum, surface))
        surface = five[row.doc_id_a].raw[row.start_a : row.end_a]
        assert "".join(surface.split()) == "".join(row.text.split())
        assert row.doc_id_a != row.doc_id_b
        assert row.characters >= 12


@pytest.mark.parametrize("texts", [{}, {"a": "全镇"}, {"a": "", "b": "12，"}, {"a": "", "b": SLOGAN}])
def test_corpora_with_nothing_to_compare(texts):
    found = shared_passages(in_force(), {name: plain(text) for name, text in texts.items()})
    assert found.passages.empty
    assert found.pairs.empty
    assert found.reports["doc_id"].tolist() == list(texts)
    assert (found.reports["share"] == 0).all()


def test_too_short_a_passage_is_refused():
    with pytest.raises(ValueError, match="at least 12"):
        shared_passages(in_force(), {}, shortest=5)


def test_the_time_grows_with_the_text():
    def work(reports):
        draw = np.random.default_rng(reports)
        texts = {}
        for number in range(reports):
            letters = "".join(map(chr, draw.integers(0x4E00, 0x5600, 1500)))
            texts[str(number)] = plain(letters + SLOGAN)
        return lambda: shared_passages(in_force(), texts)

    assert grows_with_the_input(work, 25, 200)
