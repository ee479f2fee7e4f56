"""The page of one report: its text with every quantity marked, the list of them at the side, and filters for both."""

from collections.abc import Collection, Mapping

import pandas as pd

from lib.rules import definition_name, document_type_name, label_or, word, word_or
from lib.runner.pages.frame import Link, Markup, counter, element, joined, page, report_address
from lib.runner.pages.marked import marked_text

FACTS = ("place", "year", "plan_year", "type", "delivered", "file", "characters", "source")


def reading_page(
    report: pd.Series,
    raw: str,
    rows: Mapping[str, pd.DataFrame],
    anchors: Collection[int],
    links: list[Link],
    language: str,
) -> str:
    """Return the page of one report.

    report: its row of the reports table. raw: its raw text. rows: its rows of sentences, quantities, cleaning, sections and
    remarks. anchors: raw offsets that links of other pages lead to. links: the navigation.
    """
    quantities = rows["quantities"].sort_values(["start", "end"], kind="stable")
    places = {*anchors, *rows["sections"]["start"], *rows["remarks"]["start"].dropna().astype(int), 0}
    text = marked_text(
        raw, rows["sentences"], quantities, rows["cleaning"], set(rows["sections"]["start"]), places
    )
    aside = element("aside", *_side(quantities, language), aria_label=word("page.list", language))
    main = element(
        "main",
        element("h2", word("page.text", language)),
        _remarks(rows["remarks"], language),
        element("div", text, class_="text", lang="zh-CN"),
        id="text",
    )
    content = [_switch(language), element("div", aside, main, class_="reading")]
    facts = element("dl", *_facts(report, language), class_="facts")
    return page(report[f"label_{language}"], language, content, links, facts=facts)


def _switch(language: str) -> Markup:
    """The switch between clean text and edits, and the key of the marks; it stands before the text for the style to see."""
    box = Markup('<input type="checkbox" id="edits">')
    label = element("label", word("page.edits", language), for_="edits")
    note = element("p", word("page.offset_note", language))
    return joined([box, " ", label, _key(language), note])


def _key(language: str) -> Markup:
    marks = [
        element("span", element("a", word(f"status.{status}", language), class_=f"q {status} town"))
        for status in ("actual", "target", "expected")
    ]
    marks.append(element("span", element("a", word("scope.part", language), class_="q actual part")))
    told = [element("span", word(f"page.{name}", language)) for name in ("legend_indicator", "legend_edit")]
    return element("p", word("page.legend", language), ": ", *marks, *told, class_="key text")


def _facts(report: pd.Series, language: str) -> list[Markup]:
    """What is known of the report; what is not known is left out."""
    told = {
        "place": "".join(report[name] for name in ("province", "city", "county", "town")),
        "year": _whole(report["review_year"]),
        "plan_year": _whole(report["plan_year"]),
        "type": document_type_name(report["document_type"], language),
        "delivered": report["delivered_on"],
        "file": report["file"],
        "characters": f"{report['clean_characters']:,}",
        "source": report["source_url"],
    }
    return [
        element("div", element("dt", word(f"page.{name}", language)), element("dd", told[name]))
        for name in FACTS
        if told[name]
    ]


def _remarks(remarks: pd.DataFrame, language: str) -> Markup:
    if not len(remarks):
        return Markup("")
    entries = [_remark(row, language) for row in remarks.itertuples(index=False)]
    head = element("summary", f"{word('page.remarks', language)} ({len(entries)})")
    return element("details", head, element("ul", *entries))


def _remark(row, language: str) -> Markup:
    told = word(
        "page.remark",
        language,
        kind=word_or(f"remark.{row.kind}", language, row.kind),
        text=row.text_en if language == "en" else row.text_zh,
    )
    if pd.isna(row.start):
        return element("li", told)
    where = element("a", word("page.at", language, start=int(row.start)), href=f"#{int(row.start)}")
    return element("li", told, " ", where)


# --- the list and its filters ---------------------------------------------------------------------------------------


def _side(quantities: pd.DataFrame, language: str) -> list[Markup]:
    title = element("h2", word("page.list", language))
    if not len(quantities):
        return [title, element("p", word("page.no_quantities", language))]
    count = counter("page.shown", len(quantities), language)
    entries = [_entry(row, language) for row in quantities.itertuples(index=False)]
    return [title, _filters(quantities, language), count, element("ol", *entries, class_="list")]


def _entry(row, language: str) -> Markup:
    """One quantity of the list: what stands in the text, what it measures, and under which circumstances."""
    surface = " ".join(row.surface.split())
    told = [
        definition_name(row.definition, language) or row.indicator,
        word_or(f"status.{row.status}", language, row.status),
        row.period,
        word_or(f"scope.{row.scope}", language, row.scope),
        word_or(f"kind.{row.kind}", language, row.kind),
    ]
    if not pd.isna(row.page):
        told.append(word("page.page", language, page=int(row.page)))
    return element(
        "li",
        element("a", surface, href=f"#{row.start}"),
        element("small", joined([part for part in told if part], " · ")),
        id=f"l-{row.start}",
        data_item=row.start,
        data_indicator=row.definition,
        data_status=row.status,
        data_scope=row.scope,
        data_role=row.role,
    )


def _filters(quantities: pd.DataFrame, language: str) -> Markup:
    """One choice for each column that the list can be narrowed by."""
    names = {
        "indicator": (quantities["definition"], lambda value: definition_name(value, language)),
        "status": (quantities["status"], lambda value: word_or(f"status.{value}", language, value)),
        "scope": (quantities["scope"], lambda value: word_or(f"scope.{value}", language, value)),
        "role": (quantities["role"], lambda value: label_or(f"role.{value}", language, value)),
    }
    parts = []
    for name, (column, told) in names.items():
        counts = column[column != ""].value_counts(sort=False).sort_index()
        choices = [("", word("page.all", language))]
        if name == "indicator":
            choices += [
                (mark, word(f"page.{key}", language))
                for mark, key in (("*", "with_indicator"), ("-", "without_indicator"))
            ]
        choices += [(value, f"{told(value)} ({n})") for value, n in counts.items()]
        options = [element("option", words, value=value) for value, words in choices]
        parts.append(element("label", word(f"page.{name}", language), for_=f"by-{name}"))
        parts.append(element("select", *options, name=name, id=f"by-{name}"))
    return element("form", *parts, class_="filters", aria_label=word("page.filters", language))


def _whole(number: object) -> str:
    return "" if pd.isna(number) else str(int(number))


def navigation(reports: pd.DataFrame, number: int, language: str) -> list[Link]:
    """Return the links to the reports before and behind the one of this number in the table."""
    found = []
    for key, other in (("previous", number - 1), ("next", number + 1)):
        if 0 <= other < len(reports):
            found.append(Link(report_address(reports["doc_id"].iloc[other]), word(f"page.{key}", language)))
    return found
