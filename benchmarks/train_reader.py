"""Trains the local reader's weights from the labelled corpus.

    python benchmarks/train_reader.py            writes scoring/reader/weights.json
    python benchmarks/train_reader.py --folds    also prints how it does on authors it has not seen

Needs numpy, scipy and scikit-learn beside the project. Two stages: a linear model per code over the features of a
sentence, then one over the best sentence scores of a turn and the turn's own features. The second learns from scores
that the first gave to authors it had not seen. Weights are rounded to whole numbers; thresholds sit in the bias.
"""

import argparse
import random
import sys
import tomllib
import warnings
import zlib
from base64 import b85encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import kappa, print_table
from benchmarks.corpus_reading import CORPUS, Label, Labelled, load_corpus
from scoring.finding import CODES
from scoring.inference import call_features
from scoring.reader.examination import examine
from scoring.reader.memory import Memory
from scoring.reader.passage import passage
from scoring.reader.sentences import break_features, sentences_of
from scoring.reader.verdict import CLIP
from scoring.reader.weights import StoredTable, StoredWeights, Table, load_table, load_weights
from scoring.reader.words import words_of
from scoring.transcript import TAGS

WEIGHTS = Path(__file__).resolve().parent.parent / "scoring" / "reader" / "weights.json"
STUFFING = CORPUS / "stuffing.toml"
SENTENCE_SCALE = 32
TURN_SCALE = 1024
FEWEST = {"breaks": 4, "sentence": 5, "turn": 5, "calls": 4}
"""In how many places a feature must stand to be weighed."""
STRENGTH = {"breaks": 1.0, "sentence": 0.3, "turn": 0.3, "calls": 0.3}
"""Inverse of the regularisation."""
WITH_OTHERS = frozenset({"state", "answer", "hold", "absent", "vague", "script", "explain", "repair"})
"""Codes whose presence in a turn depends on what else it holds. For the others nothing said beside them counts."""
BREAK_EAGERNESS = 0.3
"""Added to the log-odds of a break: a missed one costs more than one too many."""
SIGNS = frozenset(".!?,;:…–—\"”“")
"""What people leave out when they type in a hurry."""


@dataclass
class Examples:
    """What one stage learns from, over all authors."""

    names: list[Sequence[str]]
    """Feature names per example."""
    labels: np.ndarray
    """Example by column, 0 or 1."""
    authors: np.ndarray
    """Who wrote each example."""


@dataclass
class Lessons:
    """All examples of the corpus."""

    sentences: Examples
    turn_of: np.ndarray
    """Per sentence, the row of its turn."""
    turns: Examples
    calls: Examples


def lessons_of(talks: Sequence[Labelled], breaks: Table) -> Lessons:
    """Return what the corpus teaches; what was found before a turn is taken from the labels."""
    sentences: list[tuple[Sequence[str], list[int], str, int]] = []
    turns: list[tuple[Sequence[str], list[int], str]] = []
    calls: list[tuple[Sequence[str], list[int], str]] = []
    for talk in talks:
        language = talk.transcript.language
        memory = Memory(language, talk.transcript.brief)
        for index, turn in enumerate(talk.transcript.turns):
            if turn.speaker == "customer":
                heard = passage(turn.text, language)
                first = memory.customer_index is None
                tags = turn.calls_for or ()
                calls.append(
                    (
                        call_features(heard, language, first=first, stated=memory.stated),
                        [int(tag in tags) for tag in TAGS],
                        talk.author,
                    )
                )
                memory.hear(index, heard, tags)
                continue
            seen = examine(turn.text, memory, breaks)
            labels = [label for label in talk.labels if label.turn == index]
            for part in seen.parts:
                if not part.echo:
                    sentence = part.sentence
                    earned = {
                        label.code
                        for label in labels
                        if label.covers(sentence.start, sentence.start + len(sentence.text))
                    }
                    sentences.append(
                        (part.names, [int(code in earned) for code in CODES], talk.author, len(turns))
                    )
            codes = [code for code in CODES if any(label.code == code for label in labels)]
            turns.append((seen.turn_names, [int(code in codes) for code in CODES], talk.author))
            memory.keep(seen.passages(), codes)
    return Lessons(
        Examples(
            [item[0] for item in sentences],
            np.array([item[1] for item in sentences]),
            np.array([item[2] for item in sentences]),
        ),
        np.array([item[3] for item in sentences]),
        Examples(
            [item[0] for item in turns],
            np.array([item[1] for item in turns]),
            np.array([item[2] for item in turns]),
        ),
        Examples(
            [item[0] for item in calls],
            np.array([item[1] for item in calls]),
            np.array([item[2] for item in calls]),
        ),
    )


