"""Making a debrief's account from what the store has kept."""

from collections.abc import Iterator

from scoring.assessment import Assessment
from scoring.shown import score_object
from scoring.transcript import Language
from simulator.content.library import Library
from simulator.debrief import debrief_of
from simulator.director import Stage
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
    kept = store.session(session_id)
    debrief = debrief_of(kept_talk(library, store, kept), kept.id)
    _keep_score(store, kept.id, debrief.assessment)
    said = store.reflection(kept.id) or Reflection()
    guessed = said.guess_empathy is not None and said.guess_boundaries is not None
    return Account(
        debrief=debrief,
        guess=Guess(said.guess_empathy or 0, said.guess_boundaries or 0) if guessed else None,
        reflection=said,
        earlier=tuple(_earlier(store, kept)),
        branches=tuple(_branches(store, kept, words(language))),
        exam=kept.mode == "exam",
    )


def kept_talk(library: Library, store: Store, kept: StoredSession) -> Talk:
    """Return the talk as it was kept: nothing is worked out anew, so a later version never rewrites it."""
    persona, scenario = library.persona(kept.persona), library.scenario(kept.scenario)
    stage = Stage(persona, scenario, kept.language, kept.seed, kept.intensity, kept.abuse)
    talk = Talk(stage, library.stand_in(persona))
    felt = store.findings(kept.id, "cue")
    for turn in store.turns(kept.id):
        mine = tuple(finding for finding in felt if finding.turn == turn.seq)
        talk.said.append(Said(turn.turn, turn.mood, turn.cue, mine))
        talk.cue = turn.cue or talk.cue
    return talk


def _keep_score(store: Store, session_id: str, assessment: Assessment) -> None:
    if all(kept.version != assessment.version for kept in store.scores(session_id)) and not store.read_only:
        store.save_findings(session_id, "shown", assessment.scorecard.findings)
        store.save_score(session_id, assessment.version, score_object(assessment))


def _earlier(store: Store, kept: StoredSession) -> Iterator[tuple[float, float]]:
    mine = [each for each in store.sessions(kept.trainee) if each.status != "open"]
    before = mine[: next((n for n, each in enumerate(mine) if each.id == kept.id), len(mine))]
    for session in before[-_EARLIER:]:
        spot = spot_of(store, session.id)
        if spot:
            yield spot


def _branches(store: Store, kept: StoredSession, t: Words) -> Iterator[Branch]:
    root = kept.parent_id or kept.id
    for each in store.sessions(kept.trainee):
        if each.id != kept.id and root in (each.id, each.parent_id) and each.status != "open":
            spot = spot_of(store, each.id)
            start = t("from turn {turn}").format(turn=(each.parent_turn or 0) // 2 + 1)
            label = start if each.parent_id else t("first try")
            points = t("empathy {warm}, boundaries {clear}")
            score = points.format(warm=round(spot[0]), clear=round(spot[1])) if spot else t("not scored")
            yield Branch(f"{label}: {score}", spot)


def spot_of(store: Store, session_id: str) -> tuple[float, float] | None:
    """Return empathy and boundaries, 0–100, of a session's last score. None: a side is not scored."""
    scores = store.scores(session_id)
    sides = [scores[-1].score.get(side) for side in ("empathy", "boundaries")] if scores else []
    values = [float(side["value"]) for side in sides if isinstance(side, dict)]
    return (values[0], values[1]) if len(values) == len(sides) == 2 else None
