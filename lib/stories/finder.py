"""Finds a figure that is described in words (阳谷县 2020 财政收入): the rows of quantities that fit best, with the reasons."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from lib import tables
from lib.rules import Rules, compiled, divisions, in_force, word

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])年?")
APART = re.compile(r"[\s,，、。；;:：?？!！/“”\"'（）()·的]+")
PLACES = ("town", "county", "city", "province", "label_zh", "label_en", "doc_id")
BASE = re.compile("前）$")  # the level before a change (提高前) is seldom what is asked for
CLAUSE = 36  # characters before a number in which its words are looked for too
MOST = 20  # rows returned
SHOWN = 8  # reports named where a place is not there
# How much each agreement counts; words of the name weigh more than all circumstances together.
WEIGHTS = {"name": 6.0, "year": 2.0, "status": 1.0, "kind": 1.0, "scope": 0.3, "known": 0.2}


class Asked(NamedTuple):
    """What a description asks for: words of the indicator, years, the reports of the places named, kind and status."""

    words: str
    years: tuple[int, ...]
    doc_ids: frozenset[str] | None  # None: no place was named
    kind: str
    status: str


def found(description: str, language: str = "zh", most: int = MOST) -> pd.DataFrame:
    """Return the quantities that a description fits best, the best first, with their score.

    description: place, year and indicator in any order, each optional, in Chinese or English (阳谷县 2020 财政收入). most:
    rows at most. The columns are those of quantities, the report's label in front and the score behind. No row whose name has nothing in
    common with the description is returned. Raises ValueError, in words, where a place is named of which there is no report.
    """
    reports, quantities = tables.load("reports"), tables.load("quantities")
    wanted = asked(in_force(), description, reports)
    if unknown := unknown_place(in_force(), wanted.words):
        known = "、".join(dict.fromkeys(reports[f"label_{language}"].head(SHOWN)))
        raise ValueError(word("find.no_place", language, place=unknown, known=known))
    rows = quantities if wanted.doc_ids is None else quantities[quantities["doc_id"].isin(wanted.doc_ids)]
    parts = _agreements(in_force(), rows, wanted, reports)
    score = sum(parts[part] * weight for part, weight in WEIGHTS.items())
    rows = rows.assign(score=score)[parts["name"] > 0]
    rows = rows.sort_values(["score", "doc_id", "start"], ascending=[False, True, True], kind="stable").head(
        most
    )
    labels = reports.set_index("doc_id")[f"label_{language}"]
    rows.insert(0, "report", rows["doc_id"].map(labels))
    return rows.reset_index(drop=True)


def unmatched(description: str, rows: pd.DataFrame) -> list[str]:
    """Return the words and years of a description that none of the rows found for it has. rows: of found()."""
    reports = tables.load("reports")
    wanted = asked(in_force(), description, reports)
    names = {name for definition in set(rows["definition"]) for name in _called(in_force(), definition)}
    there = _pieces(" ".join([*rows["indicator"], *rows["sentence"], *names]))
    own = reports[reports["doc_id"].isin(rows["doc_id"])][["review_year", "plan_year"]].astype("str")
    years = " ".join([*rows["period"], *own.to_numpy().ravel()])
    told = [str(year) for year in wanted.years if str(year) not in years]
    return told + [one for one in wanted.words.split() if not _pieces(one) & there]


def example(language: str = "zh") -> str:
    """Return a description that finds a figure of this corpus: place, year and the indicator that most reports state."""
    quantities = tables.load("quantities")
    reports = tables.load("reports").set_index("doc_id")
    known = quantities[(quantities["definition"] != "") & (quantities["kind"] == "level")]
    if not len(known):
        return "2020"
    stated = known.groupby("definition")["doc_id"].nunique()
    row = known[known["definition"] == stated.idxmax()].iloc[0]
    name = next(
        r[f"label_{language}"] for r in in_force().table("indicators") if r["definition"] == row["definition"]
    )
    label = reports.loc[row["doc_id"], f"label_{language}"]
    return f"{label} {re.split('[（(]', name)[0]}".strip()


def asked(rules: Rules, description: str, reports: pd.DataFrame) -> Asked:
    """Return what a description asks for. reports: the table, for the names of places."""
    years = tuple(dict.fromkeys(map(int, YEAR.findall(description))))
    rest = YEAR.sub(" ", description)
    doc_ids, rest = _places(rest, reports)
    circumstances = {"kind": "", "status": ""}
    for told, asks, value in _words(rules):
        if told in rest:
            rest = rest.replace(told, " ")
            if asks in circumstances:
                circumstances[asks] = circumstances[asks] or value
    return Asked(APART.sub(" ", rest).strip(), years, doc_ids, **circumstances)


@compiled
def _words(rules: Rules) -> list[tuple[str, str, str]]:
    """The words of asked_words.csv, the longest first."""
    rows = [
        (told, row["asks"], row["value"])
        for row in rules.table("asked_words")
        for told in row["words"].split("|")
    ]
    return sorted(rows, key=lambda row: (-len(row[0]), row[0]))


# --- places ---------------------------------------------------------------------------------------------------------


def _places(text: str, reports: pd.DataFrame) -> tuple[frozenset[str] | None, str]:
    """The reports of the place that is named most closely, and the text without its names; None where none is named.

    A report fits the better the more of its own names are said: 山东省阳谷县李台镇 is 李台镇 of that county alone.
    """
    said: dict[str, int] = {}
    names: set[str] = set()
    for row in reports[[*PLACES]].itertuples(index=False):
        own = {name for value in row[1:] for name in _spellings(value) if name in text.lower()}
        own |= {name for name in _spellings(row[0]) if name in text.lower()}
        if own:
            said[row.doc_id] = len(_covered(text.lower(), own))
            names |= own
    if not said:
        return None, text
    most = max(said.values())
    kept = text
    for name in sorted(names, key=lambda name: (-len(name), name)):
        kept = re.sub(re.escape(name), " ", kept, flags=re.IGNORECASE)
    return frozenset(doc_id for doc_id, n in said.items() if n == most), kept


def unknown_place(rules: Rules, words: str) -> str:
    """Return the first of some words that can be nothing but a township's or county's name (刘湾镇), else "".

    words: of a description, parted by blanks, from which the names of the corpus's places have been taken out.
    """
    no_places = _no_places(rules)
    for one in words.split():
        for suffix in divisions.name_ends(rules):
            stem = one.removesuffix(suffix)
            if one.endswith(suffix) and re.fullmatch(r"[\u3400-\u9fff]{2,4}", stem):
                return "" if any(part in one for part in no_places) else one
    return ""


@compiled
def _no_places(rules: Rules) -> tuple[str, ...]:
    """The words of not_places.csv with which no name of a place is made."""
    rows = (row for row in rules.table("not_places") if row["where"] != "end")
    return tuple(name for row in rows for name in row["words"].split("|") if len(name) > 1)


def _covered(text: str, names: Iterable[str]) -> set[int]:
    """The characters of a text that stand in one of the names."""
    return {
        at for name in names for match in re.finditer(re.escape(name), text) for at in range(*match.span())
    }


def _spellings(name: str) -> list[str]:
    """A place's name as people write it: whole, and without 省, 市, 县, 镇 where two characters are left."""
    found = []
    for part in re.split(r"[\s_/-]+", str(name).lower()):
        plain = YEAR.sub("", part)
        if len(plain) < 2 or plain.isdigit():
            continue
        found.append(plain)
        ends = (end for end in divisions.name_ends(in_force()) if plain.endswith(end))
        if short := next((plain.removesuffix(end) for end in ends if len(plain) > len(end) + 1), ""):
            found.append(short)
    return found


