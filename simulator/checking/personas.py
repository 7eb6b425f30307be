"""What to know about a persona before it is used."""

import re
from collections.abc import Iterator
from typing import get_args

from simulator.checking.remarks import Remark, Severity, check_alike, check_texts
from simulator.content.loading import Document
from simulator.content.models import Persona, PersonaVoice
from simulator.content.problems import Loc
from simulator.content.written import PersonaMove, Reaction
from simulator.voices.understudy import word_count

ENOUGH_LINES: dict[PersonaMove, int] = {
    "vent": 6, "accuse": 6, "ask": 3, "repeat": 4, "threaten": 4, "plead": 4, "bargain": 4,
    "misunderstand": 4, "insult": 2, "go_quiet": 2, "soften": 3, "accept": 2, "leave": 2,
}  # fmt: skip
"""Lines of a move, over all intensities, that carry a talk of 16 turns."""
NEVER_MISSING: tuple[PersonaMove, ...] = ("vent", "ask", "repeat", "soften", "accept", "leave")
"""Moves without which a talk can stop for want of a line."""

_NUMBER = re.compile(r"\d")


def check_persona(document: Document, persona: Persona, stand_in: Persona | None) -> list[Remark]:
    """Return what to know about a persona; `stand_in` lends it lines where it has none."""
    remarks = [*check_texts(document)]
    for language, voice in persona.languages.items():
        here: Loc = ("languages", language)
        kin = stand_in.languages.get(language) if stand_in else None
        remarks += _stock(document, here, persona, voice, kin)
        remarks += _persona_lines(document, here, persona, voice)
        remarks += check_alike(document, _spoken_by(here, voice))
    return remarks


def _stock(
    document: Document, here: Loc, persona: Persona, voice: PersonaVoice, kin: PersonaVoice | None
) -> Iterator[Remark]:
    needed = {*NEVER_MISSING, "go_quiet", *(move for move, weight in persona.moves.items() if weight)}
    for move, enough in ENOUGH_LINES.items():
        own = sum(map(len, voice.lines.get(move, {}).values()))
        lent = sum(map(len, kin.lines.get(move, {}).values())) if kin and not own else 0
        if move not in needed or own + lent >= enough:
            continue
        severity: Severity = "fault" if not own + lent and move in NEVER_MISSING else "warning"
        said = f"has {own or lent} of the {enough} lines a whole talk wants; write more, first at 2, 3 and 4"
        yield Remark(severity, document.problem((*here, "lines", move), said, at_key=True))
    lacking = [name for name in get_args(Reaction) if not (voice.reactions.get(name) or _lends(kin, name))]
    if lacking:
        said = f"says nothing to {', '.join(lacking)}; write two or more short replies for each"
        yield Remark("warning", document.problem((*here, "reactions"), said, at_key=True))
    if not voice.picture:
        yield Remark(
            "warning", document.problem((*here, "picture"), "is missing; write a line for the list", True)
        )


def _lends(kin: PersonaVoice | None, name: Reaction) -> bool:
    return kin is not None and name in kin.reactions


def _persona_lines(document: Document, here: Loc, persona: Persona, voice: PersonaVoice) -> Iterator[Remark]:
    most = persona.words.most
    for loc, _, text in _spoken_by(here, voice):
        if word_count(text) > most:
            said = f"has {word_count(text)} words, and {persona.name} says at most {most}; shorten it"
            yield Remark("warning", document.problem(loc, said))
        if _NUMBER.search(text):
            said = "has a number; a persona's line must fit any scenario, so name no money, time or date"
            yield Remark("warning", document.problem(loc, said))


def _spoken_by(here: Loc, voice: PersonaVoice) -> Iterator[tuple[Loc, Loc, str]]:
    """Yield each line with its place; every persona line may meet every other, so each is its own slot."""
    for move, levels in voice.lines.items():
        for level, lines in levels.items():
            for index, line in enumerate(lines):
                loc = (*here, "lines", move, str(level), index)
                yield loc, loc, line
    for reaction, replies in voice.reactions.items():
        for index, line in enumerate(replies):
            loc = (*here, "reactions", reaction, index)
            yield loc, loc, line
