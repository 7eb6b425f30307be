"""How this trainee likes to practise, changed on the spot: no file needs to be opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.labels import LANGUAGE_NAMES
from simulator.ui.house import MODE_NAMES, Mode, Preferences, TextSpeed, ThemeName
from simulator.ui.room import Room
from simulator.words import Words, mark, words

THEME_NAMES: dict[ThemeName, str] = {
    "motet-dark": mark("dark"),
    "motet-light": mark("light"),
    "motet-contrast": mark("highest contrast"),
}
SPEED_NAMES: dict[TextSpeed, str] = {
    "instant": mark("at once"),
    "slow": mark("slow"),
    "normal": mark("at speaking pace"),
    "fast": mark("fast"),
}
Value = TypeVar("Value")

_LEVELS: tuple[int | None, ...] = (None, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: what it is called, how its value reads, and how it turns."""

    title: str
    shown: Callable[[Preferences, Words], str]
    turned: Callable[[Preferences, int], Preferences]


ROWS: tuple[Row, ...] = (
    Row(
        mark("Language of the interface"),
        lambda now, t: LANGUAGE_NAMES[now.ui_language],
        lambda now, way: replace(now, ui_language=_beside(now.ui_language, tuple(LANGUAGE_NAMES), way)),
    ),
    Row(
        mark("Language of the talk"),
        lambda now, t: LANGUAGE_NAMES[now.language],
        lambda now, way: replace(now, language=_beside(now.language, tuple(LANGUAGE_NAMES), way)),
    ),
    Row(
        mark("Theme"),
        lambda now, t: t(THEME_NAMES[now.theme]),
        lambda now, way: replace(now, theme=_beside(now.theme, get_args(ThemeName), way)),
    ),
    Row(
        mark("How fast the customer's words appear"),
        lambda now, t: t(SPEED_NAMES[now.speed]),
        lambda now, way: replace(now, speed=_beside(now.speed, get_args(TextSpeed), way)),
    ),
    Row(
        mark("Mode"),
        lambda now, t: t(MODE_NAMES[now.mode]),
        lambda now, way: replace(now, mode=_beside(now.mode, get_args(Mode), way)),
    ),
    Row(
        mark("Intensity"),
        lambda now, t: t("theirs") if now.intensity is None else f"{now.intensity} / 5",
        lambda now, way: replace(now, intensity=_beside(now.intensity, _LEVELS, way)),
    ),
    Row(
        mark("Insults and swearing"),
        lambda now, t: t("allowed") if now.abuse else t("off"),
        lambda now, way: replace(now, abuse=not now.abuse),
    ),
)


class SettingsRoom(Room[Preferences]):
    """Answers with the preferences as they were left."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", mark("next value"), id="settings.next", priority=True),
        Binding("left,h", "turn(-1)", mark("value before"), id="settings.before", priority=True),
        Binding("escape", "done", mark("done"), id="settings.done"),
    ]

    @dataclass
    class Changed(Message):
        """A preference has changed; the app shows it at once."""

        preferences: Preferences

    def __init__(self, t: Words, preferences: Preferences, data_folder: str) -> None:
        """Begin with the preferences of now."""
        super().__init__(t)
        self.preferences = preferences
        self._data_folder = data_folder

    def compose(self) -> ComposeResult:
        """Yield the settings, and where the sessions are kept."""
        with Vertical(id="sheet"):
            yield Static(self.t("Settings"), markup=False, classes="title", id="title")
            yield OptionList(*self._options(), markup=False, compact=True)
            yield Static(self._kept(), markup=False, classes="beside", id="kept")
        yield Footer(compact=True, show_command_palette=False)

    def on_option_list_option_selected(self) -> None:
        """Turn the setting under the cursor."""
        self.action_turn(1)

    def action_turn(self, way: int) -> None:
        """Turn the setting under the cursor to its next value, or the one before."""
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        self.preferences = ROWS[at].turned(self.preferences, way)
        self.t = words(self.preferences.ui_language)
        rows.set_options(self._options())
        rows.highlighted = at
        self.query_one("#title", Static).update(self.t("Settings"))
        self.query_one("#kept", Static).update(self._kept())
        self.refresh_bindings()
        self.post_message(self.Changed(self.preferences))

    def action_done(self) -> None:
        """Answer."""
        self.dismiss(self.preferences)

    def _options(self) -> list[Option]:
        now, t = self.preferences, self.t
        return [
            Option(Content.assemble((f"{t(row.title):<40}", "$text-muted"), f"‹ {row.shown(now, t)} ›"))
            for row in ROWS
        ]

    def _kept(self) -> Content:
        kept = self.t("Your sessions are kept in {folder}").format(folder=self._data_folder)
        return Content(kept if self._data_folder else "")


def _beside(now: Value, values: Sequence[Value], way: int) -> Value:
    return values[(values.index(now) + way) % len(values)]
