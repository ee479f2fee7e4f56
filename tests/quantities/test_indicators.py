"""Indicators: what each case sentence's quantities measure, the table of indicators, and laws for any text."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import paths
from lib.quantities import Quantity, find_quantities
from lib.quantities.naming import name_indicators
from lib.quantities.naming.canonical import canonical_of
from lib.quantities.naming.words import vocabulary
from lib.rules import dictionaries, in_force, own_tables
from lib.structure import Sentence, find_sections, split_sentences
from tests.growth import grows_with_the_input

ROWS = dictionaries.read_table(paths.CASES / "indicators.csv")
CASES = [(text, list(rows)) for text, rows in itertools.groupby(ROWS, key=lambda row: row["sentence"])]
INDICATORS = dictionaries.read_table(paths.DICTIONARIES / "indicators.csv")
NEUTRAL = dictionaries.read_table(paths.DICTIONARIES / "neutral_words.csv")
TOLD, LANGUAGES = ("label", "meaning"), ("zh", "en")
NATURES = ("flow", "stock", "annual", "per_head", "rate", "mixed")
SOURCES = ("guide", "yearbook", "reports")
GUIDE_IDS = {
    "gdp",
    "fiscal_revenue",
    "tax_revenue",
    "fixed_asset_investment",
    "industrial_fixed_asset_investment",
    "industrial_output",
    "industrial_value_added",
    "industrial_revenue",
    "industrial_profit",
    "agricultural_output",
    "investment_attracted",
    "retail_sales",
    "rural_income_per_capita",
    "village_collective_income",
    "population",
    "villages",
    "new_jobs",
    "new_firms_above_scale",
    "registered_businesses",
    "land_transferred",
    "high_standard_farmland",
    "road_built",
    "toilets_renovated",
    "dilapidated_houses_renovated",
    "households_lifted",
    "people_lifted",
    "subsistence_households",
    "subsistence_people",
    "pension_insured",
    "medical_insured",
    "good_air_days",
    "livelihood_projects",
    "key_projects",
    "key_project_investment",
}
PIECES = st.sampled_from(
    re.findall(
        r"\S+|\n",
        """完成 投资 3亿元 新建 道路 5公里 ， 、 。 ； ： （ ） 和 的 分别 增长 5% 其中 全镇 户 人 20户 30人 “ ” 《 》
占 任务 由 提高到 总投资 项目 对 进行 改造 惠及 2万人 年产 三个 五大 一期 2020年 截至 10月底 等 达到 以上""",
    )
)


def measured(text):
    """The quantities of a text with what they measure."""
    sections = find_sections(in_force(), text)
    quantities = find_quantities(in_force(), text)
    named = name_indicators(in_force(), text, sections, split_sentences(text, sections), quantities)
    return [(text[q.start : q.end], m) for q, m in zip(quantities, named, strict=True)]


def _guide_ids(found):
    """The ids of one of the annotations' indicators; the cases say nothing of the others, wordings.csv does."""
    return (found.canonical, found.definition) if found.canonical in GUIDE_IDS else ("", "")


@pytest.mark.parametrize(("text", "rows"), CASES, ids=[text[:20] for text, _ in CASES])
def test_case_is_named_as_a_reader_names_it(text, rows):
    found = [(surface, m.indicator, *_guide_ids(m)) for surface, m in measured(text)]
    assert [row["surface"] for row in rows] == [surface for surface, *_ in found]
    for row, got in zip(rows, found, strict=True):
        wanted = (row["surface"], row["indicator"], row["canonical"], row["definition"])
        if row["known_miss"]:
            assert got != wanted, "this known miss is read now: empty its known_miss cell"
        else:
            assert got == wanted


@pytest.mark.parametrize(
    "row", dictionaries.read_table(paths.CASES / "wordings.csv"), ids=lambda row: row["sentence"]
)
def test_a_sentence_states_the_indicator_that_a_reader_finds(row):
    found = [m for _, m in measured(row["sentence"])]
    assert found and {m.definition for m in found} == {row["definition"]}, found


@pytest.mark.parametrize("clause", ["税收{}", "实现税收{}", "全镇税收完成{}", "税收达{}", "税收突破{}以上"])
def test_what_surrounds_an_indicator_does_not_change_it(clause):
    ((_, found),) = measured("全年" + clause.format("3000万元") + "。")
    assert (found.indicator, found.canonical) == ("税收", "tax_revenue")


@pytest.mark.parametrize(
    ("subset", "of"),
    [
        ("总部经济税收1745万元", "tax_revenue"),
        ("新修建生产路5公里", "road_built"),
        ("镇区个体工商户562家", "registered_businesses"),
        ("完成贫困户改厕701户", "toilets_renovated"),
        ("C级危房改造78户", "dilapidated_houses_renovated"),
        ("农业固定资产投资3000万元", "fixed_asset_investment"),
    ],
)
def test_a_subset_of_an_indicator_gets_no_id(subset, of):
    ((_, found),) = measured(f"全年{subset}。")
    assert found.canonical != of and not found.definition


