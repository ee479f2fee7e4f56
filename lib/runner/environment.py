"""Makes .venv from the lock and keeps it in step with it; standard library only, as nothing else is there yet."""

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from lib import paths
from lib.rules import message

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.txt"
STAMP = VENV / "workbook-stamp.json"
LAYOUT = 1  # raise it when what set-up leaves in .venv changes: older environments are then made anew
NEEDED_MB = 950  # measured: 926 MB with what Python compiles
NEWEST_LOCKED = (3, 14)  # the newest Python for which every package of the lock comes ready-made

# Settings of the user's account that would change what a notebook prints or draws, or where pip installs.
UNSET = "PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS MPLBACKEND MATPLOTLIBRC JUPYTER_PATH PIP_TARGET PIP_PREFIX"
REPORT = """
import json, os, sys, sysconfig
packages = os.path.relpath(sysconfig.get_path("purelib"), sys.prefix)
print(json.dumps([sys.version_info[:2], sys.prefix != sys.base_prefix, packages]))
"""
WARM_UP = "import matplotlib.font_manager, numpy, pandas, pyarrow"


class SetupProblem(Exception):
    """What keeps the environment from being made, and what to do about it, in words for the user."""


def command(rest: str = "") -> str:
    """Return the command line that starts run.py as the user has started it, such as "python3 run.py test"."""
    typed = os.environ.get(paths.STARTED_VARIABLE) or ("" if inside() else sys.orig_argv[0])
    usual = "py" if os.name == "nt" else "python" if shutil.which("python") else "python3"
    os.environ[paths.STARTED_VARIABLE] = typed if typed and not set(typed) & {"/", "\\"} else usual
    return paths.command(rest)


def ensure(say: Callable[[str], None], index_url: str | None = None) -> None:
    """Make .venv, or bring it up to date; what is already there according to its stamp is left alone.

    The stamp is written last, so an interrupted set-up leaves none, and is made anew from the start.
    say: takes one line of progress. index_url: a mirror of the package index. Raises SetupProblem.
    """
    found = inspect()
    if found and _stamp() == expected_stamp(found):
        say(message("env.current"))
        return
    if found and _stamp().get("python") == expected_stamp(found)["python"]:
        say(message("env.changed"))
    else:
        _create(say)
        found = inspect()
        if not found:
            raise SetupProblem(message("env.dead", python=PYTHON))
    STAMP.unlink(missing_ok=True)
    _install(say, index_url)
    _finish(found, say)


def inside() -> bool:
    """Return whether this very process runs on the environment's Python."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def inspect() -> dict | None:
    """Return the version and folders of the environment's Python, or None when there is none that starts."""
    try:
        answer = subprocess.run([PYTHON, "-I", "-c", REPORT], capture_output=True, timeout=60, check=True)
        version, is_venv, packages = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return {"version": version, "packages": VENV / packages} if is_venv else None


def expected_stamp(found: dict) -> dict:
    """Return what the stamp says once the environment that was `found` holds the lock's packages."""
    version = ".".join(map(str, found["version"]))
    return {
        "lock": hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n")).hexdigest(),
        "python": f"{version} {sys.platform} {platform.machine()} {LAYOUT}",
    }


