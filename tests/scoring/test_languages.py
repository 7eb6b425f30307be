"""Which language a text is in."""

import pytest

from scoring.languages import guessed_language, is_in_another_language
from scoring.transcript import LANGUAGES, Language

TEXTS: dict[Language, str] = {
    "en": "I can see that you have been without heat for three days, and that is a long time with a baby. "
    "What I can do is to send a fitter on Monday, and I will call you when it is done.",
    "sv": "Jag ser att ni har varit utan värme i tre dagar, och det är länge med en bebis. Det jag kan göra "
    "är att skicka en montör på måndag, och jag ringer dig när det är klart. Är det okej för dig?",
    "da": "Jeg kan se, at I har været uden varme i tre dage, og det er længe med en baby. Det, jeg kan gøre, "
    "er at sende en montør på mandag, og jeg ringer til dig, når det er klaret. Er det i orden for dig?",
}
GERMAN = (
    "Ich sehe, dass Sie seit drei Tagen ohne Heizung sind, und das ist lang mit einem Baby. Am Montag "
    "schicke ich einen Monteur, und ich rufe Sie an, sobald das erledigt ist, versprochen."
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_told_from_the_others(language: Language) -> None:
    """By its own little words; Swedish and Danish share many."""
    assert guessed_language(TEXTS[language]) == language
    assert [is_in_another_language(TEXTS[each], language) for each in LANGUAGES] == [
        each != language for each in LANGUAGES
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_that_nobody_speaks_here_is_another(language: Language) -> None:
    """German has hardly any of the little words."""
    assert is_in_another_language(GERMAN, language)


@pytest.mark.parametrize("text", ["", "Ok.", "Nej, det kan du ikke.", "😀 😀 😀"])
def test_a_few_words_tell_nothing(text: str) -> None:
    """Short talks are never called foreign."""
    assert not is_in_another_language(text, "en")
