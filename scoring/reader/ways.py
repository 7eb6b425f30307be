"""In which of the ten indirect ways a concession gives the decision away (codebook section 4)."""

from collections import Counter

from scoring.finding import Way
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage


def way_of(sentence: Passage, memory: Memory) -> Way | None:
    """Return the way of a conceding sentence. None: it gives the decision away directly."""
    seen = Counter(concept for here in sentence.concepts for concept in here)
    rules: tuple[tuple[Way, bool], ...] = (
        ("see_what_i_can_do", seen["way_try"] > 0),
        ("just_this_once", seen["way_once"] > 0),
        ("same_as_you", seen["way_same"] > 0),
        ("hinted_review", seen["way_review"] > 0),
        ("system", seen["way_system"] > 0),
        ("unproven_fault", seen["way_fault"] > 0 and not memory.fault),
        ("siding", seen["siding"] > 0),
        ("guessed_date", seen["time"] > 0 and bool(seen["hedge"] or seen["will"]) and not seen["bend"]),
        ("outside_offer", seen["money"] > 0 or seen["bend"] > 0),
    )
    return next((way for way, holds in rules if holds), None)
