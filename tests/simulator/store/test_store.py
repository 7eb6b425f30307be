"""What is kept comes back as it was, in order, once, and only where it belongs."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoring.finding import Finding
from scoring.transcript import Language
from simulator.errors import StoreError, UsageError
from simulator.store.records import NewSession, Reflection
from simulator.store.store import Store, open_store
from simulator.talk import Said
from tests.simulator.store.conftest import BRIEF, Begin, customer_turn, new_session, trainee_turn

WORDS: dict[Language, str] = {
    "en": "So the box was open – and that's why it stays a no. 👍🏽",
    "sv": "Förpackningen är bruten, så det blir nej. Å, ä, ö.",
    "da": "Pakken er åbnet, så svaret er nej. Æ, ø, å.",
}


@pytest.mark.parametrize("language", WORDS)
def test_a_session_comes_back_as_it_was_kept(store: Store, path: Path, language: Language) -> None:
    """Everything settled at the beginning is there after closing and opening again."""
    new = new_session(language=language)
    store.begin_session(new)
    store.close()
    with open_store(path) as again:
        kept = again.session(new.id)

    assert {name: getattr(kept, name) for name in vars(new)} == vars(new)
    assert (kept.status, kept.ending, kept.brief, kept.turn_count) == ("open", None, BRIEF, 0)


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_turns_come_back_as_they_were_kept(
    store: Store, begin: Begin, language: Language, words: str
) -> None:
    """Words, cue, mood and time of both speakers' turns survive."""
    session = begin(language=language)
    entries = [customer_turn(words, line="The cue's own line."), trainee_turn(words), trainee_turn("")]
    for seq, entry in enumerate(entries):
        store.append_turn(session.id, seq, entry)
    kept = store.turns(session.id)

    assert [(each.turn, each.cue, each.mood, each.id) for each in kept] == [
        (each.turn, each.cue, each.mood, each.id) for each in entries
    ]
    assert [each.seq for each in kept] == [0, 1, 2]
    assert all(abs(datetime.now(UTC) - each.at) < timedelta(minutes=1) for each in kept)


def test_the_same_entry_twice_is_one_turn(store: Store, begin: Begin) -> None:
    """Handing in an entry again, as after a lost answer, changes nothing."""
    session, entry = begin(), trainee_turn("Nej.")
    store.append_turn(session.id, 0, entry)
    store.append_turn(session.id, 0, entry)

    assert [each.turn.text for each in store.turns(session.id)] == ["Nej."]


@pytest.mark.parametrize(("seq", "advice"), [(0, "resume"), (3, "leaves out turn 1")])
def test_a_turn_in_a_wrong_place_is_refused(store: Store, begin: Begin, seq: int, advice: str) -> None:
    """Another turn's place and a gap are refused with the way out, and nothing is changed."""
    session = begin()
    store.append_turn(session.id, 0, trainee_turn("Nej."))
    with pytest.raises(StoreError, match=advice):
        store.append_turn(session.id, seq, trainee_turn("Jo."))

    assert [each.turn.text for each in store.turns(session.id)] == ["Nej."]


def test_two_windows_on_one_session_cannot_both_answer(store: Store, begin: Begin, path: Path) -> None:
    """The second window hears that the place is taken; the first one's words stay."""
    session = begin()
    with open_store(path) as other:
        store.append_turn(session.id, 0, trainee_turn("Från det ena."))
        with pytest.raises(StoreError, match="another window"):
            other.append_turn(session.id, 0, trainee_turn("Från det andra."))

    assert store.turns(session.id)[0].turn.text == "Från det ena."


def test_no_turn_comes_after_the_end(store: Store, begin: Begin) -> None:
    """A session that is over takes no more turns."""
    session = begin()
    store.end_session(session.id, "accepted")
    with pytest.raises(StoreError, match="end"):
        store.append_turn(session.id, 0, trainee_turn("En sak till."))


@pytest.mark.parametrize(("ending", "status"), [("sad_but_calm", "ended"), (None, "stopped")])
def test_a_session_ends_once(store: Store, begin: Begin, ending: str | None, status: str) -> None:
    """The first ending stays, with its time, and the draft goes."""
    session = begin()
    store.save_draft(session.id, "halvskrivet")
    store.end_session(session.id, "sad_but_calm" if ending else None)
    store.end_session(session.id, "walked_away")
    kept = store.session(session.id)

    assert (kept.status, kept.ending, store.draft(session.id)) == (status, ending, "")
    assert kept.ended_at is not None


def test_order_is_by_place_and_never_by_the_clock(path: Path) -> None:
    """A clock that goes back leaves turns and sessions in the order in which they came."""
    hours = iter(range(24, 0, -1))
    with open_store(path, now=lambda: datetime(2026, 3, 29, next(hours) % 24, tzinfo=UTC)) as store:
        ids = [store.begin_session(new_session()).id for _ in range(3)]
        for seq in range(3):
            store.append_turn(ids[0], seq, trainee_turn(str(seq)))

        assert [session.id for session in store.sessions()] == ids
        assert [each.turn.text for each in store.turns(ids[0])] == ["0", "1", "2"]


def test_sessions_are_found_by_trainee_and_by_being_open(store: Store, begin: Begin) -> None:
    """The list holds what was asked for, in the order of beginning."""
    mine, done, other = begin("Åsa"), begin("Åsa"), begin("Søren")
    store.end_session(done.id, "accepted")

    assert [each.id for each in store.sessions("Åsa")] == [mine.id, done.id]
    assert [each.id for each in store.sessions(open_only=True)] == [mine.id, other.id]
    assert store.sessions("nobody") == ()


