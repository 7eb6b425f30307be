"""What to know about a scenario before it is used."""

import re
from collections import Counter
from collections.abc import Iterator

from simulator.checking.remarks import Remark, check_alike, check_texts
from simulator.content.loading import Document
from simulator.content.models import Exemplar, Scenario, ScenarioVoice, Telling
from simulator.content.problems import Loc
from simulator.content.written import TONES, LinesByTone

ENOUGH = {"opening.tell": 3, "asks_decision": 3, "reaction": 3, "tell": 2, "say": 1}
"""Wordings a tone."""
ENOUGH_ITEMS = {"story": 6, "pushes": 10, "questions": 8}
"""Entries that carry a whole talk."""

_NOT_WORDS = re.compile(r"[^\w]+")
_STEM = 5  # letters that two forms of a word share
_LONG = 4  # letters of a word that may name an offer


def check_scenario(document: Document, scenario: Scenario) -> list[Remark]:
    """Return what to know about a scenario."""
    remarks = [*check_texts(document), *_ids(document, scenario)]
    for language, voice in scenario.languages.items():
        here: Loc = ("languages", language)
        remarks += _wordings(document, here, voice)
        remarks += _about(document, here, voice)
        remarks += _concessions(document, here, voice)
        remarks += _offers(document, here, voice)
        remarks += check_alike(document, _told_in(here, voice))
    return remarks


def _ids(document: Document, scenario: Scenario) -> Iterator[Remark]:
    first, *rest = scenario.languages
    for part in ("story", "pushes", "questions"):
        wanted = _ids_of(scenario.languages[first], part)
        for language in rest:
            ids = _ids_of(scenario.languages[language], part)
            if ids != wanted:
                lone = sorted(set(ids) ^ set(wanted))
                said = (
                    f"has other ids than {first} ({', '.join(lone) or 'another order'}); make them the same"
                )
                yield Remark("fault", document.problem(("languages", language, part), said, at_key=True))


def _ids_of(voice: ScenarioVoice, part: str) -> list[str]:
    match part:
        case "story":
            return [fact.id for fact in voice.story]
        case "pushes":
            return [push.id for push in voice.pushes]
        case _:
            return [question.id for question in voice.questions]


def _wordings(document: Document, here: Loc, voice: ScenarioVoice) -> Iterator[Remark]:
    lacks: dict[str, list[Loc]] = {}
    for loc, lines, enough in _by_tone(here, voice):
        missing = [tone for tone in TONES if tone not in lines]
        few = [tone for tone in TONES if tone in lines and len(lines[tone]) < enough]
        if missing:
            lacks.setdefault(f"has no wording for {', '.join(missing)}, borrows another tone", []).append(loc)
        if few:
            lacks.setdefault(f"has fewer than {enough} wordings for {', '.join(few)}", []).append(loc)
    for said, places in lacks.items():
        others = f", as in {len(places) - 1} other places" if len(places) > 1 else ""
        yield Remark("warning", document.problem(places[0], f"{said}{others}; write more", at_key=True))
    counts = {"story": len(voice.story), "pushes": len(voice.pushes), "questions": len(voice.questions)}
    for part, count in counts.items():
        enough = ENOUGH_ITEMS[part]
        if count < enough:
            said = f"has {count}; {enough} carry a whole talk"
            yield Remark("warning", document.problem((*here, part), said, at_key=True))
    once = [index for index, question in enumerate(voice.questions) if len(question.say) < 2]
    if once:
        said = f"has one wording, as {len(once)} questions in all; write two or more"
        yield Remark("warning", document.problem((*here, "questions", once[0], "say"), said, at_key=True))


def _by_tone(here: Loc, voice: ScenarioVoice) -> Iterator[tuple[Loc, LinesByTone, int]]:
    yield (*here, "opening", "tell"), voice.opening.tell, ENOUGH["opening.tell"]
    yield (*here, "secret", "tell"), voice.secret.tell, ENOUGH["tell"]
    yield (*here, "asks_decision"), voice.asks_decision, ENOUGH["asks_decision"]
    yield (*here, "reaction"), voice.reaction, ENOUGH["reaction"]
    for index, fact in enumerate(voice.story):
        yield (*here, "story", index, "tell"), fact.tell, ENOUGH["tell"]
    for index, push in enumerate(voice.pushes):
        yield (*here, "pushes", index, "say"), push.say, ENOUGH["say"]


