"""The mood: what a customer feels, moved by the codes of the codebook and by nothing else.

Dials are integers in hundredths, so that the same words give the same mood on every machine.
Source: DESIGN 3; curiosity and naming the need pay more than sympathy words, a warm and clear
"no" raises trust, a cold one raises anger, vagueness lowers trust and raises anxiety.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.finding import Act, Pitfall
from simulator.content.models import Persona

Dial = Literal["anger", "anxiety", "confusion", "trust"]

DIAL_TOP = 1000
NEED_TOP = 100
INERTIA = 65
"""Percent of a change that gets through; most turns move little."""
LARGEST_STEP = 200
"""No dial moves more than this in one turn (two whole points of ten)."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Four dials 0–1000 (hundredths of 0–10) and how far the need is met, 0–100."""

    anger: int
    anxiety: int
    confusion: int
    trust: int
    need: int = 0

    def dials(self) -> dict[str, int]:
        """Return all five by name, in a fixed order."""
        return {
            "anger": self.anger,
            "anxiety": self.anxiety,
            "confusion": self.confusion,
            "trust": self.trust,
            "need": self.need,
        }


@dataclass(frozen=True, slots=True)
class Reception:
    """What the customer took from one trainee turn."""

    acts: tuple[Act, ...]
    """Acts that an opportunity paid for, each once, in codebook order."""
    pitfalls: tuple[Pitfall, ...]
    """Pitfalls of the turn, each once, in codebook order."""
    repaired: bool
    """Whether the turn takes back a concession."""
    silent: bool
    """Whether the turn had no words."""
    warm: bool
    """Whether this turn or the one before acknowledged a fact or named a feeling."""
    stated: bool
    """Whether the decision has been stated by now."""
    promised: bool
    """Whether a concession stands that has not been repaired."""
    paid_before: Mapping[Act, int]
    """How often each act was paid in earlier turns."""


@dataclass(frozen=True, slots=True)
class _Change:
    anger: int = 0
    anxiety: int = 0
    confusion: int = 0
    trust: int = 0
    need: int = 0


_ACTS: dict[Act, _Change] = {
    "acknowledge": _Change(anger=-40, anxiety=-15, trust=45, need=7),
    "name_feeling": _Change(anger=-60, anxiety=-45, trust=50, need=12),
    "ask": _Change(anger=-45, anxiety=-20, trust=65, need=15),
    "check": _Change(anger=-15, confusion=-40, trust=35, need=8),
    "help": _Change(anger=-40, anxiety=-60, trust=40, need=14),
    "explain": _Change(anxiety=-10, confusion=-50, trust=20, need=3),
    "answer": _Change(anger=-10, anxiety=-30, confusion=-35, trust=30, need=4),
    "limit": _Change(anger=-80, trust=35, need=4),
    "next_step": _Change(anger=-20, anxiety=-70, confusion=-25, trust=40, need=12),
}
_WARM_STATE = _Change(anger=30, anxiety=-20, confusion=-80, trust=60, need=8)
_COLD_STATE = _Change(anger=110, anxiety=30, confusion=-60, trust=-30)
_WARM_HOLD = _Change(anger=-35, anxiety=-15, confusion=-40, trust=50, need=8)
_COLD_HOLD = _Change(anger=70, anxiety=20, confusion=-20, trust=-20)
_PITFALLS: dict[Pitfall, _Change] = {
    "hard": _Change(anger=140, anxiety=30, trust=-90, need=-4),
    "judge": _Change(anger=120, anxiety=30, trust=-90, need=-4),
    "script": _Change(anger=55, confusion=10, trust=-50),
    "absent": _Change(anger=65, anxiety=45, confusion=25, trust=-60),
    "assume": _Change(anger=45, trust=-35),
    "defend": _Change(anger=60, confusion=20, trust=-40),
    "vague": _Change(anger=30, anxiety=75, confusion=80, trust=-70),
    "concede": _Change(anger=-90, anxiety=-50, confusion=30, trust=-30),
    "appease": _Change(anger=25, anxiety=20, trust=-45),
}
_REPAIR = _Change(anger=45, anxiety=10, confusion=-50, trust=70, need=5)
_SILENCE = _Change(anger=50, anxiety=50, confusion=20, trust=-50)
_STILL_PROMISED = _Change(trust=-15)  # a promise nobody believes in wears on

_PAY_AGAIN = (100, 80, 65, 52, 42, 34, 28)  # percent paid for the 1st, 2nd, … time
_EASE = {1: 140, 2: 118, 3: 100, 4: 92, 5: 86}  # percent of what calms, by intensity
_STING = {1: 80, 2: 90, 3: 100, 4: 112, 5: 125}  # percent of what hurts, by intensity
_START_SHIFT = {1: -120, 2: -60, 3: 0, 4: 60, 5: 120}  # hundredths, by intensity
_NAMED_BY_PERSONA = 150  # percent for the codes that open or close this person

