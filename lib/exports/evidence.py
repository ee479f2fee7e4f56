"""Evidence (证据): a column that leads from each row of a chart's data to the places in the raw text that were counted."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from lib.rules import in_force
from lib.themes import ALL, LEFT_OUT
from lib.words import keywords, with_words

COLUMN = "evidence"
MOST = 50  # spans in a cell
SPAN = re.compile(r"(?:([^:]+?):)?([0-9]+)-([0-9]+)(?: |$)")
MORE = re.compile(r"\+([0-9]+)$")
SIDES = ("", "_a", "_b")  # of a row about one passage, or about two
MERGED = re.compile(r"(\S+) [0-9]+(?=; | / |$)")


class Span(NamedTuple):
    """A stretch of a report's raw text; doc_id is "" where its row in the data says which."""

    doc_id: str
    start: int
    end: int


def of_words(data: pd.DataFrame, sentences: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return the data with the column evidence: the sentences in which each row's word was counted.

    The column holds raw offsets in order, such as "1203-1260 4551-4600"; where a row is not about one report, each with
    its report in front ("litai-2020:1203-1260"). Of more than `most` sentences the first are told, and behind them how
    many more there are ("+12"). A sentence is told once, however often it has the word.

    data: with word; where it has doc_id or role, only sentences with the same count, and an empty cell means all of them.
    A row with merged_from ("双招双引 4; 招商引资 1", from keywords.merge_variants()) gets the sentences of all these words.
    Of a row whose kept is less than its count (keywords.top_words()) sentences are left out that have the word inside
    genre formulae only. sentences: the table; with a column words from collocation.with_words() nothing is cut anew.
    most: spans in a cell.
    """
    by = _shared(data, sentences, "doc_id", "role")
    sought = _numbered(data, by).assign(word=[_merged(row) for row in data.to_dict("records")])
    less = data["kept"].to_numpy() < data["count"].to_numpy() if "kept" in data else False
    sought = sought.assign(bare=less).explode("word")
    sought["word"] = sought["word"].astype("str")  # of an empty table, pandas makes numbers
    pairs = _matched(sought, _places(sentences, set(sought["word"])), [*by, "word"])
    bare = pairs[pairs["bare"].astype(bool)]
    gone = bare.index[_formula_only(bare, sentences["sentence"])]
    return _with_cells(data, pairs.drop(index=gone), most)


def of_pairs(data: pd.DataFrame, sentences: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return the data with the column evidence: the sentences that source and target of each row share.

    data: such as the edges of networks.cooccurrence(). Otherwise as for of_words().
    """
    by = _shared(data, sentences, "doc_id", "role")
    first, second = (data[column].to_numpy() for column in ("source", "target"))
    sought = _numbered(data, by).assign(word=first, other=second)
    places = _places(sentences, {*first, *second})
    others = places[["sentence", "word"]].rename(columns={"word": "other"})
    return _with_cells(
        data, _matched(sought, places, [*by, "word"]).merge(others, on=["sentence", "other"]), most
    )


def of_themes(data: pd.DataFrame, hits: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return the data with the column evidence: the hits that each row counts.

    data: with any of doc_id, role, theme, term; a row counts the hits that have the same, and an empty doc_id or role
    means all of them. The role "all", and no role, is that of the table themes: the front matter left out.
    hits: the table theme_hits, or another with its doc_id, role, start, end and these columns. Otherwise as for
    of_words(). Raises ValueError where data and hits have none of these columns in common.
    """
    by = _shared(data, hits, "doc_id", "role", "theme", "term")
    if not by:
        raise ValueError(
            "the data has no column doc_id, role, theme or term, by which its hits could be found"
        )
    places = hits[list(dict.fromkeys([*by, "doc_id", "start", "end"]))]
    told = places[~hits["role"].isin(LEFT_OUT).to_numpy()]
    places = pd.concat([places, told.assign(role=ALL)]) if "role" in by else told
    return _with_cells(data, _matched(_numbered(data, by), places, by), most)


def of_parts(data: pd.DataFrame, sentences: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return the data with the column evidence: the stretches of the report that belong to each row's part.

    A part is told from its first sentence to its last; one that other parts interrupt has several stretches.
    data: with role, and doc_id where a row is about one report. sentences: the table. Otherwise as for of_words().
    """
    ordered = sentences.sort_values(["doc_id", "start"], kind="stable")
    part = ordered[["doc_id", "role"]]
    runs = ordered.groupby((part != part.shift()).any(axis=1).cumsum())
    stretches = runs.agg({"doc_id": "first", "role": "first", "start": "min", "end": "max"})
    by = _shared(data, stretches, "doc_id", "role")
    return _with_cells(data, _matched(_numbered(data, by), stretches, by), most)


def of_rows(data: pd.DataFrame, rows: pd.DataFrame, by: Collection[str], most: int = MOST) -> pd.DataFrame:
    """Return the data with the column evidence: the places of the rows of a table that each of its rows sums up.

    data: with the columns `by`, and doc_id where a row is about one report. rows: doc_id, start, end and the columns `by`,
    such as the quantities of a unit or the edits of a rule. Otherwise as for of_words().
    """
    shared = [*_shared(data, rows, "doc_id"), *(column for column in by if column != "doc_id")]
    places = rows[list(dict.fromkeys([*shared, "doc_id", "start", "end"]))]
    return _with_cells(data, _matched(_numbered(data, shared), places, shared), most)


def spans(cell: str) -> list[Span]:
    """Return the spans that a cell of the column evidence tells; "+12" behind them is no span."""
    return [Span(doc_id or "", int(start), int(end)) for doc_id, start, end in SPAN.findall(cell)]


def of_row(row: Mapping[str, str]) -> list[Span]:
    """Return every place that a row of a figure's data leads to: its evidence, else the passage or passages it is about.

    row: cells as text, as spreadsheets.read_exact() gives them. A row that says that nothing is stated has none.
    """
    if told := spans(row.get(COLUMN) or ""):
        return [span._replace(doc_id=span.doc_id or row["doc_id"]) for span in told]
    return [
        Span(row[f"doc_id{side}"], int(float(row[f"start{side}"])), int(float(row[f"end{side}"])))
        for side in SIDES
        if row.get(f"start{side}") and row.get(f"doc_id{side}")
    ]


def left_out(cell: str) -> int:
    """Return how many places a cell of the column evidence leaves out: 12 for one that ends in "+12", else 0."""
    found = MORE.search(cell)
    return int(found[1]) if found else 0


def _shared(data: pd.DataFrame, other: pd.DataFrame, *columns: str) -> list[str]:
    return [column for column in columns if column in data and column in other]


def _numbered(data: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The columns by which a row finds its places, with the row's number."""
    return data[by].reset_index(drop=True).assign(row=range(len(data)))


def _matched(sought: pd.DataFrame, places: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return every row with every place that agrees with it in the columns `by`; an empty doc_id or role agrees with all."""
    found = []
    blank = [sought[column].eq("").rename(column) for column in ("doc_id", "role") if column in by]
    for empty, own in sought.groupby(blank) if blank else [((), sought)]:
        open_to_all = [flags.name for flags, is_empty in zip(blank, empty) if is_empty]
        on = [column for column in by if column not in open_to_all]
        own = own.drop(columns=open_to_all)
        found.append(own.merge(places, on=on) if on else own.merge(places, how="cross"))
    return pd.concat(found, ignore_index=True) if found else sought.merge(places, on=by)


def _merged(row: dict) -> list[str]:
    """The words whose counts a row holds: its own, or those that were merged into it."""
    return MERGED.findall(row.get("merged_from") or "") or [row["word"]]


def _places(sentences: pd.DataFrame, words: Collection[str]) -> pd.DataFrame:
    """One row per occurrence of one of the words: its sentence, how often it stands there, and where that is."""
    rows = [
        (number, word, found.count(word))
        for number, found in enumerate(with_words(in_force(), sentences)["words"])
        for word in found
        if word in words
    ]
    places = pd.DataFrame(rows, columns=["sentence", "word", "times"])
    places = places.astype({"sentence": "int64", "word": "str"})
    where = sentences[["doc_id", "role", "start", "end"]].iloc[places["sentence"]]
    return pd.concat([places, where.reset_index(drop=True)], axis=1)


def _formula_only(places: pd.DataFrame, texts: pd.Series) -> list[bool]:
    """For each place, whether its sentence has the word inside genre formulae only."""
    inside: dict[int, Counter[str]] = {}
    for number in places["sentence"].unique():
        text = texts.iloc[number]
        inside[number] = (
            keywords.count_words(in_force(), text).in_phrases
            if keywords.formula_spans(in_force(), text)
            else Counter()
        )
    found = zip(places["sentence"], places["word"], places["times"])
    return [inside[number][word] >= times for number, word, times in found]


def _with_cells(data: pd.DataFrame, pairs: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the data with its cells: the spans of pairs (row, doc_id, start, end) in order, each told once."""
    order = ["row", "doc_id", "start", "end"]
    told = pairs[order].drop_duplicates().sort_values(order)
    texts = told["start"].astype(str) + "-" + told["end"].astype(str)
    about_one = data["doc_id"].ne("").to_numpy() if "doc_id" in data else np.zeros(len(data), dtype=bool)
    texts = texts.where(about_one[told["row"].to_numpy(dtype=np.int64)], told["doc_id"] + ":" + texts)
    cells = texts.groupby(told["row"]).agg(lambda found: _cell(list(found), most))
    return data.assign(**{COLUMN: cells.reindex(range(len(data)), fill_value="").to_numpy()})


def _cell(found: list[str], most: int) -> str:
    more = [f"+{len(found) - most}"] if len(found) > most else []
    return " ".join(found[:most] + more)
