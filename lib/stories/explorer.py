"""The explorer's tools in a notebook: fields and buttons over the functions of explore, finder and amending."""

import base64
import html
from collections.abc import Callable, Mapping
from functools import partial

import ipywidgets as widgets
import pandas as pd

from lib import tables, themes
from lib.drawing import DEFAULT_WIDTH, LANGUAGES, screen_png
from lib.rules import definition_name, in_force, indicator_name, label_or, series, word
from lib.stories import amending, explore, finder, start, view

SHOWN = 100  # rows of a table in the page
WIDE = {"style": {"description_width": "9em"}, "layout": widgets.Layout(width="42em")}
OF_SEARCH = ("report", "left", "match", "right", "role", "start")
CORRECTABLE = (
    *("value", "value_high", "unit", "bound", "kind", "nature", "indicator"),
    *("canonical", "definition", "scope", "status", "period"),
)
ROLES = ("preamble", "review", "problems", "plan", "government", "closing")


def search_tool(language: str) -> widgets.VBox:
    """Return the tool that searches a phrase in every report and shows each place with what stands around it."""
    controls = {
        "phrase": _text("phrase", language),
        "regex": widgets.Checkbox(description=word("tool.regex", language), **WIDE),
        "place": _text("place", language),
        "year": _choice("year", _years(), language, 0),
        "role": _choice(
            "role", [(label_or(f"role.{role}", language, role), role) for role in ROLES], language, ""
        ),
        "theme": _choice("theme", _themes(language), language, ""),
    }

    def found(**asked: object) -> str:
        """Return the places of a phrase as a table."""
        if not asked["phrase"]:
            return word("tool.type_words", language)
        rows = explore.search(**asked, language=language)
        return _table(rows[[*OF_SEARCH]], "sentences.csv", language)

    return _tool(controls, {"go": found}, language)


def find_tool(language: str) -> widgets.VBox:
    """Return the tool that finds a figure by its description, shows its evidence, and corrects a cell of it."""
    description = _text("description", language, finder.example(language))
    choices = widgets.Select(description=word("tool.result", language), rows=6, **WIDE)
    shown, button = widgets.HTML(), widgets.Button(description=word("tool.find_go", language))
    beside = widgets.HTML()

    def look(_: object = None) -> None:
        """Show the figures that the description finds."""
        beside.value = ""
        try:
            rows = finder.found(_typed(description.value, language), language)
        except ValueError as problem:
            choices.options, shown.value = [], _alert(problem, language)
            return
        choices.options = [(_line(row), (row.doc_id, row.start)) for row in rows.itertuples(index=False)]
        choices.value = choices.options[0][1] if len(rows) else None
        if not len(rows):
            shown.value = word("tool.none", language)
        if lost := finder.unmatched(description.value, rows):
            beside.value = html.escape(word("tool.unmatched", language, words=series(lost, language)))

    def tell(change: dict) -> None:
        """Show the evidence of the figure chosen."""
        shown.value = (
            _said(lambda: explore.evidence(*change["new"], language), language) if change["new"] else ""
        )

    choices.observe(tell, "value")
    button.on_click(look)
    description.observe(look, "value")
    title = widgets.HTML(f"<h3>{word('explore.correct', language).lstrip('# ')}</h3>")
    correcting = correction_tool(language, lambda: choices.value)
    return widgets.VBox([description, widgets.HBox([button, beside]), choices, shown, title, correcting])


def correction_tool(language: str, chosen: Callable[[], tuple[str, int] | None]) -> widgets.VBox:
    """Return the tool that writes a correction of one cell. chosen: gives doc_id and start of the quantity, or None."""
    controls = {
        "field": widgets.Dropdown(
            options=_fields(language), description=word("tool.field", language), **WIDE
        ),
        "corrected": _text("corrected", language),
        "reason": _text("reason_given", language),
    }

    def write(field: str, corrected: str, reason: str) -> str:
        """Write the correction of a cell and return what was written."""
        if not chosen():
            raise ValueError(word("tool.corrections_first", language))
        file = amending.write_correction(
            amending.correction("quantities", *chosen(), field, corrected, reason)
        )
        return _written("written", file, language)

    return _tool(controls, {"write": write}, language, at_enter=False)


