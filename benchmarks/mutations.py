"""Reads texts that were damaged at random and says which law of reading one breaks: python benchmarks/mutations.py [COUNT] [FOLDER] [SEED].

Mutants are pieces of real texts with spans cut out, doubled, swapped, spliced in from another text, or sown with signs that
readers stumble over. The same seed gives the same mutants. COUNT: 10,000 unless said. FOLDER: of .txt files, data/raw unless said.
Laws: nothing raises; what is kept and what edits took make up the raw text; cleaning what is clean changes nothing; raw[start:end] is the surface of
each row; none takes more than 20 times the median time for its length.
"""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from lib import paths
from lib.cleaning import CleanText, clean
from lib.corpus import Report
from lib.rules import Rules
from lib.tables.one_report import report_rows

SLOWEST = 20  # times the median
BASE = 2000  # characters: what reading costs however short a text is, in characters of a long one
SOWN = [
    *"\n \u3000\t\0\ufffd\ufeff\u200b\u202e\ue010\ue704〇○￥％%‰０９٢१Ⅷ⒈①½²㎡⺠𡌶万亿千点成倍折余多近第年月至—～-.,，。、（）《》“”$|*",
    *(
        [
            "\r\n",
            "[1]",
            "<p>",
            "&nbsp;",
            "\\n",
            "=1+1",
            "{}",
            "1,",
            "亿亿",
            "分之",
            "百分之",
            "二○二○年",
            "2020—2021年",
            "其中：",
            "分别",
            "比上年增长",
            "下降到",
            "一、",
            "（一）",
            "1.",
        ]
    ),
    *("1" * 30, "一" * 20, " " * 200, "\n" * 50, "（" * 40),
]


def mutants(texts: list[str], count: int, seed: int = 1, longest: int = 1500) -> Iterator[str]:
    """Yield damaged pieces of texts, of at most about `longest` characters each."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(texts)
        start = chance.randrange(max(1, len(text) - 20))
        piece = text[start : start + chance.randrange(20, longest)]
        for _ in range(chance.randrange(1, 9)):
            piece = _damaged(chance, piece, texts)
        yield piece


def _damaged(chance: random.Random, text: str, texts: list[str]) -> str:
    at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    end = min(end, at + chance.choice((1, 2, 5, 30)))
    match chance.randrange(7):
        case 0:
            return text[:at] + text[end:]
        case 1:
            return text[:end] + text[at:end] * chance.choice((1, 2, 20)) + text[end:]
        case 2:
            return text[:at] + text[at:end][::-1] + text[end:]
        case 3:
            other = chance.choice(texts)
            place = chance.randrange(len(other))
            return text[:at] + other[place : place + chance.randrange(1, 60)] + text[at:]
        case 4:
            return text[:at] + chance.choice(SOWN).join(text[at : at + 40]) + text[at + 40 :]
        case 5:
            old = text[at : at + 1]
            return text.replace(old, chance.choice(SOWN), chance.randrange(1, 6)) if old else text
        case _:
            return text[:at] + chance.choice(SOWN) * chance.choice((1, 1, 2, 7)) + text[at:]


def broken_laws(rules: Rules, raw: str) -> list[str]:
    """Return which laws reading a text breaks, each in a few words; what is raised is one of them."""
    try:
        read = report_rows(rules, Report("x", "x.txt", "", raw), {})
        again = clean(rules, read.text.text).text
    except Exception as error:  # noqa: BLE001  that nothing is raised is the first law
        return [f"raised {type(error).__name__}: {error}"]
    found = [] if _whole(read.text) else ["kept and edits are not the raw text"]
    found += [] if again == read.text.text else ["cleaning is not idempotent"]
    for name, rows in read.rows.items():
        for row in rows:
            start, end = row.get("start"), row.get("end")
            if start is None or end is None:
                continue
            said = row.get("surface", row.get("removed"))
            if not 0 <= start <= end <= len(raw) or said is not None and raw[start:end] != said:
                found.append(f"{name}: raw[{start}:{end}] is not {said!r}")
    return found


def _whole(text: CleanText) -> bool:
    """Whether each character of the raw text is kept in its place or covered by exactly one edit."""
    at, clean_at = 0, 0
    for edit, begins in zip(text.edits, text.clean_starts, strict=True):
        kept = text.raw[at : edit.start]
        if not at <= edit.start < edit.end or text.text[clean_at:begins] != kept:
            return False
        if not text.text.startswith(edit.replacement, begins):
            return False
        at, clean_at = edit.end, begins + len(edit.replacement)
    return text.raw[at:] == text.text[clean_at:]


def tried(
    rules: Rules, texts: list[str], count: int, seed: int = 1
) -> tuple[list[tuple[str, str]], list[tuple[float, str]]]:
    """Return (broken law, text) of the mutants that break one, and (times the median, text) of the slow ones."""
    broken, costs = [], []
    for text in texts[:5]:
        broken_laws(rules, text)  # what is read and compiled once belongs to no mutant
    for raw in mutants(texts, count, seed):
        cost, laws = _cost(rules, raw)
        broken += [(law, raw) for law in laws]
        costs.append((cost, raw))
    limit = SLOWEST * median(cost for cost, _ in costs)
    # A pattern compiled at its first need is no text's fault: what seems slow is timed again, and a slow text stays slow.
    again = [(min(cost, _cost(rules, raw)[0]), raw) for cost, raw in costs if cost > limit]
    return broken, [(cost * SLOWEST / limit, raw) for cost, raw in again if cost > limit]


def _cost(rules: Rules, raw: str) -> tuple[float, list[str]]:
    """Return the seconds a character that a text takes, and the laws that it breaks."""
    started = time.process_time()
    laws = broken_laws(rules, raw)
    return (time.process_time() - started) / (len(raw) + BASE), laws


def main() -> int:
    """Try mutants and print what they break; returns an exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else paths.SHIPPED_DATA / "raw"
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
    broken, slow = tried(Rules(paths.SHIPPED_DATA), texts, count, seed)
    for law, raw in broken[:40]:
        print(f"{law}\n    {raw[:300]!r}")
    for times, raw in slow[:10]:
        print(f"{times:.0f} times the median\n    {raw[:300]!r}")
    print(f"{count} mutants of {len(texts)} texts, seed {seed}: {len(broken)} laws broken, {len(slow)} slow")
    return 1 if broken or slow else 0


if __name__ == "__main__":
    sys.exit(main())
