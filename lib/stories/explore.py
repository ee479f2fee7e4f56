"""What the explorer does behind its buttons: search a phrase, show a figure's evidence, draw a figure; plain functions."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from lib import charts, exports, paths, tables
from lib.drawing import LANGUAGES
from lib.rules import definition_name, in_force, indicator_name, label_or, series, word, word_or
from lib.words import concordance

CONTEXT = 60  # raw characters shown before and behind a sentence
WIDTH = 24  # characters of a line of a search, to either side
NOTEBOOK = "07_explore"
ANY_TEXT = "\u5e74 2020\n"  # Han, blank, digits and a line's end: what matches nothing shows itself here
AHEAD = ("target", "implied")  # of a figure that is no result
UNFLOATED = (
    "float: none; width: auto"  # JupyterLab floats the terms of a list, so that they overprint each other
)
_texts: dict[
    str, object
] = {}  # of one state of the tables: reading every text anew at each search would be felt


def search(
    phrase: str,
    place: str = "",
    year: int = 0,
    role: str = "",
    theme: str = "",
    regex: bool = False,
    language: str = "zh",
) -> pd.DataFrame:
    """Return one row per match in the clean texts: report, what stands around it, its part, offsets and sentence.

    phrase: text, or with regex=True a regular expression. place: a part of the name of a report or place; year: that
    a report reviews; role: part of the report; theme: an id, for sentences that speak of it. Empty ones ask for nothing.
    Raises ValueError, in words, for a phrase that is wrong or empty.
    """
    reports = tables.load("reports")
    chosen = reports[_of_place(reports, place)]
    if year:
        chosen = chosen[chosen["review_year"] == year]
    texts = {doc_id: text for doc_id, text in _clean_texts().items() if doc_id in set(chosen["doc_id"])}
    _refuse_expression(phrase if regex else "", language)
    lines = concordance.concordance(
        in_force(), phrase, texts, tables.load("sentences"), regex=regex, width=WIDTH
    )
    if role:
        lines = lines[lines["role"] == role]
    if theme:
        lines = lines[_speaks_of(lines, theme)]
    labels = reports.set_index("doc_id")[f"label_{language}"]
    lines.insert(0, "report", lines["doc_id"].map(labels))
    return lines.reset_index(drop=True)


def _refuse_expression(phrase: str, language: str) -> None:
    """Raise ValueError, in words, for a regular expression that is wrong or finds places without a character."""
    try:
        finds_nothing = phrase and any(not match[0] for match in re.finditer(phrase, ANY_TEXT))
    except re.error as error:
        at = (error.pos or 0) + 1
        raise ValueError(word("tool.no_regex", language, phrase=phrase, at=at)) from None
    if finds_nothing:
        raise ValueError(word("tool.matches_nothing", language, phrase=phrase))


def _of_place(reports: pd.DataFrame, place: str) -> pd.Series:
    names = ["label_zh", "label_en", "town", "county", "city", "province", "doc_id"]
    written = reports[names].fillna("").agg(" ".join, axis=1).str.lower()
    return written.str.contains(place.strip().lower(), regex=False)


def _speaks_of(lines: pd.DataFrame, theme: str) -> list[bool]:
    hits = tables.load("theme_hits")
    hits = hits[hits["theme"] == theme]
    places = set(zip(hits["doc_id"], hits["sentence_start"]))
    return [place in places for place in zip(lines["doc_id"], lines["sentence_start"])]


def _clean_texts() -> dict:
    """Every clean text, kept as long as the tables stay what they are."""
    state = f"{tables.load('reports')['sha256'].tolist()} {len(tables.load('cleaning'))}"
    if _texts.get("state") != state:
        _texts.update(state=state, texts=tables.clean_texts())
    return _texts["texts"]


# --- the evidence of one figure -------------------------------------------------------------------------------------


def evidence(doc_id: str, start: int, language: str = "zh") -> str:
    """Return, as HTML in which texts stand as text, all that is known of the quantity at a raw offset.

    Its row, what to heed in comparing it, its sentence with the number marked, the raw text around with the edits of
    cleaning, and the page of a PDF. Raises KeyError where no quantity begins there.
    """
    rows = tables.load("quantities")
    rows = rows[(rows["doc_id"] == doc_id) & (rows["start"] == start)]
    if not len(rows):
        raise KeyError(f"{doc_id}, {start}: no quantity begins there")
    row = next(rows.itertuples(index=False))
    raw = raw_with_edits(doc_id, row.sentence_start, row.sentence_end, (row.start, row.end))
    parts = [
        f"<h4>{word('tool.sentence', language)}</h4><p>{_marked(row)}</p>",
        *(f"<p>{html.escape(line)}</p>" for line in cautions(doc_id, start, row.status, language)),
        _facts(row, language),
        f"<h4>{word('tool.raw', language)}</h4>",
        f'<p style="white-space: pre-wrap">{raw}</p>',
    ]
    if not pd.isna(row.page):
        parts.append(f"<p>{word('tool.page', language, page=int(row.page))}</p>")
    return "".join(parts)


def cautions(doc_id: str, start: int, status: str, language: str = "zh") -> list[str]:
    """Return what the table of comparisons says of the quantity at a raw offset: its reasons and cautions, in words."""
    rows = tables.load("comparison")
    # a target implied by a figure stands at the figure's own place
    rows = rows[(rows["doc_id"] == doc_id) & (rows["start"] == start) & (rows["status"] == status)]
    if not len(rows):
        return [word("tool.not_compared", language)]
    row, end = rows.iloc[0], "_en" if language == "en" else ""
    said = [row[f"{name}{end}"] for name in ("reason", "caution") if row[f"{name}{end}"]]
    told = [word("tool.reason", language, reason=text) for text in said]
    return told if told or not row["comparable"] else [word("tool.comparable", language)]


def _facts(row, language: str) -> str:
    told = {
        "surface": " ".join(row.surface.split()),
        "value": _whole(row.value),
        "unit": row.unit,
        "indicator": row.indicator,
        "definition": definition_name(row.definition, language),
        "period": row.period,
        "status": word_or(f"status.{row.status}", language, row.status),
        "scope": word_or(f"scope.{row.scope}", language, row.scope),
        "kind": word_or(f"kind.{row.kind}", language, row.kind),
        "role": label_or(f"role.{row.role}", language, row.role),
        "rule": row.rule,
        "start": f"{row.doc_id}: {row.start}–{row.end}",
    }
    pairs = (
        f'<div style="display: flex; gap: .4em"><dt style="{UNFLOATED}; font-weight: 600; white-space: nowrap">{word(f"column.{name}", language)}</dt>'
        f'<dd style="{UNFLOATED}; margin: 0">{html.escape(text)}</dd></div>'
        for name, text in told.items()
        if text
    )
    return f'<dl style="display: flex; flex-wrap: wrap; gap: .1em 1.4em; margin: 0">{"".join(pairs)}</dl>'


def _whole(value: float) -> str:
    """A number with separators and every digit, never as a power of ten; "" where there is none."""
    return "" if pd.isna(value) else re.sub(r"\.?0+$", "", f"{value:,.6f}")


def _marked(row) -> str:
    text, at, stop = row.sentence, int(row.sentence_at), int(row.sentence_stop)
    return f"{html.escape(text[:at])}<mark>{html.escape(text[at:stop])}</mark>{html.escape(text[stop:])}"


def raw_with_edits(doc_id: str, start: int, end: int, marked: tuple[int, int] | None = None) -> str:
    """Return the raw text around [start, end) as HTML: what cleaning removed struck out, what it put there underlined.

    marked: raw offsets of a stretch to mark.
    """
    raw, edits = tables.raw_text(doc_id), tables.load("cleaning")
    first, last = max(0, start - CONTEXT), min(len(raw), end + CONTEXT)
    own = edits[(edits["doc_id"] == doc_id) & (edits["end"] > first) & (edits["start"] < last)]
    changes = {int(row.start): row for row in own.itertuples(index=False)}
    low, high = marked or (last, last)
    cuts = sorted(
        {first, last, low, high, *(at for row in changes.values() for at in (int(row.start), int(row.end)))}
    )
    cuts = [at for at in cuts if first <= at <= last]
    pieces = [_piece(raw, at, until, own, low <= at < high) for at, until in pairwise(cuts)]
    return "".join(pieces)


def _piece(raw: str, at: int, until: int, edits: pd.DataFrame, is_marked: bool) -> str:
    text = html.escape(raw[at:until])
    inside = edits[(edits["start"] <= at) & (edits["end"] >= until)]
    if len(inside):
        put = html.escape(inside["replacement"].iloc[0]) if inside["end"].iloc[0] == until else ""
        text = f"<del>{text.replace(chr(10), '⏎')}</del>" + (f"<ins>{put}</ins>" if put else "")
    return f"<mark>{text}</mark>" if is_marked else text


# --- a figure of one's own --------------------------------------------------------------------------------------------


def indicators(language: str = "zh") -> list[tuple[str, str]]:
    """Return name and id of the indicators that the reports state, those of most reports first."""
    rows = tables.load("comparison")
    rows = rows[rows["kind"] == "level"]
    counts = rows.groupby("canonical")["doc_id"].nunique().sort_values(ascending=False, kind="stable")
    return [(f"{indicator_name(id_, language)} ({n})", id_) for id_, n in counts.items()]


def draw(
    indicator: str,
    doc_ids: Iterable[str] = (),
    year: int = 0,
    language: str = "zh",
    width: str = "elsevier-single",
) -> Figure:
    """Return the figure that sets one indicator side by side. doc_ids: of the reports shown; none takes all.

    Raises ValueError, in words, where no report chosen states it, or none for the year asked for.
    """
    rows, reports = tables.load("comparison"), _chosen(doc_ids)
    rows = rows[rows["doc_id"].isin(reports["doc_id"])]
    results = rows[(rows["canonical"] == indicator) & (rows["kind"] == "level") & ~rows["status"].isin(AHEAD)]
    if year and not (results["year"] == year).any():
        name = indicator_name(indicator, language)
        raise ValueError(word("tool.no_year", language, indicator=name, year=year))
    return charts.indicator_dots(rows, reports, indicator, year=year or None, language=language, width=width)


def _chosen(doc_ids: Iterable[str]) -> pd.DataFrame:
    """The reports of these ids, or all where there are none."""
    reports = tables.load("reports")
    return reports[reports["doc_id"].isin(set(doc_ids) or set(reports["doc_id"]))]


def _years(data: pd.DataFrame) -> str:
    """The years of the figures that a figure ranks, or of all that it shows where it ranks none."""
    ranked = data[data["rank"].notna()] if data["rank"].notna().any() else data
    return ", ".join(str(int(year)) for year in sorted(set(ranked["year"].dropna())))


def _caption(indicator: str, doc_ids: Iterable[str], years: str) -> dict[str, str]:
    """The caption of a figure of one's own, with its indicator, years and the places chosen."""
    reports, names, places = _chosen(doc_ids), {}, {}
    for language in LANGUAGES:
        names[language] = indicator_name(indicator, language)
        told = series(reports[f"label_{language}"], language)
        places[language] = told if doc_ids else word("tool.all_places", language)
    return exports.caption("07_figure", reports, indicator=names, year=years, places=places)


def save(
    indicator: str,
    doc_ids: Sequence[str] = (),
    year: int = 0,
    language: str = "zh",
    width: str = "elsevier-single",
) -> list[str]:
    """Save the figure of draw() in every format for print, with data, evidence and caption; returns where they are."""
    data = draw(indicator, doc_ids, year, language, width).data
    caption = _caption(indicator, doc_ids, str(year) if year else _years(data))
    name = "07_" + re.sub(r"\W+", "_", "_".join(filter(None, (indicator, str(year or "")))))

    def drawn(language: str, width: str) -> Figure:
        """Return the figure in a language and a width."""
        return draw(indicator, doc_ids, year, language, width)

    told = exports.export(
        drawn, name, caption=caption, notebook=NOTEBOOK, cell="draw", width=width, languages=(language,)
    )
    return [
        f"{paths.figures() / row.folder / row.exhibit} ({row.formats})"
        for row in told.itertuples(index=False)
    ]
