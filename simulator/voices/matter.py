"""What may be told by now and what is locked, and who is who in it: the guard's check of the matter."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scoring.reader.sentences import sentences_of
from scoring.reader.words import stem, words_of
from scoring.transcript import Language
from simulator.content.models import ScenarioVoice
from simulator.cue import Cue
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.lexicon import beyond, listed, pattern, stems_of, texts_of
from simulator.voices.numbers import numbers_in
from simulator.voices.prompt import told_lines

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?…:\"“”»«–—-]\s*$")
_INTERJECTION = re.compile(r"\b(?:no|nej|nä)\b(?=[,.!])", re.I)
_REACH = 3
"""Words after a negation that it covers."""
_FEWEST_STRONG, _FEWEST_WEAK = 1, 2
_FEWEST_SHARED = 2
_FEWEST_TO_COMPARE = 3
_ALIKE = 0.5
"""Telling words that two sentences must share before one can contradict the other."""
_OWN: dict[Language, frozenset[str]] = {
    "en": frozenset({"i", "my", "i'm", "i've", "i'd"}),
    "sv": frozenset({"jag", "min", "mitt", "mina"}),
    "da": frozenset({"jeg", "min", "mit", "mine"}),
}
_THEIRS: dict[Language, frozenset[str]] = {
    "en": frozenset({"you", "your", "you're", "you've", "you'd"}),
    "sv": frozenset({"du", "din", "ditt", "dina", "ni", "er", "ert", "era"}),
    "da": frozenset({"du", "din", "dit", "dine", "i", "jeres"}),
}


class Matter:
    """The matter of one stage, ready to compare sentences with."""

    def __init__(self, stage: Stage) -> None:
        """Look through everything that a customer may say on this stage."""
        self._stage = stage
        self._language = stage.language
        matter = stage.matter
        common = [*texts_of(stage.persona.languages[stage.language]), *_not_locked(matter)]
        self._common = frozenset(found for text in common for found in stems_of(text))
        self._locked = {name: _telling(lines, self._common) for name, lines in _facts(matter)}
        self._tellings = {name: _tellings(lines) for name, lines in _facts(matter)}
        self._whose = self._one_sided([text for _, lines in _facts(matter) for text in lines] + common)

    def leaks(self, sentence: str, shown: str, allowed: str, unlocked: Sequence[str]) -> bool:
        """Return whether a sentence, after what the turn has `shown`, tells a fact not among the `unlocked`.

        `allowed` is everything that may be said by now; what stands in it gives nothing away.
        """
        alone, joined = frozenset(words_of(sentence)), frozenset(words_of(f"{shown} {sentence}"))
        if any(
            near(alone, told) or near(joined, told)
            for name, tellings in self._tellings.items()
            for told in tellings
            if name not in unlocked
        ):
            return True
        fresh = set(stems_of(sentence)) - set(stems_of(allowed))
        return any(
            len(fresh & strong) >= _FEWEST_STRONG or len(fresh & (strong | weak)) >= _FEWEST_WEAK
            for name, (strong, weak) in self._locked.items()
            if name not in unlocked
        )

    def invents(self, sentence: str, allowed: str, known_words: frozenset[str]) -> bool:
        """Return whether a sentence names a number, a date or a person that nobody has mentioned."""
        language = self._language
        if set(numbers_in(sentence, language)) - set(numbers_in(allowed, language)):
            return True
        mentioned = set(words_of(allowed))
        telling = {*listed("dates", language), *listed("people", language)} & set(words_of(sentence))
        return bool(telling - mentioned) or any(
            name not in mentioned and name not in known_words for name in _names(sentence)
        )

    def turns_round(self, sentence: str, cue: Cue) -> bool:
        """Return whether a sentence puts the company's words in the customer's mouth, or flips a fact."""
        language = self._language
        if beyond(pattern("turned_round", language), sentence, cue.line):
            return True
        return self._swaps(sentence, cue) or _flips(sentence, cue.line, language)

    def _swaps(self, sentence: str, cue: Cue) -> bool:
        """Return whether something that is always the customer's is called theirs, or the other way round."""
        said = set(_belongings(cue.line, self._language))
        return any(
            pair not in said and self._whose.get(what, whose) != whose
            for pair in _belongings(sentence, self._language)
            for whose, what in [pair]
        )

    def _one_sided(self, texts: Sequence[str]) -> dict[str, str]:
        """Return for each thing whose it is, where the content says so at least twice and never otherwise."""
        pairs = Counter(pair for text in texts for pair in _belongings(text, self._language))
        owners: dict[str, set[str]] = {}
        for whose, what in pairs:
            owners.setdefault(what, set()).add(whose)
        return {
            what: next(iter(whose))
            for what, whose in owners.items()
            if len(whose) == 1 and pairs[next(iter(whose)), what] >= 2
        }