def wording_tool(language: str) -> widgets.VBox:
    """Return the tool that tries a new wording of an indicator or term of a theme, and writes it once it is wanted."""
    known = [(f"{word('tool.indicator', language)}: {row[f'label_{language}']}", ("indicator", row["definition"]))
             for row in in_force().table("indicators")]  # fmt: skip
    known += [
        (f"{word('tool.theme', language)}: {name}", ("theme", theme)) for name, theme in _themes(language)
    ]
    controls = {
        "home": widgets.Dropdown(options=known, description=word("tool.kind", language), **WIDE),
        "wording": _text("word", language),
    }

    def tried(home: tuple[str, str], wording: str) -> str:
        """Return what a wording would change."""
        trial = amending.try_wording if home[0] == "indicator" else amending.try_term
        rows = trial(home[1], _typed(wording, language), language)
        if not len(rows):
            return word("tool.no_changes", language)
        return f"<p>{word('tool.changes', language, n=len(rows))}</p>" + _table(
            _with_names(rows, home[0], language), "", language
        )

    def written(home: tuple[str, str], wording: str) -> str:
        """Write the wording into the corpus's dictionary and return where it stands."""
        write = amending.write_wording if home[0] == "indicator" else amending.write_term
        return _written("wording_written", write(home[1], _typed(wording, language)), language)

    return _tool(controls, {"try": tried, "write_wording": written}, language, at_enter=False)


def figure_tool(language: str) -> widgets.VBox:
    """Return the tool that draws one indicator for chosen places and saves the figure for print."""
    reports = tables.load("reports")
    widths = [row["name"] for row in in_force().table("figure_widths")]
    places = widgets.SelectMultiple(
        options=list(zip(reports[f"label_{language}"], reports["doc_id"])),
        description=word("tool.places", language),
        **WIDE,
    )
    controls = {
        "indicator": widgets.Dropdown(
            options=explore.indicators(language), description=word("tool.indicator", language), **WIDE
        ),
        "doc_ids": places,
        "year": _choice("year", _years(), language, 0),
        "language": widgets.Dropdown(
            options=[(word(f"language.{name}", language), name) for name in LANGUAGES],
            value=language,
            description=word("tool.language", language),
            **WIDE,
        ),
        "width": widgets.Dropdown(
            options=widths, value=DEFAULT_WIDTH, description=word("tool.width", language), **WIDE
        ),
    }

    def saved(**asked: object) -> str:
        """Save the figure and return its files."""
        files = ", ".join(map(str, explore.save(**asked)))
        return html.escape(word("tool.saved", language, files=files))

    return _tool(controls, {"preview": _picture, "save": saved}, language, at_enter=False)


# --- what the tools are made of ---------------------------------------------------------------------------------------


def _tool(
    controls: Mapping[str, widgets.Widget],
    actions: Mapping[str, Callable[..., str]],
    language: str,
    at_enter: bool = True,
) -> widgets.VBox:
    """Fields, one button for each action, and below what the action returns; Enter in a field does the first one."""
    shown = widgets.HTML()

    def doing(action: Callable[..., str]) -> Callable[[object], None]:
        """Return what a button does: the action on the controls' values, its answer shown."""

        def do(_: object) -> None:
            """Do the action and show its answer, or what is wrong."""
            asked = {name: control.value for name, control in controls.items()}
            shown.value = _said(lambda: action(**asked), language)

        return do

    buttons = []
    for name, action in actions.items():
        buttons.append(widgets.Button(description=word(f"tool.{name}", language)))
        buttons[-1].on_click(doing(action))
    if at_enter:
        for control in controls.values():
            control.observe(doing(next(iter(actions.values()))), "value")
    return widgets.VBox([*controls.values(), widgets.HBox(buttons), shown])


