"""Sets the workbook up and runs it: python run.py [run | test | lab | tables | panel | places | html | export]; needs Python 3.11 or later with pip."""

import sys

# Older Pythons must be able to read this file far enough to say so: no newer syntax anywhere in it.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"This workbook needs Python 3.11 or later; this is Python {sys.version.split()[0]} ({sys.executable}).\n"
        "Get a newer one from https://www.python.org/downloads/ and call it by its own name, for example\n"
        "    python3.12 run.py      (Linux, macOS)\n"
        "    py -3.12 run.py        (Windows)"
    )

import argparse
import errno
import os
import traceback
from pathlib import Path

from lib import paths
from lib.runner import environment

HELP = {
    "command": "run: everything (default); test: the test suite; lab: JupyterLab; tables: the tables only; "
    "panel: places by years as a dataset for Stata, R and Excel, with a codebook; "
    "places: a reports.csv filled in as far as known, to be checked; "
    "html: offline pages to read, one per report; "
    "export: every figure and table for a paper",
    "data": "folder of your own reports (in it or in its raw/); needs --out, except with places",
    "out": "folder for the results from your own reports; the shipped results stay as they are",
    "jobs": "number of processes that read reports (from 200 reports on as many as the machine has cores)",
    "select": "only some reports: province=山东 year=2019-2021 level=town, by any column of reports.csv (needs --out)",
    "csv": "with run and tables: tables as CSV too where there are more than 1,000 reports",
    "words": "with panel: words to count, separated by commas, or a text file with one a line",
    "language": "with lab: language of JupyterLab's menus (zh unless you say en); with html: of the pages' own words (zh);"
    " with export: zh, en or both (both)",
    "width": "with export: width of the figures, a name in data/dictionaries/figure_widths.csv (elsevier-single)",
    "formats": "with export: of pdf, svg, png, png600, tiff, csv, xlsx, docx, tex, separated by commas (all)",
    "index_url": "at set-up: the mirror to take packages from",
}
USES = {
    "run": ("data", "out", "select", "jobs", "csv"),
    "tables": ("data", "out", "select", "jobs", "csv"),
    "panel": ("data", "out", "select", "jobs", "words"),
    "places": ("data", "out", "jobs"),
    "lab": ("out", "language"),
    "test": (),
}
USES["html"] = ("data", "out", "select", "jobs", "language")
USES["export"] = ("data", "out", "select", "jobs", "language", "width", "formats")
OWN_FOLDERS = ("data", "figures", "lib", "notebooks", "tests", ".venv", ".git")
RESULT_FOLDERS = ("tables", "panel", "figures", "notebooks", "texts", "html", "cache")


def say(text: str = "") -> None:
    """Print a message at once."""
    print(text, flush=True)


# --- the command line -----------------------------------------------------------------------------------------


