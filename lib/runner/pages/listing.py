"""The pages about all reports: what came in and what was set aside, and each figure with the places its marks come from."""

import base64
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from lib.exports import evidence
from lib.rules import document_type_name, word
from lib.runner.pages.frame import Link, Markup, cell, counter, element, joined, page, report_address, table

HIDDEN = {
    evidence.COLUMN,
    "reason_en",
    "caution_en",
    "sentence",
    "text",
}  # of a figure's data, told elsewhere or too long
LONGEST = 80  # characters of a cell


def corpus_page(
    reports: pd.DataFrame,
    counts: Mapping[str, pd.Series],
    set_aside: pd.DataFrame,
    links: list[Link],
    language: str,
) -> str:
    """Return the page of the corpus: every report with its place, year and numbers; every file set aside and why.

    counts: rows of other tables by doc_id: quantities, indicators, targets, remarks. links: the navigation.
    """
    aside = int((~set_aside["kept"]).sum())
    came = element("p", word("page.came_in", language, n=len(reports), aside=aside))
    main = element(
        "main",
        came,
        _finder(len(reports), language),
        _reports(reports, counts, language),
        element("h2", word("page.set_aside", language), id="set-aside"),
        _set_aside(set_aside, language),
        id="text",
        class_="wide",
    )
    return page(word("page.title", language), language, [main], links, depth=0)


def _finder(n: int, language: str) -> Markup:
    box = Markup('<input type="search" name="find" id="find">')
    form = element("form", element("label", word("page.find", language), for_="find"), box, class_="filters")
    return joined([form, counter("page.reports_shown", n, language)])


def _reports(reports: pd.DataFrame, counts: Mapping[str, pd.Series], language: str) -> Markup:
    names = ("report", "place", "year", "type", "characters", *counts)
    head = [word(f"page.{name}", language) for name in names]
    return table(head, [_report(row, counts, language) for row in reports.itertuples(index=False)])


def _report(row, counts: Mapping[str, pd.Series], language: str) -> Markup:
    label = row.label_en if language == "en" else row.label_zh
    place = " ".join(filter(None, (row.province, row.city, row.county, row.town)))
    year = "" if pd.isna(row.review_year) else str(int(row.review_year))
    numbers = [int(row.clean_characters), *(int(count.get(row.doc_id, 0)) for count in counts.values())]
    found = f"{row.label_zh} {row.label_en} {place} {year} {row.doc_id} {row.file}".lower()
    cells = [
        element("a", label, href=report_address(row.doc_id)),
        place,
        year,
        document_type_name(row.document_type, language),
        *numbers,
    ]
    return element("tr", *map(cell, cells), data_item=row.doc_id, data_find=found)


def _set_aside(set_aside: pd.DataFrame, language: str) -> Markup:
    if not len(set_aside):
        return element("p", word("page.none_aside", language))
    rows = [
        (
            row.file,
            row.message_zh if language == "zh" else row.message,
            word("page.yes" if row.kept else "page.no", language),
        )
        for row in set_aside.itertuples(index=False)
    ]
    return table([word(f"page.{name}", language) for name in ("file", "why", "used")], rows)


# --- figures --------------------------------------------------------------------------------------------------------


def figure_address(name: str) -> str:
    """Return where a figure's page lies, from the folder of all pages."""
    return f"figures/{quote(name, safe='')}.html"


def figures_page(entries: Sequence[Mapping[str, str]], command: str, links: list[Link], language: str) -> str:
    """Return the page that lists every exported figure and table. entries: rows of the ledger. command: what makes them."""
    content = [element("p", word("page.no_figures", language, command=command))]
    if entries:
        head = [word(f"page.{name}", language) for name in ("figure", "caption")]
        rows = [
            (
                element("a", row["figure"], href="../" + figure_address(row["figure"])),
                row[f"caption_{language}"],
            )
            for row in entries
        ]
        content = [table(head, rows)]
    main = element("main", *content, id="text")
    return page(word("page.figures", language), language, [main], links)


def figure_page(
    entry: Mapping[str, str],
    image: Path | None,
    rows: Sequence[Mapping[str, str]],
    known: Collection[str],
    links: list[Link],
    language: str,
) -> str:
    """Return the page of one figure: the picture, its caption, and each row of its data with links to its evidence.

    entry: its row of the ledger. image: its PNG, if there is one. rows: its data. known: doc_ids that have a page.
    """
    caption = entry[f"caption_{language}"]
    drawn = _picture(image, caption) if image else Markup("")
    shown = [name for name in (rows[0] if rows else {}) if name not in HIDDEN]
    head = ["#", *shown, word("page.evidence", language)]
    data = table(head, [_data_row(n, row, shown, known, language) for n, row in enumerate(rows, 1)])
    main = element(
        "main",
        element("figure", drawn, element("figcaption", caption)),
        element("h2", word("page.rows", language)),
        element("p", word("page.in_csv", language, file=entry["data"])),
        data,
        id="text",
        class_="wide",
    )
    return page(entry["figure"], language, [main], links)


def _picture(image: Path, caption: str) -> Markup:
    content = base64.b64encode(image.read_bytes()).decode("ascii")
    return element("img", src=f"data:image/png;base64,{content}", alt=caption)


def _data_row(
    number: int, row: Mapping[str, str], shown: Sequence[str], known: Collection[str], language: str
) -> Markup:
    places = [_place(span, known) for span in evidence.of_row(row)]
    more = evidence.left_out(row.get(evidence.COLUMN) or "")
    told = [word("page.more", language, n=more)] if more else []
    evident = element("td", joined([*places, *told], " "), class_="spans")
    cells = (cell(_short(row[name])) for name in shown)
    return element("tr", element("td", str(number), class_="n"), *cells, evident)


def _place(span: evidence.Span, known: Collection[str]) -> str:
    """A link to a place; its name alone where the report is of another corpus, as those of the made-up county are."""
    told = f"{span.doc_id}:{span.start}–{span.end}"
    if span.doc_id not in known:
        return told
    return element("a", told, href="../" + report_address(span.doc_id, span.start))


def _short(text: str) -> str:
    """A cell of data for reading: floats to four figures after the point, long texts cut."""
    try:
        number = float(text)
    except ValueError:
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return f"{number:.4f}".rstrip("0").rstrip(".") if "." in text else text
