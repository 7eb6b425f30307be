"""The lines of a persona or a scenario in one language, part by part, as the customer would draw on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from scoring.transcript import Language
from simulator.content.models import Persona, PersonaVoice, Scenario
from simulator.content.written import LinesByTone, PersonaMove, Reaction, Tone

Source = Literal[
    "move", "reaction", "opening", "story", "secret", "asks_decision", "after_news", "push", "question"
]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stand together: of one move and intensity, to one reaction, or of one tone of a scenario."""

    source: Source
    name: str
    """The move, the trainee's act that is answered, or the id of a fact, push or question. May be empty."""
    lines: tuple[str, ...]
    level: int | None = None
    """The intensity, 1–5. None: it has none."""
    tone: Tone | None = None
    """None: any."""
    lender: str = ""
    """Name of the packaged person who lends the lines. Empty: they are one's own."""


def parts_of(
    thing: Persona | Scenario, language: Language, stand_in: Persona | None = None
) -> tuple[Part, ...]:
    """Return the parts in the order of the schema. Empty: the language is not spoken.

    A persona without lines for a move or a reaction has those of `stand_in`.
    """
    if isinstance(thing, Scenario):
        return tuple(_scenario_parts(thing, language))
    voice = thing.languages.get(language)
    kin = stand_in.languages.get(language) if stand_in else None
    return tuple(_persona_parts(voice, kin, stand_in.name if stand_in else "")) if voice else ()


def counts_of(parts: tuple[Part, ...]) -> dict[str, dict[int, int]]:
    """Return how many own lines there are by move and intensity; moves without any are left out."""
    counts: dict[str, dict[int, int]] = {}
    for part in parts:
        if part.level is not None and not part.lender:
            counts.setdefault(part.name, {})[part.level] = len(part.lines)
    return counts


def _persona_parts(voice: PersonaVoice, kin: PersonaVoice | None, lender: str) -> Iterator[Part]:
    for move in get_args(PersonaMove):
        own = voice.lines.get(move)
        levels = own or (kin.lines.get(move, {}) if kin else {})
        for level, lines in sorted(levels.items()):
            yield Part("move", move, lines, level=level, lender="" if own else lender)
    for reaction in get_args(Reaction):
        replies = voice.reactions.get(reaction)
        lent = kin.reactions.get(reaction, ()) if kin else ()
        if replies or lent:
            yield Part("reaction", reaction, replies or lent, lender="" if replies else lender)


def _scenario_parts(scenario: Scenario, language: Language) -> Iterator[Part]:
    matter = scenario.languages.get(language)
    if matter is None:
        return
    yield from _toned("opening", "", matter.opening.tell)
    for fact in matter.story:
        yield from _toned("story", fact.id, fact.tell)
    yield from _toned("secret", "", matter.secret.tell)
    yield from _toned("asks_decision", "", matter.asks_decision)
    yield from _toned("after_news", "", matter.reaction)
    for push in matter.pushes:
        yield from _toned("push", push.id, push.say)
    for question in matter.questions:
        yield Part("question", question.id, question.say)


def _toned(source: Source, name: str, lines: LinesByTone | Mapping[Tone, tuple[str, ...]]) -> Iterator[Part]:
    yield from (Part(source, name, said, tone=tone) for tone, said in lines.items())
