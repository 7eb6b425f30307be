"""Trains the weights by which the guard knows a misdeed that no list names.

    python benchmarks/train_guard.py     writes simulator/voices/manner.json, and prints what it does to unseen content

Needs numpy and scipy beside the project. A linear model with a column per fault and one for any of them, over the
names of a sentence's manner, in whole numbers. How far a score must reach is set on honest lines by models that have
not seen their persona, their scenario or their author: at most `MOST_FALSE` of them may be refused in a language. The
author `k` is never learned from.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import optimize, sparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fitting import SENTENCE_SCALE, Fit, matrix, stored
from benchmarks.voice_corpus_reading import HELD_OUT, Saying, authors, honest_lines, misdeeds, packaged, talks
from scoring.transcript import LANGUAGES
from simulator.voices.manner import ANY, KINDS, StoredManner, manner_of

FILE = Path(__file__).resolve().parent.parent / "simulator" / "voices" / "manner.json"
COLUMNS = (*KINDS, ANY)
FEWEST = 2
STRENGTH = 0.3
STEPS = 60
FOLDS = 4
LEAST_WEIGHT = 0.12
"""Weights below this, in logits, are left out, so that the file stays small."""
MOST_FALSE = 0.005
MISDEED, NEAR_MISS, TRAINEE = 4.0, 3.0, 0.1
"""How much a written misdeed, an author's honest line and a trainee's sentence count beside a packaged line's 1."""
SERVICE = ("assistant_like", "turned_round", "speaks_for_trainee")
"""What a sentence of the other side may be called; where it is one of them, nothing is said of the others."""


def main() -> None:
    """Train and write."""
    sayings = [*packaged(), *talks()]
    for author in (letter for letter in authors() if letter != HELD_OUT):
        for language in LANGUAGES:
            sayings += [*misdeeds(author, language), *honest_lines(author, language)]
    sayings = [saying for saying in sayings if saying.kind != "wrong_language"]
    lessons = Lessons(sayings)
    reach = lessons.reach(lessons.unseen_scores())
    weights, bias = lessons.fitted(np.ones(len(sayings), bool))
    _shifted(lessons, weights, bias, reach)
    table = stored(lessons.columns, weights, bias)
    FILE.write_text(StoredManner(kinds=COLUMNS, table=table).model_dump_json() + "\n", "utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB")


