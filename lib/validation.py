"""Scores the tables against hand-made annotations, and lists every row that is missed, spurious or wrong."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from lib import paths

TABLES = ("quantities", "sections", "cleaning")
ATTRIBUTES = ("value", "unit", "bound", "kind", "scope", "status", "period")
STRICT = ("value", "unit", "kind", "status")
SECTION_ATTRIBUTES = ("role", "level", "heading")
HEADING_SLACK = 4  # characters by which a heading's start may differ and still be the same heading
DEEPEST_LEVEL = 2  # the annotations list headings down to this level
QUOTES = str.maketrans("", "", "“”\"'‘’「」")
COUNTING_WORD = re.compile(r"(?:[户人个家件条处项村台次]?数量?|人次)$")
UNSEEN = {"Cc", "Cf", "Co"}  # Unicode categories: control, format and private-use characters

Row = dict[str, str]


class Miss(NamedTuple):
    """One difference from the annotations: `problem` is missed, spurious, wrong, bad_offsets, noise_kept or body_lost."""

    doc_id: str
    table: str
    start: int
    problem: str
    field: str
    text: str
    gold: str
    found: str


def score(
    tables: Path | dict[str, pd.DataFrame], gold: Path = paths.GOLD, raw: Path | None = None
) -> dict[str, float]:
    """Return every measure of the tables, pooled over all annotated reports; shares lie between 0 and 1.

    precision, recall, f1       quantities found; one annotated and one found row make a pair by the largest overlap
    span, value, unit, bound, kind, scope, status, period, name      share of pairs that agree; `name` is the
                                indicator, equal in wording but for quotes, white space and a final counting word
    strict_f1                   a pair counts only where value, unit, kind and status agree
    canonical_f1                over rows with a canonical id: a pair counts where id and value agree
    sections_f1                 headings of level 1 and 2, at most 4 characters away
    section_role, section_level, section_heading    share of the headings found that agree
    bad_offsets                 found quantities whose surface is not raw[start:end]; they make no pairs
    noise_removed, body_lost    share of the visible characters of noise, and of the report, that edits removed
    documents, gold             how many reports, and quantities in them, are annotated

    tables: folder of quantities.csv, sections.csv and cleaning.csv, or these tables by name. gold: folder with one
    folder per report, as data/gold/GUIDE.md says. raw: folder of <doc_id>.txt; without it, the annotation folder's
    raw.txt. Raises FileNotFoundError, in words, for a missing table or text.
    """
    n: Counter[str] = Counter()
    for counts, _ in _compared(tables, gold, raw):
        n.update(counts)
    result = {"documents": n["documents"], "gold": n["gold"]}
    result |= {
        "precision": _precision(n["pairs"], n["gold"], n["found"]),
        "recall": _recall(n["pairs"], n["gold"]),
    }
    result["f1"] = _f1(n["pairs"], n["gold"], n["found"])
    for attribute in ("span", *ATTRIBUTES, "name"):
        result[attribute] = n[attribute] / n["pairs"] if n["pairs"] else 0.0
    result["strict_f1"] = _f1(n["strict"], n["gold"], n["found"])
    result["canonical_f1"] = _f1(n["canonical"], n["canonical_gold"], n["canonical_found"])
    result["sections_f1"] = _f1(n["headings"], n["headings_gold"], n["headings_found"])
    for attribute in SECTION_ATTRIBUTES:
        result[f"section_{attribute}"] = n[attribute] / n["headings"] if n["headings"] else 0.0
    result["bad_offsets"] = n["bad_offsets"]
    result["noise_removed"] = n["noise_removed"] / n["noise"] if n["noise"] else 1.0
    result["body_lost"] = n["body_lost"] / n["body"] if n["body"] else 0.0
    return result


def misses(
    tables: Path | dict[str, pd.DataFrame], gold: Path = paths.GOLD, raw: Path | None = None
) -> pd.DataFrame:
    """Return one row per difference from the annotations: doc_id, table, start, problem, field, text, gold, found.

    `text` is the surface, the heading or the run of characters; `field` names the attribute that is wrong, with the
    annotated and the found value. Parameters and errors are those of `score`.
    """
    rows = [miss for _, found in _compared(tables, gold, raw) for miss in found]
    return pd.DataFrame(rows, columns=list(Miss._fields))


def _compared(tables, gold: Path, raw: Path | None) -> Iterator[tuple[Counter, list[Miss]]]:
    """Yield the counts and the differences of one annotated report after the other."""
    found = {name: _by_report(_table(tables, name)) for name in TABLES}
    for folder in sorted(path.parent for path in Path(gold).glob("*/quantities.csv")):
        doc_id = folder.name
        text = _raw_text(folder, raw)
        rows = {name: found[name].get(doc_id, []) for name in TABLES}
        n = Counter(documents=1)
        missed = [
            *_compare_quantities(n, _read(folder / "quantities.csv"), rows["quantities"], text),
            *_compare_sections(n, _read(folder / "sections.csv"), rows["sections"]),
            *_compare_noise(n, _read(folder / "noise.csv"), rows["cleaning"], text),
        ]
        yield n, [Miss(doc_id, *difference) for difference in missed]


def _compare_quantities(n: Counter, gold: list[Row], stated: list[Row], raw: str) -> Iterator[tuple]:
    found, bad = [], []
    for row in stated:
        (found if raw[slice(*_span(row))] == row["surface"] else bad).append(row)
    pairs = _pair(gold, found)
    n.update(gold=len(gold), found=len(found), pairs=len(pairs), bad_offsets=len(bad))
    n["canonical_gold"] += sum(bool(row["canonical"]) for row in gold)
    n["canonical_found"] += sum(bool(row.get("canonical", "").strip()) for row in found)
    for row in bad:
        yield _quantity(row, "bad_offsets")
    for index, row in enumerate(gold):
        if index not in pairs:
            yield _quantity(row, "missed")
    for index, row in enumerate(found):
        if index not in pairs.values():
            yield _quantity(row, "spurious")
    for index, other in sorted(pairs.items()):
        agrees = _agreement(gold[index], found[other])
        n.update(name for name, agreed in agrees.items() if agreed)
        for name in ("span", *ATTRIBUTES, "name"):
            if not agrees[name]:
                yield _quantity(
                    gold[index],
                    "wrong",
                    {"name": "indicator", "span": "surface"}.get(name, name),
                    found[other],
                )
        if gold[index]["canonical"] != found[other].get("canonical", "").strip():
            yield _quantity(gold[index], "wrong", "canonical", found[other])


def _pair(gold: list[Row], found: list[Row]) -> dict[int, int]:
    """Return one-to-one pairs {index in gold: index in found}, the largest overlaps first, then the nearest starts."""
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            (start, end), (start_found, end_found) = _span(one), _span(other)
            shared = min(end, end_found) - max(start, start_found)
            if shared > 0:
                candidates.append((-shared, abs(start - start_found), i, j))
    pairs: dict[int, int] = {}
    used = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _agreement(gold: Row, found: Row) -> dict[str, bool]:
    """Return what agrees in one pair of quantities."""
    agrees = {name: _same(gold, found, name) for name in ATTRIBUTES}
    agrees["span"] = _span(gold) == _span(found)
    agrees["name"] = same_indicator(gold.get("indicator", ""), found.get("indicator", ""))
    agrees["strict"] = all(agrees[name] for name in STRICT)
    agrees["canonical"] = bool(gold["canonical"]) and _same(gold, found, "canonical") and agrees["value"]
    return agrees


def _same(gold: Row, found: Row, attribute: str) -> bool:
    one, other = gold.get(attribute, "").strip(), found.get(attribute, "").strip()
    if attribute != "value":
        return one == other
    try:
        one, other = float(one), float(other)
    except ValueError:
        return False
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1.0)


def same_indicator(one: str, other: str) -> bool:
    """Return whether two wordings name the same indicator: 低保户数 and 低保户, 规上工业利润 and 规模以上工业利润.

    They do where, without quotes, white space and a final counting word, they are equal, or one holds the other and
    is at most twice as long, or the Dice coefficient of their sets of character pairs is at least 0.5.
    """
    one, other = _bare(one), _bare(other)
    if not one or not other:
        return one == other
    short, long = sorted((one, other), key=len)
    if short in long and len(long) <= 2 * len(short):
        return True
    pairs, others = _character_pairs(one), _character_pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) >= 0.5


def _bare(name: str) -> str:
    closed = _closed_up(name).translate(QUOTES)
    return COUNTING_WORD.sub("", closed) or closed


def _character_pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text)} or {text}


def _closed_up(text: str) -> str:
    """Return a text in half-width forms and without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _compare_sections(n: Counter, gold: list[Row], stated: list[Row]) -> Iterator[tuple]:
    left = [row for row in stated if int(float(row.get("level") or 1)) <= DEEPEST_LEVEL]
    n.update(headings_gold=len(gold), headings_found=len(left))
    for row in gold:
        start = _number(row, "start")
        near = min(left, key=lambda other: abs(_number(other, "start") - start), default=None)
        if near is None or abs(_number(near, "start") - start) > HEADING_SLACK:
            yield "sections", start, "missed", "", row["heading"], row["role"], ""
            continue
        left = [other for other in left if other is not near]
        n["headings"] += 1
        agrees = {
            "role": row["role"] == near.get("role"),
            "level": int(row["level"]) == int(float(near.get("level") or 0)),
            "heading": _closed_up(row["heading"]) == _closed_up(near.get("heading", "")),
        }
        for attribute, agreed in agrees.items():
            n[attribute] += agreed
            if not agreed:
                yield (
                    "sections",
                    start,
                    "wrong",
                    attribute,
                    row["heading"],
                    row[attribute],
                    near.get(attribute, ""),
                )
    for row in left:
        yield (
            "sections",
            _number(row, "start"),
            "spurious",
            "",
            row.get("heading", ""),
            "",
            row.get("role", ""),
        )


