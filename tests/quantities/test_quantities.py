"""Quantities: every case sentence as a reader reads it, the values of numerals, and laws for any text."""

import itertools
import re
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import paths
from lib.quantities import find_quantities, forms, read_numerals
from lib.quantities.patterns import by_place, read_units
from lib.rules import cues, dictionaries, in_force, numerals
from tests.growth import grows_with_the_input

CASES = [
    (sentence, list(rows))
    for sentence, rows in itertools.groupby(
        dictionaries.read_table(paths.CASES / "quantities.csv"), key=lambda row: row["sentence"]
    )
]

# Pieces that reports are made of, in any order: what random characters would hardly ever join.
PIECES = st.sampled_from(
    re.findall(
        r"\S+|\n",
        """2020年 12月 1-10月 3.5 1,234 １２ 万 亿 千 余 多 个 亩 元 % 个百分点 以上
至 - 、 ， 。 增长 下降 约 近 超 第 前 三 十 两 一 百分之 大 等 “ ” 《 》 （ ） 1. xx ○ ? : + G PM2.5 人次 /天 项目 翻一番 km""",
    )
)


def expected(row: dict[str, str]) -> tuple:
    high = float(row["value_high"]) if row["value_high"] else None
    return row["surface"], float(row["value"]), high, row["unit"], row["bound"], row["kind"]


@pytest.mark.parametrize(("sentence", "rows"), CASES, ids=[sentence[:20] for sentence, _ in CASES])
def test_case_is_read_as_a_reader_reads_it(sentence, rows):
    found = [
        (sentence[q.start : q.end], q.value, q.value_high, q.unit, q.bound, q.kind)
        for q in find_quantities(in_force(), sentence)
    ]
    wanted = [expected(row) for row in rows if row["surface"]]
    if rows[0]["known_miss"]:
        assert found != wanted, "this known miss is read now: empty its known_miss cell"
    else:
        assert found == wanted


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("两百零五", 205),
        ("一千二百", 1200),
        ("一百二", 120),
        ("两万三", 23000),
        ("一万零三", 10003),
        ("三千万", 30_000_000),
        ("一亿二千万", 120_000_000),
        ("万亿", 10**12),
        ("百", 100),
        ("廿五", 25),
        ("一百卅", 130),
        ("三点零二", Decimal("3.02")),
    ],
)
def test_chinese_numerals_have_their_value(numeral, value):
    assert numerals.chinese_value(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "low", "high"),
    [
        ("三四百", 300, 400),
        ("二三十", 20, 30),
        ("十七八", 17, 18),
        ("一百二三十", 120, 130),
        ("十二", 12, None),
    ],
)
def test_two_digits_that_follow_each_other_are_a_range(numeral, low, high):
    assert numerals.chinese_range(numeral) == (low, high)


@pytest.mark.parametrize(
    ("numeral", "magnitude", "value"),
    [
        ("3万4000", "", 34_000),
        ("1亿2", "千万", 120_000_000),
        ("2万5", "千", 25_000),
        ("1,234.5", "万", 12_345_000),
    ],
)
def test_a_magnitude_belongs_to_the_last_rank(numeral, magnitude, value):
    assert numerals.amount(numeral, magnitude) == value


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("202４", 2024),
        ("٢٠", 20),
        ("十二", 12),
        ("九十九", 99),
        ("十", 10),
        ("廿一", 21),
        ("二〇二二", 2022),
    ]
    + [("二Ｏ二二", 2022), ("元", 1), ("", None), ("2.5", None), ("约", None)],
)
def test_years_months_and_list_numbers_are_counted(written, number):
    assert numerals.count(written) == number


FORMS = forms.forms(in_force(), "(?:户|万亩|亩)", "(?:以上)")


@pytest.mark.parametrize("form", FORMS, ids=[f"{form.name}: {form.sample}" for form in FORMS])
def test_every_form_finds_its_sample_whole(form):
    assert re.compile(form.expression).match(form.sample + "。").group() == form.sample
    opens = forms.tokens(FORMS)[form.sample[0]]
    assert re.compile(opens).match(form.sample + "。").lastgroup == form.name


@pytest.mark.parametrize("row", in_force().table("quantity_cues"), ids=lambda row: row["example"])
def test_every_cue_is_found_in_its_example(row):
    assert re.search(cues.expression(row), row["example"]), row


def test_a_place_that_the_cue_table_does_not_explain_is_named():
    with pytest.raises(ValueError, match="cue 约: place is 'infront'; write one of before"):
        by_place([{"cue": "约", "place": "infront"}])


