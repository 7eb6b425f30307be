"""How faithful an endpoint is as a customer and as a judge: what `motet card` prints and keeps."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from scoring.reader.words import words_of
from simulator.cast import Role, ScriptedTrainee, lines_of
from simulator.content.library import Library
from simulator.content.wordings import role_lines
from simulator.cue import Cue
from simulator.endpoints import EndpointSettings
from simulator.playing import Speak
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.budget import cost_of
from simulator.voices.guard import Guard
from simulator.voices.matter import near
from simulator.voices.understudy import word_count
from simulator.wording import Usage, Wording, total_usage

Json = dict[str, object]
_ALIKE = 0.75
_LEVELS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Acted:
    """One session that the model has acted."""

    talk: Talk
    role: Role
    """Which of the cast has played the trainee."""
    intensity: int
    until_soft: int
    """Customer turns until the first that softens; one more than all where none does."""

    @property
    def wordings(self) -> list[Wording]:
        """How the customer's turns got their words."""
        return [said.wording for said in self.talk.said if said.wording]


def acted(
    library: Library,
    stages: Sequence[Stage],
    speak: Speak,
    roles: Sequence[Role] = ("balanced",),
    tell: Callable[[int, int], None] = lambda number, count: None,
) -> Iterator[Acted]:
    """Yield each stage played by each role: at intensities 1, 3 and 5 by `balanced`, else as the stage is.

    `tell` is told, before each session, its number from 1 and how many there are.
    """
    planned = [
        (Stage(stage.persona, stage.scenario, stage.language, stage.seed, level, stage.abuse), role)
        for stage in stages
        for role in roles
        for level in (_LEVELS if role == "balanced" else (stage.intensity,))
    ]
    for number, (stage, role) in enumerate(planned, 1):
        tell(number, len(planned))
        yield _session(stage, library, speak, role)


def _session(stage: Stage, library: Library, speak: Speak, role: Role) -> Acted:
    talk = Talk(stage, library.stand_in(stage.persona))
    trainee = ScriptedTrainee(role, lines_of(stage.matter, role_lines(stage.language)))
    cue: Cue = talk.begin() or talk.hear(trainee.greet())
    turns, soft = 0, 0
    while True:
        speak(cue, talk)
        turns += 1
        soft = soft or (turns if cue.move == "soften" else 0)
        if cue.ending:
            return Acted(talk, role, stage.intensity, soft or turns + 1)
        cue = talk.hear(trainee.answer(cue))


def card_of(sessions: Sequence[Acted], endpoint: EndpointSettings) -> Json:
    """Return the fidelity of an endpoint as a customer over sessions that it acted (one or more)."""
    wordings = [wording for session in sessions for wording in session.wordings]
    turns = max(1, len(wordings))
    usage = total_usage(wordings)
    faults = Counter(f"{each.fault}.{each.action}" for wording in wordings for each in wording.interventions)
    cost = cost_of(usage, endpoint)
    first = [wording.first_sentence_ms for wording in wordings if wording.first_sentence_ms is not None]
    return {
        "sessions": len(sessions),
        "roles": dict(sorted(Counter(each.role for each in sessions).items())),
        "turns": len(wordings),
        "by": dict(sorted(Counter(wording.source for wording in wordings).items())),
        "intensity_obeyed": _spearman(
            [(each.intensity, each.until_soft) for each in sessions if each.role == "balanced"]
        ),
        "interventions_per_100_turns": {
            name: round(100 * n / turns, 1) for name, n in sorted(faults.items())
        },
        "failures": dict(sorted(Counter(cause for wording in wordings for cause in wording.causes).items())),
        "near_duplicates_percent": _duplicates(sessions),
        "wrong_language_shown": _foreign(sessions),
        "words_per_turn": _words(sessions),
        "first_sentence_ms": round(median(first)) if first else None,
        "tokens_per_session": round(usage.tokens / len(sessions)),
        "tokens_estimated": usage.estimated,
        "cost_per_session": None if cost is None else round(cost / len(sessions), 6),
        "prompt_reuse_percent": _reuse(sessions),
    }


def _words(sessions: Sequence[Acted]) -> float:
    return float(
        median(word_count(said.turn.text) for each in sessions for said in each.talk.said if said.cue)
    )


def _duplicates(sessions: Sequence[Acted]) -> float:
    """Return the percent of customer turns that are nearly the same as an earlier one of their session."""
    doubled = total = 0
    for session in sessions:
        said = [frozenset(words_of(item.turn.text)) for item in session.talk.said if item.cue]
        total += len(said)
        doubled += sum(any(near(each, other, _ALIKE) for other in said[:at]) for at, each in enumerate(said))
    return round(100 * doubled / max(1, total), 1)


def _foreign(sessions: Sequence[Acted]) -> int:
    """Return how many turns were shown in another language than the talk's."""
    found = 0
    for session in sessions:
        guard = Guard(session.talk.stage)
        found += sum(
            guard.is_foreign(said.turn.text, said.cue)
            for said in session.talk.said
            if said.cue and said.wording
        )
    return found


def _reuse(sessions: Sequence[Acted]) -> float | None:
    """Return the percent of prompt tokens, from the third turn on, that the server had kept already."""
    used = [
        wording.usage for each in sessions for wording in each.wordings[2:] if not wording.usage.estimated
    ]
    total = sum(used, Usage())
    return round(100 * total.cached / total.prompt, 1) if total.prompt else None


def _spearman(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Return the rank correlation of the dial and how long it took to soften. None: nothing varied."""
    if not pairs:
        return None
    one, other = ([_rank(pair[side], [each[side] for each in pairs]) for pair in pairs] for side in (0, 1))
    return _pearson(one, other)


def _rank(value: int, values: Sequence[int]) -> float:
    return sum(each < value for each in values) + sum(each == value for each in values) / 2


def _pearson(one: Sequence[float], other: Sequence[float]) -> float | None:
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    spread = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    if not spread:
        return None
    shared = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    return round(shared / math.sqrt(spread), 2)
