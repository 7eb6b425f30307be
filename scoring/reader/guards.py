"""What earns nothing, whatever the model thinks: talk to the grader, put-on roles, parroting, repetition."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

from scoring.grader_talk import addresses_grader
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage
from scoring.reader.words import words_of

_ROLE = re.compile(
    r"\s*[\[(*#<]*\s*(?:customer|client|trainee|agent|system|assistant|user|grader|kund|kunden|kunde|handläggare"
    r"|medarbetare|medarbejder|rådgivare|rådgiver)\s*[\])*>]*\s*:",
    re.IGNORECASE,
)
_PARROTED = 7
"""Words in a row from which a repetition of the customer is parroting (codebook section 3)."""
_SHORTEST_ECHO = 4
"""Words from which a whole sentence said again is an echo."""


Standing = Literal["fresh", "echo", "shadowed", "barred"]
"""Whether a sentence is read whole, was said before, follows talk to the grader, or is not read at all."""


def standings_of(turn: Sequence[Passage], memory: Memory) -> tuple[Standing, ...]:
    """Return the standing of each sentence of a turn.

    After a role marker all is the put-on role's. After talk to the grader no act counts, pitfalls do.
    """
    standings: list[Standing] = []
    said = recited_in(turn)
    posing = pleading = False
    for sentence in turn:
        pleads = addresses_grader(sentence.text)
        posing, pleading = posing or _ROLE.match(sentence.text) is not None, pleading or pleads
        if posing or pleads or sentence.key() in said or not speaks_for_itself(sentence, memory):
            standings.append("barred")
        elif pleading:
            standings.append("shadowed")
        else:
            standings.append("echo" if _is_echo(sentence, memory) else "fresh")
        if len(sentence.words) >= _SHORTEST_ECHO:
            said.add(sentence.key())
    return tuple(standings)


def _is_echo(sentence: Passage, memory: Memory) -> bool:
    return len(sentence.words) >= _SHORTEST_ECHO and sentence.key() in memory.said


def speaks_for_itself(sentence: Passage, memory: Memory) -> bool:
    """Return whether a sentence is neither the customer's own nor the codebook's."""
    repeats = len(sentence.words) > 1 and sentence.key() in memory.customer_sentences
    return not (repeats or quotes_codebook(sentence) or parrots(sentence, memory.customer))


def recited_in(turn: Sequence[Passage]) -> set[str]:
    """Return the codebook's own example sentences that a turn recites; a single one may be chance."""
    recited = {sentence.key() for sentence in turn} & _codebook_lines()
    return recited if len(recited) > 1 else set()


@cache
def _codebook_lines() -> frozenset[str]:
    text = resources.files("scoring.reader").joinpath("codebook_lines.txt").read_text("utf-8")
    return frozenset(" ".join(words_of(line)) for line in text.splitlines())


def quotes_codebook(sentence: Passage) -> bool:
    """Return whether a sentence is made of the codebook's own words about acts and customers."""
    if sum("codebook" in here for here in sentence.concepts) > 1 or _defines(sentence):
        return True
    runs = _runs(sentence.words)
    return bool(runs) and 2 * len(runs & _definition_runs()) >= len(runs)


def _defines(sentence: Passage) -> bool:
    """Return whether a sentence says what an act is, and addresses nobody."""
    seen = Counter(concept for here in sentence.concepts for concept in set(here))
    addresses = any(seen[person] for person in ("i", "we", "you"))
    return not addresses and seen["rubric"] > 0 and seen["rubric"] + seen["rubric_topic"] > 1


@cache
def _definition_runs() -> frozenset[tuple[str, ...]]:
    text = resources.files("scoring.reader").joinpath("codebook_definitions.txt").read_text("utf-8")
    return frozenset(run for line in text.splitlines() for run in _runs(words_of(line)))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def parrots(sentence: Passage, customer: Passage) -> bool:
    """Return whether a sentence is the customer's, whole, or mostly, seven or more words in a row."""
    run = longest_run(sentence.words, customer.words)
    whole = run == len(sentence.words) >= _SHORTEST_ECHO
    return whole or (run >= _PARROTED and 2 * run >= len(sentence.words))


def longest_run(words: Sequence[str], others: Sequence[str]) -> int:
    """Return the length of the longest run of `words` in `others`, up to seven.

    Cost is linear in both: runs longer than seven are not told apart.
    """
    for length in range(_PARROTED, 0, -1):
        runs = {tuple(others[at : at + length]) for at in range(len(others) - length + 1)}
        if any(tuple(words[at : at + length]) in runs for at in range(len(words) - length + 1)):
            return length if length < _PARROTED else _whole_run(words, runs)
    return 0


def _whole_run(words: Sequence[str], runs: set[tuple[str, ...]]) -> int:
    longest = current = 0
    for at in range(len(words) - _PARROTED + 1):
        current = current + 1 if tuple(words[at : at + _PARROTED]) in runs else 0
        longest = max(longest, current)
    return longest + _PARROTED - 1
