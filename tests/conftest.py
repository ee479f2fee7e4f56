"""How the laws are tried, and the tables of the shipped corpus, built once for a whole run."""

import os
import pickle
import sys

import pytest
from filelock import FileLock
from hypothesis import settings

from lib import corpus, paths, tables
from lib.corpus import corrections
from lib.runner import environment

# Also where run.py does not start them: what the tests start is not to compile every module anew.
if sys.dont_write_bytecode:
    os.environ |= environment.with_compiled(dict(os.environ))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode, sys.pycache_prefix = False, os.environ["PYTHONPYCACHEPREFIX"]

# A slow machine must not fail a law, nor a lucky draw a submission. To search on: pytest --hypothesis-profile=search
settings.register_profile("workbook", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("workbook")

# The tests hold messages against their English words, on a Chinese system too.
os.environ |= {
    name: "C.UTF-8" for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name, "").startswith("zh")
}
os.environ["WORKBOOK_SPEAKS"] = "en"


@pytest.fixture(scope="session")
def shipped_pickle(tmp_path_factory, worker_id) -> bytes:
    """Every table of the shipped corpus by name, made by the first of several workers that asks for them."""
    folder = tmp_path_factory.getbasetemp()
    file = (folder if worker_id == "master" else folder.parent) / "shipped.pickle"
    with FileLock(file.with_suffix(".lock")):
        if not file.exists():
            reports, aside = corpus.read_corpus(paths.SHIPPED_DATA)
            assert len(reports) == 5 and not aside
            file.write_bytes(pickle.dumps(tables.corpus_tables(reports)))
    return file.read_bytes()


@pytest.fixture(scope="module")
def shipped(shipped_pickle) -> dict:
    """The tables of the shipped corpus by name; each module has its own copy."""
    return pickle.loads(shipped_pickle)


@pytest.fixture(scope="module")
def as_read(shipped) -> dict:
    """The tables of the shipped corpus before data/corrections.csv: what is held against the annotations."""
    known = corrections.read_corrections(paths.SHIPPED_DATA)
    return {name: corrections.taken_back(table, name, known) for name, table in shipped.items()}
