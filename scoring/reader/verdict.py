"""From scores to findings: which codes a turn earns, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.finding import ACTS, CODES, Code, Finding, Way
from scoring.reader.examination import Examination, Part
from scoring.reader.memory import Memory
from scoring.reader.turnfeatures import history_features, met_features
from scoring.reader.ways import way_of
from scoring.reader.weights import Weights

CLIP = 128
"""Beyond this, in 1/32 of a logit, a sentence's score says no more."""
_FEWEST_WORDS = 3
_FAINT = -48
"""Below this no sentence shows an act, however likely the moment makes it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A turn's scores."""

    sentences: tuple[Sequence[int], ...]
    """Per sentence and code, clipped."""
    turn: Sequence[int]
    """Per code; above 0 counts."""


def scored(examination: Examination, memory: Memory, weights: Weights) -> Scored:
    """Return the scores of a turn's sentences and of the turn."""
    sentences = tuple(_clipped(part, weights) for part in examination.parts)
    best = best_of(sentences)
    history = history_features(memory.found, memory.last_found)
    names = [*examination.turn_names, *met_features(memory.tags, best), *history]
    return Scored(sentences, weights.turn(best, names))


def _clipped(part: Part, weights: Weights) -> list[int]:
    return [
        -CLIP if code in part.shut else max(-CLIP, min(CLIP, score))
        for code, score in zip(CODES, weights.sentence.scores(part.names), strict=True)
    ]


def best_of(sentences: Sequence[Sequence[int]]) -> list[int]:
    """Return each code's best score among the sentences; the lowest where there is none."""
    return [max((scores[at] for scores in sentences), default=-CLIP) for at in range(len(CODES))]


def codes_of(scores: Scored, memory: Memory) -> list[Code]:
    """Return the codes that a turn earns, in the codebook's order, after the rules that no score may break."""
    codes = [code for code, score in zip(CODES, scores.turn, strict=True) if score > 0]
    return [code for code in codes if _may_stand(code, scores.sentences, memory)]


def _may_stand(code: Code, sentences: Sequence[Sequence[int]], memory: Memory) -> bool:
    if code in ACTS and max((scores[CODES.index(code)] for scores in sentences), default=-CLIP) < _FAINT:
        return False
    if code == "hold":
        return memory.stated and "pushback" in memory.tags
    if code == "state":
        return not memory.stated or memory.blurred
    if code == "repair":
        return memory.found["concede"] > 0
    return True


def findings_of(
    index: int, text: str, codes: Sequence[Code], scores: Scored, examination: Examination, memory: Memory
) -> list[Finding]:
    """Return a finding per code with the words of the sentence that shows it best, in the codebook's order."""
    found: list[Finding] = []
    for code in codes:
        at = _shown_by(code, scores)
        omitted = code == "absent" or at is None
        quote = (
            ""
            if at is None or (code == "absent" and scores.sentences[at][CODES.index(code)] <= 0)
            else _quote(text, at, examination.parts)
        )
        if not quote and not (omitted and memory.customer_index is not None):
            continue
        way: Way | None = (
            way_of(examination.parts[at].passage, memory) if code == "concede" and at is not None else None
        )
        found.append(Finding(index, code, quote, cites=memory.customer_index, way=way))
    return found


def _shown_by(code: Code, scores: Scored) -> int | None:
    column = CODES.index(code)
    ranked = sorted(range(len(scores.sentences)), key=lambda at: (-scores.sentences[at][column], at))
    return ranked[0] if ranked and scores.sentences[ranked[0]][column] > -CLIP else None


def _quote(text: str, at: int, parts: Sequence[Part]) -> str:
    first = last = at
    while sum(len(part.passage.words) for part in parts[first : last + 1]) < _FEWEST_WORDS:
        if last + 1 < len(parts):
            last += 1
        elif first:
            first -= 1
        else:
            return text.strip()
    end = parts[last].sentence
    return text[parts[first].sentence.start : end.start + len(end.text)]
