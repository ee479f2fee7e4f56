"""What a report says about itself: fields, contradictions and gaps, with evidence that can be walked back."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import paths
from lib.cleaning import clean
from lib.metadata import FIELDS, PLACED, in_pinyin, read_metadata, remarks
from lib.metadata.damage import find_damage
from lib.metadata.dates import YEAR, find_dates
from lib.metadata.front_matter import read_speaker
from lib.metadata.patterns import pattern
from lib.metadata.place_names import parse
from lib.metadata.places import find_places
from lib.rules import dictionaries, in_force, numerals, patterns
from lib.structure import find_sections

CASES = dictionaries.read_table(paths.CASES / "metadata.csv")
GOLD = sorted(folder.name for folder in paths.GOLD.iterdir() if (folder / "metadata.json").exists())
EXACT = (
    "town",
    "review_year",
    "plan_year",
    "delivered_on",
    "congress",
    "speaker",
    "published_on",
    "source_url",
)


def metadata_of(raw):
    clean_text = clean(in_force(), raw)
    return read_metadata(in_force(), clean_text, find_sections(in_force(), clean_text.text))


def raw_of(doc_id):
    with open(paths.SHIPPED_DATA / "raw" / f"{doc_id}.txt", encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['field']}-{case['note'] or case['expected']}"
)
def test_cases(case, request):
    if case["known_miss"]:
        request.applymarker(pytest.mark.xfail(reason=case["known_miss"], strict=True))
    read = metadata_of(case["raw"].replace("\\n", "\n"))
    field, expected = case["field"], case["expected"]
    if field in ("gap", "no_gap", "conflict", "no_conflict"):
        rules = {found.rule for found in read["remarks"]}
        assert (expected in rules) == (not field.startswith("no_")), read["remarks"]
    else:
        assert str(read[field] or "") == expected


@pytest.mark.parametrize("doc_id", GOLD)
def test_shipped_reports_are_read_as_annotated_by_hand(doc_id):
    annotated = json.loads((paths.GOLD / doc_id / "metadata.json").read_text(encoding="utf-8"))
    read = metadata_of(raw_of(doc_id))
    assert {name: read[name] for name in EXACT} == {name: annotated[name] for name in EXACT}
    assert read["title"].replace(" ", "") == annotated["title"].replace(" ", "")


@pytest.mark.parametrize(
    ("doc_id", "rule", "passage", "decided"),
    [
        ("jiyang-2022", "since_year", "2021年以来", "review_year=2022"),
        ("jiyang-2022", "number_lost_before_amount", "多万元用于疫情防控", ""),
        ("sungang-2020", "hedges_contradict", "近5万余份", ""),
        ("sungang-2020", "uploaded_later", "", "delivered_on=2020-12"),
        ("sungang-2020", "no_speaker", "", ""),
        ("sungang-2020", "no_congress", "", ""),
        ("xintai-2019", "title_year", "2020年工作总结", "review_year=2019; plan_year=2020"),
        ("xintai-2019", "town_hidden", "xx镇", ""),
        ("xintai-2019", "unit_lost", "信息采集1750", ""),
        ("longquan-2022", "date_year_settled", "2022416", "delivered_on=2023-04-16"),
        ("longquan-2022", "date_read", "2022416", "delivered_on=2023-04-16"),
        ("longquan-2022", "meeting_number", "第次会议", ""),
    ],
)
def test_contradictions_and_gaps_a_reader_listed_are_found(doc_id, rule, passage, decided):
    found = [told for told in metadata_of(raw_of(doc_id))["remarks"] if told.rule == rule]
    assert any(passage in str(told.fields.get("passage", "")) for told in found)
    assert found[0].decided == decided


@pytest.mark.parametrize("row", in_force().table("remark_texts"), ids=lambda row: row["rule"])
def test_the_texts_of_a_remark_are_filled_in_both_languages(row):
    names = set(re.findall(r"\{(\w+)\}", row["text_zh"] + row["text_en"]))
    told = remarks.in_words(in_force(), remarks.Remark(row["rule"], fields=dict.fromkeys(names)))
    assert told["text_zh"].count("未知") == len(re.findall(r"\{\w+\}", row["text_zh"]))
    assert "{" not in told["text_en"]


@pytest.mark.parametrize("doc_id", GOLD)
def test_evidence_points_to_the_passage(doc_id):
    raw = raw_of(doc_id)
    read = metadata_of(raw)
    for name in ("speaker", "congress", "title", "town"):
        if read[name]:
            span = read["evidence"][name]
            shown = "".join(raw[span["start"] : span["end"]].split())
            assert read[name].replace(" ", "") in shown
    for name in ("review_year", "plan_year"):
        span = read["evidence"][name]
        assert numerals.count(raw[span["start"] : span["end"]].split("年")[0].strip()) in (
            read["review_year"],
            read["plan_year"],
        )
    for told in read["remarks"]:
        if told.start is not None and told.rule != "ending_cut":
            shown = "".join(raw[told.start : told.end].split())
            assert shown in "".join(told.fields["passage"].split()) or told.rule == "quote_not_closed"


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="政府工作报告镇县市2021年月日第届次会议上各位代表，。：\n 一二xX×*%多万元（）", max_size=120
    )
)
def test_any_text_is_read_without_error_and_evidence_stays_inside(raw):
    read = metadata_of(raw)
    assert set(FIELDS) | set(PLACED) | {"remarks", "evidence"} == set(read)
    spans = [(span["start"], span["end"]) for span in read["evidence"].values()]
    spans += [(told.start, told.end) for told in read["remarks"] if told.start is not None]
    assert all(0 <= start <= end <= len(raw) for start, end in spans)
    assert all(remarks.in_words(in_force(), told)["text_en"] for told in read["remarks"])


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_date_is_read_alike_in_digits_and_chinese_numerals(day):
    written = f"{day.year}年{day.month}月{day.day}日"
    chinese = "".join("〇一二三四五六七八九"[int(d)] for d in str(day.year))
    chinese += f"年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    for text in (written, chinese, day.isoformat(), f"{day.year}.{day.month}.{day.day}"):
        assert [(d.iso, d.damaged) for d in find_dates(f"（{text}）")] == [(day.isoformat(), False)]


def in_chinese(value):
    tens, ones = divmod(value, 10)
    digits = " 一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31)))
def test_a_date_that_lost_its_separators_keeps_the_true_day_among_its_candidates(day):
    text = f"{day.year}{day.month}{day.day}"
    found = find_dates(f"——{text}在")
    assert len(found) == 1 and day.isoformat() in found[0].candidates


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("淄川区龙泉镇", {"county": "淄川区", "town": "龙泉镇"}),
        (
            "安徽省六安市金安区孙岗镇",
            {"province": "安徽省", "city": "六安市", "county": "金安区", "town": "孙岗镇"},
        ),
        ("新泰市谷里镇", {"county": "新泰市", "town": "谷里镇"}),
        ("东莞市虎门镇", {"city": "东莞市", "town": "虎门镇"}),
        ("北京市海淀区上庄镇", {"province": "北京市", "county": "海淀区", "town": "上庄镇"}),
        ("济宁市市中区", {"city": "济宁市", "county": "市中区"}),
        ("荆州市沙市区", {"city": "荆州市", "county": "沙市区"}),
        ("乡宁县昌宁镇", {"county": "乡宁县", "town": "昌宁镇"}),
        ("古镇镇", {"town": "古镇镇"}),
        ("和县历阳镇", {"county": "和县", "town": "历阳镇"}),
        ("城关街道办事处", {"town": "城关街道"}),
        ("镇", {}),
    ],
)
def test_an_address_is_taken_apart(path, names):
    assert parse(in_force(), path)[0] == names


@pytest.mark.parametrize("words", ["我市", "全镇", "集镇", "参加市", "质量强市", "代表们", ""])
def test_words_that_end_like_a_place_are_none(words):
    assert parse(in_force(), words) is None


def test_every_province_is_listed_once_with_its_short_name():
    rows = in_force().table("provinces")
    assert len({row["name"] for row in rows}) == len(rows) == 34
    assert all(row["name"].startswith(row["short"]) for row in rows)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2006年２月６日", "2006-02-06"),
        ("202４-4-18", "2024-04-18"),
        ("٢٠٢١年3月", "2021-03"),
        ("二〇一九年元月", "2019-01"),
    ],
)
def test_digits_of_any_width_and_script_make_a_date(text, iso):
    assert [date.iso for date in find_dates(text)] == [iso]


def test_what_cleaning_mended_is_said_once():
    raw = "我們鄉今年發展茶葉，農戶增收。\n存栏生猪654.38+0.3万头。"
    told = [remark.rule for remark in find_damage(in_force(), clean(in_force(), raw))]
    assert told == ["digits_respun", "script_traditional"]


@pytest.mark.parametrize("heading", ["增长（%）", "指标（亿元、%）"])
def test_a_unit_in_brackets_is_no_lost_number(heading):
    assert not find_damage(in_force(), clean(in_force(), f"{heading}，完成情况良好。"))


@pytest.mark.parametrize("row", in_force().table("text_damage"), ids=lambda row: row["rule"])
def test_each_rule_of_damage_finds_its_example_and_not_its_counter_example(row):
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter_example"])


@pytest.mark.parametrize("row", in_force().table("year_cues"), ids=lambda row: row["cue"])
def test_each_year_cue_reads_its_example(row):
    assert re.search(row["pattern"].replace("YEAR", rf"(?:{YEAR})\s*年"), row["example"])


@pytest.mark.parametrize("row", in_force().table("metadata_patterns"), ids=lambda row: row["use"])
def test_each_pattern_of_metadata_finds_its_example(row):
    asked = pattern(in_force(), row["use"]).pattern
    ends = {"ENDS": "镇|县|区", "SHORT": "山东", "FULL": "山东省"}
    assert re.search(patterns.filled(asked, ends), row["example"])


@pytest.mark.parametrize("row", in_force().table("place_cues"), ids=lambda row: row["rule"])
def test_a_place_cue_reads_its_example(row):
    text = row["example"] + "\n河口镇\n青阳县"  # running prose is believed where it says the name again
    places = find_places(in_force(), text, len(row["example"]) + 1, None, None)
    assert row["rule"] in {place.rule for place in places}


@pytest.mark.parametrize("row", in_force().table("speaker_cues"), ids=lambda row: row["rule"])
def test_a_speaker_cue_reads_its_example(row):
    text = row["example"].replace("\\n", "\n")
    speaker, _ = read_speaker(in_force(), text, len(text))
    assert (speaker.value, speaker.rule) == ("李国强", row["rule"])


def test_what_a_reader_of_files_left_out_is_a_remark_where_its_rule_asks_for_one():
    losses = [(2, 4, "inserted", ()), (4, 4, "deleted", (("removed", "8.5"),)), (0, 0, "raised", ())]
    found = remarks.of_reading(in_force(), "增长九点", losses)
    told = [remarks.in_words(in_force(), remark) for remark in found]
    assert [(remark.rule, remark.fields["passage"]) for remark in found] == [
        ("inserted", "九点"),
        ("deleted", ""),
    ]
    assert told[1]["kind"] == "loss" and "8.5" in told[1]["text_en"]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("李台镇", "Litai"),
        ("吉林省", "Jilin"),
        ("陕西省", "Shaanxi"),
        ("山西省", "Shanxi"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("广西壮族自治区", "Guangxi"),
        ("重庆市", "Chongqing"),
    ],
)
def test_places_are_called_in_english_without_their_level(name, english):
    assert in_pinyin(in_force(), name) == english
