"""From scores to findings: which codes a turn earns, and with which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.finding import ACTS, CODES, Code, Finding, Way
from scoring.reader.evidence import is_farewell, is_greeting, plainly
from scoring.reader.examination import Examination, Part
from scoring.reader.features import FORBIDDEN
from scoring.reader.memory import Memory
from scoring.reader.passage import Passage
from scoring.reader.turnfeatures import apologies_in, history_features, met_features
from scoring.reader.ways import way_of
from scoring.reader.weights import Weights
from scoring.transcript import Tag

_WARM: tuple[Code, ...] = ("acknowledge", "name_feeling", "ask", "check", "limit", "help", "next_step")
_BETTER: tuple[tuple[int, tuple[int, ...]], ...] = tuple(
    (CODES.index(pitfall), tuple(CODES.index(code) for code in acts))
    for pitfall, acts in (
        ("hard", _WARM),
        ("judge", _WARM),
        ("concede", ("acknowledge", "name_feeling", "ask", "check", "repair")),
        ("appease", ("help", "next_step")),
    )
)
"""Per pitfall the acts that are a better reading of a sentence where they score higher."""
_LIKELY = 0
"""From this score, in 1/32 of a logit, an act may explain a pitfall away."""
CLIP = 128
"""Beyond this, in 1/32 of a logit, a sentence's score says no more."""
_FEWEST_WORDS = 3
_FAINT: dict[Code, int] = {**dict.fromkeys(ACTS, -48), "state": -96, "hold": -96}
"""Below this no sentence shows an act, however likely the moment makes it. A decision has as many wordings
as there are matters."""
_DOUBTFUL: dict[Code, int] = {"concede": -24, "hard": -64, "judge": -64, "assume": -40, "defend": -40}
"""Pitfalls that make themselves more likely once they were found; below this no sentence begins one."""
_PLAINLY_GIVEN = 32
"""Below this no sentence gives a stated decision away where nobody pressed (11 of 1,130 such turns do), or
where the same turn keeps it (of 12 such turns that seem to, 6 do)."""
_PRESSED: frozenset[Tag] = frozenset({"pushback", "decision_due"})
_GIVEN_EARLY = 0
"""Below this no sentence gives away what was not stated yet: offers to look and to help sound alike there."""
_SAID: frozenset[Code] = frozenset((*_DOUBTFUL, "appease", "script"))
"""Pitfalls of what is said, not of what is left out."""
_LIFT = 0
"""How far the words must lift such a pitfall above what the moment alone makes of it."""
_UNANSWERED: frozenset[Tag] = frozenset({"question", "emotion", "decision_due"})
"""What silence, or nothing but a greeting, leaves without an answer."""
_NEED_BRIEF = frozenset({"state", "explain", "hold", "vague", "concede", "repair"})
"""Codes that are measured against the decision."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A turn's scores."""

    sentences: tuple[Sequence[int], ...]
    """Per sentence and code, clipped."""
    turn: Sequence[int]
    """Per code; above 0 counts."""
    blank: Sequence[int]
    """Per code, what any words at all would score at this moment."""
    apologies: int
    """How often the turn apologises."""
    certain: frozenset[Code]
    """What a sentence says so plainly that no score is asked."""
    asks_leave: bool
    """Whether the turn opens the talk and ends in a question, as by asking whether the time suits."""
    takes_back: bool
    """Whether a sentence says in so many words that something said earlier does not hold."""


def scored(examination: Examination, memory: Memory, weights: Weights) -> Scored:
    """Return the scores of a turn's sentences and of the turn."""
    sentences = tuple(_clipped(part, weights) for part in examination.parts)
    best = best_of(sentences)
    history = history_features(memory.found, memory.last_found)
    names = [*examination.turn_names, *met_features(memory.tags, best), *history]
    blank = weights.sentence.scores(examination.blank)
    certain = {
        code for part in examination.parts if part.fresh for code in plainly(part.passage)[0] - part.shut
    }
    spoken = examination.passages()
    hello = bool(spoken) and not memory.turns and not any(map(is_farewell, spoken))
    if _UNANSWERED & set(memory.tags) and not hello and all(map(is_greeting, spoken)):
        certain.add("absent")
    apologies = apologies_in(spoken)
    asks_leave = memory.customer_index is None and bool(spoken) and spoken[-1].text.rstrip().endswith("?")
    return Scored(
        sentences,
        weights.turn(best, names),
        blank,
        apologies,
        frozenset(certain),
        asks_leave=asks_leave,
        takes_back=any(_unsays(words) for words in spoken),
    )


