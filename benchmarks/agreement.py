"""How far the local reader agrees with independent labels, per trainee turn and code.

    python benchmarks/agreement.py                      the development gold
    python benchmarks/agreement.py --held-out           three authors who are never trained on
    python benchmarks/agreement.py --conversations DIR  labelled conversations elsewhere, in the gold's form

Cells with fewer than eight positives in a language are pooled over the languages.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpus_reading import CORPUS, Label, Labelled, load_corpus
from scoring.finding import CODES
from scoring.reader.reading import read
from scoring.reader.weights import Weights
from scoring.transcript import LANGUAGES, Transcript

HELD_OUT = CORPUS / "held_out"
GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold-dev"
FEWEST = 8
"""Positives from which a language stands on its own."""

Cell = tuple[int, str]
"""A trainee turn and a code."""
Key = tuple[str, str, str]
"""Language, code, and hit, false, missed or quiet."""


def kappa(found: Iterable[int], true: Iterable[int]) -> float:
    """Return Cohen's kappa of two 0/1 codings of the same cells."""
    pairs = Counter(zip(map(int, found), map(int, true), strict=True))
    return kappa_of(pairs[1, 1], pairs[1, 0], pairs[0, 1], pairs[0, 0])


def kappa_of(hit: int, false: int, missed: int, quiet: int) -> float:
    """Return Cohen's kappa from the four counts; 0 where it is undefined."""
    total = hit + false + missed + quiet
    agreed = (hit + quiet) * total
    chance = (hit + false) * (hit + missed) + (missed + quiet) * (false + quiet)
    return (agreed - chance) / (total * total - chance) if total * total > chance else 0.0


def load_gold(folder: Path = GOLD) -> list[Labelled]:
    """Return the labelled conversations of `folder`."""
    talks = []
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        transcript = Transcript.model_validate_json((folder / f"{entry['id']}.json").read_bytes())
        labels = tuple(_label(item, transcript) for item in entry["labels"])
        talks.append(Labelled(transcript, "gold", entry["style"], entry["corner"], entry["id"], labels))
    return talks


def _label(item: dict[str, str | int], transcript: Transcript) -> Label:
    turn, quote = int(item["turn"]), str(item["quote"])
    start = transcript.turns[turn].text.find(quote) if quote else -1
    return Label(turn, str(item["code"]), start, start + len(quote) if start >= 0 else -1)


def found_by(transcript: Transcript, weights: Weights | None = None) -> set[Cell]:
    """Return the cells in which the reader found something, with the packaged weights unless others are given."""
    return {(finding.turn, finding.code) for finding in read(transcript, weights)}


def labels_of(talk: Labelled) -> set[Cell]:
    """Return the cells that carry a label."""
    return {(label.turn, label.code) for label in talk.labels}


def tally(found: set[Cell], true: set[Cell], talk: Labelled) -> Counter[Key]:
    """Return the four counts per code for one conversation."""
    counts: Counter[Key] = Counter()
    for index, turn in enumerate(talk.transcript.turns):
        if turn.speaker == "trainee":
            for code in CODES:
                cell = (index, code)
                kind = (
                    ("hit" if cell in true else "false")
                    if cell in found
                    else "missed"
                    if cell in true
                    else "quiet"
                )
                counts[talk.transcript.language, code, kind] += 1
    return counts


def print_table(counts: Counter[Key], title: str) -> None:
    """Print kappa, precision, recall and positives per code, pooled and per language."""
    print(
        f"\n{title}\n{'code':13}{'kappa':>6}{'prec':>6}{'rec':>6}{'n':>6}   "
        + "  ".join(f"{language:>10}" for language in LANGUAGES)
    )
    kappas = []
    for code in CODES:
        hit, false, missed, quiet = _counts(counts, code, LANGUAGES)
        if hit + missed:
            kappas.append(kappa_of(hit, false, missed, quiet))
            precision, recall = hit / max(1, hit + false), hit / (hit + missed)
            print(
                f"{code:13}{kappas[-1]:6.2f}{precision:6.2f}{recall:6.2f}{hit + missed:6}   "
                + "  ".join(_by_language(counts, code))
            )
        else:
            print(f"{code:13}{'-':>6}{'':12}{0:6}   {false} false")
    print(f"{'mean':13}{sum(kappas) / len(kappas):6.2f}   lowest {min(kappas):.2f}")


def _by_language(counts: Counter[Key], code: str) -> list[str]:
    shown = []
    for language in LANGUAGES:
        hit, false, missed, quiet = _counts(counts, code, (language,))
        value = f"{kappa_of(hit, false, missed, quiet):.2f}" if hit + missed >= FEWEST else "pooled"
        shown.append(f"{value} ({hit + missed})".rjust(10))
    return shown


def _counts(counts: Counter[Key], code: str, languages: Iterable[str]) -> tuple[int, int, int, int]:
    hit, false, missed, quiet = (
        sum(counts[language, code, kind] for language in languages)
        for kind in ("hit", "false", "missed", "quiet")
    )
    return hit, false, missed, quiet


def main() -> None:
    """Print the table for the labelled conversations of a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--conversations", type=Path, default=GOLD, help="folder with labels.jsonl and the transcripts"
    )
    parser.add_argument(
        "--held-out", action="store_true", help="the corpus's authors who are never trained on"
    )
    given = parser.parse_args()
    talks = load_corpus(HELD_OUT) if given.held_out else load_gold(given.conversations)
    counts: Counter[Key] = Counter()
    for talk in talks:
        counts += tally(found_by(talk.transcript), labels_of(talk), talk)
    print_table(counts, "held out" if given.held_out else given.conversations.name)


if __name__ == "__main__":
    main()
