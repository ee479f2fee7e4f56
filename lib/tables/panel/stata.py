"""The panel as Stata's .dta, version 118, with labels and with missing values told apart; the same bytes every time."""

import datetime
import io
import re
import struct
from collections.abc import Mapping, Sequence

import pandas as pd
from pandas.io.stata import StataWriterUTF8

from lib.rules import Rules
from lib.tables.panel.facts import missing_codes
from lib.tables.panel.variables import NOTE, STATA_NAME, shortened, unused

VERSION = 118
LABEL = 80  # characters of a variable's label
LARGEST = 2**31 - 200  # below the whole numbers that stand for missing values
LONG = 2000  # bytes of a text; Stata's plain texts end at 2045
TRUTH = {0: "否 no", 1: "是 yes"}
WRITTEN = datetime.datetime(2000, 1, 1)  # the moment that the file says it was written at
MISSING_LABEL = 0x7FFFFFE5  # the whole number that stands for . in value labels; .a is the next one


class _Writer(StataWriterUTF8):
    """pandas' writer, which knows the missing value . only; letters: by column, the letter of each row that has one."""

    def __init__(self, letters: Mapping[str, pd.Series], *arguments, **options) -> None:
        self.letters = letters
        super().__init__(*arguments, **options)

    def _replace_nans(self, data: pd.DataFrame) -> pd.DataFrame:
        found = super()._replace_nans(data)
        for name, letters in self.letters.items():
            told = letters.map(_missing, na_action="ignore").astype("float64")
            found[name] = found[name].where(told.isna(), told)
        return found


def _missing(letter: str) -> float:
    """The number that Stata's files hold for .a, .b …: that of . with the letter's place in its third byte."""
    return struct.unpack("<d", bytes([0, 0, 0, 0, 0, ord(letter) - ord("a") + 1, 0xE0, 0x7F]))[0]


def dta(rules: Rules, table: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    """Return a table of the panel as the bytes of a .dta file.

    A column X with a companion X_note is written without it: what is missing becomes .a, .b … by panel_missing.csv, with
    value labels that say what they stand for. Names that Stata does not take are spelt anew.

    labels: of the columns, cut to what Stata holds. title: of the data set.
    """
    noted = [name for name in table if f"{name}{NOTE}" in table]
    kept = [name for name in table if name.removesuffix(NOTE) not in noted or not name.endswith(NOTE)]
    names = stata_names(kept)
    codes = {row["key"]: row["code"] for row in missing_codes(rules)}
    words = {
        MISSING_LABEL + ord(row["code"]) - 96: f"{row['zh']} {row['en']}" for row in missing_codes(rules)
    }
    columns = pd.DataFrame({names[name]: _column(table[name]) for name in kept})
    truths = {names[name]: TRUTH for name in kept if pd.api.types.is_bool_dtype(table[name])}
    letters = {names[name]: table[name + NOTE].map(codes).where(table[name].isna()) for name in noted}
    content = io.BytesIO()
    writer = _Writer(
        letters,
        content,
        columns,
        write_index=False,
        version=VERSION,
        time_stamp=WRITTEN,
        data_label=title[:LABEL],
        variable_labels={names[name]: _cut(labels.get(name, "")) for name in kept},
        value_labels=truths | {names[name]: words for name in noted},
        convert_strl=[name for name in columns if _long(columns[name])],
    )
    writer.write_file()
    return content.getvalue()


# Names that Stata, or pandas for it, keeps for itself and that a column could have.
RESERVED = frozenset(
    {
        "byte",
        "case",
        "class",
        "double",
        "end",
        "float",
        "for",
        "if",
        "in",
        "int",
        "local",
        "long",
        "using",
        "with",
    }
)


def stata_names(columns: Sequence[str]) -> dict[str, str]:
    """Return for each column a name that Stata takes: its own where it can be, else spelt in ASCII, each but once."""
    taken: dict[str, str] = {}
    for name in columns:
        short = name if STATA_NAME.fullmatch(name) else shortened(name, 32)
        short = f"{short}_" if short in RESERVED else short
        taken[name] = unused(short, taken.values(), 32)
    return taken


def _cut(text: str) -> str:
    return text if len(text) <= LABEL else text[: LABEL - 1] + "…"


def _column(values: pd.Series) -> pd.Series:
    """A column in types that Stata has: whole numbers with gaps become decimals, texts have no line breaks."""
    if pd.api.types.is_bool_dtype(values):
        return values.astype("float64") if values.isna().any() else values.astype("int8")
    if pd.api.types.is_numeric_dtype(values):
        whole = pd.api.types.is_integer_dtype(values) and values.notna().all()
        return values.astype("int32" if whole and (values.abs() < LARGEST).all() else "float64")
    return (
        values.astype(object)
        .where(values.notna(), "")
        .map(lambda text: re.sub(r"\s*[\r\n]+\s*", " ", str(text)))
    )


def _long(values: pd.Series) -> bool:
    return values.dtype == object and any(len(text.encode("utf-8")) > LONG for text in values)
