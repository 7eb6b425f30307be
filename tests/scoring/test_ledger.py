"""The ledger tells what became of the decision."""

import pytest

from scoring.finding import Finding
from scoring.ledger import is_conceded, ledger_of
from tests.scoring.talks import BRIEF, found, talk

PLAN = "decision_due - pushback - pushback - pushback -"


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        ("", []),
        ("1:state 3:hold", [(1, "stated"), (3, "held")]),
        ("1:vague 3:state", [(1, "softened"), (3, "stated")]),
        (
            "1:state 3:concede 5:repair 7:hold",
            [(1, "stated"), (3, "conceded"), (5, "repaired"), (7, "held")],
        ),
        ("1:acknowledge 1:state 1:state 3:ask", [(1, "stated")]),
        ("5:hold 3:hold 1:state", [(1, "stated"), (3, "held"), (5, "held")]),
    ],
)
def test_each_line_that_touched_the_decision_stands_in_order(
    findings: str, lines: list[tuple[int, str]]
) -> None:
    """Once a status a turn; other acts don't stand here."""
    ledger = ledger_of(talk(PLAN), found(findings))

    assert [(line.turn, line.status) for line in ledger] == lines


@pytest.mark.parametrize(
    ("findings", "conceded"),
    [
        ("1:state 3:hold", False),
        ("1:state 3:concede", True),
        ("3:concede 5:repair", False),
        ("3:concede 5:repair 7:concede", True),
        ("3:repair 5:concede", True),
    ],
)
def test_a_talk_is_conceded_unless_it_was_taken_back_later(findings: str, conceded: bool) -> None:
    """The last word counts."""
    assert is_conceded(ledger_of(talk(PLAN), found(findings))) == conceded


def test_a_concession_names_its_way_and_the_rule_it_was_measured_against() -> None:
    """The line of the brief that shares the most words; the decision where none does."""
    findings = (
        Finding(3, "concede", "My colleague made a real blunder there.", way="siding"),
        Finding(5, "concede", "I promise you a refund."),
        Finding(7, "concede", "You win."),
    )
    ledger = ledger_of(talk(PLAN), findings)

    assert [line.way for line in ledger] == ["siding", None, None]
    assert [line.against for line in ledger] == [BRIEF.must_not[1], BRIEF.must_not[0], BRIEF.decision]
    assert [line.cites for line in ledger] == [2, 4, 6]


def test_without_a_brief_there_is_nothing_to_measure_against() -> None:
    """Then the ledger is empty."""
    assert ledger_of(talk(PLAN, brief=None), found("1:state 3:concede")) == ()
