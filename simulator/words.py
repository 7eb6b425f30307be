"""The interface's own words in English, Swedish and Danish.

English is the text in the code; `locale/` holds a complete catalogue for each language.
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
    """Return the interface's words in a language; a language without a catalogue gives English."""
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=True).gettext


def mark(text: str) -> str:
    """Return `text` unchanged; it marks a text in a table for the catalogues."""
    return text
