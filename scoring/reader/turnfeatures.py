"""What is remarkable in a whole trainee turn."""

from collections.abc import Sequence

from scoring.reader.memory import Memory
from scoring.reader.passage import Passage


def turn_features(turn: Sequence[Passage], memory: Memory) -> list[str]:
    """Return the names of the features of a turn as a whole."""
    stems = {stem for sentence in turn for stem in sentence.stems}
    words = sum(len(sentence.words) for sentence in turn)
    names = [f"tag:{tag}" for tag in memory.tags]
    names += [
        f"phase:{memory.phase}",
        f"pushes:{min(memory.calls['pushback'], 3)}",
        f"turn:{min(memory.turns, 3)}",
    ]
    names += [
        f"sentences:{min(len(turn), 5)}",
        f"words:{next((n for n in (3, 8, 15, 25, 40) if words <= n), 99)}",
    ]
    names += [f"shared:{min(len(stems & (memory.customer.stems | memory.customer.tails)), 4)}"]
    names += [f"questions:{min(memory.customer.text.count('?'), 2)}"]
    names += [f"asks:{min(sum(sentence.text.endswith('?') for sentence in turn), 2)}"]
    names += [f"{tag}&{other}" for tag in memory.tags for other in memory.tags if tag < other]
    names += [f"found:{code}:{min(times, 2)}" for code, times in sorted(memory.found.items())]
    names += [f"last:{code}" for code in sorted(memory.last_found)]
    return names
