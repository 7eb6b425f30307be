"""The guard: what a customer would not say is not shown, and what a customer may say is."""

from collections import Counter

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.talk import Talk
from simulator.voices.guard import Guard
from simulator.voices.matter import unlocked
from simulator.voices.numbers import numbers_in
from simulator.wording import Fault
from tests.simulator.conftest import StageFor
from tests.simulator.voices.actors import first_fault, misdeeds, other_wordings, played


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", ["prosecutor", "pleader", "fog"])
def test_no_misdeed_gets_through(stage_of: StageFor, persona: str, language: Language) -> None:
    """Niceness, service talk, other languages, locked facts, turned roles, at every cue of a talk."""
    stage = stage_of(language, "bank_loan_declined", persona)
    guard = Guard(stage)
    through = [
        (kind, words)
        for talk, cue in played(stage)
        for kind, words in misdeeds(stage, cue, unlocked(talk))
        if first_fault(guard, words, cue, talk) is None
    ]

    assert through == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_authors_words_for_the_same_are_let_through(stage_of: StageFor, language: Language) -> None:
    """At most one in twenty is held back, but for those that were said before."""
    faults: Counter[Fault | None] = Counter()
    for persona in ("prosecutor", "pleader", "fog"):
        for scenario in ("health_surgery_postponed", "retail_hygiene_return"):
            stage = stage_of(language, scenario, persona)
            guard = Guard(stage)
            for talk, cue in played(stage):
                faults.update(first_fault(guard, words, cue, talk) for words in other_wordings(stage, cue))
    held = sum(times for fault, times in faults.items() if fault not in (None, "repeats", "over_budget"))

    assert held <= 0.05 * faults.total()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cue_s_own_line_is_always_good(stage_of: StageFor, language: Language) -> None:
    """Sentence by sentence, and whole: nothing is missing from it."""
    for persona in ("prosecutor", "pleader", "fog"):
        stage = stage_of(language, persona=persona)
        guard = Guard(stage)
        for talk, cue in played(stage, "wall"):
            assert first_fault(guard, cue.line, cue, talk) is None
            assert guard.missing(cue.line, cue) == []


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("I am \x1b[31mangry\x1b[0m.", "controls"),
        ("I am an\u200bgry.", "controls"),
        ("Viktor Lind: I am angry.", "format"),
        ("You: I can't refund that.", "speaks_for_trainee"),
        ("Ich bin wirklich sehr böse auf Sie.", "wrong_language"),
        ("Я очень зол на вас.", "wrong_language"),
        (
            "I am furious, " * 9 + "so.",
            "over_budget",
        ),
        ("You absolute idiot, you make me furious.", "too_hard"),
        ("I paid ninety-nine pounds for it.", "invented"),
        ("Ask Margaret, I was with Margaret in the shop.", "invented"),
    ],
)
def test_each_fault_has_its_name(stage_of: StageFor, raw: str, fault: Fault) -> None:
    """Beside those of the list."""
    talk = Talk(stage_of("en", intensity=2, abuse=False))
    cue = talk.next_cue()
    found = Guard(talk.stage).fault(raw.replace("\u200b", ""), raw, cue, talk, "")

    assert found == fault


def test_a_name_with_foreign_letters_opens_no_door(stage_of: StageFor) -> None:
    """It may be said itself; a sentence of that language may not."""
    talk = Talk(stage_of("en", persona="shamed"))
    cue = talk.next_cue()
    guard = Guard(talk.stage)

    assert guard.is_foreign("Skämt åsido, jag mår pyton.", cue)
    assert not guard.is_foreign(f"I am {talk.stage.persona.name}, and this is about me.", cue)


def test_a_fact_may_not_be_flipped(stage_of: StageFor) -> None:
    """Neither denied nor handed to the other side."""
    talk = Talk(stage_of("en"))
    talk.begin()
    cue = next(cue for _, cue in played(talk.stage) if "headphones" in cue.line)
    guard = Guard(talk.stage)

    assert guard.fault("Your headphones were refused at your counter.", "", cue, talk, "") == "turned_round"


def test_the_trainee_s_words_are_not_repeated_at_length(stage_of: StageFor) -> None:
    """Seven words in a row are no answer."""
    talk = Talk(stage_of("en"))
    talk.begin()
    cue = talk.hear("Let me see what the people at the counter wrote down.")
    sentence = "The people at the counter wrote down nothing."

    assert Guard(talk.stage).fault(f"See what {sentence.lower()}", "", cue, talk, "") == "echoes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_turn_leaves_out_is_named_with_the_words_that_carry_it(
    stage_of: StageFor, language: Language
) -> None:
    """A fact, or the question that the cue asks."""
    for talk, cue in played(stage_of(language)):
        missing = Guard(talk.stage).missing("Hm.", cue)
        wanted = set(cue.calls_for) & {"question", "decision_due", "emotion", "pushback"}

        assert bool(missing) == bool(wanted or any(fact.startswith("story") for fact in cue.facts))
        assert all(item.carrier in cue.line for item in missing)


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "Eighty-nine pounds, or £260,000.", [260_000, 89]),
        ("sv", "Tolvhundranittio spänn, 1 290 kr.", [1_290, 1_290]),
        ("da", "Nioghalvfems kroner og toogtyve dage.", [99, 22]),
        ("en", "To be fair, someone often went on.", []),
        ("sv", "En tiotusenlapp.", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(language: Language, text: str, numbers: list[int]) -> None:
    """Also in compounds."""
    assert numbers_in(text, language) == numbers
