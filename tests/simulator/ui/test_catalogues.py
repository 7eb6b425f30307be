"""The interface's three languages: complete, compiled, and with the same placeholders."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from scoring.transcript import LANGUAGES, Language
from simulator.words import DOMAIN, LOCALE, words
from tests.simulator.ui.texts import texts_in_code

FOLDERS = {language: LOCALE / language / "LC_MESSAGES" for language in LANGUAGES}


def _written(folder: Path) -> dict[str, str]:
    with (folder / f"{DOMAIN}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_of_the_code_and_no_other(language: Language) -> None:
    """A new text is added to each motet.po; then: pybabel compile -d simulator/locale -D motet."""
    written = _written(FOLDERS[language])

    assert set(written) == texts_in_code() - {""}
    assert all(written.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_says_what_is_written(language: Language) -> None:
    """The .mo that the wheel carries was made from this .po."""
    with (FOLDERS[language] / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {str(message.id): str(message.string) for message in read_mo(file) if message.id}

    assert compiled == _written(FOLDERS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_fuzzy_and_placeholders_are_equal(language: Language) -> None:
    """A translation fills the same places as the English."""
    with (FOLDERS[language] / f"{DOMAIN}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]

    assert not [message.id for message in messages if message.fuzzy]
    for message in messages:
        assert _places(str(message.string)) == _places(str(message.id)), message.id


def test_a_language_without_a_catalogue_shows_the_texts_of_the_code() -> None:
    """They are English, so that nothing is ever empty or a mere key."""
    assert all(words("fi")(text) == text for text in texts_in_code() - {""})


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
