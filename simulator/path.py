"""Where a trainee stands on a curriculum: which sessions did which steps, and what comes next.

A session does a step when it meets that person about that news, in that mode or a stricter one, at that
intensity or a higher one, and satisfies the step's rule by the score that stands. It does one step only; a
branch, which shares turns with another session, does none. Sessions from before the path was begun count too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.assessment import assess
from scoring.codebook import Side
from scoring.house import Gate, Grounds, House, PassRule, gates_of, result_of
from scoring.ledger import ends_conceded
from scoring.progress import Kept
from scoring.scorecard import Estimate
from scoring.shown import ScoreObject, ShownSide, score_object
from scoring.transcript import Transcript
from simulator.content.curricula import Curriculum, CurriculumStep
from simulator.content.library import Library, packaged_folder
from simulator.errors import UsageError
from simulator.readings import readings_of
from simulator.store.records import MODES, StoredSession
from simulator.store.store import Store


@dataclass(frozen=True, slots=True)
class Attempt:
    """One session at one step."""

    session: StoredSession
    done: bool
    """Whether it does the step."""
    sides: Mapping[Side, int]
    """What it got on each side that is scored, 0–100. Empty: it is not scored, or the step has no rule."""
    gates: Mapping[Gate, bool]
    """For each gate of the step's rule, whether it held."""
    waits: bool = False
    """Whether it is flagged, and counts only once its owner has looked at it."""


@dataclass(frozen=True, slots=True)
class StepStanding:
    """Where a trainee stands with one step."""

    number: int
    """From 1."""
    step: CurriculumStep
    attempt: Attempt | None
    """The session that did it, else the last that tried. None: nobody tried yet."""

    @property
    def done(self) -> bool:
        """Whether a session has done the step."""
        return self.attempt is not None and self.attempt.done


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a trainee stands on a curriculum."""

    curriculum: Curriculum
    steps: tuple[StepStanding, ...]

    @property
    def next(self) -> StepStanding | None:
        """The first step that is not done. None: all are."""
        return next((step for step in self.steps if not step.done), None)

    @property
    def last_worked_on(self) -> datetime | None:
        """When the newest session on it began. None: nobody has begun it."""
        return max((each.attempt.session.started_at for each in self.steps if each.attempt), default=None)


def standing_of(
    curriculum: Curriculum, library: Library, store: Store | None, trainee: str, house: House | None = None
) -> Standing:
    """Return where a trainee stands; `house` is the style by which `house_words` is told.

    No `store`: nobody has practised here yet.
    """
    attempts = _attempts(curriculum, library, store, trainee, house) if store else {}
    steps = (StepStanding(at + 1, step, attempts.get(at)) for at, step in enumerate(curriculum.steps))
    return Standing(curriculum, tuple(steps))


def _attempts(
    curriculum: Curriculum, library: Library, store: Store, trainee: str, house: House | None
) -> dict[int, Attempt]:
    """Return for each step, from 0, the session that did it, else the last that tried."""
    attempts: dict[int, Attempt] = {}
    least = [_intensity(library, step) for step in curriculum.steps]
    for session in store.sessions(trainee):
        for at, step in enumerate(curriculum.steps):
            if (at in attempts and attempts[at].done) or not _meets(session, step, least[at]):
                continue
            attempts[at] = _attempt(store, session, step.pass_rule, house)
            if attempts[at].done:
                break
    return attempts


def current_standing(
    library: Library, store: Store | None, trainee: str, name: str | None = None, house: House | None = None
) -> Standing:
    """Return where a trainee stands on the curriculum of that id, or on the one in hand.

    In hand is the one last worked on and not finished; else one of the person's own; else a packaged one.

    Raises:
        UsageError: There is none.
        ContentError: The one that was named is broken.
    """
    if name:
        return standing_of(library.curriculum(name), library, store, trainee, house)
    known = library.curricula().values()
    standings = [standing_of(each, library, store, trainee, house) for each in known]
    if not standings:
        raise UsageError("there is no curriculum; write one: motet new curriculum ID")

    def order(standing: Standing) -> tuple[bool, float, bool]:
        begun = standing.last_worked_on
        file = library.file("curricula", standing.curriculum.id)
        own = packaged_folder() not in file.parents
        return standing.next is not None, begun.timestamp() if begun else 0.0, own

    return max(standings, key=order)


def _intensity(library: Library, step: CurriculumStep) -> int:
    """Return how hard a step is at least, 1–5; where its person cannot be read, 1."""
    if step.intensity is not None:
        return step.intensity
    try:
        return library.persona(step.persona).intensity
    except UsageError:
        return 1


def _meets(session: StoredSession, step: CurriculumStep, least: int) -> bool:
    return (
        session.status != "open"
        and session.parent_id is None
        and (session.persona, session.scenario) == (step.persona, step.scenario)
        and MODES.index(session.mode) >= MODES.index(step.mode)
        and session.intensity >= least
    )


def _attempt(store: Store, session: StoredSession, rule: PassRule | None, house: House | None) -> Attempt:
    score = readings_of(store.scores(session.id)).standing or _score_now(store, session, house)
    looked_at = session.looked_at is not None
    if Kept(id=session.id, version=score.version, flags=score.flags, looked_at=looked_at).waits:
        return Attempt(session, False, {}, {}, waits=True)
    if rule is None:
        return Attempt(session, session.status == "ended", {}, {})
    grounds = grounds_of(score)
    result, _ = result_of(rule, grounds)
    shown: dict[Side, ShownSide | None] = {"empathy": score.empathy, "boundaries": score.boundaries}
    sides = {side: points.value for side, points in shown.items() if points}
    return Attempt(session, result == "pass", sides, gates_of(rule, grounds))


def grounds_of(score: ScoreObject) -> Grounds:
    """Return what a pass is decided by, from a score as it was shown."""
    sides = (score.empathy, score.boundaries)
    return Grounds(
        sides=tuple(Estimate(each.value, each.low, each.high) for each in sides if each),
        codes=frozenset(finding.code for finding in score.findings),
        conceded=ends_conceded(line.status for line in score.ledger),
        house_words=not (score.house and score.house.remarks),
    )


def _score_now(store: Store, session: StoredSession, house: House | None) -> ScoreObject:
    """Return what a session that was left before its score is worth by the present measure."""
    turns = tuple(stored.turn for stored in store.turns(session.id))
    talk = Transcript(id=session.id, language=session.language, brief=session.brief, turns=turns)
    return ScoreObject.model_validate(score_object(assess(talk, house=house)))
