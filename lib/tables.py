"""Builds every table of one corpus, report by report, and loads them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from lib import corpus, corrections, dictionaries, keywords, paths, report_names
from lib.cleaning import CleanText, clean, raw_span
from lib.corpus import Report
from lib.metadata import FIELDS, read_metadata
from lib.quantities import find_quantities, find_unread
from lib.structure import Section, Sentence, find_sections, split_sentences

STAMP = "tables.json"
# Columns that stay empty until indicators are read.
NOT_YET = ("indicator", "canonical", "definition", "scope", "status", "period")
DTYPES = {"whole": "Int64", "number": "float64", "truth": "bool", "text": "str"}


def _codebook() -> dict[str, dict[str, str]]:
    """The type of each column of each table, in order, as the codebook data/dictionaries/columns.csv says."""
    types: dict[str, dict[str, str]] = {}
    for row in dictionaries.read_table(paths.DICTIONARIES / "columns.csv"):
        types.setdefault(row["table"], {})[row["column"]] = row["type"]
    return types


COLUMNS = _codebook()


def build(say: Callable[[str], None] = print) -> dict:
    """Build the tables of the corpus in force unless they are up to date; returns what was read, in numbers.

    The tables go to paths.tables() as CSV and to paths.cache() as Parquet. They are up to date when files,
    reports.csv, corrections.csv, dictionaries and code are the ones they were made from.

    say: takes one line of progress. The summary has `reports`, `set_aside`, `notes` (numbers) and `fresh` (whether the
    tables were built now).
    """
    stamp = {"inputs": _fingerprint()}
    summary = _current_summary(stamp)
    if summary:
        say("Tables: up to date.")
        return summary | {"fresh": False}
    reports, aside = corpus.read_corpus(paths.data())
    say(f"Tables: reading {len(reports)} reports.")
    overrides, notes = corrections.read_overrides(paths.data(), reports)
    aside = aside + notes
    for note in aside:
        say(f"  {note.file}: {note.message}")
    tables = corpus_tables(reports, overrides, say)
    tables["set_aside"] = frame("set_aside", (note._asdict() for note in aside))
    summary = {
        "reports": len(reports),
        "set_aside": sum(not note.kept for note in aside),
        "notes": len(aside),
    }
    _write(tables, reports, stamp | summary)
    return summary | {"fresh": True}


def corpus_tables(
    reports: list[Report],
    overrides: dict[str, dict] | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, pd.DataFrame]:
    """Return every table of some reports by name, corrections applied.

    reports: as read_corpus gives them. overrides: metadata that the user knows better, by doc_id. say: takes one line of
    progress every 100 reports.
    """
    rows: dict[str, list[dict]] = {name: [] for name in COLUMNS}
    texts = {}
    for number, report in enumerate(reports, 1):
        own, texts[report.doc_id] = report_rows(report, (overrides or {}).get(report.doc_id, {}))
        for name, found in own.items():
            rows[name] += found
        if number % 100 == 0:
            say(f"  {number} of {len(reports)} reports")
    for row, names in zip(rows["reports"], _labels(rows["reports"]), strict=True):
        row["label_zh"], row["label_en"] = names
    tables = {name: frame(name, found) for name, found in rows.items() if name not in ("words", "set_aside")}
    tables["words"] = frame("words", keywords.word_table(texts))
    return corrected(tables)


def _labels(rows: list[dict]) -> list[tuple[str, str]]:
    return report_names.labels(rows, [row["doc_id"] for row in rows])


def corrected(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with the corpus's corrections.csv applied; raises ValueError where one no longer fits."""
    wanted = corrections.read_corrections(paths.data())
    for correction in wanted:
        if correction["table"] not in tables:
            raise ValueError(
                f"{corrections.CORRECTIONS}: there is no table {correction['table']!r}; "
                f"the tables are {', '.join(sorted(tables))}"
            )
    return {name: corrections.apply(table, name, wanted) for name, table in tables.items()}


