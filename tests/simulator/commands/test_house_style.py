"""A house style where scores are shown: `motet score`, and the debrief of the line mode."""

import json
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from tests.simulator.commands.conftest import Motet

RULE = "unfortunately: avoided\npass:\n  both_sides: 60\n  gates: [decision_stated]\n"
LINES: dict[Language, tuple[str, str]] = {
    "en": ("Unfortunately I can't refund it.", "not yet"),
    "sv": ("Tyvärr kan jag inte betala tillbaka det.", "inte än"),
    "da": ("Desværre kan jeg ikke betale det tilbage.", "ikke endnu"),
}


def put_house(home: Path, text: str = RULE) -> None:
    """Write the house style beside the settings."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "house.yaml").write_text(text, encoding="utf-8")


def put_talk(folder: Path, language: Language) -> str:
    """Write a short talk with a word of regret and return its path."""
    customer = {"speaker": "customer", "text": "?", "calls_for": ["decision_due"]}
    turns = [customer, {"speaker": "trainee", "text": LINES[language][0]}] * 2
    brief = {"decision": LINES[language][0], "reason": "."}
    talk = {"format": "motet-transcript/1", "id": "t", "language": language, "brief": brief, "turns": turns}
    path = folder / "talk.json"
    path.write_text(json.dumps(talk), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_score_says_how_it_stands_to_the_house(
    motet: Motet, home: Path, tmp_path: Path, language: Language
) -> None:
    """As data with the quote, and for people in the language of the talk."""
    put_house(home, RULE.replace("decision_stated", "next_step"))
    talk = put_talk(tmp_path, language)
    _, data, _ = motet("score", "--json", talk)
    _, page, _ = motet("score", talk)
    house = json.loads(data)["house"]

    assert (house["result"], house["both_sides"], house["gates"]) == ("not_yet", 60, {"next_step": False})
    assert {(each["rule"], each["quote"]) for each in house["remarks"]} == {
        ("regret_word", LINES[language][0])
    }
    assert "+house-" in json.loads(data)["version"]
    assert LINES[language][1] in page


def test_without_a_house_a_score_has_no_word_of_it(motet: Motet, tmp_path: Path) -> None:
    """Neither the key nor the part of the version."""
    _, data, _ = motet("score", "--json", put_talk(tmp_path, "en"))

    assert "house" not in data


@pytest.mark.parametrize(
    "command",
    [("score", "-"), ("practise", "prosecutor", "retail_hygiene_return", "--plain", "--lang", "en")],
)
def test_a_broken_house_is_told_before_anything_begins(
    motet: Motet, home: Path, command: tuple[str, ...]
) -> None:
    """With its place, and no session is left half begun."""
    put_house(home, "apology: perhaps\n")
    code, _, err = motet(*command)
    _, sessions, _ = motet("list", "sessions", "--json")

    assert code == 2
    assert "house.yaml:1:10: apology: write one of: always, own_fault" in err
    assert (sessions.strip() or "[]") == "[]"
