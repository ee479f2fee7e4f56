"""Measures the workbook's tables against an ordinary script, and an older workbook, on the same reports, turn by turn.

    python benchmarks/speed.py [N ...] [--rounds 3] [--folder DIR] [--old DIR] [--jobs 1 2]

For each N (100 1000), made-up reports are written into a temporary folder; --folder adds one of one's own. --old names a
checkout of an older version with its own environment, such as `git worktree add ../old ee7e95c && cd ../old && python
run.py tables`. Printed are medians of CPU and wall seconds, their ratios to the ordinary script's, and the highest memory of
all processes together (on Linux). The floor is reading the files and one regular expression. benchmarks/stages.py divides
the time of reading into its stages.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.stages import made_up_reports

FLOOR = """
import re, sys
from pathlib import Path
found = 0
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    found += len(re.findall(r"[0-9][0-9,.]*", path.read_text(encoding="utf-8", errors="replace")))
print(found)
"""
ORDINARY = "ordinary script"


class Spent(NamedTuple):
    """What one run took: CPU and wall seconds, megabytes of all its processes at their most."""

    cpu: float
    wall: float
    memory: float


def spent(command: list[str], folder: Path) -> Spent:
    """Run a command in a folder and return what it took; raises CalledProcessError where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    most = [0.0]
    watch = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watch.start()
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)
    watch.join()
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, wall, most[0])


def _watch(process: subprocess.Popen, most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], _memory(process.pid))
        time.sleep(0.25)


def _memory(process: int) -> float:
    """Megabytes that a process and those it started hold; what they share is counted once."""
    parents, own = {}, {process}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):  # it has just ended
            continue
    while grown := {child for child, parent in parents.items() if parent in own} - own:
        own |= grown
    return sum(map(_share, own))


def _share(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def contestants(
    reports: Path, out: Path, jobs: list[int], old: Path | None
) -> dict[str, tuple[list[str], Path]]:
    """Return what is run, by name: a command and the folder to run it in. out: an empty folder for results."""
    tables = ["run.py", "tables", "--data", str(reports), "--out"]
    found = {
        "reading and one pattern": ([sys.executable, "-c", FLOOR, str(reports)], ROOT),
        ORDINARY: (
            [sys.executable, "benchmarks/ordinary.py", str(reports), str(out / "ordinary")],
            ROOT,
        ),
    }
    for number in jobs:
        own = [sys.executable, *tables, str(out / f"jobs{number}"), "--jobs", str(number)]
        found[f"workbook, {number} processes" if number > 1 else "workbook, one process"] = own, ROOT
    if old:
        python = old / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        found["older workbook, one process"] = [str(python), *tables, str(out / "old"), "--jobs", "1"], old
    return found


def compare(reports: Path, rounds: int, jobs: list[int], old: Path | None) -> None:
    """Print one line for each contestant on the reports of a folder."""
    took: dict[str, list[Spent]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as out:
            for name, (command, folder) in contestants(reports, Path(out), jobs, old).items():
                took.setdefault(name, []).append(spent(command, folder))
    middle = {
        name: Spent(*(statistics.median(part) for part in zip(*runs, strict=True)))
        for name, runs in took.items()
    }
    measure = middle[ORDINARY]
    number = sum(path.is_file() for path in reports.rglob("*"))
    print(f"\n{number} files, median of {rounds} rounds\n{'':28}  CPU s   ratio  wall s   ratio      MB")
    for name, own in middle.items():
        ratios = own.cpu / measure.cpu, own.wall / measure.wall
        print(f"{name:28} {own.cpu:6.1f} {ratios[0]:7.2f} {own.wall:7.1f} {ratios[1]:7.2f} {own.memory:7.0f}")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("numbers", type=int, nargs="*", help="made-up reports (100 1000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, action="append", default=[], help="reports of one's own")
    parser.add_argument("--old", type=Path, help="checkout of an older version, with its environment")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    asked = parser.parse_args()
    for number in asked.numbers or ([] if asked.folder else [100, 1000]):
        with tempfile.TemporaryDirectory() as folder:
            for place, text in enumerate(made_up_reports(number)):
                (Path(folder) / f"{place:06}.txt").write_text(text, encoding="utf-8")
            compare(Path(folder), asked.rounds, asked.jobs, asked.old)
    for folder in asked.folder:
        compare(folder.resolve(), asked.rounds, asked.jobs, asked.old)


if __name__ == "__main__":
    main()
