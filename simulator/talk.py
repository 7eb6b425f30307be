"""One talk as the engine runs it: words in, cue out. Knows no interface, store or network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.assessment import TurnReader, read_turn
from scoring.finding import ACTS, PITFALLS, Act, Code, Finding
from scoring.opportunities import find_opportunities
from scoring.reader.reading import Reader
from scoring.text import safe_text
from scoring.transcript import Transcript, Turn
from simulator.content.models import Persona
from simulator.cue import Cue, Ending, Plan
from simulator.director import Director
from simulator.errors import ContentError
from simulator.history import Exchange
from simulator.mood import Mood, Reception, next_mood, start_mood
from simulator.stage import Stage
from simulator.voices.understudy import Understudy, echo_of
from simulator.wording import Wording

_WITHDRAWN_BY = 2
"""Turns that state or hold the decision after a concession until the customer gives the promise up.

The score still counts the concession as standing: only a repair takes it back there.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of the talk as it happened."""

    turn: Turn
    """What was said and shown."""
    mood: Mood | None = None
    """The customer's mood with which a customer turn was spoken. None: a trainee turn."""
    cue: Cue | None = None
    """The cue behind a customer turn. None: a trainee turn."""
    cue_findings: tuple[Finding, ...] = ()
    """What the customer took from a trainee turn, read against the cue."""
    wording: Wording | None = None
    """How a customer turn got its words. None: they are authored, or nobody kept it."""

    @classmethod
    def trainee(cls, words: str) -> "Said":
        """Return a trainee turn that nobody has read yet."""
        return cls(Turn(speaker="trainee", text=words))