def allowed_text(talk: Talk, cue: Cue) -> str:
    """Return everything that may be said by now: what both know, what was said, and the cue's line."""
    said = [item.turn.text for item in talk.said[:-1]]
    stage = talk.stage
    known = [*stage.matter.known, stage.matter.company, stage.persona.name]
    return "\n".join([*known, *said, *told_lines(stage, talk.said), cue.line])


def unlocked(talk: Talk) -> list[str]:
    """Return the ids of the facts that are told by now, those of the last cue among them."""
    return [fact for item in talk.said if item.cue for fact in item.cue.facts]


def _facts(matter: ScenarioVoice) -> Iterator[tuple[str, list[str]]]:
    yield "secret", list(texts_of(matter.secret.tell))
    yield from ((f"story.{fact.id}", list(texts_of(fact.tell))) for fact in matter.story)


def _not_locked(matter: ScenarioVoice) -> Iterator[str]:
    yield from texts_of(matter.opening.tell)
    yield from texts_of(matter.asks_decision)
    yield from texts_of(matter.reaction)
    yield from matter.known


def _tellings(lines: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Return the words of every line that tells a fact, and of every sentence in it."""
    texts = [text for line in lines for text in (line, *(each.text for each in sentences_of(line)))]
    return tuple(dict.fromkeys(frozenset(words_of(text)) for text in texts))


def near(mine: frozenset[str], theirs: frozenset[str], share: float = _ALIKE) -> bool:
    """Return whether two sentences of three words or more have at least a share of their words in common."""
    shortest = min(len(mine), len(theirs))
    return shortest >= _FEWEST_TO_COMPARE and len(mine & theirs) >= share * len(mine | theirs)


def _telling(lines: Sequence[str], common: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems that give a fact away alone, and those that do so in pairs."""
    counts = Counter(found for line in lines for found in set(stems_of(line)) - common)
    strong = frozenset(found for found, times in counts.items() if times >= 3)
    return strong, frozenset(counts) - strong


def _names(sentence: str) -> Iterator[str]:
    """Yield the words that are written like names, in lower case; the first of a sentence may be anything."""
    for found in _WORD.finditer(sentence):
        before = sentence[: found.start()]
        if before.strip() and not _ENDS.search(before) and found[0][0].isupper() and len(found[0]) > 1:
            yield found[0].lower().replace("’", "'").removesuffix("'s")


def _belongings(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield who is said to have or do what: a word of a person, and the stem of the next telling word."""
    for first, second in pairwise(words_of(text)):
        if len(second) > 3 and first in _OWN[language]:
            yield "own", stem(second)
        elif len(second) > 3 and first in _THEIRS[language]:
            yield "theirs", stem(second)


def _flips(sentence: str, line: str, language: Language) -> bool:
    """Return whether something that the line affirms is denied in the sentence, or the other way round."""
    denied, affirmed = _polarity(sentence, language)
    line_denied, line_affirmed = _polarity(line, language)
    if len((denied | affirmed) & (line_denied | line_affirmed)) < _FEWEST_SHARED:
        return False
    return bool((denied - affirmed) & (line_affirmed - line_denied)) or bool(
        (affirmed - denied) & (line_denied - line_affirmed)
    )


def _polarity(text: str, language: Language) -> tuple[set[str], set[str]]:
    """Return the stems that stand shortly after a negation, and all others."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    left = 0
    for word in words_of(_INTERJECTION.sub(" ", text)):
        if word in listed("negation", language) or word.endswith("n't"):
            left = _REACH + 1
        left = max(0, left - 1)
        if telling := stems_of(word):
            (denied if left else affirmed).update(telling)
    return denied, affirmed
