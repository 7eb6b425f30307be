"""The command palette: whatever a key does on the screen beneath, and the three looks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.ui.themes import THEME_NAMES

if TYPE_CHECKING:
    from simulator.ui.app import MotetApp


def commands_on(app: MotetApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield the commands of a screen, in the interface's language."""
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id not in ("", None, "app.suspend") and binding.description and active.enabled:
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(_titled(binding.description), app.get_key_display(binding), run)
    t = app.journey.t
    aside = _titled(t("put Motet aside"))  # also where the editor has taken its key for undoing
    yield SystemCommand(aside, t("fg brings it back"), app.action_suspend_process)
    for theme, name in THEME_NAMES.items():
        yield SystemCommand(f"{t('Theme')}: {t(name)}", "", partial(setattr, app, "theme", theme))


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
