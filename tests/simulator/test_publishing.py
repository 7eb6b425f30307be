"""Tests for publishing content to a shared folder."""

import os
from pathlib import Path

import pytest

from simulator.content.library import Library, load_persona, packaged_folder
from simulator.content.templates import write_template
from simulator.errors import UsageError
from simulator.publishing import NotSoundError, publish
from simulator.workshop import Workshop


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return an empty folder that others read."""
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def workshop(tmp_path: Path, shared: Path) -> Workshop:
    """Return a workshop with one persona of one's own."""
    write_template(tmp_path / "own", "persona", "mine", "en")
    return Workshop(Library([packaged_folder(), tmp_path / "own", shared]), tmp_path / "own")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return the coach's own file."""
    return tmp_path / "own" / "personas" / "mine.yaml"


def _change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_the_first_publishing_is_version_1(workshop: Workshop, mine: Path, shared: Path) -> None:
    """The coach's own file says so too, and the schema lies beside the published one."""
    done = publish(workshop.entry(mine), shared, workshop.library)

    assert (done.path, done.version, done.kept) == (shared / "personas" / "mine.yaml", 1, None)
    assert load_persona(done.path) == load_persona(mine)
    assert load_persona(done.path).version == 1
    assert sorted(file.name for file in done.path.parent.iterdir()) == ["mine.yaml", "persona.schema.json"]


def test_a_later_publishing_raises_the_version_and_keeps_the_one_before(
    workshop: Workshop, mine: Path, shared: Path
) -> None:
    """What is kept beside is not read as content."""
    first = publish(workshop.entry(mine), shared, workshop.library).path.read_bytes()
    _change(mine, "Robin Falk", "Robin Ask")
    done = publish(workshop.entry(mine), shared, workshop.library)

    assert done.version == 2
    assert done.kept == shared / "personas" / "mine.yaml.1"
    assert done.kept.read_bytes() == first
    assert Library([shared]).ids("personas") == ("mine",)
    assert load_persona(done.path).name == "Robin Ask"


def test_what_stands_there_already_is_not_published_again(
    workshop: Workshop, mine: Path, shared: Path
) -> None:
    """No version is spent on nothing."""
    publish(workshop.entry(mine), shared, workshop.library)
    again = publish(workshop.entry(mine), shared, workshop.library)

    assert (again.changed, again.version, again.kept) == (False, 1, None)


def test_a_file_with_a_fault_is_not_published(workshop: Workshop, mine: Path, shared: Path) -> None:
    """It is said where the fault is; broken or only unsound, nothing is written."""
    _change(mine, "kind: angry", "kind: angri")
    with pytest.raises(UsageError, match=r"mine\.yaml:8:\d+: kind: did you mean angry"):
        publish(workshop.entry(mine), shared, workshop.library)
    _change(mine, "kind: angri", "kind: angry")
    _change(mine, "every single time", "every\u200bsingle time")
    with pytest.raises(NotSoundError, match="invisible or control characters"):
        publish(workshop.entry(mine), shared, workshop.library)

    assert list(shared.rglob("*")) == []


@pytest.mark.parametrize("there", [b"name: [", b"\xff", b"id: mine\nversion: many\n"])
def test_a_broken_file_that_is_there_is_kept_and_replaced(
    workshop: Workshop, mine: Path, shared: Path, there: bytes
) -> None:
    """Whatever it was, nothing of it is lost; a number that is taken is passed over."""
    (shared / "personas").mkdir()
    (shared / "personas" / "mine.yaml").write_bytes(there)
    (shared / "personas" / "mine.yaml.1").write_bytes(b"older")
    done = publish(workshop.entry(mine), shared, workshop.library)

    assert done.kept == shared / "personas" / "mine.yaml.2"
    assert done.kept.read_bytes() == there
    assert (shared / "personas" / "mine.yaml.1").read_bytes() == b"older"


def test_a_link_that_is_there_is_not_written_through(
    workshop: Workshop, mine: Path, shared: Path, tmp_path: Path
) -> None:
    """The file takes the link's place; what it led to stays."""
    outside = tmp_path / "outside.txt"
    outside.write_text("precious")
    (shared / "personas").mkdir()
    (shared / "personas" / "mine.yaml").symlink_to(outside)
    done = publish(workshop.entry(mine), shared, workshop.library)

    assert outside.read_text() == "precious"
    assert not done.path.is_symlink()


@pytest.mark.parametrize("name", ["nowhere", "own", "own/personas/mine.yaml"])
def test_a_folder_that_is_not_shared_is_refused(workshop: Workshop, mine: Path, name: str) -> None:
    """Neither one that is missing, nor one's own, nor a file."""
    with pytest.raises(UsageError, match=r"name a folder that others read|name one that is there"):
        publish(workshop.entry(mine), workshop.own.parent / name, workshop.library)
    with pytest.raises(UsageError, match="is not shared"):
        publish(workshop.entry(mine), packaged_folder(), workshop.library)


def test_a_folder_that_cannot_be_written_is_named(workshop: Workshop, mine: Path, shared: Path) -> None:
    """A file stands where the shelf should be."""
    (shared / "personas").write_text("in the way")
    with pytest.raises(UsageError, match="cannot be written"):
        publish(workshop.entry(mine), shared, workshop.library)

    assert os.listdir(shared) == ["personas"]
