"""The journal: kept sessions as values, in three languages, without rewriting any."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.assessment import assess, measure_version
from scoring.finding import Finding
from scoring.shown import score_object
from scoring.transcript import LANGUAGES, Language, Transcript
from simulator.cue import Cue
from simulator.journal import Only, journal_of, score_again
from simulator.store.records import Entry, Reflection, StoredSession
from simulator.store.store import Store, open_store
from tests.simulator.store.conftest import BRIEF, customer_turn, new_session, trainee_turn

LINES: dict[Language, tuple[str, ...]] = {
    "en": ("You never listen!", "Calm down.", "And the money?", "No refund."),
    "sv": ("Ni lyssnar aldrig!", "Lugna ner dig.", "Och pengarna?", "Ingen återbetalning."),
    "da": ("I lytter aldrig!", "Fald nu ned.", "Og pengene?", "Ingen penge tilbage."),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an open store."""
    with open_store(tmp_path / "motet.db") as opened:
        yield opened


def finished(store: Store, language: Language = "sv", parent: StoredSession | None = None) -> StoredSession:
    """Return a finished session of four turns in a language."""
    settled = vars(new_session(language=language)) | {"id": new_session().id}
    if parent:
        settled |= {"parent_id": parent.id, "parent_turn": 3}
    session = store.begin_session(type(new_session())(**settled))
    for seq, line in enumerate(LINES[language]):
        store.append_turn(session.id, seq, trainee_turn(line) if seq % 2 else customer_turn(line))
    store.end_session(session.id, "unresolved")
    return session


def scored(
    store: Store, session: StoredSession, version: str, value: int = 61, flags: tuple[str, ...] = ()
) -> None:
    """Keep a score of a session."""
    empathy = {"value": value, "low": 45, "high": 75, "hits": 3, "opportunities": 5}
    store.save_score(session.id, version, {"empathy": empathy, "boundaries": None, "flags": list(flags)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_becomes_its_exchanges_and_own_words(store: Store, language: Language) -> None:
    """Each customer move with what the answer to it fell into, and what the trainee said of it."""
    session = finished(store, language)
    quotes = LINES[language]
    store.save_findings(session.id, "shown", [Finding(1, "hard", quotes[1]), Finding(3, "state", quotes[3])])
    store.save_reflection(session.id, Reflection(hook="Å", pressed_turn=0, went="hard", guess_empathy=70))
    (page,) = journal_of(store, "Åsa")

    assert [(each.move, set(each.pitfalls)) for each in page.looked.exchanges] == [
        ("push", {"hard"}),
        ("push", set()),
    ]
    assert (page.looked.hook, page.looked.pressed_by, page.looked.went) == ("Å", "push", "hard")
    assert page.looked.kept.guesses == {"empathy": 70}


def test_what_a_branch_shares_is_counted_once(store: Store) -> None:
    """Its own turns count in the mirror; as a session it is no further evidence."""
    first = finished(store)
    finished(store, parent=first)
    pages = journal_of(store, "Åsa")

    assert [page.looked.kept.branch for page in pages] == [False, True]
    assert [len(page.looked.exchanges) for page in pages] == [2, 1]


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [
        (["old", "{now}"], "{now}"),
        (["{now}", "old"], "{now}"),
        (["{now}+house-12345678", "old"], "{now}+house-12345678"),
        (["older", "old"], "old"),
        ([], ""),
    ],
)
def test_the_score_of_the_present_measure_stands_before_others(
    store: Store, versions: list[str], chosen: str
) -> None:
    """Else the last one, with the version that made it."""
    session = finished(store)
    for version in versions:
        scored(store, session, version.format(now=measure_version()))
    (page,) = journal_of(store, "Åsa")

    assert page.looked.kept.version == chosen.format(now=measure_version())
    assert list(page.looked.kept.sides) == (["empathy"] if versions else [])


def test_open_sessions_and_those_of_others_are_not_in_it(store: Store) -> None:
    """A talk under way has no account yet."""
    mine = finished(store)
    store.begin_session(new_session())
    store.begin_session(new_session("Søren"))

    assert [page.session.id for page in journal_of(store, "Åsa")] == [mine.id]


@pytest.mark.parametrize(
    ("only", "count"),
    [
        (Only(), 3), (Only(language="da"), 1), (Only(persona="prosecutor"), 3), (Only(persona="pleader"), 0),
        (Only(scenario="retail_hygiene_return", language="en"), 1), (Only(scenario="nothing"), 0),
    ],
)  # fmt: skip
def test_only_what_is_asked_for_is_read(store: Store, only: Only, count: int) -> None:
    """By customer, news and language, and all together."""
    for language in LANGUAGES:
        finished(store, language)

    assert len(journal_of(store, "Åsa", only)) == count


def test_a_flag_and_the_look_at_it_come_along(store: Store) -> None:
    """Until then the session waits; unknown flags of another version are left out."""
    session = finished(store)
    scored(store, session, "v", flags=("addresses_grader", "of_a_later_version"))
    before = journal_of(store, "Åsa")[0].looked.kept
    store.look_at(session.id)
    after = journal_of(store, "Åsa")[0].looked.kept

    assert (before.flags, before.waits, after.waits) == (("addresses_grader",), True, False)


@pytest.mark.parametrize(
    "broken",
    [{}, {"empathy": 5}, {"empathy": {"value": "high"}}, {"flags": 7}, {"flags": "addresses_grader"}],
)
def test_a_score_in_another_form_is_no_score(store: Store, broken: dict[str, object]) -> None:
    """An earlier or later version may have written it otherwise."""
    session = finished(store)
    store.save_score(session.id, "v", broken)
    kept = journal_of(store, "Åsa")[0].looked.kept

    assert (kept.sides, kept.flags) == ({}, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_scoring_again_adds_a_version_and_keeps_the_old(store: Store, language: Language) -> None:
    """Once; the new score is that of the kept words."""
    session = finished(store, language)
    scored(store, session, "old")
    counts = [score_again(store, "Åsa"), score_again(store, "Åsa")]
    turns = tuple(turn.turn for turn in store.turns(session.id))
    fresh = assess(Transcript(id=session.id, language=language, brief=BRIEF, turns=turns))

    assert counts == [1, 0]
    assert [score.version for score in store.scores(session.id)] == ["old", measure_version()]
    assert store.scores(session.id)[-1].score == score_object(fresh)


def test_a_word_about_a_turn_that_is_not_the_customer_s_names_no_move(store: Store) -> None:
    """Nor one about a turn that does not exist."""
    session = finished(store)
    named = []
    for turn in (1, 99):
        store.save_reflection(session.id, Reflection(pressed_turn=turn))
        named.append(journal_of(store, "Åsa")[0].looked.pressed_by)

    assert named == [None, None]


def test_where_the_trainee_began_the_first_exchange_is_the_customer_s(store: Store) -> None:
    """A greeting answers no move."""
    session = store.begin_session(new_session())
    entries: list[Entry] = [trainee_turn("Hej."), customer_turn("Nå?"), trainee_turn("Nej.")]
    for seq, entry in enumerate(entries):
        store.append_turn(session.id, seq, entry)
    store.end_session(session.id, None)
    cue = entries[1].cue
    (exchange,) = journal_of(store, "Åsa")[0].looked.exchanges

    assert isinstance(cue, Cue)
    assert exchange.move == cue.move
