"""Sets the workbook up and runs it: python run.py [run | test | lab | tables | panel | places | html | export]; needs Python 3.11 or later with pip."""

import sys

# Older Pythons must be able to read this file far enough to say so: no newer syntax anywhere in it.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"This workbook needs Python 3.11 or later; this is Python {sys.version.split()[0]} ({sys.executable}).\n"
        "Get a newer one from https://www.python.org/downloads/ and call it by its own name, for example\n"
        "    python3.12 run.py      (Linux, macOS)\n"
        "    py -3.12 run.py        (Windows)\n"
        "\u672c\u5de5\u4f5c\u7c3f\u9700\u8981 Python 3.11 \u6216\u66f4\u65b0\u7248\u672c\uff1b\u5b89\u88c5\u540e\u4ee5\u5176\u5168\u540d\u8fd0\u884c\uff0c\u5199\u6cd5\u5982\u4e0a\u3002"
    )

import argparse
import errno
import os
import traceback
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from lib import paths
from lib.rules import LANGUAGE_VARIABLE, meant, message, nearest
from lib.runner import environment

OPTIONS = (
    "data",
    "out",
    "jobs",
    "select",
    "csv",
    "words",
    "language",
    "width",
    "formats",
    "figure",
    "index_url",
)
USES = {
    "run": ("data", "out", "select", "jobs", "csv", "language"),
    "tables": ("data", "out", "select", "jobs", "csv", "language"),
    "panel": ("data", "out", "select", "jobs", "words", "language"),
    "places": ("data", "out", "jobs", "language"),
    "lab": ("out", "select", "language"),
    "test": ("language",),
}
USES["html"] = ("data", "out", "select", "jobs", "language")
USES["export"] = ("data", "out", "select", "jobs", "language", "width", "formats", "figure")
OWN_FOLDERS = ("data", "figures", "lib", "notebooks", "tests", ".venv", ".git")
RESULT_FOLDERS = ("tables", "panel", "figures", "notebooks", "texts", "html", "cache")


def say(text: str = "") -> None:
    """Print a message at once."""
    print(text, flush=True)


# --- the command line -----------------------------------------------------------------------------------------


def language_of(arguments: list) -> str:
    """Return the language in which to speak: that of --language, else the system's, "zh" or "en"."""
    told = [new for old, new in pairwise(arguments) if old == "--language"]
    told += [one.partition("=")[2] for one in arguments if one.startswith("--language=")]
    if told and told[-1] in ("zh", "en"):
        return told[-1]
    named = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if os.name == "nt" and not named:
        import ctypes

        return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 4 else "en"
    return "zh" if named.lower().startswith("zh") else "en"


def read_options(arguments: list) -> tuple:
    """Return the options and, for test and lab, the arguments left over for pytest and JupyterLab."""
    told = {name: message(f"run.help_{name}") for name in ("command", *OPTIONS)}
    parser = argparse.ArgumentParser(prog="run.py", description=message("run.help_about"), allow_abbrev=False)
    parser.add_argument("command", nargs="?", choices=sorted(USES), default="run", help=told["command"])
    for name in ("data", "out"):
        parser.add_argument(f"--{name}", metavar="DIR", help=told[name])
    parser.add_argument("--jobs", metavar="N", help=told["jobs"])
    parser.add_argument("--select", metavar="TEXT", help=told["select"])
    parser.add_argument("--csv", action="store_true", default=None, help=told["csv"])
    parser.add_argument("--words", metavar="LIST", help=told["words"])
    parser.add_argument("--language", metavar="zh|en|both", help=told["language"])
    parser.add_argument("--width", metavar="NAME", help=told["width"])
    parser.add_argument("--formats", metavar="LIST", help=told["formats"])
    parser.add_argument("--figure", metavar="NAME", help=told["figure"])
    parser.add_argument("--index-url", metavar="URL", help=told["index_url"])
    parser.error = refuse
    problem = mistyped(arguments)
    if problem:
        refuse(problem)
    options, rest = parser.parse_known_args(arguments)
    problem = wrong_options(options, rest)
    if problem:
        refuse(problem)
    return options, rest


