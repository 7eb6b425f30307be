"""Fits linear models with several columns at once and packs them into whole numbers; needs numpy and scipy.

Authors are told apart by their letter: `en-a`, `sv-a` and `da-a` are one group, so that what a group is tested on
was written by nobody whose talks were learned from.
"""

import zlib
from base64 import b85encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

from benchmarks.agreement import kappa
from benchmarks.corpus_reading import Labelled
from scoring.reader.weights import StoredTable

SENTENCE_SCALE = 32
FEWEST_POSITIVES = 8
"""A column with fewer examples is not learned: it never counts."""
NEVER = -4.0
MOST_STEPS = 50
"""Steps of the solver; more move no rounded weight that matters."""
Fit = tuple[np.ndarray, np.ndarray]
"""Weights, feature by column, and biases."""


@dataclass
class Examples:
    """What one stage learns from."""

    names: list[Sequence[str]] = field(default_factory=list)
    """Feature names per example."""
    rows: list[list[int]] = field(default_factory=list)
    """Labels per example, 0 or 1 per column."""
    authors: list[str] = field(default_factory=list)
    """Who wrote each example."""
    counts: list[float] = field(default_factory=list)
    """How much each example counts; 1 for the corpus itself, less for altered copies."""

    def add(self, names: Sequence[str], row: list[int], author: str, counts: float) -> None:
        """Take in one example."""
        self.names.append(names)
        self.rows.append(row)
        self.authors.append(author)
        self.counts.append(counts)

    @property
    def labels(self) -> np.ndarray:
        """All labels, example by column."""
        return np.array(self.rows)

    @property
    def own(self) -> np.ndarray:
        """Which examples are the corpus itself and no altered copy."""
        return np.array(self.counts) == 1

    @property
    def groups(self) -> np.ndarray:
        """The group of each example's author."""
        return np.array([group_of(author) for author in self.authors])


def group_of(author: str) -> str:
    """Return the group of an author: the letter, whatever the language."""
    return author.rpartition("-")[2]


def by_group(talks: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    """Return the talks of each group of authors, in the order of the groups."""
    groups: dict[str, list[Labelled]] = {}
    for talk in sorted(talks, key=lambda talk: group_of(talk.author)):
        groups.setdefault(group_of(talk.author), []).append(talk)
    return groups


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


def fitted(
    features: sparse.csr_matrix,
    examples: Examples,
    strength: float,
    out: str | None = None,
    seen: np.ndarray | None = None,
) -> Fit:
    """Return logistic weights and biases for all columns, from all examples but those of the group `out`.

    `strength` is the inverse of the L2 regularisation; `seen` says which feature each column may use.
    """
    kept = examples.groups != out
    labels, counts = examples.labels[kept], np.array(examples.counts)[kept][:, None]
    design, signs = features[kept], 2 * labels - 1
    turned = design.T.tocsr()
    size, width = design.shape[1], labels.shape[1]
    open_to = np.ones((size, width)) if seen is None else seen

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = flat[:-width].reshape(size, width), flat[-width:]
        margins = (design @ weights + bias) * signs
        pull = -signs * counts / (1 + np.exp(np.clip(margins, -50, 50)))
        slope = (strength * (turned @ pull) + weights) * open_to
        total = strength * (np.logaddexp(0, -margins) * counts).sum() + (weights**2).sum() / 2
        return total, np.concatenate([slope.ravel(), strength * pull.sum(axis=0)])

    start = np.concatenate([np.zeros(size * width), np.full(width, -3.0)])
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS, "maxcor": 8}
    ).x
    weights, bias = found[:-width].reshape(size, width), found[-width:]
    rare = labels.sum(axis=0) < FEWEST_POSITIVES
    weights[:, rare], bias[rare] = 0, NEVER
    return weights, bias


def unseen_scores(examples: Examples, strength: float, fewest: int) -> np.ndarray:
    """Return each example's scores from models that saw nothing of its author's group."""
    features = matrix(examples.names, vocabulary(examples, fewest))
    groups = examples.groups
    scores = np.zeros(examples.labels.shape)
    for group in sorted(set(groups)):
        weights, bias = fitted(features, examples, strength, out=group)
        scores[groups == group] = features[groups == group] @ weights + bias
    return scores


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
