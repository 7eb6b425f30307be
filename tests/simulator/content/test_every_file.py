"""Every content file in the repository is a test case."""

from pathlib import Path

import pytest

from simulator.checking.course import check_file, files_at
from simulator.content.library import Library, packaged_folder
from simulator.content.schema import SHELVES

FILES = files_at(packaged_folder())
LIBRARY = Library([packaged_folder()])


def _name(path: Path) -> str:
    return path.relative_to(packaged_folder()).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_packaged_file_is_sound(path: Path) -> None:
    """It loads, and no check finds a fault in it."""
    checked = check_file(path, LIBRARY)

    assert [str(remark.problem) for remark in checked.remarks if remark.severity == "fault"] == []


@pytest.mark.parametrize("path", LIBRARY.files(), ids=_name)
def test_a_content_file_names_its_schema_first(path: Path) -> None:
    """The editor finds the schema beside the file."""
    first = path.read_text("utf-8").splitlines()[0]
    sort = next(sort for sort, shelf in SHELVES.items() if shelf == path.parent.name)

    assert first == f"# yaml-language-server: $schema={sort}.schema.json"
    assert (path.parent / f"{sort}.schema.json").is_file()
