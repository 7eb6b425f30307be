"""Talks on one fixed schedule of customer turns, so that trainees differ in nothing but their own words.

The customer's turns are a scenario's own lines in order; each arm of trainees answers them from the
scenario's exemplars, from the paraphrases, and from what the scripted trainees say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from scoring.transcript import Language, Tag, Transcript, Turn
from simulator.cast import Answers, CastLines
from simulator.content.models import Scenario, ScenarioVoice

Arm = Literal[
    "expert", "one slip", "repaired", "cold-correct", "hard-clear", "vague-kind",
    "doormat", "stuffer", "absent",
]  # fmt: skip
ARMS: tuple[Arm, ...] = get_args(Arm)
CORNER_OF: dict[Arm, str] = {
    "expert": "human", "one slip": "human", "repaired": "human", "cold-correct": "wall", "hard-clear": "wall",
    "vague-kind": "doormat", "doormat": "doormat", "stuffer": "absent", "absent": "absent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """One customer turn and what a good answer to it is made of."""

    text: str
    tags: tuple[Tag, ...]
    answers: Answers | None = None
    """The model answers to what is told. None: nothing is told."""
    question: str = ""
    """The id of the question that is asked."""


def schedule(matter: ScenarioVoice, lines: CastLines, double: bool = False) -> list[Moment]:
    """Return the customer's turns: eight, or with `double` each telling, question and push once more."""
    tone = next(iter(matter.opening.tell))
    moments = [Moment(matter.opening.tell[tone][0], ("emotion", "story"), lines.opening)]
    facts = matter.story[: 4 if double else 2]
    told = [Moment(fact.tell[tone][0], ("emotion", "story"), lines.story[fact.id]) for fact in facts]
    pushes = [Moment(push.say[tone][0], ("pushback",)) for push in matter.pushes[: 4 if double else 2]]
    asked = [
        Moment(item.say[0], ("question",), question=item.id)
        for item in matter.questions[: 2 if double else 1]
    ]
    due = Moment(matter.asks_decision[tone][0], ("decision_due",))
    moments += [told[0], due, Moment(matter.reaction[tone][0], ("emotion",))]
    for group in zip(pushes, [*told[1:], *asked, *told[1:]], strict=False):
        moments += group
    secret = Moment(matter.secret.tell[tone][0], ("emotion", "story"), lines.secret)
    return [*moments, secret, *[item for item in asked if item not in moments]]


def talk(
    arm: Arm, scenario: Scenario, language: Language, lines: CastLines, double: bool = False
) -> Transcript:
    """Return the talk in which one arm answers the schedule."""
    matter = scenario.languages[language]
    turns: list[Turn] = []
    replies = _Replies(arm, lines)
    for moment in schedule(matter, lines, double):
        turns.append(Turn(speaker="customer", text=moment.text, calls_for=moment.tags))
        turns.append(Turn(speaker="trainee", text=replies.to(moment)))
    brief = matter.brief(scenario.fault_established)
    return Transcript(id=f"{scenario.id}-{arm}", language=language, brief=brief, turns=tuple(turns))


class _Replies:
    def __init__(self, arm: Arm, lines: CastLines) -> None:
        self.arm = arm
        self.lines = lines
        self.turn = 0
        self.pushed = 0
        self.feelings = [lines.reaction_feeling, *lines.feelings]

    def to(self, moment: Moment) -> str:
        self.turn += 1
        return " ".join(self._parts(moment))

    def _parts(self, moment: Moment) -> Iterator[str]:
        if self.arm in ("stuffer", "absent"):
            yield from self._empty(moment)
        elif self.arm in ("cold-correct", "hard-clear"):
            yield from self._clear(moment)
        elif self.arm in ("vague-kind", "doormat"):
            yield from self._warm(moment)
            yield self._soft(moment)
        else:
            yield from self._good(moment)

    def _good(self, moment: Moment) -> Iterator[str]:
        if self.arm == "one slip" and self.turn == 6:
            yield self.lines.wall[0]
            return
        if self.arm == "repaired" and "pushback" in moment.tags and self.pushed == 0:
            self.pushed = 1
            yield self.lines.concessions[0]
            return
        if self.arm == "repaired" and self.pushed == 1 and "pushback" not in moment.tags:
            self.pushed = 2
            yield self.lines.exemplar.repair
        yield from self._warm(moment)
        yield from self._clear(moment)

    def _warm(self, moment: Moment) -> Iterator[str]:
        if moment.answers:
            yield moment.answers.acknowledge
            yield moment.answers.name_feeling
            if self.turn == 1:
                yield moment.answers.ask
        elif "emotion" in moment.tags:
            yield self.feelings.pop(0)

    def _clear(self, moment: Moment) -> Iterator[str]:
        exemplar = self.lines.exemplar
        if "decision_due" in moment.tags:
            yield f"{exemplar.state} {exemplar.explain}"
        elif "pushback" in moment.tags:
            yield exemplar.holds[self.turn % len(exemplar.holds)]
        elif moment.question:
            yield self.lines.questions[moment.question]
            yield f"{exemplar.help[0]} {exemplar.next_step[0]}"
            if self.arm not in ("cold-correct", "hard-clear"):
                yield exemplar.check[0]
        elif self.arm == "cold-correct":
            yield exemplar.explain if self.turn > 3 else exemplar.signpost
        if self.arm == "hard-clear":
            yield self.lines.wall[self.turn % len(self.lines.wall)]

    def _soft(self, moment: Moment) -> str:
        if self.arm == "vague-kind":
            return self.lines.absent[self.turn % len(self.lines.absent)]
        if {"decision_due", "pushback"} & set(moment.tags):
            return self.lines.concessions[self.turn % len(self.lines.concessions)]
        return self.lines.doormat[self.turn % len(self.lines.doormat)]

    def _empty(self, moment: Moment) -> Iterator[str]:
        pool: Sequence[str] = self.lines.stuffer if self.arm == "stuffer" else self.lines.absent
        yield pool[self.turn % len(pool)]
