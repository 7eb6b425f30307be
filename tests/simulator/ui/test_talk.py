"""The talk's screen: what its keys do, and that no word written is ever lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from sqlite3 import connect

import pytest
from textual import events
from textual.widgets import Static

from scoring.transcript import LANGUAGES, Language
from simulator.cue import Cue
from simulator.endpoints import EndpointSettings
from simulator.errors import EndpointError
from simulator.session import LONGEST_TURN, AuthoredVoice, Session
from simulator.store.store import Store
from simulator.talk import Talk
from simulator.ui.house import House
from simulator.ui.screens.brief import BriefAside
from simulator.ui.screens.choose import Choose
from simulator.ui.screens.home import Home
from simulator.ui.screens.pause import Pause
from simulator.ui.screens.talk import TalkRoom
from simulator.ui.talking import heading_of
from simulator.ui.widgets.chat import Aside, Chat
from simulator.voices.model import ModelVoice
from simulator.words import words
from tests.simulator.conftest import StageFor
from tests.simulator.ui.conftest import walking
from tests.simulator.voices.loopback import Answer, Loopback, event, head, spoken

FURIOUS = "Your shop would not even look at my headphones, and I am furious!"


async def test_enter_sends_and_ctrl_j_begins_a_line(house: House) -> None:
    """A turn may have several lines; it is sent whole and the composer is empty then."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press(*"One", "ctrl+j", *"two", "enter")
        await walk.until(lambda: len(session.talk.said) == 3)
        await walk.until(lambda: walk.composer.text == "")

    assert session.talk.said[1].turn.text == "One\ntwo"


async def test_a_burst_of_keys_counts_in_the_order_it_was_typed(house: House) -> None:
    """Letters, a correction, a new line and enter in one go; what follows enter waits for the next turn."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        for key in (*"hellp", "backspace", *"o", "ctrl+j", *"there", "enter", *"more"):
            walk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await walk.until(lambda: len(session.talk.said) == 3 and walk.composer.text == "more")

    assert session.talk.said[1].turn.text == "hello\nthere"


async def test_staying_silent_leaves_what_is_written(house: House) -> None:
    """A sentence begun is there for the next turn."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press(*"half", "f8")
        await walk.until(lambda: len(session.talk.said) == 3)
        text = walk.composer.text

    assert text == "half"


async def test_a_paste_of_many_lines_stays_whole_and_is_sanitised(house: House) -> None:
    """Line breaks stay, terminal commands do not."""
    async with walking(house) as walk:
        await walk.into_talk()
        walk.composer.post_message(events.Paste("first\r\nsecond \x1b]52;c;aGk=\x07line\n"))
        await walk.until(lambda: "second" in walk.composer.text)
        text = walk.composer.text

    assert text == "first\nsecond line\n"


async def test_too_long_a_turn_is_refused_and_stays(house: House) -> None:
    """More than 4,000 characters are not sent, and not lost."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        walk.composer.text = "a" * (LONGEST_TURN + 1)
        await walk.press("enter")
        await walk.pilot.pause()
        kept = len(walk.composer.text)

    assert kept == LONGEST_TURN + 1
    assert len(session.talk.said) == 1


async def test_esc_never_clears_what_is_written(house: House) -> None:
    """The most hated key does no harm."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.press(*"half", "escape", "escape")
        text = walk.composer.text

    assert text == "half"


async def test_a_draft_is_on_disk_within_a_second(house: House, store: Store) -> None:
    """What stands in the composer is kept while the talk goes on."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.press(*"I hear")
        session_id = store.sessions("Kim")[0].id
        await asyncio.wait_for(walk.until(lambda: store.draft(session_id) == "I hear"), 2)

    assert store.draft(session_id) == "I hear"


async def test_a_left_talk_resumes_at_the_turn_with_its_draft(house: House, store: Store) -> None:
    """Leaving loses nothing: turns and draft stand there again."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.say("Tell me what happened at the counter.")
        await walk.press(*"And th")
    async with walking(house) as walk:
        await walk.home()
        await walk.press("r")
        session = await walk.in_talk()
        text = walk.composer.text

    assert len(store.sessions("Kim")) == 1
    assert len(session.talk.said) == 3
    assert text == "And th"


async def test_the_turn_is_on_disk_before_it_is_shown(house: House, store: Store) -> None:
    """When the chat shows the trainee's words, the store has them."""
    async with walking(house) as walk:
        await walk.into_talk()
        session_id = store.sessions("Kim")[0].id
        chat = walk.app.screen.query_one(Chat)
        walk.composer.text = "I hear you."
        await walk.press("enter")
        await walk.until(lambda: chat.query(".trainee"))
        kept = [turn.turn.text for turn in store.turns(session_id)]

    assert "I hear you." in kept


