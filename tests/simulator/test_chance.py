"""Seeded choice."""

import pytest

from simulator.chance import chance, pick, pick_weighted


def test_the_same_place_gives_the_same_choice() -> None:
    """These values are the same on every machine and Python version."""
    assert [pick("abcdef", 7, "move", turn) for turn in range(8)] == list("abcdcbfb")


def test_weights_are_obeyed() -> None:
    """A weight of nothing is never chosen, a larger one oftener."""
    drawn = [pick_weighted([("never", 0), ("often", 9), ("seldom", 1)], place) for place in range(400)]

    assert drawn.count("never") == 0
    assert drawn.count("often") > 4 * drawn.count("seldom") > 0


def test_no_weight_at_all_is_an_error() -> None:
    """There is nothing to choose from."""
    with pytest.raises(ValueError, match="weight above 0"):
        pick_weighted([("never", 0)], 1)


def test_a_percentage_holds_over_many_places() -> None:
    """Thirty percent is about thirty percent."""
    assert 250 < sum(chance(30, place) for place in range(1000)) < 350
