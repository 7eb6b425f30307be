"""How unseen authors are read: agreement per code, how well each act is seen, and what knowing that does to scores.

    python benchmarks/train_reader.py --folds DIR      trains what follows needs
    python benchmarks/reader_error.py DIR              measures and prints
    python benchmarks/reader_error.py DIR --write-error also writes scoring/reader/error.json
    python benchmarks/reader_error.py --check          says whether error.json belongs to the present weights

Each group of authors (see fitting.py) is read by weights that saw nothing of theirs. The unit is the opportunity: one that
the labels and the reading both open, taken or not by the labels, against what the reader saw. What the knowledge
does is measured on authors whose own talks did not go into it: the distance of the values from those that the
labels give, how often the labels' value lies in the interval (goal .90), and how often corners agree.
Needs what train_reader.py needs.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import Key, labels_of, load_gold, print_table, tally
from benchmarks.corpus_reading import Labelled, load_corpus
from scoring.codebook import SIDES, Side, codebook
from scoring.finding import ACTS, CODES, Act, Finding
from scoring.opportunities import find_opportunities
from scoring.reader.error import FEWEST, PERFECT, ReaderError, Tally
from scoring.reader.reading import read, reader_version
from scoring.scorecard import Estimate, Scorecard, SideScore, score
from scoring.transcript import LANGUAGES

ERROR = Path(__file__).resolve().parent.parent / "scoring" / "reader" / "error.json"
PARTS = ("value", "low", "high")
NOTHING = Tally(taken=0, seen=0, untaken=0, imagined=0)

Findings = Sequence[Finding]
Read = tuple[Labelled, Findings]
"""A talk and what a reader that did not know its author found in it."""


def labelled_findings(talk: Labelled) -> list[Finding]:
    """Return the labels of a talk as findings."""
    texts = [turn.text for turn in talk.transcript.turns]
    known = {str(code): code for code in CODES}
    return [
        Finding(label.turn, known[label.code], texts[label.turn][max(label.start, 0) : max(label.end, 0)])
        for label in talk.labels
    ]


def measured(reads: Sequence[Read]) -> ReaderError:
    """Return the error over these talks."""
    tallies = {code: dict.fromkeys(LANGUAGES, NOTHING) for code in ACTS}
    for talk, found in reads:
        language = talk.transcript.language
        true, seen = (_taken(talk, findings) for findings in (labelled_findings(talk), found))
        for moment in true.keys() & seen.keys():
            tallies[moment[0]][language] += _tally(true[moment], seen[moment])
    return ReaderError(reader=reader_version(), tallies=tallies)


def _taken(talk: Labelled, findings: Findings) -> dict[tuple[Act, int | None], bool]:
    opportunities, _ = find_opportunities(talk.transcript.turns, findings)
    return {(item.code, item.opened): item.credit > 0 for item in opportunities}


def _tally(taken: bool, seen: bool) -> Tally:
    return Tally(
        taken=int(taken),
        seen=int(taken and seen),
        untaken=int(not taken),
        imagined=int(seen and not taken),
    )


def print_error(error: ReaderError) -> None:
    """Print sensitivity, false-positive rate and Youden's J per act and language, with the counts."""
    print(f"reader {error.reader}; s: sees what is there, f: sees what is not; * pooled, - not measured")
    for code in ACTS:
        cells = []
        for language in LANGUAGES:
            tally, accuracy = error.tallies[code][language], error.accuracy(code, language)
            enough = min(tally.taken, tally.untaken) >= FEWEST
            mark = " " if enough else "-" if accuracy is PERFECT else "*"
            cells.append(
                f"{language}{mark} s {accuracy.sensitivity:.2f} of {tally.taken:3}"
                f"  f {accuracy.false_positive:.2f} of {tally.untaken:3}  J {accuracy.youden:.2f}"
            )
        print(f"{code:13}" + "   ".join(cells))


def as_counted(talk: Labelled, found: Findings, error: ReaderError) -> Scorecard:
    """Return the score without the knowledge."""
    return score(talk.transcript, found)


def widened(talk: Labelled, found: Findings, error: ReaderError) -> Scorecard:
    """Return the score as it is made: the knowledge widens the intervals."""
    return score(talk.transcript, found, error)


def corrected(talk: Labelled, found: Findings, error: ReaderError) -> Scorecard:
    """Return the score with Rogan and Gladen's rate as well, which scores do not use."""
    card = widened(talk, found, error)
    shifts = {side: _shift(side, talk, card, error) for side in SIDES}
    empathy = _moved_side(card.empathy, shifts["empathy"])
    boundaries = _moved_side(card.boundaries, shifts["boundaries"])
    if empathy is None or boundaries is None:
        return replace(card, empathy=empathy, boundaries=boundaries)
    pairs = [(getattr(empathy.estimate, part), getattr(boundaries.estimate, part)) for part in PARTS]
    overall = Estimate(*(min(sum(pair) / 2, min(pair) + 10) for pair in pairs))
    return replace(card, empathy=empathy, boundaries=boundaries, overall=overall)


