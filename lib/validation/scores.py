"""Scores the tables against reference annotations, and lists every row that is missed, spurious or wrong."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from lib import paths
from lib.validation.pairing import (
    ATTRIBUTES,
    PAIR_COLUMNS,
    Row,
    agreement,
    closed_up,
    in_place,
    number,
    pair,
    pair_rows,
    span,
)

TABLES = ("quantities", "sections", "cleaning")
SECTION_ATTRIBUTES = ("role", "level", "heading")
HEADING_SLACK = 4  # characters by which a heading's start may differ and still be the same heading
DEEPEST_LEVEL = 2  # the annotations list headings down to this level
UNSEEN = {"Cc", "Cf", "Co"}  # Unicode categories: control, format and private-use characters


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
    tables: Path | dict[str, pd.DataFrame],
    gold: Path = paths.GOLD,
    raw: Path | None = None,
    only: Collection[str] | None = None,
) -> dict[str, float]:
    """Return every measure of the tables, pooled over all annotated reports; shares lie between 0 and 1.

    precision, recall, f1       quantities found; one annotated and one found row make a pair by the largest overlap
    span, value, unit, bound, kind, scope, status, period, name      share of pairs that agree; `name` is the
                                indicator, alike in wording (pairing.same_indicator)
    name_exact                  share of pairs whose indicator is the same but for these, without likeness
    row                         share of annotated rows found with every attribute, the id and the name right
    strict_f1                   a pair counts only where value, unit, kind and status agree
    canonical_f1                over rows with a canonical id: a pair counts where id and value agree
    sections_f1                 headings of level 1 and 2, at most 4 characters away
    section_role, section_level, section_heading    share of the headings found that agree
    bad_offsets                 found quantities whose surface is not raw[start:end]; they make no pairs
    noise_removed, body_lost    share of the visible characters of noise, and of the report, that edits removed
    documents, gold             how many reports, and quantities in them, are annotated

    tables: folder of quantities.csv, sections.csv and cleaning.csv, or these tables by name. gold: folder with one
    folder per report, as data/gold/GUIDE.md says; without sections.csv or noise.csv, that is not scored. raw: folder of
    <doc_id>.txt; without it, the annotation folder's raw.txt. only: the doc_ids to score; without it, all annotated
    ones. Raises FileNotFoundError, in words, for a missing table or text.
    """
    n: Counter[str] = Counter()
    for counts, _ in _compared(tables, gold, raw, only):
        n.update(counts)
    return _of_quantities(n) | _of_sections(n) | _of_offsets_and_noise(n)


def _of_quantities(n: Counter[str]) -> dict[str, float]:
    found = {
        "documents": n["documents"],
        "gold": n["gold"],
        "precision": _precision(n["pairs"], n["gold"], n["found"]),
        "recall": _recall(n["pairs"], n["gold"]),
        "f1": _f1(n["pairs"], n["gold"], n["found"]),
    }
    shares = ("span", *ATTRIBUTES, "name", "name_exact")
    found |= {attribute: n[attribute] / n["pairs"] if n["pairs"] else 0.0 for attribute in shares}
    found["row"] = n["row"] / n["gold"] if n["gold"] else 0.0
    found["strict_f1"] = _f1(n["strict"], n["gold"], n["found"])
    found["canonical_f1"] = _f1(n["canonical"], n["canonical_gold"], n["canonical_found"])
    return found


def _of_sections(n: Counter[str]) -> dict[str, float]:
    headings = n["headings"]
    shares = {f"section_{name}": n[name] / headings if headings else 0.0 for name in SECTION_ATTRIBUTES}
    return {"sections_f1": _f1(headings, n["headings_gold"], n["headings_found"])} | shares


def _of_offsets_and_noise(n: Counter[str]) -> dict[str, float]:
    return {
        "bad_offsets": n["bad_offsets"],
        "noise_removed": n["noise_removed"] / n["noise"] if n["noise"] else 1.0,
        "body_lost": n["body_lost"] / n["body"] if n["body"] else 0.0,
    }


def misses(
    tables: Path | dict[str, pd.DataFrame],
    gold: Path = paths.GOLD,
    raw: Path | None = None,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return one row per difference from the annotations: doc_id, table, start, problem, field, text, gold, found.

    `text` is the surface, the heading or the run of characters; `field` names the attribute that is wrong, with the
    annotated and the found value. Parameters and errors are those of `score`.
    """
    rows = [miss for _, found in _compared(tables, gold, raw, only) for miss in found]
    return pd.DataFrame(rows, columns=list(Miss._fields))


