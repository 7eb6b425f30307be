"""The roll-up (codebook section 5)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from scoring.codebook import Corner
from scoring.finding import CODES, Code, Finding
from scoring.scorecard import Reason, Scorecard, as_points, beta_quantile, score
from scoring.transcript import Transcript
from tests.scoring.talks import card

PLAN = "story+emotion - decision_due - story+pushback - emotion+pushback - abuse+question - closing -"
WARM = "1:acknowledge 1:name_feeling 1:ask 5:acknowledge 7:name_feeling 3:help 5:check"
CLEAR = "3:state 3:explain 5:hold 7:hold 9:limit 9:answer 3:next_step"
GOLD = Path(__file__).parents[3] / "shared" / "gold-dev"

CLOSED_FORMS = [
    (0.05, 1, 1, 0.05),
    (0.95, 1, 1, 0.95),
    (0.5, 3.5, 3.5, 0.5),
    (0.05, 2, 1, 0.05**0.5),
    (0.95, 1, 3, 1 - 0.05 ** (1 / 3)),
    (0.05, 0.5, 0.5, 0.0061558297),
    (0.95, 0.5, 0.5, 0.9938441703),
    (0.05, 8.5, 2.5, 0.5475044),
    (0.95, 8.5, 2.5, 0.9397863),
    (0.95, 12.3, 0.9, 0.9971504),
]


@pytest.mark.parametrize(("probability", "a", "b", "quantile"), CLOSED_FORMS)
def test_quantiles_of_the_beta_distribution_are_right(
    probability: float, a: float, b: float, quantile: float
) -> None:
    """Uniform, power and arcsine laws have closed forms; the last three were integrated by Simpson's rule."""
    assert beta_quantile(probability, a, b) == pytest.approx(quantile, abs=2e-6)


def test_the_best_talk_is_human_and_the_emptiest_absent() -> None:
    """Everything taken against nothing taken."""
    best, emptiest = card(PLAN, f"{WARM} {CLEAR}"), card(PLAN, "")

    assert (best.corner, best.corner_point) == ("human", "human")
    assert (emptiest.corner, emptiest.corner_point) == ("absent", "absent")


@pytest.mark.parametrize(
    ("findings", "corner"), [(WARM, "doormat"), (CLEAR, "wall"), (f"{WARM} {CLEAR}", "human"), ("", "absent")]
)
def test_each_way_of_meeting_lands_in_its_corner(findings: str, corner: Corner) -> None:
    """One side alone leads to the doormat or the wall."""
    assert card(PLAN, findings).corner_point == corner


def test_a_side_is_the_mean_of_its_posterior() -> None:
    """The rate over Kish's effective number, with its 5 % and 95 % quantiles; a check weighs half."""
    side = card("story+emotion - emotion - . - . -", "1:acknowledge 1:name_feeling").empathy
    weights = [100, 100, 100, 100, 50]
    size = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    rate = 200 / 450

    hits, misses = rate * size + 0.5, (1 - rate) * size + 0.5

    assert side is not None
    assert side.estimate.value == pytest.approx(100 * hits / (size + 1))
    assert side.estimate.low == pytest.approx(100 * beta_quantile(0.05, hits, misses))
    assert side.estimate.high == pytest.approx(100 * beta_quantile(0.95, hits, misses))
    assert (side.hits, side.opportunities) == (2, 5)


@pytest.mark.parametrize(
    ("pitfalls", "factor"),
    [
        ("3:hard", 0.75),
        ("3:judge", 0.80),
        ("3:script", 0.90),
        ("3:absent", 0.90),
        ("3:assume", 0.92),
        ("3:defend", 0.92),
        ("3:hard 5:hard", 0.75**2),
        ("3:hard 5:hard 7:hard 9:hard", 0.75**2),
        ("3:hard 5:judge", 0.75 * 0.80),
        ("3:vague 5:concede 7:appease", 1.0),
    ],
)
def test_pitfalls_lower_empathy_by_their_factor(pitfalls: str, factor: float) -> None:
    """At most two hits of a code count, and the other side's pitfalls don't."""
    before, after = card(PLAN, WARM).empathy, card(PLAN, f"{WARM} {pitfalls}").empathy

    assert before is not None
    assert after is not None
    for part in ("value", "low", "high"):
        assert getattr(after.estimate, part) == pytest.approx(factor * getattr(before.estimate, part))


