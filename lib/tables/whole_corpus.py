"""Makes a corpus's tables from the rows of its reports, some reports at a time: no table of words is ever held whole."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd

from lib.cleaning import CleanText
from lib.comparison import some_at_a_time
from lib.likeness import Keep, shared_some_at_a_time, similarity
from lib.metadata import names as report_names
from lib.metadata import siblings
from lib.rules import Rules
from lib.tables import views
from lib.tables.candidates import candidates

TOGETHER = 50_000  # quantities whose figures are worked out, and rows of pairs that are written, at a time
CODES = ("place_code", "county_code")
# Gives the rows of one table, only these columns if any are named, partition by partition.
Chunks = Callable[..., Iterable[pd.DataFrame]]
Made = Iterator[pd.DataFrame]
# Gives (doc_id, clean text) of the reports named, in their order.
Texts = Callable[[Sequence[str]], Iterable[tuple[str, CleanText]]]


def reports_table(rules: Rules, chunks: Chunks) -> Made:
    """Yield the reports table: what each report says of itself, settled by the others, with labels."""
    told = [json.loads(row) for chunk in chunks("report_rows") for row in chunk["row"]]
    rows = siblings.settle(rules, told)
    labels = report_names.labels(rules, rows, [row["doc_id"] for row in rows])
    for row, names in zip(rows, labels, strict=True):
        row["label_zh"], row["label_en"] = names
    yield pd.DataFrame(rows)


def key_words(rules: Rules, chunks: Chunks, paragraphs: Chunks) -> Iterator[tuple[str, Made]]:
    """Yield keyness and keyness_parts: of each report, and of its plan against its review, the words most key for it.

    chunks: of words and part_words. paragraphs: the rows of words, with dispersion over paragraphs.
    """
    found: list[views.Spread] = []

    def rows() -> Made:
        """Yield the rows of words with all that keyness takes."""
        own = [name for name in views.KEPT_OF["keyness"] if name not in views.OVER_PARAGRAPHS]
        read = chunks("words", columns=own), paragraphs("words", columns=list(views.OVER_PARAGRAPHS))
        for chunk, over in zip(*read, strict=True):
            chunk[list(views.OVER_PARAGRAPHS)] = over
            yield chunk

    def made(name: str, given: Callable[[], Iterable[pd.DataFrame]]) -> Made:
        """Yield a table; words are counted at the first call."""
        found.extend([] if found else [views.spread(chunks)])
        yield from views.composed(rules, name, given(), found[0])

    yield "keyness", made("keyness", rows)
    yield "keyness_parts", made("keyness_parts", lambda: chunks("part_words"))


def attention(rules: Rules, chunks: Chunks) -> Made:
    """Yield attention by theme, compared with that of all reports together."""
    yield from views.composed(rules, "themes", chunks("themes"), views.hits(chunks))


def names_without_id(rules: Rules, chunks: Chunks) -> Made:
    """Yield the names that no indicator covers."""
    columns = ["scope", "canonical", "indicator", "unit", "doc_id", "start", "end", "sentence"]
    columns += ["sentence_start", "sentence_end"]
    rows = [
        chunk[(chunk["scope"] == "town") & (chunk["canonical"] == "") & (chunk["indicator"] != "")]
        for chunk in chunks("quantities", columns=columns)
    ]
    yield candidates(rules, pd.concat(rows, ignore_index=True))


def compared(rules: Rules, chunks: Chunks) -> Made:
    """Yield the comparison, with the codes of places by which it can be merged with yearbooks."""
    reports, remarks = (pd.concat(list(chunks(name)), ignore_index=True) for name in ("reports", "remarks"))
    codes = reports[["doc_id", *CODES]]
    for rows in some_at_a_time(rules, _together(chunks("quantities")), reports, remarks):
        yield rows.drop(columns=list(CODES), errors="ignore").merge(codes, on="doc_id", how="left")


def _together(chunks: Iterable[pd.DataFrame], most: int = TOGETHER) -> Made:
    """The same rows, about `most` at a time: of fewer, most of the time would go into the calls."""
    held: list[pd.DataFrame] = []
    for chunk in chunks:
        held.append(chunk)
        if sum(map(len, held)) >= most:
            yield pd.concat(held, ignore_index=True)
            held = []
    if held:
        yield pd.concat(held, ignore_index=True)


def pairs(rules: Rules, chunks: Chunks, texts: Texts, keep: Keep | None) -> dict[str, Iterable[pd.DataFrame]]:
    """Return the tables of pairs of reports, the rows of each some at a time.

    chunks: of the finished reports and words. texts: gives clean texts by doc_id. keep: as for likeness.shared_of().
    """
    doc_ids = [doc_id for chunk in chunks("reports", columns=["doc_id"]) for doc_id in chunk["doc_id"]]
    passages, reports, told = shared_some_at_a_time(rules, doc_ids, texts, keep=keep)
    columns = ["doc_id", "word", "count", "stop", "in_formula", "formula"]
    return {
        "passages": passages,
        "shared": [reports],
        "similarity": [similarity.similarity(chunks("words", columns=columns), told)],
    }


def in_order(
    rules: Rules,
    read: Chunks,
    made: Chunks,
    texts: Texts,
    documents: views.Documents,
    keep: Keep | None = None,
) -> Sequence:
    """Return the corpus's tables as (name, its rows some at a time), in the order in which they can be made.

    read: rows as reports give them. made: of tables of this list that are finished; of VIEWS the counts suffice. texts:
    gives clean texts by doc_id. documents: of the corpus's words. keep: as for likeness.shared_of().
    """
    later: dict[str, Iterable[pd.DataFrame]] = {}

    def of_pairs(name: str) -> Made:
        """Yield a table of pairs some rows at a time; all of them are made at the first call."""
        later.update({} if later else pairs(rules, made, texts, keep))
        for table in later.pop(name):
            for start in range(0, max(1, len(table)), TOGETHER):
                yield table[start : start + TOGETHER]

    def of_both(name: str, **how) -> Iterable[pd.DataFrame]:
        """Return a table of the corpus or of the partitions."""
        return (made if name == "reports" else read)(name, **how)

    return (
        ("reports", reports_table(rules, read)),
        *((name, views.composed(rules, name, read(name), documents)) for name in views.VIEWS),
        *key_words(rules, made, read),
        ("themes", attention(rules, read)),
        ("candidates", names_without_id(rules, read)),
        ("comparison", compared(rules, of_both)),
        *((name, of_pairs(name)) for name in ("passages", "shared", "similarity")),
    )