def train_breaks(talks: Sequence[Labelled]) -> StoredTable:
    """Return the weights that tell where a sentence ends when no sign says so."""
    names: list[Sequence[str]] = []
    labels: list[int] = []
    for talk in talks:
        language = talk.transcript.language
        for turn in talk.transcript.turns:
            stretches = [words_of(sentence.text) for sentence in sentences_of(turn.text)]
            starts = {sum(map(len, stretches[:at])) for at in range(1, len(stretches))}
            words = [word for stretch in stretches for word in stretch]
            run = 0
            for at in range(1, len(words)):
                run += 1
                names.append(break_features(words, at, run, language))
                labels.append(int(at in starts))
                run = 0 if at in starts else run
    columns = vocabulary(names, FEWEST["breaks"])
    weights, bias = fitted(matrix(names, columns), np.array(labels)[:, None], STRENGTH["breaks"])
    return _stored(columns, weights, bias + BREAK_EAGERNESS)


def unpunctuated(talk: Labelled) -> Labelled:
    """Return the conversation as it would be typed without signs and capitals, labels in place."""
    turns, labels = [], []
    for index, turn in enumerate(talk.transcript.turns):
        kept = [at for at, char in enumerate(turn.text) if char not in SIGNS]
        turns.append(turn.model_copy(update={"text": "".join(turn.text[at] for at in kept).lower()}))
        for label in talk.labels:
            if label.turn == index:
                labels.append(replace(label, start=_moved(label.start, kept), end=_moved(label.end, kept)))
    transcript = talk.transcript.model_copy(update={"turns": tuple(turns)})
    return replace(talk, transcript=transcript, labels=tuple(labels))


def stuffed(talk: Labelled) -> Labelled:
    """Return the conversation with lines that are tied to nothing added to each trainee turn."""
    lines: list[str] = tomllib.loads(STUFFING.read_text("utf-8"))[talk.transcript.language]
    chance = random.Random(talk.transcript.id)
    turns, labels = list(talk.transcript.turns), list(talk.labels)
    for index, turn in enumerate(turns):
        if turn.speaker == "trainee":
            added = " ".join(chance.sample(lines, chance.randint(1, 4)))
            before = chance.random() < 0.5
            turns[index] = turn.model_copy(update={"text": f"{added} {turn.text}" if before else f"{turn.text} {added}"})
            shift = len(added) + 1 if before else 0
            labels = [_shifted(label, shift) if label.turn == index else label for label in labels]
            if not any(label.turn == index and label.code in ("acknowledge", "name_feeling") for label in labels):
                start = 0 if before else len(turn.text) + 1
                labels.append(Label(index, "script", start, start + len(added)))
    transcript = talk.transcript.model_copy(update={"turns": tuple(turns)})
    return replace(talk, transcript=transcript, labels=tuple(labels))


def _shifted(label: Label, by: int) -> Label:
    return label if label.start < 0 else replace(label, start=label.start + by, end=label.end + by)


def unbriefed(talk: Labelled) -> Labelled:
    """Return the conversation as it is read without a brief."""
    return replace(talk, transcript=talk.transcript.model_copy(update={"brief": None}))


def _moved(place: int, kept: Sequence[int]) -> int:
    return place if place < 0 else bisect_left(kept, place)


def vocabulary(names: Sequence[Sequence[str]], fewest: int) -> dict[str, int]:
    """Return the features that stand in enough examples, each with its column."""
    counts = Counter(name for example in names for name in example)
    return {
        name: at for at, name in enumerate(sorted(name for name, times in counts.items() if times >= fewest))
    }