@pytest.mark.parametrize(
    ("pitfalls", "factor", "cap"),
    [
        ("5:vague", 0.80, 100),
        ("5:appease", 0.85, 100),
        ("5:concede", 0.60, 40),
        ("5:concede 7:concede", 0.36, 40),
        ("5:concede 7:repair", 0.80, 100),
        ("5:concede 7:concede 9:repair", 0.64, 100),
        ("5:concede 7:repair 9:concede", 0.60 * 0.80, 40),
        ("5:repair 7:concede", 0.60, 40),
        ("5:hard 7:script", 1.0, 100),
    ],
)
def test_a_concession_caps_boundaries_until_it_is_repaired(pitfalls: str, factor: float, cap: float) -> None:
    """A repair softens what came before it, and nothing that comes after."""
    before, after = card(PLAN, CLEAR).boundaries, card(PLAN, f"{CLEAR} {pitfalls}").boundaries

    assert before is not None
    assert after is not None
    for part in ("value", "low", "high"):
        assert getattr(after.estimate, part) == pytest.approx(
            min(cap, factor * getattr(before.estimate, part))
        )


@pytest.mark.parametrize("findings", [WARM, CLEAR, f"{WARM} {CLEAR}", f"{WARM} {CLEAR} 5:concede"])
def test_neither_side_buys_off_the_other(findings: str) -> None:
    """Overall is at most ten points above the weaker side, in all three numbers."""
    result = card(PLAN, findings)

    assert result.overall is not None
    assert result.empathy is not None
    assert result.boundaries is not None
    for part in ("value", "low", "high"):
        sides = [getattr(side.estimate, part) for side in (result.empathy, result.boundaries)]
        assert getattr(result.overall, part) == pytest.approx(min(sum(sides) / 2, min(sides) + 10))


@pytest.mark.parametrize(
    ("plan", "findings", "empathy", "boundaries"),
    [
        ("story+emotion - decision_due - pushback -", "3:state", "too_few_trainee_turns", None),
        ("story - decision_due - pushback - . -", "3:state", "too_few_feelings", None),
        ("story+emotion - . - . - . -", "", None, "decision_never_due"),
        ("story+emotion - decision_due - . - . -", "3:state", None, "too_little_pressure"),
        ("story+emotion - decision_due - . - . -", "", None, None),
        ("story+emotion - decision_due - . - . -", "7:state", None, None),
        ("story+emotion - decision_due - pushback - . -", "3:state", None, None),
    ],
)
def test_too_little_evidence_is_no_score_and_has_its_reason(
    plan: str, findings: str, empathy: Reason | None, boundaries: Reason | None
) -> None:
    """Not scored is not zero; overall and corner need both sides."""
    result = card(plan, findings)

    assert (result.reasons.get("empathy"), result.reasons.get("boundaries")) == (empathy, boundaries)
    assert (result.empathy is None, result.boundaries is None) == (bool(empathy), bool(boundaries))
    assert (result.overall is None) == (result.corner is None) == bool(empathy or boundaries)


def test_without_a_brief_only_empathy_is_scored() -> None:
    """Boundaries need a decision to be measured against."""
    result = card(PLAN, WARM, brief=None)

    assert result.empathy is not None
    assert result.reasons == {
        "boundaries": "no_brief",
        "overall": "side_not_scored",
        "corner": "side_not_scored",
    }


def test_a_corner_whose_interval_crosses_the_border_is_between() -> None:
    """The point still names one."""
    result = card(PLAN, "1:acknowledge 1:name_feeling 1:ask 3:state 3:explain 5:hold 3:next_step")

    assert result.corner == "between"
    assert result.corner_point is not None
    assert result.corner_point != "between"


