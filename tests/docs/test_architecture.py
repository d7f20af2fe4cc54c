"""The tree is as the architecture page says: its rooms, its arrows, and what no room may do."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "diogel"
PAGE = ROOT / "docs" / "architecture.md"
# None of these is there on Windows.
POSIX_ONLY = {
    *("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "posix", "syslog", "crypt"),
    *("spwd", "nis", "readline", "curses"),
}
# Spelt in pieces, so that this file is not itself a finding.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com")
MACHINE = re.compile(r"(?<![\w.~/)-])/(?:home|root|Users|work|tmp)/[\w.-]+")


def columns() -> list[list[str]]:
    """The rooms of the page's diagram, column by column."""
    page = PAGE.read_text(encoding="utf-8")
    block = re.search(r"```rooms\n(.+?)\n```", page, re.DOTALL)
    assert block, "docs/architecture.md has no block of rooms"
    return [column.split() for column in block[1].replace("\n", " ").split("|")]


def column_of() -> dict[str, int]:
    """The number of each room's column."""
    return {room: number for number, rooms in enumerate(columns()) for room in rooms}


@cache
def tree_of(path: Path) -> ast.Module:
    """A file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def files() -> list[Path]:
    """Every Python file of the program."""
    return sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, inside functions too, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import on line {node.lineno}"
            yield from ((f"{node.module}.{a.name}", node.lineno) for a in node.names)


def room_of(module: str) -> str:
    """The room of a module of ours; empty for the package itself and for others' modules."""
    parts = module.split(".")
    is_room = len(parts) > 1 and parts[0] == "diogel" and (SOURCE / parts[1]).is_dir()
    return parts[1] if is_room else ""


def wrong_arrows(edges: list[tuple[str, str, str]]) -> list[str]:
    """The imports that do not go to a column on the left."""
    order = column_of()
    return [
        f"{where}: {room} may not import {other}"
        for where, room, other in edges
        if other and other != room and order[other] >= order[room]
    ]


def edges() -> list[tuple[str, str, str]]:
    """Where, which room, and the room that it imports."""
    return [
        (f"{path.relative_to(ROOT)}:{line}", path.relative_to(SOURCE).parts[0], room_of(module))
        for path in files()
        if path.parent != SOURCE
        for module, line in imported(path)
    ]


def test_every_room_on_disk_is_named_on_the_page() -> None:
    on_disk = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert sorted(on_disk - set(column_of())) == []


def test_every_import_goes_to_a_column_on_the_left() -> None:
    found = edges()

    assert len(found) > 300
    assert wrong_arrows(found) == []


@pytest.mark.parametrize(
    ("room", "other"), [("core", "language"), ("language", "places"), ("reports", "surveys")]
)
def test_an_import_to_the_right_or_of_the_same_column_is_found(room: str, other: str) -> None:
    assert wrong_arrows([("here:1", room, other)]) == [f"here:1: {room} may not import {other}"]


def test_nothing_imports_a_module_that_windows_lacks() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in files()
        for module, line in imported(path)
        if module.split(".")[0] in POSIX_ONLY
    ]

    assert found == []


# The package's own reads a room's name when it is asked for: see tests/unit/test_python.py.
@pytest.mark.parametrize(
    "path", sorted(SOURCE.glob("*/**/__init__.py")), ids=lambda p: p.parent.name
)
def test_an_init_file_only_re_exports_from_its_own_folder(path: Path) -> None:
    own = ".".join(path.parent.relative_to(SOURCE.parent).parts)
    extra = []
    for node in tree_of(path).body[1:]:
        names = [target.id for target in getattr(node, "targets", ()) if hasattr(target, "id")]
        is_own = isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{own}.")
        if not is_own and names not in (["__all__"], ["__version__"]):
            extra.append(ast.unparse(node))

    assert ast.get_docstring(tree_of(path))
    assert extra == []


def test_an_init_file_exports_exactly_what_it_imports() -> None:
    differing = []
    for path in SOURCE.glob("*/__init__.py"):
        body = tree_of(path).body
        names = {a.asname or a.name for n in body if isinstance(n, ast.ImportFrom) for a in n.names}
        listed = next((ast.literal_eval(n.value) for n in body if isinstance(n, ast.Assign)), [])
        if names != set(listed):
            differing.append(path.parent.name)

    assert differing == []


def test_the_program_reads_nothing_beside_its_own_folder() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.value!r}"
        for path in files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"(^|/)shared(/|$)", node.value)
    ]

    assert found == []


def tracked() -> list[Path]:
    """The files that the repository holds, texts only."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this copy of the project is no git repository")
    names = (name for name in listed.stdout.split("\0") if name)
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def lines_with(what: re.Pattern[str]) -> list[str]:
    """The lines of tracked texts in which something stands."""
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if what.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return found


def test_no_tracked_file_names_a_path_of_somebodys_machine() -> None:
    assert lines_with(MACHINE) == []


def test_no_tracked_file_names_the_host_of_a_package_index() -> None:
    assert lines_with(re.compile("|".join(map(re.escape, HOSTS)))) == []


def test_what_looks_for_paths_can_find_one() -> None:
    assert MACHINE.search("read from /home/" + "somebody/file")
    assert not MACHINE.search("a link to ../tmp/x and https://example.org/work/y")
