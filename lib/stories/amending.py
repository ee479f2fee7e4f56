"""What a scholar mends while reading: a cell by a row of corrections.csv, a wording by a row of a dictionary, tried first."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from filelock import FileLock

from lib import paths, tables, themes
from lib.cleaning import raw_span
from lib.corpus import corrections
from lib.drawing import language
from lib.metadata import named
from lib.quantities import canonical_of
from lib.rules import Rules, dictionaries, in_force, label_or, series, word

NUMBER = re.compile(r"(?:[-+]?[0-9]+(?:\.[0-9]+)?)?")  # or nothing, which empties the cell
LOCK = "amending.lock"
THEME = {
    "en": "",
    "variant_of": "",
    "exclude": "",
    "unless_near": "",
}  # what a term tried has beside itself and its theme


# --- a cell -----------------------------------------------------------------------------------------------------------


def correction(
    table: str, doc_id: str, start: int, field: str, corrected: str, reason: str
) -> dict[str, str]:
    """Return the row of corrections.csv that changes one cell, with what stands there now as `expected`.

    table: such as "quantities". start: raw offset of its row. corrected: "" empties the cell; of a closed list the words shown will do. Raises ValueError, in words,
    where there is no such row or column, the new value does not fit the column, nothing would change, or no reason is given.
    """
    rows = tables.load(table)
    if field not in rows or field in ("doc_id", "start"):
        raise _problem("no_field", table=table, field=field)
    found = rows[(rows["doc_id"] == doc_id) & (rows["start"] == start)]
    if not len(found):
        raise _problem("no_row", table=table, doc_id=doc_id, start=start)
    if not reason.strip():
        raise _problem("no_reason")
    value = found[field].iloc[0]
    row = {"doc_id": doc_id, "table": table, "start": str(start), "field": field}
    row |= {"expected": "" if pd.isna(value) else f"{value:.15g}" if isinstance(value, float) else str(value)}
    row |= {"corrected": corrected.strip(), "reason": " ".join(reason.split())}
    row = _settled(row, is_number=pd.api.types.is_numeric_dtype(found[field]))
    if row["expected"] == row["corrected"]:
        raise _problem("same", value=row["corrected"])
    corrections.apply(found, table, [row])  # raises ValueError where it would not be made
    return row


def _settled(row: dict[str, str], is_number: bool) -> dict[str, str]:
    """The row with ids for the words shown; what its column cannot hold is refused in words."""
    value, field = row["corrected"], label_or(f"column.{row['field']}", language(), row["field"])
    if is_number and not NUMBER.fullmatch(value):
        raise _problem("no_number", field=field, value=value)
    try:
        return corrections.settled(in_force(), row)
    except ValueError:
        known = series(
            corrections.names_shown(in_force(), row["table"], row["field"], language()), language()
        )
        key = "not_listed" if known else "not_named"
        raise _problem(key, field=field, value=value, known=known) from None


def write_correction(row: dict[str, str]) -> Path:
    """Append a row to the corpus's corrections.csv, made where it is missing, and return the file.

    Raises ValueError for the shipped corpus, which is corrected by hand only, and where the same cell has been corrected
    there already from the same value.
    """
    if paths.data() == paths.SHIPPED_DATA:
        raise _problem("shipped_cells", name=corrections.CORRECTIONS)
    path = paths.data() / corrections.CORRECTIONS
    with _alone():
        there = corrections.read_corrections(paths.data())
        same = ("doc_id", "table", "start", "field", "expected")
        if any(all(old[name] == row[name] for name in same) for old in there):
            raise _problem("corrected_before", file=path)
        _append(path, corrections.COLUMNS, row)
    return path


# --- a wording --------------------------------------------------------------------------------------------------------


def try_wording(definition: str, wording: str, shown_in: str = "zh") -> pd.DataFrame:
    """Return the quantities that would change their standard indicator if a wording were added, before and after.

    definition: an id of indicators.csv. wording: plain words, as in its column wordings. shown_in: language of the reports' names. Nothing is written. Raises
    ValueError, in words, for an unknown id, an empty wording or one that the indicator has.
    """
    trial = _with_wording(definition, wording)
    rows = tables.load("quantities")
    rows = rows[rows["scope"] == "town"]  # an id stands for the whole place's indicator only
    after = [_definition(trial, row) for row in rows.itertuples(index=False)]
    rows = rows.assign(before=rows["definition"], after=after)
    # rules that look at more than the name leave an id out, or put another one; only what the wording changes is told
    now = [_definition(in_force(), row) for row in rows.itertuples(index=False)]
    changed = rows[(rows["after"] != pd.Series(now, index=rows.index)) & (rows["after"] != rows["before"])]
    columns = ["doc_id", "start", "surface", "indicator", "before", "after", "sentence"]
    return named(changed[columns], tables.load("reports"), shown_in).reset_index(drop=True)


def _definition(rules: Rules, row) -> str:
    quantity = SimpleNamespace(unit=row.unit, kind=row.kind, rule=row.rule)
    return canonical_of(rules, row.indicator, quantity)[1]


def _with_wording(definition: str, wording: str) -> Rules:
    """Rules in which one indicator has one wording more."""
    rows = [dict(row) for row in in_force().table("indicators")]
    own = next((row for row in rows if row["definition"] == definition), None)
    if own is None:
        raise _problem("no_indicator", definition=definition)
    if not wording.strip() or "|" in wording:
        raise _problem("one_wording")
    if wording.strip() in own["wordings"].split("|"):
        raise _problem("has_wording", wording=wording.strip())
    own["wordings"] += f"|{wording.strip()}"
    return _trial("indicators", rows)


def try_term(theme: str, term: str, shown_in: str = "zh") -> pd.DataFrame:
    """Return the places that a term would add to a theme, and those that it would take from other terms, with their sentences.

    theme: an id. term: two characters or more. shown_in: language of the reports' names. Nothing is written. Raises ValueError, in words, for a term that has its
    home already or is too short.
    """
    known = themes.read_terms(in_force(), [*in_force().table("themes"), _term(theme, term)])
    finder, found = themes.make_finder(in_force(), known), []
    sentences = {doc_id: rows for doc_id, rows in tables.load("sentences").groupby("doc_id")}
    for doc_id, text in tables.clean_texts().items():
        if term.strip() in text.text:
            found += _hits(doc_id, text, finder, sentences.get(doc_id))
    rows = pd.DataFrame(found, columns=["doc_id", "start", "term", "before", "after", "sentence"])
    return named(rows, tables.load("reports"), shown_in)


def _term(theme: str, term: str) -> dict[str, str]:
    """The row of themes.csv for a new term."""
    known, own = themes.terms(in_force()), term.strip()
    if own in known:
        raise _problem(
            "has_term", term=own, theme=themes.theme_name(in_force(), known[own].theme, language())
        )
    if len(own) < 2:
        raise _problem("short_term")
    return THEME | {"term": own, "theme": theme}


def _hits(doc_id: str, text, finder, sentences: pd.DataFrame | None) -> list[dict]:
    """What one text's hits gain and lose under another finder."""
    before, after = (set(themes.find_hits(in_force(), text.text, one)) for one in (None, finder))
    told = []
    for hit in sorted(before ^ after):
        start = raw_span(text, hit.start, hit.end)[0]
        own = (
            sentences[(sentences["start"] <= start) & (sentences["end"] > start)]["sentence"]
            if sentences is not None
            else []
        )
        change = {"before": hit.theme if hit in before else "", "after": hit.theme if hit in after else ""}
        told.append(
            {"doc_id": doc_id, "start": start, "term": hit.term, **change, "sentence": next(iter(own), "")}
        )
    return told