def refuse(problem: str) -> NoReturn:
    """Exit with what is wrong with the command line, and how to see what there is."""
    print(message("run.wrong", problem=problem, command=paths.command("--help")), file=sys.stderr)
    raise SystemExit(2)


def mistyped(arguments: list) -> str:
    """Return what to say of a command that there is not, or of an option that is nearly one of ours; else ""."""
    known = ["--" + name.replace("_", "-") for name in OPTIONS]
    command = next(iter(arguments), "")
    if command and not command.startswith("-") and command not in USES:
        near = meant(command, USES)
        return message("run.no_command", told=command, near=near, known=", ".join(sorted(USES)))
    for told in (argument.partition("=")[0] for argument in arguments):
        # without the dashes, which all have in common, --port is not taken for --out
        near = nearest(told[2:], [name[2:] for name in known]) if told.startswith("--") else ""
        if near and told not in known:
            return message("run.no_option", told=told, near="--" + near)
    return ""


def wrong_options(options: argparse.Namespace, rest: list) -> str:
    """Return what is wrong with the options together, or ""."""
    command = options.command
    if rest and command not in ("test", "lab"):
        return message("run.unknown", rest=" ".join(rest))
    for name in OPTIONS[:-1]:
        if name not in USES[command] and getattr(options, name) is not None:
            return message("run.not_with", name=name, command=command)
    if options.language not in (None, "zh", "en", "both"):
        return message("run.no_language", told=options.language)
    if options.language == "both" and command != "export":
        return message("run.one_language")
    if command == "places" and not options.data:
        return message("run.places_data")
    if options.jobs is not None:
        if not options.jobs.isdecimal() or int(options.jobs) < 1:
            return message("run.jobs")
        options.jobs = int(options.jobs)
    return ""


def choose_corpus(data: str, out: str, select: str = "") -> None:
    """Point lib.paths to the corpus in folder `data` with results in `out`, or to the shipped one when both are empty.

    select: which of its reports are taken; "" for all, or for those of a folder in RESULTS/selections.

    Exits with a message when the folders cannot be right.
    """
    os.environ.pop(paths.OUT_VARIABLE, None)
    if out and not data and not select:
        out, select = map(str, paths.chosen_in(Path(out)))
    paths.select(select)
    if select and not out:
        raise SystemExit(message("run.select_out", shipped=paths.SHIPPED_DATA))
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
        raise SystemExit(message("run.no_folder", folder=Path(data).resolve()))


def out_problem(out: str) -> str:
    """Return what is wrong with the folder for results, or ""."""
    if not out:
        return message("run.data_out")
    folder = Path(out).resolve()
    if folder == paths.ROOT or any(is_in(folder, paths.ROOT / name) for name in OWN_FOLDERS):
        better = paths.ROOT.parent / "results"
        return message("run.own_folder", folder=folder, better=better)
    if folder.exists() and not folder.is_dir():
        return message("run.out_file", folder=folder)
    return ""


def reports_problem(data: str, out: str) -> str:
    """Return what is wrong with the folder of reports, or ""; an empty `data` is the one remembered in `out`."""
    if not data:
        return ""
    folder, results = Path(data).resolve(), Path(out).resolve()
    if not folder.is_dir():
        return message("run.no_folder", folder=folder)
    reports = folder / "raw" if (folder / "raw").is_dir() else folder
    if not any(item.is_file() and not item.name.startswith(".") for item in reports.rglob("*")):
        return message("run.no_file", folder=folder, reports=reports)
    if is_in(results, reports) or any(is_in(reports, results / name) for name in RESULT_FOLDERS):
        better = folder.with_name(folder.name + "-results")
        return message("run.apart", results=results, reports=reports, better=better)
    return ""


def is_in(folder: Path, other: Path) -> bool:
    """Return whether `folder` is the other one or lies in it."""
    return folder == other or other in folder.parents


# --- the commands, run by the environment's Python --------------------------------------------------------------


def run_all(options: argparse.Namespace, rest: list) -> int:
    """Build the tables, execute the notebooks and say where the results are; returns an exit code."""
    from lib.runner import notebooks

    summary = build_tables(options)
    problems = notebooks.update(say, options.language or "")
    say_results(summary)
    opening = environment.command(f"lab {paths.options()}".strip())
    say(message("run.figures", figures=paths.figures()))
    say(message("run.notebooks", notebooks=paths.notebooks()))
    say(message("run.open", command=opening))
    return say_problems(problems)


