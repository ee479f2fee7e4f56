"""Prints time and peak memory of similarity and shared passages for 100, 300 and 1,000 reports: python benchmarks/similarity.py FOLDER [N ...]."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lib.cleaning import clean
from lib.corpus.files import read_corpus
from lib.likeness.passages import shared_passages
from lib.likeness.similarity import similarity
from lib.rules import in_force
from lib.words import keywords, word_counts

SIZES = (100, 300, 1_000)
STEPS = ("read and clean", "count words", "passages", "similarity")


def measured(work: Callable) -> tuple[object, dict]:
    """Return a step's result, and its seconds by the clock and by the processor and the peak memory so far (MB)."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, {
        "seconds": time.perf_counter() - clock,
        "cpu": time.process_time() - processor,
        "peak": _peak(),
    }


def _peak() -> float:
    """Peak memory of this process in MB; macOS counts bytes, Linux kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def one_size(folder: Path, size: int) -> dict:
    """Return the measurements of one corpus: the first `size` reports of a folder."""
    keywords.count_words(in_force(), "预热")
    steps = {}
    texts, steps["read and clean"] = measured(
        lambda: {report.doc_id: clean(in_force(), report.raw) for report in read_corpus(folder)[0][:size]}
    )
    words, steps["count words"] = measured(
        lambda: keywords.word_table_from(
            in_force(),
            (word_counts.of_report(in_force(), doc_id, text.text) for doc_id, text in texts.items()),
        )
    )
    found, steps["passages"] = measured(lambda: shared_passages(in_force(), texts))
    table, steps["similarity"] = measured(lambda: similarity(words, found.pairs))
    return {
        "reports": len(texts),
        "characters": sum(len(text.text) for text in texts.values()),
        "rows": len(found.passages),
        "pairs": len(table),
        "steps": steps,
    }


def main(folder: Path, sizes: list[int]) -> None:
    """Measure each size in a process of its own and print a table, each figure with its ratio to the size before."""
    print(f"{'':8}{'Mchar':>7}{'passages':>10}{'pairs':>8}" + "".join(f"{step:>28}" for step in STEPS))
    print(f"{'':33}" + f"{'s':>12}{'cpu s':>8}{'MB':>8}" * len(STEPS))
    before = None
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, str(folder), "--one", str(size)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout)
        numbers = [found["characters"] / 1e6, found["rows"], found["pairs"]]
        numbers += [found["steps"][step][name] for step in STEPS for name in ("seconds", "cpu", "peak")]
        widths = [7, 10, 8] + [12, 8, 8] * len(STEPS)
        _line(str(found["reports"]), numbers, widths, "{:.2f}")
        if before:
            _line("  ratio", [new / max(old, 0.001) for new, old in zip(numbers, before)], widths, "{:.1f}x")
        before = numbers


def _line(name: str, numbers: list[float], widths: list[int], form: str) -> None:
    print(f"{name:8}" + "".join(form.format(number).rjust(width) for number, width in zip(numbers, widths)))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[2:3] == ["--one"]:
        print(json.dumps(one_size(Path(sys.argv[1]), int(sys.argv[3]))))
    else:
        main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or list(SIZES))
