"""How a person presses against the decision: by which moves, and what each calls for."""

from scoring.transcript import Tag
from simulator.content.models import Persona
from simulator.content.written import Kind, PressingMove

_USUAL_MOVES: dict[Kind, dict[PressingMove, int]] = {
    "angry": {"push": 5, "accuse": 4, "threaten": 2, "repeat": 2, "insult": 1},
    "anxious": {"push": 4, "plead": 4, "repeat": 2},
    "confused": {"push": 3, "misunderstand": 5, "repeat": 3},
    "cold": {"push": 4, "accuse": 2, "repeat": 2},
    "bargaining": {"push": 3, "bargain": 6, "repeat": 1},
    "too_nice": {"push": 3, "plead": 1, "repeat": 2},
}
PRESSING_TAGS: dict[PressingMove, tuple[Tag, ...]] = {
    "push": ("pushback",), "accuse": ("emotion", "pushback"), "threaten": ("emotion", "pushback"),
    "plead": ("emotion", "pushback"), "bargain": ("pushback",), "repeat": ("pushback",),
    "misunderstand": ("pushback",), "insult": ("emotion", "abuse"),
}  # fmt: skip
"""What a turn with each move calls for."""


def pressing_moves(persona: Persona) -> dict[PressingMove, int]:
    """Return how readily a person presses by each move: as written, else as usual for the kind."""
    return persona.moves or _USUAL_MOVES[persona.kind]
