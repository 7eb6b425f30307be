"""The trained weights: whole numbers, packed, read once.

A score is a sum of weights, in 1/32 of a logit for sentences and 1/1024 for turns; above 0 counts.
"""

import json
import zlib
from base64 import b85decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from pydantic import BaseModel

_LANE = 3
"""Bytes of one column in a packed sum: one for the weight, two for what the sum carries."""
_OFFSET = 128
"""Added to each weight so that it fits one byte without a sign."""
_WEIGHTS = "weights.json"


class StoredTable(BaseModel):
    """A table as it stands in the file."""

    bias: tuple[int, ...]
    names: str
    rows: str


class StoredWeights(BaseModel):
    """The file of weights."""

    codes: tuple[str, ...]
    tags: tuple[str, ...]
    breaks: StoredTable
    sentence: StoredTable
    turn_bias: tuple[int, ...]
    turn_scores: tuple[tuple[int, ...], ...]
    turn_names: dict[str, tuple[int, ...]]


@dataclass(slots=True)
class Table:
    """Weights of named features for several columns at once.

    A row is one long integer with a lane per column, so that adding rows adds all columns.
    """

    bias: tuple[int, ...]
    row_of: dict[str, int]
    lanes: bytes
    rows: dict[str, int] = field(default_factory=dict)

    def scores(self, names: Iterable[str]) -> list[int]:
        """Return the score of each column; names that are not known weigh nothing."""
        total = known = 0
        for name in names:
            row = self.rows.get(name) or self._row(name)
            if row:
                total += row
                known += 1
        width = len(self.bias)
        packed = total.to_bytes(_LANE * width, "little")
        return [
            self.bias[at]
            - _OFFSET * known
            + int.from_bytes(packed[_LANE * at : _LANE * at + _LANE], "little")
            for at in range(width)
        ]

    def _row(self, name: str) -> int:
        at = self.row_of.get(name)
        if at is None:
            return 0
        size = _LANE * len(self.bias)
        row = int.from_bytes(self.lanes[size * at : size * (at + 1)], "little")
        self.rows[name] = row
        return row


@dataclass(frozen=True, slots=True)
class Weights:
    """All that training left."""

    breaks: Table
    """Features of a gap between words, one column: whether a sentence ends there."""
    sentence: Table
    """Features of a sentence, a column per code."""
    turn_bias: tuple[int, ...]
    turn_scores: tuple[tuple[int, ...], ...]
    turn_names: dict[str, tuple[int, ...]]

    def turn(self, best: Sequence[int], names: Iterable[str]) -> list[int]:
        """Return the score of each code for a turn, from its sentences' best scores and its own features."""
        inputs = [*best, *(max(score, 0) for score in best)]
        known = [row for name in names if (row := self.turn_names.get(name))]
        return [
            bias + sum(map(int.__mul__, column, inputs)) + sum(row[at] for row in known)
            for at, (bias, column) in enumerate(zip(self.turn_bias, self.turn_scores, strict=True))
        ]


@cache
def weights() -> Weights:
    """Return the packaged weights, read once."""
    return load_weights(resources.files("scoring.reader").joinpath(_WEIGHTS).read_bytes())


def load_weights(raw: bytes) -> Weights:
    """Return the weights that a file holds."""
    stored = StoredWeights.model_validate(json.loads(raw))
    return Weights(
        load_table(stored.breaks),
        load_table(stored.sentence),
        stored.turn_bias,
        stored.turn_scores,
        stored.turn_names,
    )


def load_table(stored: StoredTable) -> Table:
    """Return a stored table, unpacked."""
    names = zlib.decompress(b85decode(stored.names)).decode().split("\n")
    packed = zlib.decompress(b85decode(stored.rows))
    lanes = bytearray(_LANE * len(packed))
    lanes[::_LANE] = packed
    return Table(stored.bias, {name: at for at, name in enumerate(names)}, bytes(lanes))
