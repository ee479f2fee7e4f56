"""Policy themes: which words count, attention by hand and by a second implementation, robustness, the readers' sheet."""

import math
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import cleaning, paths, themes
from lib.rules import dictionaries, in_force
from lib.structure import find_sections, split_sentences
from lib.themes import find_hits, read_terms
from lib.words import segmentation

CASES = dictionaries.read_table(paths.CASES / "themes.csv")
REPORTS = sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"))
TERMS = themes.terms(in_force())
KNOWN = sorted(TERMS)
BREAKS = st.sampled_from(["，", "。", "、", "\n", "的一二三", "“", "”"])
texts = st.lists(st.one_of(st.sampled_from(KNOWN), BREAKS), max_size=12).map("".join)

# How often a word stands in the five reports as a plain substring, how many of these are hits of the term itself, and
# where the others are: counted by a plain search, and every place that differs was read.
READ = {
    "民生": (26, 10, "民生福祉 7, 民生实事 6, 民生工程 1, 民生保障 1, name of a firm 1"),
    "教育": (
        24,
        9,
        "主题教育 3, 教育教学 2, 党史学习教育 1, 警示教育 1; of Party members or law, excluded 8",
    ),
    "文化": (24, 17, "文化广场 4, 文化站 1, 文化惠民 1, 文化振兴 1"),
    "道路": (18, 16, "道路交通安全 1, 法治道路 1, both excluded"),
    "信访": (12, 7, "信访稳定 3, 信访积案 2"),
    "园区": (12, 7, "工业园区 2; farm parks, excluded 3"),
    "法治": (10, 6, "依法治乡 1, 法治政府 1; how officials think, 法治理念 2, excluded"),
    "环境整治": (6, 2, "人居环境整治 4, rural"),
    "签约": (4, 3, "家庭医生签约 1, excluded"),
    "龙头企业": (4, 2, "农业龙头企业 1; of farming by the words before it, excluded 1"),
    "网格化": (3, 2, "网格化环境监管 1, excluded"),
    "科技": (8, 3, "in lists of other work 4, name of a newspaper 1, excluded"),
    "动能转换": (3, 2, "新旧动能转换 1"),
    "电商": (13, 10, "跨境电商 3"),
    "疫情": (31, 9, "疫情防控 20, 战疫情 1, 抗疫情 1"),
    "微信": (1, 1, "the page's footer, which had two more, is cleaned away"),
    "作风": (12, 12, ""),
    "党员": (16, 15, "those thanked in a formula, excluded 1"),
    "改革": (15, 14, "产权制度改革 1"),
    "渠道": (7, 0, "no term: one canal, six ways of selling or complaining"),
    "防控": (27, 0, "no term by itself"),
    "排查": (16, 0, "no term by itself"),
    "新材料": (12, 0, "no term: firms and parks"),
    "平台": (6, 0, "no term"),
    "稳定": (
        22,
        0,
        "no term: 和谐稳定 6, 信访稳定 3, 社会稳定 2, 大局稳定 1 are; the rest are incomes, jobs, water",
    ),
    "常态化": (10, 0, "no term: 3 of 疫情防控, the others of cleaning, patrols and campaigns"),
    "监控": (3, 0, "no term: 治安监控 1, 监控平台 1; of straw fires 1"),
    "信息安全": (4, 0, "no term: a firm's business"),
    "三务": (1, 0, "三务公开 1, across a quotation mark"),
    "矛盾": (
        15,
        0,
        "no term: 矛盾纠纷 5, 矛盾化解 2, 矛盾调处 2, 调处矛盾, 社会矛盾, 矛盾风险 1 each are; 3 are not counted",
    ),
    "动态监测": (1, 0, "no term: 贫困人口动态监测 1 is"),
    "满意度": (5, 0, "no term: with public order 2, with the government 2, with public projects 1"),
}


