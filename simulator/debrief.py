"""The debrief: everything one talk shows, joined for whoever shows it.

The score reads the words that were shown; the mood read the trainee against the cue. Both stand here,
with the places where they differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scoring.assessment import Assessment, assess
from scoring.feedback import Exemplars, Feedback, feedback_on
from scoring.finding import Act, Code
from scoring.house import House
from simulator.content.models import ScenarioVoice, Telling
from simulator.content.written import Kind
from simulator.cue import GOOD_ENDINGS, Cue, Ending
from simulator.mood import Dial, Mood
from simulator.stage import Stage
from simulator.talk import Said, Talk

Next = Literal["again_for_evidence", "again_for_empathy", "again_for_boundaries", "harder", "another"]
"""What to do next: the same pair again (for which side), harder, or another pair."""

HARDEST = 5
_RULING: dict[Kind, Dial] = {"anxious": "anxiety", "confused": "confusion", "too_nice": "anxiety"}


@dataclass(frozen=True, slots=True)
class MoodPoint:
    """The mood with which one customer turn was spoken."""

    turn: int
    """Index of the customer turn."""
    mood: Mood


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the customer took a trainee turn otherwise than the score reads it."""

    turn: int
    """Index of the trainee turn."""
    only_cue: tuple[Code, ...]
    """Found against the cue, and so felt by the customer, but not in the words shown."""
    only_shown: tuple[Code, ...]
    """Found in the words shown, and so scored, but not felt by the customer."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """The account of one talk."""

    stage: Stage
    said: tuple[Said, ...]
    assessment: Assessment
    """The account that stands: the local reader's, or a model's where the trainee chose that."""
    feedback: Feedback
    ending: Ending | None
    """How the customer ended it. None: the trainee did."""
    moods: tuple[MoodPoint, ...]
    """The mood at each customer turn, in order."""
    pivotal: int | None
    """Index of the trainee turn after which the mood moved most, either way. None: it never moved."""
    differences: tuple[Difference, ...]
    """Where voice and cue readings differ; empty where the authored lines were spoken."""
    next: Next

    def own_number(self, index: int) -> int:
        """Return which of the trainee's own turns stands at an index, or comes next there; from 1."""
        return sum(item.cue is None for item in self.said[:index]) + 1


def debrief_of(talk: Talk, name: str, house: House | None = None) -> Debrief:
    """Return the debrief of a talk, ended or not; `name` is the session's id, `house` the style in force."""
    local = assess(talk.transcript(name), house=house)
    return debrief_by(talk, local, local)


def debrief_by(talk: Talk, local: Assessment, assessment: Assessment) -> Debrief:
    """Return the debrief of a talk by the account that stands, beside that of the local reader.

    Where the customer felt otherwise is told by the local reader alone: the customer listens by it too.
    """
    moods = tuple(MoodPoint(index, said.mood) for index, said in enumerate(talk.said) if said.mood)
    return Debrief(
        stage=talk.stage,
        said=tuple(talk.said),
        assessment=assessment,
        feedback=feedback_on(assessment, exemplars_of(talk.stage.matter, talk.said)),
        ending=talk.ending,
        moods=moods,
        pivotal=pivotal_turn(moods),
        differences=_differences(talk.said, local),
        next=_next(assessment, talk.ending, talk.stage.intensity),
    )


def exemplars_of(matter: ScenarioVoice, said: Sequence[Said]) -> Exemplars:
    """Return the scenario's own lines: those that fit anywhere, and those that answer one customer turn."""
    exemplar = matter.exemplar
    anywhere: dict[Act, Sequence[str]] = {
        "state": (exemplar.state,),
        "explain": (exemplar.explain,),
        "hold": exemplar.holds,
        "help": exemplar.help,
        "next_step": exemplar.next_step,
        "check": exemplar.check,
        "limit": exemplar.limit,
    }
    return Exemplars(
        anywhere, {index: _answers(matter, item.cue) for index, item in enumerate(said) if item.cue}
    )


def _answers(matter: ScenarioVoice, cue: Cue) -> dict[Act, Sequence[str]]:
    told: list[Telling] = [fact for fact in matter.story if f"story.{fact.id}" in cue.facts]
    if "secret" in cue.facts:
        told.append(matter.secret)
    if cue.move == "open":
        told.append(matter.opening)
    answers: dict[Act, Sequence[str]] = {}
    if told:
        answers["acknowledge"] = tuple(fact.acknowledge for fact in told)
        answers["name_feeling"] = tuple(fact.name_feeling for fact in told)
        answers["ask"] = tuple(fact.ask for fact in told)
    asked = tuple(item.answer for item in matter.questions if f"question.{item.id}" in cue.facts)
    if asked:
        answers["answer"] = asked
    return answers


def ruling_dial(kind: Kind) -> Dial:
    """Return the dial that tells most about a customer of a kind, beside trust."""
    return _RULING.get(kind, "anger")


def pivotal_turn(moods: Sequence[MoodPoint]) -> int | None:
    """Return the index of the trainee turn after which the mood moved most. None: it never moved."""
    steps = [
        (abs(_strain(later.mood) - _strain(earlier.mood)), later.turn - 1)
        for earlier, later in pairwise(moods)
    ]
    size, turn = max(steps, key=lambda step: step[0], default=(0, 0))
    return turn if size else None


def _strain(mood: Mood) -> int:
    return mood.anger + mood.anxiety + mood.confusion - mood.trust


def _differences(said: Sequence[Said], assessment: Assessment) -> tuple[Difference, ...]:
    differences = []
    for turn, item in enumerate(said):
        felt = {finding.code for finding in item.cue_findings}
        shown = {finding.code for finding in assessment.scorecard.findings if finding.turn == turn}
        if item.cue is None and felt != shown:
            differences.append(Difference(turn, tuple(sorted(felt - shown)), tuple(sorted(shown - felt))))
    return tuple(differences)


def _next(assessment: Assessment, ending: Ending | None, intensity: int) -> Next:
    card = assessment.scorecard
    if card.empathy is None or card.boundaries is None:
        return "again_for_evidence"
    if card.corner_point == "human" and ending in GOOD_ENDINGS:
        return "harder" if intensity < HARDEST else "another"
    weaker = card.empathy.estimate.value <= card.boundaries.estimate.value
    return "again_for_empathy" if weaker else "again_for_boundaries"
