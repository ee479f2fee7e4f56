"""The commands and the set-up: what they accept, what they refuse and in which words, and when .venv is made anew."""

import ast
import json
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest

import lib
import run
from lib import paths
from lib.rules import dictionaries
from lib.runner import environment

RUN = paths.ROOT / "run.py"


def call(*arguments, options=(), **variables):
    """Run run.py in a process of its own; returns it when it has ended."""
    return subprocess.run(
        [sys.executable, *options, RUN, *arguments],
        capture_output=True,
        env={"PATH": "", "SYSTEMROOT": "", **variables},
        check=False,
    )


# --- older Pythons and bare ones --------------------------------------------------------------------------------


def test_an_older_python_is_told_what_to_get():
    older = (
        "import sys, runpy; sys.version_info = (3, 8, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    answer = subprocess.run([sys.executable, "-c", older, RUN], capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "needs Python 3.11 or later" in answer.stderr
    assert "python.org/downloads" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_older_python_can_read_run_py():
    with pytest.raises(SyntaxError):
        ast.parse("if (n := 1):\n    pass", feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("match n:\n    case 1:\n        pass", feature_version=(3, 7))
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_run_py_needs_no_package_before_the_environment_stands(tmp_path):
    without_packages = call("--data", str(tmp_path / "none"), "--out", str(tmp_path), options=["-S"])
    assert without_packages.returncode == 1
    assert b"there is no such folder" in without_packages.stderr
    assert b"Traceback" not in without_packages.stderr


def test_messages_survive_a_console_that_has_no_chinese(tmp_path):
    answer = call(
        "--data", str(tmp_path / "没有"), "--out", str(tmp_path), PYTHONIOENCODING="ascii", PYTHONUTF8="1"
    )
    assert answer.returncode == 1
    assert b"??: there is no such folder" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives names in UTF-8 always")
def test_chinese_names_are_read_as_such_under_the_locale_c(tmp_path):
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "某镇.doc.exe").write_text("各位代表", encoding="utf-8")
    answer = call(
        *("tables", "--data", tmp_path / "报告", "--out", tmp_path / "结果"),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert "某镇.doc.exe: .exe is not read" in answer.stdout.decode("utf-8"), answer.stderr.decode()


def test_a_full_disk_is_the_one_that_results_go_to(tmp_path, monkeypatch):
    usage = {tmp_path: 3, Path(environment.tempfile.gettempdir()): 900, environment.ROOT: 9000}
    monkeypatch.setattr(
        environment.shutil, "disk_usage", lambda place: SimpleNamespace(free=usage[place] * 2**20)
    )
    assert environment.full_message(tmp_path / "结果" / "x").startswith(
        f"The disk of {tmp_path / '结果' / 'x'} is full: 3 MB are free"
    )


def test_commands_speak_the_language_asked_for_or_the_systems(tmp_path):
    wrong = ("--data", str(tmp_path / "none"), "--out", str(tmp_path))
    told = {
        "zh": call(*wrong, LANG="zh_CN.UTF-8"),
        "en": call(*wrong, LANG="de_DE.UTF-8"),
        "zh asked": call(*wrong, "--language", "zh", LANG="C", PYTHONUTF8="1"),
        "en asked": call(*wrong, "--language=en", LC_ALL="zh_CN.UTF-8"),
    }
    said = {name: answer.stderr.decode("utf-8") for name, answer in told.items()}
    assert {name: "没有这个文件夹" in text for name, text in said.items()} == {
        "zh": True,
        "en": False,
        "zh asked": True,
        "en asked": False,
    }
    assert "there is no such folder" in said["en"] and "there is no such folder" in said["en asked"]
    help_ = call("--help", LANG="zh_CN.UTF-8", PYTHONUTF8="1").stdout.decode("utf-8")
    assert "只生成数据表" in help_ and "the tables only" not in help_


def test_every_message_is_there_in_both_languages_with_the_same_blanks():
    rows = dictionaries.read_table(paths.DICTIONARIES / "interface.csv")
    known = {row["key"]: row for row in rows}
    source = "".join(
        file.read_text(encoding="utf-8") for file in [RUN, *Path(paths.ROOT / "lib").rglob("*.py")]
    )
    assert set(re.findall(r'message\(\s*"([a-z_.]+)"', source)) <= set(known)
    for key, row in known.items():
        blanks = [set(re.findall(r"\{(\w*)", row[language])) for language in ("zh", "en")]
        assert row["zh"] and row["en"] and blanks[0] == blanks[1], key


# --- options ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("lab --data x", "--data does not go with lab"),
        ("test --out x", "--out does not go with test"),
        ("lab --jobs 2", "--jobs does not go with lab"),
        ("run --language both", "this command has one language"),
        ("run --figure x", "--figure does not go with run"),
        ("tables --jobs 0", "--jobs must be a whole number, 1 or more"),
        ("tables --jobs two", "--jobs must be a whole number, 1 or more"),
        ("places", "places needs --data DIR"),
        ("tables --scheduler x", "unknown: --scheduler"),
        ("--dat=x", "there is no option --dat (do you mean --data?)"),
        ("lab --lang zh", "there is no option --lang (do you mean --language?)"),
        ("table", "there is no command table (do you mean tables?); there are: export, "),
        ("lab --language fr", "there is no language fr"),
    ],
)
def test_wrong_options_are_refused(line, problem, capsys):
    with pytest.raises(SystemExit) as end:
        run.read_options(line.split())
    assert end.value.code == 2
    told = capsys.readouterr().err
    assert problem in told and "run.py --help" in told