class Lessons:
    """All sayings with their names, labels and what each counts."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        """Name everything that stands out in every saying."""
        self.sayings = sayings
        names = [manner_of(saying.text, "", saying.language) for saying in sayings]
        times = Counter(name for each in names for name in each)
        kept = sorted(name for name, seen in times.items() if seen >= FEWEST)
        self.columns = {name: at for at, name in enumerate(kept)}
        self.features = matrix(names, self.columns)
        beside = [manner_of(saying.text, saying.line, saying.language) for saying in sayings]
        self.beside = matrix(beside, self.columns)
        self.labels = np.array([_labels(saying) for saying in sayings])
        self.counts = np.array([_counts(saying) for saying in sayings])
        self.honest = np.array([not saying.kind for saying in sayings])
        self.judged = np.array([saying.kind != "trainee" for saying in sayings])
        self.muted = np.array([_muted(saying) for saying in sayings])
        self.languages = np.array([saying.language for saying in sayings])
        sources = sorted({saying.source for saying in sayings})
        self.folds = np.array([sources.index(saying.source) % FOLDS for saying in sayings])

    def fitted(self, taught: np.ndarray) -> Fit:
        """Return weights and biases from some of the sayings."""
        weights, bias = _fitted(self.features[taught], self.labels[taught], self.counts[taught])
        return np.where(np.abs(weights) < LEAST_WEIGHT, 0, weights), bias

    def unseen_scores(self) -> np.ndarray:
        """Return the scores of honest sayings and misdeeds from models that have seen nothing of their source."""
        scores = np.zeros(self.labels.shape)
        for fold in range(FOLDS):
            left_out = self.judged & (self.folds == fold)
            weights, bias = self.fitted(~left_out)
            scores[left_out] = self.beside[left_out] @ weights + bias
        return scores

    def reach(self, scores: np.ndarray) -> dict[str, np.ndarray]:
        """Return per language how far each column must reach; print what that does to folds it was not set on."""
        found = {}
        for language in LANGUAGES:
            own = self.judged & (self.languages == language)
            open_scores = np.where(self.muted[own], -np.inf, scores[own])
            wrong, folds = ~self.honest[own], self.folds[own]
            found[language] = _reach(open_scores, wrong)
            stopped = np.zeros(len(wrong), bool)
            for fold in range(FOLDS):
                out = folds == fold
                stopped[out] = (open_scores[out] > _reach(open_scores[~out], wrong[~out])).any(axis=1)
            print(
                f"{language}: by weights alone {stopped[wrong].mean():.0%} of {wrong.sum()} misdeeds of unseen authors"
                f" stopped, {stopped[~wrong].mean():.2%} of {(~wrong).sum()} honest sentences of unseen sources refused"
            )
        return found


def _labels(saying: Saying) -> list[int]:
    kind = "speaks_for_trainee" if saying.kind == "trainee" else saying.kind
    return [*(int(kind == column) for column in KINDS), int(bool(kind))]


def _muted(saying: Saying) -> list[bool]:
    """Return the columns that say nothing against a saying, since the cue allows it."""
    allowed = {"too_nice", "ends_talk", ANY} if saying.soft and not saying.kind else set()
    return [column in allowed for column in COLUMNS]


def _counts(saying: Saying) -> list[float]:
    kind = saying.kind
    honest = NEAR_MISS if saying.source.startswith("author") else 1.0
    whole = {"": honest, "trainee": TRAINEE}.get(kind, MISDEED)
    silent: set[str] = set()
    if kind == "trainee" or kind in SERVICE:
        silent |= set(SERVICE) - {kind, "speaks_for_trainee" if kind == "trainee" else ""}
    if kind == "trainee" or saying.soft:
        silent.add("too_nice")
    if saying.soft and not kind:
        silent |= {"ends_talk", ANY}
    if saying.source.startswith("talks"):
        silent |= {"invented", "format"}
    return [0.0 if column in silent else whole for column in COLUMNS]


def _fitted(features: sparse.csr_matrix, labels: np.ndarray, counts: np.ndarray) -> Fit:
    signs, turned = 2 * labels - 1, features.T.tocsr()
    size, width = features.shape[1], labels.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = flat[:-width].reshape(size, width), flat[-width:]
        margins = (features @ weights + bias) * signs
        pull = -signs * counts / (1 + np.exp(np.clip(margins, -50, 50)))
        slope = STRENGTH * (turned @ pull) + weights
        total = STRENGTH * (np.logaddexp(0, -margins) * counts).sum() + (weights**2).sum() / 2
        return total, np.concatenate([slope.ravel(), STRENGTH * pull.sum(axis=0)])

    start = np.concatenate([np.zeros(size * width), np.full(width, -3.0)])
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return found[:-width].reshape(size, width), found[-width:]


def _reach(scores: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Return the reach at which most misdeeds are stopped while few enough honest sayings are refused.

    Step by step, that column is opened further which stops most for each honest saying it costs.
    """
    honest, misdeeds = scores[~wrong], scores[wrong]
    ladders = [np.sort(honest[:, at])[::-1] for at in range(len(COLUMNS))]
    steps = [0] * len(COLUMNS)
    refused, stopped = np.zeros(len(honest), bool), np.zeros(len(misdeeds), bool)
    most = MOST_FALSE * len(honest)
    while True:
        best, choice = 0.0, None
        for at, ladder in enumerate(ladders):
            for further in (1, 2, 4, 8):
                reach = ladder[steps[at] + further]
                cost = (refused | (honest[:, at] > reach)).sum() - refused.sum()
                gain = (stopped | (misdeeds[:, at] > reach)).sum() - stopped.sum()
                if gain and refused.sum() + cost <= most and gain / (cost + 0.5) > best:
                    best, choice = gain / (cost + 0.5), (at, further)
        if choice is None:
            return np.array([ladder[step] for ladder, step in zip(ladders, steps, strict=True)])
        at, further = choice
        steps[at] += further
        refused |= honest[:, at] > ladders[at][steps[at]]
        stopped |= misdeeds[:, at] > ladders[at][steps[at]]


def _shifted(lessons: Lessons, weights: np.ndarray, bias: np.ndarray, reach: dict[str, np.ndarray]) -> None:
    """Move the reach into the biases and, as far as languages differ, into the weights of their names."""
    least = np.minimum.reduce(list(reach.values()))
    bias -= least
    for language, own in reach.items():
        at = lessons.columns[f"in:{language}"]
        weights[at] = np.clip(weights[at] - (own - least), -127 / SENTENCE_SCALE, 127 / SENTENCE_SCALE)


if __name__ == "__main__":
    main()
