"""Finds the cells that stand where a text is damaged, as rules (gaps) and readers (known_damage) found it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

_QUOTED = re.compile("“([^”]{2,})”")
_FROM_TO = re.compile("^(.{2,})……(.{2,})$")
_NUMERALS = "〇零一二三四五六七八九十百千两"
_LEAST = 4  # characters of a passage, or of an indicator's name, below which it may stand anywhere


class Damage(NamedTuple):
    """What is damaged in one report: lost passages, reader's notes, and (start, end, note) of long passages."""

    quoted: list[str]
    notes: list[str]
    spans: list[tuple[int, int, str]]


def damaged(cells: pd.DataFrame, reports: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with flag_damage and passage, what the flag quotes.

    A quoted passage of gaps or known_damage casts doubt on the figures of its clause and its sentence; “开头……结尾” is a
    passage from one sentence to another, both of which hold a number, and the note stands by every figure in it. What
    contradicts itself is no loss: hedges are a bound, years a dispute.

    cells: with the other flags. reports: the table. sentences: doc_id, sentence_start and sentence, in which the ends of
    a passage are looked for.
    """
    hurt = reports[(reports["gaps"] != "") | (reports["known_damage"] != "")]
    lines = sentences[sentences["doc_id"].isin(hurt["doc_id"])]
    lines = lines[["doc_id", "sentence_start", "sentence"]].drop_duplicates().sort_values("sentence_start")
    by_report = dict(tuple(lines.groupby("doc_id")))
    told = {
        row.doc_id: _read(row.gaps, row.known_damage, by_report.get(row.doc_id, lines.head(0)))
        for row in hurt.itertuples()
    }
    doubtful = cells[cells["doc_id"].isin(told)]
    needed = doubtful[["doc_id", "indicator", "surface", "sentence", "sentence_start", "at"]]
    found = pd.DataFrame(
        [_damage(row, told[row.doc_id]) for row in needed.itertuples()],
        index=doubtful.index,
        columns=["flag_damage", "passage"],
    ).reindex(cells.index, fill_value="")
    flagged = cells.join(found)
    spoken = (flagged["passage"] == "") & (flagged["flag_period"] == "so_far")
    return flagged.assign(passage=flagged["passage"].where(~spoken, flagged["so_far"]))


def _read(gaps: str, known_damage: str, lines: pd.DataFrame) -> Damage:
    """What rules and a reader say of one report, with the places of passages that run over several sentences."""
    passages = [passage for passage in _QUOTED.findall(gaps + known_damage) if len(passage) >= _LEAST]
    notes = [piece for piece in re.split("[；;。\n](?![^“”]*”)", known_damage) if piece]
    spans = []
    for note in notes:
        for ends in filter(None, map(_FROM_TO.match, _QUOTED.findall(note))):
            first, last = (_starts(lines, end) for end in ends.groups())
            first, last = first[:1], [start for start in last if first and start >= first[0]][:1]
            if first and last:
                spans.append((first[0], last[0], note))
    return Damage([passage for passage in passages if not _FROM_TO.match(passage)], notes, spans)


def _starts(lines: pd.DataFrame, words: str) -> list[int]:
    """Where the sentences begin that hold some words, spaces and punctuation aside."""
    bare = re.sub(r"\W", "", words)
    rows = zip(lines["sentence_start"], lines["sentence"], strict=True)
    return [start for start, sentence in rows if bare in re.sub(r"\W", "", sentence)]


def _damage(row, told: Damage) -> tuple[str, str]:
    """The flag of one cell, and what it is raised for: a loss in the figure's own clause casts doubt on the figure."""
    surface = "".join(row.surface.split())
    flag = _lost(row, surface, told.quoted)
    if flag[0]:
        return flag
    for first, last, note in told.spans:
        if first <= row.sentence_start <= last:
            return "reader_note", note
    # 20户 is not in 120户, 1,020户 or 二十户; a comma that ends a clause may stand before it
    whole = re.compile(rf"(?<![\d.{_NUMERALS}])(?<!\d[,，]){re.escape(surface)}(?!\.?\d)")
    for note in told.notes:
        if whole.search(note) or (len(row.indicator) >= _LEAST and row.indicator in note):
            return "reader_note", note
    return "", ""


def _lost(row, surface: str, passages: Iterable[str]) -> tuple[str, str]:
    """damage_near or damage_in_sentence, where the sentence holds a passage that lost something."""
    flag = ("", "")
    for passage in passages:
        at = row.sentence.find(passage)
        if at >= 0 and row.at >= 0:
            first, last = sorted([(row.at, row.at + len(surface)), (at, at + len(passage))])
            if not re.search("[，,；;。]", row.sentence[first[1] : last[0]]):
                return "damage_near", f"“{passage}”"
            flag = ("damage_in_sentence", f"“{passage}”")
    return flag
