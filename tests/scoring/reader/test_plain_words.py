# ruff: noqa: E501 - one line of cases a language
"""Plain speech: what most people say first is read as what it is, in all three languages."""

import pytest

from scoring.finding import Code
from scoring.reader.reading import Reader
from scoring.transcript import Brief, Language, Tag, Turn

BRIEFS: dict[Language, Brief] = {
    "en": Brief(
        decision="The application for a new kitchen grant is rejected.",
        reason="The household's income is above the limit of £31,000.",
        may_offer=(
            "a written decision today",
            "the form for a review",
            "a call with the housing adviser on Thursday",
        ),
        must_not=("promise a review outcome", "pay part of the grant"),
        facts=("The application came in on 3 March.",),
    ),
    "sv": Brief(
        decision="Ansökan om bidrag till nytt kök avslås.",
        reason="Hushållets inkomst ligger över gränsen på 340 000 kronor.",
        may_offer=(
            "ett skriftligt beslut i dag",
            "blanketten för omprövning",
            "ett samtal med rådgivaren på torsdag",
        ),
        must_not=("lova hur omprövningen går", "betala en del av bidraget"),
        facts=("Ansökan kom in den 3 mars.",),
    ),
    "da": Brief(
        decision="Ansøgningen om tilskud til nyt køkken er afvist.",
        reason="Husstandens indkomst ligger over grænsen på 310.000 kroner.",
        may_offer=("en skriftlig afgørelse i dag", "klageskemaet", "en samtale med rådgiveren på torsdag"),
        must_not=("love, hvordan klagen ender", "betale en del af tilskuddet"),
        facts=("Ansøgningen kom ind den 3. marts.",),
    ),
}
DUE: dict[Language, str] = {
    "en": "So, did I get the grant or not?",
    "sv": "Så, fick jag bidraget eller inte?",
    "da": "Nå, fik jeg så tilskuddet eller ej?",
}
STATED: dict[Language, str] = {
    "en": "No, your application has been rejected.",
    "sv": "Nej, din ansökan har fått avslag.",
    "da": "Nej, din ansøgning er blevet afvist.",
}
PUSH: dict[Language, str] = {
    "en": "Come on, it's only a few pounds over. Make an exception.",
    "sv": "Men snälla, det är ju bara några kronor över. Gör ett undantag.",
    "da": "Hold nu op, det er jo kun et par kroner over. Gør en undtagelse.",
}
TOLD: dict[Language, str] = {
    "en": "I've been cooking on a camping stove since Christmas, I'm so sick of it!",
    "sv": "Jag har lagat mat på ett campingkök sen jul, jag är så less!",
    "da": "Jeg har lavet mad på et campingblus siden jul, jeg er så træt af det!",
}
SAID: dict[Code, dict[Language, tuple[str, ...]]] = {
    "state": {
        "en": ("We're saying no to your application.", "The answer is no.", "I'm afraid it's a no.",
               "You won't be getting the grant.", "We can't give you the grant.", "It's been turned down.",
               "Unfortunately the grant was refused.", "There will be no grant for you."),
        "sv": ("Vi säger nej till din ansökan.", "Svaret är nej.", "Du får inte bidraget.",
               "Vi kan inte ge dig bidraget.", "Det blev avslag.", "Din ansökan är avslagen.", "Det blir inget bidrag."),
        "da": ("Vi siger nej til din ansøgning.", "Svaret er nej.", "Det er desværre et nej.", "Du får ikke tilskuddet.",
               "Vi kan ikke give dig tilskuddet.", "Du har fået afslag.", "Din ansøgning er desværre afslået.",
               "Der bliver ikke noget tilskud."),
    },
    "hold": {
        "en": ("It's still no.", "That doesn't change the answer.", "The decision stands.", "The answer stays the same.", ),
        "sv": ("Det är fortfarande nej.", "Det ändrar inte svaret.", "Beslutet står fast.", "Svaret är detsamma.", ),
        "da": ("Det er stadig nej.", "Det ændrer ikke på svaret.", "Afgørelsen står fast.", "Svaret er det samme.", ),
    },
    "acknowledge": {
        "en": ("Cooking on a camping stove for months, that's what you've had.",),
        "sv": ("Så du har lagat mat på campingkök ända sedan jul.", ),
        "da": ("Så du har lavet mad på et campingblus lige siden jul.", ),
    },
    "name_feeling": {
        "en": ("It must be exhausting to cook like that for months.", "No wonder you're sick of it after all that time on a camping stove."),
        "sv": ("Det måste vara tröttsamt att laga mat så i månader.", "Inte konstigt att du är less efter så lång tid med campingkök."),
        "da": ("Det må være udmattende at lave mad sådan i månedsvis.", "Det er ikke så mærkeligt, du er træt af det efter så lang tid."),
    },
    "ask": {
        "en": ("How do you manage day to day?",),
        "sv": ("Hur har det varit?", "Hur klarar du vardagen?"),
        "da": ("Hvordan har det været?", "Hvordan klarer du hverdagen?"),
    },
    "help": {
        "en": ("I can send you the form for a review.", "I'd like to book you a call with the housing adviser on Thursday."),
        "sv": ("Jag kan skicka blanketten för omprövning till dig.", "Jag bokar gärna ett samtal med rådgivaren åt dig på torsdag."),
        "da": ("Jeg kan sende dig klageskemaet.", "Jeg vil gerne booke en samtale med rådgiveren til dig på torsdag."),
    },
}  # fmt: skip
CALLS: dict[Code, tuple[dict[Language, str], tuple[Tag, ...]]] = {
    "state": (DUE, ("decision_due",)),
    "hold": (PUSH, ("pushback",)),
    "acknowledge": (TOLD, ("emotion", "story")),
    "name_feeling": (TOLD, ("emotion", "story")),
    "ask": (TOLD, ("emotion", "story")),
    "help": (TOLD, ("emotion", "story")),
}
CASES = [
    pytest.param(code, language, words, id=f"{code}-{language}-{number}")
    for code, by_language in SAID.items()
    for language, lines in by_language.items()
    for number, words in enumerate(lines)
]
HURTFUL: frozenset[Code] = frozenset(
    {"hard", "judge", "concede", "script", "assume", "vague", "defend", "appease"}
)


@pytest.mark.parametrize(("code", "language", "words"), CASES)
def test_plain_words_are_read_as_what_they_are(code: Code, language: Language, words: str) -> None:
    """An ordinary sentence earns its code and is no pitfall."""
    customer, tags = CALLS[code]
    reader = Reader(language, BRIEFS[language])
    index = 0
    if code in ("hold", "help"):
        reader.hear(0, Turn(speaker="customer", text=DUE[language], calls_for=("decision_due",)))
        reader.read(1, Turn(speaker="trainee", text=STATED[language]))
        index = 2
    reader.hear(index, Turn(speaker="customer", text=customer[language], calls_for=tags))
    found = {finding.code for finding in reader.read(index + 1, Turn(speaker="trainee", text=words))}

    assert code in found
    assert not found & HURTFUL