def _compare_noise(n: Counter, gold: list[Row], edits: list[Row], raw: str) -> Iterator[tuple]:
    """Compare, character by character, what the annotations call noise with what the edits took away."""
    noise = _visible_in(gold, raw)
    shortening = [
        row for row in edits if _visible(row.get("replacement", "")) < _visible(raw[slice(*_span(row))])
    ]
    removed = _visible_in(shortening, raw)
    n.update(noise=len(noise), noise_removed=len(noise & removed))
    n.update(body=_visible(raw) - len(noise), body_lost=len(removed - noise))
    for problem, places in (("noise_kept", noise - removed), ("body_lost", removed - noise)):
        for run in _runs(places):
            yield "cleaning", run.start, problem, "", raw[run.start : run.stop], "", ""


def _visible_in(rows: list[Row], raw: str) -> set[int]:
    return {place for row in rows for place in range(*_span(row)) if _visible(raw[place])}


def _visible(text: str) -> int:
    """Return how many characters of a text a reader sees."""
    return sum(not char.isspace() and unicodedata.category(char) not in UNSEEN for char in text)


def _runs(places: set[int]) -> Iterator[range]:
    """Yield the stretches of neighbouring numbers in a set."""
    for start in sorted(place for place in places if place - 1 not in places):
        end = start
        while end in places:
            end += 1
        yield range(start, end)