class Talk:
    """A running talk. The mood reads the trainee against the cue's line, never against a model's wording."""

    def __init__(
        self, stage: Stage, stand_in: Persona | None = None, reader: TurnReader | None = None
    ) -> None:
        """Set the stage; `stand_in` lends lines of the same kind to a persona that has few.

        `reader` reads the trainee's turns for the mood. None: the local reader.
        """
        self.stage = stage
        self.understudy = Understudy(stage.persona, stage.scenario, stage.language, stand_in)
        self.mood = start_mood(stage.persona, stage.intensity)
        self.said: list[Said] = []
        self.cue: Cue | None = None
        self._history: list[Exchange] = []
        self._used: set[str] = set()
        self._brief = stage.matter.brief(stage.scenario.fault_established)
        self._reader: TurnReader = reader or Reader(stage.language, self._brief)
        self._cue_turns: list[Turn] = []
        self._findings: list[Finding] = []

    @property
    def trainee_opens(self) -> bool:
        """Whether the trainee speaks first."""
        return self.stage.scenario.opens == "outbound"

    @property
    def ending(self) -> Ending | None:
        """How the talk ended. None: it goes on."""
        return self.cue.ending if self.cue else None

    def begin(self) -> Cue | None:
        """Return the opening cue, or None where the trainee opens."""
        return None if self.trainee_opens else self.next_cue()

    def replay(self, said: Sequence[Said]) -> bool:
        """Go through a kept talk again, and return whether every cue came out as it was kept.

        `said` is a talk from its first turn, as kept; what the customer was heard to say stays as it was.
        """
        faithful = True
        for kept in said:
            if kept.turn.speaker == "trainee":
                self.listen(kept.turn.text)
                continue
            cue = self.next_cue()
            faithful = faithful and kept.cue is not None and cue.line == kept.cue.line
            self.speak(kept.turn.text, kept.wording)
        return faithful

    def hear(self, words: str) -> Cue:
        """Take a trainee turn and return the customer's next cue."""
        self.listen(words)
        return self.next_cue()

    def listen(self, words: str) -> None:
        """Take a trainee turn and move the mood by it."""
        if self.ending:
            raise ValueError("the talk has ended; start a new one or fork an earlier turn")
        turn = Turn(speaker="trainee", text=words)
        findings = self._read(turn)
        self._history.append(Exchange(self.cue, turn.text, findings, self._reception(turn, findings)))
        self.said.append(Said(turn, cue_findings=findings))
        self.mood = next_mood(
            self.mood, self._history[-1].reception, self.stage.persona, self.stage.intensity
        )

    def speak(self, words: str, wording: Wording | None = None) -> None:
        """Replace the last cue's understudy line by the words a voice found for it."""
        last = self.said[-1]
        turn = last.turn.model_copy(update={"text": safe_text(words)})
        self.said[-1] = replace(last, turn=turn, wording=wording)

    def transcript(self, name: str) -> Transcript:
        """Return the talk as it was shown."""
        turns = tuple(item.turn for item in self.said)
        return Transcript(id=name, language=self.stage.language, brief=self._brief, turns=turns)

    def _read(self, turn: Turn) -> tuple[Finding, ...]:
        index = len(self._cue_turns)
        self._cue_turns.append(turn)
        found, _ = read_turn(self._reader, index, turn)
        self._findings.extend(found)
        _, credited = find_opportunities(self._cue_turns, self._findings)
        return tuple(finding for finding in credited if finding.turn == index)

    def _reception(self, turn: Turn, findings: Sequence[Finding]) -> Reception:
        paid = {finding.code for finding in findings if finding.credited}
        codes = {finding.code for finding in findings}
        earlier = [exchange.reception for exchange in self._history]
        before = earlier[-1] if earlier else None
        repaired = "repair" in codes
        warm_now = bool(paid & {"acknowledge", "name_feeling"})
        warm_before = before is not None and bool({"acknowledge", "name_feeling"} & set(before.acts))
        return Reception(
            acts=tuple(act for act in ACTS if act in paid),
            pitfalls=tuple(pitfall for pitfall in PITFALLS if pitfall in codes),
            repaired=repaired and before is not None and before.promised,
            silent=not turn.text.strip(),
            warm=warm_now or warm_before,
            stated="state" in codes or (before is not None and before.stated),
            promised="concede" in codes
            or (before is not None and before.promised and not repaired and not self._withdrawn(codes)),
            paid_before=_paid_before(earlier),
        )

    def next_cue(self) -> Cue:
        """Return what the customer does next; call it once after the opening and each trainee turn."""
        director = Director(self.stage, self._history, self.mood)
        source = director.echo_source()
        echo = echo_of(source.quote) if source else ""
        for plan in director.plans():
            cue = self._word(plan, director, echo)
            if cue:
                return self._take(cue)
        raise ContentError(f"{self.stage.persona.id} has no line left, not even to leave; run motet check")

    def _withdrawn(self, codes: set[Code]) -> bool:
        """Return whether nobody believes in a promise any more: the decision came again and again since."""
        plain: list[set[Code]] = [codes]
        for exchange in reversed(self._history):
            found = {finding.code for finding in exchange.findings}
            if "concede" in found:
                break
            plain.append(found)
        return sum(bool({"state", "hold"} & found) for found in plain) >= _WITHDRAWN_BY

    def _word(self, plan: Plan, director: Director, echo: str) -> Cue | None:
        place = (self.stage.seed, director.turn, plan.move)
        spoken = self.understudy.speak(plan, director.level, echo, frozenset(self._used), *place)
        if spoken is None:
            return None
        self._used.update(spoken.used)
        return Cue(
            move=plan.move,
            intensity=director.level,
            tone=self.understudy.tone,
            calls_for=plan.calls_for,
            facts=tuple(slot.fact for slot in plan.slots if slot.fact),
            most_words=self.stage.persona.words.most,
            ending=plan.ending,
            line=spoken.text,
        )

    def _take(self, cue: Cue) -> Cue:
        turn = Turn(speaker="customer", text=cue.line, calls_for=cue.calls_for)
        self._reader.hear(len(self._cue_turns), turn)
        self._cue_turns.append(turn)
        self.said.append(Said(turn, self.mood, cue))
        self.cue = cue
        return cue


def _paid_before(earlier: Sequence[Reception]) -> dict[Act, int]:
    return {act: sum(act in reception.acts for reception in earlier) for act in ACTS}
