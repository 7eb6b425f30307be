"""Which of a session's scores stands: one rule for debrief, progress, path, home and export."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.assessment import Assessment, assess, measure_version
from scoring.errors import FailedReason
from scoring.finding import Finding
from scoring.judge import judge_version
from scoring.scorecard import score
from scoring.shown import score_object
from scoring.transcript import LANGUAGES, Language, Transcript
from simulator.journal import journal_of, measure_of, score_again
from simulator.readings import keep_score, readings_of, standing_score
from simulator.store.export import as_transcript, kept_session
from simulator.store.records import SecondReading, StoredSession
from simulator.store.store import Store, open_store
from simulator.wording import Usage, Wording
from tests.simulator.store.conftest import customer_turn, new_session, trainee_turn

WORDS: dict[Language, tuple[str, str]] = {
    "en": ("You never listen!", "Calm down."),
    "sv": ("Ni lyssnar aldrig!", "Lugna ner dig."),
    "da": ("I lytter aldrig!", "Fald nu ned."),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an open store."""
    with open_store(tmp_path / "motet.db") as opened:
        yield opened


def finished(store: Store, language: Language = "sv") -> StoredSession:
    """Return a finished session of one exchange."""
    session = store.begin_session(new_session(language=language))
    customer, trainee = WORDS[language]
    spoken = replace(customer_turn(customer), wording=Wording("m", "model", usage=Usage(1_000, 0, 20)))
    store.append_turn(session.id, 0, spoken)
    store.append_turn(session.id, 1, trainee_turn(trainee))
    store.end_session(session.id, None)
    return session


def local_account(store: Store, session: StoredSession) -> Assessment:
    """Return what the local reader makes of it."""
    turns = tuple(turn.turn for turn in store.turns(session.id))
    talk = Transcript(id=session.id, language=session.language, brief=session.brief, turns=turns)
    return assess(talk)


def model_account(local: Assessment, model: str = "a-model") -> Assessment:
    """Return what a model might have found: something else in the trainee's turn."""
    found = [Finding(1, "vague", local.transcript.turns[1].text)]
    card = score(local.transcript, found)
    return replace(local, scorecard=card, reader="model", version=judge_version(model))


def stands(store: Store, session: StoredSession) -> object:
    """Return the version of the score that stands."""
    found = standing_score(store.scores(session.id))
    return found and found.version


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [False, True])
def test_the_local_score_stands_unless_the_person_chose_the_model_s(
    store: Store, language: Language, chosen: bool
) -> None:
    """Whichever came last; readings, journal, mirror and export say the same."""
    session = finished(store, language)
    local = local_account(store, session)
    keep_score(store, session.id, model_account(local), chosen)
    keep_score(store, session.id, local)
    right = model_account(local) if chosen else local
    readings = readings_of(store.scores(session.id))
    (page,) = journal_of(store, "Åsa")
    export = as_transcript(kept_session(store, session.id))

    assert stands(store, session) == page.looked.kept.version == right.version
    assert readings.standing
    assert readings.standing.reader == page.reader == right.reader
    assert export["score"] == score_object(right)
    assert store.findings(session.id, "shown") == right.scorecard.findings
    assert page.looked.exchanges[0].pitfalls == {each.code for each in right.scorecard.findings}


def test_scoring_again_leaves_the_model_s_score_standing(store: Store) -> None:
    """The local reader's new score stands beside it."""
    session = finished(store)
    local = local_account(store, session)
    keep_score(store, session.id, replace(local, version="codebook-0"))
    keep_score(store, session.id, model_account(local), chosen=True)

    assert score_again(store, "Åsa") == 1
    assert stands(store, session) == judge_version("a-model")
    assert readings_of(store.scores(session.id)).local == readings_of(store.scores(session.id)).beside
    assert [each.code for each in store.findings(session.id, "shown")] == ["vague"]


def test_a_model_s_score_in_another_form_does_not_stand(store: Store) -> None:
    """Nobody could be shown what it says."""
    session = finished(store)
    keep_score(store, session.id, local_account(store, session))
    store.save_score(session.id, "of-a-later-version", {"reader": "model", "mood": 7}, chosen=True)
    readings = readings_of(store.scores(session.id))

    assert (readings.by, readings.model) == ("local", None)
    assert stands(store, session) == measure_version()


@pytest.mark.parametrize("reason", ["tampered", "no_reply", "malformed", "undecided"])
def test_a_reading_that_failed_leaves_the_local_score_standing(store: Store, reason: FailedReason) -> None:
    """And the reason is known, until a later try succeeds."""
    session = finished(store)
    local = local_account(store, session)
    keep_score(store, session.id, local)
    store.save_second_reading(session.id, SecondReading(model="m", failed=reason))
    failed = readings_of(store.scores(session.id), store.second_readings(session.id))
    keep_score(store, session.id, model_account(local), chosen=True)
    store.save_second_reading(session.id, SecondReading(model="m"))
    read = readings_of(store.scores(session.id), store.second_readings(session.id))

    assert (failed.by, failed.failed) == ("local", reason)
    assert (read.by, read.failed) == ("model", None)


def test_the_account_that_stands_is_the_one_that_was_shown(store: Store) -> None:
    """Made from the kept score, and equal to it again."""
    session = finished(store)
    local = local_account(store, session)
    keep_score(store, session.id, model_account(local), chosen=True)
    readings = readings_of(store.scores(session.id))

    assert score_object(readings.account(local)) == score_object(model_account(local))


@pytest.mark.parametrize(
    ("by_model", "read_by", "expected"),
    [
        (False, ("a", "a"), "{local}"),
        (True, ("a", "b"), "b"),
        (True, ("a", ""), "a"),
        (True, ("", ""), "{local}"),
    ],
)
def test_sessions_are_compared_by_the_reader_that_the_person_chose(
    store: Store, by_model: bool, read_by: tuple[str, str], expected: str
) -> None:
    """By the last model whose score stands, also after a reading that failed; else by the local measure."""
    for model in read_by:
        session = finished(store)
        local = local_account(store, session)
        keep_score(store, session.id, local)
        if model:
            keep_score(store, session.id, model_account(local, model), chosen=True)
    version = measure_of(journal_of(store, "Åsa"), by_model)

    assert version == (measure_version() if expected == "{local}" else judge_version(expected))


def test_tokens_of_the_reading_are_in_the_export_and_in_the_session_s_sum(store: Store) -> None:
    """Those of a reading that failed too."""
    session = finished(store)
    for failed in ("malformed", None):
        read = SecondReading(
            model="m", failed=failed, requests=1, usage=Usage(5_000, 100, 10, estimated=True), cost=0.02
        )
        store.save_second_reading(session.id, read)
    export = as_transcript(kept_session(store, session.id))

    assert export["usage"] == {"prompt": 11_000, "cached": 200, "completion": 40, "estimated": True}
    readings = export["second_readings"]
    assert isinstance(readings, list)
    assert [(each["failed"], each["usage"]["prompt"], each["cost"]) for each in readings] == [
        ("malformed", 5_000, 0.02),
        (None, 5_000, 0.02),
    ]
