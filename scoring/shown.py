"""The score as data for others: the object that `motet score --json` writes, and its JSON schema.

Source: DESIGN 7. Numbers are whole; each value is rounded half up once, here.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scoring.assessment import Assessment, ReaderName
from scoring.codebook import Corner, Voice
from scoring.finding import Code, Finding, Way
from scoring.flags import Flag
from scoring.house import Gate, House, HouseView, Result, Rule, house_view
from scoring.ledger import LedgerLine, Status
from scoring.opportunities import find_opportunities
from scoring.scorecard import Estimate, Part, Reason, Scorecard, SideScore, VoiceScore, as_points
from scoring.transcript import Language, Transcript

ScoredPart = Literal["overall", "empathy", "boundaries", "corner", "corner_point"]


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ShownEstimate(_Shown):
    """A value with its interval."""

    value: int = Field(ge=0, le=100)
    """The value, 0–100."""
    low: int = Field(ge=0, le=100)
    """The lower end: 5 % quantile, 0–100."""
    high: int = Field(ge=0, le=100)
    """The upper end: 95 % quantile, 0–100."""


class ShownSide(ShownEstimate):
    """One side of the craft."""

    hits: int = Field(ge=0)
    """How many of its opportunities were taken, unweighted."""
    opportunities: int = Field(ge=0)
    """How many there were, unweighted."""


class ShownVoice(_Shown):
    """One of the seven voices."""

    hits: int = Field(ge=0)
    """How many of its opportunities were taken, unweighted."""
    opportunities: int = Field(ge=0)
    """How many there were, unweighted."""
    value: int | None = Field(ge=0, le=100)
    """100 × its posterior mean. Null: fewer than three opportunities."""


class ShownFinding(_Shown):
    """One code that one trainee turn earned."""

    turn: int = Field(ge=0)
    """Index of the trainee turn, from 0."""
    code: Code
    """The code."""
    quote: str
    """The trainee's words, verbatim. Empty for an omission."""
    credited: bool
    """Whether an opportunity paid for it."""
    cites: int | None = Field(default=None, ge=0, exclude_if=lambda value: value is None)
    """Index of the customer turn it answers or fails to answer. Left out where there is none."""


class ShownLine(_Shown):
    """One trainee line that touched the decision."""

    turn: int = Field(ge=0)
    """Index of the trainee turn, from 0."""
    status: Status
    """What it did to the decision."""
    way: Way | None
    """For a concession: which indirect way. Null: directly, or no concession."""
    quote: str
    """The trainee's words, verbatim. Empty where the decision was passed over in silence."""


class ShownRemark(_Shown):
    """One place that stands against a switch of the house style."""

    rule: Rule
    """Which switch."""
    turn: int | None = Field(ge=0)
    """Index of the trainee turn, from 0. Null: the talk as a whole."""
    quote: str
    """The trainee's words, verbatim. Empty: something is missing."""


class ShownHouse(_Shown):
    """The talk as the house style sees it."""

    name: str | None
    """What the house is called. Null: it gives no name."""
    result: Result | None
    """Whether the talk passes. Null: see `reason`."""
    reason: Literal["no_rule", "side_not_scored"] | None
    """Why there is no result. Null: there is one."""
    certain: bool
    """Whether the intervals leave no doubt about the result."""
    both_sides: int | None = Field(ge=0, le=100)
    """Points that both sides must reach. Null: no rule."""
    gates: dict[Gate, bool]
    """For each gate of the rule: whether it held."""
    remarks: tuple[ShownRemark, ...]
    """What stands against the house's switches."""


class ScoreObject(_Shown):
    """The score of one talk."""

    id: str
    """The transcript's id."""
    version: str
    """Codebook and reader. Scores of different versions are not comparable."""
    reader: ReaderName
    """Which reader the score came from."""
    language: Language
    """The language of the talk."""
    overall: ShownEstimate | None
    """Both sides together; neither buys off the other. Null: see `reasons`."""
    empathy: ShownSide | None
    """How the person was met. Null: see `reasons`."""
    boundaries: ShownSide | None
    """How the decision stood. Null: see `reasons`."""
    reasons: dict[ScoredPart, Reason]
    """For each part that is null: why. Not scored is not zero."""
    corner: Corner | None
    """The corner where both intervals clear the border, else `between`. Null: see `reasons`."""
    corner_point: Corner | None
    """The corner of the unrounded values. Null: see `reasons`."""
    voices: dict[Voice, ShownVoice]
    """The seven voices."""
    findings: tuple[ShownFinding, ...]
    """All findings in the order of the talk."""
    ledger: tuple[ShownLine, ...]
    """What became of the decision, in the order of the talk."""
    flags: tuple[Flag, ...]
    """What to look at before trusting the score."""
    house: ShownHouse | None = Field(default=None, exclude_if=lambda value: value is None)
    """How the talk stands to the house style. Left out where none is set."""