def test_without_a_command_everything_is_run():
    options, rest = run.read_options(["--data", "甲", "--out", "乙 丙"])
    assert (options.command, options.data, options.out, rest) == ("run", "甲", "乙 丙", [])


def test_arguments_of_pytest_and_jupyterlab_are_passed_on():
    assert run.read_options(["test", "-k", "units", "--lf"])[1] == ["-k", "units", "--lf"]
    assert run.read_options(["lab", "--no-browser", "--language", "en"])[1] == ["--no-browser"]


# --- a corpus of one's own --------------------------------------------------------------------------------------


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """A folder with one report, in a path with a space and Chinese characters."""
    monkeypatch.setenv(paths.OUT_VARIABLE, "")
    folder = tmp_path / "我的 报告"
    folder.mkdir()
    (folder / "某镇.txt").write_text("各位代表", encoding="utf-8", newline="\n")
    return folder


def test_a_corpus_of_ones_own_is_chosen_and_remembered(reports, tmp_path):
    out = tmp_path / "结果"
    run.choose_corpus(str(reports), str(out))
    assert (paths.data(), paths.tables()) == (reports, out / "tables")
    run.choose_corpus(None, str(out))  # the folder of reports need not be named again
    assert paths.data() == reports
    run.choose_corpus(None, None)
    assert paths.data() == paths.SHIPPED_DATA


def test_results_may_lie_beside_the_raw_folder(reports, tmp_path):
    (reports / "raw").mkdir()
    shutil.move(reports / "某镇.txt", reports / "raw")
    run.choose_corpus(str(reports), str(reports / "结果"))
    assert paths.out() == reports / "结果"


