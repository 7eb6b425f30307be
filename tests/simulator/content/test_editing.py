"""Tests for setting a field anew in a file that people wrote."""

from pathlib import Path

import pytest

from simulator.content.editing import edited, exchange
from simulator.content.loading import document_of
from simulator.errors import ContentError

HERE = Path("personas/anna.yaml")


def _edited(text: str, **fields: str | int | None) -> str:
    return edited(document_of(HERE, text), text, fields)


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("id: anna  # me\nname: A\n", {"id": "bo"}, "id: bo  # me\nname: A\n"),
        ('# id: x\nid: "anna"\r\nname: A\r\n', {"id": "bo"}, "# id: x\nid: bo\r\nname: A\r\n"),
        ("id: anna\nname: A\n", {"version": 2}, "id: anna\nversion: 2\nname: A\n"),
        ("id: anna\r\nname: A", {"version": 2}, "id: anna\r\nversion: 2\r\nname: A"),
        ("id: anna\nversion: 2 # old\n", {"version": 3}, "id: anna\nversion: 3 # old\n"),
        ("id: anna\nversion: 2\nname: A\n", {"version": None}, "id: anna\nname: A\n"),
        ("a:\n  id: x\nid: anna\n", {"id": "bo"}, "a:\n  id: x\nid: bo\n"),
    ],
)
def test_a_field_is_set_and_all_else_stays_as_written(
    text: str, fields: dict[str, str | int | None], expected: str
) -> None:
    """Comments, quotes, order and line ends are the coach's."""
    assert _edited(text, **fields) == expected


@pytest.mark.parametrize("text", ["{id: anna, name: A}\n", '"id": anna\n', "id:\n  anna\n", "? id\n: anna\n"])
def test_a_field_that_cannot_be_replaced_is_said(text: str) -> None:
    """Nothing is guessed: the coach writes it plainly."""
    with pytest.raises(ContentError, match=r"write `id: …` on a line of its own"):
        _edited(text, id="bo")


def test_a_file_is_exchanged_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    """The new file has the rights of the one before."""
    path = tmp_path / "anna.yaml"
    path.write_text("old")
    path.chmod(0o640)
    exchange(path, "new\r\n")

    assert path.read_bytes() == b"new\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]
