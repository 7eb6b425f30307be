"""The one line under the chat: where the talk stands, and a word on what just happened."""

from textual.content import Content
from textual.widgets import Static

from simulator.talk import Talk
from simulator.ui.phase import PHASE_NAMES, phase_of
from simulator.words import Words


class Status(Static):
    """Turn, phase, and a word beside."""

    def __init__(self, t: Words, phases: bool) -> None:
        """Begin empty; `phases` says whether the phase is told."""
        super().__init__(markup=False, id="status")
        self.t = t
        self._phases = phases
        self._place = ""

    def show(self, talk: Talk) -> None:
        """Say where the talk stands."""
        turn = sum(item.cue is None for item in talk.said)
        phase = f" · {self.t(PHASE_NAMES[phase_of(talk.said)])}" if self._phases else ""
        self._place = self.t("turn {turn}").format(turn=turn) + phase
        self.say("")

    def say(self, text: str) -> None:
        """Say what just happened, beside the place."""
        beside = f"   {text}" if text else ""
        self.update(Content.assemble((self._place, "$text-muted"), beside))
