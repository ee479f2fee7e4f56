"""Segmentation: jieba's words whichever engine runs, terms of the field kept whole, loaded once and without traces."""

import importlib
import json
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lib import cleaning, paths
from lib.rules import dictionaries, in_force
from lib.words import segmentation
from lib.words.segmentation import count_han_words, is_han_word, tokens, words
from tests.words.made import word_table

REPORTS = sorted(path.stem for path in (paths.SHIPPED_DATA / "raw").glob("*.txt"))
HAN = re.compile(r"[\u4e00-\u9fd5]{2,}")
PIECES = [
    "乡村振兴", "一般公共预算", "收入", "双招双引", "规模以上", "工业", "的", "了", "镇", "村", "淄", "祝明", "薛奇", "全力争创", "三公里",
    "840.54", "万元", "47.5%", "20.5km", "5G", "PM2.5", "互联网+", "xx", "-", "+", "&", "_", ".", "，", "。", "“", "”", "\n", " ",
    "\r\n", "\u3000", "□", "〇", "㙟", "鿍", "\U00020bb7", "䢺", "豈",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=30),
    st.text(max_size=30),
)


def clean_text(doc_id: str) -> str:
    raw = (paths.SHIPPED_DATA / "raw" / f"{doc_id}.txt").read_bytes().decode("utf-8-sig")
    return cleaning.clean(in_force(), raw).text


@pytest.fixture(params=["rjieba", "jieba"])
def engine(request, monkeypatch):
    if request.param == "jieba":
        monkeypatch.setattr(segmentation, "rjieba", None)
    else:
        pytest.importorskip("rjieba")
    assert segmentation.engine() == request.param
    return request.param


@pytest.fixture
def only_jieba(monkeypatch):
    """A function that runs another with jieba alone."""

    def run(function, *arguments):
        with monkeypatch.context() as patch:
            patch.setattr(segmentation, "rjieba", None)
            return function(*arguments)

    return run


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("全年完成一般公共预算收入840.54万元，同比增长47.5%", "一般公共预算收入"),
        ("深入实施乡村振兴战略", "乡村振兴"),
        ("把双招双引作为一号工程", "双招双引"),
        ("全面落实两不愁三保障政策", "两不愁三保障"),
        ("规模以上工业总产值达到5亿元", "规模以上工业"),
        ("固定资产投资增速连续三年超过20%", "固定资产投资"),
        ("农村居民人均可支配收入突破2万元", "人均可支配收入"),
        ("严格落实一岗双责和党政同责", "一岗双责"),
        ("扎实开展扫黑除恶专项斗争", "扫黑除恶"),
        ("各位代表，过去的一年成绩来之不易", "各位代表"),
    ],
)
def test_terms_of_the_field_are_single_words_in_a_sentence(engine, sentence, term):
    assert term in words(in_force(), sentence)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("新修道路三公里", "三公"),
        ("全力争创全国文明镇", "力争"),
        ("大力争取项目资金", "力争"),
        ("坚持创新突破", "新突破"),
    ],
)
def test_what_only_looks_like_a_term_is_not_one(engine, sentence, term):
    assert term in sentence and words(in_force(), term) == [term]
    assert term not in words(in_force(), sentence)


def test_numerals_and_latin_words_are_tokens_of_their_own(engine):
    found = words(in_force(), "全长20.5km，PM2.5下降3.5%。")
    assert found == ["全长", "20.5", "km", "PM2.5", "下降", "3.5%"]


def test_every_user_word_stays_whole(engine):
    assert len(segmentation.user_words(in_force())) > 500
    assert [term for term in segmentation.user_words(in_force()) if words(in_force(), term) != [term]] == []


def test_user_words_are_listed_once_with_kind_and_source():
    rows = dictionaries.read_table(paths.DICTIONARIES / "user_words.csv")
    terms = [row["term"] for row in rows]
    assert len(set(terms)) == len(terms)
    assert [row["term"] for row in rows if not (row["kind"] and row["source"])] == []


@pytest.fixture(scope="module")
def jieba_lcut(tmp_path_factory):
    """jieba as its documentation says to use it, except that its cache file goes to a folder of the test's."""
    import jieba

    jieba.setLogLevel(60)
    plain = jieba.Tokenizer()
    plain.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    return plain.lcut