def write_wording(definition: str, wording: str) -> Path:
    """Add a wording to an indicator in the corpus's own indicators.csv, and return the file.

    The shipped row is copied there with the wording behind the others. Raises ValueError as try_wording(), and for the
    shipped corpus, whose dictionaries are changed by hand only.
    """
    rows = _with_wording(definition, wording).table("indicators")
    return _put("indicators", "definition", next(row for row in rows if row["definition"] == definition))


def write_term(theme: str, term: str) -> Path:
    """Add a term to a theme in the corpus's own themes.csv, and return the file. Raises ValueError as try_term()."""
    return _put("themes", "term", _term(theme, term))


def _put(name: str, key: str, row: dict[str, str]) -> Path:
    """Put a row into a dictionary of the corpus, in the place of one with the same key."""
    if paths.out() is None:
        raise _problem("shipped", name=name)
    path = paths.data() / "dictionaries" / f"{name}.csv"
    header = list(dictionaries.read_table(paths.DICTIONARIES / f"{name}.csv")[0])
    with _alone():
        there = dictionaries.read_table(path) if path.exists() else []
        if any(old[key] == row[key] for old in there):
            kept = [old for old in there if old[key] != row[key]]
            _write(path, list(there[0]), [*kept, row])
        else:
            _append(path, list(there[0]) if there else header, row)
    return path


# --- files --------------------------------------------------------------------------------------------------------------


def _problem(key: str, **values: object) -> ValueError:
    """What is wrong, in the reader's language."""
    return ValueError(word(f"amend.{key}", language(), **values))


def _trial(name: str, rows: list[dict[str, str]]) -> Rules:
    """The rules in force with one dictionary replaced; they are forgotten after use."""
    trial = Rules(in_force().data)
    trial.tables = dict(in_force().tables) | {name: rows}
    return trial


def _alone() -> FileLock:
    paths.cache().mkdir(parents=True, exist_ok=True)
    return FileLock(paths.cache() / LOCK)


def _append(path: Path, header: Sequence[str], row: dict[str, str]) -> None:
    """Write a row behind those of a file, whose bytes stay as they are; a new file has a byte-order mark, for Excel."""
    old = path.read_bytes() if path.exists() else b""
    encoding = _encoding(old)
    there = next(
        (line for line in old.decode(encoding).lstrip("\ufeff").splitlines() if _is_header(line)), ""
    )
    # a table that a scholar made may have its columns in another order
    columns = next(csv.reader([there])) if there else header
    lines = _lines(columns, [row], with_header=not there)
    between = b"" if not old or old.endswith(b"\n") else b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((old or b"\xef\xbb\xbf") + between + lines.encode(encoding))


def _write(path: Path, header: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    """Write a file anew, its explanation at the top kept."""
    old = path.read_bytes()
    told = [line for line in old.decode(_encoding(old)).lstrip("\ufeff").splitlines() if line.startswith("#")]
    text = "\n".join([*told, _lines(header, rows, with_header=True)])
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())


def _is_header(line: str) -> bool:
    return bool(line.strip(" ,")) and not line.lstrip().startswith("#")


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"  # as Excel in Chinese saves it
    return "utf-8"


def _lines(header: Sequence[str], rows: Sequence[dict[str, str]], with_header: bool) -> str:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, header, restval="", extrasaction="ignore", lineterminator="\n")
    if with_header:
        writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()
