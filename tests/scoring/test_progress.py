"""Sessions over time: when change is spoken of, and what counts as one."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from scoring.flags import FLAGS, Flag
from scoring.progress import (
    OF_THE_INSTRUMENT,
    ChangeReason,
    Direction,
    Kept,
    Points,
    change_between,
    progress_of,
    sessions_needed,
    student_quantile,
)

NOW = "codebook-1+local-1+abc"
OLD = "codebook-1+local-1+old"


def kept(
    value: int, number: int = 0, version: str = NOW, flag: Flag | None = None, branch: bool = False
) -> Kept:
    """Return a session with the same value on both sides."""
    points = Points(value, max(value - 15, 0), min(value + 15, 100))
    return Kept(
        id=f"s{number}",
        version=version,
        sides={"empathy": points, "boundaries": points},
        flags=(flag,) if flag else (),
        branch=branch,
    )


def sessions(values: Sequence[int]) -> list[Kept]:
    """Return sessions of the present version."""
    return [kept(value, number) for number, value in enumerate(values)]


def test_four_sessions_against_four_are_the_fewest() -> None:
    """With r = .4 between two sessions, three give a mean of .67 and four of .73 (Spearman and Brown)."""
    reliabilities = [k * 0.4 / (1 + (k - 1) * 0.4) for k in (3, 4)]

    assert reliabilities[0] < 0.7 <= reliabilities[1]
    assert sessions_needed() == 8


@pytest.mark.parametrize(("freedom", "quantile"), [(1, 12.706), (2, 4.303), (6, 2.447), (30, 2.042)])
def test_quantiles_of_student_are_right(freedom: int, quantile: float) -> None:
    """As any table has them, two-sided, one in twenty."""
    assert student_quantile(freedom) == pytest.approx(quantile, abs=5e-4)


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ([40, 41, 42, 43, 80, 81, 82, 83], "up"),
        ([80, 81, 82, 83, 40, 41, 42, 43], "down"),
        ([60, 61, 59, 60, 62, 61, 60, 61], "none"),
        ([20, 90, 30, 80, 90, 95, 40, 85], "none"),
        ([50, 50, 50, 50, 62, 62, 62, 62], "none"),
    ],
)
def test_only_what_stands_out_from_chance_is_a_change(values: list[int], direction: Direction) -> None:
    """Neither a spread of days nor a step within the intervals does."""
    change = progress_of(sessions(values), NOW).courses["empathy"].change

    assert change is not None
    assert change.direction == direction
    assert change.low < change.points < change.high


@pytest.mark.parametrize(("within", "between"), [(9, 0), (9, 9), (6, 12)])
def test_without_a_change_one_is_seen_at_most_once_in_twenty(within: float, between: float) -> None:
    """Whether sessions differ by chance within them or by good and bad days."""
    chance = random.Random(7)
    spread = (within**2 + between**2) ** 0.5
    seen = 0
    for _ in range(400):
        values = [round(chance.gauss(60, spread)) for _ in range(10)]
        points = [Points(each, round(each - 1.645 * within), round(each + 1.645 * within)) for each in values]
        seen += change_between(points).direction != "none"

    assert seen / 400 <= 0.05 + 0.02  # the luck of 400 runs


@pytest.mark.parametrize(
    ("past", "reason", "counted"),
    [
        ([kept(50, n) for n in range(7)], "too_few_sessions", 7),
        ([kept(50, n, OLD) for n in range(6)] + [kept(50, n) for n in range(6)], "other_versions", 6),
        (
            [kept(50, n) for n in range(7)] + [kept(50, 8, flag="addresses_grader")],
            "waiting_for_a_look",
            7,
        ),
        ([kept(50, n, branch=n > 5) for n in range(12)], "too_few_sessions", 6),
        ([], "too_few_sessions", 0),
    ],
)
def test_where_no_change_is_told_the_reason_is(past: list[Kept], reason: ChangeReason, counted: int) -> None:
    """Too little practice, a look that is due, or another measure."""
    course = progress_of(past, NOW).courses["boundaries"]

    assert (course.change, course.reason) == (None, reason)
    assert sum(spot.counts for spot in course.spots) == counted


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flagged_session_is_kept_out_until_its_owner_looks(flag: Flag) -> None:
    """Unless the flag speaks of the reading alone."""
    before = kept(50, 1, flag=flag)
    after = replace(before, looked_at=True)
    waits = flag not in OF_THE_INSTRUMENT

    assert progress_of([before], NOW).waiting == (("s1",) if waits else ())
    assert len(progress_of([before], NOW).courses["empathy"].spots) == int(not waits)
    assert len(progress_of([after], NOW).courses["empathy"].spots) == 1


def test_the_house_style_does_not_part_scores_and_another_reader_does() -> None:
    """A house moves no value; a reader may."""
    housed = [kept(50, n, f"{NOW}+house-1234abcd") for n in range(8)]

    assert progress_of(housed, NOW).courses["empathy"].change is not None
    assert progress_of(housed, OLD).courses["empathy"].reason == "other_versions"


def test_a_side_without_a_score_has_no_spot() -> None:
    """The other side stands for itself, with the trainee's guess beside it."""
    points = Points(60, 40, 80)
    one = Kept(id="a", version=NOW, sides={"empathy": points}, guesses={"empathy": 70, "boundaries": 20})
    courses = progress_of([one], NOW).courses

    assert [(spot.points, spot.guess) for spot in courses["empathy"].spots] == [(points, 70)]
    assert courses["boundaries"].spots == ()
