"""What a judging model may answer, and what is believed of it: nothing without words in that very turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from scoring.assessment import quoted
from scoring.errors import TranscriptError
from scoring.finding import PITFALLS, Code, Finding, Pitfall
from scoring.judge_question import Item, readable
from scoring.strict_json import parse_json
from scoring.text import safe_text
from scoring.transcript import Turn

LONGEST_REPLY = 64 * 1024
_OMITTED: frozenset[Pitfall] = frozenset({"absent", "vague"})
_TURN = re.compile(r"t(\d{1,4})")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Verdict(_Strict):
    """Whether one thing was done."""

    id: str
    met: bool
    turn: str
    quote: str


class Occurrence(_Strict):
    """One place of a pitfall."""

    turn: str
    quote: str


class PitfallVerdict(_Strict):
    """Whether and where a pitfall occurs."""

    code: str
    found: bool
    occurrences: list[Occurrence]


class Reply(_Strict):
    """The whole reply."""

    opportunities: list[Verdict]
    pitfalls: list[PitfallVerdict]


@dataclass(frozen=True, slots=True)
class Believed:
    """What is believed of a reply."""

    findings: tuple[Finding, ...]
    """In the order of the talk, uncredited."""
    dropped: int
    """How many were dropped: no such turn, code or id, or the quote does not stand there."""


class BadReplyError(ValueError):
    """The reply has not the form that was asked for; the text says what is wrong, without repeating it."""


def reply_of(raw: str, items: Sequence[Item]) -> Reply:
    """Return a reply that has the right form and answers everything.

    Raises:
        BadReplyError: it is no JSON of that form, a key stands twice, or an entry was left out.
    """
    if len(raw) > LONGEST_REPLY:
        raise BadReplyError("it is too long")
    try:
        reply = Reply.model_validate(parse_json(safe_text(raw).strip(), "reply"))
    except TranscriptError:
        raise BadReplyError("it is no JSON object, or a key stands twice in it") from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])[:60]
        raise BadReplyError(f"a field is missing, unknown or of another type, at {place}") from None
    missing = {item.id for item in items} - {verdict.id for verdict in reply.opportunities}
    if missing:
        raise BadReplyError(f"it does not answer {', '.join(sorted(missing)[:5])}")
    if set(PITFALLS) - {verdict.code for verdict in reply.pitfalls}:
        raise BadReplyError("it does not answer every pitfall")
    return reply


def believed(reply: Reply, turns: Sequence[Turn], items: Sequence[Item]) -> Believed:
    """Return the findings of a reply whose quotes stand in the turns they name."""
    claimed = [*_acts(reply, items), *_pitfalls(reply)]
    found = [_checked(code, turn, quote, places, turns) for code, turn, quote, places in claimed]
    kept = {(each.turn, each.code, each.quote): each for each in found if each}
    ordered = sorted(kept.values(), key=lambda each: each.turn)
    return Believed(tuple(ordered), sum(each is None for each in found))


_Claim = tuple[Code, str, str, tuple[int, ...] | None]


def _acts(reply: Reply, items: Sequence[Item]) -> list[_Claim]:
    """Return what was claimed to be done; an id that nobody made, or that comes again, is left out."""
    by_id = {item.id: item for item in items}
    claims: list[_Claim] = []
    for verdict in reply.opportunities:
        item = by_id.pop(verdict.id, None)
        if item and verdict.met:
            claims.append((item.code, verdict.turn, verdict.quote, item.turns))
    return claims


def _pitfalls(reply: Reply) -> list[_Claim]:
    known: dict[str, Pitfall] = {str(code): code for code in PITFALLS}
    return [
        (known[verdict.code], place.turn, place.quote, None)
        for verdict in reply.pitfalls
        if verdict.found and verdict.code in known
        for place in verdict.occurrences
    ]


def _checked(
    code: Code, turn: str, quote: str, places: tuple[int, ...] | None, turns: Sequence[Turn]
) -> Finding | None:
    match = _TURN.fullmatch(turn)
    index = int(match[1]) if match else len(turns)
    if index >= len(turns) or turns[index].speaker != "trainee" or (places and index not in places):
        return None
    words = _verbatim(quote, readable(turns[index]))
    if words is None:
        omitted = not quote.strip() and code in _OMITTED and index > 0
        return Finding(index, code, "", cites=index - 1) if omitted else None
    return quoted(Finding(index, code, words), turns[index].text)


def _verbatim(quote: str, text: str) -> str | None:
    """Return a quote as it stands in a text, whatever its case and white space. None: it does not."""
    words = safe_text(quote).strip().strip("\"“”«»'").split()
    if not any(any(sign.isalnum() for sign in word) for word in words):
        return None
    match = re.search(r"\s+".join(re.escape(word) for word in words), text, re.IGNORECASE)
    return match[0] if match else None
