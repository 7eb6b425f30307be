"""How well the local reader sees an act that was called for, as measured, and what follows for a score.

A rate that a fallible reader counted varies more than one that was counted without error: with sensitivity s
and false-positive rate f its variance is that of n(s − f)² observations; s − f is Youden's J. The rate itself
stays as counted, because a corrected one lies further from the labels here. Source: Rogan and Gladen,
"Estimating prevalence from the results of a screening test", Am. J. Epidemiology 107 (1978) 71–76.
`benchmarks/reader_error.py` measures both, on authors and scenarios that the weights had not seen.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, NonNegativeInt

from scoring.finding import Act
from scoring.transcript import Language

FEWEST = 20
"""Opportunities taken, and as many not taken, from which an error counts as measured."""
_LEAST_YOUDEN = 0.25
"""Below this an observation says next to nothing, and dividing by it would say anything."""


class Tally(BaseModel):
    """How the reader saw the opportunities for one act in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    taken: NonNegativeInt
    """Opportunities that the trainee took, by the labels."""
    seen: NonNegativeInt
    """How many of those the reader saw."""
    untaken: NonNegativeInt
    """Opportunities that the trainee let pass, by the labels."""
    imagined: NonNegativeInt
    """How many of those the reader took for taken."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            taken=self.taken + other.taken,
            seen=self.seen + other.seen,
            untaken=self.untaken + other.untaken,
            imagined=self.imagined + other.imagined,
        )


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the reader is right about an act."""

    sensitivity: float
    """Share of the acts that it sees, 0–1."""
    false_positive: float
    """Share of the missing acts that it sees all the same, 0–1."""

    @property
    def youden(self) -> float:
        """Youden's J: how much an observation says, from 0.25 up to 1."""
        return max(self.sensitivity - self.false_positive, _LEAST_YOUDEN)


PERFECT = Accuracy(1.0, 0.0)
"""Of a reader without error, and of one whose error is not known."""


class ReaderError(BaseModel):
    """The measured error of one reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reader: str
    """The version of the reader whose making was measured."""
    tallies: dict[Act, dict[Language, Tally]]
    """Per act and language; what is missing was not measured."""

    def accuracy(self, code: Act, language: Language) -> Accuracy:
        """Return how well an act is seen: in that language, else in all three, else as if without error."""
        own = self.tallies.get(code, {})
        mine = own.get(language)
        if mine and _is_enough(mine):
            return _accuracy(mine)
        pooled = sum(own.values(), Tally(taken=0, seen=0, untaken=0, imagined=0))
        return _accuracy(pooled) if _is_enough(pooled) else PERFECT


@cache
def measured_error() -> ReaderError | None:
    """Return the measured error that comes with this reader. None: it was not measured."""
    raw = _file()
    return ReaderError.model_validate_json(raw) if raw else None


@cache
def error_version() -> str:
    """Return what names the measured error in a score's version; empty where there is none."""
    raw = _file()
    return f"error-{sha256(raw).hexdigest()[:8]}" if raw else ""


def _file() -> bytes:
    file = files("scoring.reader").joinpath("error.json")
    return file.read_bytes() if file.is_file() else b""


def _is_enough(tally: Tally) -> bool:
    return tally.taken >= FEWEST and tally.untaken >= FEWEST


def _accuracy(tally: Tally) -> Accuracy:
    """Return both shares with half a case added on each side, so that no rate is 0 or 1 by luck."""
    return Accuracy((tally.seen + 0.5) / (tally.taken + 1), (tally.imagined + 0.5) / (tally.untaken + 1))
