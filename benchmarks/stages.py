"""Prints how long each stage of reading takes beside plain jieba segmentation of the same text: python benchmarks/stages.py [N]."""

import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jieba

from lib import paths
from lib.cleaning import clean
from lib.metadata import read_metadata
from lib.quantities import find_quantities
from lib.quantities.naming import name_indicators
from lib.quantities.standing import read_circumstances
from lib.rules import in_force
from lib.structure import find_sections, split_sentences
from lib.words import keywords

LENGTH = 5_500  # characters of a township report
BAD = {
    "digits only": "1234567890",
    "no punctuation": "全镇完成财政收入",
    "unpaired quotes": "“财政收入",
    "brackets": "（",
    "Chinese numerals": "一千二百三十",
}


def made_up_reports(n: int, seed: int = 7) -> list[str]:
    """Return n texts of about LENGTH characters: sentences of the shipped reports in random order, digits drawn anew."""
    draw = random.Random(seed)
    raw = "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths.texts().glob("*.txt")))
    sentences = [found for found in re.split(r"(?<=[。！？])|\n", raw) if found and len(found.strip()) > 5]
    texts = []
    for _ in range(n):
        pieces, length = ["各位代表：\n一、2020年工作回顾\n"], 0
        while length < LENGTH:
            piece = re.sub(r"\d", lambda digit: str(draw.randint(1, 9)), draw.choice(sentences))
            pieces.append(piece + ("\n" if draw.random() < 0.15 else ""))
            length += len(piece)
        texts.append("".join(pieces))
    return texts


def seconds(work: Callable, items: Iterable) -> tuple[float, list]:
    """Return the processor seconds that `work` takes for all items, and its results."""
    begin = time.process_time()
    results = [work(item) for item in items]
    return time.process_time() - begin, results


def main(n: int) -> None:
    """Print one line per step: seconds, milliseconds a report, and the ratio to jieba's time."""
    jieba.setLogLevel(60)
    jieba.initialize()
    keywords.count_words(in_force(), "预热")
    raws = made_up_reports(n)
    baseline, _ = seconds(jieba.lcut, raws)
    steps = {"plain jieba segmentation (baseline)": baseline}
    steps["cleaning"], cleaned = seconds(partial(clean, in_force()), raws)
    texts = [text.text for text in cleaned]
    steps["structure"], built = seconds(lambda text: _structure(text), texts)
    steps["metadata"], told = seconds(lambda i: read_metadata(in_force(), cleaned[i], built[i][0]), range(n))
    steps["quantities"], found = seconds(partial(find_quantities, in_force()), texts)
    steps["indicators"], _ = seconds(
        lambda i: name_indicators(in_force(), texts[i], *built[i], found[i]), range(n)
    )
    steps["scope, status, period"], _ = seconds(
        lambda i: read_circumstances(
            in_force(), texts[i], *built[i], found[i], told[i]["review_year"], told[i]["plan_year"]
        ),
        range(n),
    )
    steps["words"], _ = seconds(partial(keywords.count_words, in_force()), texts)
    print(f"{n} texts of {sum(map(len, raws)) / n:,.0f} characters, one process, processor seconds")
    for name, spent in steps.items():
        print(
            f"{name:36} {spent:7.2f} s  {1000 * spent / n:6.2f} ms a report  {spent / baseline:5.2f} x jieba"
        )
    _growth()


def _structure(text: str) -> tuple:
    sections = find_sections(in_force(), text)
    return sections, split_sentences(text, sections)


def _read_all(text: str) -> None:
    text = clean(in_force(), text).text
    sections, sentences = _structure(text)
    quantities = find_quantities(in_force(), text)
    name_indicators(in_force(), text, sections, sentences, quantities)
    read_circumstances(in_force(), text, sections, sentences, quantities, 2020, 2021)


def _growth() -> None:
    """Print, for each bad input, the seconds at two sizes: eight times the text should take about eight times as long."""
    print("\nbad input: seconds for 25,000 and 200,000 characters, and how many times as long")
    for name, unit in BAD.items():
        small, _ = seconds(_read_all, [unit * (25_000 // len(unit))])
        large, _ = seconds(_read_all, [unit * (200_000 // len(unit))])
        print(f"{name:36} {small:7.2f} s  {large:7.2f} s  {large / max(small, 0.01):5.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