def read_options(arguments: list) -> tuple:
    """Return the options and, for test and lab, the arguments left over for pytest and JupyterLab."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("command", nargs="?", choices=sorted(USES), default="run", help=HELP["command"])
    parser.add_argument("--data", metavar="DIR", help=HELP["data"])
    parser.add_argument("--out", metavar="DIR", help=HELP["out"])
    parser.add_argument("--jobs", type=int, metavar="N", help=HELP["jobs"])
    parser.add_argument("--select", metavar="TEXT", help=HELP["select"])
    parser.add_argument("--csv", action="store_true", default=None, help=HELP["csv"])
    parser.add_argument("--words", metavar="LIST", help=HELP["words"])
    parser.add_argument("--language", choices=("zh", "en", "both"), help=HELP["language"])
    parser.add_argument("--width", metavar="NAME", help=HELP["width"])
    parser.add_argument("--formats", metavar="LIST", help=HELP["formats"])
    parser.add_argument("--index-url", metavar="URL", help=HELP["index_url"])
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command not in ("test", "lab"):
        parser.error(f"unknown: {' '.join(rest)}")
    for name in ("data", "out", "jobs", "csv", "select", "words", "language", "width", "formats"):
        if name not in USES[options.command] and getattr(options, name) is not None:
            parser.error(f"--{name} does not go with {options.command}")
    if options.command == "lab" and options.language == "both":
        parser.error("JupyterLab's menus have one language: zh or en")
    if options.command == "html" and options.language == "both":
        parser.error("the pages have one language: zh or en")
    if options.command == "places" and not options.data:
        parser.error("places needs --data DIR: the folder of reports, into which it writes reports.csv")
    if options.jobs is not None and options.jobs < 1:
        parser.error("--jobs must be 1 or more")
    return options, rest


def choose_corpus(data: str, out: str, select: str = "") -> None:
    """Point lib.paths to the corpus in folder `data` with results in `out`, or to the shipped one when both are empty.

    select: which of its reports are taken; "" for all.

    Exits with a message when the folders cannot be right.
    """
    os.environ.pop(paths.OUT_VARIABLE, None)
    paths.select(select)
    if select and not out:
        raise SystemExit(
            f"--select needs --out DIR as well, and --data DIR the first time (the shipped reports: {paths.SHIPPED_DATA})."
        )
    if not data and not out:
        return
    problem = out_problem(out) or reports_problem(data, out)
    if problem:
        raise SystemExit(problem)
    os.environ[paths.OUT_VARIABLE] = str(Path(out).resolve())
    if data:
        paths.remember_data(Path(data))
    paths.data()  # raises FileNotFoundError, with what to do, for an --out that no --data was given for yet


def refuse_missing(data: str) -> None:
    """Exit with a message where there is no folder `data`."""
    if not Path(data).resolve().is_dir():
        raise SystemExit(f"--data {Path(data).resolve()}: there is no such folder.")


def out_problem(out: str) -> str:
    """Return what is wrong with the folder for results, or ""."""
    if not out:
        return "--data needs --out DIR as well: where the results go. The shipped results stay as they are."
    folder = Path(out).resolve()
    if folder == paths.ROOT or any(is_in(folder, paths.ROOT / name) for name in OWN_FOLDERS):
        better = paths.ROOT.parent / "results"
        return f"--out {folder} is one of the workbook's own folders. Choose another one, such as {better}"
    if folder.exists() and not folder.is_dir():
        return f"--out {folder} is a file; it must be a folder."
    return ""


def reports_problem(data: str, out: str) -> str:
    """Return what is wrong with the folder of reports, or ""; an empty `data` is the one remembered in `out`."""
    if not data:
        return ""
    folder, results = Path(data).resolve(), Path(out).resolve()
    if not folder.is_dir():
        return f"--data {folder}: there is no such folder."
    reports = folder / "raw" if (folder / "raw").is_dir() else folder
    if not any(item.is_file() and not item.name.startswith(".") for item in reports.rglob("*")):
        return f"--data {folder}: there is no file in {reports}. Put the reports there, one file each."
    if is_in(results, reports) or any(is_in(reports, results / name) for name in RESULT_FOLDERS):
        better = folder.with_name(folder.name + "-results")
        return (
            f"--out {results} and the reports in {reports} must be apart: next time, results would be taken for reports.\n"
            f"Choose another --out, such as {better}"
        )
    return ""


def is_in(folder: Path, other: Path) -> bool:
    """Return whether `folder` is the other one or lies in it."""
    return folder == other or other in folder.parents


# --- the commands, run by the environment's Python --------------------------------------------------------------


def run_all(options: argparse.Namespace, rest: list) -> int:
    """Build the tables, execute the notebooks and say where the results are; returns an exit code."""
    from lib.runner import notebooks

    summary = build_tables(options)
    problems = notebooks.update(say)
    say_results(summary)
    say(f"Figures:   {paths.figures()}\nNotebooks: {paths.notebooks()}")
    say("Open them: " + environment.command(f'lab --out "{paths.out()}"' if paths.out() else "lab"))
    for problem in problems:
        say(f"\nNOT DONE: {problem}")
    return 1 if problems else 0


def only_tables(options: argparse.Namespace, rest: list) -> int:
    """Build the tables and say where they are; returns an exit code."""
    say_results(build_tables(options))
    return 0


def make_panel(options: argparse.Namespace, rest: list) -> int:
    """Build the tables, write the panel and say where it is; returns an exit code."""
    from lib import exports
    from lib.rules import in_force

    words = wanted_words(options.words or "")
    say_results(build_tables(options))
    written = exports.write_panel(in_force(), paths.panel(), words)
    say(f"Panel:     {paths.panel()} ({', '.join(path.name for path in written)})")
    return 0


def wanted_words(told: str) -> list:
    """Return the words to count: those of a text file, one a line, or those told, separated by commas."""
    file = Path(told)
    if told.endswith(".txt"):
        if not file.is_file():
            raise SystemExit(f"--words {told}: there is no such file.")
        told = file.read_text(encoding="utf-8-sig")
    for sign in "，、;；\n":
        told = told.replace(sign, ",")
    return [word.strip() for word in told.split(",") if word.strip()]


def fill_places(options: argparse.Namespace, rest: list) -> int:
    """Write a reports.csv with places and years as far as known and say how much is; returns an exit code."""
    from lib import tables

    path, sheet = tables.write_place_sheet(Path(options.data), say, options.jobs or 1)
    if not len(sheet):
        raise SystemExit(f"No report could be read from {options.data}; the messages above say why.")
    known = ", ".join(f"{name} {(sheet[name] != '').sum()}" for name in ("town", "county", "review_year"))
    say(f"{len(sheet)} reports, told of them: {known}.")
    say(f"Check and fill in: {path}")
    if path.name != "reports.csv":
        say("Your reports.csv stays as it is; copy over what you want to keep.")
    return 0


def export(options: argparse.Namespace, rest: list) -> int:
    """Export every figure and table for a paper, in the width, languages and formats asked for; returns an exit code."""
    from lib.runner import papers

    build_tables(options)
    languages = ("zh", "en") if options.language in (None, "both") else (options.language,)
    asked = {"width": options.width, "formats": tuple(filter(None, (options.formats or "").split(",")))}
    try:
        problems = papers.export(
            languages=languages, say=say, **{name: value for name, value in asked.items() if value}
        )
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    for problem in problems:
        say(f"\nNOT DONE: {problem}")
    return 1 if problems else 0


def write_html(options: argparse.Namespace, rest: list) -> int:
    """Write the offline pages of the corpus and say where they begin; returns an exit code."""
    from lib.runner import pages

    say_results(build_tables(options))
    first = pages.write_pages(options.language or "zh", say)
    say(f"Pages:     {first}\nOpen this file in a browser; it needs no network.")
    return 0


def build_tables(options: argparse.Namespace) -> dict:
    """Build the corpus's tables and return their summary, or exit with the reason."""
    from lib import tables

    try:
        summary = tables.build(say, options.jobs, bool(options.csv))
    except ValueError as problem:
        place = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        raise SystemExit(f"The tables could not be built: {problem}\n(found in {where})") from None
    if not summary["reports"]:
        raise SystemExit(f"No report could be read from {paths.data()}; the messages above say why.")
    return summary


