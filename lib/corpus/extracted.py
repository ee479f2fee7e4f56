"""What a reader gives for one file: its text, where its pages begin, what was lost or changed; or why it gives none."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple


class NotReadable(ValueError):
    """Why a file gives no report: `problem` is a short name, the message says what is wrong and what to do."""

    def __init__(self, problem: str, message: str):
        super().__init__(message)
        self.problem = problem


class Loss(NamedTuple):
    """What stands otherwise in the text [start, end) than in the file; `rule` is a row of reading_rules.csv.

    values: what the rule's sentences name, such as (("removed", "8.5"),). A loss without a place is at (0, 0).
    """

    start: int
    end: int
    rule: str
    values: tuple[tuple[str, str | int], ...] = ()


class Extracted(NamedTuple):
    """The text of one file, the name of its reader, the offset at which each page begins, and the losses in order."""

    text: str
    reader: str
    pages: tuple[int, ...] = ()
    losses: tuple[Loss, ...] = ()


class Piece(NamedTuple):
    """A run of text; one with a rule becomes a loss with the place where the text comes to stand, be it empty."""

    text: str
    rule: str = ""
    values: tuple[tuple[str, str | int], ...] = ()


Line = list[Piece]
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOTE_MARK = re.compile(r"[\s\[\]()（）〔〕［］,，]*[0-9][\s\[\]()（）〔〕［］0-9,，]*")


def raised(text: str) -> Piece:
    """Return text that is set higher: figures of a note or a power as ¹²³, for 财政收入¹41.3亿元 is no 141.3; words as they are."""
    return Piece(text.translate(RAISED), "raised") if NOTE_MARK.fullmatch(text) else Piece(text)


def plain(pieces: Iterable[Piece]) -> str:
    """Return the text of some pieces."""
    return "".join(piece.text for piece in pieces)


def stripped(pieces: Sequence[Piece]) -> Line:
    """Return the pieces without the white space around their text."""
    left = list(pieces)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while left and not left[at].rule and not strip(left[at].text):
            del left[at]
        if left:
            left[at] = left[at]._replace(text=strip(left[at].text))
    return left


def assembled(lines: Iterable[Line], reader: str, overall: Iterable[Loss] = ()) -> Extracted:
    """Return lines of pieces as one text with \\n between them, each piece with a rule as a loss in its place.

    overall: losses without a place, which stand before the others.
    """
    texts, losses, at = [], list(overall), 0
    for line in lines:
        for piece in line:
            if piece.rule:
                losses.append(Loss(at, at + len(piece.text), piece.rule, piece.values))
            texts.append(piece.text)
            at += len(piece.text)
        texts.append("\n")
        at += 1
    return Extracted("".join(texts[:-1]), reader, (), tuple(_merged(losses)))


def _merged(losses: Iterable[Loss]) -> Iterator[Loss]:
    """Join neighbours of one rule: Word cuts one deletion into a run for each font."""
    held: Loss | None = None
    for loss in losses:
        if held and (held.rule, held.end) == (loss.rule, loss.start) and loss.end and len(loss.values) == 1:
            joined = str(held.values[0][1]) + str(loss.values[0][1])
            held = Loss(held.start, loss.end, held.rule, ((held.values[0][0], joined),))
            continue
        if held:
            yield held
        held = loss
    if held:
        yield held


def described(extracted: Extracted) -> str:
    """Return by which reader a report was read and with what losses: "docx; inserted=2; deleted=1; numbers=14".

    A loss that counts something adds its count, any other 1; rules stand in the order in which they first occur.
    """
    counts: Counter[str] = Counter()
    for rule, losses in groupby(extracted.losses, key=lambda loss: loss.rule):
        counts[rule] += sum(int(dict(loss.values).get("count", 1)) for loss in losses)
    pages = [f"pages={len(extracted.pages)}"] if extracted.pages else []
    return "; ".join([extracted.reader, *pages, *(f"{rule}={count}" for rule, count in counts.items())])
