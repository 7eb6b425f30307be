"""What the corpus teaches the reader: examples with features and labels, and altered copies of the talks."""

import random
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.corpus_reading import CORPUS, Label, Labelled
from benchmarks.fitting import Examples
from scoring.finding import CODES
from scoring.reader.examination import examine
from scoring.reader.memory import Memory
from scoring.reader.passage import passage
from scoring.reader.sentences import break_features, sentences_of
from scoring.reader.weights import Table
from scoring.reader.words import words_of
from scoring.transcript import Tag, Turn

STUFFING = CORPUS / "stuffing.toml"
Copies = Sequence[tuple[Callable[[Labelled], Labelled], float]]
"""How talks are altered, and how much each copy counts."""
SIGNS = frozenset('.!?,;:…–—"”“')
"""What people leave out when they type in a hurry."""


@dataclass
class Lessons:
    """All examples."""

    breaks: Examples = field(default_factory=Examples)
    sentences: Examples = field(default_factory=Examples)
    turn_of: list[int] = field(default_factory=list)
    """Per sentence, the row of its turn."""
    open_to: list[list[bool]] = field(default_factory=list)
    """Per sentence and code, whether the reader's rules let it earn the code."""
    turns: Examples = field(default_factory=Examples)
    opens: list[bool] = field(default_factory=list)
    """Per turn, whether it is the first of its talk."""
    tags: list[tuple[Tag, ...]] = field(default_factory=list)
    """Per turn, what the customer turn before it calls for."""


def break_lessons(talks: Sequence[Labelled]) -> Examples:
    """Return every gap between two words, and whether a sign ended a sentence there."""
    examples = Examples()
    for talk in talks:
        for turn in talk.transcript.turns:
            stretches = [words_of(sentence.text) for sentence in sentences_of(turn.text)]
            starts = {sum(map(len, stretches[:at])) for at in range(1, len(stretches))}
            words = [word for stretch in stretches for word in stretch]
            run = 0
            for at in range(1, len(words)):
                run += 1
                names = break_features(words, at, run, talk.transcript.language)
                examples.add(names, [int(at in starts)], talk.author, 1)
                run = 0 if at in starts else run
    return examples


def lessons_of(talks: Sequence[Labelled], breaks: Table, copies: Copies | None = None) -> Lessons:
    """Return what the talks and their altered copies teach.

    The decision counts as stated where the labels say so; what else was found before a turn is not in here.
    """
    lessons = Lessons()
    for alter, counts in copies or COPIES:
        for talk in talks:
            _learn(alter(talk), counts, lessons, breaks)
    return lessons


def _learn(talk: Labelled, counts: float, lessons: Lessons, breaks: Table) -> None:
    memory = Memory(talk.transcript.language, talk.transcript.brief)
    for index, turn in enumerate(talk.transcript.turns):
        if turn.speaker == "customer":
            memory.hear(index, passage(turn.text, memory.language), turn.calls_for or ())
        else:
            labels = [label for label in talk.labels if label.turn == index]
            _learn_turn(turn, labels, talk.author, counts, lessons, memory, breaks)


def _learn_turn(
    turn: Turn,
    labels: Sequence[Label],
    author: str,
    counts: float,
    lessons: Lessons,
    memory: Memory,
    breaks: Table,
) -> None:
    seen = examine(turn.text, memory, breaks)
    for part in seen.parts:
        if part.fresh:
            start, end = part.sentence.start, part.sentence.start + len(part.sentence.text)
            earned = {label.code for label in labels if label.covers(start, end)}
            lessons.sentences.add(part.names, [int(code in earned) for code in CODES], author, counts)
            lessons.turn_of.append(len(lessons.turns.rows))
            lessons.open_to.append([code not in part.shut for code in CODES])
    codes = [code for code in CODES if any(label.code == code for label in labels)]
    lessons.opens.append(memory.turns == 0)
    lessons.tags.append(memory.tags)
    lessons.turns.add(seen.turn_names, [int(code in codes) for code in CODES], author, counts)
    memory.keep(seen.passages(), codes)


def unpunctuated(talk: Labelled) -> Labelled:
    """Return the talk as it would be typed without signs and capitals, labels in place."""
    turns, labels = [], []
    for index, turn in enumerate(talk.transcript.turns):
        kept = [at for at, char in enumerate(turn.text) if char not in SIGNS]
        turns.append(turn.model_copy(update={"text": "".join(turn.text[at] for at in kept).lower()}))
        labels += [
            replace(label, start=_moved(label.start, kept), end=_moved(label.end, kept))
            for label in talk.labels
            if label.turn == index
        ]
    return _altered(talk, turns, labels)


def _moved(place: int, kept: Sequence[int]) -> int:
    return place if place < 0 else bisect_left(kept, place)


def stuffed(talk: Labelled) -> Labelled:
    """Return the talk with lines that are tied to nothing added to each trainee turn.

    They are `script` where the turn has nothing specific beside them.
    """
    lines: list[str] = tomllib.loads(STUFFING.read_text("utf-8"))[talk.transcript.language]
    chance = random.Random(talk.transcript.id)
    turns, labels = list(talk.transcript.turns), list(talk.labels)
    for index, turn in enumerate(turns):
        if turn.speaker == "trainee":
            added = " ".join(chance.sample(lines, chance.randint(1, 4)))
            first = chance.random() < 0.5
            text = f"{added} {turn.text}" if first else f"{turn.text} {added}"
            turns[index] = turn.model_copy(update={"text": text})
            shift = len(added) + 1 if first else 0
            labels = [_shifted(label, shift) if label.turn == index else label for label in labels]
            if not any(
                label.turn == index and label.code in ("acknowledge", "name_feeling") for label in labels
            ):
                start = 0 if first else len(turn.text) + 1
                labels.append(Label(index, "script", start, start + len(added)))
    return _altered(talk, turns, labels)


def _shifted(label: Label, by: int) -> Label:
    return label if label.start < 0 else replace(label, start=label.start + by, end=label.end + by)


def unbriefed(talk: Labelled) -> Labelled:
    """Return the talk as it is read without a brief."""
    return replace(talk, transcript=talk.transcript.model_copy(update={"brief": None}))


def untagged(talk: Labelled) -> Labelled:
    """Return the talk with every other customer turn calling for nothing, as in a talk's quiet stretches."""
    chance = random.Random(talk.transcript.id)
    turns = [
        turn.model_copy(update={"calls_for": ()}) if turn.calls_for and chance.random() < 0.5 else turn
        for turn in talk.transcript.turns
    ]
    return _altered(talk, turns, talk.labels)


def unchanged(talk: Labelled) -> Labelled:
    """Return the talk itself."""
    return talk


def _altered(talk: Labelled, turns: Sequence[Turn], labels: Sequence[Label]) -> Labelled:
    transcript = talk.transcript.model_copy(update={"turns": tuple(turns)})
    return replace(talk, transcript=transcript, labels=tuple(labels))


COPIES: Copies = (
    (unchanged, 1.0),
    (unpunctuated, 0.6),
    (stuffed, 0.2),
    (unbriefed, 0.2),
    (untagged, 0.2),
)
"""How each talk is altered, and how much the copy counts beside the talk itself."""
