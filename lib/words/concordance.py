"""Concordance (KWIC, 语境共现): every place of a word or pattern with what stands around it, to be read."""

import html
import re
from collections.abc import Mapping
from itertools import accumulate

import numpy as np
import pandas as pd
from IPython.display import HTML

from lib.cleaning import CleanText, raw_span
from lib.rules import Rules, label
from lib.words import segmentation

KEYS = ["doc_id", "start", "end"]
OF_SENTENCE = ["section", "role", "sentence", "sentence_start", "sentence_end"]
COLUMNS = [*KEYS, "left", "match", "right", *OF_SENTENCE]
SORTS = ("text", "left", "right")
WIDTH = 20  # characters to either side
PARAGRAPH_END = "¶"


def concordance(
    rules: Rules,
    pattern: str,
    texts: Mapping[str, CleanText],
    sentences: pd.DataFrame,
    *,
    regex: bool = False,
    whole_words: bool = False,
    width: int = WIDTH,
    sort: str = "text",
) -> pd.DataFrame:
    """Return one row per match in the clean texts: where it stands in the raw text, what is around it, and its sentence.

    Matches are substrings, so 力争 is found in 全力争创 too; with whole_words=True they begin and end where the segmenter
    cuts, and a word has as many rows as the words table counts. They do not overlap; the one further left counts. Each paragraph is searched by itself: no match crosses a line break, and ^ and $
    stand for a paragraph's beginning and end. The sentence is the one in which the match begins.

    pattern: the text looked for, or with regex=True a regular expression. texts: clean texts by doc_id. sentences: the
    table. width: characters of clean text shown to either side; the end of a paragraph shows as ¶. sort: "text" for
    the order of the texts; "left" for that of the characters before the match, read outwards from it; "right" for that
    of the characters behind it, both by code point. Raises ValueError for a pattern that is wrong or matches nothing at
    all (the empty text), and for a report without rows in sentences.
    """
    if sort not in SORTS:
        raise ValueError(f"sort is {sort!r}; it must be one of {', '.join(SORTS)}")
    wanted = _compiled(pattern, regex)
    rows = [
        (doc_id, *raw_span(clean, *span), *_around(clean.text, *span, width))
        for doc_id, clean in texts.items()
        for span in _matches(rules, wanted, clean.text, whole_words)
    ]
    types = {column: "int64" if column in ("start", "end") else "str" for column in COLUMNS[:6]}
    lines = pd.DataFrame(rows, columns=COLUMNS[:6]).astype(types)
    return _sorted(_with_sentences(lines, sentences), sort)


def _compiled(pattern: str, regex: bool) -> re.Pattern[str]:
    try:
        wanted = re.compile(pattern if regex else re.escape(pattern))
    except re.error as error:
        raise ValueError(
            f"{pattern!r} is no regular expression ({error}); mend it, or search it as it stands with regex=False"
        ) from None
    if wanted.search(""):
        raise ValueError(
            f"{pattern!r} matches the empty text, so it would be found everywhere; say what to find"
        )
    return wanted


def _matches(rules: Rules, wanted: re.Pattern[str], text: str, whole_words: bool) -> list[tuple[int, int]]:
    """The clean spans of the matches, paragraph by paragraph."""
    begins = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    spans = [
        (begin + match.start(), begin + match.end())
        for begin, line in zip(begins, text.split("\n"))
        for match in wanted.finditer(line)
    ]
    if any(start == end for start, end in spans):
        raise ValueError(
            f"{wanted.pattern!r} matches places without a character; let it take in the words to be shown"
        )
    if not (whole_words and spans):
        return spans
    cuts = set(accumulate(map(len, segmentation.tokens(rules, text)), initial=0))
    return [(start, end) for start, end in spans if start in cuts and end in cuts]


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    pieces = text[max(0, start - width) : start], text[start:end], text[end : end + width]
    return tuple(piece.replace("\n", PARAGRAPH_END) for piece in pieces)


def sentence_of(hits: pd.DataFrame, sentences: pd.DataFrame) -> np.ndarray:
    """Return, for each row of hits, the position in `sentences` of the sentence in which it begins.

    That is the last one that does not begin behind it; in front of a report's first sentence, the first.
    hits: with doc_id and start (raw). sentences: the table. Raises ValueError for a report that sentences does not have.
    """
    found = np.empty(len(hits), dtype=np.int64)
    places = sentences.reset_index(drop=True).groupby("doc_id", sort=False).indices
    starts = sentences["start"].to_numpy(dtype=np.int64)
    wanted = hits["start"].to_numpy(dtype=np.int64)
    for doc_id, rows in hits.reset_index(drop=True).groupby("doc_id", sort=False).indices.items():
        if doc_id not in places:
            raise ValueError(
                f"the sentences table has no row of {doc_id}; make both tables from the same reports"
            )
        own = places[doc_id]
        own = own[np.argsort(starts[own], kind="stable")]
        at = np.searchsorted(starts[own], wanted[rows], side="right") - 1
        found[rows] = own[np.maximum(at, 0)]
    return found


def _with_sentences(lines: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with the columns OF_SENTENCE: those of the sentence in which each begins."""
    named = sentences.rename(columns={"start": "sentence_start", "end": "sentence_end"})
    own = named[OF_SENTENCE].iloc[sentence_of(lines, sentences)].reset_index(drop=True)
    types = {column: "int64" if column.startswith("sentence_") else "str" for column in OF_SENTENCE}
    return pd.concat([lines.reset_index(drop=True), own.astype(types)], axis=1)


def _sorted(lines: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "left":
        lines = lines.sort_values("left", key=lambda texts: texts.str[::-1], kind="stable")
    elif sort == "right":
        lines = lines.sort_values("right", kind="stable")
    return lines.reset_index(drop=True)


def aligned(
    lines: pd.DataFrame, reports: pd.DataFrame | None = None, language: str = "zh", most: int = 50
) -> HTML:
    """Return the lines as a notebook shows them: the matches below one another, with report and part beside them.

    lines: from concordance(). reports: the reports table, for the reports' names; without it, doc_id
    stands there. language: "zh" or "en". most: how many lines are shown; a last one says how many there are.
    """
    names = {} if reports is None else dict(zip(reports["doc_id"], reports[f"label_{language}"]))
    shown = lines.head(most)
    rows = [
        _row(
            names.get(line.doc_id, line.doc_id),
            line.left,
            line.match,
            line.right,
            label(f"role.{line.role}", language),
        )
        for line in shown.itertuples(index=False)
    ]
    head = _row(
        *(
            label(f"concordance.{column}", language)
            for column in ("report", "left", "match", "right", "role")
        ),
        cell="th",
    )
    note = ""
    if len(shown) < len(lines):
        words = label("concordance.shown", language).format(shown=len(shown), all=len(lines))
        note = f"<p>{html.escape(words)}</p>"
    table = f"<table>\n{head}\n{''.join(row + chr(10) for row in rows)}</table>"
    return HTML(f'<div style="overflow:auto" tabindex="0">{table}</div>{note}')


def _row(report: str, left: str, match: str, right: str, role: str, cell: str = "td") -> str:
    """One row of the aligned table; the match is bold, so that it needs no colour."""
    aligns = ("left", "right", "center", "left", "left")
    cells = (html.escape(text) for text in (report, left, match, right, role))
    return (
        "<tr>"
        + "".join(
            f'<{cell} style="text-align: {side}; white-space: nowrap">{_strong(text, side)}</{cell}>'
            for side, text in zip(aligns, cells)
        )
        + "</tr>"
    )


def _strong(text: str, side: str) -> str:
    return f"<b>{text}</b>" if side == "center" else text
