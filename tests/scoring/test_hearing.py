"""How a customer is heard through one talk."""

import pytest

from scoring.hearing import Hearing
from scoring.transcript import Brief, Language, Transcript, Turn


def talk(*said: str, language: Language = "en", decision: str = "", first: str = "customer") -> Transcript:
    """Return a talk whose turns alternate; without a decision there is no brief."""
    order = ("customer", "trainee") if first == "customer" else ("trainee", "customer")
    turns = [Turn.model_validate({"speaker": order[at % 2], "text": text}) for at, text in enumerate(said)]
    brief = Brief(decision=decision, reason="") if decision else None
    return Transcript(id="t", language=language, brief=brief, turns=tuple(turns))


def heard(transcript: Transcript) -> dict[int, tuple[str, ...]]:
    """Return what each customer turn calls for, nothing having been stated."""
    hearing = Hearing(transcript)
    found: dict[int, tuple[str, ...]] = {}
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "customer":
            found[index] = hearing.hear(index, stated=False).calls_for
        else:
            hearing.answered(turn.text)
    return found


STRETCHES: list[tuple[Language, tuple[str, ...]]] = [
    (
        "en",
        ("I gave up smoking for a year-", "Mm-hmm.", "-and then I lost my job in May.", "So May hit hard."),
    ),
    (
        "sv",
        ("Jag slutade röka i ett år-", "Mm.", "-och sen förlorade jag jobbet i maj.", "Så maj blev tung."),
    ),
    (
        "da",
        ("Jeg holdt op med at ryge i et år-", "Mm.", "-og så mistede jeg mit job i maj.", "Så maj var hård."),
    ),
]


@pytest.mark.parametrize(("language", "said"), STRETCHES)
def test_a_nod_moves_the_story_to_the_end_of_the_stretch(language: Language, said: tuple[str, ...]) -> None:
    """One story in two breaths is one opportunity, where the trainee takes the floor."""
    found = heard(talk(*said, language=language))

    assert found[0] == ()
    assert "story" in found[2]


@pytest.mark.parametrize(("language", "said"), STRETCHES)
def test_the_whole_stretch_is_there_to_be_acknowledged(language: Language, said: tuple[str, ...]) -> None:
    """What was said before the nod too; what was answered is over."""
    transcript = talk(*said, said[0], "…", language=language)
    hearing = Hearing(transcript)
    hearing.hear(0, stated=False)
    hearing.answered(said[1])
    whole = hearing.hear(2, stated=False).text
    hearing.answered(said[3])

    assert whole == f"{said[0]} {said[2]}"
    assert hearing.hear(4, stated=False).text == said[0]


def test_a_question_waits_for_no_one() -> None:
    """A nod after it is a poor answer, not a sign to go on."""
    found = heard(talk("When do I get my money back?", "Mm-hmm.", "I paid in March.", "I see."))

    assert "question" in found[0]


def test_silence_is_no_nod() -> None:
    """An empty trainee turn is a turn (CODEBOOK 2)."""
    found = heard(
        talk("I walked home in the rain and my shoes are ruined.", "", "All of it ruined.", "I see.")
    )

    assert "story" in found[0]


def test_nods_alone_are_not_enough_forever() -> None:
    """After a hundred words the stretch calls for what it tells, and the next begins."""
    line = "I have told you already that I walked home in the rain and my shoes are ruined."
    found = heard(talk(*([line, "Okay."] * 40)))

    assert sum("story" in calls for calls in found.values()) > 4


DUE: list[tuple[Language, str, str, str]] = [
    ("en", "The flight cannot be cancelled.", "Hello there!", "I'd like to cancel my flight, please."),
    ("sv", "Flyget kan inte avbokas.", "Hej på dig!", "Jag vill avboka flyget, kan du göra det?"),
    (
        "da",
        "Rejsen kan ikke afbestilles.",
        "Hej med dig!",
        "Jeg vil gerne afbestille rejsen, kan du gøre det?",
    ),
]


@pytest.mark.parametrize(("language", "decision", "hello", "asked"), DUE)
def test_the_decision_is_due_once_its_matter_is_asked_for(
    language: Language, decision: str, hello: str, asked: str
) -> None:
    """Also where it sounds like any request; only where there is something to decide."""
    said = (hello, "Welcome.", asked, "One moment.")

    assert "decision_due" in heard(talk(*said, language=language, decision=decision))[2]
    assert "decision_due" not in heard(talk(*said, language=language))[2]


def test_with_a_brief_the_decision_falls_due_somewhere() -> None:
    """Unless the trainee opened the talk: then the codebook says where."""
    said = ("The rain.", "Yes?", "It rained all day.", "I see.")

    assert "decision_due" in {
        tag for calls in heard(talk(*said, decision="No refund.")).values() for tag in calls
    }
    opened = heard(talk("Hello.", *said, decision="No refund.", first="trainee"))
    assert "decision_due" not in {tag for calls in opened.values() for tag in calls}


def test_what_is_stated_is_not_due_any_more() -> None:
    """A talk may begin with the news."""
    transcript = talk(
        "I'd like to cancel my flight, please.", "No.", decision="The flight cannot be cancelled."
    )

    assert "decision_due" in Hearing(transcript).hear(0, stated=False).calls_for
    assert "decision_due" not in Hearing(transcript).hear(0, stated=True).calls_for
