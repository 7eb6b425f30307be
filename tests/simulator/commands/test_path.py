"""`motet path` and `motet practise --next` from end to end."""

import io
import json
from pathlib import Path

import pytest

from simulator.content.templates import write_template
from tests.simulator.commands.conftest import Motet

END = "/end\ny\n50\n50\n\n\n"


@pytest.fixture
def own(home: Path) -> Path:
    """Return a content folder of one's own with a curriculum of two steps."""
    folder = home / "own"
    write_template(folder, "curriculum", "week", "en")
    return folder


def test_a_path_is_shown_and_its_next_step_begun(
    motet: Motet, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step's person, news, mode and intensity; left before its end, it is the last try."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"\n\nNo.\n{END}"))
    content = ("--content", str(own))
    code, _, _ = motet("practise", "--next", "--path", "week", "--plain", "--lang", "en", *content)
    (session,) = json.loads(motet("list", "sessions", "--json")[1])
    shown = json.loads(motet("path", "week", "--json", *content)[1])

    assert code == 0
    assert [session[key] for key in ("persona", "scenario", "mode", "intensity")] == [
        "fog", "retail_hygiene_return", "learn", 1,
    ]  # fmt: skip
    assert (shown["next"], shown["steps"][0]["session"], shown["steps"][0]["done"]) == (
        1,
        session["id"],
        False,
    )
    assert "Last try" in motet("path", "week", "--ui-lang", "en", *content)[1]


def test_no_store_is_made_just_by_looking(motet: Motet, home: Path) -> None:
    """The packaged path stands open from its first step."""
    code, out, _ = motet("path", "first_ten", "--json")

    assert (code, json.loads(out)["next"], len(json.loads(out)["steps"])) == (0, 1, 10)
    assert not (home / "data" / "motet.db").exists()


def test_a_path_is_listed_and_shown_as_content(motet: Motet, own: Path) -> None:
    """With its steps, their rules and intentions."""
    content = ("--content", str(own))
    rows = json.loads(motet("list", "curricula", "--json", *content)[1])
    page = motet("show", "week", *content)[1]
    whole = json.loads(motet("show", "curriculum:week", "--json", *content)[1])

    assert {"id": "week", "languages": ["en"], "steps": 2, "title": "A week with hard news"} in rows
    assert "both sides 50 · decision_stated · no_concession" in page
    assert whole["steps"][1]["pass"] == {"both_sides": 50, "gates": ["decision_stated", "no_concession"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("path", "wek"), "unknown curriculum 'wek'; did you mean week?"),
        (("practise", "--path", "wek", "--plain"), "unknown curriculum 'wek'"),
        (("practise", "fog", "--next", "--plain"), "a persona and --next do not go together"),
        (("list", "curricula", "--tag", "hold"), "--tag goes with personas and scenarios"),
    ],
)
def test_a_slip_is_named(motet: Motet, own: Path, words: tuple[str, ...], told: str) -> None:
    """Exit 2 and a sentence."""
    code, out, said = motet(*words, "--content", str(own))

    assert (code, out) == (2, "")
    assert told in said


def test_a_broken_curriculum_is_left_out_and_named(motet: Motet, own: Path) -> None:
    """The others stay usable; asked for by name, it says what is wrong and where."""
    (own / "curricula" / "bad.yaml").write_text("id: bad\nsteps: no\n", encoding="utf-8")

    code, out, said = motet("path", "--content", str(own))
    refused, _, named = motet("path", "bad", "--content", str(own))

    assert (code, bool(out), refused) == (0, True, 2)
    assert all("bad.yaml:2:8: steps: must be a list" in text for text in (said, named))
