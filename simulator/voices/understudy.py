"""The understudy: authored lines by move, intensity and language, each at most once in a session."""

import re
from dataclasses import dataclass

from scoring.transcript import Language
from simulator.chance import pick
from simulator.content.models import Persona, Scenario
from simulator.content.written import Kind, Lines, LinesByLevel, LinesByTone, Tone
from simulator.cue import Plan, Slot

_TONE_OF_KIND: dict[Kind, Tone] = {
    "angry": "angry", "anxious": "anxious", "confused": "confused",
    "cold": "cold", "bargaining": "angry", "too_nice": "too_nice",
}  # fmt: skip
_ECHO = "{echo}"
_ECHO_WORDS = (2, 5)
_CLAUSE_END = re.compile(r"[.!?;:,\n–—]+")
_WORD = re.compile(r"[^\W_]+(?:['’:-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One customer turn in authored words, and the lines it used up."""

    text: str
    used: tuple[str, ...]


def word_count(text: str) -> int:
    """Return how many words a text has; apostrophes and hyphens do not split a word."""
    return len(_WORD.findall(text))


def tone_of(kind: Kind) -> Tone:
    """Return the tone in which a kind of person tells the scenario's lines."""
    return _TONE_OF_KIND[kind]


class Understudy:
    """The authored voice of one persona in one scenario and language."""

    def __init__(
        self, persona: Persona, scenario: Scenario, language: Language, stand_in: Persona | None
    ) -> None:
        """Take the lines of `persona`; where it has none for a move, those of `stand_in` (same kind)."""
        self.persona = persona
        self.tone = tone_of(persona.kind)
        self._own = persona.languages[language]
        self._kin = stand_in.languages.get(language) if stand_in else None
        self._matter = scenario.languages[language]

    def stock(self, slot: Slot, level: int) -> Lines | tuple[()]:
        """Return the lines that fit a slot, nearest intensity first. May be empty."""
        if slot.source == "persona":
            return _nearest(self._moves(slot.name), level)
        if slot.source == "reaction":
            return self._reactions(slot.name)
        return _toned(self._by_tone(slot), self.tone)

    def speak(self, plan: Plan, level: int, echo: str, used: frozenset[str], *place: object) -> Spoken | None:
        """Return the words for a plan, or None where a needed line is out of stock.

        The last slot is needed. Slots before it are spoken where they have a line left and the
        turn keeps within the persona's word budget.
        """
        main = self._choose(plan.slots[-1], level, echo, used, *place, "main")
        if main is None:
            return None
        parts = [main]
        for number, slot in enumerate(reversed(plan.slots[:-1])):
            extra = self._choose(slot, level, echo, used, *place, number)
            if (
                extra
                and word_count(" ".join([extra.text, *(part.text for part in parts)]))
                <= self.persona.words.most
            ):
                parts.insert(0, extra)
        return Spoken(
            " ".join(part.text for part in parts), tuple(line for part in parts for line in part.used)
        )

    def _choose(
        self, slot: Slot, level: int, echo: str, used: frozenset[str], *place: object
    ) -> Spoken | None:
        lines = [line for line in self.stock(slot, level) if line not in used and (echo or _ECHO not in line)]
        if not lines:
            return None
        shortlist = lines[:6]  # the nearest intensity comes first
        line = pick(shortlist, *place, slot.source, slot.name)
        return Spoken(line.replace(_ECHO, echo), (line,))

    def _moves(self, move: str) -> LinesByLevel:
        for voice in (self._own, self._kin):
            for name, lines in voice.lines.items() if voice else ():
                if name == move:
                    return lines
        return {}

    def _reactions(self, name: str) -> Lines | tuple[()]:
        for voice in (self._own, self._kin):
            for reaction, lines in voice.reactions.items() if voice else ():
                if reaction == name:
                    return lines
        return ()

    def _by_tone(self, slot: Slot) -> LinesByTone:
        matter = self._matter
        match slot.source:
            case "opening":
                return matter.opening.tell
            case "secret":
                return matter.secret.tell
            case "asks_decision":
                return matter.asks_decision
            case "after_news":
                return matter.reaction
            case "story":
                return next((fact.tell for fact in matter.story if fact.id == slot.name), {})
            case "push":
                return next((push.say for push in matter.pushes if push.id == slot.name), {})
            case _:
                question = next((item for item in matter.questions if item.id == slot.name), None)
                return {self.tone: question.say} if question else {}


def echo_of(quote: str) -> str:
    """Return the last few words of a quote's first clause, to be thrown back; empty where too short."""
    fewest, most = _ECHO_WORDS
    clauses = [clause.split() for clause in _CLAUSE_END.split(quote)]
    words = next((words for words in clauses if len(words) >= fewest), [])
    return " ".join(words[-most:]) if len(words) <= most + 3 else ""


def _nearest(lines: LinesByLevel, level: int) -> tuple[str, ...]:
    """Return all lines, those of the nearest intensity first; the lower one wins a tie."""
    order = sorted(lines, key=lambda at: (abs(at - level), at))
    return tuple(line for at in order for line in lines[at])


def _toned(lines: LinesByTone, tone: Tone) -> tuple[str, ...]:
    if tone in lines:
        return lines[tone]
    return next(iter(lines.values()), ())
