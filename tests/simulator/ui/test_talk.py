"""The talk's screen: what its keys do, and that no word written is ever lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual import events

from simulator.cue import Cue
from simulator.errors import EndpointError
from simulator.session import LONGEST_TURN
from simulator.store.store import Store
from simulator.talk import Talk
from simulator.ui.house import House
from simulator.ui.screens.brief import BriefAside
from simulator.ui.screens.choose import Choose
from simulator.ui.screens.home import Home
from simulator.ui.screens.pause import Pause
from simulator.ui.screens.talk import TalkRoom
from simulator.ui.widgets.chat import Aside, Chat
from tests.simulator.ui.conftest import walking


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


class Faltering:
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

    async def close(self) -> None:
        """Hold nothing open."""


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
