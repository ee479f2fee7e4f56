"""Writes in how many documents each rule and dictionary row finds something: python benchmarks/rule_use.py FOLDER OUT.csv."""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib import paths, tables
from lib.cleaning import clean
from lib.corpus.files import read_corpus
from lib.rules import in_force
from lib.rules.dictionaries import read_table

# Tables whose first column is a regular expression, and those whose first column is a plain word or phrase.
PATTERNS = (
    "noise",
    "status_cues",
    "scope_cues",
    "period_cues",
    "quantity_cues",
    "target_wording",
    "year_cues",
)
WORDS = (
    "set_phrases",
    "themes",
    "user_words",
    "stop_words",
    "formulae",
    "variants",
    "clause_words",
    "offices",
)
# Rules that a row of a table names: table, column.
NAMED = (
    ("cleaning", "rule"),
    ("quantities", "unit"),
    ("quantities", "rule"),
    ("quantities", "indicator_rule"),
    ("quantities", "definition"),
    ("quantities", "circumstance_rule"),
    ("sections", "role"),
    ("targets", "modifier"),
    ("audit", "check"),
)


def texts_of(folder: Path) -> list[tuple[str, str]]:
    """Return the raw and the clean text of every report of a folder."""
    return [(report.raw, clean(in_force(), report.raw).text) for report in read_corpus(folder)[0]]


def row_counts(texts: list[tuple[str, str]]) -> Counter:
    """Return, by dictionary and key, the number of texts in which the row's pattern or word occurs."""
    counts: Counter = Counter()
    for name in PATTERNS + WORDS:
        for key in {next(iter(row.values())) for row in read_table(paths.DICTIONARIES / f"{name}.csv")}:
            find = _finder(key, name)
            counts[name, key] = sum(find(raw if name == "noise" else text) for raw, text in texts)
    return counts


def _finder(key: str, name: str):
    if name in WORDS:
        return lambda text: key in text
    lines = name == "noise"
    try:
        pattern = re.compile(key.replace("#", r"\d").replace("…", "[^，。；\n]{0,12}"), re.MULTILINE)
    except re.error:
        return lambda text: key in text
    return lambda text: bool(pattern.search(re.sub(r"[^\S\n]", "", text) if lines else text))


def rule_counts(folder: Path) -> Counter:
    """Return, by table, column and value, the number of reports of a folder whose tables hold the value."""
    counts: Counter = Counter()
    made = tables.corpus_tables(read_corpus(folder)[0])
    for table, column in NAMED:
        for value, group in made[table].groupby(column):
            counts[f"{table}.{column}", value] = group["doc_id"].nunique()
    return counts


def main(folder: Path, out: Path) -> None:
    """Count in the shipped reports and in the folder's, and write one row per rule, the rarest first."""
    shipped = row_counts(texts_of(paths.SHIPPED_DATA)) + rule_counts(paths.SHIPPED_DATA)
    others = row_counts(texts_of(folder)) + rule_counts(folder)
    keys = {("noise", ""): 0} | dict.fromkeys([*shipped, *others], 0)
    rows = sorted((others[key], shipped[key], *key) for key in keys if key[1])
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# In how many documents each rule or dictionary row finds something (规则使用表): the five shipped reports, and 353 other reports.\n"
        )
        file.write(
            "# table, row: the dictionary and its key, or table.column of a result and its value. shipped, others: numbers of documents.\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "row", "shipped", "others"])
        writer.writerows((table, row[:78], shipped_n, others_n) for others_n, shipped_n, table, row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
