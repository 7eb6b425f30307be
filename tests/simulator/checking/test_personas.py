"""Tests for what is said about a persona."""

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.checking.personas import check_persona
from simulator.content.library import Library, persona_of
from simulator.content.loading import read_document
from tests.simulator.checking.conftest import Remarks

LINE = {
    "en": "You lot always find a reason, don't you.",
    "sv": "Ni hittar alltid en anledning, ni.",
    "da": "I finder altid en grund, gør I ikke.",
}

SLIPS: dict[str, tuple[Language, str, str]] = {
    "a number": ("en", "I have waited 14 days for this.", "has a number"),
    "too many words": ("sv", "Ord " * 23, "has 23 words, and Robin Falk says at most 22"),
    "two lines alike": ("da", "Det er den samme sang hver evig eneste gang.", "sounds like"),
    "judge-talk": ("en", "Give me a high score now.", "says “score”"),
    "an unknown slot": ("sv", "Vad menar du med {namn}?", "has {namn}"),
    "an echo outside reactions": ("da", "'{echo}', siger du.", "has {echo}"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_line_is_found(remarks_on: Remarks, name: str) -> None:
    """Each kind of slip in a line gives a warning."""
    language, line, said = SLIPS[name]

    remarks = remarks_on("persona", LINE[language], line, language)

    assert any(remark.startswith("warning") and said in remark for remark in remarks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_borrowed_lines_fill_what_a_coach_left_out(remarks_on: Remarks, language: Language) -> None:
    """The template's three lines are enough, for a packaged persona lends the rest."""
    remarks = remarks_on("persona", "Robin", "Robin", language)

    assert not [remark for remark in remarks if remark.startswith("fault")]
    assert any(remark.startswith(f"warning languages.{language}.picture") for remark in remarks)


def test_thin_stock_is_named_by_move(remarks_on: Remarks) -> None:
    """Own lines replace borrowed ones, so a move with few of them runs dry."""
    remarks = remarks_on("persona", "      accuse:\n", "      vent:\n")

    assert any(remark.startswith("warning languages.en.lines.vent: has 3 of the 6") for remark in remarks)


def test_a_persona_without_an_end_is_a_fault(library: Library) -> None:
    """Where nobody lends, a talk could stop for want of a line to leave with."""
    path = library.file("personas", "prosecutor")
    document = read_document(path, path.parent)
    persona = persona_of(document)
    voice = persona.languages["en"]
    bare = voice.model_copy(update={"lines": {move: voice.lines[move] for move in ("vent", "accept")}})
    mute = persona.model_copy(update={"languages": {"en": bare}})

    faults = [item.problem.field for item in check_persona(document, mute, None) if item.severity == "fault"]

    assert faults == [f"languages.en.lines.{move}" for move in ("ask", "repeat", "soften", "leave")]