def variables() -> dict[str, str]:
    """Return the environment variables for every process that runs in .venv.

    Python reads and writes UTF-8 there whatever the system's locale; settings of the user's account that would
    change results are left out, and IPython and matplotlib keep theirs in .venv.
    """
    unset = set(UNSET.split())
    kept = {name: value for name, value in os.environ.items() if name.upper() not in unset}
    return with_compiled(kept) | {
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": f"{sys.stdout.encoding or 'utf-8'}:replace",
        "IPYTHONDIR": str(VENV / "settings" / "ipython"),
        "MPLCONFIGDIR": str(VENV / "settings" / "matplotlib"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PIP_USER": "0",
    }


def with_compiled(variables: dict[str, str]) -> dict[str, str]:
    """Return environment variables under which a module is compiled once, and not again in every process that starts.

    Where PYTHONDONTWRITEBYTECODE wants no compiled files beside the code, .venv keeps them: without, each start costs 2 s.
    """
    kept = {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(VENV / "compiled")} | kept if kept != variables else kept


def hand_over(arguments: Sequence[str | Path]) -> int:
    """Run the environment's Python with these arguments in the foreground and return its exit code.

    Control-C reaches the child directly; this process waits for how the child takes it.
    """
    return _in_foreground([PYTHON, *arguments], variables())


def names_are_utf8() -> bool:
    """Return whether this process reads file names as UTF-8; under the locale C, Chinese ones may be bytes to it."""
    return sys.getfilesystemencoding().lower() in ("utf-8", "utf8")


def again_in_utf8(arguments: Sequence[str | Path]) -> int:
    """Run this same Python anew with these arguments, reading and writing UTF-8, and return its exit code."""
    return _in_foreground([sys.executable, *arguments], {**os.environ, "PYTHONUTF8": "1"})


def _in_foreground(command: Sequence[str | Path], environ: dict[str, str]) -> int:
    """Run a command; Control-C reaches it directly, and a request to end, which would not, is passed on."""
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with subprocess.Popen(command, env=environ) as process:
            signal.signal(signal.SIGTERM, lambda *_: process.terminate())
            return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def set_language(language: str) -> None:
    """Set the language of JupyterLab's menus ("zh" or "en") and keep it from asking the network for news."""
    settings = {
        "@jupyterlab/translation-extension:plugin": {"locale": {"zh": "zh_CN", "en": "en"}[language]},
        "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
    }
    overrides = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    _write(overrides, json.dumps(settings, indent=1) + "\n")


def quiet_kernels() -> None:
    """Keep Python from warning on the console, at each notebook that is opened, of how it talks to JupyterLab."""
    profile = VENV / "settings" / "ipython" / "profile_default"
    _write(profile / "ipython_kernel_config.py", "get_config().IPKernelApp.log_level = 40\n")


def explain(pip_output: str) -> str:
    """Return what to say about a pip that failed, from the last lines it printed."""
    for pattern, what_to_do in PIP_PROBLEMS:
        if re.search(pattern, pip_output, re.IGNORECASE):
            return what_to_do()
    return message("env.pip", command=command())


def network_message() -> str:
    """Return what to do when the packages cannot be fetched."""
    once = f"{message('env.network', command=command())}\n    {command('--index-url URL')}"
    return f"{once}\n{message('env.for_good')}\n    pip config set global.index-url URL"


def disk_message() -> str:
    """Return what to do when the disk is full."""
    return message("env.disk", free=free_mb(), needed=NEEDED_MB)


def free_mb(place: Path | None = None) -> int:
    """Return the megabytes free on the disk of a folder, be it still to be made; None: where the workbook is."""
    place = place or ROOT
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free // 2**20


def full_message(results: Path) -> str:
    """Return what to do when there was no room for results: which disk is full, of theirs and of temporary files'."""
    place = min((results, Path(tempfile.gettempdir())), key=free_mb)
    return message("env.full", place=place, free=free_mb(place))


def permission_message(place: object = VENV) -> str:
    """Return what to do when a file or folder may not be written."""
    return message("env.permission", place=place)


def package_message() -> str:
    """Return what to do when there is no package that fits this Python, or it would have to be compiled."""
    text = message("env.package")
    if sys.version_info[:2] > NEWEST_LOCKED:
        newest = ".".join(map(str, NEWEST_LOCKED))
        text += "\n" + message("env.newer", newest=newest)
    return text


NETWORK_SIGNS = (
    r"timed out|Timeout|NewConnectionError|NameResolution|getaddrinfo|ProxyError|SSLError|CERTIFICATE_VERIFY"
    r"|Connection ?(reset|refused|aborted|broken)|IncompleteRead|Max retries"
)
# What pip prints -> what to say. Order matters: a full disk or dead network also ends in "No matching distribution".
PIP_PROBLEMS = (
    (r"No space left|Errno 28\b|not enough space on the disk|Disk quota", disk_message),
    (r"Errno 13\b|WinError 5\b|WinError 32\b|Read-only file system", permission_message),
    (NETWORK_SIGNS, network_message),
    (r"No matching distribution|Failed (building|to build)|metadata-generation-failed", package_message),
)


def _stamp() -> dict:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _create(say: Callable[[str], None]) -> None:
    """Make .venv from nothing, removing an unfinished or broken one."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = "{}.{}".format(*sys.version_info)
        raise SetupProblem(
            f"This Python has no {' and no '.join(missing)} module. On Debian and Ubuntu it is a package of its own:\n"
            f"    sudo apt install python{version}-venv"
        )
    if free_mb() < NEEDED_MB and not VENV.exists():
        raise SetupProblem(disk_message())
    if inside():
        raise SetupProblem(message("env.leave"))
    unfinished = VENV.exists()
    say(message("env.anew" if unfinished else "env.making"))
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        env=variables() | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if made.returncode:
        raise SetupProblem(_venv_problem(made.stdout.decode("utf-8", "replace")))


def _venv_problem(output: str) -> str:
    if free_mb() < 100:  # then Python only says that a command of its own failed
        return disk_message()
    for pattern, what_to_do in PIP_PROBLEMS[:2]:
        if re.search(pattern, output, re.IGNORECASE):
            return what_to_do()
    return f"{output.strip()}\nPython could not make the folder .venv, for the reason above."


def _install(say: Callable[[str], None], index_url: str | None) -> None:
    """Let pip install the lock; pip's own configuration is honoured."""
    options = ["--disable-pip-version-check", "--no-input", "--no-deps", "--no-compile"]
    mirror = ["--index-url", index_url] if index_url else []
    last = deque(maxlen=40)
    process = subprocess.Popen(
        [PYTHON, "-m", "pip", "install", *options, "-r", LOCK.name, *mirror],
        cwd=ROOT,  # a relative name: pip reads some paths in the system's encoding
        env=variables() | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        for line in _progress(process.stdout, say):
            last.append(line)
    if process.returncode:
        errors = [line for line in last if line.lstrip().lower().startswith("error")] or list(last)[-8:]
        say("\n".join(errors))
        raise SetupProblem(explain("\n".join(last)))


def _progress(lines, say: Callable[[str], None]):
    """Pass pip's lines on, and say every 20 packages how far it is."""
    total = sum("==" in line and ";" not in line for line in LOCK.read_text(encoding="utf-8").splitlines())
    say(message("env.fetching", total=total))
    fetched, retried = 0, False
    for line in lines:
        line = line.rstrip()
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
            fetched += 1
            if fetched % 20 == 0:
                say("  " + message("env.fetched", n=fetched, total=total))
        elif line.startswith("Installing collected"):
            say("  " + message("env.unpacking"))
        elif "Retrying" in line and not retried:
            retried = True
            say("  " + message("env.retrying"))
        yield line


def _finish(found: dict, say: Callable[[str], None]) -> None:
    """Make lib importable from every notebook, set JupyterLab's language, prepare fonts, and write the stamp."""
    # A relative path, which is plain ASCII: until Python 3.13, .pth files are read in the locale's encoding, and an
    # absolute one would also go wrong when the workbook is moved.
    up = os.path.relpath(os.path.realpath(ROOT), os.path.realpath(found["packages"]))
    _write(found["packages"] / "workbook.pth", Path(up).as_posix() + "\n")
    set_language("zh")
    say(
        "  " + message("env.fonts")
    )  # otherwise the first chart may carry matplotlib's notice that it is doing so
    started = subprocess.run([PYTHON, "-c", WARM_UP], env=variables(), capture_output=True, check=False)
    if started.returncode:
        reason = started.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise SetupProblem(message("env.start", reason="".join(reason)))
    _write(STAMP, json.dumps(expected_stamp(found), indent=1) + "\n")
    say(message("env.ready"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
