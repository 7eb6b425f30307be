"""The manner of a sentence: misdeeds in words that no list names, and honest lines that sound like some."""

from importlib.resources import files

import pytest

from benchmarks.voice_corpus_reading import HELD_OUT, Saying, honest_lines, misdeeds, packaged
from scoring.transcript import LANGUAGES, Language
from simulator.voices.guard import Guard
from simulator.voices.manner import KINDS, clear_fault, manner_of
from simulator.wording import Fault
from tests.simulator.conftest import StageFor
from tests.simulator.voices.actors import played

NOTHING: frozenset[Fault] = frozenset()
SOFT: frozenset[Fault] = frozenset({"too_nice", "ends_talk"})


def refused(saying: Saying) -> bool:
    """Return whether a saying is refused where a cue allows what its author meant it for."""
    allowed = SOFT if saying.soft else NOTHING
    return clear_fault(saying.text, saying.line, saying.language, allowed) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packaged_customers_lines_are_honest(language: Language) -> None:
    """Beside another line of the same sense, at most one sentence in two hundred is refused."""
    lines = [saying for saying in packaged() if saying.language == language and not saying.kind]

    assert sum(map(refused, lines)) <= len(lines) / 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unseen_author_s_honest_lines_pass(language: Language) -> None:
    """All but one in twenty at most, near misses and thanks at the right place among them."""
    lines = honest_lines(HELD_OUT, language)

    assert sum(map(refused, lines)) <= len(lines) / 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_part_of_an_unseen_author_s_misdeeds_is_refused(language: Language) -> None:
    """By the way they sound alone; `benchmarks/voice_misdeeds.py` says how many with the rules."""
    wrong = [saying for saying in misdeeds(HELD_OUT, language) if saying.kind in KINDS]

    assert sum(map(refused, wrong)) >= len(wrong) / 3


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("en", "She pauses, taking a shaky breath.", "format"),
        ("en", "I'll respond as an angry customer who wants a name.", "reasoning"),
        ("en", "You may be eligible for a partial refund under certain conditions.", "assistant_like"),
        ("sv", "Hon gör en paus och tar ett skakigt andetag.", "format"),
        ("sv", "Det är inte konstigt att du känner dig sviken efter så lång väntan.", "speaks_for_trainee"),
        ("sv", "Misstaget är vårt, och jag ser till att du blir kompenserad.", "turned_round"),
        ("da", "Han fnyser og lægger armene over kors.", "format"),
        ("da", "Hvordan har du det med alt det her?", "speaks_for_trainee"),
        ("da", "Fejlen er vores, og jeg sørger for, at du bliver kompenseret.", "turned_round"),
    ],
)
def test_what_no_list_names_has_its_name(
    stage_of: StageFor, language: Language, text: str, fault: Fault
) -> None:
    """The rules alone would show it."""
    stage = stage_of(language)
    guard = Guard(stage)
    talk, cue = next((talk, cue) for talk, cue in played(stage) if cue.calls_for)

    assert guard.by_rule(text, text, cue, talk, "") is None
    assert guard.fault(text, text, cue, talk, "") == fault


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No need to apologise, you've been more than fair with me."),
        ("sv", "Det kan jag respektera, och jag är tacksam att du tog dig tid."),
        ("da", "Okay, tak, fordi du fik det på plads, det er rart at vide, hvor jeg står."),
    ],
)
def test_kindness_is_right_where_the_cue_is_soft(language: Language, text: str) -> None:
    """And a fault everywhere else."""
    assert clear_fault(text, "", language, NOTHING) == "too_nice"
    assert clear_fault(text, "", language, SOFT) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_cue_s_line_says_weighs_nothing(language: Language) -> None:
    """The words that both have are left out; how the sentence is built still tells."""
    text = misdeeds(HELD_OUT, language)[0].text
    own = manner_of(text, text, language)

    assert own
    assert not any(name.startswith((f"{language}:", "~", "about:")) for name in own)


def test_the_weights_are_small_and_whole() -> None:
    """They are part of the package and must be the same on every machine."""
    assert len(files("simulator.voices").joinpath("manner.json").read_bytes()) < 150_000
