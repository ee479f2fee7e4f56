"""The house as lib/__init__.py draws it: imports run downward only, and each room has one way in."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

LIB = Path(__file__).resolve().parents[1] / "lib"
# The rooms in the order in which data flows through them; a room imports only from those before it.
ORDER = [
    "paths",
    "rules",
    "corpus",
    "cleaning",
    "structure",
    "metadata",
    "quantities",
    "targets",
    "audit",
    "words",
    "themes",
    "comparison",
    "likeness",
    "tables",
    "drawing",
    "exports",
    "charts",
    "validation",
    "stories",
    "runner",
]
MODULES = sorted(
    path.relative_to(LIB).as_posix() for path in LIB.rglob("*.py") if path != LIB / "__init__.py"
)


def room_of(module: str) -> str:
    """Return the room that a module's file lies in."""
    return Path(module).parts[0].removesuffix(".py")


def imports(module: str) -> list[tuple[str, str, str]]:
    """Return (room, submodule path below it, name) for each name that a module takes from another room of lib."""
    found = []
    for node in ast.walk(ast.parse((LIB / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "lib":
            below = node.module.split(".")[1:]
            for alias in node.names:
                place = below or [alias.name]
                found.append((place[0], ".".join(place[1:]), alias.name if below else ""))
        elif isinstance(node, ast.Import):
            assert not any(alias.name.split(".")[0] == "lib" for alias in node.names), (
                f"{module}: import lib.x"
            )
    return [item for item in found if item[0] != room_of(module)]


def test_every_room_is_in_the_list_and_in_the_map():
    rooms = {
        path.name.removesuffix(".py")
        for path in LIB.iterdir()
        if path.name not in ("__init__.py", "__pycache__")
    }
    assert rooms == set(ORDER)
    drawn = (LIB / "__init__.py").read_text(encoding="utf-8")
    places = [drawn.index(f"\n{room}") for room in ORDER]
    assert places == sorted(places)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_downward_only(module):
    own = ORDER.index(room_of(module))
    assert [room for room, _, _ in imports(module) if ORDER.index(room) >= own] == []


@pytest.mark.parametrize("module", MODULES)
def test_other_rooms_are_entered_by_their_front_door(module):
    for room, below, name in imports(module):
        assert not below, f"{module} reaches into lib.{room}.{below}; let lib.{room} name {name}"
        assert not name or name in doors(room), f"{module} takes {name}, which lib.{room} does not name"


def doors(room: str) -> set[str]:
    """Return the names that a room's __init__ brings in for others to use, or defines itself."""
    tree = ast.parse((LIB / room / "__init__.py").read_text(encoding="utf-8"))
    brought = [
        alias.asname or alias.name for n in tree.body if isinstance(n, ast.ImportFrom) for alias in n.names
    ]
    defined = [name.id for n in tree.body if isinstance(n, ast.Assign) for name in n.targets]
    return {*brought, *defined, *(n.name for n in tree.body if isinstance(n, ast.FunctionDef))}


READING = ORDER[
    ORDER.index("cleaning") : ORDER.index("tables")
]  # rooms that see one report, or rows made of reports


@pytest.mark.parametrize("module", [module for module in MODULES if room_of(module) in READING])
def test_what_reads_a_report_looks_at_nothing_but_its_arguments(module):
    """The rules come as an argument: no path of a corpus, no environment, no cache that outlives the rules."""
    source = (LIB / module).read_text(encoding="utf-8")
    assert [room for room, _, _ in imports(module) if room == "paths"] == []
    assert "os.environ" not in source and "in_force" not in source


# The readers of quantities take the shape of a row from the room's own front door.
WITH_A_CIRCLE = {"quantities"}


@pytest.mark.parametrize("room", sorted(set(ORDER) - {"paths"} - WITH_A_CIRCLE))
def test_no_modules_of_a_room_need_each_other(room):
    files = {path.relative_to(LIB.parent).with_suffix(""): path for path in (LIB / room).rglob("*.py")}
    names = {".".join(path.parts).removesuffix(".__init__"): file for path, file in files.items()}
    graph = {name: set() for name in names}
    for name, file in names.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                taken = {f"{node.module}.{alias.name}" for alias in node.names}
                graph[name] |= taken & set(names) or {node.module} & set(names)
    list(TopologicalSorter(graph).static_order())  # raises CycleError, naming them
