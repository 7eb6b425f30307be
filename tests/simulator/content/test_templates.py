"""Tests for the templates that a coach begins with."""

from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import load_curriculum, load_persona, load_scenario
from simulator.content.schema import SORTS, Sort, schema_text
from simulator.content.templates import write_template
from simulator.errors import UsageError


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_valid_as_written(tmp_path: Path, language: Language) -> None:
    """It loads at once, in its language alone."""
    persona = load_persona(write_template(tmp_path, "persona", "my_person", language))
    scenario = load_scenario(write_template(tmp_path, "scenario", "my_news", language))

    assert (persona.id, list(persona.languages)) == ("my_person", [language])
    assert (scenario.id, list(scenario.languages)) == ("my_news", [language])
    curriculum = load_curriculum(write_template(tmp_path, "curriculum", "my_path", language))
    assert (curriculum.id, curriculum.spoken()) == ("my_path", (language,))


@pytest.mark.parametrize("sort", SORTS)
def test_a_template_comes_with_its_schema(tmp_path: Path, sort: Sort) -> None:
    """The first line names the schema, and the schema lies beside it."""
    path = write_template(tmp_path, sort, "mine", "en")

    assert path.read_text("utf-8").splitlines()[0].endswith(f"$schema={sort}.schema.json")
    assert (path.parent / f"{sort}.schema.json").read_text("utf-8") == schema_text(sort)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """A coach's work stays."""
    path = write_template(tmp_path, "persona", "mine", "en")
    path.write_text("mine\n", encoding="utf-8")

    with pytest.raises(UsageError, match="is there already; choose another id"):
        write_template(tmp_path, "persona", "mine", "sv")
    assert path.read_text("utf-8") == "mine\n"


@pytest.mark.parametrize("name", ["", "A", "anna-b", "../anna", "anna/b", "å", "1a", "a" * 41, "con\n"])
def test_a_wrong_id_writes_nothing(tmp_path: Path, name: str) -> None:
    """An id becomes a file name, so it is held to small letters, digits and _."""
    with pytest.raises(UsageError, match="cannot be an id"):
        write_template(tmp_path, "persona", name, "en")
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be gives a message with the way out."""
    (tmp_path / "personas").write_text("in the way")

    with pytest.raises(UsageError, match="cannot be written"):
        write_template(tmp_path, "persona", "mine", "en")


def test_scenario_templates_have_the_same_ids_in_every_language(tmp_path: Path) -> None:
    """A coach may join three of them into one file."""
    written = [load_scenario(write_template(tmp_path, "scenario", f"in_{name}", name)) for name in LANGUAGES]
    voices = [voice for scenario in written for voice in scenario.languages.values()]

    assert len({tuple(fact.id for fact in voice.story) for voice in voices}) == 1
    assert len({tuple(push.id for push in voice.pushes) for voice in voices}) == 1
    assert len({tuple(question.id for question in voice.questions) for voice in voices}) == 1
