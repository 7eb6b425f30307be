"""Tests for the coach's workshop without a terminal."""

from pathlib import Path
from shutil import copyfile

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library, packaged_folder
from simulator.content.templates import write_template
from simulator.errors import ContentError, UsageError
from simulator.workshop import Entry, Workshop, editor_command, is_meant

PERSONA, SCENARIO = "prosecutor", "retail_hygiene_return"


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Return a workshop over one packaged persona and scenario, an own folder and a shared one."""
    for name in (f"personas/{PERSONA}", f"scenarios/{SCENARIO}"):
        copy = tmp_path / "packaged" / f"{name}.yaml"
        copy.parent.mkdir(parents=True)
        copyfile(packaged_folder() / f"{name}.yaml", copy)
    folders = [tmp_path / name for name in ("packaged", "own", "shared")]
    return Workshop(Library(folders), tmp_path / "own")


def _entry(workshop: Workshop, name: str) -> Entry:
    return next(entry for entry in workshop.entries() if entry.id == name)


def test_the_shelves_say_whose_each_file_is(workshop: Workshop, tmp_path: Path) -> None:
    """Personas first, one's own before others."""
    write_template(tmp_path / "own", "persona", "mine", "sv")
    write_template(tmp_path / "shared", "persona", "ours", "da")
    found = [(entry.sort, entry.origin, entry.id, entry.languages) for entry in workshop.entries()]

    assert found == [
        ("persona", "own", "mine", ("sv",)),
        ("persona", "folder", "ours", ("da",)),
        ("persona", "packaged", PERSONA, LANGUAGES),
        ("scenario", "packaged", SCENARIO, LANGUAGES),
    ]


def test_a_file_whose_place_another_takes_is_still_listed(workshop: Workshop, tmp_path: Path) -> None:
    """The later folder is met in talks; the coach's own stays at hand."""
    for folder in ("own", "shared"):
        write_template(tmp_path / folder, "persona", "mine", "en")
    found = [(entry.origin, entry.in_use) for entry in workshop.entries() if entry.id == "mine"]

    assert found == [("own", False), ("folder", True)]


def test_a_saved_change_is_seen_at_once(workshop: Workshop, tmp_path: Path) -> None:
    """By the workshop, and by talks that begin now."""
    path = write_template(tmp_path / "own", "persona", "mine", "en")
    before = _entry(workshop, "mine")
    path.write_text(path.read_text("utf-8").replace("Robin Falk", "Åsa [bold]Berg"), "utf-8")
    after = workshop.entry(path)

    assert before.thing != after.thing
    assert after.thing is workshop.library.persona("mine")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id: mine\nname: [\n", "mine.yaml:3:1: is not valid YAML"),
        (b"id: mine\nname: " + b"a" * 300_000, "mine.yaml:1:1: is larger than 256 KB"),
        (b"id: mine\nkind: angri\n", "mine.yaml:2:7: kind: did you mean angry?"),
        (b"id: mine\nname: \xff\n", "mine.yaml:2:7: is not UTF-8"),
        (b"id: &a mine\nname: *a\n", "mine.yaml:1:5: id: sets the anchor &a"),
    ],
    ids=["broken", "huge", "misspelt", "latin-1", "alias"],
)
def test_a_hostile_file_is_told_by_line_and_field_and_harms_nobody(
    workshop: Workshop, tmp_path: Path, content: bytes, said: str
) -> None:
    """What is packaged stays as it is."""
    path = tmp_path / "own" / "personas" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    entry = _entry(workshop, "mine")

    assert entry.thing is None
    assert any(said in str(problem) for problem in entry.problems)
    assert not workshop.looked_at(entry).sound
    assert _entry(workshop, PERSONA).thing is not None


def test_a_link_that_leads_out_is_not_read(workshop: Workshop, tmp_path: Path) -> None:
    """Neither listed as usable nor copied."""
    outside = write_template(tmp_path / "outside", "persona", "mine", "en")
    link = tmp_path / "own" / "personas" / "mine.yaml"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    entry = _entry(workshop, "mine")

    assert "is a link that leads out of its folder" in str(entry.problems[0])
    with pytest.raises(ContentError, match="is a link"):
        workshop.fork(entry, "other")


@pytest.mark.parametrize("name", [PERSONA, SCENARIO])
def test_a_copy_differs_only_in_its_id(workshop: Workshop, name: str) -> None:
    """It lies in the coach's folder, sound, with its schema beside it."""
    source = _entry(workshop, name)
    copy = workshop.fork(source, "mine")

    assert copy.path == workshop.own / f"{source.sort}s" / "mine.yaml"
    assert copy.origin == "own"
    assert copy.thing is not None
    assert source.thing is not None
    assert copy.thing.model_copy(update={"id": name}) == source.thing
    assert (copy.path.parent / f"{source.sort}.schema.json").exists()
    assert workshop.looked_at(copy).sound


def test_a_copy_begins_without_a_version(workshop: Workshop, tmp_path: Path) -> None:
    """It was never published."""
    path = write_template(tmp_path / "shared", "persona", "ours", "en")
    path.write_text(path.read_text("utf-8") + "version: 3\n", "utf-8")
    copy = workshop.fork(_entry(workshop, "ours"), "mine")

    assert copy.thing is not None
    assert copy.thing.version is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "invalid"),
        ("Å", "invalid"),
        ("../x", "invalid"),
        (PERSONA, "taken"),
        (SCENARIO, None),
        ("a1", None),
    ],
)
def test_an_id_must_be_one_and_free_on_its_shelf(workshop: Workshop, name: str, fault: str | None) -> None:
    """A persona and a scenario may share an id."""
    assert workshop.id_fault("persona", name) == fault
    assert workshop.id_fault("persona", workshop.free_id(_entry(workshop, PERSONA))) is None
    if fault:
        with pytest.raises(UsageError, match="choose another"):
            workshop.fork(_entry(workshop, PERSONA), name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("", True), ("VIKTOR", True), ("lind angry", True), ("sv", True), ("packaged", True), ("bank", False)],
)
def test_typed_words_narrow_the_list(workshop: Workshop, typed: str, meant: bool) -> None:
    """Each word may stand anywhere in what is known or shown of an entry."""
    assert is_meant(_entry(workshop, PERSONA), typed, ("Packaged",)) == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_partners_speak_the_language_and_make_a_match(workshop: Workshop, language: Language) -> None:
    """From either side it is the same pair."""
    persona, scenario = _entry(workshop, PERSONA).thing, _entry(workshop, SCENARIO).thing
    assert persona
    assert scenario

    assert list(workshop.partners(persona, language)) == [SCENARIO]
    assert list(workshop.partners(scenario, language)) == [PERSONA]
    assert workshop.match(persona, scenario, language) == workshop.match(scenario, persona, language)
    with pytest.raises(UsageError, match="one of each"):
        workshop.match(persona, persona, language)


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, ()),
        ({"EDITOR": " "}, ()),
        ({"EDITOR": "vi 'x"}, ()),
        ({"EDITOR": "nano"}, ("nano", "+7", "a b.yaml")),
        ({"EDITOR": "vi", "VISUAL": "code --wait"}, ("code", "--wait", "a b.yaml")),
        ({"VISUAL": "'/opt/my editor/vim' -n"}, ("/opt/my editor/vim", "-n", "+7", "a b.yaml")),
    ],
)
def test_the_editor_is_the_person_s_own(environment: dict[str, str], command: tuple[str, ...]) -> None:
    """VISUAL before EDITOR, split as a shell would, at the line where that is known to work."""
    assert editor_command(environment, Path("a b.yaml"), 7) == command
