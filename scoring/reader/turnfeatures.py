"""What is remarkable in a whole trainee turn, and in what was found before it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from scoring.finding import CODES, Code
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage


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
        *(() if turn else ("silent",)),
    ]


def history_features(found: Mapping[Code, int], last: Iterable[Code]) -> list[str]:
    """Return the names of the features of what was found before, in all turns and in the last one."""
    before = [f"found:{code}:{min(found[code], 2)}" for code in CODES if found.get(code)]
    just = frozenset(last)
    return before + [f"last:{code}" for code in CODES if code in just]