# --- what agrees ----------------------------------------------------------------------------------------------------


def _agreements(rules: Rules, rows: pd.DataFrame, wanted: Asked, reports: pd.DataFrame) -> pd.DataFrame:
    """How far each row agrees with what is asked, part by part, from 0 to 1."""
    own = reports.set_index("doc_id")[["review_year", "plan_year"]].astype("Int64").astype(str)
    years = {doc_id: tuple(told) for doc_id, *told in own.itertuples()}
    parts = {
        "name": _names(rules, rows, wanted.words),
        "year": [
            _year(period, years[doc_id], wanted.years)
            for doc_id, period in zip(rows["doc_id"], rows["period"])
        ],
        "status": _is(rows["status"], wanted.status or "actual", 1.0 if wanted.status else 0.3),
        "kind": _is(rows["kind"], wanted.kind or "level", 1.0 if wanted.kind else 0.5),
        "scope": _is(rows["scope"], "town", 1.0),
        "known": [1.0 if definition else 0.0 for definition in rows["definition"]],
    }
    return pd.DataFrame(parts, index=rows.index, dtype=float)


def _is(column: pd.Series, value: str, weight: float) -> list[float]:
    return [weight if cell == value else 0.0 for cell in column]


def _year(period: str, own: tuple[str, str], asked_years: tuple[int, ...]) -> float:
    """1 where the figure is for the year asked for, less where only the report is of that year.

    own: the years that the report reviews and plans; without a year in the question, the first is meant.
    """
    exact = {str(year) for year in asked_years} or {own[0]}
    told = set(re.findall("[0-9]{4}", period))
    if told & exact:
        return 1.0 if len(told) == 1 else 0.8
    return 0.4 if exact & set(own) else 0.0