def report_rows(report: Report, override: dict) -> tuple[dict[str, list[dict]], str]:
    """Return the rows that one report adds to each table, by table, and its clean text.

    report: one report. override: its row of the user's reports.csv, empty cells left out.
    """
    text = clean(report.raw)
    sections = find_sections(text.text)
    sentences = split_sentences(text.text, sections)
    metadata = read_metadata(text, sections)
    parts = {
        "reports": [_report_row(report, text, sentences, metadata, override)],
        "cleaning": _cleaning_rows(text),
        "sections": _section_rows(text, sections),
        "sentences": _sentence_rows(text, sections, sentences),
        "quantities": _quantity_rows(text, sections, sentences),
        "unread": _unread_rows(text, sentences),
    }
    return {
        name: [{"doc_id": report.doc_id} | row for row in rows] for name, rows in parts.items()
    }, text.text


def _report_row(
    report: Report, text: CleanText, sentences: list[Sentence], metadata: dict, override: dict
) -> dict:
    """The report's metadata: what its text says, and where the user's reports.csv says otherwise, that."""
    known = {
        name: override[name] for name in (*FIELDS, "place_id", "label_zh", "label_en") if name in override
    }
    row = {name: metadata.get(name) for name in FIELDS} | known
    hidden = any(found["rule"] == "town_hidden" for found in metadata["evidence"]["gaps"])
    return row | {
        "town_hidden": hidden and not row.get("town"),
        "document_type": override.get("document_type") or metadata["document_type"],
        "file": report.file,
        "sha256": report.sha256,
        "place_id": report_names.place_id(row, report.doc_id),
        "source_url": row.get("source_url") or override.get("source_url"),
        "characters": len(report.raw),
        "clean_characters": sum(not character.isspace() for character in text.text),
        "sentences": sum(sentence.role != "front" for sentence in sentences),
        "overridden": "; ".join(sorted(name for name, value in known.items() if value != metadata.get(name))),
        "known_damage": override.get("known_damage"),
        "conflicts": "\n".join(metadata["conflicts"]),
        "gaps": "\n".join(metadata["gaps"]),
    }


def _cleaning_rows(text: CleanText) -> list[dict]:
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "rule": edit.rule,
            "removed": text.raw[edit.start : edit.end],
            "replacement": edit.replacement,
        }
        for edit in text.edits
    ]


def _section_rows(text: CleanText, sections: list[Section]) -> list[dict]:
    rows = []
    for section in sections:
        start, end = raw_span(text, section.start, section.end)
        own = {"level": section.level, "heading": section.heading, "role": section.role}
        rows.append({"start": start, "end": end, "characters": section.end - section.start, **own})
    return rows


def _sentence_rows(text: CleanText, sections: list[Section], sentences: list[Sentence]) -> list[dict]:
    return [
        {
            **dict(zip(("start", "end"), raw_span(text, sentence.start, sentence.end), strict=True)),
            "section": sections[sentence.section].heading if sentence.section >= 0 else "",
            "role": sentence.role,
            "characters": sentence.end - sentence.start,
            "sentence": text.text[sentence.start : sentence.end],
        }
        for sentence in sentences
    ]


def _quantity_rows(text: CleanText, sections: list[Section], sentences: list[Sentence]) -> list[dict]:
    rows = []
    quantities = find_quantities(text.text)
    for quantity, sentence in _with_sentence(quantities, sentences):
        start, end = raw_span(text, quantity.start, quantity.end)
        row = quantity._asdict() | {"start": start, "end": end, "surface": text.raw[start:end]}
        row |= dict.fromkeys(NOT_YET, "")
        if sentence:
            at = raw_span(text, sentence.start, sentence.end)
            row |= {"role": sentence.role, "sentence_start": at[0], "sentence_end": at[1]}
            row |= {"section": sections[sentence.section].heading if sentence.section >= 0 else ""}
            row |= {"sentence": text.text[sentence.start : sentence.end]}
        rows.append(row)
    return rows


def _unread_rows(text: CleanText, sentences: list[Sentence]) -> list[dict]:
    rows = []
    unread = find_unread(text.text, find_quantities(text.text))
    for (first, last, kind), sentence in _with_sentence(unread, sentences):
        start, end = raw_span(text, first, last)
        said = text.text[sentence.start : sentence.end] if sentence else ""
        rows.append(
            {"start": start, "end": end, "surface": text.raw[start:end], "class": kind, "sentence": said}
        )
    return rows


def _with_sentence(items: Iterable[tuple], sentences: list[Sentence]) -> Iterator[tuple]:
    """Each item (its first field a clean offset, in ascending order) with the sentence it stands in, or None."""
    i = 0
    for item in items:
        while i < len(sentences) and sentences[i].end <= item[0]:
            i += 1
        inside = i < len(sentences) and sentences[i].start <= item[0]
        yield item, sentences[i] if inside else None