def _shift(side: Side, talk: Labelled, card: Scorecard, error: ReaderError) -> float:
    """Return by how much the rate of a side moves, as a factor of its mean."""
    mine = [item for item in card.opportunities if codebook().side_of(item.code) == side]
    weights = sum(item.weight for item in mine)
    if not weights:
        return 1.0
    counted = sum(item.weight * item.credit / 100 for item in mine) / weights
    better = sum(item.weight * _corrected(item.code, item.credit / 100, talk, error) for item in mine)
    rate, size = min(max(better / weights, 0.0), 1.0), weights**2 / sum(item.weight**2 for item in mine)
    return (rate * size + 0.5) / (counted * size + 0.5)


def _corrected(code: Act, credit: float, talk: Labelled, error: ReaderError) -> float:
    accuracy = error.accuracy(code, talk.transcript.language)
    return (credit - accuracy.false_positive) / accuracy.youden


def _moved_side(side: SideScore | None, factor: float) -> SideScore | None:
    if side is None:
        return None
    return replace(
        side, estimate=Estimate(*(min(getattr(side.estimate, part) * factor, 100.0) for part in PARTS))
    )


def print_agreement(reads: Sequence[Read]) -> None:
    """Print kappa per code and language over all authors, each read by weights that saw nothing of theirs."""
    cells: Counter[Key] = Counter()
    for talk, found in reads:
        cells += tally({(finding.turn, finding.code) for finding in found}, labels_of(talk), talk)
    print_table(cells, "authors and scenarios not seen")


Way = Callable[[Labelled, Findings, ReaderError], Scorecard]


def print_effect(reads: Sequence[Read]) -> None:
    """Print what each way of using the knowledge does, each author by the error of the others."""
    authors = sorted({talk.author for talk, _ in reads})
    others = {author: measured([one for one in reads if one[0].author != author]) for author in authors}
    cases = [(talk, found, others[talk.author]) for talk, found in reads]
    print("\nagainst the values that the labels give, authors not seen: mean distance, share inside")
    for way in (as_counted, widened, corrected):
        print(f"{way.__name__:11}" + _effect(way, cases))
    gold = [(talk, read(talk.transcript), measured(reads)) for talk in load_gold()]
    print("\nthe same on the development gold, which is for development")
    for way in (as_counted, widened, corrected):
        print(f"{way.__name__:11}" + _effect(way, gold))


def _effect(way: Way, cases: Sequence[tuple[Labelled, Findings, ReaderError]]) -> str:
    distances: dict[str, list[float]] = {part: [] for part in (*SIDES, "overall")}
    inside: dict[str, list[bool]] = {part: [] for part in distances}
    for (talk, found, error), part in product(cases, distances):
        true = _estimate(score(talk.transcript, labelled_findings(talk)), part)
        got = _estimate(way(talk, found, error), part)
        if true and got:
            distances[part].append(abs(true.value - got.value))
            inside[part].append(got.low <= true.value <= got.high)
    shown = (f"{part} {fmean(distances[part]):4.1f} {fmean(inside[part]):.2f}" for part in distances)
    return "   ".join(shown)


def _estimate(card: Scorecard, part: str) -> Estimate | None:
    if part == "overall":
        return card.overall
    side = card.empathy if part == "empathy" else card.boundaries
    return side.estimate if side else None


def main() -> None:
    """Measure, print, and write or check where asked to."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--write-error", action="store_true", help="write scoring/reader/error.json")
    parser.add_argument(
        "--check", action="store_true", help="leave with 1 where error.json is of another reader"
    )
    parser.add_argument("folds", type=Path, nargs="?", metavar="DIR", help="where the folds' weights are")
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(not _is_current())
    if not arguments.folds:
        parser.error("name the folder that train_reader.py --folds wrote")
    from benchmarks.train_reader import read_by_strangers

    reads = list(read_by_strangers(load_corpus(), arguments.folds))
    print_agreement(reads)
    error = measured(reads)
    print_error(error)
    print_effect(reads)
    if arguments.write_error:
        ERROR.write_text(error.model_dump_json(indent=0) + "\n", encoding="utf-8")
        print(f"\nwrote {ERROR.name} for {error.reader}")


def _is_current() -> bool:
    of = ReaderError.model_validate_json(ERROR.read_bytes()).reader if ERROR.is_file() else "nobody"
    print(f"error.json was measured beside {of}; the present reader is {reader_version()}")
    return of == reader_version()


if __name__ == "__main__":
    main()
