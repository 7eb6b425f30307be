"""Before the talk: what is decided, and two sentences to oneself. The same brief is at hand in the talk."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Input, Static

from scoring.text import safe_text
from simulator.content.models import Persona, ScenarioVoice
from simulator.ui.room import Aside, Room
from simulator.ui.widgets.briefing import Briefing
from simulator.ui.widgets.writing import Field
from simulator.words import Words, mark


@dataclass(frozen=True, slots=True)
class Intention:
    """What the trainee set out to do; both may be empty."""

    sentence: str = ""
    """The sentence that must not be blurred."""
    hook: str = ""
    """What usually hooks this trainee."""


class BriefRoom(Room[Intention | None]):
    """Answers with the intention, or None where the trainee goes back."""

    CSS_PATH = "brief.tcss"
    AUTO_FOCUS = "#sentence"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", mark("back"), id="brief.back"),
        Binding("pageup", "read(-1)", mark("read up"), id="brief.up", priority=True, show=False),
        Binding("pagedown", "read(1)", mark("read on"), id="brief.down", priority=True, show=False),
    ]

    def __init__(self, t: Words, persona: Persona, matter: ScenarioVoice, picture: str) -> None:
        """Show who one meets and what one has to say."""
        super().__init__(t)
        self._heading = Content.assemble((persona.name, "bold $accent"), (f"  {picture}", "$text-muted"))
        self._matter = matter

    def compose(self) -> ComposeResult:
        """Yield the brief and the two sentences."""
        t = self.t
        yield Static(self._heading, markup=False, id="heading")
        yield Briefing(t, self._matter)
        with Vertical(id="intention"):
            yield Static(t("To yourself, if you like. Enter goes on."), markup=False, classes="title")
            yield Field(
                placeholder=t("The sentence I must not blur"), id="sentence", compact=True, max_length=300
            )
            yield Field(placeholder=t("What usually hooks me"), id="hook", compact=True, max_length=300)
        yield Footer(compact=True, show_command_palette=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the second sentence where there is a first; else into the talk."""
        if event.input.id == "sentence" and event.value.strip():
            self.query_one("#hook", Input).focus()
        else:
            self.dismiss(Intention(self._written("#sentence"), self._written("#hook")))

    def action_back(self) -> None:
        """Go back to where the pairing was chosen."""
        self.dismiss(None)

    def action_read(self, direction: int) -> None:
        """Scroll the brief by a page."""
        self.query_one(Briefing).scroll_relative(y=direction * 8)

    def _written(self, where: str) -> str:
        return safe_text(self.query_one(where, Input).value).strip()


class BriefAside(Aside[None]):
    """The brief over the talk."""

    CSS_PATH = "brief.tcss"
    AUTO_FOCUS = "Briefing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2,enter", "close", mark("back to the talk"), id="aside.close"),
    ]

    def __init__(self, t: Words, matter: ScenarioVoice, intention: Intention) -> None:
        """Show the brief, and the trainee's own sentence above it."""
        super().__init__(t)
        self._matter = matter
        self._intention = intention

    def compose(self) -> ComposeResult:
        """Yield the own sentence, the brief and the keys."""
        with Vertical(classes="sheet"):
            if self._intention.sentence:
                own = Content.assemble((self.t("Mine: "), "$text-muted"), (self._intention.sentence, "bold"))
                yield Static(own, markup=False, classes="own")
            yield Briefing(self.t, self._matter)
            yield Footer(compact=True, show_command_palette=False)