def say_results(summary: dict) -> None:
    """Say how many reports were read, by which readers, and where the tables are."""
    from lib import tables

    say(f"\nReports: {summary['reports']}. Files set aside: {summary['set_aside']}.")
    for line in tables.summary_lines(tables.load("reports"), tables.load("set_aside")):
        say(line)
    say(f"Tables:    {paths.tables()}")


def run_tests(options: argparse.Namespace, rest: list) -> int:
    """Run the test suite; returns pytest's exit code."""
    os.chdir(paths.ROOT)
    return environment.hand_over(["-m", "pytest", "-n", "2", *rest])


def open_lab(options: argparse.Namespace, rest: list) -> int:
    """Open JupyterLab on the start page; returns its exit code."""
    from lib.runner import lab

    language = options.language or "zh"
    environment.set_language(language)
    try:
        arguments = lab.prepare(rest, language, say)
    except lab.LabProblem as problem:
        raise SystemExit(str(problem)) from None
    return environment.hand_over(["-m", "jupyterlab", *arguments])


COMMANDS = {
    "run": run_all,
    "tables": only_tables,
    "panel": make_panel,
    "places": fill_places,
    "test": run_tests,
    "lab": open_lab,
    "html": write_html,
    "export": export,
}


def main(arguments: list) -> int:
    """Make the environment if need be, run the command in it, and return an exit code."""
    options, rest = read_options(arguments)
    if not environment.names_are_utf8():
        return environment.again_in_utf8([paths.ROOT / "run.py", *arguments])
    if options.command == "places":
        refuse_missing(options.data)
    else:
        choose_corpus(options.data, options.out, options.select or "")
    if environment.inside():
        return COMMANDS[options.command](options, rest)
    environment.ensure(say, options.index_url)
    return environment.hand_over([paths.ROOT / "run.py", *arguments])


def guarded(arguments: list):
    """Run main and return its exit code; what a user can mend comes back in words instead of a traceback."""
    try:
        return main(arguments)
    except KeyboardInterrupt:
        return "\nStopped. What was finished is kept; the same command goes on from there."
    except (environment.SetupProblem, FileNotFoundError) as problem:
        return f"\n{problem}"
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            return "\n" + environment.full_message(paths.out() or paths.ROOT)
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return "\n" + environment.permission_message(problem.filename or environment.VENV)
        raise


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that is not UTF-8 shows ? for what it lacks
    sys.exit(guarded(sys.argv[1:]))