async def test_words_appear_one_by_one_and_esc_shows_them_all(house: House) -> None:
    """The typing effect can be cut short, and enter does not send while it runs."""
    async with walking(house, speed="slow") as walk:
        await walk.home()
        await walk.press("enter", "enter")
        room = await walk.to(TalkRoom)
        chat = room.query_one(Chat)
        await walk.until(lambda: chat.speaking)
        early = chat.speaking
        await walk.until(lambda: not room.busy)
        await walk.press("escape")
        await walk.until(lambda: not chat.speaking)

    assert early


async def test_leaving_while_the_customer_answers_is_no_crash(house: House) -> None:
    """What the session still says when the app is already closing finds nobody."""
    async with walking(house) as walk:
        await walk.into_talk()
        chat = walk.app.screen.query_one(Chat)
        walk.app.exit(0)
        await chat.note("The customer goes on.")

    assert walk.app.return_code == 0


async def test_silence_is_a_turn(house: House) -> None:
    """Enter on an empty composer explains; f8 stays silent, and the customer reacts."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press("enter")
        await walk.pilot.pause()
        before = len(session.talk.said)
        await walk.press("f8")
        await walk.until(lambda: len(session.talk.said) == 3)

    assert before == 1
    assert session.talk.said[1].turn.text == ""


async def test_brief_hint_and_pause_are_one_key_away(house: House) -> None:
    """Each opens over the talk or in it, and leaves no turn behind."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        await walk.press("f2")
        await walk.to(BriefAside)
        await walk.press("f2")
        room = await walk.to(TalkRoom)
        await walk.press("f3")
        await walk.until(lambda: room.query(Aside))
        await walk.press("f5")
        await walk.to(Pause)
        await walk.press("enter")
        await walk.to(TalkRoom)

    assert len(session.talk.said) == 1


@pytest.mark.parametrize(("downs", "went"), [(0, "soft"), (1, "hard"), (2, "vague")])
async def test_a_pull_begins_the_reflection(house: House, store: Store, downs: int, went: str) -> None:
    """The key keeps which line pressed, and where it pulls."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.press("f4")
        await walk.to(Choose)
        await walk.press(*["down"] * downs, "enter")
        session_id = store.sessions("Kim")[0].id
        await walk.until(lambda: store.reflection(session_id).went)  # type: ignore[union-attr] # set at the start

    reflection = store.reflection(session_id)
    assert reflection is not None
    assert (reflection.pressed_turn, reflection.went) == (0, went)


async def test_going_back_forks_the_talk_at_the_turn(house: House, store: Store) -> None:
    """The first try stays as it was; the branch has all turns before, and the old words as a draft."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.say("First words.")
        await walk.say("Second words.")
        await walk.press("f6", "down", "enter")
        await walk.until(lambda: len(store.sessions("Kim")) == 2)
        session = await walk.in_talk()
        await walk.until(lambda: walk.composer.text == "Second words.")

    first, branch = store.sessions("Kim")
    assert (first.turn_count, branch.turn_count) == (5, 3)
    assert len(session.talk.said) == 3


async def test_an_exam_has_no_hint_and_no_way_back(house: House) -> None:
    """Neither key is offered."""
    async with walking(house, mode="exam") as walk:
        await walk.into_talk()
        ids = {active.binding.id for active in walk.app.screen.active_bindings.values()}

    assert not ids & {"talk.hint", "talk.rewind"}
    assert {"talk.brief", "talk.pause"} <= ids


async def test_ending_asks_first(house: House, store: Store) -> None:
    """The first answer stays, the second leaves the talk open for later."""
    async with walking(house) as walk:
        await walk.into_talk()
        await walk.press("f9", "enter")
        await walk.to(TalkRoom)
        await walk.press("f9", "down", "enter")
        await walk.to(Home)

    assert store.sessions("Kim")[0].status == "open"


class Faltering(AuthoredVoice):
    """A voice that fails once."""

    name = "a model"

    def __init__(self) -> None:
        self.failed = False

    async def word(self, cue: Cue, talk: Talk) -> AsyncIterator[str]:
        """Say the cue's line, but for the second turn."""
        if len(talk.said) > 1 and not self.failed:
            self.failed = True
            raise EndpointError("the server is away; try again")
        yield cue.line


@pytest.mark.parametrize("downs", [0, 1])
async def test_an_answer_that_a_voice_failed_to_give_can_be_had_again(
    house: House, store: Store, downs: int
) -> None:
    """From the voice once more, or from the authored lines; the trainee's turn is kept either way."""
    async with walking(replace(house, voice=Faltering)) as walk:
        session = await walk.into_talk()
        walk.composer.text = "Tell me."
        await walk.press("enter")
        await walk.to(Choose)
        await walk.press(*["down"] * downs, "enter")
        await walk.until(lambda: store.sessions("Kim")[0].turn_count == 3)

    assert [item.turn.speaker for item in session.talk.said] == ["customer", "trainee", "customer"]


