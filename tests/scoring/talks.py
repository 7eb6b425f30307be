"""Talks and findings in short hand, for the rules that don't depend on words."""

from scoring.finding import CODES, Finding
from scoring.scorecard import Scorecard, score
from scoring.transcript import TAGS, Brief, Language, Transcript, Turn

BRIEF = Brief(
    decision="The headphones cannot be returned.",
    reason="The hygiene seal is broken.",
    may_offer=("send tip pads that fit",),
    must_not=("promise a refund", "say that a colleague made a blunder"),
)


def schedule(plan: str) -> tuple[Turn, ...]:
    """Return turns from words such as `story+emotion - . -`.

    `-` is a trainee turn, `.` a customer turn that calls for nothing.
    """
    return tuple(_turn(word) for word in plan.split())


def _turn(word: str) -> Turn:
    if word == "-":
        return Turn(speaker="trainee", text="Some words of the trainee.")
    tags = tuple(tag for tag in TAGS if tag in word.split("+"))
    return Turn(speaker="customer", text="Some words of the customer.", calls_for=tags)


def found(plan: str) -> tuple[Finding, ...]:
    """Return findings from words such as `1:state 3:hold`."""
    by_name = {str(code): code for code in CODES}
    pairs = (word.split(":") for word in plan.split())
    return tuple(Finding(int(turn), by_name[code], "Some words of") for turn, code in pairs)


def talk(plan: str, brief: Brief | None = BRIEF, language: Language = "en") -> Transcript:
    """Return a talk with that schedule."""
    return Transcript(id="talk", language=language, brief=brief, turns=schedule(plan))


def card(plan: str, findings: str, brief: Brief | None = BRIEF) -> Scorecard:
    """Return the scorecard of a schedule and findings in short hand."""
    return score(talk(plan, brief), found(findings))
