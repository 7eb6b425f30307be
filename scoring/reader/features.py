"""What is remarkable in one sentence of a trainee turn, as names for the model to weigh."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from scoring.reader.evidence import does_forbidden, offered
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage

FORBIDDEN = "forbidden"
"""The feature of a sentence that reports as done what must not be done: certain to concede."""
_PERSONS = frozenset({"i", "we", "you"})
_QUOTES = '"“”«»‘'


def features_of(turn: Sequence[Passage], at: int, memory: Memory) -> list[str]:
    """Return the names of the features of sentence `at` of a turn, each once, in a fixed order."""
    sentence = turn[at]
    seen = Counter(concept for here in sentence.concepts for concept in here)
    names = [*_words(sentence, memory.language), *_concepts(sentence, seen), *_order(sentence)]
    facts = [*_form(turn, at), *_relation(sentence, memory), *_decision(sentence, seen, memory)]
    names += facts
    names += _votes(sentence, seen, memory)
    names += _context(memory)
    names += _crossed(facts, seen, memory)
    if at:
        names += [f"before:{concept}" for concept in _distinct(turn[at - 1])]
    if at + 1 < len(turn):
        names += [f"next:{concept}" for concept in _distinct(turn[at + 1])]
    return list(dict.fromkeys(names))


def _distinct(sentence: Passage) -> list[str]:
    return list(dict.fromkeys(concept for here in sentence.concepts for concept in here))


def _words(sentence: Passage, language: str) -> Iterator[str]:
    words = sentence.words
    yield from (f"w:{language}:{word}" for word in words)
    yield from (f"s:{language}:{word[:5]}" for word in words if len(word) > 5)
    framed = ("^", *words, "$")
    yield from (f"b:{language}:{first} {second}" for first, second in pairwise(framed))
    yield from (f"t:{language}:{' '.join(framed[at : at + 3])}" for at in range(len(words)))
    if language != "en":  # Swedish and Danish share the beginnings of many words
        yield from (f"n:{word[:4]}" for word in words)


def _concepts(sentence: Passage, seen: Counter[str]) -> Iterator[str]:
    yield from (f"c:{concept}" for concept in seen)
    yield from (f"cc:{concept}" for concept, times in seen.items() if times > 1)
    yield from (f"first:{concept}" for concept in (sentence.concepts[0] if sentence.concepts else ()))
    yield from (f"pair:{one}&{two}" for one, two in combinations(sorted(seen), 2))


def _order(sentence: Passage) -> Iterator[str]:
    """Yield which concepts follow one another, and with which the sentence begins."""
    here = [tuple(dict.fromkeys(concepts)) for concepts in sentence.concepts]
    for at, concepts in enumerate(here):
        for one in concepts:
            after = here[at + 1] if at + 1 < len(here) else ()
            later = here[at + 2] if at + 2 < len(here) else ()
            yield from (f"then:{one}>{two}" for two in (*after, *later))
            yield from (f"then:{one}>{two}>{three}" for two in after for three in later)
    starts = ["/".join(sorted(concepts)) or "_" for concepts in here[:3]]
    yield from (f"starts:{'>'.join(starts[:count])}" for count in range(1, len(starts) + 1))


def _few(count: int) -> str:
    return str(count) if count < 4 else "4"


def _form(turn: Sequence[Passage], at: int) -> Iterator[str]:
    text = turn[at].text.rstrip("\"'”’)] ")
    length = len(turn[at].words)
    yield "ends:" + (text[-1] if text and text[-1] in ".?!" else "open")
    yield f"length:{next((limit for limit in (2, 5, 8, 12, 20) if length <= limit), 99)}"
    yield "place:" + (
        "only" if len(turn) == 1 else "first" if at == 0 else "last" if at == len(turn) - 1 else "mid"
    )
    if at == 1:
        yield "place:second"
    if not any(person in here for here in turn[at].concepts for person in _PERSONS):
        yield "nobody"
    if any(mark in turn[at].text for mark in _QUOTES):
        yield "quotes"


def _relation(sentence: Passage, memory: Memory) -> Iterator[str]:
    shared = sentence.shared(memory.customer)
    yield f"shared:{_few(shared)}"
    yield f"share:{4 * shared // max(1, len(sentence.stems))}"
    yield f"earlier:{_few(len(sentence.stems & memory.earlier_stems))}"
    yield f"own:{_few(len(sentence.stems & memory.own_stems))}"
    if sentence.numbers:
        yield "number"
        yield "number:last" if sentence.numbers & memory.customer.numbers else "number:notlast"
        if sentence.numbers & memory.earlier_numbers:
            yield "number:earlier"
    if memory.has_brief:
        yield f"reason:{_few(sentence.shared(memory.reason))}"
        yield f"fact:{_few(sentence.shared(memory.facts))}"
        yield f"offer:{_few(max((sentence.shared(offer) for offer in memory.offers), default=0))}"
        yield f"never:{_few(max((sentence.shared(phrase) for phrase in memory.never), default=0))}"
        if any(sentence.numbers & offer.numbers for offer in memory.offers):
            yield "number:offer"
        if sentence.numbers & memory.decision.numbers:
            yield "number:decision"
        if sentence.numbers & memory.reason.numbers:
            yield "number:reason"


def _votes(sentence: Passage, seen: Counter[str], memory: Memory) -> Iterator[str]:
    """Yield what simple rules make of a sentence; the model weighs them among the rest."""
    asks, denies = sentence.text.rstrip().endswith("?"), bool(seen["neg"] or seen["no"])
    acts = bool(seen["send"] or seen["offer"] or seen["look"])
    if acts and not denies and offered(sentence, memory):
        yield f"vote:help:{min(offered(sentence, memory), 3)}"
    if seen["send"] and not denies and not asks and (seen["time"] or sentence.numbers):
        yield "vote:next_step"
    if seen["feeling"] and (seen["natural"] or seen["heavy"]) and not asks:
        yield "vote:name_feeling"
    if sentence.shared(memory.customer) > 1 and not asks and not acts:
        yield "vote:acknowledge"
    if memory.stated and "pushback" in memory.tags and seen["still"]:
        yield "vote:hold"


def _decision(sentence: Passage, seen: Counter[str], memory: Memory) -> Iterator[str]:
    if memory.has_brief:
        touched = sentence.shared(memory.decision)
        negative = "no" if seen["neg"] or seen["permanent"] else "yes"
        yield f"decision:{_few(touched)}"
        yield f"decides:{min(touched, 2)}{negative}"
        if does_forbidden(sentence, memory):
            yield FORBIDDEN
    if memory.fault:
        yield "fault"
    if sentence.key() in memory.said:
        yield "repeated"


def _context(memory: Memory) -> Iterator[str]:
    yield f"phase:{memory.phase}"
    yield f"turn:{_few(memory.turns)}"
    yield f"pushes:{_few(memory.calls['pushback'])}"
    yield f"abuses:{min(memory.calls['abuse'], 2)}"
    yield from (f"tag:{tag}" for tag in memory.tags)
    if "?" in memory.customer.text:
        yield "asked"


def _crossed(facts: Sequence[str], seen: Counter[str], memory: Memory) -> Iterator[str]:
    crossing = [f"tag:{tag}" for tag in memory.tags] + [f"phase:{memory.phase}"]
    for context in crossing:
        yield from (f"{context}&{concept}" for concept in seen)
        yield from (f"{context}&{fact}" for fact in facts)
