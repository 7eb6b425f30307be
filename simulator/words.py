"""The interface's own words in English, Swedish and Danish.

The texts in the code are English; `locale/` says how each is shown, also in English.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

DOMAIN = "motet"
LOCALE = Path(__file__).parent / "locale"

Words = Callable[[str], str]
"""Gives an interface text in one language. Placeholders such as `{turn}` stay for `str.format`."""


@cache
def words(language: str) -> Words:
    """Return the interface's words in a language; without a catalogue, the texts of the code."""
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=True).gettext


def mark(text: str) -> str:
    """Return `text` unchanged; it marks a text in a table for the catalogues."""
    return text
