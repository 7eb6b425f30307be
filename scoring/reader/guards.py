"""What earns nothing, whatever the model thinks: talk to the grader, put-on roles, parroting, repetition."""

import re
from collections.abc import Sequence

from scoring.grader_talk import addresses_grader
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage

_ROLE = re.compile(
    r"\s*[\[(*#<]*\s*(?:customer|client|trainee|agent|system|assistant|user|grader|kund|kunden|kunde|handläggare"
    r"|medarbetare|medarbejder|rådgivare|rådgiver)\s*[\])*>]*\s*:",
    re.IGNORECASE,
)
_PARROTED = 7
"""Words in a row from which a repetition of the customer is parroting (codebook section 3)."""
_SHORTEST_ECHO = 4
"""Words from which a whole sentence said again is an echo."""


def barred(turn: Sequence[Passage], memory: Memory) -> tuple[bool, ...]:
    """Return per sentence whether it is barred from every code.

    After a role marker the rest of the turn is the put-on role's, too.
    """
    bars: list[bool] = []
    posing = False
    for sentence in turn:
        posing = posing or _ROLE.match(sentence.text) is not None
        spoken = not (posing or addresses_grader(sentence.text) or quotes_codebook(sentence))
        bars.append(not spoken or parrots(sentence, memory.customer))
    return tuple(bars)


def echoed(turn: Sequence[Passage], memory: Memory) -> tuple[bool, ...]:
    """Return per sentence whether the trainee has said it before; a word or two may be said again."""
    said = set[str]()
    echoes: list[bool] = []
    for sentence in turn:
        key = sentence.key()
        echoes.append(len(sentence.words) >= _SHORTEST_ECHO and (key in said or key in memory.said))
        said.add(key)
    return tuple(echoes)


def quotes_codebook(sentence: Passage) -> bool:
    """Return whether a sentence is made of the codebook's own words about acts and customers."""
    return sum("codebook" in here for here in sentence.concepts) > 1


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