def score_object(assessment: Assessment) -> dict[str, object]:
    """Return the score as plain data, its keys in the order of the schema."""
    card = assessment.scorecard
    reasons: dict[ScoredPart, Reason] = dict(card.reasons.items())
    if "corner" in card.reasons:
        reasons["corner_point"] = card.reasons["corner"]
    shown = ScoreObject(
        id=assessment.transcript.id,
        version=assessment.version,
        reader=assessment.reader,
        language=assessment.transcript.language,
        overall=card.overall and ShownEstimate.model_validate(_points(card.overall)),
        empathy=card.empathy and _side(card.empathy),
        boundaries=card.boundaries and _side(card.boundaries),
        reasons=reasons,
        corner=card.corner,
        corner_point=card.corner_point,
        voices={name: _voice(voice) for name, voice in card.voices.items()},
        findings=_findings(card.findings),
        ledger=_ledger(assessment.ledger),
        flags=assessment.flags,
        house=assessment.house and _house(assessment.house),
    )
    return shown.model_dump(mode="json")


def assessment_of(shown: ScoreObject, transcript: Transcript, house: House | None = None) -> Assessment:
    """Return the account that a score was shown from, for a talk whose customer turns carry `calls_for`.

    Its values are the shown ones, so a later version never rewrites them; only its standing to a `house` is
    of now.
    """
    card = _scorecard(shown, transcript)
    ledger = tuple(
        LedgerLine(line.turn, line.status, line.way, line.quote, "", None) for line in shown.ledger
    )
    return Assessment(
        transcript=transcript,
        scorecard=card,
        ledger=ledger,
        flags=shown.flags,
        version=shown.version,
        reader=shown.reader,
        dropped=0,
        house=house_view(house, transcript, card, ledger) if house else None,
    )


def score_schema() -> dict[str, object]:
    """Return the JSON schema of the score object."""
    return ScoreObject.model_json_schema(mode="serialization")


def _scorecard(shown: ScoreObject, transcript: Transcript) -> Scorecard:
    ways = {(line.turn, line.quote): line.way for line in shown.ledger}
    findings = tuple(
        Finding(
            each.turn, each.code, each.quote, each.credited, each.cites, ways.get((each.turn, each.quote))
        )
        for each in shown.findings
    )
    reasons: dict[Part, Reason] = {part: why for part, why in shown.reasons.items() if part != "corner_point"}
    return Scorecard(
        overall=_estimate(shown.overall) if shown.overall else None,
        empathy=_side_score(shown.empathy) if shown.empathy else None,
        boundaries=_side_score(shown.boundaries) if shown.boundaries else None,
        reasons=reasons,
        corner=shown.corner,
        corner_point=shown.corner_point,
        voices={
            name: VoiceScore(voice.hits, voice.opportunities, voice.value)
            for name, voice in shown.voices.items()
        },
        opportunities=find_opportunities(transcript.turns, findings)[0],
        findings=findings,
    )


def _estimate(shown: ShownEstimate) -> Estimate:
    return Estimate(shown.value, shown.low, shown.high)


def _side_score(shown: ShownSide) -> SideScore:
    return SideScore(_estimate(shown), shown.hits, shown.opportunities)


def _points(estimate: Estimate) -> dict[str, int]:
    return {part: as_points(getattr(estimate, part)) for part in ("value", "low", "high")}


def _side(side: SideScore) -> ShownSide:
    counts = {"hits": side.hits, "opportunities": side.opportunities}
    return ShownSide.model_validate(_points(side.estimate) | counts)


def _voice(voice: VoiceScore) -> ShownVoice:
    value = None if voice.value is None else as_points(voice.value)
    return ShownVoice(hits=voice.hits, opportunities=voice.opportunities, value=value)


def _findings(findings: Sequence[Finding]) -> tuple[ShownFinding, ...]:
    return tuple(
        ShownFinding(
            turn=item.turn, code=item.code, quote=item.quote, credited=item.credited, cites=item.cites
        )
        for item in findings
    )


def _ledger(ledger: Sequence[LedgerLine]) -> tuple[ShownLine, ...]:
    return tuple(
        ShownLine(turn=line.turn, status=line.status, way=line.way, quote=line.quote) for line in ledger
    )


def _house(view: HouseView) -> ShownHouse:
    rule = view.house.pass_rule
    missing: Literal["no_rule", "side_not_scored"] = "side_not_scored" if rule else "no_rule"
    return ShownHouse(
        name=view.house.name,
        result=view.result,
        reason=None if view.result else missing,
        certain=view.certain,
        both_sides=rule.both_sides if rule else None,
        gates=view.gates,
        remarks=tuple(ShownRemark(rule=item.rule, turn=item.turn, quote=item.quote) for item in view.remarks),
    )