def _told_in(here: Loc, voice: ScenarioVoice) -> Iterator[tuple[Loc, Loc, str]]:
    """Yield each line with its place and slot: only one wording of a fact is ever told, whatever the tone."""
    for loc, lines, _ in _by_tone(here, voice):
        several = loc[-1] == "asks_decision"  # asked up to three times in a talk
        for tone, wordings in lines.items():
            for index, line in enumerate(wordings):
                place = (*loc, tone, index)
                yield place, (*loc, tone, index) if several else loc, line
    for number, question in enumerate(voice.questions):
        for index, line in enumerate(question.say):
            place = (*here, "questions", number, "say", index)
            yield place, place[:-1], line


def _about(document: Document, here: Loc, voice: ScenarioVoice) -> Iterator[Remark]:
    owners = Counter(key for fact in voice.story for key in set(fact.about))
    for number, fact in enumerate(voice.story):
        place: Loc = (*here, "story", number, "about")
        for index, key in enumerate(fact.about):
            if key != key.lower():
                said = f"is never found, for it has capitals; write {key.lower()!r}"
                yield Remark("fault", document.problem((*place, index), said))
            elif len(key) < 3:
                said = "is found in too many words; write three letters or more"
                yield Remark("warning", document.problem((*place, index), said))
            elif owners[key] > 1:
                said = "stands under two facts; the earlier one is told, so keep it under one"
                yield Remark("warning", document.problem((*place, index), said))
        told = " ".join([*(line for lines in fact.tell.values() for line in lines), *_answers(fact)]).lower()
        if not any(key in told for key in fact.about):
            said = f"has no word that occurs in {fact.id} itself; would a question contain one?"
            yield Remark("warning", document.problem(place, said, at_key=True))


def _concessions(document: Document, here: Loc, voice: ScenarioVoice) -> Iterator[Remark]:
    phrases = {_plain(phrase): phrase for phrase in voice.concessions}
    for loc, line in _model_lines(here, voice):
        for plain, phrase in phrases.items():
            if plain in _plain(line):
                said = f"says the concession “{phrase}”; an exemplar must not give the matter away"
                yield Remark("fault", document.problem(loc, said))


def _model_lines(here: Loc, voice: ScenarioVoice) -> Iterator[tuple[Loc, str]]:
    """Yield the trainee's model lines with their places, but for `repair`, which quotes a concession."""
    for name in Exemplar.model_fields:
        said: str | tuple[str, ...] = getattr(voice.exemplar, name)
        if isinstance(said, str) and name != "repair":
            yield (*here, "exemplar", name), said
        elif not isinstance(said, str):
            yield from (((*here, "exemplar", name, index), line) for index, line in enumerate(said))
    yield (*here, "reaction_feeling"), voice.reaction_feeling
    for index, question in enumerate(voice.questions):
        yield (*here, "questions", index, "answer"), question.answer
    for place, telling in (
        ((*here, "opening"), voice.opening), ((*here, "secret"), voice.secret),
        *(((*here, "story", index), fact) for index, fact in enumerate(voice.story)),
    ):  # fmt: skip
        for name, line in zip(("acknowledge", "name_feeling", "ask"), _answers(telling), strict=True):
            yield (*place, name), line


def _answers(telling: Telling) -> tuple[str, str, str]:
    return telling.acknowledge, telling.name_feeling, telling.ask


def _offers(document: Document, here: Loc, voice: ScenarioVoice) -> Iterator[Remark]:
    exemplar = voice.exemplar
    other_words = _stems(" ".join([exemplar.signpost, exemplar.state, *exemplar.holds]))
    offers = [_stems(offer) - other_words for offer in voice.may_offer]
    ways = [*exemplar.help, *exemplar.next_step, *(question.answer for question in voice.questions)]
    for index, offer in enumerate(offers):
        if offer and not any(offer & _stems(way) for way in ways):
            said = "is offered in no exemplar; name it in exemplar.help or exemplar.next_step"
            yield Remark("warning", document.problem((*here, "may_offer", index), said))
    for name, lines in (("help", exemplar.help), ("next_step", exemplar.next_step)):
        for index, line in enumerate(lines):
            if not any(offer & _stems(line) for offer in offers):
                said = "names nothing that may be offered; write it from may_offer, or add the offer there"
                yield Remark("warning", document.problem((*here, "exemplar", name, index), said))


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words, and the numbers."""
    words = _NOT_WORDS.split(text.lower())
    return {word[:_STEM] for word in words if len(word) >= _LONG or word.isdigit()}


def _plain(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", text.lower()).split())
