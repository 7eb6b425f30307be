"""What is remarkable in a whole trainee turn, and in what was found before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from scoring.finding import CODES, Code
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage
from scoring.transcript import Tag

_MEETING: tuple[Code, ...] = (
    "answer",
    "acknowledge",
    "name_feeling",
    "state",
    "hold",
    "script",
    "vague",
    "concede",
    "hard",
)
_LIKELY = -16
"""A score, in 1/32 of a logit, from which a code is likely enough to be met."""


def turn_features(turn: Sequence[Passage], memory: Memory) -> list[str]:
    """Return the names of the features of a turn as a whole; its length is none of them."""
    stems = {stem for sentence in turn for stem in sentence.stems}
    shared = len(stems & (memory.customer.stems | memory.customer.tails))
    return [
        *(f"tag:{tag}" for tag in memory.tags),
        *(f"{one}&{two}" for one, two in combinations(sorted(memory.tags), 2)),
        f"phase:{memory.phase}",
        f"pushes:{min(memory.calls['pushback'], 3)}",
        f"turn:{min(memory.turns, 3)}",
        f"shared:{min(shared, 4)}",
        f"questions:{min(memory.customer.text.count('?'), 2)}",
        f"asks:{min(sum(sentence.text.endswith('?') for sentence in turn), 2)}",
        f"sorries:{min(apologies_in(turn), 3)}",
        *(() if turn else ("silent",)),
        *(_strained(memory)),
    ]


def apologies_in(turn: Sequence[Passage]) -> int:
    """Return how often a turn apologises."""
    return sum(here.count("sorry") for sentence in turn for here in sentence.concepts)


def _strained(memory: Memory) -> Iterator[str]:
    if memory.apologies:
        yield f"apologised:{min(memory.apologies, 3)}"
    if memory.calls["abuse"] and not memory.found["limit"]:
        yield f"unlimited:{min(memory.calls['abuse'], 2)}"


def met_features(tags: Iterable[Tag], best: Sequence[int]) -> list[str]:
    """Return the names that say which of the things asked for the best scores meet, and which not."""
    met = {code: best[CODES.index(code)] > _LIKELY for code in _MEETING}
    return [f"met:{tag}:{code}:{met[code]:d}" for tag in tags for code in _MEETING]


def history_features(found: Mapping[Code, int], last: Iterable[Code]) -> list[str]:
    """Return the names of the features of what was found before, in all turns and in the last one."""
    before = [f"found:{code}:{min(found[code], 2)}" for code in CODES if found.get(code)]
    just = frozenset(last)
    return before + [f"last:{code}" for code in CODES if code in just]