def _unsays(sentence: Passage) -> bool:
    return any("repair" in here for here in sentence.concepts)


def _clipped(part: Part, weights: Weights) -> list[int]:
    scores = [
        -CLIP if code in part.shut else max(-CLIP, min(CLIP, score))
        for code, score in zip(CODES, weights.sentence.scores(part.names), strict=True)
    ]
    if FORBIDDEN in part.names and "concede" not in part.shut:
        scores[CODES.index("concede")] = CLIP
    surely, never = plainly(part.passage) if part.fresh else (frozenset[Code](), frozenset[Code]())
    for code in surely - part.shut:
        scores[CODES.index(code)] = CLIP
    for code in never:
        scores[CODES.index(code)] = -CLIP
    return explained(scores)


def explained(scores: Sequence[int]) -> list[int]:
    """Return a sentence's scores without the pitfalls that an act explains better."""
    kept = list(scores)
    for pitfall, acts in _BETTER:
        act = max(scores[at] for at in acts)
        if act > _LIKELY and act > scores[pitfall]:
            kept[pitfall] = -CLIP
    return kept


def best_of(sentences: Sequence[Sequence[int]]) -> list[int]:
    """Return each code's best score among the sentences; the lowest where there is none."""
    return [max((scores[at] for scores in sentences), default=-CLIP) for at in range(len(CODES))]


def codes_of(scores: Scored, memory: Memory) -> list[Code]:
    """Return the codes that a turn earns, in the codebook's order, after the rules no score may break."""
    best = best_of(scores.sentences)
    done = best[CODES.index("concede")] == CLIP
    found = zip(CODES, scores.turn, strict=True)
    certain = scores.certain | ({"concede"} if done else frozenset())
    codes = [code for code, score in found if score > 0 or code in certain]
    stand = [code for code in codes if _may_stand(code, best[CODES.index(code)], scores, memory)]
    if {"concede", "hold"} <= {*stand} and best[CODES.index("concede")] < _PLAINLY_GIVEN:
        stand.remove("concede")
    if {"concede", "repair"} <= {*stand} and not done:
        # Who takes a promise back names it: of 24 such turns 3 give something else away.
        stand.remove("concede" if memory.found["concede"] else "repair")
    return stand


def _may_stand(code: Code, best: int, scores: Scored, memory: Memory) -> bool:
    if code in _SAID and not memory.found[code] and best < scores.blank[CODES.index(code)] + _LIFT:
        return False
    if code == "appease":
        return scores.apologies > 1 or memory.apologies > 1 or memory.calls["abuse"] > 1
    if best < _FAINT.get(code, -CLIP):
        return False
    if code in _NEED_BRIEF and not memory.has_brief:
        return False
    match code:
        case "concede":
            return memory.found[code] > 0 or best >= _least_to_give(memory)
        case "hold":
            return "pushback" in memory.tags
        case "state" if memory.stated:
            return memory.blurred or "pushback" not in memory.tags
        case "state":
            return memory.due_turn is not None or _news_unasked(scores)
        case "repair":
            return memory.found["concede"] > 0 or (memory.turns > 0 and best > 0 and scores.takes_back)
        case _:
            return memory.found[code] > 0 or best >= _DOUBTFUL.get(code, -CLIP)


def _least_to_give(memory: Memory) -> int:
    """Return the score from which a sentence is the first to give something away at this moment."""
    if not memory.stated:
        return _GIVEN_EARLY
    return _PLAINLY_GIVEN if _PRESSED.isdisjoint(memory.tags) else _DOUBTFUL["concede"]


def _news_unasked(scores: Scored) -> bool:
    """Return whether a turn gives the news before it is due, and does not just restate what was told."""
    at = _shown_by("state", scores)
    if at is None or scores.asks_leave or scores.turn[CODES.index("state")] <= 0:
        return False
    return scores.sentences[at][CODES.index("state")] > scores.sentences[at][CODES.index("acknowledge")]


def findings_of(
    index: int, text: str, codes: Sequence[Code], scores: Scored, examination: Examination, memory: Memory
) -> list[Finding]:
    """Return a finding per code, in the codebook's order, quoting the sentence that shows it best."""
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
