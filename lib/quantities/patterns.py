"""Turns the tables of units, set phrases and cue words into the patterns that lib/quantities.py reads with."""

import re
from typing import NamedTuple

from lib.rules import Rules, compiled, numerals

CHINESE = "零〇一二两三四五六七八九十百千万亿"
SPACE = "[ \\t\\xa0\\u3000]{0,3}"
DIGIT = "[0-9０-９]"
NUMBER = (
    f"(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}}(?!{DIGIT}))++(?:[.．]{DIGIT}++)?|{DIGIT}++(?:[.．]{DIGIT}++)?)"
)
# 千 and 百 begin units of their own: 千瓦, 千米, 千克, 百分点.
MAGNITUDE = "(?:" + "|".join(numerals.MAGNITUDES[:-2]) + "|千(?![瓦米克伏卡帕赫字升])|百(?!分))"
TO = "(?:[-－−—–~～―至到]|——|--)"
HEDGE = "[余多来]"
AFTER_CHINESE = ("yes", "one", "list", "hedged", "no")
YEAR = "(?:19|20|１９|２０)[0-9０-９]{2}"


class Unit(NamedTuple):
    """One row of units.csv: how it is written in the tables, and where its spelling means something else."""

    name: str
    family: str
    chinese: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]


class Patterns(NamedTuple):
    """Everything the tables say, compiled."""

    start: re.Pattern[str]
    token: re.Pattern[str]
    single: re.Pattern[str]
    units: dict[str, Unit]
    phrases: dict[str, list[tuple[str, int, str]]]
    heads: tuple[str, ...]
    threshold: re.Pattern[str]
    bound_before: dict[str, list[tuple[str, str, str]]]
    bound_after: dict[str, str]
    clause: re.Pattern[str]
    effects: dict[str, str]
    not_after: dict[str, str]
    verbs: dict[str, tuple[str, str]]


def patterns(rules: Rules) -> Patterns:
    """Return the compiled tables of the corpus in force (its own rows added to the shipped ones)."""
    return _compile(rules)


@compiled
def _compile(rules: Rules) -> Patterns:
    units = read_units(rules.table("units"))
    phrases = rules.table("set_phrases")
    cues = rules.table("quantity_cues")
    after = {row["cue"]: row["effect"] for row in cues if row["place"] == "after"}
    clause = {row["cue"]: row["effect"] for row in cues if row["place"] == "clause"}
    before = [(row["cue"], row["effect"], row["not_after"]) for row in cues if row["place"] == "before"]
    unit = _any_of(units)
    hedge_after = f"(?:[(（]含[)）]|及|和)?(?:{_any_of(after)})"
    return Patterns(
        start=re.compile(f'[0-9０-９{CHINESE}“"‘《(（\\[〔xX×＊*○□◯●?？]'),
        token=re.compile(_token(unit, hedge_after)),
        single=re.compile(_arabic(unit, hedge_after, with_range=False)),
        units=units,
        phrases=_phrases_by_numeral(phrases),
        heads=tuple(row["phrase"] for row in phrases if row["class"] == "head"),
        threshold=re.compile(f"的?(?:{_any_of(r['phrase'] for r in phrases if r['class'] == 'threshold')})"),
        bound_before=_by_last_character(before),
        bound_after=after,
        clause=re.compile(_any_of(clause)),
        effects=clause,
        not_after={row["cue"]: row["not_after"] for row in cues if row["place"] == "clause"},
        verbs={row["cue"]: (row["effect"], row["not_after"]) for row in cues if row["place"] == "verb"},
    )


def read_units(rows: list[dict[str, str]]) -> dict[str, Unit]:
    """Return every spelling of every unit with its row; empty cells mean family other and chinese no.

    rows: the rows of units.csv. Raises ValueError for a spelling that two rows claim and for a word in the column
    `chinese` that the table does not explain.
    """
    units: dict[str, Unit] = {}
    for row in rows:
        chinese = row.get("chinese") or "no"
        if chinese not in AFTER_CHINESE:
            raise ValueError(
                f"units.csv, unit {row['unit']}: chinese is {chinese!r}; write one of {', '.join(AFTER_CHINESE)}"
            )
        unit = Unit(
            row["unit"],
            row.get("family") or "other",
            chinese,
            _cell(row, "not_before"),
            _cell(row, "not_after"),
        )
        for spelling in (unit.name, *_cell(row, "aliases")):
            if spelling in units:
                raise ValueError(
                    f"units.csv: {spelling} stands in the rows of {units[spelling].name} and {unit.name}; keep one"
                )
            units[spelling] = unit
    return units