def frame(name: str, rows: Iterable[dict] | pd.DataFrame) -> pd.DataFrame:
    """Return rows as the table `name`, its columns in order and of fixed types: no text is missing, numbers may be."""
    types = COLUMNS[name]
    table = pd.DataFrame(rows if isinstance(rows, pd.DataFrame) else list(rows), columns=list(types))
    for column, kind in types.items():
        if kind == "text":
            table[column] = table[column].astype("str").where(table[column].notna(), "")
        else:
            table[column] = pd.array(table[column].to_list(), dtype=DTYPES[kind])
    return table


def load(name: str) -> pd.DataFrame:
    """Return one table of the corpus in force.

    name: one of the tables in data/README.md, such as "reports" or "quantities". Raises ValueError for another name, and
    FileNotFoundError, saying how to build the tables, where there are none.
    """
    if name not in COLUMNS:
        raise ValueError(f"there is no table {name!r}; the tables are {', '.join(COLUMNS)}")
    file = paths.cache() / f"{name}.parquet"
    if not file.exists():
        raise FileNotFoundError(
            f"{name}.csv has not been built yet; build the tables with: python run.py tables"
        )
    return pd.read_parquet(file)


def raw_text(doc_id: str) -> str:
    """Return a report's raw text: the one that every offset of every table counts in."""
    with (paths.texts() / f"{doc_id}.txt").open(encoding="utf-8", newline="") as file:
        return file.read().removeprefix("\ufeff")


def _write(tables: dict[str, pd.DataFrame], reports: list[Report], stamp: dict) -> None:
    """Write every table twice, the raw texts of a corpus of one's own, and last the stamp that makes them valid."""
    for folder in (paths.tables(), paths.cache()):
        folder.mkdir(parents=True, exist_ok=True)
    (paths.cache() / STAMP).unlink(missing_ok=True)
    for name, table in tables.items():
        table.to_parquet(paths.cache() / f"{name}.parquet", index=False)
        content = as_csv(table)
        (paths.tables() / f"{name}.csv").write_bytes(content)
    if paths.out():
        paths.texts().mkdir(parents=True, exist_ok=True)
        for report in reports:
            (paths.texts() / f"{report.doc_id}.txt").write_bytes(report.raw.encode("utf-8", "surrogatepass"))
    note = json.dumps(stamp, indent=1) + "\n"
    (paths.cache() / STAMP).write_text(note, encoding="utf-8", newline="\n")


def as_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV bytes that Excel opens: UTF-8 with byte-order mark, whole numbers without .0."""
    shown = table.copy()
    for column in shown.select_dtypes("float64").columns:
        shown[column] = [_plain(number) for number in shown[column]]
    return shown.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _plain(number: float) -> str:
    if pd.isna(number):
        return ""
    return (
        str(int(number))
        if float(number).is_integer() and abs(number) < 1e15
        else repr(round(float(number), 10))
    )


def _current_summary(stamp: dict) -> dict | None:
    """What the stamp of the last run says, if it was made from the same inputs and every table is still there."""
    file = paths.cache() / STAMP
    if not file.exists():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    files = [folder / f"{name}{end}" for name in COLUMNS for folder, end in _both()]
    if told.get("inputs") != stamp["inputs"] or not all(path.exists() for path in files):
        return None
    return {name: told[name] for name in ("reports", "set_aside", "notes")}


def _both() -> tuple[tuple[Path, str], ...]:
    return (paths.tables(), ".csv"), (paths.cache(), ".parquet")


def _fingerprint() -> str:
    """A SHA-256 over all that the tables are made from: files, the user's tables, dictionaries, code, packages."""
    data = paths.data()
    files, _ = corpus.find_files(data)
    inputs = [(f"corpus/{name}", path) for name, path in files]
    inputs += [(name, data / name) for name in (corrections.OVERRIDES, corrections.CORRECTIONS)]
    inputs += [(f"lib/{path.name}", path) for path in sorted((paths.ROOT / "lib").glob("*.py"))]
    inputs += [("lock", paths.ROOT / "requirements.txt")]
    digest = hashlib.sha256(dictionaries.fingerprint().encode())
    for name, path in inputs:
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "-"
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()
