"""Trains the local reader's weights from the labelled corpus.

    python benchmarks/train_reader.py            writes scoring/reader/weights.json
    python benchmarks/train_reader.py --folds    prints how authors are read by weights that never saw them

Needs numpy, scipy and scikit-learn beside the project. Two stages: a linear model per code over the features of a
sentence, then one over the best sentence scores of a turn, the turn's own features and what was found before. The
second learns from what the first makes of authors it has not seen, and, at last, from what both find before a turn
and not from what the labels say. Weights are rounded to whole numbers; thresholds sit in the bias.
"""

import argparse
import sys
import warnings
import zlib
from base64 import b85encode
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import Key, found_by, kappa, labels_of, print_table, tally
from benchmarks.corpus_reading import Labelled, load_corpus
from benchmarks.reader_lessons import Examples, Lessons, break_lessons, lessons_of
from scoring.finding import CODES, Code
from scoring.reader.turnfeatures import history_features, met_features
from scoring.reader.verdict import CLIP, explained
from scoring.reader.weights import StoredTable, StoredWeights, load_table, load_weights
from scoring.transcript import TAGS, Tag

WEIGHTS = Path(__file__).resolve().parent.parent / "scoring" / "reader" / "weights.json"
SENTENCE_SCALE = 32
TURN_SCALE = 1024
FEWEST = {"breaks": 4, "sentence": 4, "turn": 5, "calls": 4}
"""In how many places of the corpus a feature must stand to be weighed."""
STRENGTH = {"breaks": 1.0, "sentence": 0.2, "turn": 0.05, "calls": 0.2}
"""Inverse of the regularisation."""
WITH_OTHERS = frozenset({"state", "answer", "hold", "absent", "vague", "script", "explain", "repair"})
"""Codes whose presence in a turn depends on what else it holds. For the others nothing said beside them counts."""
BY_SENTENCE = frozenset({"acknowledge", "check", "help", "next_step"})
"""Codes that a turn has when a sentence of it has them, whatever else stands around."""
BREAK_EAGERNESS = 0.3
"""Added to the log-odds of a break: a missed one costs more than one too many."""
Fit = tuple[np.ndarray, np.ndarray]
"""Weights, feature by column, and biases."""