_NEED_BEFORE_NEWS = 45
_TRUST_WHILE_PROMISED = 450
_CALM_BEFORE_NEWS = 60  # percent of the starting anger that stays until the decision is stated


def start_mood(persona: Persona, intensity: int) -> Mood:
    """Return the mood at the first word; intensity 1–5 shifts what hurts up and trust down."""
    shift = _START_SHIFT[intensity]
    start = persona.start
    hot, worried, lost = (
        _within(10 * dial + (shift if dial >= 30 else 0), DIAL_TOP)
        for dial in (start.anger, start.anxiety, start.confusion)
    )
    return Mood(hot, worried, lost, _within(10 * start.trust - shift, DIAL_TOP))


def next_mood(mood: Mood, reception: Reception, persona: Persona, intensity: int) -> Mood:
    """Return the mood after a trainee turn."""
    total = _Change()
    for change in _changes(reception, persona, intensity):
        total = _sum(total, change)
    temper = persona.temperament
    moved = Mood(
        anger=_moved(mood.anger, total.anger, temper.anger),
        anxiety=_moved(mood.anxiety, total.anxiety, temper.anxiety),
        confusion=_moved(mood.confusion, total.confusion, temper.confusion),
        trust=_moved(mood.trust, total.trust, temper.trust),
        need=_within(mood.need + total.need, NEED_TOP),
    )
    return _held_back(moved, reception, persona, intensity)


def _changes(reception: Reception, persona: Persona, intensity: int) -> list[_Change]:
    changes = [_pay(act, reception, persona, intensity) for act in reception.acts]
    for pitfall in reception.pitfalls:
        weight = _NAMED_BY_PERSONA if pitfall in persona.closes_on else 100
        changes.append(_scaled(_PITFALLS[pitfall], weight * _STING[intensity] // 100))
    if reception.repaired:
        changes.append(_scaled(_REPAIR, _EASE[intensity]))
    if reception.silent:
        changes.append(_scaled(_SILENCE, _STING[intensity]))
    if reception.promised and "concede" not in reception.pitfalls:
        changes.append(_STILL_PROMISED)
    return changes


def _pay(act: Act, reception: Reception, persona: Persona, intensity: int) -> _Change:
    change = _change_of(act, reception.warm)
    times = min(reception.paid_before.get(act, 0), len(_PAY_AGAIN) - 1)
    weight = _NAMED_BY_PERSONA if act in persona.opens_on else 100
    if change in (_COLD_STATE, _COLD_HOLD):
        return _scaled(change, _STING[intensity])
    return _scaled(change, weight * _PAY_AGAIN[times] * _EASE[intensity] // 10_000)


def _change_of(act: Act, warm: bool) -> _Change:
    if act == "state":
        return _WARM_STATE if warm else _COLD_STATE
    if act == "hold":
        return _WARM_HOLD if warm else _COLD_HOLD
    return _ACTS[act]


def _held_back(mood: Mood, reception: Reception, persona: Persona, intensity: int) -> Mood:
    """Return the mood with its floors: no calm from niceness alone, no trust in a standing promise."""
    anger, trust, need = mood.anger, mood.trust, mood.need
    if not reception.stated:
        anger = max(anger, start_mood(persona, intensity).anger * _CALM_BEFORE_NEWS // 100)
        need = min(need, _NEED_BEFORE_NEWS)
    if reception.promised:
        trust = min(trust, _TRUST_WHILE_PROMISED)
    return Mood(anger, mood.anxiety, mood.confusion, trust, need)


def _moved(dial: int, change: int, temper: int) -> int:
    step = _toward_zero(change * temper * INERTIA, 10_000)
    return _within(dial + max(-LARGEST_STEP, min(LARGEST_STEP, step)), DIAL_TOP)


def _within(value: int, top: int) -> int:
    return max(0, min(top, value))


def _toward_zero(value: int, divisor: int) -> int:
    return value // divisor if value >= 0 else -(-value // divisor)


def _scaled(change: _Change, percent: int) -> _Change:
    return _Change(
        _toward_zero(change.anger * percent, 100),
        _toward_zero(change.anxiety * percent, 100),
        _toward_zero(change.confusion * percent, 100),
        _toward_zero(change.trust * percent, 100),
        _toward_zero(change.need * percent, 100),
    )


def _sum(one: _Change, other: _Change) -> _Change:
    return _Change(
        one.anger + other.anger,
        one.anxiety + other.anxiety,
        one.confusion + other.confusion,
        one.trust + other.trust,
        one.need + other.need,
    )
