"""How a kept session was read, by the local reader and by a model as a second one, and which score stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from scoring.assessment import Assessment, ReaderName, comparable_part, measure_version
from scoring.errors import FailedReason
from scoring.finding import Code
from scoring.house import House
from scoring.shown import ScoreObject, assessment_of, score_object
from simulator.store.records import SecondReading, StoredScore
from simulator.store.store import Store


@dataclass(frozen=True, slots=True)
class Apart:
    """A trainee turn that the two readers read otherwise."""

    turn: int
    """Index of the trainee turn."""
    only_local: tuple[Code, ...]
    only_model: tuple[Code, ...]

    def only(self, reader: ReaderName) -> tuple[Code, ...]:
        """Return what one of the two alone found."""
        return self.only_model if reader == "model" else self.only_local


@dataclass(frozen=True, slots=True)
class Readings:
    """The score that stands, and a second one beside it."""

    local: ScoreObject | None
    """By the local reader: the present measure's, else the last. None: there is none that can be read."""
    model: ScoreObject | None
    """The last one by a model. None: no model has read it."""
    by: ReaderName = "local"
    """Whose score stands."""
    failed: FailedReason | None = None
    """Why a model that was asked to read it has not. None: it has, or none was asked."""

    @property
    def standing(self) -> ScoreObject | None:
        """The score that stands. None: there is none that can be read."""
        return self.model if self.by == "model" else self.local

    @property
    def beside(self) -> ScoreObject | None:
        """The other reader's score. None: only one has read it."""
        return self.local if self.by == "model" else self.model

    @property
    def other(self) -> ReaderName:
        """Who reads beside the reader whose score stands."""
        return "local" if self.by == "model" else "model"

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

    def account(self, local: Assessment, house: House | None = None) -> Assessment:
        """Return the account that stands: `local`, or the model's as it was shown."""
        if self.by == "local" or self.model is None:
            return local
        return assessment_of(self.model, local.transcript, house)


def standing_score(scores: Sequence[StoredScore]) -> StoredScore | None:
    """Return which of a session's scores stands; they come oldest first. None: there is none.

    A model's last one where the person chose that it stands; else the local reader's: the present measure's
    last, else the last one.
    """
    by_model = [score for score in scores if _reader(score) == "model"]
    if by_model and by_model[-1].chosen and _read(by_model[-1]):
        return by_model[-1]
    by_rules = [score for score in scores if _reader(score) == "local"]
    version = comparable_part(measure_version())
    present = [score for score in by_rules if comparable_part(score.version) == version]
    return next(reversed(present or by_rules), None)


def readings_of(scores: Sequence[StoredScore], asked: Sequence[SecondReading] = ()) -> Readings:
    """Return the readings among a session's scores and the times that a model was asked, oldest first."""
    stands = standing_score(scores)
    by_model = [score for score in scores if _reader(score) == "model"]
    local = standing_score([score for score in scores if _reader(score) == "local"])
    return Readings(
        local=_read(local) if local else None,
        model=_read(by_model[-1]) if by_model else None,
        by=_reader(stands) if stands else "local",
        failed=asked[-1].failed if asked and not by_model else None,
    )


def keep_score(store: Store, session_id: str, account: Assessment, chosen: bool = False) -> None:
    """Keep a score beside earlier ones, and its findings where it is the one that stands."""
    store.save_score(session_id, account.version, score_object(account), chosen)
    scores = store.scores(session_id)
    if standing_score(scores) is scores[-1]:
        store.save_findings(session_id, "shown", account.scorecard.findings)


def _reader(score: StoredScore) -> ReaderName:
    return "model" if score.score.get("reader") == "model" else "local"


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