@pytest.mark.parametrize(
    ("words", "definition"),
    [
        ("一般公共预算收入", "general_public_budget_revenue"),
        ("公共财政预算收入", "general_public_budget_revenue"),
        ("财政总收入", "total_fiscal_revenue"),
        ("财政收入", "fiscal_revenue_unspecified"),
        ("规模以上工业总产值", "above_scale_industrial_output"),
        ("工业总产值", "industrial_output_unspecified"),
        ("招商引资省外到位资金", "investment_attracted_out_of_province"),
        ("招商引资到位资金", "investment_attracted_unspecified"),
        ("农民人均纯收入", "rural_net_income"),
        ("农村居民人均可支配收入", "rural_disposable_income"),
    ],
)
def test_the_definition_is_what_the_words_say(words, definition):
    for clause in (f"完成{words}3000万元", f"{words}增长8%"):
        ((_, found),) = measured(f"全年{clause}。")
        assert found.definition == definition


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("全乡一般公共预算完成1200万元。", "fiscal_revenue"),
        ("完成社会固定资产投资2.3亿元。", "fixed_asset_investment"),
        ("规上工业企业完成总产值6亿元。", "industrial_output"),
        ("规上工业营收5.6亿元。", "industrial_revenue"),
        ("规模工业增加值增长9%。", "industrial_value_added"),
        ("全年引进县外资金8600万元。", "investment_attracted"),
        ("农业总产值达4.1亿元。", "agricultural_output"),
        ("农村居民人均可支配收入达到1.9万元。", "rural_income_per_capita"),
        ("村级集体经济总收入突破300万元。", "village_collective_income"),
        ("全乡户籍人口2.1万人。", "population"),
        ("全镇共有18个行政村。", "villages"),
        ("下辖16个行政村。", "villages"),
        ("新增城镇就业260人。", "new_jobs"),
        ("新增规上工业企业2户。", "new_firms_above_scale"),
        ("市场主体总数达到1560户。", "registered_businesses"),
        ("累计流转土地1.3万亩。", "land_transferred"),
        ("建成高标准农田6200亩。", "high_standard_farmland"),
        ("硬化村组道路12公里。", "road_built"),
        ("完成农村户用卫生厕所改造420户。", "toilets_renovated"),
        ("实施农村危房改造36户。", "dilapidated_houses_renovated"),
        ("实现280户贫困户脱贫。", "households_lifted"),
        ("全镇享受农村低保520户。", "subsistence_households"),
        ("全镇享受农村低保960人。", "subsistence_people"),
        ("城乡居民养老保险参保1.2万人。", "pension_insured"),
        ("城乡居民基本医疗保险参保率达98%。", "medical_insured"),
        ("空气优良天数达到312天。", "good_air_days"),
        ("办好民生实事10件。", "livelihood_projects"),
        ("实施省、市重点项目6个。", "key_projects"),
        ("重点项目完成投资3.1亿元。", "key_project_investment"),
    ],
)
def test_wordings_of_townships_are_read_as_their_indicator(sentence, canonical):
    ((_, found),) = measured(sentence)
    assert found.canonical == canonical, found


@pytest.mark.parametrize(
    "sentence",
    [
        "完成3个行政村人居环境整治。",
        "低收入人口720人。",
        "新修机耕路8公里。",
        "为860人代缴养老保险。",
        "东山食品加工项目总投资3000万元。",
    ],
)
def test_what_only_resembles_an_indicator_gets_no_id(sentence):
    ((_, found),) = measured(sentence)
    assert found.canonical == "", found


def test_a_level_needs_a_unit_of_the_indicator():
    people = Quantity(0, 1, 30, None, "人", "exact", "level", "")
    assert canonical_of(in_force(), "税收", people) == ("", "")
    assert canonical_of(in_force(), "税收", people._replace(unit="元"))[0] == "tax_revenue"
    assert canonical_of(in_force(), "税收", people._replace(unit="%", kind="growth"))[0] == "tax_revenue"


def test_growth_dealt_out_by_respectively_follows_the_order_of_the_levels():
    found = measured("公共财政预算收入2亿元，税收4亿元，分别增长15%、6%。")
    assert [m.indicator for _, m in found] == ["公共财政预算收入", "税收"] * 2


def test_every_indicator_of_the_guide_has_a_row_and_every_row_is_complete():
    assert GUIDE_IDS <= {row["canonical"] for row in INDICATORS}
    definitions = [row["definition"] for row in INDICATORS]
    assert len(definitions) == len(set(definitions))
    for row in INDICATORS:
        for column in (
            "canonical",
            "wordings",
            "units",
            *(f"{name}_{lang}" for name in TOLD for lang in LANGUAGES),
        ):
            assert row[column], f"{row['definition']}: {column} is empty"
        assert re.fullmatch("[a-z][a-z0-9_]*", row["definition"] + row["canonical"])
        assert row["nature"] in NATURES and row["source"] in SOURCES


