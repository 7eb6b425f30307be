# ruff: noqa: E501 - one case a line
"""Tests for the guarded reading of content files."""

import os
import time
from pathlib import Path

import pytest

from simulator.content.library import load_persona
from simulator.content.loading import read_document
from simulator.content.problems import BrokenContentError
from tests.simulator.content.conftest import SMALL_PERSONA, Write

BOMB = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in ("ab", "bc", "cd"))

NOT_YAML = {
    "an alias bomb": (BOMB, "1:4: a: sets the anchor &a; remove it"),
    "an alias": ("id: *anna\n", "1:5: id: uses the alias *anna; write the text out"),
    "a tag": ("id: !!python/name:os.system x\n", "1:5: id: carries the tag"),
    "a plain tag": ("id: ! x\n", "1:5: id: carries the tag"),
    "deep lists": ("[" * 200_000, "1:22: is nested deeper than 20 levels"),
    "deep mappings": ("".join(" " * level + "a:\n" for level in range(200)), "is nested deeper than 20 levels"),
    "too many parts": ("- a\n" * 25_000, "has more than 20,000 parts"),
    "two documents": ("id: anna\n---\nid: bert\n", "2:1: begins a second document"),
    "a list as key": ("? [a]\n: b\n", "1:3: has a list or mapping as its key"),
    "a colon in text": ("name: Anna: the first\n", "1:11: is not valid YAML: a colon inside unquoted text"),
    "a tab": ("name:\n\tAnna\n", "2:1: is not valid YAML: a tab"),
    "an open quote": ('name: "Anna\n', "2:1: is not valid YAML: a quote or bracket that is never closed"),
    "an open bracket": ("name: [Anna\nid: x\n", "is not valid YAML:"),
    "a wrong indent": ("id: anna\n   name: x\n", "2:8: is not valid YAML:"),
    "a wrong escape": (r'name: "\q"' + "\n", "is not valid YAML: a backslash"),
    "a control character": ("name: A\x07nna\n", "1:8: has a control character"),
    "a NUL": ("name: A\x00nna\n", "1:8: has a control character"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_YAML)
def test_what_content_never_needs_is_refused_with_its_place(persona_file: Write, name: str) -> None:
    """A file that could harm or cannot be read is named with line, column and the way out."""
    text, said = NOT_YAML[name]

    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(text))

    first = str(caught.value).splitlines()[0]
    assert first.startswith("personas/anna.yaml:")
    assert said in first


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("name: \"Bäck\"\n".encode("latin-1"), "1:9: is not UTF-8 (byte 0xe4); save the file"),
        ("id: x\nname: \"Søren\"\n".encode("cp1252"), "2:9: is not UTF-8 (byte 0xf8)"),
        ("id: anna\n".encode("utf-16"), "1:1: is not UTF-8 (byte 0xff)"),
        (b"x" * 10_000_000, "1:1: is larger than 256 KB"),
        (b"", "1:1: must be a group of `key: value` lines"),
        (b"- a\n- b\n", "1:1: must be a group of `key: value` lines"),
        (b"just text", "1:1: must be a group of `key: value` lines"),
    ],
)  # fmt: skip
def test_other_bytes_than_a_small_utf_8_mapping_are_refused(
    persona_file: Write, raw: bytes, said: str
) -> None:
    """Encoding, size and form are named before anything else."""
    path = persona_file("")
    path.write_bytes(raw)

    with pytest.raises(BrokenContentError) as caught:
        load_persona(path)

    assert f"personas/anna.yaml:{said}" in str(caught.value)


def test_a_byte_order_mark_does_no_harm(persona_file: Write) -> None:
    """Editors on Windows write one."""
    persona = load_persona(persona_file("\ufeff" + SMALL_PERSONA))

    assert persona.id == "anna"


def test_a_link_out_of_the_folder_is_not_followed(persona_file: Write, tmp_path: Path) -> None:
    """A content folder must not open other files of the machine."""
    path = persona_file("")
    path.unlink()
    (tmp_path / "secret.yaml").write_text(SMALL_PERSONA)
    path.symlink_to(tmp_path / "secret.yaml")

    with pytest.raises(BrokenContentError, match="1:1: is a link that leads out of its folder"):
        load_persona(path)


def test_a_link_within_the_folder_is_followed(persona_file: Write) -> None:
    """A coach may keep two names for one file; the id tells that they differ."""
    other = persona_file(SMALL_PERSONA).rename("personas/whole.yaml")
    Path("personas/anna.yaml").symlink_to(other.resolve())

    assert load_persona(Path("personas/anna.yaml")).name == "Anna"


def test_a_circle_of_links_is_named(persona_file: Write) -> None:
    """A link to itself ends in a message."""
    path = persona_file("")
    path.unlink()
    path.symlink_to(path.absolute())

    with pytest.raises(BrokenContentError, match="1:1: cannot be read"):
        load_persona(path)


@pytest.mark.timeout(5)
def test_a_pipe_does_not_hang_the_loader(persona_file: Write) -> None:
    """A FIFO with nobody writing would wait for ever."""
    path = persona_file("")
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(BrokenContentError, match="1:1: is not a regular file"):
        load_persona(path)


@pytest.mark.parametrize("kind", ["folder", "missing"])
def test_what_is_no_file_is_named(persona_file: Write, kind: str) -> None:
    """A folder or nothing under the name is a message, not a traceback."""
    path = persona_file("")
    path.unlink()
    if kind == "folder":
        path.mkdir()

    with pytest.raises(
        BrokenContentError, match=r"personas/anna\.yaml:1:1: (cannot be read|is not a regular)"
    ):
        load_persona(path)


@pytest.mark.parametrize(
    "text", ["[" * 250_000, "{" * 250_000, "!" * 250_000, "? " * 120_000, "- " * 120_000, ">\n" * 120_000]
)
def test_hostile_files_are_refused_quickly(persona_file: Write, text: str) -> None:
    """No file within the size limit holds the loader up for long."""
    path = persona_file(text)
    begun = time.perf_counter()

    with pytest.raises(BrokenContentError):
        load_persona(path)

    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("0x1f", "0x1f"), ("1_000", "1_000"), ("12:30:45", "12:30:45"), ("007", 7),
        ("1.5", 1.5), (".nan", ".nan"), ("1e999", "1e999"), ("9" * 5000, "9" * 5000), ("2026-01-02", "2026-01-02"),
        ("yes", True), ("No", False), ("off", False), ("true", True), ("~", None), ("", None), ('"no"', "no"),
        ("'12'", "12"), ("text", "text"), ("|\n  two\n  lines\n", "two\nlines\n"), ("<<", "<<"),
    ],
)  # fmt: skip
def test_unquoted_words_mean_what_a_reader_takes_them_for(
    persona_file: Write, written: str, value: object
) -> None:
    """Numbers, yes and no are recognised, dates and times stay text, quoted words are always text."""
    document = read_document(persona_file(f"key: {written}\n"), Path("personas"))

    assert document.value == {"key": value}
