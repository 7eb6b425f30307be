"""The account of one talk as plain text for people, in the language of the talk."""

import textwrap
from collections.abc import Iterator

from scoring.assessment import Assessment
from scoring.codebook import codebook
from scoring.feedback import feedback_on
from scoring.finding import Way
from scoring.flags import Flag
from scoring.ledger import LedgerLine, Status
from scoring.scorecard import Estimate, Part, SideScore, as_points
from simulator.labels import CORNER_MEANINGS, CORNER_NAMES, REASONS, SIDE_NAMES
from simulator.words import Words, mark, words

STATUS_NAMES: dict[Status, str] = {
    "stated": mark("stated"),
    "held": mark("held"),
    "softened": mark("softened"),
    "conceded": mark("given away"),
    "repaired": mark("taken back"),
}
WAY_NAMES: dict[Way, str] = {
    "siding": mark("siding against the rule or a colleague"),
    "see_what_i_can_do": mark("a promise to see what can be done"),
    "hinted_review": mark("a review with a hinted outcome"),
    "same_as_you": mark("“I would have done the same”"),
    "outside_offer": mark("an offer outside the list"),
    "just_this_once": mark("just this once"),
    "skipped": mark("the hard part left unsaid"),
    "system": mark("handed to the system"),
    "guessed_date": mark("a time that nobody knows"),
    "unproven_fault": mark("a blame that nobody has established"),
}
FLAG_NAMES: dict[Flag, str] = {
    "calls_for_inferred": mark("What each customer turn called for was not given; it was inferred."),
    "addresses_grader": mark("Some words speak to whoever scores; they earn nothing."),
    "long_turn": mark("A turn is longer than a live talk takes."),
    "language_mismatch": mark("The words are hardly in the language that the transcript names."),
    "role_markers": mark("A turn contains a speaker's name with a colon, as if it were two turns."),
    "hidden_characters": mark("Characters that cannot be seen were taken out."),
    "repeated_turns": mark("A whole turn was said twice, word for word."),
    "quote_not_found": mark("A finding was dropped because its words are not in the turn."),
}
_WIDTH = 88
_NUMBERED = "    "


def summary(assessment: Assessment) -> str:
    """Return the account of a talk: both sides, the decision line by line, what worked, and what to try."""
    say = words(assessment.transcript.language)
    parts = (
        _score(assessment, say),
        _decision(assessment, say),
        *_cards(assessment, say),
        _flags(assessment, say),
    )
    return "\n\n".join("\n".join(_wrapped(part)) for part in map(list, parts) if part)


def _score(assessment: Assessment, say: Words) -> Iterator[str]:
    card = assessment.scorecard
    yield f"{assessment.transcript.id}  ({assessment.version})"
    yield f"{say('Overall')}: {_value(assessment, 'overall', card.overall, say)}"
    yield f"{say(SIDE_NAMES['empathy'])}: {_side(assessment, 'empathy', card.empathy, say)}"
    yield f"{say(SIDE_NAMES['boundaries'])}: {_side(assessment, 'boundaries', card.boundaries, say)}"
    language = assessment.transcript.language
    counts = (
        f"{codebook().voices[name].name[language]} {voice.hits}/{voice.opportunities}"
        for name, voice in card.voices.items()
    )
    yield " · ".join(counts)
    if card.corner:
        yield f"{say(CORNER_NAMES[card.corner])}. {say(CORNER_MEANINGS[card.corner])}"


def _value(assessment: Assessment, part: Part, estimate: Estimate | None, say: Words) -> str:
    if estimate is None:
        return f"{say('not scored')}, {say(REASONS[assessment.scorecard.reasons[part]])}"
    value, low, high = (as_points(each) for each in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low}–{high})"


def _side(assessment: Assessment, part: Part, side: SideScore | None, say: Words) -> str:
    value = _value(assessment, part, side.estimate if side else None, say)
    count = say("{hits} of {count}").format(hits=side.hits, count=side.opportunities) if side else ""
    return f"{value}, {count}" if count else value


def _decision(assessment: Assessment, say: Words) -> Iterator[str]:
    if assessment.ledger:
        yield say("The decision, line by line")
    for line in assessment.ledger:
        yield _NUMBERED + _line(line, say)


def _line(line: LedgerLine, say: Words) -> str:
    place = say("turn {turn}").format(turn=line.turn + 1)
    status = say(STATUS_NAMES[line.status])
    way = f" ({say(WAY_NAMES[line.way])})" if line.way else ""
    return f"{place}, {status}{way}: {line.quote or say('(passed over in silence)')}"


def _cards(assessment: Assessment, say: Words) -> Iterator[Iterator[str]]:
    for card in feedback_on(assessment).first:
        place = say("turn {turn}").format(turn=card.turn + 1)
        lines = card.lines(assessment.transcript.language)
        yield iter((place[:1].upper() + place[1:], *(_NUMBERED + line for line in lines)))


def _flags(assessment: Assessment, say: Words) -> Iterator[str]:
    if assessment.flags:
        yield say("To look at before you trust this")
    for flag in assessment.flags:
        yield _NUMBERED + say(FLAG_NAMES[flag])


def _wrapped(lines: list[str]) -> Iterator[str]:
    for line in lines:
        indent = _NUMBERED if line.startswith(_NUMBERED) else ""
        yield from textwrap.wrap(
            line.strip(), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent)
        )