def matrix(names: Sequence[Sequence[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Return which example has which feature."""
    starts, places = [0], []
    for example in names:
        places += [columns[name] for name in example if name in columns]
        starts.append(len(places))
    return sparse.csr_matrix((np.ones(len(places)), places, starts), shape=(len(names), len(columns)))


def fitted(features: sparse.csr_matrix, labels: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (feature by column) and biases; a column with too few examples never counts."""
    weights = np.zeros((features.shape[1], labels.shape[1]))
    bias = np.full(labels.shape[1], -4.0)
    for column in range(labels.shape[1]):
        if labels[:, column].sum() >= 8:
            model = LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(
                features, labels[:, column]
            )
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def fitted_turns(design: sparse.csr_matrix, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and biases for turns, where most codes see no other code's score."""
    count = len(CODES)
    weights, bias = np.zeros((design.shape[1], count)), np.zeros(count)
    for at, code in enumerate(CODES):
        own = code not in WITH_OTHERS
        seen = np.r_[[at, count + at] if own else np.arange(2 * count), 2 * count : design.shape[1]].astype(int)
        found, found_bias = fitted(design[:, seen], labels[:, [at]], STRENGTH["turn"])
        weights[seen, at], bias[at] = found[:, 0], found_bias[0]
    return weights, bias


def best_thresholds(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return per column the score from which calling it present agrees best with the labels, smoothed."""
    grid = np.arange(-3.0, 2.5, 0.1)
    chosen = []
    for column in range(labels.shape[1]):
        curve = [kappa((scores[:, column] > cut).astype(int), labels[:, column]) for cut in grid]
        smooth = np.convolve(np.pad(curve, 2, mode="edge"), np.ones(5) / 5, "valid")
        chosen.append(grid[int(smooth.argmax())])
    return np.array(chosen)


def unseen_scores(examples: Examples, strength: float, fewest: int) -> np.ndarray:
    """Return each example's scores from models that saw nothing of its author."""
    scores = np.zeros(examples.labels.shape)
    features = matrix(examples.names, vocabulary(examples.names, fewest))
    for author in sorted(set(examples.authors)):
        out = examples.authors == author
        weights, bias = fitted(features[~out], examples.labels[~out], strength)
        scores[out] = features[out] @ weights + bias
    return scores


def best_sentences(scores: np.ndarray, turn_of: np.ndarray, turns: int) -> np.ndarray:
    """Return each turn's best score per code, clipped as the reader does."""
    best = np.full((turns, scores.shape[1]), -CLIP / SENTENCE_SCALE)
    np.maximum.at(best, turn_of, scores)
    return np.clip(best, -CLIP / SENTENCE_SCALE, CLIP / SENTENCE_SCALE)


def train(talks: Sequence[Labelled]) -> StoredWeights:
    """Return the weights that the conversations teach."""
    breaks = train_breaks(talks)
    copies = [*map(unpunctuated, talks), *map(stuffed, talks), *map(unbriefed, talks)]
    lessons = lessons_of([*talks, *copies], load_table(breaks))
    sentences, turns, calls = lessons.sentences, lessons.turns, lessons.calls
    columns = vocabulary(sentences.names, FEWEST["sentence"])
    weights, bias = fitted(matrix(sentences.names, columns), sentences.labels, STRENGTH["sentence"])
    best = best_sentences(
        unseen_scores(sentences, STRENGTH["sentence"], FEWEST["sentence"]), lessons.turn_of, len(turns.names)
    )
    inputs = np.hstack([best, np.maximum(best, 0)])
    turn_columns = vocabulary(turns.names, FEWEST["turn"])
    design = sparse.hstack([sparse.csr_matrix(inputs), matrix(turns.names, turn_columns)]).tocsr()
    turn_weights, turn_bias = fitted_turns(design, turns.labels)
    turn_bias = turn_bias - best_thresholds(design @ turn_weights + turn_bias, turns.labels)
    call_columns = vocabulary(calls.names, FEWEST["calls"])
    call_weights, call_bias = fitted(matrix(calls.names, call_columns), calls.labels, STRENGTH["calls"])
    call_bias = call_bias - best_thresholds(
        unseen_scores(calls, STRENGTH["calls"], FEWEST["calls"]), calls.labels
    )
    dense = inputs.shape[1]
    return StoredWeights(
        codes=CODES,
        tags=TAGS,
        breaks=breaks,
        sentence=_stored(columns, weights, bias),
        calls=_stored(call_columns, call_weights, call_bias),
        turn_bias=_whole(turn_bias, TURN_SCALE),
        turn_scores=tuple(_whole(row, TURN_SCALE // SENTENCE_SCALE) for row in turn_weights[:dense].T),
        turn_names={name: _whole(turn_weights[dense + at], TURN_SCALE) for name, at in turn_columns.items()},
    )


def _whole(values: np.ndarray, scale: int) -> tuple[int, ...]:
    return tuple(int(value) for value in np.rint(values * scale))


def _stored(columns: dict[str, int], weights: np.ndarray, bias: np.ndarray) -> StoredTable:
    whole = np.clip(np.rint(weights * SENTENCE_SCALE), -127, 127).astype(int)
    kept = [(name, whole[at]) for name, at in columns.items() if np.abs(whole[at]).max() >= 2]
    rows = bytes(int(value) + 128 for _, row in kept for value in row)
    names = "\n".join(name for name, _ in kept)
    return StoredTable(
        bias=_whole(bias, SENTENCE_SCALE),
        names=b85encode(zlib.compress(names.encode(), 9)).decode(),
        rows=b85encode(zlib.compress(rows, 9)).decode(),
    )


def folds(talks: Sequence[Labelled]) -> None:
    """Print how well each author is read by weights that saw nothing of that author."""
    from benchmarks.agreement import found_by, labels_of, tally

    cells = Counter()
    for author in sorted({talk.author for talk in talks}):
        weights = load_weights(
            train([talk for talk in talks if talk.author != author]).model_dump_json().encode()
        )
        for talk in talks:
            if talk.author == author:
                cells += tally(found_by(talk.transcript, weights), labels_of(talk), talk)
    print_table(cells, "authors not seen")


def main() -> None:
    """Train, write and, if asked, print the folds."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--folds", action="store_true", help="also train once without each author and print the agreement"
    )
    options = parser.parse_args()
    talks = load_corpus()
    stored = train(talks)
    WEIGHTS.write_text(stored.model_dump_json(indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1024} kB from {len(talks)} conversations")
    if options.folds:
        folds(talks)


if __name__ == "__main__":
    main()