async def test_esc_stops_a_model_that_goes_on_and_on(house: House, store: Store) -> None:
    """What it had said stays, the turn is kept, and it is the trainee's turn again."""
    endless = Answer([head(), event(f"{FURIOUS} "), b": wait\n\n"], pause=0.02, endless=True)
    with Loopback(lambda asked: endless) as server:
        endpoint = EndpointSettings(base_url=server.base_url, model="scripted")
        voice = partial(ModelVoice, endpoint, Path(house.data_folder))
        async with walking(replace(house, voice=voice)) as walk:
            await walk.home()
            await walk.press("enter", "enter")
            room = await walk.to(TalkRoom)
            await walk.until(lambda: FURIOUS in _shown(room, ".live"))
            await walk.press("escape")
            session = await walk.in_talk()

    kept = store.turns(store.sessions("Kim")[0].id)[0]
    assert kept.turn.text == session.talk.said[0].turn.text
    assert kept.turn.text.startswith(FURIOUS)
    assert kept.wording
    assert kept.wording.stopped


async def test_the_header_says_who_speaks_and_the_small_print_what_it_took(house: House) -> None:
    """The model by its name, the authored lines where they stand in; guard and tokens at the end."""
    answers = iter([spoken(FURIOUS), *[spoken("How can I help you today?")] * 40])
    with Loopback(lambda asked: next(answers)) as server:
        endpoint = EndpointSettings(base_url=server.base_url, model="scripted")
        voice = partial(ModelVoice, endpoint, Path(house.data_folder))
        async with walking(replace(house, voice=voice)) as walk:
            session = await walk.into_talk()
            room = await walk.to(TalkRoom)
            first = _shown(room, "#heading")
            await walk.play("wall")
            last, small_print = _shown(room, "#heading"), _shown(room, "Aside")

    assert session.talk.ending
    assert "scripted, not a person" in first
    assert "authored lines, not a person" in last
    assert "Turns worded by scripted: 1;" in small_print
    assert "Held back by the guard:" in small_print


@pytest.mark.parametrize("language", LANGUAGES)
def test_however_long_a_model_s_name_the_header_says_that_it_is_no_person(
    stage_of: StageFor, tmp_path: Path, language: Language
) -> None:
    """On 80 columns; llama.cpp names a model by the path of its file."""
    path = "/home/kim/models/vendor-Meta-Llama-3.1-70B-Instruct-abliterated-Q4_K_M.gguf"
    voice = ModelVoice(EndpointSettings(model=path), tmp_path)
    t = words(language)
    heading = heading_of(Session(Talk(stage_of(language)), voice), t).plain

    assert t("{voice}, not a person").format(voice="") in heading[:76]
    assert "vendor-Meta-Llama-3.1-70B" in heading


async def test_a_disk_that_fails_after_the_turn_is_tried_again(house: House, store: Store) -> None:
    """The customer's words stay on the screen, the trainee's are safe, and enter tries once more."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        refuse(store, 2)
        walk.composer.text = "What happened?"
        await walk.press("enter")
        await walk.to(Choose)
        turns = [turn.turn.text for turn in store.turns(store.sessions("Kim")[0].id)]
        allow(store)
        await walk.press("enter")
        await walk.in_talk()
        await walk.until(lambda: store.sessions("Kim")[0].turn_count == 3)

    assert turns[1] == "What happened?"
    assert not session.owes_answer


async def test_a_turn_that_the_disk_refuses_stays_in_the_composer(house: House, store: Store) -> None:
    """Nothing is shown as said that is not kept, and enter sends it again."""
    async with walking(house) as walk:
        session = await walk.into_talk()
        room = await walk.to(TalkRoom)
        refuse(store, 1)
        walk.composer.text = "What happened?"
        await walk.press("enter")
        await walk.until(lambda: "refused the work" in _shown(room, "Aside"))
        draft, turns = walk.composer.text, len(session.talk.said)
        allow(store)
        await walk.press("enter")
        await walk.until(lambda: len(session.talk.said) == 3)

    assert (draft, turns) == ("What happened?", 1)


def refuse(store: Store, seq: int) -> None:
    """Let the database refuse the turn with this place, as a full disk would."""
    rule = f"BEFORE INSERT ON turn WHEN NEW.seq = {seq} BEGIN SELECT RAISE(ABORT, 'full'); END"
    with closing(connect(store.path)) as database:
        database.execute(f"CREATE TRIGGER full {rule}")


def allow(store: Store) -> None:
    """Let the database take every turn again."""
    with closing(connect(store.path)) as database:
        database.execute("DROP TRIGGER full")


def _shown(room: TalkRoom, where: str) -> str:
    return "\n".join(str(place.render()) for place in room.query(where).results(Static))
