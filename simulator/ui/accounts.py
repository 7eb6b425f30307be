"""Making a debrief's account from what the store has kept."""

from collections.abc import Iterator, Mapping

from scoring.assessment import Assessment, assess, comparable_part, measure_version
from scoring.house import House
from scoring.shown import ScoreObject, score_object
from scoring.text import safe_text
from scoring.transcript import Language
from simulator.content.house import own_house
from simulator.content.library import Library
from simulator.debrief import MoodPoint, debrief_by
from simulator.errors import ContentError
from simulator.notices import small_print_lines
from simulator.readings import keep_score, readings_of
from simulator.stage import Stage
from simulator.store.records import Reflection, StoredSession
from simulator.store.store import Store
from simulator.talk import Said, Talk
from simulator.ui.account import Account, Branch, Guess
from simulator.words import Words, words

_EARLIER = 5
"""How many earlier sessions the plane shows."""


def account_of(library: Library, store: Store, session_id: str, language: Language) -> Account:
    """Return the account of a session for an interface language; keep its score where this version has none.

    Raises:
        UsageError: There is no such session, or its content is gone.
    """
    kept, t = store.session(session_id), words(language)
    house, trouble = _house()
    talk = kept_talk(library, store, kept)
    local = assess(talk.transcript(kept.id), house=house)
    _keep_score(store, kept.id, local)
    asked = store.second_readings(kept.id)
    readings = readings_of(store.scores(kept.id), asked)
    tries, mixed = _tries(library, store, kept, t)
    said = store.reflection(kept.id) or Reflection()
    guessed = said.guess_empathy is not None and said.guess_boundaries is not None
    return Account(
        debrief=debrief_by(talk, local, readings.account(local, house)),
        guess=Guess(said.guess_empathy or 0, said.guess_boundaries or 0) if guessed else None,
        reflection=said,
        readings=readings,
        here=tries.pop(kept.id),
        branches=tuple(tries.values()),
        mixed=mixed,
        earlier=tuple(_earlier(store, kept)),
        exam=kept.mode == "exam",
        small_print=small_print_lines([item.wording for item in talk.said if item.wording], asked, t),
        trouble=trouble,
    )


def kept_talk(library: Library, store: Store, kept: StoredSession) -> Talk:
    """Return the talk as it was kept: nothing is worked out anew, so a later version never rewrites it."""
    persona, scenario = library.persona(kept.persona), library.scenario(kept.scenario)
    stage = Stage(persona, scenario, kept.language, kept.seed, kept.intensity, kept.abuse)
    talk = Talk(stage, library.stand_in(persona))
    felt = store.findings(kept.id, "cue")
    for turn in store.turns(kept.id):
        mine = tuple(finding for finding in felt if finding.turn == turn.seq)
        talk.said.append(Said(turn.turn, turn.mood, turn.cue, mine, turn.wording))
        talk.cue = turn.cue or talk.cue
    return talk


def _house() -> tuple[House | None, str]:
    """Return the house style in force, or why it cannot be used: no session without a debrief."""
    try:
        return own_house(), ""
    except ContentError as error:
        return None, safe_text(str(error))


def _keep_score(store: Store, session_id: str, assessment: Assessment) -> None:
    if all(kept.version != assessment.version for kept in store.scores(session_id)) and not store.read_only:
        keep_score(store, session_id, assessment)


def _earlier(store: Store, kept: StoredSession) -> Iterator[tuple[float, float]]:
    mine = [each for each in store.sessions(kept.trainee) if each.status != "open"]
    before = mine[: next((n for n, each in enumerate(mine) if each.id == kept.id), len(mine))]
    for session in before[-_EARLIER:]:
        score = readings_of(store.scores(session.id)).standing
        if score and score.empathy and score.boundaries:
            yield score.empathy.value, score.boundaries.value


def _tries(library: Library, store: Store, kept: StoredSession, t: Words) -> tuple[dict[str, Branch], bool]:
    """Return the tries of a talk by session, oldest first, with scores that can be compared.

    And whether some of these are not the scores that stand: tries that different readers' scores stand for
    are compared by the local reader's.
    """
    sessions = {each.id: each for each in store.sessions(kept.trainee)}
    root = _root(kept, sessions)
    tried = [
        each
        for each in sessions.values()
        if each.id == kept.id or (each.status != "open" and _root(each, sessions) == root)
    ]
    by_model = {each.id: _by_model(store, each) for each in tried}
    mixed = len({score and score.version for score in by_model.values()}) > 1
    scores = {
        each.id: (None if mixed else by_model[each.id]) or _scored(library, store, each) for each in tried
    }
    return {each.id: _try(store, each, scores[each.id], t) for each in tried}, mixed


def _by_model(store: Store, session: StoredSession) -> ScoreObject | None:
    """Return a model's score of a session where that stands. None: the local reader's does."""
    readings = readings_of(store.scores(session.id))
    return readings.model if readings.by == "model" else None


def _try(store: Store, session: StoredSession, score: ScoreObject, t: Words) -> Branch:
    turns = store.turns(session.id)
    moods = tuple(MoodPoint(turn.seq, turn.mood) for turn in turns if turn.mood)
    return Branch(_try_name(session, t), tuple(turn.turn for turn in turns), moods, score)


def _root(session: StoredSession, sessions: Mapping[str, StoredSession]) -> str:
    """Return the id of the first try; where that is gone, of the earliest that is known."""
    while session.parent_id:
        parent = sessions.get(session.parent_id)
        if parent is None:
            return session.parent_id
        session = parent
    return session.id


def _try_name(session: StoredSession, t: Words) -> str:
    began = f"{session.started_at:%Y-%m-%d %H:%M}"
    if session.parent_turn is None:
        return f"{t('first try')}, {began}"
    return f"{t('from turn {turn}').format(turn=session.parent_turn // 2 + 1)}, {began}"


def _scored(library: Library, store: Store, kept: StoredSession) -> ScoreObject:
    """Return a try's score by the present measure, made and kept where there is none yet."""
    score = readings_of(store.scores(kept.id)).local
    if score and comparable_part(score.version) == comparable_part(measure_version()):
        return score
    assessment = assess(kept_talk(library, store, kept).transcript(kept.id))
    _keep_score(store, kept.id, assessment)
    return ScoreObject.model_validate(score_object(assessment))
