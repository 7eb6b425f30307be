"""How this trainee likes to practise, changed on the spot: no file needs to be opened."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.settling import ModelChoice
from simulator.ui.house import Preferences
from simulator.ui.room import Room
from simulator.ui.rows import ROWS, Chosen
from simulator.ui.screens.endpoint import EndpointRoom
from simulator.words import Words, mark, words

_LABEL = 37  # columns


class SettingsRoom(Room[Chosen]):
    """Answers with everything as it was left."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", mark("next value"), id="settings.next", priority=True),
        Binding("left,h", "turn(-1)", mark("value before"), id="settings.before", priority=True),
        Binding("m", "model", mark("the model"), id="settings.model"),
        Binding("escape", "done", mark("done"), id="settings.done"),
    ]

    @dataclass
    class Changed(Message):
        """A preference has changed; the app shows it at once."""

        preferences: Preferences

    def __init__(self, t: Words, preferences: Preferences, model: ModelChoice, data_folder: str) -> None:
        """Begin with what is settled now."""
        super().__init__(t)
        self.chosen = Chosen(preferences, model)
        self._data_folder = data_folder

    def compose(self) -> ComposeResult:
        """Yield the settings, what is sent where, and where the sessions are kept."""
        with Vertical(id="sheet"):
            yield Static(self.t("Settings"), markup=False, classes="title", id="title")
            yield OptionList(*self._options(), markup=False, compact=True)
            yield Static(self._sent(), markup=False, classes="beside", id="sent")
            yield Static(self._kept(), markup=False, classes="beside", id="kept")
        yield Footer(compact=True, show_command_palette=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn the setting under the cursor, or open what stands there."""
        if ROWS[event.option_index].opens:
            self.action_model()
        else:
            self.action_turn(1)

    def action_turn(self, way: int) -> None:
        """Turn the setting under the cursor to its next value, or the one before."""
        row = ROWS[self.query_one(OptionList).highlighted or 0]
        if not self.chosen.is_fixed(row):
            self._take(row.turned(self.chosen, way))

    @work(exit_on_error=False)
    async def action_model(self) -> None:
        """Say where the model is, and try whether it answers."""
        model = self.chosen.model
        endpoint = await self.app.push_screen_wait(EndpointRoom(self.t, model))
        if endpoint:
            self._take(replace(self.chosen, model=replace(model, endpoint=endpoint)))

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(self.chosen)

    def _take(self, chosen: Chosen) -> None:
        """Show what has changed, here and in the whole app."""
        self.chosen = chosen
        self.t = words(chosen.preferences.ui_language)
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        rows.set_options(self._options())
        rows.highlighted = at
        self.query_one("#title", Static).update(self.t("Settings"))
        self.query_one("#sent", Static).update(self._sent())
        self.query_one("#kept", Static).update(self._kept())
        self.refresh_bindings()
        self.post_message(self.Changed(chosen.preferences))

    def _options(self) -> list[Option]:
        return [Option(self._line(row.title, row.shown(self.chosen, self.t), row.opens)) for row in ROWS]

    def _line(self, title: str, value: str, opens: bool) -> Content:
        shown = f"{value} ›" if opens else f"‹ {value} ›"
        return Content.assemble((f"{self.t(title):<{_LABEL}}", "$text-muted"), shown)

    def _sent(self) -> Content:
        """Return what goes to which machine."""
        t, (told, read) = self.t, self.chosen.model.hosts
        lines = []
        if told:
            lines.append(
                t("To {host}, while you talk: the customer's part, and every line of yours.").format(
                    host=told
                )
            )
        if read:
            lines.append(t("To {host}, after the talk: the whole talk and its brief.").format(host=read))
        if self.chosen.model.fixed:
            lines.append(t("Some of this is settled by the command line or the environment for now."))
        return Content("\n".join(lines or [t("Nothing leaves this machine.")]))

    def _kept(self) -> Content:
        kept = self.t("Your sessions are kept in {folder}").format(folder=self._data_folder)
        return Content(kept if self._data_folder else "")
