"""The three looks: a dark room, a light one, and one of highest contrast.

Two colours carry meaning everywhere: `accent` (warm) is empathy, `primary` (cool) is boundaries.
"""

from textual.theme import Theme

from simulator.ui.house import ThemeName
from simulator.words import mark

THEME_NAMES: dict[ThemeName, str] = {
    "motet-dark": mark("dark"),
    "motet-light": mark("light"),
    "motet-contrast": mark("highest contrast"),
}

DARK = Theme(
    name="motet-dark",
    dark=True,
    primary="#8ab6dc",
    secondary="#b9a6d3",
    accent="#e3b071",
    foreground="#dcdfe6",
    background="#14171c",
    surface="#1a1e25",
    panel="#242a33",
    success="#9ccb9b",
    warning="#e3b071",
    error="#e28b84",
    variables={
        "footer-background": "#14171c",
        "footer-key-foreground": "#8ab6dc",
        "footer-description-foreground": "#9aa3b0",
        "text-muted": "#98a1ae",
        "text-disabled": "#6b7480",
        "border": "#39424e",
        "border-blurred": "#2b323c",
        "block-cursor-background": "#33465a",
        "block-cursor-foreground": "#f2f4f8",
        "block-cursor-blurred-background": "#262d37",
        "block-cursor-blurred-foreground": "#dcdfe6",
        "input-selection-background": "#33465a",
        "scrollbar": "#333b46",
        "scrollbar-background": "#14171c",
    },
)
LIGHT = Theme(
    name="motet-light",
    dark=False,
    primary="#2b5d8a",
    secondary="#6b4f86",
    accent="#97570f",
    foreground="#2a2d33",
    background="#faf8f3",
    surface="#f3efe6",
    panel="#e9e3d6",
    success="#2f6b3a",
    warning="#97570f",
    error="#a83a32",
    variables={
        "footer-background": "#faf8f3",
        "footer-key-foreground": "#2b5d8a",
        "footer-description-foreground": "#62666e",
        "text-muted": "#62666e",
        "text-disabled": "#8d9097",
        "border": "#cfc6b4",
        "border-blurred": "#ddd6c7",
        "block-cursor-background": "#cfdfee",
        "block-cursor-foreground": "#16212c",
        "block-cursor-blurred-background": "#e9e3d6",
        "block-cursor-blurred-foreground": "#2a2d33",
        "input-selection-background": "#cfdfee",
        "scrollbar": "#d5ccba",
        "scrollbar-background": "#faf8f3",
    },
)
CONTRAST = Theme(
    name="motet-contrast",
    dark=True,
    primary="#7fd4ff",
    secondary="#e0c3ff",
    accent="#ffd866",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#8dff9a",
    warning="#ffd866",
    error="#ff9c94",
    text_alpha=1.0,
    variables={
        "footer-background": "#000000",
        "footer-key-foreground": "#7fd4ff",
        "footer-description-foreground": "#ffffff",
        "text-muted": "#e0e0e0",
        "text-disabled": "#bdbdbd",
        "border": "#ffffff",
        "border-blurred": "#9a9a9a",
        "block-cursor-background": "#ffd866",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#333333",
        "block-cursor-blurred-foreground": "#ffffff",
        "input-selection-background": "#005f87",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
    },
)

THEMES: tuple[Theme, ...] = (DARK, LIGHT, CONTRAST)