def say_problems(problems: list) -> int:
    """Say what was not done; returns an exit code."""
    for problem in problems:
        say("\n" + message("run.not_done", problem=problem))
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
    files = ", ".join(path.name for path in written)
    say(message("run.panel", panel=paths.panel(), files=files))
    return 0


def wanted_words(told: str) -> list:
    """Return the words to count: those of a text file, one a line, or those told, separated by commas."""
    file = Path(told)
    if told.endswith(".txt"):
        if not file.is_file():
            raise SystemExit(message("run.no_words", file=told))
        told = file.read_text(encoding="utf-8-sig")
    for sign in "，、;；\n":
        told = told.replace(sign, ",")
    return [word.strip() for word in told.split(",") if word.strip()]


def fill_places(options: argparse.Namespace, rest: list) -> int:
    """Write a reports.csv with places and years as far as known and say how much is; returns an exit code."""
    from lib import tables

    path, sheet = tables.write_place_sheet(Path(options.data), say, options.jobs or 1)
    if not len(sheet):
        raise SystemExit(message("run.none_read", folder=options.data))
    known = ", ".join(f"{name} {(sheet[name] != '').sum()}" for name in ("town", "county", "review_year"))
    say(message("run.told", n=len(sheet), known=known))
    for line in tables.told_apart(sheet):
        say(line)
    say(message("run.check", path=path))
    if path.name != "reports.csv":
        say(message("run.kept"))
    return 0


def export(options: argparse.Namespace, rest: list) -> int:
    """Export every figure and table for a paper, in the width, languages and formats asked for; returns an exit code."""
    from lib.runner import papers

    build_tables(options)
    languages = ("zh", "en") if options.language in (None, "both") else (options.language,)
    asked = {
        "width": options.width,
        "figure": options.figure,
        "formats": tuple(filter(None, (options.formats or "").split(","))),
    }
    try:
        problems = papers.export(
            languages=languages, say=say, **{name: value for name, value in asked.items() if value}
        )
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    return say_problems(problems)


def write_html(options: argparse.Namespace, rest: list) -> int:
    """Write the offline pages of the corpus and say where they begin; returns an exit code."""
    from lib.runner import pages

    say_results(build_tables(options))
    first = pages.write_pages(options.language or "zh", say)
    say(message("run.pages", first=first))
    return 0


def build_tables(options: argparse.Namespace) -> dict:
    """Build the corpus's tables and return their summary, or exit with the reason."""
    from lib import tables

    try:
        summary = tables.build(say, options.jobs, bool(options.csv))
    except ValueError as problem:
        place = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        raise SystemExit(message("run.not_built", problem=problem, where=where)) from None
    if not summary["reports"]:
        raise SystemExit(message("run.none_read", folder=paths.data()))
    return summary


def say_results(summary: dict) -> None:
    """Say how many reports were read, by which readers, and where the tables are."""
    from lib import tables

    reports = tables.load("reports")
    say("\n" + message("run.reports", n=summary["reports"], aside=summary["set_aside"]))
    for line in tables.summary_lines(reports, tables.load("set_aside")) if summary.get("fresh") else ():
        say(line)
    known = tables.known_corrections()
    quantities = tables.load("quantities", {row["doc_id"] for row in known})
    for line in tables.notices(reports, quantities, known):
        say(line)
    say(message("run.tables", tables=paths.tables()))


def run_tests(options: argparse.Namespace, rest: list) -> int:
    """Run the test suite; returns pytest's exit code."""
    os.chdir(paths.ROOT)
    return environment.hand_over(["-m", "pytest", "-n", "2", *rest])


def open_lab(options: argparse.Namespace, rest: list) -> int:
    """Open JupyterLab on the start page; returns its exit code."""
    from lib.runner import lab

    language = options.language or "zh"
    environment.set_language(language)
    if options.language:
        lab.tell_other_language(language, say)
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
    os.environ[LANGUAGE_VARIABLE] = language_of(arguments)
    environment.command()  # notes down by which name Python was called: the commands that are told to the user have it
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
        return "\n" + message("run.stopped")
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
