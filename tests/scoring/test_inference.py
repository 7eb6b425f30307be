"""What customer turns call for where nobody said it."""

import pytest

from scoring.inference import infer_calls
from scoring.transcript import Language

_CASES: list[tuple[Language, str, str, bool]] = [
    ("en", "When can I pick it up?", "question", False),
    ("sv", "När kan jag hämta den?", "question", False),
    ("da", "Hvornår kan jeg hente den?", "question", False),
    ("en", "I'm so angry and worn out, I could cry.", "emotion", False),
    ("sv", "Jag är så arg och ledsen att jag bara vill gråta!", "emotion", False),
    ("da", "Jeg er så vred og træt, at jeg kunne græde.", "emotion", False),
    ("en", "No way. You can surely make an exception for me, just give me half of it!", "pushback", True),
    ("sv", "Aldrig i livet. Ni kan väl göra ett undantag, ge mig hälften då!", "pushback", True),
    ("da", "Aldrig i livet. I kan da gøre en undtagelse, giv mig halvdelen!", "pushback", True),
    ("en", "You're a useless idiot, you know that?", "abuse", True),
    ("sv", "Du är en värdelös idiot, vet du det?", "abuse", True),
    ("da", "Du er en ubrugelig idiot, ved du det?", "abuse", True),
]


@pytest.mark.parametrize(("language", "text", "tag", "stated"), _CASES)
def test_a_turn_calls_for_what_it_says(language: Language, text: str, tag: str, stated: bool) -> None:
    """Questions, feelings, pushes and insults are known by their words."""
    assert tag in infer_calls(text, language, stated=stated)


@pytest.mark.parametrize(("language", "text", "tag", "_stated"), _CASES)
def test_nothing_is_pushed_before_it_is_stated(
    language: Language, text: str, tag: str, _stated: bool
) -> None:
    """Without a stated decision there is nothing to press against."""
    assert "pushback" not in infer_calls(text, language, stated=False)
