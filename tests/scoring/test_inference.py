"""What customer turns call for where nobody said it."""

import pytest

from scoring.inference import Moment, infer_calls, inference_version
from scoring.transcript import TAGS, Language, Tag

_COUNSELLING = Moment(briefed=False)
_CASES: list[tuple[Language, str, Tag, bool]] = [
    ("en", "When can I pick it up?", "question", False),
    ("sv", "När kan jag hämta den?", "question", False),
    ("da", "Hvornår kan jeg hente den?", "question", False),
    ("en", "when can i pick it up", "question", False),
    ("sv", "när kan jag hämta den", "question", False),
    ("da", "hvornår kan jeg hente den", "question", False),
    ("en", "I'm so angry and worn out, I could cry.", "emotion", False),
    ("sv", "Jag är så arg och slut att jag kunde gråta.", "emotion", False),
    ("da", "Jeg er så vred og træt, at jeg kunne græde.", "emotion", False),
    ("en", "No way. You can surely make an exception for me, just give me half of it!", "pushback", True),
    ("sv", "Aldrig i livet. Ni kan väl göra ett undantag, ge mig hälften då!", "pushback", True),
    ("da", "Aldrig i livet. I kan da gøre en undtagelse, giv mig halvdelen!", "pushback", True),
    ("en", "You're a useless idiot, you know that?", "abuse", True),
    ("sv", "Du är en värdelös idiot, vet du det?", "abuse", True),
    ("da", "Du er en ubrugelig idiot, ved du det?", "abuse", True),
    ("en", "Okay. Thanks for telling me straight, bye.", "closing", True),
    ("sv", "Okej. Tack för att du sa det rakt ut, hej då.", "closing", True),
    ("da", "Okay. Tak fordi du sagde det lige ud, farvel.", "closing", True),
]


@pytest.mark.parametrize(("language", "text", "tag", "stated"), _CASES)
def test_a_turn_calls_for_what_it_says(language: Language, text: str, tag: Tag, stated: bool) -> None:
    """Questions, feelings, pushes, insults and farewells are known by their words."""
    assert tag in infer_calls(text, language, stated=stated)


@pytest.mark.parametrize(("language", "text", "tag", "_stated"), _CASES)
def test_nothing_is_pushed_before_it_is_stated(
    language: Language, text: str, tag: Tag, _stated: bool
) -> None:
    """Without a stated decision there is nothing to press against."""
    assert "pushback" not in infer_calls(text, language, stated=False)


@pytest.mark.parametrize(("language", "text", "_tag", "stated"), _CASES)
def test_without_a_brief_nothing_is_due_or_pushed(
    language: Language, text: str, _tag: Tag, stated: bool
) -> None:
    """Where nothing is decided nobody asks for the decision."""
    found = infer_calls(text, language, moment=Moment(stated=stated, briefed=False))

    assert not {"decision_due", "pushback"} & set(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I started watching what I ate, and I have been walking a lot."),
        ("sv", "Jag började tänka på vad jag åt och jag har gått mycket."),
        ("da", "Jeg begyndte at tænke på, hvad jeg spiste, og jeg har gået meget."),
        ("en", "i smoke a little less than a pack a day on my breaks at work"),
        ("sv", "jag röker knappt ett paket om dagen på mina raster på jobbet"),
        ("da", "jeg ryger knap en pakke om dagen i mine pauser på arbejdet"),
    ],
)
def test_a_plain_statement_is_a_story_and_no_question(language: Language, text: str) -> None:
    """Whoever tells of themselves gives a fact, with or without punctuation."""
    found = infer_calls(text, language, moment=_COUNSELLING)

    assert "story" in found
    assert "question" not in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yeah."),
        ("en", "Mm-hmm. Okay."),
        ("en", "You know?"),
        ("sv", "Ja, precis."),
        ("sv", "Mm, okej."),
        ("da", "Ja, lige præcis."),
        ("da", "Nå, okay."),
        ("en", ""),
        ("sv", "😀"),
    ],
)
def test_a_nod_calls_for_nothing(language: Language, text: str) -> None:
    """Neither a question nor a farewell."""
    assert infer_calls(text, language, moment=_COUNSELLING) == ()


def test_a_long_turn_calls_for_what_its_parts_call_for() -> None:
    """Length alone adds nothing, and the codebook's order is kept."""
    filler = "It was on the left and then it was on the right. " * 20
    found = infer_calls(f"{filler} I could cry, I'm so angry. When can I have it?", "en")

    assert {"emotion", "question"} <= set(found)
    assert list(found) == [tag for tag in TAGS if tag in found]


def test_the_version_names_weights_and_forms() -> None:
    """Eight hexadecimal digits."""
    assert int(inference_version(), 16) >= 0
    assert len(inference_version()) == 8
