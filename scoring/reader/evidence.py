"""Which codes a sentence cannot carry, however it sounds: what it says touches nothing of this talk."""

from collections.abc import Iterator

from scoring.finding import Code
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage

_FIRM = frozenset({"neg", "no", "permanent", "still"})
_CONDITIONS = frozenset({"if", "whether", "unless", "om", "hvis", "ifall", "såfremt"})
_CLEARLY = 2
"""Words shared with an offer from which it is that offer. Two of 203 labelled concessions share as many."""
_OPEN = frozenset({"hedge", "bend", "dontknow", "siding", "insult", "blame", "formula"})
_DEEDS = frozenset(
    [
        "send",
        "offer",
        "look",
        "bend",
        "siding",
        "can",
        "will",
        "would",
        "way_try",
        "way_once",
        "way_same",
        "way_review",
        "way_system",
        "way_fault",
        "colleague",
        "someone",
        "selfblame",
        "company",
        "policy",
        "money",
    ]
)
"""Concepts of what can be given away."""
_LONGEST_GREETING = 6
_TAKES_BACK = frozenset({"i", "we", "order", *_FIRM})
"""Who says that something does not hold, or that it doesn't."""
_DATED = frozenset({"time", "send", "choice"})


def out_of_reach(sentence: Passage, memory: Memory) -> frozenset[Code]:
    """Return the codes that `sentence` cannot carry for want of what they are about.

    Loose on purpose: a shared word, number, or a word of denying is enough.
    """
    seen = {concept for here in sentence.concepts for concept in here}
    return frozenset(_missing(sentence, seen, memory))


def offered(sentence: Passage, memory: Memory) -> int:
    """Return how many words a sentence shares with an offer; 0 where it shares more with what must not be."""
    offer = max((sentence.shared(phrase) for phrase in memory.offers), default=0)
    never = max((sentence.shared(phrase) for phrase in memory.never), default=0)
    return offer if offer > never else 0


def does_forbidden(sentence: Passage, memory: Memory) -> bool:
    """Return whether a sentence reports as done what the brief says must not be done."""
    seen = {concept for here in sentence.concepts for concept in here}
    asks = sentence.text.rstrip().endswith("?") or not _CONDITIONS.isdisjoint(sentence.words)
    if "done" not in seen or not seen.isdisjoint({"neg", "no"}) or asks:
        return False
    return any(phrase.lead in sentence.stems for phrase in memory.never if phrase.lead)


def plainly(sentence: Passage) -> tuple[frozenset[Code], frozenset[Code]]:
    """Return what a sentence certainly is, by where the talk stands, and what it then certainly is not.

    A plain no to the matter itself, without a hedge or a question, states the decision or holds it;
    an order to calm down is hard and no limit (CODEBOOK 3).
    """
    seen = {concept for here in sentence.concepts for concept in here}
    if "calm" in seen:
        return frozenset({"hard"}), frozenset({"limit", "help"})
    if "refuse" in seen and seen.isdisjoint(_OPEN) and not sentence.text.rstrip().endswith("?"):
        return frozenset({"state", "hold"}), frozenset({"hard", "judge", "script", "assume", "concede"})
    return frozenset(), frozenset()


def _only_feels(seen: set[str]) -> bool:
    """Return whether a sentence speaks of a feeling and of nothing that anybody does or did.

    Two of 671 labelled concessions do.
    """
    return "feeling" in seen and not seen.isdisjoint({"natural", "heavy"}) and seen.isdisjoint(_DEEDS)


def is_greeting(sentence: Passage) -> bool:
    """Return whether a sentence begins as greetings and goodbyes do and is as short as they are."""
    return len(sentence.words) <= _LONGEST_GREETING and "greeting" in (sentence.concepts or ((),))[0]


def is_farewell(sentence: Passage) -> bool:
    """Return whether a sentence says goodbye."""
    return any("farewell" in here for here in sentence.concepts)


def _missing(sentence: Passage, seen: set[str], memory: Memory) -> Iterator[Code]:
    firm = not seen.isdisjoint(_FIRM)
    answers = _touches_customer(sentence, memory)
    if not answers and "you" not in seen:
        yield "acknowledge"
    if "identity" in seen and "reflect" not in seen:
        yield "ask"
    if seen.isdisjoint(_DATED) and not sentence.numbers:
        yield "next_step"
    if offered(sentence, memory) >= _CLEARLY or "nopromise" in seen or _only_feels(seen):
        yield "concede"
    if seen.isdisjoint(_TAKES_BACK):
        yield "repair"
    if memory.has_brief:
        briefed = _touches_brief(sentence, memory)
        if not firm and not briefed:
            yield "state"
        if not firm and not answers and not sentence.shared(memory.decision):
            yield "hold"
        if not sentence.shared(memory.reason) and not sentence.numbers & memory.reason.numbers:
            yield "explain"
        if not briefed and not answers and seen.isdisjoint({"send", "offer", "time", "look"}):
            yield "help"


def _touches_customer(sentence: Passage, memory: Memory) -> bool:
    return (
        sentence.shared(memory.customer) > 0
        or not sentence.stems.isdisjoint(memory.earlier_stems)
        or not sentence.numbers.isdisjoint(memory.customer.numbers | memory.earlier_numbers)
    )


def _touches_brief(sentence: Passage, memory: Memory) -> bool:
    parts = (memory.decision, memory.reason, memory.facts, *memory.offers, *memory.never)
    return bool(sentence.numbers) or any(sentence.shared(part) for part in parts)
