"""What of an execution a notebook's file keeps: the same bytes on every machine and at every moment."""

import os
import re

from lib import paths

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# What JupyterLab writes for any Python kernel, without the version of the Python that ran it.
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def settle(notebook) -> None:
    """Leave out of an executed notebook what differs from one machine or moment to the next; changes it in place."""
    notebook.metadata["kernelspec"] = KERNELSPEC
    notebook.metadata["language_info"] = LANGUAGE_INFO
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = joined_streams(cell.outputs)
            for output in cell.outputs:
                _settle_text(output)


def _settle_text(output) -> None:
    """Leave out the addresses that Python gives objects in memory, as in <Styler at 0x7f553902b2d0>."""
    for holder, kind in ((output, "text"), (output.get("data", {}), "text/plain")):
        if isinstance(holder.get(kind), str):
            holder[kind] = re.sub(r"(<[^<>\n]*) at 0x[0-9a-fA-F]+>", r"\1>", holder[kind])


def joined_streams(outputs: list) -> list:
    """Return the outputs with printed text joined between two other outputs, standard output first: how it is cut up is a matter of timing."""
    joined: list = []
    streams: dict = {}
    for output in [*outputs, None]:
        if output is not None and output.output_type == "stream":
            output.text = output.text.replace(str(paths.ROOT) + os.sep, "")
            if output.name in streams:
                streams[output.name].text += output.text
            else:
                streams[output.name] = output
            continue
        joined += [streams[name] for name in sorted(streams, reverse=True)]
        streams = {}
        joined += [output] if output is not None else []
    return joined
