"""The authoring guide does what it says: its commands run in their order, and its files pass their check."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from simulator.checking.course import check_file
from simulator.content.library import Library, packaged_folder
from simulator.content.schema import SHELVES
from tests.test_architecture import ROOT

GUIDE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(sh|yaml)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
SETTLED = 'export MOTET_CONTENT="$PWD/coach"\n'


def file_of(text: str) -> Path:
    """Return where the guide tells to write a file, below the coach's folder."""
    schema = re.search(r"\$schema=(\w+)\.schema", text)
    named = re.search(r"^id: (\w+)", text, re.MULTILINE)
    sort = next(sort for sort in SHELVES if schema and sort == schema[1]) if schema else None
    return Path(SHELVES[sort], f"{named[1]}.yaml") if sort and named else Path("house.yaml")


@pytest.mark.timeout(240)
def test_every_command_of_the_guide_runs(tmp_path: Path) -> None:
    """In the order of the page, in one folder, with the guide's files written where it says."""
    for kind, text in BLOCKS:
        if kind == "yaml":
            (tmp_path / "coach" / file_of(text)).write_text(text, encoding="utf-8")
        elif "--watch" in text:
            assert _watches(text, tmp_path)
        else:
            done = _run(text, tmp_path)

            assert done.returncode == 0, (text, done.stdout[-2000:], done.stderr)
            assert "fault:" not in done.stdout

    assert (tmp_path / "shared" / "personas" / "ebba.yaml").is_file()


@pytest.mark.parametrize(
    "text", [text for kind, text in BLOCKS if kind == "yaml"], ids=lambda text: str(file_of(text))
)
def test_a_file_in_the_guide_passes_its_check(tmp_path: Path, text: str) -> None:
    """Without a fault, in its place."""
    path = tmp_path / file_of(text)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    checked = check_file(path, Library([packaged_folder(), tmp_path]))

    assert [str(remark.problem) for remark in checked.remarks if remark.severity == "fault"] == []
    assert checked.thing


def test_what_the_guide_quotes_is_what_the_check_says() -> None:
    """Each message in the table of what fails stands in the code."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "simulator" / "checking").glob("*.py"))
    quoted = (
        "must not run out of lines",
        "lines a whole talk wants",
        "sounds like “",
        "has a number",
        "is not read as ",
    )

    assert [said for said in quoted if said not in code or said not in GUIDE] == []


def _run(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    before = "" if "export MOTET_CONTENT" in text else SETTLED
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", before + text],
        cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def _watches(text: str, folder: Path) -> bool:
    """Return whether a command checks, waits for the next save, and ends when told to."""
    command = ["bash", "-c", f"{SETTLED}exec {text}"]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as watching:
        waits = any("watching" in line for line in watching.stderr or ())
        watching.terminate()  # an interrupt may be ignored where the tests themselves run in the background
    return waits and watching.returncode == -signal.SIGTERM


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "MOTET_HOME": str(folder / "home"), "LANG": "C.UTF-8", "TERM": "dumb"}