@pytest.mark.parametrize(
    ("plan", "findings", "shown"),
    [
        ("story - . -", "1:acknowledge", False),
        ("story - story - story -", "1:acknowledge 3:acknowledge", True),
    ],
)
def test_a_voice_shows_a_value_from_three_opportunities(plan: str, findings: str, shown: bool) -> None:
    """Fewer say "1 of 1" and no more."""
    voice = card(plan, findings).voices["presence"]

    assert (voice.value is not None) == shown
    assert voice.hits == len(findings.split())


def test_a_late_decision_is_one_hit() -> None:
    """Hits are unweighted, though half was paid."""
    result = card("decision_due - . - . - pushback -", "7:state")

    assert result.voices["clarity"].hits == 1


@pytest.mark.parametrize(("value", "points"), [(0.0, 0), (49.5, 50), (49.4999, 49), (0.5, 1), (100.0, 100)])
def test_points_are_rounded_half_up(value: float, points: int) -> None:
    """Never to the even neighbour."""
    assert as_points(value) == points


ARMS = {
    "expert": f"{WARM} {CLEAR}",
    "one slip": f"{WARM} {CLEAR} 7:vague",
    "repaired": f"{WARM} {CLEAR} 5:concede 7:repair 5:appease",
    "wall": f"{CLEAR} 5:hard 7:hard",
    "doormat": f"{WARM} 3:vague 5:concede 7:concede",
    "stuffer": "3:state 1:script 3:script 5:script 7:absent",
    "absent": "1:absent 3:absent 3:vague",
}


def test_the_control_arms_keep_their_order() -> None:
    """Expert, one slip, repaired concession, then all the others (section 5)."""
    overall = {name: value_of(card(PLAN, findings)) for name, findings in ARMS.items()}
    others = max(overall[name] for name in ("wall", "doormat", "stuffer", "absent"))

    assert overall["expert"] > overall["one slip"] > overall["repaired"] > others


@pytest.mark.parametrize("arm", [name for name in ARMS if name not in ("one slip", "repaired")])
def test_a_talk_twice_as_long_keeps_its_corner(arm: str) -> None:
    """Each exchange once more, taken the same way: the expert within three points (section 7)."""
    longer = (
        "story+emotion - story+emotion - decision_due - story+pushback - emotion+pushback - abuse+question - "
    )
    longer += "story+pushback - emotion+pushback - abuse+question - closing -"
    twice = " ".join(
        [*moved(ARMS[arm], "1", (1, 3)), *moved(ARMS[arm], "3", (5,)), *moved(ARMS[arm], "579", (7, 13))]
    )
    once, double = card(PLAN, ARMS[arm]), card(longer, twice)

    assert double.corner_point == once.corner_point
    assert arm != "expert" or abs(value_of(double) - value_of(once)) <= 3


def moved(findings: str, turns: str, starts: tuple[int, ...]) -> Iterator[str]:
    """Return the findings of some turns, once from each of the new starts."""
    for start in starts:
        for word in findings.split():
            turn, code = word.split(":")
            if turn in turns:
                yield f"{start + int(turn) - int(turns[0])}:{code}"


def value_of(result: Scorecard) -> float:
    """Return overall's unrounded value, which must be there."""
    assert result.overall is not None
    return result.overall.value


def labelled() -> list[str]:
    """Return the labels line by line; none where they are not beside the project."""
    return (
        [line for line in (GOLD / "labels.jsonl").read_text("utf-8").splitlines() if line]
        if GOLD.is_dir()
        else []
    )


@pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled conversations are not beside the project")
@pytest.mark.parametrize("line", labelled(), ids=lambda line: str(line)[8:17])
def test_labels_give_the_labelled_corner(line: str) -> None:
    """The roll-up alone, from independent labels, lands every conversation where its labellers put it."""
    labels = json.loads(line)
    transcript = Transcript.model_validate_json((GOLD / f"{labels['id']}.json").read_bytes())
    codes = TypeAdapter(Code)
    findings = [
        Finding(item["turn"], codes.validate_python(item["code"]), item["quote"]) for item in labels["labels"]
    ]

    assert {finding.code for finding in findings} <= set(CODES)
    assert score(transcript, findings).corner_point == labels["corner"]