def _cell(row: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(part for part in row.get(column, "").split("|") if part)


def _any_of(words) -> str:
    """Return a pattern for the longest of some words, branched by first character so that a miss costs one look."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(word[1:])
    branches = []
    for first, rests in by_first.items():
        tail = "|".join(re.escape(rest) for rest in rests)
        branches.append(re.escape(first) + (f"(?:{tail})" if len(rests) > 1 else tail))
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


def _by_last_character(cues: list[tuple[str, str, str]]) -> dict[str, list[tuple[str, str, str]]]:
    """Return the cues by the character they end with, the longest first, so that most numerals cost one look."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for cue in sorted(cues, key=lambda c: -len(c[0])):
        found.setdefault(cue[0][-1], []).append(cue)
    return found


def _phrases_by_numeral(rows: list[dict[str, str]]) -> dict[str, list[tuple[str, int, str]]]:
    """Return the set phrases and names by each numeral in them: phrase, the numeral's place in it, class."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in rows:
        if row["class"] in ("set_phrase", "name"):
            for numeral in re.finditer(f"[{CHINESE}]+|[0-9.]+", row["phrase"]):
                place = (row["phrase"], numeral.start(), row["class"])
                found.setdefault(numeral[0][0], []).append(place)
    return found


def _token(unit: str, after: str) -> str:
    """Return the pattern of everything that may stand at a numeral, the first that fits naming it."""
    month = f"{DIGIT}{{1,2}}(?:{SPACE}(?:{TO}|、){SPACE}{DIGIT}{{1,2}})?{SPACE}月"
    day = f"{DIGIT}{{1,2}}(?:(?:{TO}|、){DIGIT}{{1,2}})?[日号]"
    date = "|".join(
        (
            f"{YEAR}{SPACE}年{SPACE}{month}(?:{SPACE}{day})?",
            f"{YEAR}[-./]{DIGIT}{{1,2}}(?:[-./]{DIGIT}{{1,2}})?(?!{DIGIT})(?!{SPACE}(?:{unit}|[万亿余多]))",
            f"{YEAR}{DIGIT}{{1,2}}月",
            f"{month}(?:{SPACE}{day})?",
            f"{DIGIT}{{1,2}}日(?![均元])",
            f"{DIGIT}{{1,2}}[:：]{DIGIT}{{2}}(?![0-9:：∶.．%])",
            f"{DIGIT}{{1,2}}[时点](?:{DIGIT}{{1,2}}分|[整半许钟]|(?=[至到前后起开，。、]))",
        )
    )
    year = (
        f"{YEAR}(?:{SPACE}(?:{TO}|、|/){SPACE}(?:{YEAR}|{DIGIT}{{2}})){{0,6}}{SPACE}(?:学|财政)?年"
        f"|{YEAR}(?:{TO})(?:{YEAR}|[0-9]{{2}})(?!{DIGIT})(?!{SPACE}(?:{unit}|[万亿]))|[06789][0-9]年"
    )
    mask = "(?:[xX＊*○□◯●]{1,8}|×{2,8}|[?？]{2,8})"
    masked = (
        f"(?<![A-Za-z]){mask}{SPACE}[.．]?{DIGIT}[0-9０-９.,]{{0,20}}[万亿%％]{{0,2}}"
        f"|{DIGIT}[0-9０-９.,]{{0,20}}{mask}(?![A-Za-z])[0-9０-９.]{{0,9}}[万亿%％]{{0,2}}"
    )
    chinese = (
        f"(?<![{CHINESE}第几数])(?:(?P<cn_low>[{CHINESE}]++)[至到])?(?P<cn>[{CHINESE}]++)(?P<cn_hedge>[余多来])?(?P<cn_magnitude>[万亿]{{1,2}})?(?P<cn_hedge2>[余多])?"
        f"(?P<cn_unit>{unit}(?:[/／]{unit})*)(?P<cn_after>{after})?"
    )
    return "|".join(
        (
            r"(?P<quoted>“[^“”\n，。；]{1,20}”|‘[^‘’\n，。；]{1,20}’|\"[^\"\n，。；]{1,20}\")",
            r"(?P<title>《[^《》\n]{1,60}》)",
            f"(?P<masked>{masked})",
            f"(?P<date>{date})",
            f"(?P<year>{year})",
            rf"(?P<list>(?<![^\n。；：:！;]){DIGIT}{{1,2}}(?:[.．](?!{DIGIT}(?!{DIGIT}{{3}}年))|[、)）])|[(（\[〔]{DIGIT}{{1,3}}[)）\]〕])",
            f"(?P<sum>{DIGIT}+(?:[+＋](?:{DIGIT}+|[NnXx]))+)",
            f"(?P<ratio>{NUMBER}(?:[:：∶︰﹕]{NUMBER})+)",
            f"(?P<arabic>{_arabic(unit, after, with_range=True)})",
            f"(?P<fraction>(?P<of>[百千])分之(?P<parts>[{CHINESE}]+(?:点[{CHINESE}]+)?|{NUMBER})(?P<fraction_after>{after})?)",
            f"(?P<chinese>{chinese})",
        )
    )


def _arabic(unit: str, after: str, with_range: bool) -> str:
    lower = f"(?:(?P<low>{NUMBER}){SPACE}(?P<low_magnitude>{MAGNITUDE})?{SPACE}(?P<low_unit>{unit})?{SPACE}{TO}{SPACE}(?={DIGIT}))?"
    return (
        (lower if with_range else "")
        + f"(?P<number>{NUMBER}){SPACE}(?P<hedge>{HEDGE})?{SPACE}(?P<magnitude>{MAGNITUDE})?(?P<hedge2>{HEDGE})?"
        + f"(?:{SPACE}(?P<unit>{unit}(?:[/／](?:{unit}|[日月年天时]))*))?(?:{SPACE}(?P<after>{after}))?"
    )
