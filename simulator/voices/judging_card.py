"""How faithful an endpoint is as a judge: the other half of `motet card`."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.assessment import Assessment, assess
from scoring.errors import TranscriptError
from scoring.finding import CODES, Code
from scoring.judge import Failed
from scoring.parsing import Given, parse_transcript
from scoring.transcript import Transcript
from simulator.errors import UsageError
from simulator.voices.judging import Bench

Json = dict[str, object]
Place = tuple[int, Code]


@dataclass(frozen=True, slots=True)
class Golden:
    """A talk with labels that people agreed on."""

    transcript: Transcript
    labels: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of one reading, and how many requests that took."""

    outcome: Assessment | Failed
    requests: int

    @property
    def obeyed(self) -> bool:
        """Whether the first reply had the form that was asked for: no repair, no plain JSON."""
        return isinstance(self.outcome, Assessment) and self.requests == 1


def judging_card(
    bench: Bench,
    talks: Sequence[Transcript],
    golden: Sequence[Golden],
    tell: Callable[[], None] = lambda: None,
) -> Json:
    """Return the fidelity of a judge over talks, each read twice, and over golden ones (may be none).

    `tell` is called before each of these readings.
    """
    tried = [(_tried(bench, local, tell), _tried(bench, local, tell)) for local in map(assess, talks)]
    pairs = [(one.outcome, other.outcome) for one, other in tried]
    reads = [each for pair in pairs for each in pair]
    asked = [each for pair in tried for each in pair if each.requests]
    good = [each for each in reads if isinstance(each, Assessment)]
    kept = sum(len(each.scorecard.findings) for each in good)
    claimed = kept + sum(each.dropped for each in good)
    return {
        "readings": len(reads),
        "schema_at_first_percent": _percent(sum(each.obeyed for each in asked), len(asked)),
        "usable_percent": _percent(len(good), len(reads)),
        "failures": dict(sorted(Counter(each.reason for each in reads if isinstance(each, Failed)).items())),
        "verified_quotes_percent": _percent(kept, claimed),
        "repeatable_percent": _repeatable(pairs),
        "agreement": _agreement(bench, golden),
    }


def _tried(bench: Bench, local: Assessment, tell: Callable[[], None]) -> _Tried:
    tell()
    before = bench.requests
    return _Tried(bench.judge(local), bench.requests - before)


def golden_talks(folder: Path) -> list[Golden]:
    """Return the labelled talks of a folder: transcripts as JSON, labels in `labels.jsonl`.

    Raises:
        UsageError: a file cannot be read.
    """
    try:
        return list(_golden(folder))
    except (OSError, TranscriptError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{folder}: no golden talks can be read there ({type(error).__name__})") from None


def _golden(folder: Path) -> Iterator[Golden]:
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        file = folder / f"{entry['id']}.json"
        loaded = parse_transcript(file.read_text("utf-8"), file.name, Given())
        labels = frozenset(
            (int(label["turn"]), code) for label in entry["labels"] for code in _known(label["code"])
        )
        yield Golden(loaded.transcript, labels)


def _known(name: str) -> list[Code]:
    return [code for code in CODES if code == name]


def _repeatable(pairs: Sequence[tuple[Assessment | Failed, Assessment | Failed]]) -> float | None:
    """Return the percent of codes found that both readings found."""
    both = either = 0
    for one, other in pairs:
        if isinstance(one, Assessment) and isinstance(other, Assessment):
            first, second = _places(one), _places(other)
            both, either = both + len(first & second), either + len(first | second)
    return _percent(both, either)


def _agreement(bench: Bench, golden: Sequence[Golden]) -> dict[str, float | None]:
    """Return Cohen's kappa with the labels per code, at trainee turn × code. None: nothing varied."""
    read = [
        (each, found)
        for each in golden
        if isinstance(found := bench.judge(assess(each.transcript)), Assessment)
    ]
    turns = [
        (each, _places(found), index)
        for each, found in read
        for index, turn in enumerate(each.transcript.turns)
        if turn.speaker == "trainee"
    ]
    return {
        code: _kappa([((index, code) in each.labels, (index, code) in found) for each, found, index in turns])
        for code in CODES
        if turns
    }


def _kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    yes_one, yes_other = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    by_chance = yes_one * yes_other + (1 - yes_one) * (1 - yes_other)
    return None if by_chance == 1 else round((agreed - by_chance) / (1 - by_chance), 2)


def _places(found: Assessment) -> frozenset[Place]:
    return frozenset((each.turn, each.code) for each in found.scorecard.findings)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
