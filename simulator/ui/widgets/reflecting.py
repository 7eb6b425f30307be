"""The trainee's own words about the talk. Never scored."""

from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from scoring.text import safe_text
from simulator.debrief import Debrief
from simulator.labels import WENT_NAMES
from simulator.store.records import Reflection
from simulator.ui.widgets.writing import Area
from simulator.words import Words


class Reflecting(VerticalScroll, can_focus=False):
    """Which line pressed you, where you went, and a note."""

    @dataclass
    class Said(Message):
        """The trainee has said something more."""

        reflection: Reflection

    def __init__(self, t: Words, debrief: Debrief, reflection: Reflection) -> None:
        """Begin with what was said before."""
        super().__init__()
        self.t = t
        self.reflection = reflection
        self._lines = [(index, item.turn.text) for index, item in enumerate(debrief.said) if item.cue]

    def compose(self) -> ComposeResult:
        """Yield the three questions."""
        t, said = self.t, self.reflection
        if said.intention:
            yield Static(
                Content.assemble((f"{t('You set out to say')}: ", "$text-muted"), said.intention),
                markup=False,
            )
        if said.hook:
            yield Static(
                Content.assemble((f"{t('What usually hooks you')}: ", "$text-muted"), said.hook), markup=False
            )
        yield Static(t("Which line pressed you most?"), markup=False, classes="title")
        yield OptionList(*self._pressed_options(), markup=False, compact=True, id="pressed")
        yield Static(t("Where did you go then?"), markup=False, classes="title")
        yield OptionList(*self._went_options(), markup=False, compact=True, id="went")
        yield Static(t("What in you answered it?"), markup=False, classes="title")
        yield Area(said.note, compact=True, highlight_cursor_line=False, id="note")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take an answer, and go to the next question."""
        event.stop()
        at = event.option_list.highlighted
        if event.option_list.id == "pressed":
            self._say(replace(self.reflection, pressed_turn=int(event.option.id or 0)))
            event.option_list.set_options(self._pressed_options())
        else:
            self._say(
                replace(self.reflection, went=next(key for key in WENT_NAMES if key == event.option.id))
            )
            event.option_list.set_options(self._went_options())
        event.option_list.highlighted = at
        self.screen.focus_next()

    def _pressed_options(self) -> list[Option]:
        chosen = self.reflection.pressed_turn
        return [
            Option(_marked(safe_text(text), index == chosen), id=str(index)) for index, text in self._lines
        ]

    def _went_options(self) -> list[Option]:
        return [
            Option(_marked(self.t(name), key == self.reflection.went), id=key)
            for key, name in WENT_NAMES.items()
        ]

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take the note as it stands."""
        event.stop()
        self._say(replace(self.reflection, note=safe_text(event.text_area.text)))

    def _say(self, reflection: Reflection) -> None:
        if reflection != self.reflection:
            self.reflection = reflection
            self.post_message(self.Said(reflection))


def _marked(text: str, chosen: bool) -> Content:
    return Content.assemble(("● " if chosen else "○ ", "bold $secondary" if chosen else "$text-muted"), text)
