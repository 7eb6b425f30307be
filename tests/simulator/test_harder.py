"""Tests for the way to a harder or an easier pairing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.choosing import led
from simulator.content.difficulty import Difficulty, difficulty_of
from simulator.content.library import Library, packaged_folder
from simulator.content.templates import write_template
from simulator.errors import UsageError
from simulator.harder import LEAST_STEP, Change, Direction, Pairing, Step, neighbours, ranked, step_from
from simulator.rooms import Wish
from simulator.store.store import Store, open_store
from tests.simulator.store.conftest import new_session

LIBRARY = Library([packaged_folder()])
DIRECTIONS: tuple[Direction, ...] = ("harder", "easier")
HERE = Pairing("fog", "retail_hygiene_return", "sv", 3)


def _step(rank: int, change: Change = "persona", name: str = "a") -> Step:
    return Step(Pairing(name, "b", "sv", 3), change, Difficulty(rank, "play"))


@pytest.mark.parametrize(
    ("direction", "steps", "first"),
    [
        ("harder", [_step(90), _step(60), _step(40)], 60),
        ("easier", [_step(90), _step(20), _step(40)], 40),
        ("harder", [_step(50 + LEAST_STEP - 1), _step(70)], 70),
        ("harder", [_step(52), _step(40)], 52),
        ("harder", [_step(50), _step(30)], None),
        ("easier", [], None),
    ],
)
def test_the_nearest_step_that_can_be_felt_comes_first(
    direction: Direction, steps: list[Step], first: int | None
) -> None:
    """From rank 50; a step too small to feel is better than none."""
    found = ranked(50, steps, direction)

    assert (found[0].difficulty.rank if found else None) == first


def test_of_steps_as_far_the_same_news_goes_first() -> None:
    """Then the same pair a notch on, then other news."""
    changes: tuple[Change, ...] = ("scenario", "intensity", "persona")
    found = ranked(50, [_step(60, change) for change in changes], "harder")

    assert [step.change for step in found] == ["persona", "intensity", "scenario"]


@pytest.mark.parametrize("intensity", [1, 3, 5])
def test_a_neighbour_differs_in_one_thing(intensity: int) -> None:
    """Every other customer and news, and the notches there are."""
    here = Pairing("fog", "retail_hygiene_return", "sv", intensity)
    found = list(neighbours(LIBRARY, here))
    others = len(LIBRARY.ids("personas")) + len(LIBRARY.ids("scenarios")) - 2

    assert len(found) == others + (1 if intensity in (1, 5) else 2)
    assert all(getattr(pairing, change) != getattr(here, change) for pairing, change in found)
    assert here not in [pairing for pairing, _ in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_step_leads_where_it_says(language: Language, direction: Direction) -> None:
    """Until there is nothing left that way, and there is an end."""
    at: Pairing | None = Pairing("prosecutor", "bank_loan_declined", language, 3)
    ranks = []
    while at:
        ranks.append(difficulty_of(LIBRARY, at.persona, at.scenario, at.intensity).rank)
        step = step_from(LIBRARY, at, direction)
        at = step.pairing if step else None

    assert len(ranks) > 2
    assert ranks == sorted(ranks, reverse=direction == "easier")
    assert len(set(ranks)) == len(ranks)


def test_a_step_speaks_the_language(tmp_path: Path) -> None:
    """A customer of one's own who speaks only English is nobody to go on to in Danish."""
    write_template(tmp_path, "persona", "robin", "en")
    library = Library([packaged_folder(), tmp_path])
    here = [Pairing("fog", "retail_hygiene_return", "da", intensity) for intensity in range(1, 6)]
    steps = [step_from(library, at, direction) for at in here for direction in DIRECTIONS]

    assert "robin" in library.ids("personas")
    assert "robin" not in [step.pairing.persona for step in steps if step]


def test_broken_content_is_passed_over(tmp_path: Path) -> None:
    """The way goes on with what can be used."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("id: [\n", encoding="utf-8")
    library = Library([packaged_folder(), tmp_path])

    step = step_from(library, HERE, "harder")

    assert step
    assert step.pairing.scenario != "broken"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """Yield a store in which Åsa has finished one talk and begun another."""
    with open_store(home / "data" / "motet.db") as opened:
        finished = opened.begin_session(new_session())
        opened.end_session(finished.id, None)
        opened.begin_session(new_session(language="da"))
        yield opened


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_wish_goes_on_from_the_last_finished_session(store: Store, direction: Direction) -> None:
    """In its language; the prosecutor at 4 about headphones, in Swedish."""
    harder = direction == "harder"
    wish = Wish(trainee="Åsa", harder="last" if harder else None, easier=None if harder else "last")
    step = step_from(LIBRARY, Pairing("prosecutor", "retail_hygiene_return", "sv", 4), direction)
    found = led(wish, LIBRARY, store)

    assert step
    assert (found.persona, found.scenario) == (step.pairing.persona, step.pairing.scenario)
    assert (found.language, found.intensity) == ("sv", step.pairing.intensity)


def test_without_a_finished_session_the_way_to_begin_is_named(store: Store) -> None:
    """Somebody else's session is not one's last."""
    with pytest.raises(UsageError, match="Søren has no finished session yet; begin with: motet practise"):
        led(Wish(trainee="Søren", harder="last"), LIBRARY, store)
