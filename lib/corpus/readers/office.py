"""Reads .doc, .wps, .rtf and .odt by letting LibreOffice, where it is installed, save them as .docx."""

import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from lib.corpus.extracted import Extracted, NotReadable
from lib.corpus.readers import word
from lib.rules import Rules

USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
SECONDS = 120
AS_DOCX = "open it in Word or WPS and save it as .docx; or install LibreOffice (libreoffice.org), and it is read as it is"


@cache
def program() -> str | None:
    """Return the path of LibreOffice's program, or None where it is not installed."""
    on_path = next((found for name in ("soffice", "libreoffice") if (found := shutil.which(name))), None)
    return on_path or next((place for place in USUAL_PLACES if os.path.isfile(place)), None)


def read(rules: Rules, content: bytes, kind: str) -> Extracted:
    """Return the text of a document that LibreOffice opens, read as word.read() reads a .docx.

    content: the file's bytes. kind: doc, wps, rtf or odt. Raises NotReadable where LibreOffice is not installed, cannot open
    the file or takes longer than two minutes.
    """
    if program() is None:
        raise NotReadable(
            "wrong_format", f".{kind} is read by LibreOffice, which was not found on this machine; {AS_DOCX}"
        )
    found = word.read(rules, _as_docx(content, kind))
    return found._replace(reader=f"{kind} by LibreOffice")


def _as_docx(content: bytes, kind: str) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, f"report.{kind}"), Path(folder, "made", "report.docx")
        source.write_bytes(content)
        settings = Path(
            folder, "settings"
        ).as_uri()  # its own: a LibreOffice that is open would take the job and drop it
        command = [program(), "--headless", "--norestore", f"-env:UserInstallation={settings}"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)]
        why = _run(command)
        if why:
            raise NotReadable(
                f"broken_{kind}", f"LibreOffice {why}; open it in Word or WPS and save it as .docx"
            )
        if not made.is_file():
            raise NotReadable(
                f"broken_{kind}", "LibreOffice cannot open it; open it in Word or WPS and save it as .docx"
            )
        return made.read_bytes()


def _run(command: list[str]) -> str:
    """Run LibreOffice; return what went wrong, or "". What it has started ends with it."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        process = subprocess.Popen(command, start_new_session=True, **quiet)
    except OSError:
        return "does not start"
    try:
        process.wait(SECONDS)
        return ""
    except subprocess.TimeoutExpired:
        return f"takes longer than {SECONDS} seconds over it"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
            process.wait()
