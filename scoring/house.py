"""House style: what a coach settles where good sources disagree, and when a talk passes.

The sides, the voices and the corner are the codebook's in every house; the house says which words it welcomes
and what a pass is. It is part of a score's version, so that passes of two houses are never counted together.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from scoring.codebook import SIDES
from scoring.finding import Code
from scoring.ledger import LedgerLine, is_conceded
from scoring.reader.sentences import sentences_of
from scoring.scorecard import Estimate, Scorecard, as_points
from scoring.text import safe_text
from scoring.transcript import Language, Transcript

Apology = Literal["always", "own_fault"]
Regret = Literal["welcome", "avoided"]
Gate = Literal[
    "decision_stated", "decision_held", "no_concession", "no_hitting_back", "next_step", "house_words"
]
"""decision_stated: the decision was said so that one can tell what holds.
decision_held: no line left it open, or gave it away without taking that back.
no_concession: the decision was not given away, or was taken back.
no_hitting_back: no line met hard with hard.
next_step: somebody does something by a time.
house_words: nothing stands against the house's own switches."""
Rule = Literal["apology_without_fault", "apology_missing", "regret_word"]
"""apology_without_fault: an apology of ours where no fault is established, and the house keeps it for that.
apology_missing: no apology for the impact in the whole talk, and the house always gives one.
regret_word: "unfortunately", where the house avoids it."""
Result = Literal["pass", "not_yet"]

GATES: tuple[Gate, ...] = get_args(Gate)
RULES: tuple[Rule, ...] = get_args(Rule)


def _door(raw: str) -> str:
    text = safe_text(raw).strip()
    if not text:
        raise ValueError("must not be empty; write a name or leave the field out")
    return text


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class PassRule(_Written):
    """When a talk passes."""

    both_sides: Annotated[int, Field(ge=0, le=100)] = 0
    """Points that empathy and boundaries must both reach, 0–100."""
    gates: tuple[Gate, ...] = ()
    """What must hold besides, for instance decision_stated and no_concession."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.both_sides and not self.gates:
            raise ValueError("asks for nothing; write `both_sides: 60` or gates under it, or leave it out")
        if len(set(self.gates)) < len(self.gates):
            raise ValueError("names a gate twice; keep one of them")
        return self


class House(_Written):
    """The style of one house."""

    name: Annotated[str, Field(max_length=80), AfterValidator(_door)] | None = None
    """What the house is called, up to 80 characters."""
    apology: Apology | None = None
    """Apologise for the impact `always`, or only for one's `own_fault`. Left out: both are fine."""
    unfortunately: Regret | None = None
    """Whether "unfortunately / tyvärr / desværre" is `welcome` or `avoided`. Left out: as you like."""
    pass_rule: Annotated[PassRule | None, Field(alias="pass")] = None
    """When a talk passes. Left out: no pass is shown."""

    @property
    def version(self) -> str:
        """What names this style in a score's version; the house's name does not count."""
        settled = self.model_dump_json(exclude={"name"}, exclude_none=True)
        return f"house-{sha256(settled.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Remark:
    """One place that stands against a switch of the house."""

    rule: Rule
    """Which switch."""
    turn: int | None
    """Index of the trainee turn. None: the talk as a whole."""
    quote: str
    """The trainee's words, verbatim. Empty: something is missing."""


@dataclass(frozen=True, slots=True)
class HouseView:
    """One talk as the house sees it."""

    house: House
    result: Result | None
    """Whether the talk passes. None: the house sets no rule, or a side it asks for is not scored."""
    certain: bool
    """Whether the intervals leave no doubt: both lie above the bar, or one below it, or a gate decides."""
    gates: dict[Gate, bool]
    """For each gate of the rule, in the rule's order: whether it held."""
    remarks: tuple[Remark, ...]
    """In the order of the talk, those on the whole talk last. May be empty."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a pass is decided by."""

    sides: tuple[Estimate, ...]
    """The sides that are scored."""
    codes: frozenset[Code]
    """What was found in the trainee's turns."""
    conceded: bool
    """Whether the decision was given away and not taken back."""
    house_words: bool
    """Whether nothing stands against the house's switches."""


def house_view(
    house: House, transcript: Transcript, card: Scorecard, ledger: Sequence[LedgerLine]
) -> HouseView:
    """Return how a scored talk stands to a house's style."""
    remarks = tuple(_remarks(house, transcript))
    rule = house.pass_rule
    if rule is None:
        return HouseView(house, None, False, {}, remarks)
    grounds = Grounds(
        sides=tuple(side.estimate for side in (card.empathy, card.boundaries) if side),
        codes=frozenset(item.code for item in card.findings),
        conceded=is_conceded(ledger),
        house_words=not remarks,
    )
    result, certain = result_of(rule, grounds)
    return HouseView(house, result, certain, gates_of(rule, grounds), remarks)


def result_of(rule: PassRule, grounds: Grounds) -> tuple[Result | None, bool]:
    """Return whether a talk passes by a rule, and whether the intervals leave no doubt of it."""
    bar, sides = rule.both_sides, grounds.sides
    if not all(gates_of(rule, grounds).values()):
        return "not_yet", True
    if not bar:
        return "pass", True
    if any(as_points(side.value) < bar for side in sides):
        return "not_yet", any(as_points(side.high) < bar for side in sides)
    if len(sides) < len(SIDES):
        return None, False
    return "pass", all(as_points(side.low) >= bar for side in sides)


def gates_of(rule: PassRule, grounds: Grounds) -> dict[Gate, bool]:
    """Return for each gate of a rule, in the rule's order, whether it held."""
    return {gate: _holds(gate, grounds) for gate in rule.gates}


def _holds(gate: Gate, grounds: Grounds) -> bool:
    match gate:
        case "decision_stated":
            return "state" in grounds.codes
        case "decision_held":
            return "vague" not in grounds.codes and not grounds.conceded
        case "no_concession":
            return not grounds.conceded
        case "no_hitting_back":
            return "hard" not in grounds.codes
        case "next_step":
            return "next_step" in grounds.codes
        case "house_words":
            return grounds.house_words


def _remarks(house: House, transcript: Transcript) -> Iterator[Remark]:
    words = _words(transcript.language)
    fault = transcript.brief is not None and transcript.brief.fault_established
    apologised = False
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "customer":
            continue
        for sentence in (found.text for found in sentences_of(turn.text)):
            sorry = _apologises(sentence, words)
            apologised = apologised or sorry
            if sorry and house.apology == "own_fault" and not fault:
                yield Remark("apology_without_fault", index, sentence)
            if house.unfortunately == "avoided" and words.regret.search(sentence):
                yield Remark("regret_word", index, sentence)
    if house.apology == "always" and not apologised:
        yield Remark("apology_missing", None, "")


@dataclass(frozen=True, slots=True)
class _Words:
    apology: re.Pattern[str]
    sympathy: re.Pattern[str]
    regret: re.Pattern[str]


def _apologises(sentence: str, words: _Words) -> bool:
    """Return whether a sentence says sorry: not "sorry?", and not sorrow over what nobody here did."""
    if sentence.rstrip("\"'”’)").endswith("?"):
        return False
    return bool(words.apology.search(words.sympathy.sub("", sentence)))


@cache
def _words(language: Language) -> _Words:
    raw = files("scoring").joinpath("house.toml").read_text("utf-8")
    patterns = TypeAdapter(dict[str, dict[Language, str]]).validate_python(tomllib.loads(raw))
    return _Words(*(re.compile(patterns[kind][language], re.I) for kind in ("apology", "sympathy", "regret")))
