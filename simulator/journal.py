"""A trainee's kept sessions as the values that progress and mirror are reckoned from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.assessment import ReaderName, assess, comparable_part, measure_version
from scoring.codebook import SIDES, Side
from scoring.finding import PITFALLS, Finding
from scoring.flags import FLAGS
from scoring.house import House
from scoring.mirror import Exchange, Looked
from scoring.progress import Kept, Points
from scoring.transcript import Language, Transcript
from simulator.readings import keep_score, standing_score
from simulator.store.records import Reflection, StoredScore, StoredSession, StoredTurn
from simulator.store.store import Store


@dataclass(frozen=True, slots=True)
class Page:
    """One session of the journal."""

    session: StoredSession
    looked: Looked
    overall: Points | None = None
    """Overall by the score that stands in `looked`. None: not scored."""
    reader: ReaderName = "local"
    """Whose score stands in `looked`."""


@dataclass(frozen=True, slots=True)
class Only:
    """Which sessions are wanted; None: whatever it is."""

    persona: str | None = None
    scenario: str | None = None
    language: Language | None = None

    def wants(self, session: StoredSession) -> bool:
        """Return whether a session is one of them."""
        wanted = ((self.persona, session.persona), (self.scenario, session.scenario))
        return self.language in (None, session.language) and all(want in (None, has) for want, has in wanted)


def journal_of(store: Store, trainee: str, only: Only | None = None) -> tuple[Page, ...]:
    """Return a trainee's finished sessions, oldest first, each with the score that stands."""
    return tuple(_page(store, each) for each in _finished(store, trainee, only))


def measure_of(pages: Sequence[Page], by_model: bool) -> str:
    """Return the version by which sessions, oldest first, are compared.

    It is that of this installation's measure; where the person wants a model's reading to stand (`by_model`),
    that of the last session of which one stands.
    """
    versions = [page.looked.kept.version for page in pages if page.reader == "model"]
    return versions[-1] if by_model and versions else measure_version()


def score_again(
    store: Store,
    trainee: str,
    only: Only | None = None,
    house: House | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Score the finished sessions that the present measure has not scored; return how many those were.

    Earlier scores stay as they were shown, and a model's goes on standing where it does. `tell` hears the
    count so far after each.
    """
    version = comparable_part(measure_version())
    done = 0
    for session in _finished(store, trainee, only):
        if all(comparable_part(score.version) != version for score in store.scores(session.id)):
            assessment = assess(_transcript(session, store.turns(session.id)), house=house)
            keep_score(store, session.id, assessment)
            done += 1
            tell(done)
    return done


def _finished(store: Store, trainee: str, only: Only | None) -> Iterator[StoredSession]:
    wanted = only or Only()
    return (each for each in store.sessions(trainee) if each.status != "open" and wanted.wants(each))


def _transcript(session: StoredSession, turns: Sequence[StoredTurn]) -> Transcript:
    return Transcript(
        id=session.id,
        language=session.language,
        brief=session.brief,
        turns=tuple(stored.turn for stored in turns),
    )


def _page(store: Store, session: StoredSession) -> Page:
    score = standing_score(store.scores(session.id))
    overall = _points(score.score.get("overall")) if score else None
    by_model = bool(score and score.score.get("reader") == "model")
    return Page(session, _looked(store, session, score), overall, "model" if by_model else "local")


def _looked(store: Store, session: StoredSession, score: StoredScore | None) -> Looked:
    turns = store.turns(session.id)
    said = store.reflection(session.id) or Reflection()
    return Looked(
        kept=_kept(session, score, said),
        exchanges=tuple(_exchanges(session, turns, store.findings(session.id, "shown"))),
        intention=said.intention,
        hook=said.hook,
        pressed_by=_move(turns, said.pressed_turn),
        went=said.went,
    )


def _kept(session: StoredSession, score: StoredScore | None, said: Reflection) -> Kept:
    shown = score.score if score else {}
    raised = shown.get("flags")
    guesses: dict[Side, int | None] = {
        "empathy": said.guess_empathy,
        "boundaries": said.guess_boundaries,
    }
    return Kept(
        id=session.id,
        version=score.version if score else "",
        sides={side: points for side in SIDES if (points := _points(shown.get(side)))},
        guesses={side: guess for side, guess in guesses.items() if guess is not None},
        flags=tuple(flag for flag in FLAGS if isinstance(raised, list) and flag in raised),
        looked_at=session.looked_at is not None,
        branch=session.parent_id is not None,
    )


def _points(shown: object) -> Points | None:
    if not isinstance(shown, Mapping):
        return None
    parts = [shown.get(part) for part in ("value", "low", "high")]
    value, low, high = (part if isinstance(part, int) else None for part in parts)
    return None if value is None or low is None or high is None else Points(value, low, high)


def _exchanges(
    session: StoredSession, turns: Sequence[StoredTurn], findings: Sequence[Finding]
) -> Iterator[Exchange]:
    first = (session.parent_turn or 0) if session.parent_id else 0
    for before, after in pairwise(turns):
        if before.cue and after.turn.speaker == "trainee" and after.seq >= first:
            codes = {found.code for found in findings if found.turn == after.seq}
            yield Exchange(before.cue.move, frozenset(pitfall for pitfall in PITFALLS if pitfall in codes))


def _move(turns: Sequence[StoredTurn], seq: int | None) -> str | None:
    turn = turns[seq] if seq is not None and seq < len(turns) else None
    return turn.cue.move if turn and turn.cue else None
