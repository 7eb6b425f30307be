"""The cast: nine scripted trainees who prove that a customer can be reached and cannot be gamed.

Source: DESIGN 1.4. Only `balanced`, and `blunder` after its repair, may reach a good ending.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from pydantic import Field

from simulator.content.models import Exemplar, ScenarioVoice, Telling
from simulator.content.written import Line, Lines, Written
from simulator.cue import Cue

Role = Literal["balanced", "doormat", "wall", "absent", "parrot", "flatterer", "stuffer", "silent", "blunder"]
ROLES: tuple[Role, ...] = get_args(Role)


class RoleLines(Written):
    """What the scripted trainees say in one language, whatever the matter."""

    feelings: Lines
    """Names a feeling and its cause where the customer gave no fact with it."""
    wall: Lines
    """Hard and clear."""
    absent: Lines
    """Neither warm nor clear."""
    flatterer: Lines
    """Praise."""
    stuffer: Lines
    """Formulas."""
    doormat: Lines
    """Soft and yielding."""


class Answers(Written):
    """The trainee's good answers to one thing the customer told."""

    acknowledge: Line
    """The fact in own words."""
    name_feeling: Line
    """The feeling or need, and its cause."""
    ask: Line
    """An open question."""


class CastLines(RoleLines):
    """Everything the scripted trainees say in one scenario and language."""

    exemplar: Exemplar
    """Model lines for every act."""
    reaction_feeling: Line
    """Names the feeling of the first reaction to the news."""
    opening: Answers
    """Answers to the customer's first words."""
    secret: Answers
    """Answers to the secret."""
    story: dict[str, Answers]
    """Answers to each story fact, by id."""
    questions: dict[str, Line]
    """The true answer to each question, by id."""
    concessions: Annotated[tuple[Line, ...], Field(min_length=3)]
    """Ways to give the matter away."""


def lines_of(matter: ScenarioVoice, roles: RoleLines) -> CastLines:
    """Return the cast's lines from a scenario's own exemplars."""
    return CastLines(
        **roles.model_dump(),
        exemplar=matter.exemplar,
        reaction_feeling=matter.reaction_feeling,
        opening=_answers(matter.opening),
        secret=_answers(matter.secret),
        story={fact.id: _answers(fact) for fact in matter.story},
        questions={question.id: question.answer for question in matter.questions},
        concessions=matter.concessions,
    )


def _answers(telling: Telling) -> Answers:
    return Answers.model_validate(telling, from_attributes=True)


@dataclass
class ScriptedTrainee:
    """One role of the cast, answering cue by cue."""

    role: Role
    lines: CastLines
    _said: set[str] = field(default_factory=set)
    _spoken: int = 0
    _stated: bool = False
    _pushed: int = 0
    _slipped: bool = False
    _repaired: bool = False

    def greet(self) -> str:
        """Return the first words where the trainee opens the talk."""
        return "" if self.role == "silent" else self.lines.exemplar.greeting

    def answer(self, cue: Cue) -> str:
        """Return the reply to a customer turn."""
        self._spoken += 1
        match self.role:
            case "balanced":
                return self._balanced(cue)
            case "blunder":
                return self._blunder(cue)
            case "doormat":
                return self._doormat(cue)
            case "silent":
                return ""
            case "parrot":
                return cue.line
            case _:
                return self._one_note(cue)

    def _one_note(self, cue: Cue) -> str:
        lines: Lines = getattr(self.lines, self.role)
        line = lines[self._spoken % len(lines)]
        if self.role in ("wall", "stuffer") and "decision_due" in cue.calls_for and not self._stated:
            self._stated = True
            return f"{self.lines.exemplar.state} {line}"
        return line

    def _doormat(self, cue: Cue) -> str:
        parts = [self._answers_to(cue).acknowledge] if "story" in cue.calls_for else []
        if "emotion" in cue.calls_for:
            parts.append(self._feeling(cue))
        if "pushback" in cue.calls_for or "decision_due" in cue.calls_for:
            parts.append(self.lines.concessions[self._spoken % len(self.lines.concessions)])
        else:
            parts.append(self.lines.doormat[self._spoken % len(self.lines.doormat)])
        return " ".join(parts)

    def _blunder(self, cue: Cue) -> str:
        if self._slipped and not self._repaired:
            self._repaired = True
            return f"{self.lines.exemplar.repair} {self.lines.exemplar.state}"
        if self._stated and not self._slipped and "pushback" in cue.calls_for:
            self._slipped = True
            return self.lines.concessions[0]
        return self._balanced(cue)

    def _balanced(self, cue: Cue) -> str:
        parts = list(dict.fromkeys(self._parts(cue)))
        fresh = [part for part in parts if part not in self._said] or parts
        self._said.update(fresh)
        return " ".join(fresh)

    def _parts(self, cue: Cue) -> Iterator[str]:
        calls, exemplar = cue.calls_for, self.lines.exemplar
        if "abuse" in calls:
            yield self._next(exemplar.limit)
        if "story" in calls:
            yield self._answers_to(cue).acknowledge
        if "emotion" in calls:
            yield self._feeling(cue)
        if "decision_due" in calls and not self._stated:
            self._stated = True
            yield from (exemplar.signpost, exemplar.state, exemplar.explain)
            return
        if "pushback" in calls and self._stated:
            self._pushed += 1
            yield exemplar.holds[(self._pushed - 1) % len(exemplar.holds)]
        if "question" in calls:
            yield from self._answered(cue)
        if not self._stated and cue.move in ("open", "disclose"):
            yield self._answers_to(cue).ask
        if self._stated and self._pushed >= 2 and "pushback" not in calls:
            yield self._next(exemplar.check)

    def _answered(self, cue: Cue) -> Iterator[str]:
        asked = [fact.removeprefix("question.") for fact in cue.facts if fact.startswith("question.")]
        if asked:
            yield self.lines.questions[asked[0]]
        else:
            yield self._next(self.lines.exemplar.help)
            yield self._next(self.lines.exemplar.next_step)

    def _answers_to(self, cue: Cue) -> Answers:
        if "secret" in cue.facts:
            return self.lines.secret
        told = [fact.removeprefix("story.") for fact in cue.facts if fact.startswith("story.")]
        return self.lines.story[told[0]] if told else self.lines.opening

    def _feeling(self, cue: Cue) -> str:
        if "story" in cue.calls_for or cue.move == "open":
            return self._answers_to(cue).name_feeling
        return self._next((self.lines.reaction_feeling, *self.lines.feelings))

    def _next(self, lines: Lines) -> str:
        return next((line for line in lines if line not in self._said), lines[-1])
