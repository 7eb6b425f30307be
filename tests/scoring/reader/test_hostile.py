"""Turns that nobody wrote to be read."""

import pytest

from scoring.reader.reading import read
from scoring.transcript import LANGUAGES, Language, Transcript, Turn
from tests.scoring.reader.moments import BRIEFS, MOMENTS

_HOSTILE = [
    "",
    "No",
    "?",
    "😀😀😀 🎉",
    "...",
    "a" * 4000,
    "no " * 1300,
    "ja nej yes 我不知道 ikke möjligt. Det går ikke, sorry!",
    "I\u200b can\u202enot\u2066 refund\x1b[31m this\x07",
    "[b]No[/b] [@click=app.quit]fee[/] {{x}} <script>alert(1)</script> %s %(x)d",
    "{}[]()|\\/*_`~#",
    "٣٤٥ ½ ² 12345678901234567890123456789",
    "\n\n\n--- ; ; ; \n",
]


def _talk(language: Language, words: str, pairs: int = 1) -> Transcript:
    customer = Turn(
        speaker="customer", text=MOMENTS["due"][0][0][language], calls_for=("question", "decision_due")
    )
    turns = (customer, Turn(speaker="trainee", text=words)) * pairs
    return Transcript(id="hostile", language=language, brief=BRIEFS[language], turns=turns)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", _HOSTILE)
def test_any_text_is_read_with_verbatim_quotes(language: Language, words: str) -> None:
    """Whatever is typed, what is found quotes it: three words or more, or the whole turn."""
    talk = _talk(language, words)
    text = talk.turns[1].text

    for finding in read(talk):
        assert finding.quote in text
        assert len(finding.quote.split()) >= 3 or finding.quote in ("", text.strip())
        assert finding.quote or finding.cites is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_silence_before_a_direct_question_is_absent(language: Language) -> None:
    """An empty turn is a turn that did not answer."""
    assert [finding.code for finding in read(_talk(language, ""))] == ["absent"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_talk_is_read_without_brief_and_tags(language: Language) -> None:
    """Without a brief nothing is measured against a decision."""
    turns = (
        Turn(speaker="customer", text=MOMENTS["story"][0][0][language]),
        Turn(speaker="trainee", text=MOMENTS["push"][1][0][language]),
    )
    found = read(Transcript(id="bare", language=language, turns=turns))

    assert not {finding.code for finding in found} & {
        "state",
        "explain",
        "hold",
        "vague",
        "concede",
        "repair",
    }


def test_two_thousand_turns_cost_what_they_should() -> None:
    """A long talk is read to its end, and its last turn like any other."""
    found = read(_talk("en", "No, you don't get it back.", pairs=1000))

    assert {finding.turn for finding in found} <= set(range(2000))


def test_the_same_talk_gives_the_same_findings() -> None:
    """Reading leaves no trace that a second reading would see."""
    talk = _talk("sv", "Nej, avgiften betalas inte tillbaka. Vad betyder det för dig?")

    assert read(talk) == read(talk)