def test_a_wording_belongs_to_one_indicator_of_a_unit():
    held = {}
    for row in INDICATORS:
        for word in row["wordings"].split("|"):
            for family in row["units"].split("|"):
                other = held.setdefault((word, family), row["definition"])
                assert other == row["definition"], f"{word} ({family}): {other} and {row['definition']}"


@pytest.mark.parametrize("row", NEUTRAL, ids=lambda row: row["example"])
def test_neutral_words_leave_the_example_what_it_is(row):
    units = {"money": "元", "people": "人", "area": "亩"}
    family = next(one["units"].split("|")[0] for one in INDICATORS if one["definition"] == row["definition"])
    quantity = Quantity(0, 1, 30, None, units[family], "exact", "level", "")
    assert canonical_of(in_force(), row["example"], quantity)[1] == row["definition"]
    words = [word for word in row["words"].split("|") if "…" not in word]
    assert any(word in row["example"] for word in words)


def test_units_of_indicators_are_families_of_the_units_table():
    families = {row["family"] for row in in_force().table("units")}
    for row in INDICATORS:
        assert set(row["units"].split("|")) <= families, row["definition"]


def test_a_class_of_words_that_nothing_uses_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "dictionaries").mkdir()
    table = tmp_path / "dictionaries" / "clause_words.csv"
    table.write_text("word,classes,not_before\n办妥,verbs,\n", encoding="utf-8", newline="\n")
    monkeypatch.setattr(paths, "data", lambda: tmp_path)
    with pytest.raises(ValueError, match="办妥.*verbs"):
        vocabulary(in_force())


def own_indicators(tmp_path, monkeypatch, *rows):
    """A corpus with rows of its own in dictionaries/indicators.csv, written as the head of the shipped table says."""
    (tmp_path / "dictionaries").mkdir()
    lines = [
        ",".join(INDICATORS[0]),
        *(",".join(row.get(column, "") for column in INDICATORS[0]) for row in rows),
    ]
    table = tmp_path / "dictionaries" / "indicators.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    monkeypatch.setattr(paths, "data", lambda: tmp_path)


def test_a_scholar_can_add_an_indicator_in_plain_words(tmp_path, monkeypatch):
    row = {
        "definition": "konjac_output",
        "canonical": "konjac_output",
        "wordings": "魔芋产量|魔芋…产出",
        "around": "鲜",
    }
    own_indicators(
        tmp_path, monkeypatch, row | {"units": "weight", "label_zh": "魔芋产量", "label_en": "Konjac"}
    )
    for words in ("魔芋产量达到320吨", "鲜魔芋产量320吨", "魔芋鲜芋产出320吨"):
        ((_, found),) = measured(f"全镇{words}。")
        assert found.canonical == "konjac_output", found
    ((_, other),) = measured("全镇魔芋种植320亩。")
    assert other.canonical != "konjac_output"


def test_a_scholar_can_add_a_wording_to_a_shipped_indicator(tmp_path, monkeypatch):
    ((_, before),) = measured("全年镇库进账3000万元。")
    assert before.canonical == ""
    shipped = next(row for row in INDICATORS if row["definition"] == "fiscal_revenue_unspecified")
    added = {"wordings": shipped["wordings"] + "|镇库进账"}
    own_indicators(
        tmp_path, monkeypatch, {name: cell.replace(",", ";") for name, cell in (shipped | added).items()}
    )
    for words in ("镇库进账", "财政收入"):
        ((_, found),) = measured(f"全年{words}3000万元。")
        assert found.definition == "fiscal_revenue_unspecified"


def test_a_pattern_that_cannot_be_read_is_named_and_the_other_rows_are_in_force(tmp_path, monkeypatch):
    own_indicators(
        tmp_path, monkeypatch, {"definition": "broken", "wordings": "甲", "pattern": "甲(", "units": "money"}
    )
    [(_, tax)] = measured("全年税收3000万元。")
    assert tax.canonical == "tax_revenue"
    [message] = own_tables.check_own()
    assert "indicators.csv" in message and "line 2" in message and "pattern" in message


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gets_one_reading_per_quantity(text):
    quantities = find_quantities(in_force(), text)
    sections = find_sections(in_force(), text)
    named = name_indicators(in_force(), text, sections, split_sentences(text, sections), quantities)
    assert len(named) == len(quantities)
    for one in named:
        assert bool(one.canonical) == bool(one.definition)
        assert "\n" not in one.indicator and one.rule


@pytest.mark.parametrize(
    "piece", ["，3亩", "（3个", "完成投资3亿元新建道路5公里", "分别增长3%，", "完成3个、"]
)
def test_time_grows_with_the_length_of_bad_input(piece):
    def work(repeats):
        text = piece * repeats
        quantities = find_quantities(in_force(), text)
        sentences = [Sentence(0, len(text), -1, "front")]
        return lambda: name_indicators(in_force(), text, [], sentences, quantities)

    assert grows_with_the_input(work, 500, 4000)
