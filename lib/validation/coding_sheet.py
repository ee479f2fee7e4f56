"""A sheet for human coders: a random sample with its context and empty columns, and how far filled sheets agree."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd

from lib import drawing, paths, tables
from lib.metadata import named
from lib.rules import dictionaries, word
from lib.tables import spreadsheets
from lib.validation.pairing import closed_up, same_indicator

KEYS = ["doc_id", "start", "end"]
CODED = ["quantity_yes_no", "value", "unit", "indicator", "status", "scope", "period"]
CODER_COLUMNS = [*CODED, "remark"]
COLUMNS = ["number", "report", *KEYS, "surface", "context", *CODER_COLUMNS]
YES_NO = {"y": "yes", "yes": "yes", "是": "yes", "1": "yes", "n": "no", "no": "no", "否": "no", "0": "no"}
FARTHEST = 120  # characters that the context reaches to either side
SENTENCE_END = "。！？!?；;"


def coding_sheet(
    quantities: pd.DataFrame,
    reports: pd.DataFrame,
    n: int = 100,
    seed: int = 20,
    unread: pd.DataFrame | None = None,
    language: str = "zh",
) -> pd.DataFrame:
    """Return a random sample of numerals in the order of the text, with context and empty columns for a coder.

    The numeral stands in 【】 in its context, cut from the raw text without white space. What the workbook read is not
    shown, so that coders are not led by it. With `unread`, half as many numerals again come from those that the workbook
    took for no quantity, so that a coder can also say what it missed.

    quantities, reports, unread: the tables. n: how many quantities, or all when there are fewer. seed: where the random
    numbers begin. language: "zh" or "en", for the reports' names.
    """
    pools = [(quantities, n)] + ([(unread, n // 2)] if unread is not None else [])
    drawn = [pool.sample(min(size, len(pool)), random_state=seed)[[*KEYS, "surface"]] for pool, size in pools]
    rows = pd.concat(drawn).sort_values(KEYS).reset_index(drop=True)
    raw = {doc_id: tables.raw_text(doc_id) for doc_id in rows["doc_id"].unique()}
    rows["context"] = [_context(raw[row.doc_id], row.start, row.end) for row in rows.itertuples(index=False)]
    rows["surface"] = rows["surface"].map(_without_space)
    rows = named(rows.assign(id=rows["doc_id"]), reports, language).rename(columns={"id": "doc_id"})
    rows = rows.assign(**{column: "" for column in CODER_COLUMNS})
    return rows.assign(number=range(1, len(rows) + 1))[COLUMNS]


def _context(raw: str, start: int, end: int) -> str:
    """The numeral in its sentence; … where the sentence goes on beyond FARTHEST."""
    *ended, before = re.split(f"[{SENTENCE_END}]", raw[max(0, start - FARTHEST) : start])
    behind = re.match(f"[^{SENTENCE_END}]*[{SENTENCE_END}]?", raw[end : end + FARTHEST])[0]
    head = "" if ended or start <= FARTHEST else "…"
    whole = end + len(behind) == len(raw) or behind.endswith(tuple(SENTENCE_END))
    numeral = _without_space(raw[start:end])
    return f"{head}{_without_space(before)}【{numeral}】{_without_space(behind)}{'' if whole else '…'}"


def _without_space(text: str) -> str:
    return "".join(text.split())


def write_sheet(sheet: pd.DataFrame, path: Path) -> str:
    """Write the sheet as CSV that Excel opens (UTF-8 with byte-order mark), and return a sentence saying so.

    A file in which a coder has filled a cell is kept as it is. Each coder fills a copy, and saves it as CSV UTF-8 in the
    corpus's folder coding/. sheet: as coding_sheet() gives it. path: where to.
    """
    if path.exists() and _filled(read_sheet(path)):
        return word("coding.kept", drawing.language(), file=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = spreadsheets.inert(sheet).to_csv(index=False, lineterminator="\n")
    path.write_bytes(text.encode("utf-8-sig"))
    return word("coding.to_do", drawing.language(), file=path.name, n=len(sheet))


def _filled(sheet: pd.DataFrame) -> bool:
    return bool((sheet[CODER_COLUMNS] != "").to_numpy().any())


def read_sheet(path: Path) -> pd.DataFrame:
    """Return a coder's sheet as text, as Excel saved it (UTF-8 or GBK).

    Raises ValueError, naming the file, when a column is missing or a case stands there twice.
    """
    rows = pd.DataFrame(dictionaries.read_table(path))
    if "doc_id" in rows:
        rows["doc_id"] = rows["doc_id"].str.removeprefix("'")  # written so that a spreadsheet runs no formula
    if lacking := [column for column in (*KEYS, *CODER_COLUMNS) if column not in rows]:
        raise ValueError(f"{path.name} has no column {', '.join(lacking)}; fill a copy of the coding sheet")
    if len(double := rows[rows.duplicated(KEYS)]):
        row = double.iloc[0]
        raise ValueError(
            f"{path.name}: {row['doc_id']}, {row['start']} stands there twice; delete one of the rows"
        )
    return rows


def read_sheets() -> dict[str, pd.DataFrame]:
    """Return the filled sheets of the corpus in force, its files coding/*.csv, by name in order."""
    return {path.stem: read_sheet(path) for path in sorted((paths.data() / "coding").glob("*.csv"))}


def sheets_said(sheets: dict[str, pd.DataFrame]) -> str:
    """Return a sentence saying which filled sheets there are, or how to make them. sheets: as read_sheets() gives them."""
    language = drawing.language()
    if not sheets:
        return word("coding.none", language)
    cases = [word("coding.cases", language, name=name, n=len(sheet)) for name, sheet in sheets.items()]
    listed = {"zh": "、", "en": ", "}[language].join(cases)
    return word("coding.filled" if len(sheets) > 1 else "coding.filled_one", language, sheets=listed)


def agreement(*sheets: pd.DataFrame) -> pd.DataFrame:
    """Return one row per coder column: how far two or more coders agree on the same cases.

    n: cases that at least two coders filled; an empty cell is no answer, so write - for “none”. alone: cases that one
    coder filled. per_cent: of the pairs of answers, those that are equal. alpha: Krippendorff's alpha for nominal data
    (Computing Krippendorff's Alpha-Reliability, 2011), empty where all answers are the same or no case has two. Answers
    are compared without white space and in half-width forms, values as numbers, indicators as pairing.same_indicator
    compares them with the first coder's.

    sheets: one per coder, as read_sheet() gives them; cases are matched by report and place. Fewer than two give no rows.
    """
    rows = []
    for column in CODED if len(sheets) > 1 else ():
        answers = _answers(sheets, column)
        counts = answers.notna().sum(axis=1)
        pairs = [
            case[one] == case[other]
            for case in answers.to_numpy()
            for one, other in combinations(np.flatnonzero(pd.notna(case)), 2)
        ]
        share = 100 * sum(pairs) / len(pairs) if pairs else np.nan
        rows.append((column, int((counts > 1).sum()), int((counts == 1).sum()), share, alpha(answers)))
    return pd.DataFrame(rows, columns=["column", "n", "alone", "per_cent", "alpha"])


def alpha(answers: pd.DataFrame) -> float:
    """Return Krippendorff's alpha of nominal answers: 1 for full agreement, 0 for what chance would give.

    answers: one row per case and one column per coder, missing where a coder gave none. Not a number where no case has two
    answers, or all that can be compared are the same.
    """
    pairable = answers[answers.notna().sum(axis=1) > 1]
    if pairable.stack().nunique() < 2:
        return np.nan
    codes, _ = pd.factorize(answers.to_numpy().T.ravel())
    units = np.where(codes < 0, np.nan, codes.astype(float)).reshape(answers.shape[1], -1)
    return float(krippendorff.alpha(units, level_of_measurement="nominal"))


def _answers(sheets: tuple[pd.DataFrame, ...], column: str) -> pd.DataFrame:
    """The coders' answers in one column, side by side, in one spelling."""
    given = [_keyed(sheet)[column].map(lambda cell: _plain(column, cell)) for sheet in sheets]
    answers = pd.concat(given, axis=1, keys=range(len(sheets)), join="outer").astype(object)
    if column == "indicator":
        return answers.apply(_one_wording, axis=1)
    return answers


def _plain(column: str, cell) -> str | float | None:
    text = closed_up("" if pd.isna(cell) else str(cell))
    if column == "quantity_yes_no":
        text = YES_NO.get(text.lower(), text)
    if column == "value":
        try:
            return float(text.replace(",", ""))
        except ValueError:
            pass
    return text or None


def _one_wording(case: pd.Series) -> pd.Series:
    """Each coder's indicator in the first coder's wording, where the two name the same."""
    first = case.dropna().iloc[0] if case.notna().any() else ""
    return case.map(lambda cell: first if pd.notna(cell) and same_indicator(first, cell) else cell)


def verdicts(sheets: dict[str, pd.DataFrame], quantities: pd.DataFrame) -> pd.DataFrame:
    """Return what each coder says of the workbook's reading: sheet, question, yes (how many), n (of how many), per cent.

    `true_quantity`: of the sampled rows of the table, those that the coder calls quantities. `missed`: of the other
    numerals, those that the coder calls quantities. Then, per column, of the true ones that the coder filled, those read
    as the coder does.

    sheets: as read_sheets() gives them. quantities: the table they were drawn from.
    """
    told = _keyed(quantities)
    rows = [(name, *row) for name, sheet in sheets.items() for row in _verdict(_keyed(sheet), told)]
    table = pd.DataFrame(rows, columns=["sheet", "question", "yes", "n"])
    return table.assign(per_cent=100 * table["yes"] / table["n"].where(table["n"] > 0))


def _verdict(coder: pd.DataFrame, told: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    called = coder["quantity_yes_no"].map(lambda cell: _plain("quantity_yes_no", cell))
    read = coder.index.isin(told.index)
    yield "true_quantity", (called[read] == "yes").sum(), called[read].notna().sum()
    yield "missed", (called[~read] == "yes").sum(), called[~read].notna().sum()
    true = coder.index[read & (called == "yes")]
    for column in CODED[1:]:
        answers = _answers((coder.loc[true].reset_index(), told.loc[true].reset_index()), column)
        answers = answers[answers[0].notna()]
        yield column, (answers[0] == answers[1]).sum(), len(answers)


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{key: table[key].astype(str) for key in KEYS}).set_index(KEYS)
