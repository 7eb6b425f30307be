"""What can be said about a content file, and what holds for any text in it.

A fault fails the check. A warning is worth a look; the file can be used as it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from scoring.text import hides_characters
from scoring.transcript import LANGUAGES, Language
from simulator.content.loading import Document, Node
from simulator.content.problems import Loc, Problem

Severity = Literal["fault", "warning"]

MOST_ALIKE = 0.6
"""Two customer lines whose character 3-grams overlap more (Jaccard) sound alike."""

_JUDGE_TALK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(scor(e[sd]?|ing)|rubric\w*|codebook|scorecard|\d+ points?|full marks|language model"
                     r"|(system )?prompt|chatbot|ignore (the|all|any|your|previous)\b)", re.I),
    "sv": re.compile(r"\b(poäng\w*|betyg\w*|bedöm\w*|bedömningsmall\w*|kodbok\w*|språkmodell\w*|chattbot\w*"
                     r"|(system)?prompt|ignorera (allt|all|alla|tidigare|instruktion\w*))", re.I),
    "da": re.compile(r"\b(\d+ point|point(s|tal\w*)|karakter(en|er|erne)?|bedøm\w*|kodebog\w*|sprogmodel\w*"
                     r"|chatbot\w*|(system)?prompt|ignorer\w* (alt|alle|tidligere|instruks\w*))", re.I),
}  # fmt: skip
_SLOT = re.compile(r"\{[^}]*\}|[{}]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was found in a usable file."""

    severity: Severity
    problem: Problem


def check_texts(document: Document) -> Iterator[Remark]:
    """Yield what is unsafe or odd in any text of a file."""
    for loc, text in _strings(document.value, ()):
        if hides_characters(text):
            said = "has invisible or control characters, which are taken out; type the text again"
            yield Remark("fault", document.problem(loc, said))
        language: Language = next((language for language in LANGUAGES if language in loc), "en")
        talk = _JUDGE_TALK[language].search(text)
        if talk:
            said = f"says “{talk.group()}”: does it speak to the one who scores? Then write it another way"
            yield Remark("warning", document.problem(loc, said))
        slots = [slot for slot in _SLOT.findall(text) if slot != "{echo}" or "reactions" not in loc]
        if slots:
            said = f"has {slots[0]}, which is said as it stands; only reactions know {{echo}}"
            yield Remark("warning", document.problem(loc, said))


def _strings(node: Node, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(node, str):
        yield loc, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _strings(value, (*loc, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _strings(value, (*loc, index))


def check_alike(document: Document, lines: Iterable[tuple[Loc, Loc, str]]) -> Iterator[Remark]:
    """Yield a warning for two lines of different slots that one talk could bring together."""
    grams = [(loc, slot, text, _grams(text)) for loc, slot, text in lines]
    for (_, slot, text, some), (loc, other_slot, _, others) in combinations(grams, 2):
        if slot == other_slot or min(len(some), len(others)) <= MOST_ALIKE * max(len(some), len(others)):
            continue
        if len(some & others) > MOST_ALIKE * len(some | others):
            yield Remark("warning", document.problem(loc, f"sounds like “{text}”; write it another way"))


def _grams(text: str) -> frozenset[str]:
    plain = " ".join(text.lower().split())
    return frozenset(plain[at : at + 3] for at in range(len(plain) - 2))
