# ruff: noqa: E501 -- a spoken line stays on one line
"""Moments of one talk in three languages: what was said before the trainee turn under test."""

from scoring.reader.reading import Reader
from scoring.transcript import Brief, Language, Tag, Turn

BRIEFS: dict[Language, Brief] = {
    "en": Brief(
        decision="The yearly gym fee of 2,400 kroner is not paid back.",
        reason="The membership was cancelled in February, after it had been renewed on 31 January for a year.",
        may_offer=("pause the membership for three months", "transfer the membership to another person"),
        must_not=("pay back the fee or a part of it", "say that the front desk made a mistake"),
        facts=("a knee injury in February", "member since 2019"),
    ),
    "sv": Brief(
        decision="Årsavgiften på 2 400 kronor för gymkortet betalas inte tillbaka.",
        reason="Kortet sades upp i februari, efter att det hade förnyats den 31 januari för ett år.",
        may_offer=("pausa kortet i tre månader", "överlåta kortet till någon annan"),
        must_not=("betala tillbaka avgiften eller en del av den", "säga att receptionen gjort fel"),
        facts=("en knäskada i februari", "medlem sedan 2019"),
    ),
    "da": Brief(
        decision="Årskontingentet på 2.400 kroner for træningskortet bliver ikke betalt tilbage.",
        reason="Kortet blev opsagt i februar, efter at det var fornyet den 31. januar for et år.",
        may_offer=("sætte kortet på pause i tre måneder", "overdrage kortet til en anden"),
        must_not=(
            "betale kontingentet eller en del af det tilbage",
            "sige at receptionen har begået en fejl",
        ),
        facts=("en knæskade i februar", "medlem siden 2019"),
    ),
}

_STORY: dict[Language, str] = {
    "en": "I tore my knee on the ski slope and the surgeon says no training until October. I am so fed up.",
    "sv": "Jag slet av korsbandet i skidbacken och kirurgen säger ingen träning före oktober. Jag är så less.",
    "da": "Jeg rev korsbåndet over på skiferien, og kirurgen siger ingen træning før oktober. Jeg er så træt af det.",
}
_DUE: dict[Language, str] = {
    "en": "So do I get my 2,400 back or not?",
    "sv": "Så får jag tillbaka mina 2 400 eller inte?",
    "da": "Så får jeg mine 2.400 tilbage eller ej?",
}
_STATED: dict[Language, str] = {
    "en": "No, we don't pay the fee back.",
    "sv": "Nej, vi betalar inte tillbaka avgiften.",
    "da": "Nej, vi betaler ikke kontingentet tilbage.",
}
_PUSH: dict[Language, str] = {
    "en": "That's daylight robbery. I have been a member since 2019, you can surely give me half of it!",
    "sv": "Det är ju rena rånet. Jag har varit medlem sedan 2019, hälften kan ni väl ge mig!",
    "da": "Det er jo det rene røveri. Jeg har været medlem siden 2019, halvdelen kan I da give mig!",
}
_ABUSE: dict[Language, str] = {
    "en": "You are a brainless little puppet, do you know that?",
    "sv": "Du är en hjärndöd liten marionett, vet du det?",
    "da": "Du er en hjernedød lille marionet, ved du det?",
}
_CONCEDED: dict[Language, str] = {
    "en": "You know what, I'll get you the money back somehow, leave it with me.",
    "sv": "Vet du vad, jag fixar tillbaka pengarna på något sätt, lämna det till mig.",
    "da": "Ved du hvad, jeg skaffer dig pengene tilbage på en eller anden måde, lad mig klare det.",
}
_THANKS: dict[Language, str] = {"en": "Oh, really?", "sv": "Jaså, verkligen?", "da": "Nå, virkelig?"}

Line = tuple[dict[Language, str], tuple[Tag, ...]]
_TO_STORY: list[Line] = [(_STORY, ("story", "emotion"))]
_TO_DUE: list[Line] = [(_DUE, ("question", "decision_due"))]
MOMENTS: dict[str, list[Line]] = {
    "story": _TO_STORY,
    "due": _TO_DUE,
    "push": [*_TO_DUE, (_STATED, ()), (_PUSH, ("pushback", "emotion"))],
    "abuse": [*_TO_DUE, (_STATED, ()), (_ABUSE, ("abuse", "emotion"))],
    "conceded": [*_TO_DUE, (_STATED, ()), (_PUSH, ("pushback",)), (_CONCEDED, ()), (_THANKS, ("question",))],
}
"""Customer and trainee lines in turn, the customer first; what each customer line calls for."""


def codes_in(language: Language, moment: str, words: str) -> set[str]:
    """Return the codes that the trainee's `words` earn at `moment`."""
    reader = Reader(language, BRIEFS[language])
    lines = MOMENTS[moment]
    for index, (text, tags) in enumerate(lines):
        if index % 2 == 0:
            reader.hear(index, Turn(speaker="customer", text=text[language], calls_for=tags))
        else:
            reader.read(index, Turn(speaker="trainee", text=text[language]))
    return {finding.code for finding in reader.read(len(lines), Turn(speaker="trainee", text=words))}
