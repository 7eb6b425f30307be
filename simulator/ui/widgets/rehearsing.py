"""The dry run: a row for each role of the cast, and the mood of the talk under the cursor."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from scoring.codebook import Corner
from scoring.text import safe_text
from simulator.cast import ROLES, Role
from simulator.checking.rehearsal import Rehearsal, rehearse
from simulator.checking.trials import WINNERS, Match
from simulator.content.written import Kind
from simulator.cue import Ending
from simulator.debrief import ruling_dial
from simulator.errors import MotetError
from simulator.mood import DIAL_TOP
from simulator.ui.widgets.cells import cell
from simulator.ui.widgets.curve import Curve, mood_series, sparkline
from simulator.words import Words, mark

ROLE_NAMES: dict[Role, str] = {
    "balanced": mark("kind and clear"),
    "doormat": mark("gives in"),
    "wall": mark("hard as a wall"),
    "absent": mark("not there"),
    "parrot": mark("parrots"),
    "flatterer": mark("flatters"),
    "stuffer": mark("only formulas"),
    "silent": mark("says nothing"),
    "blunder": mark("slips, mends it"),
}
ENDING_WORDS: dict[Ending, str] = {
    "accepted": mark("accepts"),
    "sad_but_calm": mark("sad, but calm"),
    "unresolved": mark("not settled"),
    "walked_away": mark("walks away"),
}
CORNER_WORDS: dict[Corner, str] = {
    "human": mark("human"),
    "wall": mark("a wall"),
    "doormat": mark("a doormat"),
    "absent": mark("absent"),
    "between": mark("in between"),
}
_DRY = mark("out of lines")
_ROLE, _ENDING, _CORNER, _OVERALL = 18, 18, 14, 4
_NARROW = 72
"""Cells below which the corner is left out."""


class Rehearsing(Vertical):
    """Grows role by role while the cast plays."""

    @dataclass
    class Played(Message):
        """A role of the cast has played, or, with None, all have."""

        rehearsal: Rehearsal | None
        failed: str = ""
        """Why the cast cannot play. Empty: it can."""

    @dataclass
    class Turned(Message):
        """The cast has begun, or has stopped."""

    def __init__(self, t: Words) -> None:
        """Begin empty."""
        super().__init__()
        self.t = t
        self.playing = False
        self._played: list[Rehearsal] = []
        self._kind: Kind = "angry"
        self._pairing = self._played_with = ""
        self._list = OptionList(markup=False, compact=True, id="roles")
        self._told = Static(markup=False, id="told")
        self._curve = Curve(t, (), None)

    def compose(self) -> ComposeResult:
        """Yield what is going on, the roles and the curve."""
        yield self._told
        yield self._list
        with VerticalScroll():
            yield self._curve

    def offer(self, pairing: str) -> None:
        """Say who would play what, as long as nobody has."""
        self._pairing = pairing
        if not (self.playing or self._played):
            rule = self.t("Nine scripted trainees play it. Only the first and the last may end well.")
            self._told.update(Content.assemble(pairing, "\n", (rule, "$text-muted")))

    def play(self, kind: Kind, match: Callable[[], Match]) -> None:
        """Let the cast play with a person of a kind; `match` is called in a thread."""
        self._played, self._kind, self._played_with = [], kind, self._pairing
        self._list.clear_options()
        self._curve.show(())
        self._turn(True)
        self._tell_progress()
        self._play(match)

    def stop(self) -> None:
        """Stop the cast; what it played stays."""
        self.workers.cancel_group(self, "cast")
        self._turn(False)
        self._tell(Content.styled(self.t("Stopped."), "$text-muted"))

    @work(thread=True, exclusive=True, group="cast", exit_on_error=False)
    def _play(self, match: Callable[[], Match]) -> None:
        worker, failed = get_current_worker(), ""
        try:
            for rehearsal in rehearse(match()):
                if worker.is_cancelled:
                    return
                self.post_message(self.Played(rehearsal))
        except MotetError as error:
            failed = safe_text(str(error))
        if not worker.is_cancelled:
            self.post_message(self.Played(None, failed))

    def on_rehearsing_played(self, message: Played) -> None:
        """Add what a role got; after the last one, say whether all ended as they must."""
        message.stop()
        if not self.playing:
            return
        if message.rehearsal:
            self._add(message.rehearsal)
            self._tell_progress()
            return
        self._turn(False)
        self._tell(Content.styled(message.failed, "$error") if message.failed else self._verdict())

    def _turn(self, playing: bool) -> None:
        self.playing = playing
        self.post_message(self.Turned())

    def _add(self, rehearsal: Rehearsal) -> None:
        self._played.append(rehearsal)
        self._list.add_option(Option(self._row(rehearsal)))
        if self._list.highlighted is None:
            self._list.highlighted = 0

    def _tell_progress(self) -> None:
        progress = f"{len(self._played)}/{len(ROLES)}"
        self._tell(Content.styled(self.t("Playing … {progress}").format(progress=progress), "$text-muted"))

    def _tell(self, text: Content) -> None:
        said = Content.assemble(text, (f" {self._played_with}", "$text-muted"))
        whole = text.cell_length >= self.size.width
        self._told.update(said if whole else said.truncate(self.size.width, ellipsis=True))

    def _verdict(self) -> Content:
        failed = [self.t(ROLE_NAMES[each.role]) for each in self._played if not each.kept]
        if not failed:
            return Content.styled(self.t("Every role ends as it must."), "$success")
        said = self.t("Not as it must end: {roles}").format(roles=", ".join(failed))
        return Content.styled(said, "$error")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the mood of the role under the cursor."""
        event.stop()
        self._curve.show(mood_series(self._kind, self._played[event.option_index].moods, self.t))

    def on_resize(self) -> None:
        """Draw the rows as wide as there is room for."""
        at = self._list.highlighted
        self._list.set_options([Option(self._row(each)) for each in self._played])
        self._list.highlighted = at

    def _row(self, rehearsal: Rehearsal) -> Content:
        t, trials = self.t, rehearsal.trials
        endings = _most([t(ENDING_WORDS[trial.ending]) if trial.ending else t(_DRY) for trial in trials])
        corner = Counter(trial.corner_point for trial in trials).most_common(1)[0][0]
        overall = sorted(trial.overall for trial in trials if trial.overall is not None)
        sign = ("✓ ", "$success") if rehearsal.kept else ("✗ ", "bold $error")
        name = cell(t(ROLE_NAMES[rehearsal.role]), _ROLE, "bold" if rehearsal.role in WINNERS else "")
        shown = (
            (cell(t(CORNER_WORDS[corner]) if corner else "–", _CORNER),) if self.size.width >= _NARROW else ()
        )
        value = cell(str(overall[len(overall) // 2]) if overall else "–", _OVERALL)
        dial = ruling_dial(self._kind)
        mood = sparkline([mood.dials()[dial] / DIAL_TOP for mood in rehearsal.moods])
        return Content.assemble(sign, name, cell(endings, _ENDING), *shown, value, (mood, "$accent"))


def _most(names: Sequence[str]) -> str:
    """Return what came most often, with a sign where it did not always come."""
    (name, count), *others = Counter(names).most_common()
    return f"{name} {count}/{len(names)}" if others else name