def _quantity(row: Row, problem: str, field: str = "", found: Row | None = None) -> tuple:
    gold, other = (row.get(field, ""), found.get(field, "")) if found else ("", "")
    return "quantities", _number(row, "start"), problem, field, row["surface"], gold, other


def _span(row: Row) -> tuple[int, int]:
    return _number(row, "start"), _number(row, "end")


def _number(row: Row, column: str) -> int:
    return int(float(row[column]))


def _precision(hits: int, gold: int, found: int) -> float:
    return hits / found if found else float(gold == 0)


def _recall(hits: int, gold: int) -> float:
    return hits / gold if gold else 1.0


def _f1(hits: int, gold: int, found: int) -> float:
    """Return the harmonic mean of precision and recall."""
    precision, recall = _precision(hits, gold, found), _recall(hits, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _table(tables: Path | dict[str, pd.DataFrame], name: str) -> list[Row]:
    """Return a table's rows as text, empty cells as ""."""
    if isinstance(tables, dict):
        frame = tables[name]
        texts = frame.astype(object).where(frame.notna(), "").map(str)
        return texts.to_dict("records")
    path = Path(tables) / f"{name}.csv"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; build the tables first: python run.py tables")
    return _read(path)


def _by_report(rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["doc_id"], []).append(row)
    return groups


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _raw_text(folder: Path, raw: Path | None) -> str:
    """Return a report's text with its newlines as found, since offsets count them."""
    choices = [Path(raw) / f"{folder.name}.txt"] if raw else []
    for path in (*choices, folder / "raw.txt"):
        if path.exists():
            return path.read_bytes().decode("utf-8")
    raise FileNotFoundError(
        f"there is no text for the annotations of {folder.name}; looked for {path} and <doc_id>.txt"
    )
