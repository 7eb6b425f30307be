"""The guard: reads a model's words sentence by sentence before anybody sees them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from scoring.plain_text import SPEAKERS
from scoring.reader.sentences import sentences_of
from scoring.reader.words import words_of
from scoring.text import hides_characters
from scoring.transcript import LANGUAGES, Tag
from simulator.cue import Cue
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.lexicon import ListName, beyond, calling_words, listed, pattern, stems_of, vocabularies
from simulator.voices.manner import clear_fault
from simulator.voices.matter import Matter, allowed_text, near, unlocked
from simulator.voices.prompt import fact_line, samples_of
from simulator.voices.understudy import word_count
from simulator.wording import Fault

REASONS: dict[Fault, str] = {
    "controls": "it held signs that cannot be shown",
    "format": "it held markup, a label or a stage direction; write only what is said aloud",
    "reasoning": "it told what you think about the task; write only what is said aloud",
    "assistant_like": "you spoke like a service desk; you are the customer and want something",
    "out_of_character": "you spoke about the game; you are the customer and know of none",
    "speaks_for_trainee": "you spoke the other one's lines",
    "wrong_language": "it was in another language",
    "over_budget": "it was too long",
    "locked_fact": "you told more than the cue tells",
    "invented": "you made up a number, a date or a name",
    "turned_round": "you turned round who lost and who decided",
    "too_nice": "you were kinder than the cue",
    "too_hard": "you were ruder than the cue",
    "repeats": "you had said nearly the same before",
    "echoes": "you repeated their words",
    "ends_talk": "you ended the talk",
    "lacks_call": "it did not do what the cue says",
    "lacks_fact": "it left out the fact",
}
"""What a model is told about its last try."""
_TOLERANCE = 2  # words over the budget
_NEAR = 0.75
_ECHO = 7
_ENOUGH_OF_A_FACT = 0.3
_SOFT_MOVES = frozenset({"soften", "accept", "leave"})
_LETTERS = {"en": re.compile("[åäöæøÅÄÖÆØ]"), "sv": re.compile("[æøÆØ]"), "da": re.compile("[äöÄÖ]")}
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\uffdc]")
_LABEL = re.compile(rf"^\W*(?:{'|'.join(SPEAKERS)}|user|agent|assistant|you|du)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a turn lacks, and the authored words that carry it."""

    fault: Fault
    carrier: str


