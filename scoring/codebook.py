"""The codebook as values: voices, weights, factors and limits.

Source: CODEBOOK sections 1, 3 and 5, kept as data in `codebook.toml`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from scoring.finding import Act, Pitfall
from scoring.transcript import Language

Side = Literal["empathy", "boundaries"]
Voice = Literal["presence", "curiosity", "listening", "helpfulness", "clarity", "limits", "drive"]
Corner = Literal["human", "wall", "doormat", "absent", "between"]

SIDES: tuple[Side, ...] = ("empathy", "boundaries")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VoiceEntry(_Entry):
    """One of the seven voices."""

    side: Side
    name: dict[Language, str]
    source: str


class ActEntry(_Entry):
    """What one opportunity for an act feeds and weighs, in hundredths."""

    voice: Voice
    weight: int


class PitfallEntry(_Entry):
    """Which side a pitfall lowers and by which factor, in hundredths."""

    side: Side
    factor: int
    repaired: int | None = None
    cap: int | None = None


class RollUp(_Entry):
    """The constants of the roll-up; each is explained beside its number in the data file."""

    late_state_credit: int
    state_in_time: int
    ask_within: int
    hits_that_count: int
    prior: int
    low_quantile: int
    high_quantile: int
    weaker_side_margin: int
    border: int
    voice_needs: int
    empathy_needs_turns: int
    empathy_needs_openings: int
    boundaries_needs_pushback: int
    boundaries_needs_silence: int


class Codebook(_Entry):
    """The whole codebook."""

    version: str
    voices: dict[Voice, VoiceEntry]
    acts: dict[Act, ActEntry]
    pitfalls: dict[Pitfall, PitfallEntry]
    roll_up: RollUp

    def side_of(self, code: Act) -> Side:
        """Return the side that an act feeds."""
        return self.voices[self.acts[code].voice].side


@cache
def codebook() -> Codebook:
    """Return the codebook, read once."""
    return Codebook.model_validate(
        tomllib.loads(files("scoring").joinpath("codebook.toml").read_text("utf-8"))
    )
