"""What came before in a talk, as the director looks back on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.finding import Act, Code, Finding
from simulator.content.models import ScenarioVoice
from simulator.content.written import Move
from simulator.cue import Cue
from simulator.mood import Reception


@dataclass(frozen=True, slots=True)
class Exchange:
    """One customer turn and the trainee's answer to it, as the customer took it."""

    cue: Cue | None
    """The customer turn. None: the trainee opened the talk."""
    words: str
    """The trainee's words."""
    findings: tuple[Finding, ...]
    """What was read in them against the cue."""
    reception: Reception


class History:
    """All exchanges of a talk so far, in order, and what the customer has told in them."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        """Take the exchanges; the last one is what the customer answers now."""
        self.exchanges = exchanges
        self.cues = [exchange.cue for exchange in exchanges if exchange.cue]
        self.told = {fact for cue in self.cues for fact in cue.facts}
        self.last = exchanges[-1] if exchanges else None

    @property
    def stated(self) -> bool:
        """Whether the decision has been stated by now."""
        return bool(self.last and self.last.reception.stated)

    def count(self, move: Move) -> int:
        """Return how often the customer made a move."""
        return sum(cue.move == move for cue in self.cues)

    def tagged(self, tag: str) -> int:
        """Return how many customer turns called for something."""
        return sum(tag in cue.calls_for for cue in self.cues)

    def paid(self, *acts: Act) -> int:
        """Return how many trainee turns earned one of these acts."""
        return sum(bool(set(acts) & set(exchange.reception.acts)) for exchange in self.exchanges)

    def since_news(self) -> list[Cue]:
        """Return the customer turns after the decision was first stated; empty before it and right after."""
        told = False
        cues: list[Cue] = []
        for exchange in self.exchanges:
            if told and exchange.cue:
                cues.append(exchange.cue)
            told = told or exchange.reception.stated
        return cues

    def pushes(self) -> int:
        """Return how often the customer pressed against the stated decision."""
        return sum("pushback" in cue.calls_for for cue in self.since_news())

    def just_conceded(self) -> bool:
        """Return whether the last trainee turn gave something away that still stands."""
        return bool(self.last and self.last.reception.promised and "concede" in self.last.reception.pitfalls)

    def codes_just_found(self) -> set[Code]:
        """Return what was read in the last trainee turn."""
        return {finding.code for finding in self.last.findings} if self.last else set()

    def untold_facts(self, matter: ScenarioVoice) -> list[str]:
        """Return the story facts that the customer has not told yet, in the order of the story."""
        return [fact.id for fact in matter.story if f"story.{fact.id}" not in self.told]

    def unasked_questions(self, matter: ScenarioVoice) -> list[str]:
        """Return the questions that the customer has not asked yet."""
        return [item.id for item in matter.questions if f"question.{item.id}" not in self.told]

    def unused_pushes(self, matter: ScenarioVoice) -> list[str]:
        """Return the rungs of the pressure ladder that are left, mildest first."""
        return [push.id for push in matter.pushes if f"push.{push.id}" not in self.told]

    def asked_fact(self, matter: ScenarioVoice) -> str | None:
        """Return the untold fact that the trainee just asked for: the one named, else the next; or None."""
        if self.last is None or "?" not in self.last.words:
            return None
        words = self.last.words.lower()
        untold = self.untold_facts(matter)
        named = {
            fact.id: sum(key in words for key in fact.about) for fact in matter.story if fact.id in untold
        }
        best = max(named, key=lambda name: named[name], default=None)
        if best and named[best]:
            return best
        return untold[0] if untold and self._ends_in_open_question() else None

    def _ends_in_open_question(self) -> bool:
        asked = self.last is not None and self.last.words.rstrip().endswith("?")
        return asked and "check" not in self.codes_just_found()