def table_of(texts: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables theme_hits and sentences of some texts, every line a sentence of the role before its first colon."""
    hits, sentences = [], []
    for doc_id, text in texts.items():
        for number, line in enumerate(text.split("\n")):
            role, said = line.split(":")
            place = {"doc_id": doc_id, "role": role, "sentence_start": 1000 * number}
            sentences.append({"doc_id": doc_id, "role": role, "sentence": said})
            hits += [place | hit._asdict() for hit in find_hits(in_force(), said)]
    return pd.DataFrame(hits), pd.DataFrame(sentences)


def attention(hits: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    return themes.attention(in_force(), hits, themes.extents(in_force(), sentences))


SMALL = {
    "甲镇": "front:就业\nreview:就业就业，信访。\nreview:全镇干部。\nplan:道路 12 公里，就业。",
    "乙镇": "review:信访，道路，道路。\nplan:就业。\nplan:信访。",
    "丙镇": "review:全镇干部。",
}


@pytest.fixture(scope="module")
def five() -> dict[str, cleaning.CleanText]:
    folder = paths.SHIPPED_DATA / "raw"
    return {
        doc_id: cleaning.clean(in_force(), (folder / f"{doc_id}.txt").read_bytes().decode("utf-8-sig"))
        for doc_id in REPORTS
    }


@pytest.fixture(scope="module")
def small() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    hits, sentences = table_of(SMALL)
    return hits, sentences, attention(hits, sentences)


def cell(table: pd.DataFrame, doc_id: str, role: str, theme: str) -> pd.Series:
    (number,) = table.index[(table["doc_id"] == doc_id) & (table["role"] == role) & (table["theme"] == theme)]
    return table.loc[number]


@pytest.mark.parametrize("case", CASES, ids=[case["sentence"][:20] for case in CASES])
def test_case(case):
    found = Counter((hit.theme, hit.term) for hit in find_hits(in_force(), case["sentence"]))
    assert "; ".join(f"{theme}:{term}:{n}" for (theme, term), n in found.items()) == case["hits"]


@pytest.mark.parametrize("word", READ)
def test_counts_of_ambiguous_words_in_the_five_reports_are_those_read(five, word):
    plain, hits, _ = READ[word]
    assert sum(text.text.count(word) for text in five.values()) == plain
    found = [hit for text in five.values() for hit in find_hits(in_force(), text.text) if hit.term == word]
    assert len(found) == hits


def test_words_that_mean_too_many_things_are_no_terms():
    assert not {
        "防控",
        "排查",
        "渠道",
        "稳定",
        "平台",
        "新材料",
        "监控",
        "常态化",
        "信息安全",
        "矛盾",
        "满意度",
        "动态监测",
    } & set(TERMS)


def test_terms_that_two_themes_claim_have_one_home_and_say_why():
    rows = {row["term"]: row for row in in_force().table("themes")}
    for term in ("公益性岗位", "电商", "龙头企业", "网格化", "天网工程"):
        assert rows[term]["caution"]


def test_every_term_has_a_gloss_and_a_source_and_every_theme_both_names():
    rows = in_force().table("themes")
    assert len(rows) == len({row["term"] for row in rows})
    assert all(row["en"] and row["source"] for row in rows)
    assert len(themes.themes(in_force())) == 13
    assert all(
        themes.theme_name(in_force(), t, "zh") != t != themes.theme_name(in_force(), t, "en")
        for t in themes.themes(in_force())
    )


def test_every_term_is_found_where_it_stands_alone():
    alone = {term: [hit.term for hit in find_hits(in_force(), f"，{term}。")] for term in TERMS}
    assert {term: found for term, found in alone.items() if found != [term]} == {}


def test_inside_every_exclude_phrase_its_term_is_not_counted():
    for term in TERMS.values():
        for place, phrase in term.excluded:
            found = [(hit.start, hit.term) for hit in find_hits(in_force(), f"，{phrase}，")]
            assert (place + 1, term.term) not in found


def test_a_word_near_before_makes_it_something_else_and_no_farther_than_twelve_characters():
    row = {
        "term": "疫情",
        "theme": "epidemic",
        "en": "",
        "variant_of": "",
        "exclude": "",
        "unless_near": "猪瘟|禽流感",
    }
    finder = themes.make_finder(in_force(), read_terms(in_force(), [row]))
    near = {
        "猪瘟" + "甲" * n: len(find_hits(in_force(), "猪瘟" + "甲" * n + "疫情", finder)) for n in (0, 10, 11)
    }
    assert list(near.values()) == [0, 0, 1]
    for stop in "。；！？\n":
        assert len(find_hits(in_force(), f"禽流感{stop}疫情", finder)) == 1
    assert (
        find_hits(in_force(), "“禽流感”，疫情", finder) == [] != find_hits(in_force(), "疫情和禽流感", finder)
    )
    assert (
        len(
            find_hits(
                in_force(),
                "疫情",
                themes.make_finder(in_force(), read_terms(in_force(), [row | {"unless_near": ""}])),
            )
        )
        == 1
    )


def test_a_table_without_the_newer_column_is_read():
    row = {"term": "疫情", "theme": "epidemic", "en": "", "variant_of": "", "exclude": ""}
    assert read_terms(in_force(), [row])["疫情"].unless_near == ()


@given(texts)
def test_hits_are_disjoint_in_order_and_spell_their_term(text):
    hits = find_hits(in_force(), text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    for hit in hits:
        assert text[hit.start : hit.end].translate(dict.fromkeys(map(ord, "“”"))) == hit.term
        assert text[hit.start] not in "“”" and text[hit.end - 1] not in "“”"


@given(texts, texts)
def test_text_behind_a_full_stop_and_without_terms_changes_no_hits(before, behind):
    padded = f"{before}。甲乙丙丁，{behind}"
    shift = len(before) + 6
    second = [
        hit._replace(start=hit.start + shift, end=hit.end + shift) for hit in find_hits(in_force(), behind)
    ]
    assert find_hits(in_force(), padded) == find_hits(in_force(), before) + second


@given(st.lists(st.sampled_from(KNOWN), max_size=10))
def test_agrees_with_a_plain_search_when_nothing_is_excluded(words):
    """A second implementation: at every place the longest term, then on behind it."""
    plain = {term: TERMS[term]._replace(excluded=(), unless_near=()) for term in KNOWN}
    text = "".join(words)
    expected, i = [], 0
    while i < len(text):
        here = max((t for t in KNOWN if text.startswith(t, i)), key=len, default="")
        if here:
            expected.append((i, here))
        i += len(here) or 1
    finder = themes.make_finder(in_force(), plain)._replace(name=re.compile("(?!)"))
    assert [(hit.start, hit.term) for hit in find_hits(in_force(), text, finder)] == expected


def test_rows_have_raw_offsets_role_and_sentence(five):
    for text in five.values():
        sections = find_sections(in_force(), text.text)
        rows = themes.hit_rows(in_force(), text, sections, split_sentences(text.text, sections))
        assert len(rows) == len(find_hits(in_force(), text.text)) > 100
        for row in rows:
            assert text.raw[row["start"] : row["end"]] == row["surface"]
            plain = "".join(row["surface"].split()).translate(dict.fromkeys(map(ord, '“”"')))
            assert plain == row["term"]
            assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]
            assert row["role"]


def test_attention_of_three_small_reports_worked_out_by_hand(small):
    """甲镇: 就业 2 in the review, 1 in the plan; 信访 1; 道路 1; the 就业 of its title is not counted.

    Characters of its text without white space: 就业就业，信访。 8, 全镇干部。 5, 道路12公里，就业。 10.
    """
    _, _, table = small
    whole = cell(table, "甲镇", "all", "welfare")
    assert (whole["hits"], whole["sentences_with_hits"], whole["sentences"]) == (3, 2, 3)
    assert whole["characters"] == 8 + 5 + 10
    assert whole["per_1000_characters"] == pytest.approx(1000 * 3 / 23, rel=1e-12)
    assert whole["per_100_sentences"] == pytest.approx(100 * 2 / 3, rel=1e-12)
    assert whole["share"] == pytest.approx(3 / 5, rel=1e-12)
    # all reports: 就业 4, 信访 3, 道路 3 of 10
    assert whole["rca"] == pytest.approx((3 / 5) / (4 / 10), rel=1e-12)
    assert cell(table, "甲镇", "review", "welfare")["hits"] == 2
    assert cell(table, "乙镇", "plan", "governance")["rca"] == pytest.approx((1 / 2) / (1 / 4), rel=1e-12)


def test_a_theme_not_spoken_of_has_rows_of_zero_and_ratios_that_cannot_be_told_are_missing(small):
    _, _, table = small
    assert cell(table, "甲镇", "all", "digital")["hits"] == 0
    assert math.isnan(cell(table, "甲镇", "all", "digital")["rca"])
    silent = cell(table, "丙镇", "all", "welfare")
    assert silent["per_1000_characters"] == 0 and math.isnan(silent["share"]) and math.isnan(silent["rca"])
    assert len(table) == 13 * (
        3 + 2 + 3
    )  # themes times roles: 甲镇 and 乙镇 have all, review, plan; 丙镇 all, review
    assert "front" not in set(table["role"])


def test_han_words_are_those_of_the_words_table(small):
    _, _, table = small
    words = segmentation.words(in_force(), "就业就业，信访。\n全镇干部。\n道路12公里，就业。")
    assert cell(table, "甲镇", "all", "welfare")["han_words"] == sum(map(segmentation.is_han_word, words))


ONE_REPORT = st.dictionaries(
    st.tuples(st.sampled_from(["review", "plan"]), st.sampled_from(["就业", "养老", "信访", "道路"])),
    st.integers(0, 4),
    min_size=1,
)


@settings(max_examples=25)
@given(st.lists(ONE_REPORT, min_size=1, max_size=4))
def test_shares_and_rca_agree_with_numpy(reports):
    hits = [
        {"doc_id": str(doc), "role": role, "theme": TERMS[term].theme, "start": 0, "sentence_start": 0}
        for doc, counts in enumerate(reports)
        for (role, term), n in counts.items()
        for _ in range(n)
    ]
    roles = sorted({(str(doc), role) for doc, counts in enumerate(reports) for role, _ in counts})
    extent = [(doc, role, 10, 5, 1) for doc, role in roles]
    extent += [(doc, "all", 20, 10, 2) for doc in sorted({doc for doc, _ in roles})]
    hits = pd.DataFrame(hits, columns=["doc_id", "role", "theme", "start", "sentence_start"])
    names = ["doc_id", "role", "characters", "han_words", "sentences"]
    table = themes.attention(in_force(), hits, pd.DataFrame(extent, columns=names))
    for role, part in table.groupby("role"):
        found = {
            name: part.pivot(index="doc_id", columns="theme", values=name).sort_index()
            for name in ("hits", "share", "rca")
        }
        counts = np.zeros(found["hits"].shape)
        for i, doc in enumerate(found["hits"].index):
            for (own, term), n in reports[int(doc)].items():
                if role in ("all", own):
                    counts[i, list(found["hits"].columns).index(TERMS[term].theme)] += n
        np.testing.assert_array_equal(found["hits"], counts)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = counts / counts.sum(axis=1, keepdims=True)
            rca = share / (counts.sum(axis=0) / counts.sum())
        np.testing.assert_allclose(found["share"], share, rtol=1e-12)
        np.testing.assert_allclose(found["rca"], np.where(np.isfinite(rca), rca, np.nan), rtol=1e-12)
        spoken = counts.sum(axis=1) > 0
        np.testing.assert_allclose(found["share"].sum(axis=1), spoken.astype(float), rtol=1e-12)


def test_terms_add_up_to_their_theme(small):
    hits, sentences, table = small
    terms = themes.term_table(in_force(), hits, themes.extents(in_force(), sentences))
    sums = terms.groupby(["doc_id", "role", "theme"])["hits"].sum()
    told = table[table["hits"] > 0].set_index(["doc_id", "role", "theme"])["hits"]
    assert sums.sort_index().to_dict() == told.sort_index().to_dict()
    first = terms.iloc[0]
    assert (first["doc_id"], first["role"], first["term"], first["hits"]) == ("甲镇", "all", "就业", 3)
    assert first["share_of_theme"] == 1


def test_the_most_frequent_term_of_a_theme_comes_first_and_ties_by_code_point():
    hits, sentences = table_of({"甲": "review:养老，就业，就业，敬老院。"})
    assert themes.term_table(in_force(), hits, themes.extents(in_force(), sentences))["term"].tolist()[
        :3
    ] == [
        "就业",
        "养老",
        "敬老院",
    ]


def test_a_rate_without_its_denominator_is_missing():
    """5G is a term without a Han word."""
    hits, sentences = table_of({"甲": "review:5G。"})
    row = cell(attention(hits, sentences), "甲", "all", "digital")
    assert row["han_words"] == 0 and row["hits"] == 1 and math.isnan(row["per_1000_words"])


def test_attention_needs_extents_and_says_so():
    hits, sentences = table_of(SMALL)
    with pytest.raises(ValueError, match="make it from the table sentences with extents"):
        themes.attention(in_force(), hits, sentences)


def test_a_denominator_is_named():
    assert themes.rate("sentences") == "per_100_sentences"
    with pytest.raises(ValueError, match="must be one of characters, words, sentences"):
        themes.rate("tokens")


def test_leaving_one_term_out_by_hand():
    """By rate, per 1,000 characters: 甲 leads by its three 养殖; without them it is last."""
    hits, sentences = table_of(
        {
            "甲": "review:养殖，养殖，养殖，全镇干部。",
            "乙": "review:种植，种植，全镇干部上下同。",
            "丙": "review:种植，全镇干部上下同心同德。",
        }
    )
    table = themes.without_each_term(in_force(), hits, attention(hits, sentences)).set_index("term")
    row = table.loc["养殖"]
    assert (row["hits"], row["share_of_theme"], row["carries"]) == (3, 0.5, True)
    # ranks with 1 2 3, without 3 1 2: of the three pairs one agrees; rho = 1 - 6 (4 + 1 + 1) / (3 * 8)
    assert row["kendall"] == pytest.approx(-1 / 3) and row["spearman"] == pytest.approx(-0.5)
    assert (row["largest_rank_change"], row["report"], row["reports"]) == (2, "甲", 3)
    assert not table.loc["种植", "carries"]


@settings(max_examples=6)
@given(
    st.dictionaries(
        st.sampled_from(["甲", "乙", "丙", "丁"]),
        st.lists(st.sampled_from(["养殖", "种植", "农产品", "就业", "全镇"]), min_size=1, max_size=8),
        min_size=2,
    )
)
def test_leaving_a_term_out_agrees_with_attention_worked_out_again_without_it(said):
    hits, sentences = table_of(
        {doc: "review:" + "，".join(words) + "。" for doc, words in said.items()} | {"戊": "review:养殖。"}
    )
    table = attention(hits, sentences)
    found = themes.without_each_term(in_force(), hits, table)
    assert set(found["term"]) == set(hits["term"]) and found["hits"].sum() == len(hits)
    for row in found.itertuples(index=False):
        again = attention(hits[hits["term"] != row.term], sentences)
        before, after = (
            t[(t["role"] == "all") & (t["theme"] == row.theme)].set_index("doc_id")["per_1000_characters"]
            for t in (table, again)
        )
        expected = themes.rank_agreement(before, after)
        np.testing.assert_allclose(list(row)[5:9], expected[:4], rtol=1e-12)
        firsts = [set(rates.index[rates == rates.max()]) for rates in (before, after)]
        assert row.carries == (firsts[0] != firsts[1]) and row.report == expected[4]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=8))
def test_rank_agreement_agrees_with_tau_b_by_pairs_and_with_pandas(values):
    first, second = (pd.Series(column, dtype=float) for column in zip(*values))
    n, kendall, spearman, change, _ = themes.rank_agreement(first, second)
    a, b = (np.sign(np.subtract.outer(x.to_numpy(), x.to_numpy())) for x in (first, second))
    assert n == len(values)
    assert change == (first.rank() - second.rank()).abs().max()
    if first.nunique() == 1 or second.nunique() == 1:
        assert math.isnan(kendall) and math.isnan(spearman)
    else:
        assert kendall == pytest.approx((a * b).sum() / math.sqrt((a * a).sum() * (b * b).sum()), abs=1e-12)
        assert spearman == pytest.approx(first.rank().corr(second.rank()), abs=1e-12)


def test_other_denominators_by_hand():
    """甲 has more hits per character, 乙 in more of its sentences."""
    hits, sentences = table_of(
        {
            "甲": "review:养殖，养殖，养殖。\nreview:全镇。",
            "乙": "review:养殖全镇干部上下同心。\nreview:养殖。",
        }
    )
    table = themes.other_denominators(attention(hits, sentences))
    row = table[(table["theme"] == "agriculture") & (table["other_denominator"] == "sentences")].set_index(
        "denominator"
    )
    assert row.loc["characters", "kendall"] == -1 and row.loc["characters", "largest_rank_change"] == 1
    assert len(table) == 13 * 3
    same = table[(table["theme"] == "agriculture") & (table["other_denominator"] == "words")].iloc[0]
    assert (same["kendall"], same["largest_rank_change"], same["report"]) == (1, 0, "")


def test_rank_agreement_of_equal_and_of_too_few_values_is_missing():
    found = themes.rank_agreement(pd.Series({"甲": 1.0, "乙": 1.0}), pd.Series({"甲": 1.0, "乙": 2.0}))
    assert found[0] == 2 and math.isnan(found[1])
    assert themes.rank_agreement(pd.Series({"甲": 1.0}), pd.Series({"甲": 1.0}))[0] == 1


def test_rates_that_differ_by_rounding_alone_are_equal():
    found = themes.rank_agreement(pd.Series([0.3, 0.1 + 0.2, 1.0]), pd.Series([0.3, 0.3, 1.0]))
    assert (found[1], found[3], found[4]) == (pytest.approx(1), 0, "")


BAD = [
    ({"term": "就业", "theme": "welfare", "exclude": "上岗"}, "cannot exclude 就业"),
    ({"term": "业", "theme": "welfare"}, "two characters"),
    ({"term": "就业", "theme": ""}, "needs a theme"),
    ({"term": "就业", "theme": "welfare", "variant_of": "上岗"}, "is no term of welfare"),
]


@pytest.mark.parametrize(("row", "message"), BAD)
def test_a_wrong_row_of_the_dictionary_is_named(row, message):
    with pytest.raises(ValueError, match=message):
        read_terms(in_force(), [{"en": "", "variant_of": "", "exclude": ""} | row])


def test_a_term_has_one_home():
    row = {"term": "就业", "theme": "welfare", "en": "", "variant_of": "", "exclude": ""}
    with pytest.raises(ValueError, match="就业 stands there twice"):
        read_terms(in_force(), [row, row | {"theme": "industry"}])


def test_a_theme_of_ones_own_and_a_theme_called_by_its_name(monkeypatch, tmp_path):
    (tmp_path / "dictionaries").mkdir()
    (tmp_path / "dictionaries" / "themes.csv").write_text(
        "term,theme,en,variant_of,exclude,caution,source\n景区,旅游,sights,,,,own\n农家,农业,farm,,,,own\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(paths, "data", lambda: tmp_path)
    assert [(hit.term, hit.theme) for hit in find_hits(in_force(), "景区和农家")] == [
        ("景区", "旅游"),
        ("农家", "agriculture"),
    ]
    assert themes.themes(in_force())[-1] == "旅游" and themes.theme_name(in_force(), "旅游", "en") == "旅游"


def make_hits() -> pd.DataFrame:
    rows = [(doc, 40 * i, "welfare", "就业") for doc in ("a", "b") for i in range(60)]
    rows += [("a", 2400 + 40 * i, "welfare", "养老") for i in range(3)] + [("b", 2400, "welfare", "养老")]
    rows += [("a", 2600 + 40 * i, "party", "党建") for i in range(5)]
    table = pd.DataFrame(rows, columns=["doc_id", "start", "theme", "term"])
    return table.assign(end=table["start"] + 2, role="review")


def raw_of(doc_id: str) -> str:
    return "".join(f"{i:04d}，前 文\n" + "后文" * 15 for i in range(120))


def test_the_sheet_draws_each_theme_at_random_and_then_every_term():
    sheet = themes.validation_sheet(make_hits(), n=40, per_term=2, raw_text=raw_of)
    assert sheet.groupby(["theme", "draw"]).size().loc[("welfare", "random")] == 40
    assert (sheet[sheet["theme"] == "party"]["draw"] == "random").sum() == 5  # all there are
    assert not sheet.duplicated(["doc_id", "start", "end"]).any()
    old = sheet[sheet["term"] == "养老"]
    assert set(old["doc_id"]) == {"a", "b"}
    assert "就业" not in set(sheet.loc[sheet["draw"] == "term", "term"])  # read often enough at random
    assert (sheet["verdict"] == "").all()
    assert sheet["left"].str.len().max() <= 30 and not sheet["right"].str.contains(r"\s").any()


def test_the_sheet_is_the_same_each_time_and_whatever_the_order_of_the_table():
    hits = make_hits()
    first = themes.validation_sheet(hits, n=7, seed=3, per_term=1, raw_text=raw_of)
    again = themes.validation_sheet(hits.iloc[::-1], n=7, seed=3, per_term=1, raw_text=raw_of)
    pd.testing.assert_frame_equal(first, again)
    other = themes.validation_sheet(hits, n=7, seed=4, per_term=1, raw_text=raw_of)
    assert not first["start"].equals(other["start"])


def test_a_random_draw_is_not_moved_by_the_terms_read_on_top():
    hits = make_hits()
    alone = themes.validation_sheet(hits, n=7, raw_text=raw_of)
    both = themes.validation_sheet(hits, n=7, per_term=3, raw_text=raw_of)
    pd.testing.assert_frame_equal(alone, both[both["draw"] == "random"].reset_index(drop=True))
