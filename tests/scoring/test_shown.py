"""The score as data keeps its contract."""

import json
from dataclasses import replace

import pytest

from scoring.assessment import Assessment
from scoring.finding import Finding
from scoring.ledger import ledger_of
from scoring.scorecard import score
from scoring.shown import ScoreObject, assessment_of, score_object, score_schema
from tests.scoring.talks import found, talk

PLAN = "story+emotion - decision_due - pushback - emotion -"
KEYS = [
    "id", "version", "reader", "language", "overall", "empathy", "boundaries", "reasons", "corner",
    "corner_point", "voices", "findings", "ledger", "flags",
]  # fmt: skip
VOICES = ["presence", "curiosity", "listening", "helpfulness", "clarity", "limits", "drive"]


def account(plan: str = PLAN, findings: str = "3:state 5:hold") -> Assessment:
    """Return an assessment of a schedule and findings in short hand."""
    transcript, what = talk(plan), found(findings)
    card = score(transcript, what)
    return Assessment(transcript, card, ledger_of(transcript, what), ("long_turn",), "v", "local", 0)


def test_the_object_has_its_keys_in_order_and_survives_json() -> None:
    """As the contract lists them, in plain data."""
    shown = score_object(account())

    assert list(shown) == KEYS
    assert list(json.loads(json.dumps(shown))["voices"]) == VOICES
    assert ScoreObject.model_validate(shown).model_dump(mode="json") == shown


@pytest.mark.parametrize(
    ("plan", "findings"),
    [
        (PLAN, "3:state 5:hold"),
        (PLAN, "1:acknowledge 3:state 5:concede"),
        (PLAN, ""),
        (f"{PLAN} pushback - pushback - closing -", "1:name_feeling 3:vague 9:state 11:repair"),
        ("story -", "1:acknowledge"),
    ],
)
def test_an_account_can_be_had_back_from_the_score_that_was_shown(plan: str, findings: str) -> None:
    """And shows the same score again, with the same opportunities behind it."""
    before = account(plan, findings)
    after = assessment_of(ScoreObject.model_validate(score_object(before)), before.transcript)

    assert score_object(after) == score_object(before)
    assert after.scorecard.opportunities == before.scorecard.opportunities
    assert after.scorecard.findings == before.scorecard.findings


def test_numbers_are_whole_and_rounded_half_up_once() -> None:
    """From the unrounded estimate."""
    assessment = account()
    assert assessment.scorecard.overall is not None
    overall = replace(assessment.scorecard.overall, value=49.5, low=0.49, high=99.5)
    shown = score_object(replace(assessment, scorecard=replace(assessment.scorecard, overall=overall)))

    assert shown["overall"] == {"value": 50, "low": 0, "high": 100}


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (PLAN, []),
        ("story+emotion - . - . - . -", ["overall", "boundaries", "corner", "corner_point"]),
        ("decision_due - pushback - . - . -", ["overall", "empathy", "corner", "corner_point"]),
        ("decision_due -", ["overall", "empathy", "boundaries", "corner", "corner_point"]),
    ],
)
def test_every_part_that_is_null_has_its_reason(plan: str, missing: list[str]) -> None:
    """And no other part has one."""
    shown = ScoreObject.model_validate(score_object(account(plan, "1:state" if "pushback" in plan else "")))
    null = [
        name
        for name in ("overall", "empathy", "boundaries", "corner", "corner_point")
        if getattr(shown, name) is None
    ]

    assert null == missing if plan != PLAN else True
    assert set(shown.reasons) == set(null)


def test_a_finding_leaves_out_what_it_does_not_cite() -> None:
    """And keeps what it does."""
    assessment = account()
    findings = (Finding(3, "state", "Some words of", True), Finding(5, "absent", "", cites=4))
    shown = score_object(replace(assessment, scorecard=replace(assessment.scorecard, findings=findings)))

    assert shown["findings"] == [
        {"turn": 3, "code": "state", "quote": "Some words of", "credited": True},
        {"turn": 5, "code": "absent", "quote": "", "credited": False, "cites": 4},
    ]


def test_the_ledger_and_the_flags_are_shown_as_they_are() -> None:
    """A line without a way says null."""
    shown = score_object(account())

    assert shown["ledger"] == [
        {"turn": 3, "status": "stated", "way": None, "quote": "Some words of"},
        {"turn": 5, "status": "held", "way": None, "quote": "Some words of"},
    ]
    assert shown["flags"] == ["long_turn"]


def test_the_schema_closes_every_list_and_explains_every_field() -> None:
    """Flags, reasons, codes and ways are enumerated; nothing else may stand in the object."""
    schema = json.loads(json.dumps(score_schema()))
    fields = [
        field for part in (schema, *schema["$defs"].values()) for field in part.get("properties", {}).values()
    ]

    assert schema["required"] == KEYS
    assert schema["additionalProperties"] is False
    assert all("description" in field for field in fields)
    assert "hidden_characters" in json.dumps(schema["properties"]["flags"])
    assert "too_little_pressure" in json.dumps(schema["properties"]["reasons"])
