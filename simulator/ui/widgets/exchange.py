"""The talk itself: what is said, where it stands, and where the trainee writes; one session runs here."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from scoring.text import safe_text
from simulator.cue import Ending
from simulator.errors import EndpointError, MotetError
from simulator.labels import ENDING_NAMES
from simulator.notices import notice_text, small_print_lines
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
from simulator.ui.talking import Lines, Manner, Notes, ask_again, ask_voice
from simulator.ui.widgets.chat import Chat
from simulator.ui.widgets.compass import Compass
from simulator.ui.widgets.composer import Composer
from simulator.ui.widgets.status import Status
from simulator.words import Words


class Exchange(Vertical):
    """Takes the trainee's words to the session, and shows what the session says."""

    @dataclass
    class Happened(Message):
        """The session says that something happened."""

        event: Event

    @dataclass
    class Failed(Message):
        """The session could not go on; nothing that was accepted is lost."""

        reason: str
        by_voice: bool
        """Whether it was the voice that failed."""

    class Rested(Message):
        """The session has no more to say."""

    class MovedOn(Message):
        """The customer has finished, or begun to speak in another voice."""

    class Done(Message):
        """The talk is over, and the trainee is ready to see the debrief."""

    def __init__(self, t: Words, session: Session, notes: Notes, manner: Manner, draft: str = "") -> None:
        """Show `session`, new or replayed, with a kept draft in the composer."""
        super().__init__()
        self.t = t
        self.session = session
        self.notes = notes
        self.manner = manner
        self.busy = False
        """Whether the session is at work, so that it takes no words."""
        self._lines = Lines(t, session.talk.stage.persona.name)
        self.chat = Chat(self._lines.of(session.talk.said), manner.speed)
        self._composer = Composer(t, draft)
        self._compass = Compass(t)
        self.status = Status(t, phases=not manner.exam)

    def compose(self) -> ComposeResult:
        """Yield chat, compass, status and composer."""
        with Horizontal():
            yield self.chat
            if self.manner.learn:
                yield self._compass
        with Vertical(id="below"):
            yield self.status
            yield self._composer

    async def on_mount(self) -> None:
        """Let the customer begin, where the customer does."""
        if self.session.talk.trainee_opens and not self.session.talk.said:
            await self.chat.note(self.t("You open this talk: say who you are and what it is about."))
        self._show_where()
        await self._over(self.session.talk.ending)
        if self.session.owes_answer or not (self.session.talk.said or self.session.talk.trainee_opens):
            await self._listen()
        self._run(self.session.begin())

    def on_unmount(self) -> None:
        """Keep the draft, whatever closes the screen."""
        self.notes.keep_draft(self._composer.text)

    def _run(self, events: AsyncIterator[Event]) -> None:
        self.busy = True
        self._play(events)

    @work(exclusive=True, exit_on_error=False)
    async def _play(self, events: AsyncIterator[Event]) -> None:
        try:
            async for event in events:
                self.post_message(self.Happened(event))
            self.post_message(self.Rested())
        except MotetError as error:
            self.post_message(self.Failed(safe_text(str(error)), isinstance(error, EndpointError)))

    # What the trainee does

    def on_composer_sent(self, message: Composer.Sent) -> None:
        """Send the words, where there is nobody speaking and the talk goes on."""
        words = message.text.strip()
        if self.busy or self.chat.speaking:
            self.chat.finish()
        elif self.session.owes_answer:
            self.go_on()
        elif self.session.talk.ending:
            self.post_message(self.Done())
        elif len(safe_text(words)) > LONGEST_TURN:
            self.status.say(
                self.t("A turn holds 4,000 characters. Your text is kept: shorten it and send again.")
            )
        elif not words:
            self.status.say(self.t("Nothing is written yet. Silence is a turn too: press f8 to stay silent."))
        else:
            self._send(message.text)

    def _send(self, words: str) -> None:
        self._composer.hand_on(words)
        self._run(self.session.answer(words))

    async def on_composer_draft_changed(self, message: Composer.DraftChanged) -> None:
        """Keep the draft, off the screen's own loop."""
        await asyncio.to_thread(self.notes.keep_draft, message.text)

    def stay_silent(self) -> None:
        """Say nothing, and let the customer go on."""
        if not (self.busy or self.chat.speaking or self.session.owes_answer or self.session.talk.ending):
            self._send("")

    def finish(self) -> None:
        """Show what there is of the reply at once; a model that still looks for words looks no further."""
        self.chat.finish()
        if self.busy:
            self.session.hush()

    def go_on(self, voice: AuthoredVoice | None = None) -> None:
        """Have the customer's answer that is still owed, by another voice where one is given."""
        self._run(self.session.begin(voice))

    # What the session says

    async def on_exchange_happened(self, message: Happened) -> None:
        """Show an event of the session."""
        match message.event:
            case Accepted(words=words):
                await self._accepted(words)
            case Speaking(text=text):
                await self._listen()
                self.chat.hear(text)
            case Noticed(notice=notice):
                self.status.say(notice_text(notice, self.t))
            case Spoke(text=text):
                self.chat.hear(text, whole=True)
                self.busy = False
            case Ended():
                pass  # shown when the last words have been told

    def on_exchange_rested(self) -> None:
        """Take words again, also where there was nothing to say."""
        self.busy = False

    async def _accepted(self, words: str) -> None:
        self._composer.let_go()
        await self.chat.add(self._lines.own(words))
        await self._listen()

    async def _listen(self) -> None:
        if not self.chat.speaking:
            await self.chat.begin(self._lines.customer(""))
            alone = isinstance(self.session.voice, AuthoredVoice)
            self.status.say("" if alone else self.t("Esc waits no longer for the model."))

    @work(exit_on_error=False, group="aside")
    async def on_exchange_failed(self, message: Failed) -> None:
        """Say what went wrong; the draft stays, and an answer that is owed can be had again."""
        self.busy = False
        if self.session.has_spoken:
            self.chat.hear(self.session.talk.said[-1].turn.text, whole=True)
        else:
            await self.chat.hush()
        if not self.session.owes_answer:
            await self.chat.note(message.reason)
        elif message.by_voice:
            await self._ask_who_speaks(message.reason)
        elif await ask_again(self.app, self.t, message.reason):
            self.go_on()

    async def _ask_who_speaks(self, reason: str) -> None:
        voice = await ask_voice(self.app, self.t, reason)
        if voice:
            await self._listen()
            self.go_on(None if voice == "again" else AuthoredVoice())

    async def on_live_bubble_told(self) -> None:
        """Move on when the customer has finished."""
        self._show_where()
        await self._over(self.session.talk.ending)

    # What stands on the screen

    def _show_where(self) -> None:
        talk = self.session.talk
        self._compass.show(talk.cue, talk.mood)
        self.status.show(talk)
        self.post_message(self.MovedOn())

    async def _over(self, ending: Ending | None) -> None:
        if ending:
            self._composer.read_only = True
            self._composer.placeholder = self.t("Enter opens the debrief.")
            self.screen.refresh_bindings()
            self.status.say(self.t(ENDING_NAMES[ending]))
            wordings = [said.wording for said in self.session.talk.said if said.wording]
            if wordings:
                await self.chat.note("\n".join(small_print_lines(wordings, (), self.t)))
