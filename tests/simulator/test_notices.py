"""The small print: what a model had to do with a talk, and nothing where none took part."""

import pytest

from scoring.errors import FailedReason
from scoring.transcript import LANGUAGES, Language
from simulator.errors import CAUSES
from simulator.labels import CAUSE_TEXTS, FAULT_NAMES
from simulator.notices import failed_line, notice_text, small_print_lines
from simulator.store.records import SecondReading
from simulator.wording import FAULTS, Intervention, Notice, Usage, Wording, small_print
from simulator.words import words

SAID = (
    Wording("llama", "model", requests=1, usage=Usage(1_000, 0, 20)),
    Wording("llama", "model", (Intervention("too_nice", "dropped"),), requests=1),
    Wording("llama", "both", (Intervention("lacks_fact", "appended"),), requests=1),
    Wording(
        "llama",
        "understudy",
        (Intervention("too_nice", "retried"), Intervention("invented", "replaced")),
        requests=2,
    ),
    Wording("llama", "understudy", causes=("timeout", "timeout", "busy"), requests=3),
    Wording("llama", "understudy", stopped=True),
    Wording("llama", "understudy"),
)
TOLD: dict[Language, tuple[str, ...]] = {
    "en": (
        "Turns worded by llama: 3; in authored words: 4.",
        "Held back by the guard: 3.",
        "  Asked once more: 1 (too friendly 1).",
        "  Replaced by the authored line: 1 (made something up 1).",
        "  Left out, with the rest of the turn: 1 (too friendly 1).",
        "  An authored sentence added: 1 (left out a fact 1).",
        "Requests that failed: 3. The server took too long. The server is busy, or still loading the model.",
        "Said in authored words, as the budget was used up: 1.",
        "Cut short by you: 1.",
        "Tokens: 1020.",
    ),
    "sv": ("(påhittat 1)", "för vänligt 1"),
    "da": ("(opdigtet 1)", "for venligt 1"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_print_counts_by_what_was_done_and_why(language: Language) -> None:
    """Whose words each turn was in, what the guard did for which reason, and what it took."""
    lines = small_print_lines(SAID, (), words(language))

    assert len(lines) == len(TOLD["en"])
    assert language != "en" or lines == TOLD["en"]
    assert all(part in "\n".join(lines) for part in TOLD[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_authored_talk_that_no_model_has_read_has_no_small_print(language: Language) -> None:
    """There is nothing to say."""
    assert small_print_lines((), (), words(language)) == ()
    assert small_print(()) is None


def test_the_tokens_of_the_second_reader_stand_on_their_own_line() -> None:
    """All times that it was asked together, and the price where it is known for each."""
    asked = [
        SecondReading(model="judge", failed="malformed", usage=Usage(5_000, 0, 10), cost=0.01),
        SecondReading(model="judge", usage=Usage(5_000, 0, 90, estimated=True), cost=0.02),
    ]
    free = [SecondReading(model="judge", usage=Usage(5_000)), *asked]

    assert small_print_lines((), asked, words("en")) == (
        "Asked to read the talk: judge. Tokens: about 10100. Cost: 0.0300.",
    )
    assert "Cost" not in small_print_lines((), free, words("en"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["tampered", "no_reply", "malformed", "undecided"])
def test_a_reading_that_failed_is_told_in_one_line(reason: FailedReason, language: Language) -> None:
    """With what stands then."""
    line = failed_line(reason, words(language))

    assert "\n" not in line
    assert line.endswith(words(language)("The score of this program stands."))


def test_every_fault_and_every_cause_has_a_name() -> None:
    """What can be counted can be told."""
    assert set(FAULT_NAMES) == set(FAULTS)
    assert set(CAUSE_TEXTS) == set(CAUSES)


NOTICED: dict[Language, tuple[str, str, str]] = {
    "en": (
        "is the server running? This turn is an authored line.",
        "the server is busy. This turn is an authored line.",
        "is the server running? Attempt 2 in 1.5 s.",
    ),
    "sv": (
        "is the server running? Den här repliken är en färdig replik.",
        "the server is busy. Den här repliken är en färdig replik.",
        "is the server running? Försök 2 om 1.5 s.",
    ),
    "da": (
        "is the server running? Her bruges en fast replik.",
        "the server is busy. Her bruges en fast replik.",
        "is the server running? Forsøg 2 om 1.5 s.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cause_ends_in_one_sign_whether_it_states_or_asks(language: Language) -> None:
    """What follows it is a sentence of its own."""
    asks, states = "is the server running?", "the server is busy"
    notices = (
        Notice("authored", "network", asks),
        Notice("authored", "busy", states),
        Notice("waiting", "network", asks, 1.5, 2),
    )

    assert tuple(notice_text(notice, words(language)) for notice in notices) == NOTICED[language]
