"""The talk: the chat, where the trainee writes, and the keys that stop, think, go back and end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Footer, Static

from scoring.text import safe_text
from simulator.cue import Ending
from simulator.errors import EndpointError, MotetError
from simulator.labels import ENDING_NAMES, TAG_HINTS
from simulator.notices import notice_text
from simulator.session import (
    LONGEST_TURN,
    Accepted,
    AuthoredVoice,
    Ended,
    Event,
    Noticed,
    Session,
    Speaking,
    Spoke,
)
from simulator.ui.room import Room
from simulator.ui.screens.brief import BriefAside
from simulator.ui.screens.pause import Pause
from simulator.ui.talking import (
    Finished,
    Lines,
    Manner,
    Notes,
    Outcome,
    ask_end,
    ask_pull,
    ask_turn,
    ask_voice,
    heading_of,
)
from simulator.ui.widgets.chat import Chat
from simulator.ui.widgets.compass import Compass
from simulator.ui.widgets.composer import Composer
from simulator.ui.widgets.status import Status
from simulator.words import Words, mark


class TalkRoom(Room[Outcome]):
    """One talk from its first word, or from where it was left, to its last."""

    CSS_PATH = "talk.tcss"
    AUTO_FOCUS = "Composer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "brief", mark("brief"), id="talk.brief", priority=True),
        Binding("f3", "hint", mark("hint"), id="talk.hint", priority=True),
        Binding("f4", "pull", mark("pull"), id="talk.pull", priority=True),
        Binding("f5", "pause", mark("pause"), id="talk.pause", priority=True),
        Binding("f6", "rewind", mark("back"), id="talk.rewind", priority=True),
        Binding("f8", "silence", mark("stay silent"), id="talk.silence", show=False, priority=True),
        Binding("f9", "end", mark("end"), id="talk.end", priority=True),
        Binding("escape", "finish", mark("show the whole reply"), id="talk.finish", show=False),
        Binding("pageup", "scroll_chat(-1)", mark("earlier turns"), id="talk.up", show=False, priority=True),
        Binding("pagedown", "scroll_chat(1)", mark("later turns"), id="talk.down", show=False, priority=True),
    ]

    @dataclass
    class Happened(Message):
        """The session says that something happened."""

        event: Event

    @dataclass
    class Failed(Message):
        """The session could not go on; nothing that was accepted is lost."""

        reason: str
        unanswered: bool
        """Whether the voice failed, so that the customer's answer is still to come."""

    def __init__(self, t: Words, session: Session, notes: Notes, manner: Manner, draft: str = "") -> None:
        """Show `session`, new or replayed, with a kept draft in the composer."""
        super().__init__(t)
        self.session = session
        self.notes = notes
        self.manner = manner
        self._lines = Lines(t, session.talk.stage.persona.name)
        self._chat = Chat(self._lines.of(session.talk.said), manner.speed)
        self._composer = Composer(t, draft)
        self._compass = Compass(t)
        self._status = Status(t, phases=not manner.exam)
        self.busy = False

    def compose(self) -> ComposeResult:
        """Yield header, chat, compass, status, composer and keys."""
        yield Static(heading_of(self.session, self.t), markup=False, id="heading")
        with Horizontal():
            yield self._chat
            if self.manner.learn:
                yield self._compass
        with Vertical(id="below"):
            yield self._status
            yield self._composer
        yield Footer(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Let the customer begin, where the customer does."""
        if self.session.talk.trainee_opens and not self.session.talk.said:
            await self._chat.note(self.t("You open this talk: say who you are and what it is about."))
        self._show_where()
        self._over(self.session.talk.ending)
        self._play(self.session.begin())

    def on_unmount(self) -> None:
        """Keep the draft, whatever closes the screen."""
        self.notes.keep_draft(self._composer.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the mode and the state of the talk allow."""
        if action in ("hint", "rewind") and self.manner.exam:
            return False
        over = self.session.talk.ending is not None
        return not (over and action in ("hint", "pull", "pause", "end", "silence"))

    @work(exclusive=True, exit_on_error=False)
    async def _play(self, events: AsyncIterator[Event]) -> None:
        try:
            async for event in events:
                self.post_message(self.Happened(event))
        except MotetError as error:
            unanswered = isinstance(error, EndpointError)
            self.post_message(self.Failed(safe_text(str(error)), unanswered))

    # What the trainee does

    async def on_composer_sent(self, message: Composer.Sent) -> None:
        """Send the words, where there is nobody speaking and the talk goes on."""
        if self.session.talk.ending:
            self.dismiss(Finished())
        elif self.busy or self._chat.speaking:
            self._chat.finish()
        elif len(safe_text(message.text).strip()) > LONGEST_TURN:
            self._status.say(
                self.t("A turn holds 4,000 characters. Your text is kept: shorten it and send again.")
            )
        elif not message.text.strip():
            self._status.say(
                self.t("Nothing is written yet. Silence is a turn too: press f8 to stay silent.")
            )
        else:
            self._send(message.text)

    def _send(self, words: str) -> None:
        self.busy = True
        self._composer.hand_on(words)
        self._play(self.session.answer(words))

    async def on_composer_draft_changed(self, message: Composer.DraftChanged) -> None:
        """Keep the draft, off the screen's own loop."""
        await asyncio.to_thread(self.notes.keep_draft, message.text)

    def action_silence(self) -> None:
        """Say nothing, and let the customer go on."""
        if not (self.busy or self._chat.speaking or self.session.talk.ending):
            self._send("")

    def action_finish(self) -> None:
        """Show the whole reply at once."""
        self._chat.finish()

    def action_scroll_chat(self, pages: int) -> None:
        """Move through the earlier turns."""
        self._chat.release_anchor()
        self._chat.scroll_relative(y=pages * max(1, self._chat.size.height - 2), animate=False)

    def action_brief(self) -> None:
        """Lay the brief over the talk."""
        self.app.push_screen(BriefAside(self.t, self.session.talk.stage.matter, self.manner.intention))

    async def action_hint(self) -> None:
        """Say what the customer's last turn calls for."""
        cue = self.session.talk.cue
        hints = [self.t(TAG_HINTS[tag]) for tag in cue.calls_for] if cue else []
        if hints:
            await self._chat.note("\n".join(hints))

    def action_pause(self) -> None:
        """Stop for a while; it costs nothing."""
        self._chat.finish()
        self.app.push_screen(Pause(self.t))

    @work(exit_on_error=False, group="aside")
    async def action_pull(self) -> None:
        """Note a pull that the trainee feels."""
        pull = await ask_pull(self.app, self.t)
        if pull:
            await asyncio.to_thread(self.notes.keep_pull, len(self.session.talk.said) - 1, pull)
            self._status.say(self.t("Noted. You will meet it again in the debrief."))

    @work(exit_on_error=False, group="aside")
    async def action_rewind(self) -> None:
        """Try again from an own turn."""
        if fork := await ask_turn(self.app, self.t, self.session.talk.said):
            self.dismiss(fork)

    @work(exit_on_error=False, group="aside")
    async def action_end(self) -> None:
        """Ask whether to end, or leave for now."""
        if outcome := await ask_end(self.app, self.t):
            self.dismiss(outcome)

    # What the session says

    async def on_talk_room_happened(self, message: Happened) -> None:
        """Show an event of the session."""
        match message.event:
            case Accepted(words=words):
                await self._accepted(words)
            case Speaking(text=text):
                if not self._chat.speaking:
                    await self._chat.begin(self._lines.customer(""))
                self._chat.hear(text)
            case Noticed(notice=notice):
                self._status.say(notice_text(notice, self.t))
            case Spoke(text=text):
                self._chat.hear(text, whole=True)
                self.busy = False
            case Ended():
                pass  # shown when the last words have been told

    @work(exit_on_error=False, group="aside")
    async def on_talk_room_failed(self, message: Failed) -> None:
        """Say what went wrong; the draft stays, and an answer that failed can be had again."""
        self.busy = False
        await self._chat.hush()
        if not message.unanswered:
            await self._chat.note(message.reason)
            return
        voice = await ask_voice(self.app, self.t, message.reason)
        if voice:
            self.busy = True
            await self._chat.begin(self._lines.customer(""))
            self._play(self.session.begin(None if voice == "again" else AuthoredVoice()))

    def on_live_bubble_told(self) -> None:
        """Move on when the customer has finished."""
        self._show_where()
        self._over(self.session.talk.ending)

    async def _accepted(self, words: str) -> None:
        self._composer.let_go()
        await self._chat.add(self._lines.own(words))
        await self._chat.begin(self._lines.customer(""))
        self._status.say("")

    # What stands on the screen

    def _show_where(self) -> None:
        talk = self.session.talk
        self._compass.show(talk.cue, talk.mood)
        self._status.show(talk)

    def _over(self, ending: Ending | None) -> None:
        if ending:
            self._composer.read_only = True
            self._composer.placeholder = self.t("Enter opens the debrief.")
            self.refresh_bindings()
            self._status.say(self.t(ENDING_NAMES[ending]))
