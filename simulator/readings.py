"""What the store holds of how a session was read: by the local reader, and by a model as a second one."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from scoring.assessment import comparable_part, measure_version
from scoring.finding import Code
from scoring.shown import ScoreObject
from simulator.journal import best_score
from simulator.store.records import StoredScore


@dataclass(frozen=True, slots=True)
class Apart:
    """A trainee turn that the two readers read otherwise."""

    turn: int
    """Index of the trainee turn."""
    only_local: tuple[Code, ...]
    only_model: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The score that stands, and a second one beside it."""

    local: ScoreObject | None
    """By the local reader: the present measure's, else the last. None: there is none that can be read."""
    model: ScoreObject | None
    """The last one by a model. None: no model has read it."""

    @property
    def apart(self) -> tuple[Apart, ...]:
        """Where they differ, in the order of the talk. Empty where one of them is missing."""
        if self.local is None or self.model is None:
            return ()
        mine, theirs = _codes(self.local), _codes(self.model)
        return tuple(
            Apart(turn, tuple(sorted(here - there)), tuple(sorted(there - here)))
            for turn in sorted({*mine, *theirs})
            if (here := mine.get(turn, set())) != (there := theirs.get(turn, set()))
        )


def readings_of(scores: Sequence[StoredScore]) -> Readings:
    """Return the readings among a session's scores, which come oldest first."""
    by_model = [score for score in scores if score.score.get("reader") == "model"]
    by_rules = [score for score in scores if score.score.get("reader") != "model"]
    local = best_score(by_rules, comparable_part(measure_version()))
    return Readings(
        local=_read(local) if local else None,
        model=_read(by_model[-1]) if by_model else None,
    )


def _read(score: StoredScore) -> ScoreObject | None:
    """Return a kept score. None: it has another form, as a score of an older version may."""
    try:
        return ScoreObject.model_validate(score.score)
    except ValidationError:
        return None


def _codes(score: ScoreObject) -> dict[int, set[Code]]:
    found: dict[int, set[Code]] = {}
    for each in score.findings:
        found.setdefault(each.turn, set()).add(each.code)
    return found
