"""The talk's screen: who speaks, the talk, and the keys that stop, think, go back and end."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from simulator.labels import TAG_HINTS
from simulator.session import Session
from simulator.ui.room import Room
from simulator.ui.screens.brief import BriefAside
from simulator.ui.screens.pause import Pause
from simulator.ui.talking import (
    Finished,
    Manner,
    Notes,
    Outcome,
    ask_end,
    ask_pull,
    ask_turn,
    heading_of,
)
from simulator.ui.widgets.exchange import Exchange
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
        Binding("escape", "finish", mark("wait no longer for the reply"), id="talk.finish", show=False),
        Binding("pageup", "scroll_chat(-1)", mark("earlier turns"), id="talk.up", show=False, priority=True),
        Binding("pagedown", "scroll_chat(1)", mark("later turns"), id="talk.down", show=False, priority=True),
    ]

    def __init__(self, t: Words, session: Session, notes: Notes, manner: Manner, draft: str = "") -> None:
        """Show `session`, new or replayed, with a kept draft in the composer."""
        super().__init__(t)
        self.session = session
        self.notes = notes
        self.manner = manner
        self._exchange = Exchange(t, session, notes, manner, draft)

    @property
    def busy(self) -> bool:
        """Whether the session is at work."""
        return self._exchange.busy

    def compose(self) -> ComposeResult:
        """Yield who speaks, the talk, and the keys."""
        yield Static(heading_of(self.session, self.t), markup=False, id="heading")
        yield self._exchange
        yield Footer(compact=True, show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what the mode and the state of the talk allow."""
        if action in ("hint", "rewind") and self.manner.exam:
            return False
        over = self.session.talk.ending is not None
        return not (over and action in ("hint", "pull", "pause", "end", "silence"))

    def on_exchange_moved_on(self) -> None:
        """Say who speaks now."""
        self.query_one("#heading", Static).update(heading_of(self.session, self.t))

    def on_exchange_done(self) -> None:
        """Go to the debrief."""
        self.dismiss(Finished())

    def action_silence(self) -> None:
        """Say nothing, and let the customer go on."""
        self._exchange.stay_silent()

    def action_finish(self) -> None:
        """Show what there is of the reply at once, and wait for no more."""
        self._exchange.finish()

    def action_scroll_chat(self, pages: int) -> None:
        """Move through the earlier turns."""
        chat = self._exchange.chat
        chat.release_anchor()
        chat.scroll_relative(y=pages * max(1, chat.size.height - 2), animate=False)

    def action_brief(self) -> None:
        """Lay the brief over the talk."""
        self.app.push_screen(BriefAside(self.t, self.session.talk.stage.matter, self.manner.intention))

    async def action_hint(self) -> None:
        """Say what the customer's last turn calls for."""
        cue = self.session.talk.cue
        hints = [self.t(TAG_HINTS[tag]) for tag in cue.calls_for] if cue else []
        if hints:
            await self._exchange.chat.note("\n".join(hints))

    def action_pause(self) -> None:
        """Stop for a while; it costs nothing."""
        self._exchange.chat.finish()
        self.app.push_screen(Pause(self.t))

    @work(exit_on_error=False, group="aside")
    async def action_pull(self) -> None:
        """Note a pull that the trainee feels."""
        pull = await ask_pull(self.app, self.t)
        if pull:
            await asyncio.to_thread(self.notes.keep_pull, len(self.session.talk.said) - 1, pull)
            self._exchange.status.say(self.t("Noted. You will meet it again in the debrief."))

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
