"""Seeded choice, the only randomness in the house."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def pick(items: Sequence[Item], *place: object) -> Item:
    """Return one of `items` (not empty), the same one for the same place on every machine and version."""
    return items[int(_number(place) * len(items))]


def pick_weighted(items: Sequence[tuple[Item, int]], *place: object) -> Item:
    """Return one item by integer weight; `items` are (item, weight) with at least one weight above 0."""
    point = int(_number(place) * sum(weight for _, weight in items))
    for item, weight in items:
        point -= weight
        if point < 0:
            return item
    raise ValueError("pick_weighted needs at least one weight above 0")


def chance(percent: int, *place: object) -> bool:
    """Return True in `percent` of all places."""
    return int(_number(place) * 100) < percent


def _number(place: tuple[object, ...]) -> float:
    return Random("/".join(map(str, place))).random()
