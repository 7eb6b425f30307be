"""How hard a pairing is, as measured by play; where nobody measured it, as its authors say.

`benchmarks/difficulty.py` lets the scripted trainees play every packaged persona in every packaged scenario
at each intensity, and writes the table that lies beside this file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from scoring.transcript import Language
from simulator.content.library import Library, packaged_folder
from simulator.content.schema import Shelf

LOST_SLIP = 400
"""Hundredths of a turn that a pairing is harder where no slip is forgiven; one notch takes about 170."""
_LEVELS = 5

Source = Literal["play", "authors"]


class Played(BaseModel):
    """What the scripted trainees met in one pairing at one intensity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: Annotated[int, Field(ge=0)]
    """Hundredths of trainee turns of balanced play until the customer first comes down; 1,700: never."""
    survived: Annotated[int, Field(ge=0, le=100)]
    """Percent of the talks with a concession, taken back, that ended well all the same."""

    @property
    def effort(self) -> int:
        """How much it takes, in hundredths of a turn."""
        return self.turns + LOST_SLIP * (100 - self.survived) // 100


class DifficultyTable(BaseModel):
    """Every measured pairing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    """The measure by which the customers read the trainees then."""
    language: Language
    """The language of the talks."""
    seeds: Annotated[int, Field(ge=1)]
    """Talks for each pairing, intensity and role."""
    contents: dict[str, str]
    """What was measured: `personas/ID` and `scenarios/ID` with the beginning of the file's SHA-256."""
    pairs: dict[str, dict[str, Annotated[tuple[Played, ...], Field(min_length=_LEVELS, max_length=_LEVELS)]]]
    """By persona, then scenario: one entry for each intensity, 1 first."""

    def at(self, persona: str, scenario: str, intensity: int) -> Played | None:
        """Return what was met in a pairing. None: nobody measured it."""
        met = self.pairs.get(persona, {}).get(scenario)
        return met[intensity - 1] if met else None

    def rank(self, played: Played) -> int:
        """Return the percent of all measured pairings that are easier; of those alike, half."""
        below, above = bisect_left(self.efforts, played.effort), bisect_right(self.efforts, played.effort)
        return 50 * (below + above) // max(1, len(self.efforts))

    @cached_property
    def efforts(self) -> list[int]:
        """What each pairing takes at each intensity, least first."""
        return sorted(
            met.effort for scenarios in self.pairs.values() for each in scenarios.values() for met in each
        )


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How hard one pairing is at one intensity."""

    rank: int
    """0–100: the percent of pairings that are easier."""
    source: Source
    """`play`: measured. `authors`: the pairing was not measured; from the scenario's own difficulty."""
    played: Played | None = None
    """What was measured. None: nothing was."""

    @property
    def level(self) -> int:
        """How hard it is among all pairings, 1–5; a fifth of them in each."""
        return min(_LEVELS, 1 + self.rank * _LEVELS // 100)


def difficulty_of(
    library: Library, persona: str, scenario: str, intensity: int, table: DifficultyTable | None = None
) -> Difficulty:
    """Return how hard a pairing is; one with content of a person's own was not measured.

    Raises:
        UsageError: An id is unknown.
        ContentError: The scenario was not measured, and its file is broken.
    """
    known = table or packaged_table()
    played = known.at(persona, scenario, intensity)
    is_packaged = persona in _packaged(library, "personas") and scenario in _packaged(library, "scenarios")
    if played and is_packaged:
        return Difficulty(known.rank(played), "play", played)
    written = library.scenario(scenario).difficulty
    return Difficulty(100 * (written + intensity - 2) // (2 * (_LEVELS - 1)), "authors")


def usual_level(library: Library, shelf: Shelf, name: str) -> int | None:
    """Return how hard a persona or a scenario usually is, 1–5: over its partners, each persona as it comes.

    None: no pairing of it was measured.
    """
    table = packaged_table()
    personas, scenarios = _packaged(library, "personas"), _packaged(library, "scenarios")
    ranks = [
        table.rank(met[library.persona(persona).intensity - 1])
        for persona, partners in table.pairs.items()
        for scenario, met in partners.items()
        if persona in personas and scenario in scenarios
        if name == (persona if shelf == "personas" else scenario)
    ]
    return Difficulty(sum(ranks) // len(ranks), "play").level if ranks else None


def out_of_step(library: Library, table: DifficultyTable | None = None) -> Iterator[str]:
    """Yield each content, `personas/ID` or `scenarios/ID`, that has changed or come since it was measured."""
    known = (table or packaged_table()).contents
    yield from (name for name, digest in contents_of(library).items() if known.get(name) != digest)


def contents_of(library: Library) -> dict[str, str]:
    """Return each persona and scenario with the beginning of its file's SHA-256."""
    shelves: tuple[Shelf, ...] = ("personas", "scenarios")
    return {
        f"{shelf}/{name}": library.digest(shelf, name)[:12]
        for shelf in shelves
        for name in library.ids(shelf)
    }


@cache
def packaged_table() -> DifficultyTable:
    """Return the table that comes with Motet, read once."""
    return DifficultyTable.model_validate_json(table_file().read_bytes())


def table_file() -> Path:
    """Return where the packaged table lies."""
    return Path(str(files("simulator"))) / "content" / "difficulty.json"


def _packaged(library: Library, shelf: Shelf) -> frozenset[str]:
    """Return the ids on a shelf whose file comes with Motet."""
    folder = packaged_folder() / shelf
    return frozenset(name for name in library.ids(shelf) if library.file(shelf, name).parent == folder)