class Guard:
    """The guard of one stage."""

    def __init__(self, stage: Stage) -> None:
        """Look through everything that is written for this stage."""
        self._stage = stage
        self._matter = Matter(stage)
        self._vocabularies = vocabularies(stage)
        self._calling = calling_words(stage)
        self._samples = [
            frozenset(words_of(each.text)) for line in samples_of(stage) for each in sentences_of(line)
        ]
        self._names = re.compile(
            "|".join([re.escape(stage.persona.name), *map(re.escape, stage.persona.name.split())]) + r"\s*:"
        )

    def fault(self, sentence: str, raw: str, cue: Cue, talk: Talk, shown: str) -> Fault | None:
        """Return what is wrong with the next sentence. None: it may be shown.

        `sentence` is what would be shown of the model's `raw` words, `shown` what the turn has so far. The
        cue's own sentences are always good.
        """
        if sentence in cue.line:
            return "repeats" if sentence in shown else None
        by_rule = self.by_rule(sentence, raw, cue, talk, shown)
        return by_rule or clear_fault(sentence, cue.line, self._stage.language, _allowed(cue))

    def by_rule(self, sentence: str, raw: str, cue: Cue, talk: Talk, shown: str) -> Fault | None:
        """Return what the lists and the content find wrong, without a look at how the sentence sounds."""
        checks: Sequence[tuple[Fault, Callable[[], bool]]] = (
            ("controls", lambda: hides_characters(raw)),
            *((name, partial(self._shows, name, sentence)) for name in _FIRST),
            ("speaks_for_trainee", lambda: _LABEL.search(sentence) is not None),
            ("format", lambda: self._names.match(sentence.lstrip()) is not None),
            ("wrong_language", lambda: self.is_foreign(sentence, cue)),
            ("ends_talk", lambda: "ends_talk" not in _allowed(cue) and self._has("ends_talk", sentence, cue)),
            ("turned_round", lambda: self._matter.turns_round(sentence, cue)),
            ("locked_fact", lambda: self._leaks(sentence, shown, talk, cue)),
            ("invented", lambda: self._invents(sentence, talk, cue)),
            ("too_nice", lambda: self._is_too_nice(sentence, cue)),
            ("too_hard", lambda: self._is_too_hard(sentence, cue)),
            ("repeats", lambda: self._repeats(sentence, talk, shown)),
            ("echoes", lambda: _echoes(sentence, talk)),
            ("over_budget", lambda: word_count(f"{shown} {sentence}") > cue.most_words + _TOLERANCE),
        )
        return next((fault for fault, found in checks if found()), None)

    def missing(self, text: str, cue: Cue) -> list[Missing]:
        """Return what a whole turn lacks of its cue, each with the authored words that carry it."""
        lacks = [*self._missing_facts(text, cue), *self._missing_calls(text, cue)]
        return [item for item in lacks if item.carrier and item.carrier not in text]

    def _shows(self, name: ListName, sentence: str) -> bool:
        return pattern(name, self._stage.language).search(sentence) is not None

    def _has(self, name: ListName, sentence: str, cue: Cue) -> bool:
        return beyond(pattern(name, self._stage.language), sentence, cue.line)

    def is_foreign(self, sentence: str, cue: Cue) -> bool:
        """Return whether a sentence is in another language than the talk's, as far as its words tell."""
        own = self._stage.language
        if _OTHER_SCRIPT.search(sentence):
            return True
        known = words_of(f"{cue.line} {self._stage.persona.name}")
        words = [word for word in words_of(sentence) if word not in known]
        if any(_LETTERS[own].search(word) for word in words if word not in self._vocabularies[own]):
            return True
        counts = {
            language: sum(word in self._vocabularies[language] for word in words) for language in LANGUAGES
        }
        strange = sum(
            word in listed("foreign", own) and word not in self._vocabularies[own] for word in words
        )
        rival = max((count for language, count in counts.items() if language != own), default=0)
        return (
            rival > counts[own] or strange > counts[own] or (len(words) >= 4 and counts[own] * 4 < len(words))
        )

    def _leaks(self, sentence: str, shown: str, talk: Talk, cue: Cue) -> bool:
        return self._matter.leaks(sentence, shown, allowed_text(talk, cue), unlocked(talk))

    def _invents(self, sentence: str, talk: Talk, cue: Cue) -> bool:
        known = self._vocabularies[self._stage.language]
        return self._matter.invents(sentence, allowed_text(talk, cue), known)

    def _is_too_nice(self, sentence: str, cue: Cue) -> bool:
        return "too_nice" not in _allowed(cue) and self._has("too_nice", sentence, cue)

    def _is_too_hard(self, sentence: str, cue: Cue) -> bool:
        stage = self._stage
        allowed = cue.move == "insult" or (stage.persona.swearing and cue.intensity >= 3)
        return not (stage.abuse and allowed) and self._has("too_hard", sentence, cue)

    def _repeats(self, sentence: str, talk: Talk, shown: str) -> bool:
        """Return whether a sentence was said already, or is one of those that only show the tone."""
        said = [item.turn.text for item in talk.said[:-1] if item.cue]
        mine = frozenset(words_of(sentence))
        others = (other.text for text in (*said, shown) for other in sentences_of(text))
        words = [*(frozenset(words_of(other)) for other in others), *self._samples]
        return any(near(mine, other, _NEAR) for other in words)

    def _missing_facts(self, text: str, cue: Cue) -> Iterator[Missing]:
        said = set(stems_of(text))
        for fact in cue.facts:
            line = fact_line(self._stage, cue, fact)
            told = set(stems_of(line))
            if told and len(told & said) < _ENOUGH_OF_A_FACT * len(told):
                yield Missing("lacks_fact", line)

    def _missing_calls(self, text: str, cue: Cue) -> Iterator[Missing]:
        said = set(stems_of(text))
        for tag in cue.calls_for:
            if not self._does(tag, text, said):
                yield Missing("lacks_call", _carrier(tag, cue))

    def _does(self, tag: Tag, text: str, said: set[str]) -> bool:
        """Return whether a turn may pass for what a tag calls for; in doubt it does."""
        if tag == "question":
            return "?" in text
        if tag in ("emotion", "pushback", "decision_due") and ("!" in text or "?" in text):
            return True
        return tag not in self._calling or bool(said & self._calling[tag])


_FIRST: tuple[Literal["reasoning", "format", "out_of_character", "assistant_like"], ...] = (
    "reasoning",
    "format",
    "out_of_character",
    "assistant_like",
)


def _allowed(cue: Cue) -> frozenset[Fault]:
    """Return what would be a fault elsewhere and is right at this cue."""
    soft: set[Fault] = {"too_nice"} if cue.move in _SOFT_MOVES or cue.tone == "too_nice" else set()
    last: set[Fault] = {"ends_talk"} if cue.ending else set()
    return frozenset(soft | last)


def _carrier(tag: Tag, cue: Cue) -> str:
    """Return the authored words that carry a tag: a question's own sentences, else the whole line."""
    if tag in ("question", "decision_due"):
        asked = [sentence.text for sentence in sentences_of(cue.line) if "?" in sentence.text]
        return " ".join(asked) or cue.line
    return cue.line


def _echoes(sentence: str, talk: Talk) -> bool:
    heard = next((item.turn.text for item in reversed(talk.said) if not item.cue), "")
    mine, theirs = words_of(sentence), f" {' '.join(words_of(heard))} "
    return any(f" {' '.join(mine[at : at + _ECHO])} " in theirs for at in range(len(mine) - _ECHO + 1))
