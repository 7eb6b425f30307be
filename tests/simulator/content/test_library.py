"""Tests for the library: which file an id means, and when it is read."""

from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library, open_library, packaged_folder
from simulator.content.wordings import role_lines
from simulator.errors import ContentError, UsageError
from tests.simulator.content.conftest import SMALL_PERSONA


def _folder(root: Path, **personas: str) -> Path:
    (root / "personas").mkdir(parents=True)
    for name, text in personas.items():
        (root / "personas" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_a_later_folder_wins(tmp_path: Path) -> None:
    """Own content takes the place of packaged content of the same id."""
    first = _folder(tmp_path / "first", anna=SMALL_PERSONA)
    second = _folder(tmp_path / "second", anna=SMALL_PERSONA.replace('"Anna"', '"Anna Two"'))

    assert Library([first, second]).persona("anna").name == "Anna Two"


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """Asking again gives the same value, though the file is gone."""
    folder = _folder(tmp_path, anna=SMALL_PERSONA)
    library = Library([folder])
    first = library.persona("anna")
    (folder / "personas" / "anna.yaml").unlink()

    assert library.persona("anna") is first


def test_a_broken_file_does_not_stand_in_the_way_of_others(tmp_path: Path) -> None:
    """The list leaves it out and remembers why; asking for it raises."""
    library = Library([_folder(tmp_path, anna=SMALL_PERSONA, bert="id: bert\n")])

    assert list(library.personas()) == ["anna"]
    assert [path.name for path in library.broken] == ["bert.yaml"]
    with pytest.raises(ContentError, match=r"bert\.yaml:1:1: .* is missing"):
        library.persona("bert")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("prosecuter", r"unknown persona 'prosecuter'; did you mean prosecutor\? see motet list personas"),
        ("zzz", r"unknown persona 'zzz'; see motet list personas"),
        ("../../etc/passwd", "unknown persona"),
        ("", "unknown persona"),
    ],
)
def test_an_unknown_id_says_where_to_look(name: str, said: str) -> None:
    """An id is only ever looked up, never made into a path."""
    with pytest.raises(UsageError, match=said):
        Library([packaged_folder()]).persona(name)


def test_a_folder_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--content` must be a folder."""
    monkeypatch.setenv("MOTET_HOME", str(tmp_path))

    with pytest.raises(UsageError, match="nowhere is not a folder"):
        open_library(tmp_path / "nowhere")


def test_own_content_is_found_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person's own personas stand beside the packaged ones."""
    monkeypatch.setenv("MOTET_HOME", str(tmp_path))
    _folder(tmp_path / "data", anna=SMALL_PERSONA)

    assert {"anna", "prosecutor"} <= set(open_library().personas())


def test_a_small_persona_borrows_from_the_packaged_one_of_its_kind(tmp_path: Path) -> None:
    """A coach's minimum can play a whole talk; packaged personas need no loan."""
    library = Library([packaged_folder(), _folder(tmp_path, anna=SMALL_PERSONA)])
    lender = library.stand_in(library.persona("anna"))

    assert lender is not None
    assert lender.kind == "angry"
    assert library.stand_in(library.persona("prosecutor")) is None


@pytest.mark.parametrize("kind", ["angry", "anxious", "confused", "cold", "bargaining", "too_nice"])
def test_a_coachs_minimum_is_enough(tmp_path: Path, kind: str) -> None:
    """Identity, kind, need and defence, three own lines, one language; the mood follows the kind."""
    text = SMALL_PERSONA.replace("kind: angry", f"kind: {kind}")
    persona = Library([_folder(tmp_path, anna=text)]).persona("anna")

    assert persona.kind == kind
    assert persona.start.anger >= 30


def test_the_digest_tells_a_changed_file(tmp_path: Path) -> None:
    """A session knows whether its content is still what it was played with."""
    folder = _folder(tmp_path, anna=SMALL_PERSONA)
    before = Library([folder]).digest("personas", "anna")
    (folder / "personas" / "anna.yaml").write_text(SMALL_PERSONA + "\n", encoding="utf-8")

    assert Library([folder]).digest("personas", "anna") != before
    assert len(before) == 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cast_has_words_in_every_language(language: Language) -> None:
    """The scripted trainees speak all three."""
    roles = role_lines(language)

    assert min(len(roles.wall), len(roles.absent), len(roles.flatterer), len(roles.stuffer)) >= 8


def test_files_that_editors_leave_behind_are_no_content(tmp_path: Path) -> None:
    """Hidden files and backups are not listed."""
    folder = _folder(tmp_path, anna=SMALL_PERSONA)
    for name in (".#anna.yaml", "anna.yaml~", "anna.yaml.bak", ".anna.yaml"):
        (folder / "personas" / name).write_text("broken: [", encoding="utf-8")
    library = Library([folder])

    assert list(library.personas()) == ["anna"]
    assert library.broken == {}