@pytest.mark.parametrize("text", ["一二三", "五一十", "", "个", "亿" * 100])
def test_a_run_of_digits_that_is_no_number_has_no_value(text):
    assert numerals.chinese_value(text) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_written_in_chinese_is_read_back(number):
    assert numerals.chinese_value(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    """Write a number below 100,000,000 the long way (20 as 二十, 105 as 一百零五)."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return in_chinese(high) + "万" + (gap + in_chinese(low) if low else "")
    text, gap = "", False
    for rank, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, rank)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return text or "零"


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["", "万", "亿"]))
def test_a_value_is_exact_whatever_its_magnitude(number, magnitude):
    (quantity,) = find_quantities(in_force(), f"完成投资{number}{magnitude}元。")
    factor = {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    assert Decimal(str(quantity.value)) == Decimal(number) * factor or quantity.value == float(
        Decimal(number) * factor
    )
    assert isinstance(quantity.value, int) == (Decimal(number) * factor == int(Decimal(number) * factor))


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_every_run_of_digits_is_read_or_listed_as_unread_and_nothing_overlaps(text):
    quantities = find_quantities(in_force(), text)
    unread = read_numerals(in_force(), text)[1]
    spans = sorted([(q.start, q.end) for q in quantities] + [(start, end) for start, end, _ in unread])
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    for run in re.finditer("[0-9０-９]+", text):
        assert any(start < run.end() and run.start() < end for start, end in spans), text[
            run.start() : run.end()
        ]


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_quantity_is_well_formed(text):
    for quantity in find_quantities(in_force(), text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end].strip() == text[quantity.start : quantity.end]
        assert quantity.bound in {"exact", "about", "above", "below"}
        assert quantity.kind in {"level", "growth", "share", "change"}
        assert quantity.kind != "share" or quantity.value >= 0
        if quantity.value_high is not None:
            assert abs(quantity.value_high) > abs(quantity.value)


@given(st.text(alphabet="镇村项目资金发展建设，。；\n", max_size=40))
def test_what_stands_in_an_earlier_paragraph_changes_nothing(words):
    sentence = "实现税收1320万元，同比增长4.65%。"
    shift = len(words) + 1
    alone = find_quantities(in_force(), sentence)
    after = find_quantities(in_force(), f"{words}\n{sentence}")
    assert after == [q._replace(start=q.start + shift, end=q.end + shift) for q in alone]


def test_numerals_that_are_no_quantity_are_named_by_class():
    text = "2020年3月5日，第4名，1999年，“3510”，《2020年要点》，PM2.5，xx.51亿元，新建3个。\n1.加强领导"
    classes = [(text[s:e], c) for s, e, c in read_numerals(in_force(), text)[1]]
    assert classes == [
        ("2020年3月5日", "date"),
        ("4", "ordinal"),
        ("1999年", "year"),
        ("3510", "set_phrase"),
        ("2020", "name"),
        ("2.5", "name"),
        ("xx.51亿", "masked"),
        ("1.", "list_number"),
    ]


def test_a_spelling_claimed_by_two_units_is_named():
    row = {"family": "area", "chinese": "yes", "not_before": "", "not_after": ""}
    rows = [row | {"unit": "亩", "aliases": "市亩"}, row | {"unit": "公亩", "aliases": "市亩"}]
    with pytest.raises(ValueError, match="市亩 stands in the rows of 亩 and 公亩"):
        read_units(rows)


def test_a_word_the_unit_table_does_not_explain_is_named():
    with pytest.raises(ValueError, match="unit 亩: chinese is 'often'; write one of yes"):
        read_units([{"unit": "亩", "aliases": "", "chinese": "often"}])


def test_a_unit_of_ones_own_needs_no_more_than_its_name():
    (unit,) = read_units([{"unit": "垄"}]).values()
    assert (unit.name, unit.family, unit.chinese) == ("垄", "other", "no")


def test_every_unit_of_the_table_is_read():
    for row in in_force().table("units"):
        if row["unit"] == "大" or row["family"] == "age":
            continue
        sentence = f"翻12{row['unit']}。" if row["unit"] == "番" else f"共有12{row['unit']}。"
        written = row["unit"] if row["read_after"] else row["read_as"].partition(" ")[2] or row["unit"]
        assert [q.unit for q in find_quantities(in_force(), sentence)] == [written], row["unit"]


@pytest.mark.parametrize(
    "piece", ["1", "一", "（", "“", "《", "1.", "1、", "2020、", "○", "百分之", "1%、", "亿"]
)
def test_time_grows_with_the_text_and_not_faster(piece):
    def work(length: int):
        runs = count()  # another text each time

        def read():
            text = piece * (length // len(piece)) + "。" * next(runs)
            read_numerals(in_force(), text)

        return read

    assert grows_with_the_input(work, 10_000, 80_000)
