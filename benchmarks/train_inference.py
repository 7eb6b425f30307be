"""Trains what customer turns call for, from the labelled corpus.

    python benchmarks/train_inference.py            writes scoring/inference.json
    python benchmarks/train_inference.py --folds    prints how authors are tagged by weights that never saw them

Needs numpy and scipy beside the project. One linear model per tag over the features of a customer turn,
rounded to whole numbers, thresholds in the bias. The folds run turn by turn with what was inferred before, as a talk
does; whether the decision was stated is taken from the labels.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import FEWEST as FEWEST_POSITIVES
from benchmarks.agreement import kappa_of
from benchmarks.corpus_reading import CORPUS, Labelled, load_corpus
from benchmarks.fitting import (
    Examples,
    best_thresholds,
    by_group,
    fitted,
    group_of,
    matrix,
    stored,
    unseen_scores,
    vocabulary,
)
from benchmarks.reader_lessons import unchanged, unpunctuated
from scoring.hearing import Hearing
from scoring.inference import Moment, StoredInference, moment_features
from scoring.reader.passage import passage
from scoring.reader.weights import Table, load_table
from scoring.transcript import LANGUAGES, TAGS, Tag

WEIGHTS = Path(__file__).resolve().parent.parent / "scoring" / "inference.json"
FEWEST = 4
"""In how many places of the corpus a feature must stand to be weighed."""
STRENGTH = 0.1
"""Inverse of the regularisation."""
COPIES = ((unchanged, 1.0), (unpunctuated, 0.5))
"""How each talk is altered, and how much the copy counts beside the talk itself."""

Cells = Counter[tuple[str, Tag, bool, bool]]
"""Language, tag, whether it was inferred and whether the author set it."""


def train(talks: Sequence[Labelled]) -> StoredInference:
    """Return the weights that the talks teach."""
    examples = lessons_of(talks)
    columns = vocabulary(examples, FEWEST)
    weights, bias = fitted(matrix(examples.names, columns), examples, STRENGTH)
    unseen = unseen_scores(examples, STRENGTH, FEWEST)
    return StoredInference(
        tags=TAGS, calls=stored(columns, weights, bias - best_thresholds(unseen, examples))
    )


def lessons_of(talks: Sequence[Labelled]) -> Examples:
    """Return every customer turn of the talks and their altered copies with its tags."""
    examples = Examples()
    for alter, counts in COPIES:
        for talk in map(alter, talks):
            language = talk.transcript.language
            for index, moment in moments_of(talk):
                turn = talk.transcript.turns[index]
                names = moment_features(passage(turn.text, language), language, moment)
                examples.add(names, [int(tag in (turn.calls_for or ())) for tag in TAGS], talk.author, counts)
    return examples


def moments_of(talk: Labelled) -> Iterator[tuple[int, Moment]]:
    """Yield the index of each customer turn with its moment, from the labels."""
    brief, language = talk.transcript.brief, talk.transcript.language
    decision = passage(brief.decision, language) if brief else None
    first, due = True, False
    for index, turn in enumerate(talk.transcript.turns):
        if turn.speaker == "customer":
            yield index, Moment(first, due, stated_before(talk, index), True, decision)
            first, due = False, due or "decision_due" in (turn.calls_for or ())


def stated_before(talk: Labelled, index: int) -> bool:
    """Return whether the labels say that the decision was stated before a turn."""
    return any(label.code == "state" and label.turn < index for label in talk.labels)


def tagged_as(talk: Labelled, trained: Table) -> Iterator[tuple[Tag, bool, bool]]:
    """Yield per customer turn and tag whether it is inferred and whether the author set it."""
    bare = [turn.model_copy(update={"calls_for": None}) for turn in talk.transcript.turns]
    hearing = Hearing(talk.transcript.model_copy(update={"turns": tuple(bare)}), trained)
    for index, turn in enumerate(talk.transcript.turns):
        if turn.speaker == "trainee":
            hearing.answered(turn.text)
        else:
            found = hearing.hear(index, stated=stated_before(talk, index)).calls_for
            for tag in TAGS:
                yield tag, tag in found, tag in (turn.calls_for or ())


def fold_cells(talks: Sequence[Labelled]) -> Cells:
    """Return the counts over all authors, each tagged by weights that saw nothing of that group."""
    cells: Cells = Counter()
    for group, own in by_group(talks).items():
        trained = train([talk for talk in talks if group_of(talk.author) != group])
        table = load_table(trained.calls)
        for talk in own:
            cells.update((talk.transcript.language, *cell) for cell in tagged_as(talk, table))
    return cells


def table_of(cells: Cells) -> Iterator[str]:
    """Yield the lines of a table of kappa per tag and language, with how many turns carry the tag."""
    yield f"| tag | all | precision | recall | {' | '.join(LANGUAGES)} |"
    yield f"|---|---|---|---|{'---|' * len(LANGUAGES)}"
    for tag in TAGS:
        hit, false, missed, _ = counts = _counts(cells, tag, LANGUAGES)
        single = [_counts(cells, tag, (language,)) for language in LANGUAGES]
        shown = " | ".join(
            f"{kappa_of(*each):.2f} ({each[0] + each[2]})" if each[0] + each[2] >= FEWEST_POSITIVES else "–"
            for each in single
        )
        precision, recall = hit / max(1, hit + false), hit / max(1, hit + missed)
        yield f"| `{tag}` | {kappa_of(*counts):.2f} | {precision:.2f} | {recall:.2f} | {shown} |"


def _counts(cells: Cells, tag: Tag, languages: Sequence[str]) -> tuple[int, int, int, int]:
    hit, false, missed, quiet = (
        sum(cells[language, tag, inferred, true] for language in languages)
        for inferred, true in ((True, True), (True, False), (False, True), (False, False))
    )
    return hit, false, missed, quiet


def main() -> None:
    """Train and write, or print the folds."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--folds", action="store_true", help="print the agreement on unseen authors instead")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with the labelled conversations")
    arguments = parser.parse_args()
    talks = load_corpus(arguments.corpus)
    if arguments.folds:
        print("\n".join(table_of(fold_cells(talks))))
        return
    WEIGHTS.write_text(train(talks).model_dump_json(indent=0) + "\n", encoding="utf-8")
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1024} kB from {len(talks)} conversations")


if __name__ == "__main__":
    main()
