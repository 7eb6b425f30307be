"""Trains the local reader's weights from the labelled corpus.

    python benchmarks/train_reader.py            writes scoring/reader/weights.json
    python benchmarks/train_reader.py --folds    also prints how it does on authors it has not seen

Needs numpy, scipy and scikit-learn beside the project. Two stages: a linear model per code over the features of a
sentence, then one over the best sentence scores of a turn and the turn's own features. The second learns from scores
that the first gave to authors it had not seen. Weights are rounded to whole numbers; thresholds sit in the bias.
"""

import argparse
import json
import sys
import warnings
import zlib
from base64 import b85encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import kappa, print_table
from benchmarks.corpus_reading import Labelled, load_corpus
from scoring.finding import CODES
from scoring.inference import call_features
from scoring.reader.examination import examine
from scoring.reader.memory import Memory
from scoring.reader.passage import passage
from scoring.reader.verdict import CLIP
from scoring.reader.weights import StoredTable, StoredWeights, load_weights
from scoring.transcript import TAGS

WEIGHTS = Path(__file__).resolve().parent.parent / "scoring" / "reader" / "weights.json"
SENTENCE_SCALE = 32
TURN_SCALE = 1024
FEWEST = {"sentence": 5, "turn": 5, "calls": 4}
"""In how many places a feature must stand to be weighed."""
STRENGTH = {"sentence": 0.3, "turn": 0.3, "calls": 0.3}
"""Inverse of the regularisation."""


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


def lessons_of(talks: Sequence[Labelled]) -> Lessons:
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
            seen = examine(turn.text, memory)
            labels = [label for label in talk.labels if label.turn == index]
            for at, sentence in enumerate(seen.sentences):
                if not seen.barred[at]:
                    earned = {
                        label.code
                        for label in labels
                        if label.covers(sentence.start, sentence.start + len(sentence.text))
                    }
                    sentences.append(
                        (seen.names[at], [int(code in earned) for code in CODES], talk.author, len(turns))
                    )
            codes = [code for code in CODES if any(label.code == code for label in labels)]
            turns.append((seen.turn_names, [int(code in codes) for code in CODES], talk.author))
            memory.keep(seen.passages, codes)
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
    lessons = lessons_of(talks)
    sentences, turns, calls = lessons.sentences, lessons.turns, lessons.calls
    columns = vocabulary(sentences.names, FEWEST["sentence"])
    weights, bias = fitted(matrix(sentences.names, columns), sentences.labels, STRENGTH["sentence"])
    best = best_sentences(
        unseen_scores(sentences, STRENGTH["sentence"], FEWEST["sentence"]), lessons.turn_of, len(turns.names)
    )
    inputs = np.hstack([best, np.maximum(best, 0)])
    turn_columns = vocabulary(turns.names, FEWEST["turn"])
    design = sparse.hstack([sparse.csr_matrix(inputs), matrix(turns.names, turn_columns)]).tocsr()
    turn_weights, turn_bias = fitted(design, turns.labels, STRENGTH["turn"])
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
