"""Checked content kept for the next time: the same as from the file, or not taken at all."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile

import pytest

from simulator.content.cache import MOST_ENTRIES, ContentCache
from simulator.content.library import Library, load_persona, open_library, packaged_folder
from simulator.content.models import Persona
from simulator.content.problems import BrokenContentError
from simulator.settings import folders
from tests.simulator.content.conftest import SMALL_PERSONA

PROSECUTOR = packaged_folder() / "personas" / "prosecutor.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a cache that holds nothing yet."""
    return tmp_path / "cache" / "content"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a persona's file of one's own."""
    copy = tmp_path / "own" / "prosecutor.yaml"
    copy.parent.mkdir()
    copyfile(PROSECUTOR, copy)
    return copy


def the_entry(folder: Path) -> Path:
    """Return the one entry of a cache."""
    (entry,) = folder.iterdir()
    return entry


def test_what_is_taken_from_the_cache_equals_what_was_read(folder: Path) -> None:
    """For every packaged file."""
    read = Library([packaged_folder()], ContentCache(folder))
    first = [*read.personas().values(), *read.scenarios().values(), *read.curricula().values()]
    taken = Library([packaged_folder()], ContentCache(folder))
    second = [*taken.personas().values(), *taken.scenarios().values(), *taken.curricula().values()]

    assert len(list(folder.iterdir())) == len(first)
    assert second == first
    assert [thing.model_dump() for thing in second] == [thing.model_dump() for thing in first]


@pytest.mark.parametrize("text", [SMALL_PERSONA, SMALL_PERSONA.replace("furious", "hot åäö 🙂")])
def test_a_coach_s_minimum_is_kept_as_it_is(folder: Path, file: Path, text: str) -> None:
    """What was left out stays left out."""
    small = file.with_name("anna.yaml")
    small.write_text(text, "utf-8")
    read, taken = (load_persona(small, ContentCache(folder)) for _ in range(2))

    assert the_entry(folder)
    assert taken == read == load_persona(small)
    assert taken.model_fields_set == read.model_fields_set


def test_a_file_is_read_once(folder: Path, file: Path) -> None:
    """What the cache says of a text is believed, whoever asks."""
    cache, text = ContentCache(folder), file.read_text("utf-8")
    marked = load_persona(file).model_copy(update={"name": "Somebody from the cache"})
    cache.put(text, marked)

    assert load_persona(file, ContentCache(folder)) == marked


def test_a_changed_file_is_read_anew(folder: Path, file: Path) -> None:
    """The text is what an entry is found by, not the name or the time."""
    cache = ContentCache(folder)
    load_persona(file, cache)
    file.write_text(file.read_text("utf-8").replace('"Viktor Lind"', '"Viktor Berg"'), "utf-8")

    assert load_persona(file, cache).name == "Viktor Berg"


def test_what_is_broken_is_refused_every_time_and_never_kept(folder: Path, file: Path) -> None:
    """With its place, as without a cache."""
    file.write_text(file.read_text("utf-8") + "\nsecret_key: 1\n", "utf-8")
    for _ in range(2):
        with pytest.raises(BrokenContentError, match="secret_key"):
            load_persona(file, ContentCache(folder))

    assert not folder.exists()


def test_the_same_text_under_another_name_is_refused(folder: Path, file: Path) -> None:
    """An id belongs to its file's name, also where the text is known."""
    load_persona(file, ContentCache(folder))
    other = copyfile(file, file.with_name("somebody.yaml"))

    with pytest.raises(BrokenContentError, match="id: is prosecutor, but the file is called somebody"):
        load_persona(other, ContentCache(folder))


def test_a_link_out_of_the_folder_is_refused_also_where_its_text_is_known(folder: Path, file: Path) -> None:
    """The file is looked at before the cache."""
    load_persona(file, ContentCache(folder))
    link = file.parent.parent / "elsewhere" / "prosecutor.yaml"
    link.parent.mkdir()
    link.symlink_to(file)

    with pytest.raises(BrokenContentError, match="leads out of its folder"):
        load_persona(link, ContentCache(folder))


def _swap(entry: Path, old: bytes, new: bytes) -> None:
    raw = entry.read_bytes()
    assert old in raw
    entry.write_bytes(raw.replace(old, new, 1))


def _as_link(entry: Path) -> None:
    entry.rename(entry.parent.parent / "real.json")
    entry.symlink_to(entry.parent.parent / "real.json")
    _swap(entry, b"Viktor Lind", b"Mallory")


SPOILED: dict[str, Callable[[Path], object]] = {
    "empty": lambda entry: entry.write_bytes(b""),
    "half": lambda entry: entry.write_bytes(entry.read_bytes()[:-200]),
    "other words": lambda entry: _swap(entry, b"Viktor Lind", b"Mallory Lin"),
    "no head": lambda entry: entry.write_bytes(entry.read_bytes().partition(b"\n")[2]),
    "other rules": lambda entry: _swap(entry, b'"rules": "', b'"rules": "0'),
    "other kind": lambda entry: _swap(entry, b'"Persona"', b'"Scenario"'),
    "other format": lambda entry: _swap(entry, b"motet-content/1", b"motet-content/0"),
    "no text": lambda entry: entry.write_bytes(os.urandom(5_000)),
    "huge": lambda entry: entry.write_bytes(entry.read_bytes() + b" " * 3_000_000),
    "a link": _as_link,
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_entry_is_left_aside_and_written_anew(folder: Path, file: Path, how: str) -> None:
    """Whatever happened to it, what counts is the file."""
    cache = ContentCache(folder)
    right = load_persona(file, cache)
    SPOILED[how](the_entry(folder))
    taken = load_persona(file, cache)
    entry = the_entry(folder)

    assert taken == right
    assert not entry.is_symlink()
    assert cache.taken(Persona, file.read_text("utf-8")) == right


def test_only_its_owner_can_read_what_is_kept(folder: Path, file: Path) -> None:
    """Content may be confidential."""
    load_persona(file, ContentCache(folder))

    assert folder.stat().st_mode & 0o077 == 0
    assert the_entry(folder).stat().st_mode & 0o177 == 0


def test_without_a_place_to_write_everything_is_read_from_its_file(file: Path, tmp_path: Path) -> None:
    """A cache is a convenience."""
    blocked = tmp_path / "a-file"
    blocked.write_text("no folder")

    assert load_persona(file, ContentCache(blocked / "content")).name == "Viktor Lind"


def test_old_entries_go_when_there_are_too_many(folder: Path, file: Path) -> None:
    """The newest stay."""
    cache = ContentCache(folder)
    load_persona(file, cache)
    for number in range(MOST_ENTRIES + 10):
        old = folder / f"persona-{number}.json"
        old.write_text("{}")
        os.utime(old, (number, number))
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    load_persona(file, cache)

    assert len(list(folder.iterdir())) == MOST_ENTRIES
    assert cache.taken(Persona, file.read_text("utf-8"))


def test_many_at_once_meet_no_half_entry(folder: Path, file: Path) -> None:
    """Each puts the whole in its place."""
    right, text = load_persona(file), file.read_text("utf-8")

    def both(number: int) -> bool:
        cache = ContentCache(folder)
        cache.put(text, right)
        return cache.taken(Persona, text) == right

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(both, range(80)))


def test_the_app_s_library_keeps_its_content_below_the_home(home: Path) -> None:
    """In a folder of its own, that can be thrown away."""
    open_library().persona("prosecutor")

    assert folders().cache == home / "cache"
    assert list((home / "cache" / "content").glob("persona-*.json"))
