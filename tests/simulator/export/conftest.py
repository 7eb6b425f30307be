"""A real played talk in a store on disk, to be written out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scoring.assessment import Assessment, assess
from scoring.shown import score_object
from scoring.transcript import Language
from simulator.cast import lines_of
from simulator.content.library import Library
from simulator.content.wordings import role_lines
from simulator.playing import play_lines, play_role
from simulator.stage import Stage
from simulator.store.export import KeptSession, kept_session
from simulator.store.records import Entry, NewSession, Reflection
from simulator.store.store import Store, open_store
from simulator.talk import Talk

Played = Callable[..., KeptSession]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an open store."""
    with open_store(tmp_path / "motet.db") as opened:
        yield opened


@pytest.fixture
def played(store: Store, library: Library) -> Played:
    """Return a function that plays, scores and keeps a talk with the Prosecutor: good, but for one slip.

    With `last` the talk stops after those words.
    """

    def play(language: Language = "en", last: str = "", said: Reflection | None = None) -> KeptSession:
        persona, scenario = library.persona("prosecutor"), library.scenario("retail_hygiene_return")
        stage = Stage(persona, scenario, language, 7, 3, True)
        lines = lines_of(stage.matter, role_lines(language))
        talk = play_role(stage, library.stand_in(persona), "blunder", lines).talk
        if last:
            own = [item.turn.text for item in talk.said if item.cue is None]
            talk = play_lines(stage, library.stand_in(persona), [*own[:5], last]).talk
        name = _keep(store, talk)
        store.save_reflection(name, said or Reflection(guess_empathy=60, guess_boundaries=40, went="soft"))
        return kept_session(store, name)

    return play


def _keep(store: Store, talk: Talk) -> str:
    stage = talk.stage
    session = store.begin_session(
        NewSession(
            trainee="Åsa",
            persona=stage.persona.id,
            scenario=stage.scenario.id,
            language=stage.language,
            intensity=stage.intensity,
            brief=stage.matter.brief(stage.scenario.fault_established),
        )
    )
    for seq, item in enumerate(talk.said):
        store.append_turn(session.id, seq, Entry(turn=item.turn, cue=item.cue, mood=item.mood))
    store.end_session(session.id, None)
    score_kept(store, session.id, assess(talk.transcript(session.id)))
    return session.id


def score_kept(store: Store, name: str, assessment: Assessment) -> None:
    """Keep an assessment as the app does."""
    store.save_findings(name, "shown", assessment.scorecard.findings)
    store.save_score(name, assessment.version, score_object(assessment))