@pytest.mark.parametrize("doc_id", REPORTS)
def test_with_its_own_dictionary_the_counts_are_plain_jiebas(doc_id, engine, jieba_lcut):
    text = clean_text(doc_id)
    expected = Counter(word for word in jieba_lcut(text) if HAN.fullmatch(word))
    counted = count_han_words(words(in_force(), text, "default"))
    assert {word: n for word, n in counted.items() if len(word) > 1} == expected
    assert len(expected) > 300


@pytest.mark.parametrize("doc_id", REPORTS)
def test_both_engines_give_the_same_words_of_a_report(doc_id, only_jieba):
    pytest.importorskip("rjieba")
    text = clean_text(doc_id)
    assert words(in_force(), text) == only_jieba(words, in_force(), text)
    assert words(in_force(), text, "default") == only_jieba(words, in_force(), text, "default")
    names = segmentation.names_in(in_force(), text)
    assert names and names == only_jieba(segmentation.names_in, in_force(), text)


def test_both_engines_give_the_same_words_table(only_jieba):
    pytest.importorskip("rjieba")
    texts = {doc_id: clean_text(doc_id) for doc_id in REPORTS}
    table = word_table(in_force(), texts, 1)
    assert_frame_equal(table, only_jieba(word_table, in_force(), texts, 1), check_exact=True)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_both_engines_give_the_same_words_of_any_text(text):
    pytest.importorskip("rjieba")
    # of two ways to cut that are equally likely (村村|村, 村|村村) the engines take different ones: no text has such runs
    assume(not re.search(r"(.)\1\1", text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segmentation, "rjieba", None)
        expected = words(in_force(), text)
    assert words(in_force(), text) == expected


def test_the_term_frequencies_are_those_that_jieba_suggests():
    """A second way: jieba's own add_word, which suggests a frequency itself, term by term in the same order."""
    rjieba = pytest.importorskip("rjieba")
    plain, fast = segmentation._jieba(), rjieba.Jieba()
    for term in segmentation.user_words(in_force()):
        if plain.lcut(term, HMM=False) == [term]:
            continue
        suggested = fast.suggest_freq(term)
        plain.add_word(term)
        assert plain.FREQ[term] == suggested, term
        fast.add_word(term, suggested, None)


@settings(deadline=None)
@given(texts)
def test_tokens_joined_are_the_text(text):
    assert "".join(tokens(in_force(), text)) == text


@settings(deadline=None)
@given(st.text(st.sampled_from("乡村振兴的镇李台淄博五保三农aZ7，。“” \n\t□"), max_size=40))
def test_words_joined_are_the_text_without_punctuation_and_space(text):
    assert "".join(words(in_force(), text)) == re.sub(r"[，。“”\s□]", "", text)


@settings(deadline=None)
@given(texts)
def test_counting_the_words_or_the_tokens_is_the_same(text):
    assert count_han_words(tokens(in_force(), text)) == Counter(filter(is_han_word, words(in_force(), text)))


def test_han_words_are_words_of_han_characters_only():
    assert all(map(is_han_word, ["镇", "乡村振兴", "〇", "㙟", "\U00020bb7"]))
    assert not any(map(is_han_word, ["", "5G", "T恤", "互联网+", "3.5%", "，", "乡村 振兴", "□"]))


def test_a_rare_character_is_a_word_of_its_own(engine):
    assert words(in_force(), "㙟镇") == ["㙟", "镇"]
    assert words(in_force(), "在\U00020bb7山") == ["在", "\U00020bb7", "山"]


def test_loading_again_changes_nothing(engine):
    sentence = clean_text(REPORTS[0])
    before = words(in_force(), sentence)
    misses = segmentation._cutter.cache_info().misses
    for _ in range(3):
        assert words(in_force(), sentence) == before
    assert segmentation._cutter.cache_info().misses == misses
    segmentation._cutter.cache_clear()
    assert words(in_force(), sentence) == before


def test_reloading_the_module_changes_nothing():
    text = clean_text(REPORTS[0])
    before = words(in_force(), text)
    reloaded = importlib.reload(segmentation)
    assert reloaded.words(in_force(), text) == before


def test_jiebas_own_tokenizer_is_left_alone(only_jieba):
    import jieba

    only_jieba(words, in_force(), "深入实施乡村振兴战略")
    assert "双招双引" not in jieba.dt.FREQ


def test_first_runs_at_the_same_time_leave_no_file_and_no_message(tmp_path):
    code = "from lib.rules import in_force; from lib.words import segmentation as s; s.rjieba = None; print('/'.join(s.words(in_force(), '双招双引项目落户')).encode('utf-8').hex())"
    environment = os.environ | {name: str(tmp_path) for name in ("TMPDIR", "TEMP", "TMP")}
    runs = [
        subprocess.Popen(
            [sys.executable, "-B", "-c", code],
            cwd=paths.ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    outputs = [run.communicate(timeout=120) for run in runs]
    assert [bytes.fromhex(out.decode().strip()).decode() for out, _ in outputs] == ["双招双引/项目/落户"] * 2
    assert [error for _, error in outputs] == [b""] * 2
    assert list(tmp_path.iterdir()) == []


def own_corpus(tmp_path, monkeypatch, table: str) -> None:
    (tmp_path / "data" / "dictionaries").mkdir(parents=True)
    (tmp_path / "data" / "dictionaries" / "user_words.csv").write_text(table, encoding="utf-8", newline="\n")
    (tmp_path / "cache").mkdir()
    note = json.dumps({"data": str(tmp_path / "data")})
    (tmp_path / "cache" / "corpus.json").write_text(note, encoding="utf-8", newline="\n")
    monkeypatch.setenv(paths.OUT_VARIABLE, str(tmp_path))


def test_a_corpus_brings_its_own_terms(tmp_path, monkeypatch, engine):
    sentence = "白杨树沟养鸡场建成投产"
    assert "白杨树沟" not in words(in_force(), sentence)
    own_corpus(tmp_path, monkeypatch, "term,kind,note,source\n白杨树沟,place,,own\n")
    assert "白杨树沟" in words(in_force(), sentence) and "双招双引" in words(in_force(), "双招双引")
    monkeypatch.delenv(paths.OUT_VARIABLE)
    assert "白杨树沟" not in words(in_force(), sentence)


def test_a_theme_term_that_a_corpus_brings_becomes_a_word(tmp_path, monkeypatch, engine):
    sentence = "推广稻虾鸭共作技术"
    assert "稻虾鸭共作" not in words(in_force(), sentence)
    header = ",".join(in_force().table("themes")[0])
    own_corpus(tmp_path, monkeypatch, "term,kind,note,source\n")
    table = header + "\n稻虾鸭共作,agriculture\n"
    (tmp_path / "data" / "dictionaries" / "themes.csv").write_text(table, encoding="utf-8", newline="\n")
    assert "稻虾鸭共作" in words(in_force(), sentence)


def test_terms_of_themes_and_indicators_are_words_unless_they_hold_another_term(engine):
    terms = {row["term"] for row in in_force().table("themes")}
    rows = in_force().table("indicators")
    terms |= {row["label_zh"] for row in rows if row["label_zh"] in row["wordings"].split("|")}
    shorter = {term for term in terms | set(segmentation.user_words(in_force())) if len(term) > 2}
    apart = {term for term in terms if words(in_force(), term, names=False) != [term]}
    holding = {term for term in apart if any(other in term for other in shorter - {term})}
    assert {term for term in apart - holding if HAN.fullmatch(term)} == set()
    assert "全社会固定资产投资" in holding and "固定资产投资" in words(in_force(), "全社会固定资产投资增长")
    assert len(apart) < 0.1 * len(terms)


def test_a_term_that_cannot_be_a_word_is_named(tmp_path, monkeypatch):
    own_corpus(tmp_path, monkeypatch, "term,kind,note,source\n“三务”公开,party,,own\n")
    with pytest.raises(ValueError, match="user_words.csv: '“三务”公开' cannot become one word"):
        words(in_force(), "乡村振兴")


def test_an_unknown_dictionary_is_an_error():
    with pytest.raises(ValueError, match="township"):
        words(in_force(), "乡村振兴", "jieba")