@pytest.mark.parametrize(
    ("data", "out", "problem"),
    [
        ("我的 报告", "", "--data needs --out"),
        ("没有", "结果", "there is no such folder"),
        ("我的 报告/某镇.txt", "结果", "there is no such folder"),
        ("空", "结果", "there is no file in"),
        ("我的 报告", "我的 报告", "must be apart"),
        ("我的 报告", "我的 报告/结果", "must be apart"),
        ("有raw", "有raw/raw", "must be apart"),
        ("结果/texts", "结果", "must be apart"),
        ("我的 报告", "我的 报告/某镇.txt", "is a file"),
    ],
)
def test_folders_that_cannot_be_right_are_refused(reports, tmp_path, data, out, problem):
    for name in ("空", "有raw/raw", "结果/texts"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("有raw/raw", "结果/texts"):
        (tmp_path / name / "某镇.txt").write_text("各位代表", encoding="utf-8", newline="\n")
    with pytest.raises(SystemExit) as end:
        run.choose_corpus(str(tmp_path / data), out and str(tmp_path / out))
    assert problem in end.value.code
    assert not list(tmp_path.rglob(paths.CORPUS_NOTE))


@pytest.mark.parametrize("own", ["", "data", "data/raw", "notebooks", "figures/mine"])
def test_the_shipped_folders_are_never_written_for_another_corpus(reports, own):
    with pytest.raises(SystemExit, match="one of the workbook's own folders"):
        run.choose_corpus(str(reports), str(paths.ROOT / own))


def test_an_out_folder_without_results_says_how_to_make_them(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.OUT_VARIABLE, "")
    assert "--data FOLDER_OF_REPORTS" in run.guarded(["lab", "--out", str(tmp_path / "空")])


# --- the commands -----------------------------------------------------------------------------------------------


def with_tables(monkeypatch, build):
    """Put a stand-in for lib.tables in place."""
    stand_in = SimpleNamespace(
        build=build, load=lambda name, *ids: name, summary_lines=lambda *tables: ["Read as:   txt 5"]
    )
    stand_in.notices, stand_in.known_corrections = (lambda *tables: ["Corrections: 3"]), list
    monkeypatch.setitem(sys.modules, "lib.tables", stand_in)
    monkeypatch.setattr(lib, "tables", stand_in, raising=False)


def test_no_readable_report_ends_with_a_message(monkeypatch):
    with_tables(monkeypatch, lambda say, jobs, csv: {"reports": 0, "set_aside": 3})
    with pytest.raises(SystemExit, match="No report could be read"):
        run.build_tables(run.read_options(["tables"])[0])


def test_a_mistake_in_a_users_table_is_told_without_a_traceback(monkeypatch):
    def build(say, jobs, csv):
        raise ValueError("units.csv, line 7: 5 cells")

    with_tables(monkeypatch, build)
    with pytest.raises(SystemExit) as end:
        run.build_tables(run.read_options(["tables"])[0])
    assert "units.csv, line 7: 5 cells" in end.value.code


def test_tables_hands_on_the_number_of_processes(monkeypatch, capsys):
    asked = []
    with_tables(
        monkeypatch, lambda say, jobs, csv: asked.append((jobs, csv)) or {"reports": 5, "set_aside": 2}
    )
    assert run.only_tables(SimpleNamespace(jobs=4, csv=None), []) == 0
    assert run.only_tables(SimpleNamespace(jobs=None, csv=True), []) == 0
    assert asked == [(4, False), (None, True)]
    said = capsys.readouterr().out
    assert "Reports: 5. Files set aside: 2 (set_aside.csv)." in said
    assert "Corrections: 3" in said and "Read as" not in said  # told when the tables were built


@pytest.mark.parametrize(("problems", "code"), [([], 0), (["01.ipynb, cell 3: ZeroDivisionError"], 1)])
def test_a_failed_notebook_is_named_at_the_end_and_in_the_exit_code(monkeypatch, capsys, problems, code):
    with_tables(monkeypatch, lambda say, jobs, csv: {"reports": 5, "set_aside": 0})
    monkeypatch.setattr("lib.runner.notebooks.update", lambda say, language: problems)
    assert run.run_all(SimpleNamespace(jobs=None, csv=None, language=None), []) == code
    assert ("NOT DONE: 01.ipynb, cell 3" in capsys.readouterr().out) == bool(problems)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "甲/乙.csv"), "No permission to write 甲/乙.csv"),
        (OSError(28, "No space left on device"), "Make room, or name another folder"),
        (OSError(30, "Read-only file system", "甲"), "No permission to write 甲"),
        (KeyboardInterrupt(), "the same command goes on from there"),
        (environment.SetupProblem("No venv here."), "No venv here."),
    ],
)
def test_what_a_user_can_mend_comes_in_words(monkeypatch, error, words):
    def main(arguments):
        raise error

    monkeypatch.setattr(run, "main", main)
    assert words in run.guarded([])


# --- the environment --------------------------------------------------------------------------------------------


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    """An empty workbook whose environment is made without pip and whose packages need no installing."""
    root = tmp_path / "工作簿 一"
    (root / "lib").mkdir(parents=True)
    (root / "lib" / "__init__.py").write_text("", encoding="utf-8")
    (root / "requirements.txt").write_text("甲==1\n", encoding="utf-8", newline="\n")
    place(root, monkeypatch)
    done = []

    def create(say):
        venv.create(environment.VENV, clear=True, with_pip=False, symlinks=sys.platform != "win32")
        done.append("made")

    monkeypatch.setattr(environment, "WARM_UP", "pass")
    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_install", lambda say, index_url: done.append("installed"))
    return SimpleNamespace(root=root, done=done, monkeypatch=monkeypatch)


def place(root, monkeypatch):
    """Let the set-up take `root` for the workbook's folder."""
    below = environment.PYTHON.relative_to(environment.VENV)
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "VENV", root / ".venv")
    monkeypatch.setattr(environment, "PYTHON", root / ".venv" / below)
    monkeypatch.setattr(environment, "LOCK", root / "requirements.txt")
    monkeypatch.setattr(environment, "STAMP", root / ".venv" / "workbook-stamp.json")


def ensure(workbook):
    """Run the set-up; returns what it did and what it said."""
    workbook.done.clear()
    said = []
    environment.ensure(said.append)
    return list(workbook.done), "\n".join(said)


