"""Opens JupyterLab on the start page, with a port and an address that work on this machine, and says so in three lines."""

import json
import os
import re
import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from lib import paths
from lib.rules import word
from lib.runner import environment, notebooks, prose

START = "00_start.ipynb"
FIRST_PORT, PORTS = 8888, 50
PORT = re.compile(r"--(?:port|ServerApp\.port)[= ]([0-9]+)(?= |$)")
NO_BROWSER = ("--no-browser", "--ServerApp.open_browser=False")
CONTENTS = "@jupyterlab/toc:plugin"
WORKSPACE = (
    "default-37a8.jupyterlab-workspace"  # JupyterLab's name for the layout that opens without being named
)
COMMAND = "WORKBOOK_COMMAND"  # read by lib.stories.start: the start page then tells the lines of this machine


class LabProblem(Exception):
    """What keeps JupyterLab from being opened, in words for the user."""


def prepare(rest: Sequence[str], language: str, say: Callable[[str], None]) -> list[str]:
    """Return the arguments with which JupyterLab is started, after saying where it will be and how it is stopped.

    rest: the user's own arguments for JupyterLab; of ours, those that they name are left out, since it takes none twice. language: of its menus and of what is said, "zh" or
    "en". Raises LabProblem where no port is free.
    """
    if not _can_say(language):
        language = "en"
    if not (paths.notebooks() / START).exists():
        say(word("lab.missing", language, command=environment.command(paths.options())))
    port = _port(rest, language, say)
    options = _settings(port)
    if _is_root():
        say(word("lab.root", language))
        options.append("--allow-root")
    opens = not set(NO_BROWSER) & set(rest)
    if opens and not has_browser():
        opens = False
        say(word("lab.no_browser", language))
        say(word("lab.remote", language, port=port))
        options.append("--no-browser")
    _say_where(port, opens, language, say)
    given = {option.split("=")[0].replace("--port", "--ServerApp.port") for option in rest}
    return [*(option for option in options if option.split("=")[0] not in given), *rest]


def tell_other_language(language: str, say: Callable[[str], None]) -> None:
    """Say how the notebooks are put into `language`, "zh" or "en", where the start page speaks the other one."""
    path = paths.notebooks() / START
    if path.exists() and prose.language_of(notebooks.read(path)) not in ("", language):
        own = f"{paths.options()} --language {language}".strip()
        say(word("lab.other", language, command=environment.command(own)))


def _settings(port: int) -> list[str]:
    """JupyterLab's own settings: the start page, the workbook's folder, a layout with the table of contents, no chatter."""
    os.environ[COMMAND] = environment.command()
    environment.quiet_kernels()
    layout = paths.cache() / "lab"
    _lay_out(layout)
    return [
        f"--ServerApp.root_dir={paths.notebooks().parent}",
        f"--LabApp.default_url={_page()}",
        f"--LabApp.workspaces_dir={layout}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--Application.log_level=ERROR",
        "--ServerApp.answer_yes=True",  # Control-C ends it at once, without a question
    ]


def _page() -> str:
    return f"/lab/tree/notebooks/{START}"


def _say_where(port: int, opens: bool, language: str, say: Callable[[str], None]) -> None:
    """The three lines; the token is this session's, told to JupyterLab where no list of processes shows it."""
    token = os.environ.setdefault("JUPYTER_TOKEN", secrets.token_hex(24))
    stale = len(notebooks.stale_ones())
    again = word("lab.stale", language, n=stale, command=environment.command(paths.options()))
    say(
        word(
            "lab.opens" if opens else "lab.starts",
            language,
            state=again if stale else word("lab.current", language),
        )
    )
    say(word("lab.address", language, address=f"http://localhost:{port}{_page()}?token={token}"))
    say(word("lab.stop", language))


def _port(rest: Sequence[str], language: str, say: Callable[[str], None]) -> int:
    """The port that the user names, or the first free one, told where it is not the usual one."""
    if named := PORT.findall(" ".join(rest)):
        return int(named[-1])
    last = FIRST_PORT + PORTS - 1
    for port in range(FIRST_PORT, last + 1):
        if is_free(port):
            if port != FIRST_PORT:
                say(word("lab.busy", language, busy=FIRST_PORT, port=port))
            return port
    raise LabProblem(word("lab.no_port", language, first=FIRST_PORT, last=last))


def is_free(port: int) -> bool:
    """Return whether no other program listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        if os.name != "nt":  # there, this would allow a port that is taken
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def has_browser() -> bool:
    """Return whether a browser can be opened here: there is one, and a display to show it on."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _can_say(language: str) -> bool:
    """Whether this console can print the language."""
    try:
        word("lab.stop", language).encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _lay_out(folder: Path) -> None:
    """Write the layout of the first opening, with the table of contents open; a layout of the user's is left alone."""
    path = folder / WORKSPACE
    if path.exists():
        return
    widget = f"notebook:notebooks/{START}"
    dock = {"type": "tab-area", "currentIndex": 0, "widgets": [widget]}
    left = {"collapsed": False, "visible": True, "current": CONTENTS}
    layout = {
        "main": {"dock": dock, "current": widget},
        "left": left
        | {"widgets": ["filebrowser", "running-sessions", CONTENTS, "extensionmanager.main-view"]},
        "right": {
            "collapsed": True,
            "visible": True,
            "widgets": ["jp-property-inspector", "debugger-sidebar"],
        },
        "relativeSizes": [0.2, 0.8, 0],
        "down": {"size": 0, "collapsed": True, "widgets": []},
        "top": {"simpleVisibility": True},
    }
    data = {
        "layout-restorer:data": layout,
        widget: {"data": {"path": f"notebooks/{START}", "factory": "Notebook"}},
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"data": data, "metadata": {"id": "default"}}, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