def _said(action: Callable[[], str], language: str) -> str:
    """What an action returns, or what is wrong, in words."""
    try:
        return action()
    except (ValueError, KeyError) as problem:
        return _alert(problem, language)


def _typed(text: str, language: str) -> str:
    """What was typed; raises ValueError, in words, where nothing was."""
    if not text.strip():
        raise ValueError(word("tool.type_words", language))
    return text


def _alert(problem: Exception, language: str) -> str:
    told = problem.args[0] if problem.args else problem
    return f'<p role="alert">{html.escape(word("tool.error", language, problem=told))}</p>'


def _text(name: str, language: str, placeholder: str = "") -> widgets.Text:
    """A field whose value counts once Enter is pressed or the field is left."""
    return widgets.Text(
        description=word(f"tool.{name}", language), placeholder=placeholder, continuous_update=False, **WIDE
    )


def _choice(
    name: str, options: list[tuple[str, object]], language: str, none: object = None
) -> widgets.Dropdown:
    whole = [(word("tool.any", language), none), *options]
    return widgets.Dropdown(options=whole, value=none, description=word(f"tool.{name}", language), **WIDE)


def _fields(language: str) -> list[tuple[str, str]]:
    """The columns that can be corrected, in the reader's language before their own names."""
    told = [(label_or(f"column.{name}", language, ""), name) for name in CORRECTABLE]
    return [(f"{name_told} {name}".strip(), name) for name_told, name in told]


def _years() -> list[tuple[str, int]]:
    years = sorted(set(tables.load("reports")["review_year"].dropna().astype(int)))
    return [(str(year), year) for year in years]


def _themes(language: str) -> list[tuple[str, str]]:
    return [(themes.theme_name(in_force(), theme, language), theme) for theme in themes.themes(in_force())]


def _line(row) -> str:
    """A result as the list shows it: report, name, number as printed, period."""
    return f"{row.report} · {row.indicator} · {' '.join(row.surface.split())} · {row.period}"


def _table(rows: pd.DataFrame, table: str, language: str) -> str:
    """The first rows as a table, and how many there are."""
    if not len(rows):
        return word("tool.none", language)
    heads = {name: word(f"column.{name}", language) for name in rows if _is_known(name)}
    told = word("tool.found", language, n=len(rows))
    if len(rows) > SHOWN:
        told = word("tool.shown", language, n=len(rows), shown=SHOWN, table=table)
    if "role" in rows:
        rows = rows.assign(role=[label_or(f"role.{role}", language, role) for role in rows["role"]])
    return f"<p>{told}</p>{view.show(rows.head(SHOWN).rename(columns=heads)).data}"


def _with_names(rows: pd.DataFrame, kind: str, language: str) -> pd.DataFrame:
    """What a wording tried would change, with names for ids and heads in words."""
    names = dict(map(reversed, _themes(language)))
    call = partial(definition_name, language=language) if kind == "indicator" else names.get
    called = {name: rows[name].map(lambda id_: call(id_) if id_ else "") for name in ("before", "after")}
    return rows.assign(**called).rename(columns={name: word(f"tool.{name}", language) for name in called})


def _is_known(column: str) -> bool:
    return any(row["key"] == f"column.{column}" for row in in_force().table("interface"))


def _picture(**asked: object) -> str:
    png, size = screen_png(explore.draw(**asked))
    content = base64.b64encode(png).decode("ascii")
    name = html.escape(indicator_name(asked["indicator"], asked["language"]))
    return f'<img src="data:image/png;base64,{content}" alt="{name}" width="{size["width"]}">'


def _written(key: str, file: object, language: str) -> str:
    command = start.command("tables" + start.own_out())
    return html.escape(word(f"tool.{key}", language, file=file, command=command))
