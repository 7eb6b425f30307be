"""What a customer turn called for, and what paid (codebook section 2)."""

from collections import Counter

import pytest

from scoring.finding import Act
from scoring.opportunities import Opportunity, due_at, find_opportunities
from tests.scoring.talks import found, schedule


def opened(plan: str, findings: str = "") -> tuple[Opportunity, ...]:
    """Return the opportunities of a schedule and findings in short hand."""
    return find_opportunities(schedule(plan), found(findings))[0]


def credit_of(act: Act, plan: str, findings: str) -> int | None:
    """Return what the first opportunity for an act earned. None: there was none."""
    return next((item.credit for item in opened(plan, findings) if item.code == act), None)


@pytest.mark.parametrize(
    ("plan", "findings", "codes"),
    [
        (". -", "", ""),
        ("emotion -", "", "name_feeling ask"),
        ("story -", "", "acknowledge ask check"),
        ("story+emotion -", "", "name_feeling acknowledge ask check"),
        ("question -", "", "answer"),
        ("question+decision_due -", "", "state explain"),
        ("abuse -", "", "limit"),
        ("closing -", "", ""),
        ("decision_due - pushback -", "1:state", "state explain hold help next_step"),
        ("decision_due - question+pushback -", "1:state", "state explain hold help next_step"),
        ("decision_due - pushback -", "3:state", "state explain help next_step"),
        ("decision_due - pushback -", "", "state explain"),
        ("emotion - emotion - emotion -", "", "name_feeling ask name_feeling name_feeling"),
        ("decision_due - story -", "1:state", "state explain acknowledge check help next_step"),
        ("emotion", "", ""),
        ("decision_due - pushback", "1:state", "state explain help next_step"),
        ("- story -", "", "acknowledge state explain ask check"),
        ("story -", "1:state", "acknowledge ask check help next_step"),
    ],
)
def test_a_customer_turn_opens_what_it_calls_for(plan: str, findings: str, codes: str) -> None:
    """Each tag opens its code, once where it is once a talk, and nothing where no trainee turn follows."""
    assert Counter(item.code for item in opened(plan, findings)) == Counter(codes.split())


@pytest.mark.parametrize(
    ("plan", "due"),
    [
        ("story - decision_due - decision_due -", 2),
        ("story - pushback -", None),
        ("- story - .", 1),
        ("- story - decision_due -", 3),
        ("-", None),
        ("", None),
    ],
)
def test_the_decision_falls_due_when_asked_for_or_when_the_trainee_opens(plan: str, due: int | None) -> None:
    """The first tag counts; an outbound talk without a tag is due at the first customer turn."""
    assert due_at(schedule(plan)) == due


@pytest.mark.parametrize(
    ("findings", "credit"),
    [("1:state", 100), ("3:state", 100), ("5:state", 100), ("7:state", 50), ("9:state", 50), ("", 0)],
)
def test_the_decision_pays_in_full_for_two_trainee_turns(findings: str, credit: int) -> None:
    """Earlier than due or within two turns: full; later: half; never: a miss."""
    assert credit_of("state", "story - decision_due - . - . - . -", findings) == credit


@pytest.mark.parametrize(
    ("findings", "credit"),
    [
        ("1:state 1:explain", 100),
        ("1:state 3:explain", 100),
        ("1:state 5:explain", 0),
        ("3:state 1:explain", 0),
        ("1:explain", 0),
    ],
)
def test_the_reason_pays_in_the_turn_of_the_decision_or_the_next(findings: str, credit: int) -> None:
    """A reason without a decision is a miss."""
    assert credit_of("explain", "decision_due - . - . -", findings) == credit


@pytest.mark.parametrize(
    ("findings", "credit"),
    [("1:ask", 100), ("3:ask", 100), ("5:ask", 0), ("1:ask 3:state", 100), ("3:ask 1:state", 100)],
)
def test_a_question_pays_within_two_trainee_turns(findings: str, credit: int) -> None:
    """Counted from the first fact or feeling before the decision."""
    assert credit_of("ask", "story - emotion - story -", findings) == credit


def test_no_question_is_called_for_once_the_decision_is_stated() -> None:
    """A fact told only after the decision opens none."""
    assert credit_of("ask", "decision_due - story -", "1:state 3:ask") is None


@pytest.mark.parametrize(
    ("findings", "credit"), [("1:check", 100), ("5:check", 100), ("", 0)]
)  # fmt: skip
def test_the_understanding_may_be_tested_anywhere_after_the_first_fact(findings: str, credit: int) -> None:
    """Once a talk, half weight."""
    item = next(each for each in opened("story - . - . -", findings) if each.code == "check")

    assert (item.credit, item.weight) == (credit, 50)


@pytest.mark.parametrize(
    ("findings", "credit"), [("1:state 5:help", 100), ("3:state 1:help", 100), ("1:state", 0)]
)
def test_an_act_inside_the_mandate_pays_anywhere(findings: str, credit: int) -> None:
    """Help exists where the decision was stated, before or after it."""
    assert credit_of("help", "decision_due - . - . -", findings) == credit


@pytest.mark.parametrize("act", ["help", "next_step"])
def test_help_is_not_called_for_where_the_decision_is_never_stated(act: Act) -> None:
    """Then the act leaves the denominator, and earns nothing."""
    assert credit_of(act, "decision_due - . -", f"1:{act}") is None


@pytest.mark.parametrize(
    ("act", "plan"),
    [
        ("name_feeling", "emotion - . -"),
        ("acknowledge", "story - . -"),
        ("limit", "abuse - . -"),
        ("answer", "question - . -"),
    ],
)
def test_a_moment_pays_only_in_the_next_trainee_turn(act: Act, plan: str) -> None:
    """The turn after it is too late."""
    assert credit_of(act, plan, f"1:{act}") == 100
    assert credit_of(act, plan, f"3:{act}") == 0


def test_only_the_first_finding_of_a_code_in_a_turn_is_credited() -> None:
    """Stuffing earns nothing."""
    _, findings = find_opportunities(schedule("emotion -"), found("1:name_feeling 1:name_feeling 1:help"))

    assert [item.credited for item in findings] == [True, False, False]


def test_one_turn_may_earn_several_codes() -> None:
    """Each by its own opportunity."""
    _, findings = find_opportunities(schedule("story+emotion -"), found("1:acknowledge 1:name_feeling 1:ask"))

    assert all(item.credited for item in findings)
