"""Tests for how hard a pairing is said to be, and where that comes from."""

from pathlib import Path

import pytest

from benchmarks.difficulty import met_in
from simulator.content.difficulty import (
    DifficultyTable,
    Played,
    difficulty_of,
    out_of_step,
    packaged_table,
    usual_level,
)
from simulator.content.library import Library, packaged_folder
from simulator.content.templates import write_template
from simulator.errors import UsageError

LIBRARY = Library([packaged_folder()])
HEADPHONES = "retail_hygiene_return"


def _table(*efforts: int) -> DifficultyTable:
    """Return a table whose prosecutor takes these hundredths of turns, intensity 1 first."""
    met = [{"turns": turns, "survived": 100} for turns in efforts]
    whole = {
        "version": "a",
        "language": "en",
        "seeds": 1,
        "contents": {},
        "pairs": {"prosecutor": {HEADPHONES: met}},
    }
    return DifficultyTable.model_validate(whole)


@pytest.mark.parametrize(
    ("intensity", "rank", "level"), [(1, 10, 1), (2, 30, 2), (3, 50, 3), (4, 70, 4), (5, 90, 5)]
)
def test_a_pairing_is_ranked_among_all_that_were_measured(intensity: int, rank: int, level: int) -> None:
    """By what it takes; a fifth of the pairings stands on each level."""
    table = _table(400, 500, 700, 900, 1700)

    found = difficulty_of(LIBRARY, "prosecutor", HEADPHONES, intensity, table)

    assert (found.rank, found.level, found.source) == (rank, level, "play")


def test_pairings_that_take_as_much_are_as_hard() -> None:
    """They share the middle of their ranks."""
    ranks = {
        difficulty_of(LIBRARY, "prosecutor", HEADPHONES, at, _table(*[500] * 5)).rank for at in range(1, 6)
    }

    assert ranks == {50}


def test_slips_that_are_not_forgiven_make_a_pairing_harder() -> None:
    """By up to four turns."""
    assert Played(turns=500, survived=100).effort == 500
    assert Played(turns=500, survived=50).effort == 700
    assert Played(turns=500, survived=0).effort == 900


@pytest.mark.parametrize(("intensity", "rank", "level"), [(1, 12, 1), (3, 37, 2), (5, 62, 4)])
def test_what_nobody_measured_is_as_hard_as_its_authors_say(
    tmp_path: Path, intensity: int, rank: int, level: int
) -> None:
    """A persona of one's own with a packaged scenario, difficulty 2; and it says so."""
    write_template(tmp_path, "persona", "robin", "en")
    library = Library([packaged_folder(), tmp_path])

    found = difficulty_of(library, "robin", HEADPHONES, intensity)

    assert (found.rank, found.level, found.source, found.played) == (rank, level, "authors", None)
    assert usual_level(library, "personas", "robin") is None


def test_own_content_in_place_of_packaged_was_not_measured(tmp_path: Path) -> None:
    """The id is the same, the customer is another."""
    write_template(tmp_path, "persona", "prosecutor", "en")
    library = Library([packaged_folder(), tmp_path])

    assert difficulty_of(library, "prosecutor", HEADPHONES, 3).source == "authors"
    assert usual_level(library, "personas", "prosecutor") is None
    assert "personas/prosecutor" in out_of_step(library)


def test_an_unknown_id_is_named() -> None:
    """As everywhere."""
    with pytest.raises(UsageError, match="unknown scenario 'nothing'"):
        difficulty_of(LIBRARY, "prosecutor", "nothing", 3)


def test_the_packaged_table_knows_what_it_measured() -> None:
    """It names its measure, and every pairing in it stands in its contents."""
    table = packaged_table()
    pairs = [(persona, scenario) for persona, scenarios in table.pairs.items() for scenario in scenarios]

    assert table.version.startswith("codebook-")
    assert {f"personas/{persona}" for persona, _ in pairs} <= set(table.contents)
    assert {f"scenarios/{scenario}" for _, scenario in pairs} <= set(table.contents)
    assert len(pairs) >= 9


def test_the_dial_makes_measured_pairings_harder() -> None:
    """Each persona takes more at 5 than at 3, and more at 3 than at 1, over its scenarios."""
    for scenarios in packaged_table().pairs.values():
        low, middle, high = (sum(met[at].effort for met in scenarios.values()) for at in (0, 2, 4))

        assert low < middle < high


def test_playing_a_pairing_measures_it() -> None:
    """The turns rise with the dial, and play gives the same again."""
    pair = (LIBRARY.persona("fog"), LIBRARY.scenario(HEADPHONES))

    met = met_in(pair, "sv", range(1, 2))

    assert met[0].effort < met[4].effort
    assert met == met_in(pair, "sv", range(1, 2))