def test_a_session_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    """A unique beginning is enough; a shared, unknown or empty one says what to do."""
    for last in "12":
        store.begin_session(_with_id("ab" + "0" * 29 + last))
    alone = store.begin_session(_with_id("c" * 32))

    assert store.session("session:C").id == alone.id
    for name, advice in (("ab", "2 sessions"), ("%", "motet list sessions"), ("", "motet list sessions")):
        with pytest.raises(UsageError, match=advice):
            store.session(name)


def test_a_reading_replaces_only_itself(store: Store, begin: Begin) -> None:
    """Findings of one reading come back in order, and the other reading is left alone."""
    session = begin()
    for seq in range(4):
        store.append_turn(session.id, seq, trainee_turn(f"Tur {seq}"))
    first = Finding(1, "ask", "Tur 1", credited=True, cites=0)
    third = Finding(3, "concede", "Tur 3", way="siding")
    store.save_findings(session.id, "shown", [first])
    store.save_findings(session.id, "cue", [first], seq=1)
    store.save_findings(session.id, "cue", [third], seq=3)
    store.save_findings(session.id, "shown", [third])

    assert store.findings(session.id, "cue") == (first, third)
    assert store.findings(session.id, "shown") == (third,)


def test_scores_are_added_and_never_changed(store: Store, begin: Begin) -> None:
    """A later version of the score stands beside the one that the trainee saw."""
    session = begin()
    store.save_score(session.id, "rules-1", {"overall": {"value": 61}, "flags": []})
    store.save_score(session.id, "rules-2", {"overall": None, "reasons": {"overall": "no_brief"}})

    assert [(each.version, each.score["overall"]) for each in store.scores(session.id)] == [
        ("rules-1", {"value": 61}),
        ("rules-2", None),
    ]


def test_reflection_and_draft_are_kept_as_last_written(store: Store, begin: Begin) -> None:
    """Both hold the latest words; an empty draft is none."""
    session = begin()
    assert store.reflection(session.id) is None
    words = Reflection(
        intention="Lyssna först", guess_empathy=70, guess_boundaries=0, pressed_turn=4, went="soft"
    )
    for each in (Reflection(hook="Tempot"), words):
        store.save_reflection(session.id, each)
    for draft in ("Jag hör", "Jag hör att"):
        store.save_draft(session.id, draft)

    assert (store.reflection(session.id), store.draft(session.id)) == (words, "Jag hör att")
    store.save_draft(session.id, "")
    assert store.draft(session.id) == ""


def test_every_text_is_sanitised_on_the_way_in(store: Store, begin: Begin) -> None:
    """Escapes, invisible characters and half surrogates reach no row; letters are in NFC."""
    raw = "\x1b]52;c;aGk=\x07A\u030a\u200b\ud83dnej\x00"
    session = begin(trainee=raw)
    store.append_turn(session.id, 0, customer_turn(raw, line=raw))
    store.save_findings(session.id, "cue", [Finding(0, "ask", raw)])
    store.save_draft(session.id, raw)
    store.save_score(session.id, raw, {raw: [raw]})
    (turn,), (score,) = store.turns(session.id), store.scores(session.id)

    assert turn.cue is not None
    assert {session.trainee, turn.turn.text, turn.cue.line, store.draft(session.id), score.version} == {
        "Ånej"
    }
    assert store.findings(session.id, "cue")[0].quote == "Ånej"
    assert score.score == {"Ånej": ["Ånej"]}


def test_a_session_that_is_not_there_is_named(store: Store) -> None:
    """Whatever is kept for an unknown session is refused with the way out."""
    ghost = "0" * 32
    attempts: tuple[Callable[[], None], ...] = (
        lambda: store.append_turn(ghost, 0, trainee_turn("Hej")),
        lambda: store.end_session(ghost, None),
        lambda: store.save_findings(ghost, "cue", []),
        lambda: store.save_score(ghost, "rules-1", {}),
        lambda: store.save_reflection(ghost, Reflection()),
        lambda: store.save_draft(ghost, "Hej"),
    )
    for keep in attempts:
        with pytest.raises(UsageError, match="motet list sessions"):
            keep()


def test_the_first_look_at_a_session_stands(path: Path) -> None:
    """Looking again changes nothing, and nobody has looked before."""
    moments = iter(datetime(2025, 3, day, tzinfo=UTC) for day in (1, 2, 3))
    with open_store(path, now=lambda: next(moments)) as store:
        session = store.begin_session(new_session())
        store.look_at(session.id)
        store.look_at(session.id)

        assert session.looked_at is None
        assert store.session(session.id).looked_at == datetime(2025, 3, 2, tzinfo=UTC)


def test_threads_share_one_store(store: Store, begin: Begin) -> None:
    """Turns of several sessions kept from several threads at once are all there."""
    ids = [begin().id for _ in range(4)]

    def fill(name: str) -> None:
        for seq in range(20):
            store.append_turn(name, seq, trainee_turn(f"{name} {seq}"))

    threads = [threading.Thread(target=fill, args=[name]) for name in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(store.turns(name)) for name in ids] == [20] * 4


def test_the_log_of_a_session_keeps_a_turn_once(store: Store, begin: Begin) -> None:
    """A running session may try a turn again; other words in its place are refused."""
    session = begin()
    log = store.log(session.id)
    log.append(0, Said.trainee("Hej"))
    log.append(0, Said.trainee("Hej"))
    log.keep_findings(0, [Finding(0, "ask", "Hej")])
    with pytest.raises(StoreError):
        log.append(0, Said.trainee("Hej då"))
    log.end("unresolved")

    assert [each.turn.text for each in store.turns(session.id)] == ["Hej"]
    assert store.session(session.id).ending == "unresolved"


def _with_id(name: str) -> NewSession:
    settled = vars(new_session()) | {"id": name}
    return NewSession(**settled)