def train(talks: Sequence[Labelled]) -> StoredWeights:
    """Return the weights that the talks teach."""
    gaps = break_lessons(talks)
    columns = vocabulary(gaps, FEWEST["breaks"])
    gap_weights, gap_bias = fitted(matrix(gaps.names, columns), gaps, STRENGTH["breaks"])
    breaks = stored(columns, gap_weights, gap_bias + BREAK_EAGERNESS)
    lessons = lessons_of(talks, load_table(breaks))
    turn_columns, (turn_weights, turn_bias) = train_turns(lessons)
    return StoredWeights(
        codes=CODES,
        tags=TAGS,
        breaks=breaks,
        sentence=train_sentences(lessons.sentences),
        calls=train_calls(lessons.calls),
        turn_bias=whole(turn_bias, TURN_SCALE),
        turn_scores=tuple(
            whole(row, TURN_SCALE // SENTENCE_SCALE) for row in turn_weights[: 2 * len(CODES)].T
        ),
        turn_names={
            name: whole(turn_weights[2 * len(CODES) + at], TURN_SCALE) for name, at in turn_columns.items()
        },
    )


def train_sentences(sentences: Examples) -> StoredTable:
    """Return the weights of a sentence's features."""
    columns = vocabulary(sentences, FEWEST["sentence"])
    return stored(columns, *fitted(matrix(sentences.names, columns), sentences, STRENGTH["sentence"]))


def train_calls(calls: Examples) -> StoredTable:
    """Return the weights of a customer turn's features, the thresholds in the bias."""
    columns = vocabulary(calls, FEWEST["calls"])
    weights, bias = fitted(matrix(calls.names, columns), calls, STRENGTH["calls"])
    unseen = unseen_scores(calls, STRENGTH["calls"], FEWEST["calls"])
    return stored(columns, weights, bias - best_thresholds(unseen, calls))


def train_turns(lessons: Lessons) -> tuple[dict[str, int], Fit]:
    """Return the columns and weights of the second stage, the thresholds in the bias.

    First with the labels as history, then with what these weights find.
    """
    turns = lessons.turns
    unseen = unseen_scores(lessons.sentences, STRENGTH["sentence"], FEWEST["sentence"])
    unseen = np.where(np.array(lessons.open_to), unseen, -CLIP / SENTENCE_SCALE)
    points = np.rint(unseen * SENTENCE_SCALE).astype(int)
    unseen = np.array([explained(row) for row in points.tolist()]) / SENTENCE_SCALE
    best = best_sentences(unseen, lessons.turn_of, len(turns.names))
    turns.names = with_met(turns.names, lessons.tags, best)
    names = with_history(turns.names, turns.labels, lessons.opens)
    columns = vocabulary(Examples(names, counts=turns.counts), FEWEST["turn"])
    weights, bias = fitted_turns(best, names, columns, turns)
    for _ in range(2):
        found = sequential(best, turns.names, lessons.opens, columns, weights, bias)
        names = with_history(turns.names, found, lessons.opens)
        weights, bias = fitted_turns(best, names, columns, turns)
    return columns, (weights, bias)


def with_met(
    names: Sequence[Sequence[str]], tags: Sequence[tuple[Tag, ...]], best: np.ndarray
) -> list[Sequence[str]]:
    """Return each turn's feature names with those of what its sentences meet."""
    points = np.rint(best * SENTENCE_SCALE).astype(int).tolist()
    return [
        [*own, *met_features(asked, scores)] for own, asked, scores in zip(names, tags, points, strict=True)
    ]


def with_history(
    names: Sequence[Sequence[str]], found: np.ndarray, opens: Sequence[bool]
) -> list[Sequence[str]]:
    """Return each turn's feature names with those of what was found before it."""
    full: list[Sequence[str]] = []
    before: Counter[Code] = Counter()
    last: list[Code] = []
    for own, row, first in zip(names, found, opens, strict=True):
        if first:
            before, last = Counter(), []
        full.append([*own, *history_features(before, last)])
        last = [code for code, has in zip(CODES, row, strict=True) if has]
        before.update(last)
    return full


def sequential(
    best: np.ndarray,
    names: Sequence[Sequence[str]],
    opens: Sequence[bool],
    columns: dict[str, int],
    weights: np.ndarray,
    bias: np.ndarray,
) -> np.ndarray:
    """Return what the weights find turn by turn, each with what they found before."""
    dense = np.hstack([best, np.maximum(best, 0)]) @ weights[: 2 * len(CODES)] + bias
    found = np.zeros(best.shape, int)
    before: Counter[Code] = Counter()
    last: list[Code] = []
    for row, (own, first) in enumerate(zip(names, opens, strict=True)):
        if first:
            before, last = Counter(), []
        known = [columns[name] for name in (*own, *history_features(before, last)) if name in columns]
        found[row] = dense[row] + weights[[2 * len(CODES) + at for at in known]].sum(axis=0) > 0
        last = [code for code, has in zip(CODES, found[row], strict=True) if has]
        before.update(last)
    return found


def fitted_turns(
    best: np.ndarray, names: Sequence[Sequence[str]], columns: dict[str, int], turns: Examples
) -> Fit:
    """Return weights and biases for turns, where most codes see no other code's score."""
    count = len(CODES)
    design = sparse.hstack(
        [sparse.csr_matrix(np.hstack([best, np.maximum(best, 0)])), matrix(names, columns)]
    ).tocsr()
    weights, bias = np.zeros((design.shape[1], count)), np.zeros(count)
    for at, code in enumerate(CODES):
        if code in BY_SENTENCE:
            weights[at, at] = 1
            continue
        alone = code not in WITH_OTHERS
        scores = [at, count + at] if alone else list(range(2 * count))
        seen = scores + [
            2 * count + place for name, place in columns.items() if not (alone and name.startswith("met:"))
        ]
        column = Examples(turns.names, [[row[at]] for row in turns.rows], turns.authors, turns.counts)
        found, found_bias = fitted(design[:, seen], column, STRENGTH["turn"])
        weights[seen, at], bias[at] = found[:, 0], found_bias[0]
    return weights, bias - best_thresholds(design @ weights + bias, turns)


def vocabulary(examples: Examples, fewest: int) -> dict[str, int]:
    """Return the features that stand in enough examples of the corpus itself, each with its column."""
    own = zip(examples.names, examples.counts, strict=True)
    times = Counter(name for names, counts in own if counts == 1 for name in names)
    return {
        name: at for at, name in enumerate(sorted(name for name, seen in times.items() if seen >= fewest))
    }


def matrix(names: Sequence[Sequence[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Return which example has which feature."""
    starts, places = [0], []
    for example in names:
        places += [columns[name] for name in example if name in columns]
        starts.append(len(places))
    return sparse.csr_matrix((np.ones(len(places)), places, starts), shape=(len(names), len(columns)))


def fitted(features: sparse.csr_matrix, examples: Examples, strength: float, out: str | None = None) -> Fit:
    """Return weights and biases from all examples but those of the author `out`; rare columns never count."""
    kept = np.array([author != out for author in examples.authors])
    labels, counts = examples.labels[kept], np.array(examples.counts)[kept]
    weights, bias = np.zeros((features.shape[1], labels.shape[1])), np.full(labels.shape[1], -4.0)
    for column in range(labels.shape[1]):
        if labels[:, column].sum() >= 8:
            model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
            model.fit(features[kept], labels[:, column], sample_weight=counts)
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def best_thresholds(scores: np.ndarray, examples: Examples) -> np.ndarray:
    """Return per column the score from which calling it present agrees best with the labels, smoothed."""
    grid = np.arange(-3.0, 2.5, 0.1)
    scores, labels = scores[examples.own], examples.labels[examples.own]
    chosen = []
    for column in range(labels.shape[1]):
        curve = [kappa((scores[:, column] > cut).astype(int), labels[:, column]) for cut in grid]
        smooth = np.convolve(np.pad(curve, 2, mode="edge"), np.ones(5) / 5, "valid")
        chosen.append(grid[int(smooth.argmax())])
    return np.array(chosen)


def unseen_scores(examples: Examples, strength: float, fewest: int) -> np.ndarray:
    """Return each example's scores from models that saw nothing of its author."""
    features = matrix(examples.names, vocabulary(examples, fewest))
    authors = np.array(examples.authors)
    scores = np.zeros(examples.labels.shape)
    for author in sorted(set(examples.authors)):
        weights, bias = fitted(features, examples, strength, out=author)
        scores[authors == author] = features[authors == author] @ weights + bias
    return scores


def best_sentences(scores: np.ndarray, turn_of: Sequence[int], turns: int) -> np.ndarray:
    """Return each turn's best score per code, clipped as the reader does."""
    limit = CLIP / SENTENCE_SCALE
    best = np.full((turns, scores.shape[1]), -limit)
    np.maximum.at(best, np.array(turn_of), scores)
    return np.clip(best, -limit, limit)


def whole(values: np.ndarray, scale: int) -> tuple[int, ...]:
    """Return the values as whole numbers of 1/`scale`."""
    return tuple(int(value) for value in np.rint(values * scale))


def stored(columns: dict[str, int], weights: np.ndarray, bias: np.ndarray) -> StoredTable:
    """Return weights as they stand in the file, without features that weigh next to nothing."""
    scaled = np.clip(np.rint(weights * SENTENCE_SCALE), -127, 127).astype(int)
    kept = [(name, scaled[at]) for name, at in columns.items() if np.abs(scaled[at]).max() >= 2]
    names = "\n".join(name for name, _ in kept)
    rows = bytes(int(value) + 128 for _, row in kept for value in row)
    return StoredTable(
        bias=whole(bias, SENTENCE_SCALE),
        names=b85encode(zlib.compress(names.encode(), 9)).decode(),
        rows=b85encode(zlib.compress(rows, 9)).decode(),
    )


def print_folds(talks: Sequence[Labelled]) -> None:
    """Print how well each author is read by weights that saw nothing of that author."""
    cells: Counter[Key] = Counter()
    for author in sorted({talk.author for talk in talks}):
        rest = train([talk for talk in talks if talk.author != author])
        trained = load_weights(rest.model_dump_json().encode())
        for talk in talks:
            if talk.author == author:
                cells += tally(found_by(talk.transcript, trained), labels_of(talk), talk)
    print_table(cells, "authors and scenarios not seen")


def main() -> None:
    """Train and write, or print the folds."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--folds", action="store_true", help="print the agreement on unseen authors instead")
    warnings.simplefilter("ignore")
    talks = load_corpus()
    if parser.parse_args().folds:
        print_folds(talks)
        return
    WEIGHTS.write_text(train(talks).model_dump_json(indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1024} kB from {len(talks)} conversations")


if __name__ == "__main__":
    main()
