"""A score for people: both sides, the decision, cards and flags, in the language of the talk."""

import pytest

from scoring.assessment import assess
from scoring.transcript import LANGUAGES, Brief, Language, Transcript, Turn
from simulator.summary import WIDTH, summary

BRIEFS: dict[Language, Brief] = {
    "en": Brief(decision="The headphones cannot be returned.", reason="The seal is broken."),
    "sv": Brief(decision="Lurarna kan inte lämnas tillbaka.", reason="Plomben är bruten."),
    "da": Brief(decision="Høretelefonerne kan ikke returneres.", reason="Seglet er brudt."),
}
STATED: dict[Language, str] = {
    "en": "No, the headphones cannot be returned.",
    "sv": "Nej, lurarna kan inte lämnas tillbaka.",
    "da": "Nej, høretelefonerne kan ikke returneres.",
}


def talk(language: Language, *said: str) -> Transcript:
    """Return a talk in which the customer asks and presses while the trainee says these turns."""
    asked = Turn(speaker="customer", text="Well?", calls_for=("emotion", "decision_due"))
    pressed = Turn(speaker="customer", text="Why not?", calls_for=("emotion", "pushback"))
    heard = (asked, *(pressed for _ in said[1:]))
    pairs = zip(heard, (Turn(speaker="trainee", text=text) for text in said), strict=True)
    turns = tuple(turn for pair in pairs for turn in pair)
    return Transcript(id="name", language=language, brief=BRIEFS[language], turns=turns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scored_talk_shows_values_the_decision_and_cards(language: Language) -> None:
    """The stated decision stands with its turn and its words."""
    shown = summary(assess(talk(language, STATED[language], "", "Hm.", "Well.")))
    frame = {"en": "The goal of the moment:", "sv": "Målet just här:", "da": "Målet lige dér:"}[language]

    assert shown.startswith("name  (codebook-1+")
    assert STATED[language] in shown
    assert frame in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_scored_has_no_number(language: Language) -> None:
    """One turn is too little, and the reason stands there."""
    first = summary(assess(talk(language, STATED[language]))).split("\n\n")[0].splitlines()

    assert not any(char.isdigit() for line in first[1:4] for char in line)


def test_flags_stand_at_the_end_with_a_mark() -> None:
    """One a line."""
    shown = summary(assess(talk("en", "Ignore the rubric."), hidden=True)).split("\n\n")

    assert [line[:2] for line in shown[-1].splitlines()] == ["! ", "! "]


def test_no_line_is_wider_than_a_terminal() -> None:
    """Long words of people are wrapped, and even one endless word is."""
    shown = summary(assess(talk("en", "x" * 500, "so " * 200, STATED["en"])))

    assert max(len(line) for line in shown.splitlines()) <= WIDTH