def pairs(
    quantities: pd.DataFrame,
    gold: Path = paths.GOLD,
    raw: Path | None = None,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return one row per annotated quantity, and per quantity found that is not annotated, with what agrees in it.

    Columns: doc_id, start, text, and as 0 or 1 annotated, found, paired, span, value, unit, bound, kind, scope, status,
    period, name, name_exact, row, strict (value, unit, kind and status), row_exact, canonical (id and value),
    canonical_annotated, canonical_found (has an id) and canonical_unasked (has one that the guide does not list). Sums of these columns give every measure of quantities that `score` gives.

    quantities: as the table of this name; columns that are not there agree with nothing. The other parameters and the
    errors are those of `score`.
    """
    stated = _by_report(_table({"quantities": quantities}, "quantities"))
    rows = []
    for folder in _annotated(gold, only):
        annotated = _read(folder / "quantities.csv")
        found, _ = in_place(stated.get(folder.name, []), _raw_text(folder, raw), annotated)
        rows += [{"doc_id": folder.name} | row for row in pair_rows(annotated, found)]
    return pd.DataFrame(rows, columns=["doc_id", "start", "text", *PAIR_COLUMNS])


def _annotated(gold: Path, only: Collection[str] | None) -> list[Path]:
    """The folders of the annotated reports, in order of their names."""
    folders = sorted(path.parent for path in Path(gold).glob("*/quantities.csv"))
    return [folder for folder in folders if only is None or folder.name in only]


def _compared(
    tables, gold: Path, raw: Path | None, only: Collection[str] | None
) -> Iterator[tuple[Counter, list[Miss]]]:
    """Yield the counts and the differences of one annotated report after the other."""
    found = {name: _by_report(_table(tables, name)) for name in TABLES}
    for folder in _annotated(gold, only):
        doc_id = folder.name
        text = _raw_text(folder, raw)
        rows = {name: found[name].get(doc_id, []) for name in TABLES}
        n = Counter(documents=1)
        missed = list(_compare_quantities(n, _read(folder / "quantities.csv"), rows["quantities"], text))
        if (folder / "sections.csv").exists():
            missed += _compare_sections(n, _read(folder / "sections.csv"), rows["sections"])
        if (folder / "noise.csv").exists():
            missed += _compare_noise(n, _read(folder / "noise.csv"), rows["cleaning"], text)
        yield n, [Miss(doc_id, *difference) for difference in missed]


def _compare_quantities(n: Counter, gold: list[Row], stated: list[Row], raw: str) -> Iterator[tuple]:
    found, bad = in_place(stated, raw, gold)
    pairs = pair(gold, found)
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
        agrees = agreement(gold[index], found[other])
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


def _compare_sections(n: Counter, gold: list[Row], stated: list[Row]) -> Iterator[tuple]:
    left = [row for row in stated if int(float(row.get("level") or 1)) <= DEEPEST_LEVEL]
    n.update(headings_gold=len(gold), headings_found=len(left))
    for row in gold:
        start = number(row, "start")
        near = min(left, key=lambda other: abs(number(other, "start") - start), default=None)
        if near is None or abs(number(near, "start") - start) > HEADING_SLACK:
            yield "sections", start, "missed", "", row["heading"], row["role"], ""
            continue
        left = [other for other in left if other is not near]
        n["headings"] += 1
        agrees = {
            "role": row["role"] == near.get("role"),
            "level": int(row["level"]) == int(float(near.get("level") or 0)),
            "heading": closed_up(row["heading"]) == closed_up(near.get("heading", "")),
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
            number(row, "start"),
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
        row for row in edits if _visible(row.get("replacement", "")) < _visible(raw[slice(*span(row))])
    ]
    removed = _visible_in(shortening, raw)
    n.update(noise=len(noise), noise_removed=len(noise & removed))
    n.update(body=_visible(raw) - len(noise), body_lost=len(removed - noise))
    for problem, places in (("noise_kept", noise - removed), ("body_lost", removed - noise)):
        for run in _runs(places):
            yield "cleaning", run.start, problem, "", raw[run.start : run.stop], "", ""


def _visible_in(rows: list[Row], raw: str) -> set[int]:
    return {place for row in rows for place in range(*span(row)) if _visible(raw[place])}


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
    return "quantities", number(row, "start"), problem, field, row["surface"], gold, other


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
        raise FileNotFoundError(f"{path} is missing; build the tables first: {paths.command('tables')}")
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
