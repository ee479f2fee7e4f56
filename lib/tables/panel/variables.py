"""The variables of the wide panel: short names that Stata takes, the same in every corpus, with labels in both languages."""

import re
from typing import NamedTuple

import pandas as pd

from lib.rules import Rules, compiled, label_or, series

STEM = 23  # characters, so that prefix and the longest ending (t_…_g_note) stay within Stata's 32
UNIT = re.compile("（[^（）]*）$| [(][^()]*[)]$")  # the unit behind a variable's label
GLOSS = re.compile(r" \(.*\)$")  # items (个), mu (1/15 ha): what stands behind an English unit
SHORTEST = 3  # letters to which a word of a name is cut
PREFIX = {"result": "", "target": "t_", "implied": "i_"}
ENDING = {"level": "", "growth": "_g", "share": "_s", "change": "_c"}
ERROR, NOTE = "_e", "_note"
STATA_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]{0,31}")
MAIN = ["measure", "nature", "unit"]


class Variable(NamedTuple):
    """One variable of the wide panel: which facts it holds. measure, nature, unit: the commonest, of which it is."""

    name: str
    canonical: str
    definition: str
    kind: str
    aim: str
    measure: str
    nature: str
    unit: str


def variables(rules: Rules, facts: pd.DataFrame) -> list[Variable]:
    """Return the variables of a corpus: one per definition, kind and aim, in the order of indicators.csv.

    Of several measures, natures and units of one definition and kind the one that most places and years have is the
    variable's, of equals the first by code point; the others count as another definition. Growth is against the year
    before, whatever most places state.

    facts: the long panel.
    """
    columns = ["canonical", "definition", "kind", "aim", "missing", *MAIN]
    usable = facts.loc[_of_a_variable(facts), columns]
    order = {name: number for number, name in enumerate(stems(rules))}
    found = []
    for (definition, kind, aim), own in usable.groupby(["definition", "kind", "aim"], sort=True):
        sound = own[own["missing"] == ""]
        if sound.empty:  # nothing but figures in doubt: they stay in the long panel
            continue
        counts = sound.groupby(MAIN, sort=True).size()
        measure, nature, unit = counts.index[int(counts.to_numpy().argmax())]
        name = f"{PREFIX[aim]}{stems(rules)[definition]}{ENDING[kind]}"
        canonical = own["canonical"].iloc[0]
        found.append(Variable(name, canonical, definition, kind, aim, measure, nature, unit))
    kinds, aims = list(ENDING), list(PREFIX)
    return sorted(found, key=lambda one: (aims.index(one.aim), order[one.definition], kinds.index(one.kind)))


def over_years(facts: pd.DataFrame) -> pd.Series:
    """Return which facts are no year's own: of several years, or growth by year over several (年均) or since another year."""
    since = (facts["kind"] == "growth") & facts["measure"].str.fullmatch("mean|[0-9]{4}")
    return facts["several_years"] | since


def _of_a_variable(facts: pd.DataFrame) -> pd.Series:
    """Which facts can make a variable: a year's own, growth against the year before, no gap to another place (高于全市)."""
    changed = facts["kind"].isin(["growth", "change"])
    return ~over_years(facts) & ~(changed & facts["measure"].isin(["gap", "chain"]))


@compiled
def stems(rules: Rules) -> dict[str, str]:
    """Return the short name of each definition of indicators.csv, by definition; a corpus's own definitions come last.

    A name of more than STEM characters has its longest words cut, to no fewer than SHORTEST letters; one that is a
    column of the panel already (villages, which reports.csv gives) is called villages_stated.
    """
    reserved = {row["column"] for row in rules.table("panel_columns")}
    taken: dict[str, str] = {}
    for row in rules.table("indicators"):
        short = shortened(row["definition"], STEM)
        short = shortened(f"{short}_stated", STEM) if short in reserved else short
        taken[row["definition"]] = unused(short, taken.values(), STEM)
    return taken


def shortened(name: str, most: int) -> str:
    """Return a name in ASCII letters, digits and _ of at most `most` characters, words cut from the longest on.

    name: Chinese is spelt in pinyin.
    """
    spelt = name if name.isascii() else _in_pinyin(name)
    words = [word for word in re.split("[^A-Za-z0-9]+", spelt) if word] or ["v"]
    for least in (4, SHORTEST, 1):
        while len("_".join(words)) > most and max(map(len, words)) > least:
            at = max(range(len(words)), key=lambda place: (len(words[place]), -place))
            words[at] = words[at][:least]
    text = "_".join(words)[:most]
    return text if not text[0].isdigit() else f"v{text}"[:most]


def _in_pinyin(name: str) -> str:
    import pypinyin  # slow to import, and wanted for Chinese names of columns alone

    return "_".join(pypinyin.lazy_pinyin(name))


def unused(name: str, taken, most: int) -> str:
    """Return the name, with a number behind it where another one has it already."""
    number, new = 1, name
    while new in taken:
        number += 1
        new = f"{name[: most - len(str(number))]}{number}"
    return new


def labels(rules: Rules, one: Variable) -> dict[str, str]:
    """Return what a variable is called in "zh" and "en": indicator, kind, aim, of what, unit."""
    row = next(row for row in rules.table("indicators") if row["definition"] == one.definition)
    told = {}
    for language in ("zh", "en"):
        words = [row[f"label_{language}"]]
        words += [label_or(f"kind.{one.kind}", language, one.kind)] * (one.kind != "level")
        words += [label_or(f"panel.{one.aim}", language, one.aim)] * (one.aim != "result")
        words += [label_or(f"share_of.{one.measure}", language, one.measure)] * (
            one.measure not in ("", row["label_zh"])
        )
        called = GLOSS.sub("", label_or(f"unit.{one.unit}", language, one.unit))
        unit = f"（{called}）" if language == "zh" else f" ({called})"
        told[language] = series(words, language, "phrase") + unit * bool(one.unit)
    return told


def without_unit(text: str, unit: str) -> str:
    """Return a variable's label without the unit behind it. unit: the variable's, "" where it has none."""
    return UNIT.sub("", text) if unit else text
