"""What the start page shows: what there is, how the corpus stands, how to bring one's own reports, what to try first."""

import os
from collections.abc import Iterable

import pandas as pd
from IPython.display import HTML, Image, Markdown, display
from matplotlib.figure import Figure

from lib import paths, tables
from lib.drawing import language as chosen_language
from lib.drawing import screen_png
from lib.rules import series, word, word_or
from lib.stories import finder, view
from lib.stories.sentences import plain

COMMAND = (
    "WORKBOOK_COMMAND"  # how run.py is started on this machine; the command lab tells it to the notebooks
)
NAMED = 5  # reports named in a sentence
USUAL = "python run.py"


def command(rest: str = "") -> str:
    """Return the line that starts run.py: on this machine where JupyterLab was opened by it, else in its usual form."""
    return f"{os.environ.get(COMMAND) or USUAL} {rest}".strip()


def welcome(language: str) -> Markdown:
    """Return what this workbook is, in a few words, and how its language is changed."""
    return Markdown("\n\n".join(word(f"start.{key}", language) for key in ("what", "how")))


def guide(language: str) -> Markdown:
    """Return which notebook answers what, each with a link; a user's own notebooks are there by name."""
    head = f"| {word('start.notebook', language)} | {word('start.answers', language)} |\n| --- | --- |"
    lines = [f"| [{name}]({name}.ipynb) | {answers} |" for name, answers in _answers(language)]
    return Markdown("\n".join([word("start.guide", language), "", head, *lines]))


def _answers(language: str) -> Iterable[tuple[str, str]]:
    shipped = {path.stem for path in paths.NOTEBOOK_SOURCES.glob("[0-9][0-9]_*.ipynb")}
    for name in sorted(shipped - {"00_start"}):
        yield name, word_or(f"guide.{name}", language, name)


def state(language: str) -> Markdown:
    """Return how the corpus stands: what came in, which reports lack a year or place, what was set aside, what is stale."""
    reports, aside = tables.load("reports"), tables.load("set_aside")
    told = [_came_in(reports, language)]
    told += _lacking(reports[reports["review_year"].isna()], "start.no_year", language)
    told += _lacking(reports[(reports["county"] == "") & (reports["city"] == "")], "start.no_place", language)
    n = int((~aside["kept"]).sum())
    told.append(word("start.aside", language, n=n) if n else word("start.none_aside", language))
    current = tables.is_current()
    again = f"`{command('tables' + own_out())}`"
    told.append(word("start.current", language) if current else word("start.stale", language, command=again))
    return Markdown("\n".join([word("start.state", language), "", *(f"- {line}" for line in told)]))


def _came_in(reports: pd.DataFrame, language: str) -> str:
    quantities = tables.load("quantities")
    years = reports["review_year"].dropna()
    return word(
        "start.reports",
        language,
        n=len(reports),
        places=reports["place_id"].nunique(),
        years=f"{years.min()}–{years.max()}" if len(years) else "–",
        quantities=len(quantities),
        known=int((quantities["definition"] != "").sum()),
    )


def _lacking(reports: pd.DataFrame, key: str, language: str) -> list[str]:
    """The sentence that names reports that lack something; none where none does."""
    if not len(reports):
        return []
    names = plain(series(reports[f"label_{language}"].head(NAMED), language))
    if len(reports) > NAMED:
        names = word("start.and_more", language, names=names)
    sheet = f"`{command('places --data REPORTS')}`"
    return [word(key, language, n=len(reports), names=names, command=sheet)]


def set_aside() -> HTML | None:
    """Return the files set aside, each with the reason and what to do, and apart from them mere notices; None without any."""
    told, language = tables.load("set_aside"), chosen_language()
    columns = ["file", "message_zh" if language == "zh" else "message"]
    aside, notices = (told.loc[told["kept"] == kept, columns] for kept in (False, True))
    parts = [view.show(aside).data] if len(aside) else []
    if len(notices):
        parts += [f"<p>{word('start.notices', language, n=len(notices))}</p>", view.show(notices).data]
    return HTML("".join(parts)) if parts else None


def own_reports(language: str) -> Markdown:
    """Return how to bring reports of one's own, with the lines to type; on the machine where JupyterLab runs, the exact ones."""
    there = [f'cd "{paths.ROOT}"'] if os.environ.get(COMMAND) else []
    lines = [*there, command("--data REPORTS --out RESULTS"), command("lab --out RESULTS")]
    typed = "\n".join(["```", *lines, "```"])
    return Markdown("\n\n".join([word("start.own", language), word("start.own_how", language), typed]))


def first_things(language: str) -> Markdown:
    """Return three things to try first, with links; the second takes a figure of this very corpus."""
    page = f"`{command('html' + own_out())}`"
    told = [
        word("start.first_1", language),
        word("start.first_2", language, example=plain(finder.example(language))),
        word("start.first_3", language, command=page),
    ]
    return Markdown(
        "\n".join([word("start.first", language), "", *(f"{n}. {line}" for n, line in enumerate(told, 1))])
    )


def picture(figure: Figure, language: str) -> Image:
    """Show what a chart shows, and return it as the page's picture, with the same words for those who do not see it.

    Nothing is saved.
    """
    told = word("start.picture", language)
    display(Markdown(f"**{told}**"))
    png, size = screen_png(figure)
    return Image(png, alt=told, **size)


def own_out() -> str:
    """Return the option that names the folder of results of a corpus of one's own; "" for the shipped one."""
    own = paths.out() and paths.data() != paths.SHIPPED_DATA
    return f' --out "{paths.out()}"' if own else ""
