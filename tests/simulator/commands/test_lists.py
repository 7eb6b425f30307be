"""Tests for `motet list` and `motet show` by what content trains."""

import json

from tests.simulator.commands.conftest import Motet


def test_lists_are_filtered_on_the_command_line(motet: Motet) -> None:
    """`--tag` may be repeated, and does not go with sessions."""
    code, out, _ = motet("list", "scenarios", "--tag", "outbound", "--tag", "error_of_ours", "--json")
    refused, _, said = motet("list", "sessions", "--tag", "hold")

    rows = json.loads(out)
    assert (code, refused) == (0, 2)
    assert "health_surgery_postponed" in [row["id"] for row in rows]
    assert all({"outbound", "error_of_ours"} <= set(row["tags"]) for row in rows)
    assert "--tag goes with personas and scenarios" in said


def test_a_page_says_what_it_trains(motet: Motet) -> None:
    """For a persona and for a scenario."""
    for name, said in (("fog", "trains: plain_words"), ("bank_loan_declined", "trains: outbound")):
        assert said in motet("show", name)[1]


def test_an_option_of_the_app_before_a_command_is_not_passed_over(motet: Motet) -> None:
    """`motet --ui-lang sv` opens the app in Swedish; before a command it would be lost."""
    code, _, err = motet("--ui-lang", "sv", "list", "personas")

    assert code == 2
    assert "behind the command: motet list" in err
