"""Reads what a customer says and does not say: the authors' own sentences, the packaged content, both sides' talks.

`voice_corpus/LANGUAGE-AUTHOR.txt` holds one saying a line under a heading that names what is wrong with it, `honest`,
or `honest_soft` (right where the cue softens or accepts).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus_reading import load_corpus
from scoring.reader.sentences import sentences_of
from scoring.transcript import Language
from simulator.content.library import Library, packaged_folder
from simulator.content.models import Persona, ScenarioVoice
from simulator.voices.lexicon import texts_of

CORPUS = Path(__file__).parent / "voice_corpus"
HELD_OUT = "k"
"""The author whose sentences nothing is learned from."""
_SOFT_MOVES = frozenset({"soften", "accept", "leave"})
_PLAIN_TAGS = frozenset({"pushback", "abuse", "question", "decision_due"})


@dataclass(frozen=True)
class Saying:
    """One sentence, and what is wrong with it."""

    text: str
    language: Language
    kind: str
    """A fault of the guard; `trainee`: the other side's words; empty: nothing is wrong with it."""
    source: str
    """Who wrote it, or the id of the content it stands in."""
    line: str = ""
    """An authored line of the same sense, as a cue would carry it. Empty: none."""
    soft: bool = False
    """Whether it is right only where the customer may be kind, or may end the talk."""


def misdeeds(author: str, language: Language) -> list[Saying]:
    """Return what an author wrote of what a customer does not say; a line is one saying."""
    return [
        Saying(text, language, kind, f"author {author}")
        for kind, text in _lines(author, language)
        if not kind.startswith("honest")
    ]


def honest_lines(author: str, language: Language) -> list[Saying]:
    """Return the sentences of the lines that an author wrote for honest customers."""
    return [
        Saying(each.text, language, "", f"author {author}", soft=kind == "honest_soft")
        for kind, text in _lines(author, language)
        if kind.startswith("honest")
        for each in sentences_of(text)
    ]


def authors() -> list[str]:
    """Return the letters of all authors, in order."""
    return sorted({path.stem.partition("-")[2] for path in CORPUS.glob("??-?.txt")})


def packaged() -> Iterator[Saying]:
    """Yield every sentence of the packaged customers and of the model lines for trainees."""
    library = Library([packaged_folder()])
    for persona in library.personas().values():
        yield from _persona(persona)
    for scenario in library.scenarios().values():
        for language, matter in scenario.languages.items():
            yield from _matter(scenario.id, language, matter)


def talks() -> Iterator[Saying]:
    """Yield the sentences of the corpus of talks: customers who press, and all that trainees say."""
    for talk in load_corpus():
        for turn in talk.transcript.turns:
            pressing = set(turn.calls_for or ()) and set(turn.calls_for or ()) <= _PLAIN_TAGS
            if turn.speaker == "trainee" or pressing:
                kind = "trainee" if turn.speaker == "trainee" else ""
                source = f"talks {talk.author[-1]}"
                for each in sentences_of(turn.text):
                    yield Saying(each.text, talk.transcript.language, kind, source)


def _lines(author: str, language: Language) -> Iterator[tuple[str, str]]:
    kind = ""
    for line in (CORPUS / f"{language}-{author}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:]
        elif line:
            yield kind, line


def _persona(persona: Persona) -> Iterator[Saying]:
    for language, voice in persona.languages.items():
        for move, by_level in voice.lines.items():
            soft = move in _SOFT_MOVES or persona.kind == "too_nice"
            for lines in by_level.values():
                yield from _alike(lines, language, persona.id, soft)
        for lines in voice.reactions.values():
            yield from _alike(lines, language, persona.id, soft=True)


def _matter(name: str, language: Language, matter: ScenarioVoice) -> Iterator[Saying]:
    told = [matter.opening, matter.secret, *matter.story]
    toned = [*(each.tell for each in told), matter.asks_decision, matter.reaction]
    for by_tone in [*toned, *(push.say for push in matter.pushes)]:
        for tone, lines in by_tone.items():
            yield from _alike(lines, language, name, tone == "too_nice")
    for question in matter.questions:
        yield from _alike(question.say, language, name, soft=False)
    answers = [text for each in told for text in (each.acknowledge, each.name_feeling, each.ask)]
    for text in [*texts_of(matter.exemplar), *matter.concessions, *answers]:
        yield from (Saying(each.text, language, "trainee", name) for each in sentences_of(text))


def _alike(lines: tuple[str, ...], language: Language, source: str, soft: bool) -> Iterator[Saying]:
    """Yield the sentences of lines of one sense, each beside the next line."""
    for at, text in enumerate(lines):
        other = lines[(at + 1) % len(lines)] if len(lines) > 1 else ""
        for each in sentences_of(text):
            yield Saying(each.text, language, "", source, other, soft)
