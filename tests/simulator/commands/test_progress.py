"""`motet progress` from end to end: sessions over time, as people and as programs read them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.assessment import measure_version
from scoring.transcript import LANGUAGES, Language
from simulator.store.records import Reflection
from simulator.store.store import open_store
from tests.simulator.commands.conftest import Motet
from tests.simulator.store.conftest import customer_turn, new_session, trainee_turn

Practised = Callable[..., list[str]]

TOLD: dict[Language, tuple[str, str, str]] = {
    "en": ("Empathy", "points", "your guess 70"),
    "sv": ("Empati", "poäng", "egen gissning 70"),
    "da": ("Empati", "point", "eget gæt 70"),
}


@pytest.fixture
def practised(home: Path) -> Practised:
    """Return a function that keeps finished sessions with these values on both sides."""

    def keep(*values: int, version: str = "", flag: str = "", language: Language = "sv") -> list[str]:
        ids = []
        with open_store(home / "data" / "motet.db") as store:
            for value in values:
                session = store.begin_session(new_session(language=language))
                store.append_turn(session.id, 0, customer_turn("Nå?"))
                store.append_turn(session.id, 1, trainee_turn("Nej."))
                store.end_session(session.id, None)
                side = {"value": value, "low": max(value - 12, 0), "high": min(value + 12, 100)}
                score = {"empathy": side, "boundaries": side, "flags": [flag] if flag else []}
                store.save_score(session.id, version or measure_version(), score)
                store.save_reflection(session.id, Reflection(guess_empathy=70, hook="Åh\x1b[31m nej"))
                ids.append(session.id)
        return ids

    return keep


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_is_told_in_three_languages(motet: Motet, practised: Practised, language: Language) -> None:
    """With the change, its interval and the guesses; no escape of a trainee's words gets out."""
    practised(40, 42, 41, 40, 70, 71, 72, 70)
    code, out, err = motet("progress", "--trainee", "Åsa", "--ui-lang", language)

    assert (code, err) == (0, "")
    assert all(word in out for word in TOLD[language])
    assert "+30 " in out
    assert "\x1b" not in out


def test_progress_is_one_object_of_plain_data(motet: Motet, practised: Practised) -> None:
    """Sessions oldest first, each side with its course, and the mirror."""
    ids = practised(40, 42, 41, 40, 70, 71, 72, 70)
    code, out, _ = motet("progress", "--trainee", "Åsa", "--json")
    found = json.loads(out)

    assert code == 0
    assert [each["id"] for each in found["sessions"]] == ids
    empathy = found["sides"]["empathy"]
    assert (empathy["reason"], empathy["change"]["direction"], empathy["change"]["points"]) == (
        None,
        "up",
        30.0,
    )
    assert empathy["sessions"][0] == {
        "id": ids[0], "value": 40, "low": 28, "high": 52, "guess": 70, "counts": True,
    }  # fmt: skip
    assert found["mirror"]["guesses"]["empathy"]["count"] == 8
    assert (found["version"], found["sessions_needed"]) == (measure_version(), 8)


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        ({}, "too_few_sessions"),
        ({"version": "another"}, "other_versions"),
        ({"flag": "addresses_grader"}, "waiting_for_a_look"),
    ],
)
def test_where_there_is_too_little_the_reason_is_told(
    motet: Motet, practised: Practised, kept: dict[str, str], reason: str
) -> None:
    """A few, many by another measure, or many that wait for a look."""
    practised(*([50] * (8 if kept else 3)), **kept)
    _, out, _ = motet("progress", "--trainee", "Åsa", "--json")

    assert json.loads(out)["sides"]["boundaries"]["reason"] == reason


def test_a_look_lets_a_flagged_session_count(motet: Motet, practised: Practised) -> None:
    """By the beginning of its id, and only its owner's look."""
    (name,) = practised(50, flag="addresses_grader")
    _, waiting, _ = motet("progress", "--trainee", "Åsa", "--json")
    refused, _, said = motet("progress", "--trainee", "Søren", "--looked", name)
    _, counting, _ = motet("progress", "--trainee", "Åsa", "--json", "--looked", name[:8])

    assert (json.loads(waiting)["waiting"], json.loads(counting)["waiting"]) == ([name], [])
    assert refused == 2
    assert "its owner looks" in said


def test_scoring_again_brings_all_sessions_under_one_measure(motet: Motet, practised: Practised) -> None:
    """What another measure scored is scored anew and says so on the side."""
    practised(50, 60, version="another")
    _, out, err = motet("progress", "--trainee", "Åsa", "--json", "--again")

    assert err == "scored anew: 2\n"
    assert {each["version"] for each in json.loads(out)["sessions"]} == {measure_version()}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3), (("--lang", "da"), 1), (("--persona", "prosecutor"), 3), (("--persona", "fog"), 0),
        (("--scenario", "retail_hygiene_return", "--lang", "en"), 1),
    ],
)  # fmt: skip
def test_progress_is_narrowed_by_customer_news_and_language(
    motet: Motet, practised: Practised, options: tuple[str, ...], count: int
) -> None:
    """Each by itself and together; nothing left is said and is no failure."""
    for language in LANGUAGES:
        practised(50, language=language)
    code, out, err = motet("progress", "--trainee", "Åsa", "--json", *options)

    assert (code, len(json.loads(out)["sessions"])) == (0, count)
    assert bool(err) == (count == 0)


def test_without_any_session_progress_says_how_to_begin(motet: Motet) -> None:
    """No store is made just by looking."""
    code, out, err = motet("progress")

    assert (code, out) == (2, "")
    assert "motet practise" in err