def _names(rules: Rules, rows: pd.DataFrame, words: str) -> list[float]:
    """How far each quantity's name, and the clause in which it stands, agree with the words asked for: 0 to 1."""
    if not words:
        return [1.0] * len(rows)
    sought = _pieces(words)
    of_name: dict[tuple[str, str], float] = {}
    scores = []
    for row in rows.itertuples(index=False):
        key = row.indicator, row.definition
        if key not in of_name:
            told = _bare(rules, row.indicator)
            of_name[key] = max(_alike(sought, name) for name in (told, *_called(rules, row.definition)))
        before = row.sentence[max(0, row.sentence_at - CLAUSE) : row.sentence_at]
        after = row.sentence[row.sentence_stop : row.sentence_stop + 8]
        clause = len(sought & _pieces(before + after)) / len(sought)
        base = 0.8 if BASE.search(row.indicator) else 1.0
        scores.append(base * (0.75 * of_name[key] + 0.25 * clause))
    return scores


def _bare(rules: Rules, name: str) -> str:
    """A name without the words that say nothing of what is measured: 高新区实现生产总值 is 高新区生产总值."""
    for told, asks, _ in _words(rules):
        if asks == "nothing" and len(told) > 1:
            name = name.replace(told, "")
    return name


def _alike(sought: set[str], name: str) -> float:
    """Dice's coefficient of the pieces of two names."""
    own = _pieces(name)
    return 2 * len(sought & own) / (len(sought) + len(own)) if own else 0.0


def _pieces(text: str) -> set[str]:
    """Pairs of Chinese characters, whole words of Latin letters."""
    parts = re.findall(r"[\u3400-\u9fff]+|[a-z0-9]+", text.lower())
    pairs = {part[at : at + 2] for part in parts for at in range(max(1, len(part) - 1)) if part[0] > "z"}
    return pairs | {part for part in parts if part[0] <= "z"}


def _called(rules: Rules, definition: str) -> tuple[str, ...]:
    return _callings(rules).get(definition, ())


@compiled
def _callings(rules: Rules) -> dict[str, tuple[str, ...]]:
    """What each definition is called: its labels and wordings."""
    return {
        row["definition"]: (row["label_zh"], row["label_en"], *row["wordings"].split("|"))
        for row in rules.table("indicators")
    }
