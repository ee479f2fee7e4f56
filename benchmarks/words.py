"""Prints how long cutting and counting words takes beside plain jieba, or whether the counts agree: python benchmarks/words.py FOLDER [--agree]."""

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jieba

from lib.cleaning import clean
from lib.corpus.files import read_corpus
from lib.rules import in_force
from lib.words import segmentation

ROUNDS = 3
WAYS = {
    "jieba": "plain jieba and Counter",
    "terms": "township dictionary, names cut",
    "names": "township dictionary, names kept whole",
}


def main(folder: Path, agree: bool) -> None:
    """Print one line per way of cutting, timed in turns, each time in a process of its own; or the reports that differ.

    Turns, since whatever else the machine does should slow all ways alike; of several rounds the fastest counts.
    """
    if agree:
        return _compare(folder)
    spent: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, seconds in spent.items():
            command = [sys.executable, __file__, str(folder), "--way", way]
            seconds.append(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    print(
        f"{len(_texts(folder))} texts, a process for each of {ROUNDS} rounds, processor seconds, dictionaries loaded before"
    )
    for way, what in WAYS.items():
        ratios = sorted(plain / own for plain, own in zip(spent["jieba"], spent[way], strict=True))
        print(
            f"{what:40} {min(spent[way]):7.2f} s; plain jieba takes {min(spent['jieba']) / min(spent[way]):5.1f} times "
            f"as long, {ratios[0]:.1f} to {ratios[-1]:.1f} round by round"
        )


def timed(folder: Path, way: str) -> float:
    """Return the processor seconds that cutting and counting every text of a folder takes in one way.

    The texts are read, and the dictionary is loaded, before the clock starts.
    """
    texts = _texts(folder)
    count = _counter(way)
    count("在高峰村建设东华科技有限公司")
    begin = time.process_time()
    for text in texts:
        count(text)
    return time.process_time() - begin


def _counter(way: str) -> Callable[[str], Counter]:
    if way == "jieba":
        plain = _plain_jieba()
        return lambda text: Counter(plain.lcut(text))
    names = way == "names"
    return lambda text: segmentation.count_han_words(segmentation.tokens(in_force(), text, names=names))


def _plain_jieba() -> jieba.Tokenizer:
    jieba.setLogLevel(60)
    plain = jieba.Tokenizer()
    plain.initialize()
    return plain


def _texts(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def _compare(folder: Path) -> None:
    """Print how many reports have, with jieba's own dictionary, exactly plain jieba's counts of Han words of two or more."""
    plain = _plain_jieba()
    reports, _ = read_corpus(folder)
    kinds = 0
    differing = []
    for report in reports:
        text = clean(in_force(), report.raw).text
        expected = _longer(Counter(plain.lcut(text)))
        counted = _longer(
            segmentation.count_han_words(segmentation.tokens(in_force(), text, segmentation.DEFAULT))
        )
        kinds += len(expected)
        if counted != expected:
            differing.append(report.doc_id)
            print(report.doc_id, sorted((counted - expected).items()), sorted((expected - counted).items()))
    print(
        f"{segmentation.engine()}: {len(reports) - len(differing)} of {len(reports)} reports agree; {kinds:,} word counts compared"
    )


def _longer(counts: Counter) -> Counter:
    """Return the counts of the Han words of two or more characters."""
    return Counter(
        {word: n for word, n in counts.items() if len(word) > 1 and segmentation.is_han_word(word)}
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="a folder of reports as UTF-8 .txt; with --agree, of any format"
    )
    parser.add_argument(
        "--agree", action="store_true", help="compare the counts, word by word, instead of the times"
    )
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        print(timed(arguments.folder, arguments.way))
    else:
        main(arguments.folder, arguments.agree)
