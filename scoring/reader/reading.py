"""The local reader: finds the codes of the codebook in a trainee's turns, each with its quote."""

from collections import Counter

from scoring.finding import Code, Finding
from scoring.reader.lexicon import lexicon
from scoring.reader.sentences import Sentence, sentences_of
from scoring.reader.words import stem, words_of
from scoring.transcript import Brief, Language, Tag, Transcript, Turn

READER_VERSION = "rules-1"


class Reader:
    """Reads one talk turn by turn and remembers what was said."""

    def __init__(self, language: Language, brief: Brief | None) -> None:
        self._language = language
        self._lexicon = lexicon(language)
        self._decision = self._stems(brief.decision) if brief else set()
        self._reason = self._stems(brief.reason) if brief else set()
        self._offers = self._stems(" ".join(brief.may_offer)) if brief else set()
        self._heard: set[str] = set()
        self._tags: tuple[Tag, ...] = ()
        self._said: set[str] = set()
        self._stated = False
        self._cited: int | None = None

    def hear(self, index: int, turn: Turn) -> None:
        """Take in the customer turn `index`."""
        self._heard = self._stems(turn.text)
        self._tags = turn.calls_for or ()
        self._cited = index

    def read(self, index: int, turn: Turn) -> tuple[Finding, ...]:
        """Return the findings of the trainee turn `index`, in reading order; `credited` stays False."""
        found: list[Finding] = []
        for sentence in sentences_of(turn.text):
            for code in self._codes(sentence):
                found.append(Finding(index, code, sentence.text, cites=self._cited))
        if not found and {"question", "emotion"} & set(self._tags):
            found.append(Finding(index, "absent", "", cites=self._cited))
        return tuple(found)

    def _stems(self, text: str) -> set[str]:
        return {stem(word) for word in words_of(text) if len(word) > 3}

    def _codes(self, sentence: Sentence) -> list[Code]:
        words = words_of(sentence.text)
        key = " ".join(words)
        if key in self._said:
            return []
        self._said.add(key)
        seen = Counter(concept for at in range(len(words)) for concept in self._lexicon.concepts_at(words, at))
        stems = {stem(word) for word in words if len(word) > 3}
        return self._judged(sentence, seen, stems)

    def _judged(self, sentence: Sentence, seen: Counter[str], stems: set[str]) -> list[Code]:
        codes: list[Code] = []
        shared = len(stems & self._heard)
        question = sentence.text.endswith("?")
        if seen["insult"] > 1:
            codes.append("hard")
        if seen["bend"] > 1 or seen["siding"] > 1:
            codes.append("concede")
        elif self._decision and len(stems & self._decision) > 1 and (seen["neg"] or seen["permanent"]):
            codes += self._decided()
        elif self._stated and "pushback" in self._tags and seen["still"]:
            codes.append("hold")
        elif len(stems & self._reason) > 1:
            codes.append("explain")
        if question:
            codes += ["check"] if seen["checkback"] else ["ask"] if seen["wh"] else []
        elif seen["time"] and seen["send"]:
            codes += ["next_step", "help"]
        elif len(stems & self._offers) > 1:
            codes.append("help")
        if seen["formula"] > 1 and shared < 2:
            codes.append("script")
        elif shared >= 2 and not question and not codes:
            codes.append("acknowledge")
        if seen["feeling"] and seen["natural"] and "emotion" in self._tags:
            codes.append("name_feeling")
        return codes

    def _decided(self) -> list[Code]:
        if not self._stated:
            self._stated = True
            return ["state", "answer"] if "question" in self._tags else ["state"]
        return ["hold"] if "pushback" in self._tags else []


def read(transcript: Transcript) -> tuple[Finding, ...]:
    """Return the findings of all trainee turns of `transcript`, in order; `credited` stays False."""
    reader = Reader(transcript.language, transcript.brief)
    found: list[Finding] = []
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "customer":
            reader.hear(index, turn)
        else:
            found += reader.read(index, turn)
    return tuple(found)
