"""Words: jieba's dictionary and probabilities with the township dictionary, run by rjieba where it is installed."""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import filterfalse

from lib.rules import Rules, compiled
from lib.words.word_names import Name, find_names, keep_names

try:
    import rjieba
except ImportError:  # no wheel for this machine: jieba gives the same words, about twenty times slower
    rjieba = None

TOWNSHIP = "township"
DEFAULT = "default"
_LATIN = re.compile(r"[0-9A-Za-z]+(?:\.[0-9]+)?%?")
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
# jieba knows Han characters up to U+9FD5 and gives each of these rarer ones as a word of its own; rjieba does not.
_RARE = re.compile(r"([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U000323af])")
_TERM = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")  # what jieba can keep in one word


def words(rules: Rules, text: str, dictionary: str = TOWNSHIP, names: bool = True) -> list[str]:
    """Return the words of a text in order: Han words, and numerals and Latin words as tokens of their own.

    Punctuation and white space are dropped; joined, the words give the text without those characters. A numeral
    keeps its decimals and per cent sign ("20.5km" gives "20.5", "km").

    text: clean text (stray spaces inside words would split them).
    dictionary: "township" adds user_words.csv to jieba's dictionary, "default" is jieba's dictionary alone.
    names: whether the township dictionary also keeps names of places and firms found in the text (names_in) whole.
    A name takes the occurrences of the words inside it: 现代农业 in 宏利现代农业产业园 is not counted as 现代农业.
    """
    found: list[str] = []
    between: list[str] = []
    for token in tokens(rules, text, dictionary, names):
        if _HAN.search(token):
            found += _LATIN.findall("".join(between))
            between.clear()
            found.append(token)
        else:  # the engines cut numerals and letters differently, so they are joined and cut here
            between.append(token)
    return found + _LATIN.findall("".join(between))


@cache
def is_han_word(word: str) -> bool:
    """Return whether every character is Han: words tables count such words, and only such words."""
    return bool(_HAN.fullmatch(word))


def tokens(rules: Rules, text: str, dictionary: str = TOWNSHIP, names: bool = True) -> list[str]:
    """Return everything the segmenter cuts, punctuation and white space too: joined, the tokens are the text.

    Han words are those of words(); how numerals and letters are cut depends on the engine. Parameters as for words().
    """
    if dictionary not in (TOWNSHIP, DEFAULT):
        raise ValueError(f"dictionary is {dictionary!r}; it must be {TOWNSHIP!r} or {DEFAULT!r}")
    terms = user_words(rules) if dictionary == TOWNSHIP else ()
    cut = _cut(text, _cutter(engine(), terms))
    if dictionary == DEFAULT or not names:
        return cut
    return keep_names(rules, text, cut, _term_set(rules))


def names_in(rules: Rules, text: str) -> list[Name]:
    """Return start, end and kind of the names of places and firms that the township dictionary keeps whole in a text.

    Kinds: village, town, county, road, river, firm, site. Where a name would cut a term of user_words.csv apart, the
    term stays and the name is none: terms were put there on purpose, names are guessed.
    """
    terms = user_words(rules)
    return find_names(rules, text, _cut(text, _cutter(engine(), terms)), _term_set(rules))


def _cut(text: str, cut: Callable[[str], list[str]]) -> list[str]:
    if not _RARE.search(text):
        return cut(text)
    return [token for piece in _RARE.split(text) if piece for token in cut(piece)]


def count_han_words(cut: Iterable[str]) -> Counter[str]:
    """Return how often each Han word of any length occurs, as a segmented word and not as a substring.

    cut: from tokens() or words(), which give the same counts.
    """
    counts = Counter(cut)
    for other in tuple(filterfalse(is_han_word, counts)):
        counts.pop(other)
    return counts


def engine() -> str:
    """Return which program cuts the words: "rjieba", or "jieba" where rjieba is not installed."""
    return "jieba" if rjieba is None else "rjieba"


def user_words(rules: Rules) -> tuple[str, ...]:
    """Return the township dictionary in the order in which it is loaded: short before long, then by code point.

    It is user_words.csv, and with it the terms of themes.csv and the labels of indicators.csv that reports use, so that a theme or an
    indicator that a scholar adds becomes a word. Of these two tables a term that holds another one of three or more
    characters stays apart: 全社会固定资产投资 would swallow 固定资产投资, and the shorter could not be counted any more.
    A long term is weighed against the parts it has at that moment, so its parts must already be there.
    Raises ValueError for a term with a character at which jieba always cuts.
    """
    return _user_words(rules)


@compiled
def _user_words(rules: Rules) -> tuple[str, ...]:
    terms = {row["term"] for row in rules.table("user_words")} - {""}
    for term in sorted(terms):
        if not _TERM.fullmatch(term):
            raise ValueError(
                f"user_words.csv: {term!r} cannot become one word, since words are always cut at spaces, punctuation "
                "and very rare characters; take the term out, or write it without them"
            )
    terms |= _terms_of_tables(rules, terms)
    return tuple(sorted(terms, key=lambda term: (len(term), term)))


def _terms_of_tables(rules: Rules, terms: set[str]) -> set[str]:
    """Return the terms of themes and indicators that become words and hold none of the others or of the given terms."""
    # 农民合作社数 is the table's name for an indicator and no word of reports: 农民合作社 is
    labels = {row["label_zh"] for row in rules.table("indicators")}
    labels &= {wording for row in rules.table("indicators") for wording in row["wordings"].split("|")}
    wanted = {row["term"] for row in rules.table("themes")} | labels
    words = terms | wanted
    return {term for term in wanted if _TERM.fullmatch(term) and words.isdisjoint(_inside(term))}


def _inside(term: str) -> Iterator[str]:
    """Every piece of a term of three or more characters that is not the whole."""
    for length in range(3, len(term)):
        yield from (term[start : start + length] for start in range(len(term) - length + 1))


@compiled
def _term_set(rules: Rules) -> frozenset[str]:
    return frozenset(_user_words(rules))


@cache
def _cutter(engine_name: str, terms: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Return the function that cuts a text. It is made once for each set of terms, however often a cell is rerun:
    loading terms a second time would raise jieba's total and with it change the words."""
    if engine_name == "rjieba":
        tokenizer = rjieba.Jieba()
        cut, cut_known = tokenizer.cut, partial(tokenizer.cut, hmm=False)
    else:
        tokenizer = _jieba()
        cut, cut_known = tokenizer.lcut, partial(tokenizer.lcut, HMM=False)
    for term in terms:
        if cut_known(term) != [term]:  # a word already; the engines would round its frequency differently
            tokenizer.add_word(term, tokenizer.suggest_freq(term), None)
    return cut


def _jieba():
    """Return a tokenizer of our own over jieba's default dictionary.

    jieba itself would keep a cache file in the system's temporary folder, trusting whatever lies there under that
    name, and log to the console; reading its dictionary directly takes half a second and leaves nothing behind.
    """
    with warnings.catch_warnings():  # jieba's source has escape sequences that newer Pythons warn about
        warnings.simplefilter("ignore")
        import jieba
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
