"""Executes a notebook again and says where its outputs are not what its file holds."""

import base64
import io
import json
import shutil
import tempfile
from pathlib import Path

from lib import paths
from lib.runner import notebooks


def rerun_differences(path: Path) -> list[str]:
    """Execute a notebook again, in memory, and return a text for every output that is not as in its file.

    Text must be the same, and images the same pixel for pixel. Its figures go to a temporary folder. The tables
    must have been built. Raises NotebookFailed.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy_results(Path(folder))
        again = notebooks.executed(path, {paths.OUT_VARIABLE: folder})
    return differences(notebooks.read(path), json.loads(again), path.name)


def copy_results(folder: Path) -> None:
    """Make an output folder that holds the corpus's tables and texts, for a notebook to work in."""
    for name, source in (("tables", paths.tables()), ("texts", paths.texts()), ("cache", paths.cache())):
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.lock"))
    note = folder / "cache" / paths.CORPUS_NOTE
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"data": str(paths.data())}) + "\n", encoding="utf-8", newline="\n")


def differences(before: dict, after: dict, name: str) -> list[str]:
    """Return a text for every output that differs between two executions of the notebook called `name`."""
    found = []
    for number, (old, new) in enumerate(zip(before["cells"], after["cells"], strict=True), start=1):
        found += [f"{name}, cell {number}: {text}" for text in _cell_differences(old, new)]
    return found


def _cell_differences(before: dict, after: dict) -> list[str]:
    old, new = before.get("outputs", []), after.get("outputs", [])
    if len(old) != len(new):
        return [f"{len(old)} outputs in the file, {len(new)} now"]
    found = []
    for one, other in zip(old, new, strict=True):
        found += _output_differences(_parts(one), _parts(other))
    return found


def _parts(output: dict) -> dict[str, str]:
    """An output as kind -> content, such as text/plain -> "…"."""
    shown = output.get("text", output.get("traceback", ""))
    parts = output.get("data", {f"{output['output_type']} {output.get('name', '')}".strip(): shown})
    return {kind: _text(content) for kind, content in parts.items()}


def _text(content: str | list | dict) -> str:
    if isinstance(content, dict):
        return json.dumps(content, sort_keys=True)
    return "".join(content)


def _output_differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    if sorted(old) != sorted(new):
        return [f"{', '.join(sorted(old))} in the file, {', '.join(sorted(new))} now"]
    found = []
    for kind in sorted(old):
        compare = _pixel_differences if kind in ("image/png", "image/jpeg") else _text_differences
        found += [f"{kind} {text}" for text in compare(old[kind], new[kind])]
    return found


def _text_differences(old: str, new: str) -> list[str]:
    if old == new:
        return []
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return [f"from character {at} on: “{old[at : at + 40]}” in the file, “{new[at : at + 40]}” now"]


def _pixel_differences(old: str, new: str) -> list[str]:
    import numpy as np
    from PIL import Image

    first, second = (
        np.array(Image.open(io.BytesIO(base64.b64decode(image))).convert("RGBA")) for image in (old, new)
    )
    if first.shape != second.shape:
        return ["is {1} × {0} pixels in the file, {3} × {2} now".format(*first.shape[:2], *second.shape[:2])]
    differ = int((first != second).any(axis=-1).sum())
    return [f"differs in {differ} of {first[..., 0].size} pixels"] if differ else []