def test_the_environment_is_made_once(workbook):
    assert ensure(workbook)[0] == ["made", "installed"]
    assert ensure(workbook) == ([], "Environment: up to date.")


def test_a_changed_lock_is_installed_into_the_same_environment(workbook):
    ensure(workbook)
    environment.LOCK.write_text("甲==2\n", encoding="utf-8", newline="\n")
    done, said = ensure(workbook)
    assert done == ["installed"]
    assert "requirements.txt has changed" in said


def test_line_ends_of_the_lock_do_not_matter(workbook):
    ensure(workbook)
    environment.LOCK.write_bytes("甲==1\r\n".encode())
    assert ensure(workbook)[0] == []


@pytest.mark.parametrize("before", [[], ["made", "installed"]])
def test_an_interrupted_set_up_is_made_anew(workbook, before):
    def interrupted(say, index_url):
        raise KeyboardInterrupt

    if before:
        ensure(workbook)
        environment.LOCK.write_text("甲==2\n", encoding="utf-8", newline="\n")
    with workbook.monkeypatch.context() as patch:
        patch.setattr(environment, "_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(lambda text: None)
    assert ensure(workbook)[0] == ["made", "installed"]


def test_an_environment_whose_python_is_gone_is_made_anew(workbook):
    ensure(workbook)
    environment.PYTHON.unlink()
    assert ensure(workbook)[0] == ["made", "installed"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_stamp_counts_as_none(workbook, content):
    ensure(workbook)
    environment.STAMP.write_text(content, encoding="utf-8")
    assert ensure(workbook)[0] == ["made", "installed"]


def test_another_python_in_the_environment_is_noticed(workbook):
    ensure(workbook)
    stamp = json.loads(environment.STAMP.read_text(encoding="utf-8"))
    environment.STAMP.write_text(json.dumps(stamp | {"python": "3.9"}), encoding="utf-8")
    assert ensure(workbook)[0] == ["made", "installed"]


def test_lib_can_be_imported_from_anywhere_also_after_a_move(workbook, tmp_path):
    ensure(workbook)
    moved = tmp_path / "搬 家" / "工作簿 二"
    moved.parent.mkdir()
    workbook.root.rename(moved)
    place(moved, workbook.monkeypatch)
    assert ensure(workbook)[0] == []
    found = subprocess.run(
        [environment.PYTHON, "-I", "-c", "import lib, sys; sys.stdout.buffer.write(lib.__file__.encode())"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert Path(found.stdout.decode()) == moved / "lib" / "__init__.py"
    (note,) = environment.VENV.rglob("workbook.pth")
    assert note.read_bytes().isascii()


def test_packages_that_do_not_start_leave_no_stamp(workbook):
    workbook.monkeypatch.setattr(environment, "WARM_UP", "raise ImportError('DLL load failed')")
    with pytest.raises(environment.SetupProblem, match="DLL load failed"):
        environment.ensure(lambda text: None)
    assert not environment.STAMP.exists()


def test_a_python_without_venv_names_debians_package(tmp_path, monkeypatch):
    place(tmp_path, monkeypatch)
    monkeypatch.setattr(
        environment.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else 1
    )
    with pytest.raises(environment.SetupProblem, match=r"sudo apt install python3\.\d+-venv"):
        environment._create(lambda text: None)


def test_too_little_room_is_said_before_anything_is_written(tmp_path, monkeypatch):
    place(tmp_path, monkeypatch)
    monkeypatch.setattr(environment, "free_mb", lambda: 99)
    with pytest.raises(environment.SetupProblem, match="99 MB are free"):
        environment._create(lambda text: None)
    assert not list(tmp_path.iterdir())


# Lines that pip 23 to 25 prints.
NOT_FOUND = "ERROR: No matching distribution found for anyio==4.16.0"
RETRY = "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by "


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (
            f"{RETRY}'NewConnectionError(…: Failed to establish a new connection: [Errno -2]\n{NOT_FOUND}",
            "--index-url",
        ),
        (
            f"{RETRY}'ReadTimeoutError(\"HTTPSConnectionPool: Read timed out. (read timeout=15)\")'",
            "--index-url",
        ),
        (
            "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='x', port=443)",
            "--index-url",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'",
            "No permission",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'x'",
            "No permission",
        ),
        (NOT_FOUND, "mirror may lag behind"),
        ("error: metadata-generation-failed", "could not be built"),
        ("Segmentation fault", "Try again with"),
    ],
)
def test_pips_failures_are_explained(printed, words):
    assert words in environment.explain(printed)


def test_a_python_newer_than_the_packages_is_named_as_a_cause(monkeypatch):
    assert "too new" not in environment.explain(NOT_FOUND)
    monkeypatch.setattr(environment, "NEWEST_LOCKED", (3, 10))
    assert "too new: 3.10" in environment.explain(NOT_FOUND)


def test_the_users_own_settings_do_not_reach_the_notebooks(monkeypatch):
    for name in ("PYTHONPATH", "MPLBACKEND", "JUPYTER_PATH"):
        monkeypatch.setenv(name, "/elsewhere")
    variables = environment.variables()
    assert not {"PYTHONPATH", "MPLBACKEND", "JUPYTER_PATH"} & set(variables)
    assert variables["PYTHONUTF8"] == "1"
    assert Path(variables["IPYTHONDIR"]).is_relative_to(environment.VENV)


def test_modules_are_compiled_once_even_where_none_may_lie_beside_the_code(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    (tmp_path / "module.py").write_text("")
    started = [sys.executable, "-c", "import module"]
    subprocess.run(started, cwd=tmp_path, env=environment.variables(), check=True)
    assert list((tmp_path / ".venv" / "compiled").rglob("module.*.pyc"))
    assert not (tmp_path / "__pycache__").exists()


def test_hand_over_passes_arguments_and_exit_code_on(monkeypatch):
    monkeypatch.setattr(environment, "PYTHON", sys.executable)
    assert environment.hand_over(["-c", "import sys; sys.exit(len(sys.argv[1]))", "乡 镇"]) == 3


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh_CN"), ("en", "en")])
def test_jupyterlabs_language_is_set_and_its_news_are_off(tmp_path, monkeypatch, language, locale):
    place(tmp_path, monkeypatch)
    environment.set_language(language)
    settings = json.loads(
        (tmp_path / ".venv/share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8")
    )
    assert settings["@jupyterlab/translation-extension:plugin"]["locale"] == locale
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


# --- the lock and the files -------------------------------------------------------------------------------------


def requirements(name):
    """The lines of a requirements file, as package -> rest of the line without its comment."""
    lines = (paths.ROOT / name).read_text(encoding="utf-8").splitlines()
    stated = (line.split("#")[0].strip() for line in lines)
    return {
        re.split(r"[=<>]", line)[0].lower(): line[len(re.split(r"[=<>]", line)[0]) :]
        for line in stated
        if line
    }


def test_the_lock_holds_every_direct_dependency_at_its_version():
    locked = requirements("requirements.txt")
    for package, version in requirements("requirements.in").items():
        assert package in locked
        if version.startswith("=="):
            assert locked[package] == version


def imported(path):
    """The modules that a file needs: those it imports, except where it can do without (try ... except ImportError)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    optional = {node for block in ast.walk(tree) if isinstance(block, ast.Try) for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in optional:
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node not in optional and not node.level:
            yield node.module.split(".")[0]


def test_every_package_that_lib_imports_is_a_direct_dependency():
    needed = {module for path in (paths.ROOT / "lib").rglob("*.py") for module in imported(path)}
    needed -= {*sys.stdlib_module_names, "lib"}
    assert {"pandas", "matplotlib"} <= needed
    stated = set(requirements("requirements.in"))
    packages = packages_distributions()
    missing = {m for m in needed if not {name.lower().replace("_", "-") for name in packages[m]} & stated}
    assert not missing


def test_the_lock_pins_exactly_and_names_no_place():
    for package, rest in requirements("requirements.txt").items():
        assert re.fullmatch(r"==[\w.]+( ; .+)?", rest), package
    text = (paths.ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text, re.MULTILINE)  # options such as --index-url


@pytest.mark.parametrize("command", ["check", "format --check"])
def test_code_and_notebooks_keep_one_style(command):
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", *command.split(), "run.py", "lib", "tests", "notebooks"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_places_is_written_and_said_to_be_checked(tmp_path):
    for name, year in (("甲", 2021), ("乙", 2020)):
        text = f"石桥镇人民政府工作报告\n各位代表：\n一、{year}年工作回顾\n全年实现财政收入2100万元。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    done = call("places", "--data", str(tmp_path), "--language", "en", PATH="/usr/bin")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "reports.csv").exists() and "石桥镇" in done.stdout.decode("utf-8")


def test_export_says_what_must_come_first_where_no_notebook_is(tmp_path, monkeypatch):
    from lib.runner import notebooks, papers

    monkeypatch.setattr(notebooks, "executable", list)
    with pytest.raises(ValueError, match="run.py"):
        papers.export(say=lambda line: None)
