"""Trains the local reader's weights from the labelled corpus.

    python benchmarks/train_reader.py              writes scoring/reader/weights.json
    python benchmarks/train_reader.py --folds DIR  writes to DIR weights that each saw nothing of one group of authors

Needs numpy and scipy beside the project. Two stages: a linear model per code over the features of a
sentence, then one over the best sentence scores of a turn, the turn's own features and what was found before. The
second learns from what the first makes of authors it has not seen, and, at last, from what both find before a turn
and not from what the labels say. Weights are rounded to whole numbers; thresholds sit in the bias.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpus_reading import Labelled, load_corpus
from benchmarks.fitting import (
    SENTENCE_SCALE,
    Examples,
    Fit,
    best_thresholds,
    by_group,
    fitted,
    group_of,
    matrix,
    stored,
    unseen_scores,
    vocabulary,
    whole,
)
from benchmarks.reader_lessons import Lessons, break_lessons, lessons_of
from scoring.finding import CODES, Code, Finding
from scoring.reader.reading import read
from scoring.reader.turnfeatures import history_features, met_features
from scoring.reader.verdict import CLIP, explained
from scoring.reader.weights import StoredTable, StoredWeights, load_table, load_weights
from scoring.transcript import TAGS, Tag

WEIGHTS = Path(__file__).resolve().parent.parent / "scoring" / "reader" / "weights.json"
TURN_SCALE = 1024
FEWEST = {"breaks": 4, "sentence": 4, "turn": 5}
"""In how many places of the corpus a feature must stand to be weighed."""
STRENGTH = {"breaks": 1.0, "sentence": 0.1, "turn": 0.05}
"""Inverse of the regularisation."""
WITH_OTHERS = frozenset({"state", "answer", "hold", "absent", "vague", "script", "explain", "repair"})
"""Codes whose presence in a turn depends on what else it holds. For the others nothing said beside them counts."""
BY_SENTENCE = frozenset({"acknowledge", "check", "help", "next_step"})
"""Codes that a turn has when a sentence of it has them, whatever else stands around."""
OTHERS_ONLY = ("met:", "found:script", "last:script", "found:appease", "last:appease")
"""Names that the other codes do not see: what was met, and phrases by which somebody could change the subject."""
BREAK_EAGERNESS = 1.1
"""Added to the log-odds of a break: there the ends of unseen authors' sentences are found best (F1 .60)."""


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
    design = sparse.hstack(
        [sparse.csr_matrix(np.hstack([best, np.maximum(best, 0)])), matrix(names, columns)]
    ).tocsr()
    weights, bias = fitted(design, turns, STRENGTH["turn"], seen=_seen_by_codes(columns))
    for at, code in enumerate(CODES):
        if code in BY_SENTENCE:
            weights[:, at], bias[at] = np.eye(len(weights))[at], 0
    return weights, bias - best_thresholds(design @ weights + bias, turns)


def _seen_by_codes(columns: dict[str, int]) -> np.ndarray:
    """Return which input of a turn each code may use: its own scores, or all, and the names."""
    count = len(CODES)
    seen = np.zeros((2 * count + len(columns), count))
    for at, code in enumerate(CODES):
        alone = code not in WITH_OTHERS
        seen[[at, count + at] if alone else slice(2 * count), at] = 1
        for name, place in columns.items():
            seen[2 * count + place, at] = not (alone and name.startswith(OTHERS_ONLY))
    return seen


def best_sentences(scores: np.ndarray, turn_of: Sequence[int], turns: int) -> np.ndarray:
    """Return each turn's best score per code, clipped as the reader does."""
    limit = CLIP / SENTENCE_SCALE
    best = np.full((turns, scores.shape[1]), -limit)
    np.maximum.at(best, np.array(turn_of), scores)
    return np.clip(best, -limit, limit)


def read_by_strangers(
    talks: Sequence[Labelled], folder: Path
) -> Iterator[tuple[Labelled, Sequence[Finding]]]:
    """Yield every talk with the findings of the weights in `folder` that saw nothing of its author's group."""
    for group, own in by_group(talks).items():
        trained = load_weights((folder / f"{group}.json").read_bytes())
        yield from ((talk, read(talk.transcript, trained)) for talk in own)


def write_folds(talks: Sequence[Labelled], folder: Path) -> None:
    """Write weights for each group of authors that saw nothing of theirs."""
    folder.mkdir(parents=True, exist_ok=True)
    for group in by_group(talks):
        rest = [talk for talk in talks if group_of(talk.author) != group]
        (folder / f"{group}.json").write_text(train(rest).model_dump_json(), encoding="utf-8")
        print(f"without {group}: {len(rest)} conversations", flush=True)


def main() -> None:
    """Train and write."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--folds", type=Path, metavar="DIR", help="write weights per unseen group there")
    folds = parser.parse_args().folds
    talks = load_corpus()
    if folds:
        write_folds(talks, folds)
        return
    WEIGHTS.write_text(train(talks).model_dump_json(indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1024} kB from {len(talks)} conversations")


if __name__ == "__main__":
    main()
