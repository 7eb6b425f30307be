# ruff: noqa: E501 - one case a line
"""Tests for check, new, schema, list and show, as a shell runs them."""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import packaged_folder

Motet = Callable[..., subprocess.CompletedProcess[str]]
PACKAGED = str(packaged_folder() / "scenarios" / "retail_hygiene_return.yaml")

BROKEN = {
    "a misspelt key": ("id: anna\nnaem: x\n", "personas/anna.yaml:2:1: fault: naem: is not a key here; did you mean `name`?"),
    "an alias": ("id: &a anna\n", "personas/anna.yaml:1:5: fault: id: sets the anchor &a"),
    "deep nesting": ("[" * 5000, "personas/anna.yaml:1:22: fault: is nested deeper than 20 levels"),
    "10 MB": ("x" * 10_000_000, "personas/anna.yaml:1:1: fault: is larger than 256 KB"),
    "an unquoted no": ("id: no\n", 'personas/anna.yaml:1:5: fault: id: must be text, and unquoted no is not; write "no"'),
    "a duplicate key": ("id: anna\nid: anna\n", "personas/anna.yaml:2:1: fault: id: stands twice, first in line 1"),
}  # fmt: skip


@pytest.fixture
def motet(tmp_path: Path) -> Motet:
    """Return a function that runs `motet` in an empty folder with a home of its own."""
    environment = {**os.environ, "MOTET_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8", "TERM": "dumb"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = ["motet", *words]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=110, check=False
        )

    return run


def _write(tmp_path: Path, text: str) -> str:
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "anna.yaml").write_text(text, encoding="utf-8")
    return "personas/anna.yaml"


@pytest.mark.parametrize("name", BROKEN)
def test_check_names_a_broken_file_by_place(motet: Motet, tmp_path: Path, name: str) -> None:
    """Exit 1, one line with the place, no traceback."""
    text, said = BROKEN[name]

    done = motet("check", _write(tmp_path, text))

    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", BROKEN)
def test_broken_content_stops_a_play_with_exit_2(motet: Motet, tmp_path: Path, name: str) -> None:
    """`play` says the same, and says it on stderr."""
    _write(tmp_path, BROKEN[name][0])

    done = motet("play", "anna", "retail_hygiene_return", "--as", "wall", "--content", ".")

    assert (done.returncode, done.stdout) == (2, "")
    assert BROKEN[name][1].replace("fault: ", "") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_content_passes_its_check_as_written(motet: Motet, language: Language) -> None:
    """A coach begins with something that works."""
    path = motet("new", "scenario", "bike", "--lang", language, "--content", "own").stdout.strip()

    done = motet("check", path, "--content", "own", "--with", "fog", "--lang", language, "--seeds", "1")

    assert path == "own/scenarios/bike.yaml"
    assert (done.returncode, "fault" in done.stdout) == (0, False)


def test_new_persona_can_be_played_at_once(motet: Motet) -> None:
    """The template's three lines and the borrowed ones carry a talk."""
    motet("new", "persona", "robin", "--lang", "en", "--content", "own")

    done = motet(
        "play", "robin", "retail_hygiene_return", "--lang", "en", "--as", "wall", "--content", "own", "--json"
    )

    assert json.loads(done.stdout)["ending"] in ("unresolved", "walked_away")


def test_check_prints_what_each_got(motet: Motet) -> None:
    """A table with a line for each role, and JSON with the same."""
    few = ("check", PACKAGED, "--with", "fog", "--lang", "sv", "--seeds", "1")
    whole = motet(*few)
    found = json.loads(motet(*few, "--json").stdout)

    assert all(role in whole.stdout for role in ("balanced", "doormat", "blunder"))
    assert found["ok"] is (whole.returncode == 0)
    assert {
        "persona",
        "scenario",
        "language",
        "role",
        "seed",
        "ending",
        "corner_point",
        "overall",
        "kept",
    } <= set(found["trials"][0])


def test_check_plays_with_the_partner_and_language_that_are_named(motet: Motet) -> None:
    """While writing, one setting is enough."""
    done = motet("check", PACKAGED, "--with", "fog", "--lang", "da", "--seeds", "1", "--json")

    played = {(trial["persona"], trial["language"]) for trial in json.loads(done.stdout)["trials"]}
    assert played == {("fog", "da")}


def test_check_names_an_unknown_partner(motet: Motet) -> None:
    """Exit 2, and where the ids are listed."""
    done = motet("check", PACKAGED, "--with", "nobody")

    assert (done.returncode, done.stdout) == (2, "")
    assert "see motet list personas" in done.stderr


def test_check_looks_again_when_a_file_is_saved(motet: Motet, tmp_path: Path) -> None:
    """A coach mends a line, saves, and reads what is left without asking again."""
    path = tmp_path / _write(tmp_path, BROKEN["a misspelt key"][0])
    command = ["motet", "check", str(path), "--seeds", "0", "--watch"]
    environment = {**os.environ, "MOTET_HOME": str(tmp_path / "home"), "TERM": "dumb"}
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as watching:
        said = iter(watching.stderr or ())
        assert any("watching" in line for line in said)
        saving = threading.Event()
        saver = threading.Thread(target=_save_until, args=(path, saving))
        saver.start()
        seen = any("anna.yaml was saved" in line for line in said)
        saving.set()
        saver.join()
        watching.terminate()

    assert seen


def _save_until(path: Path, done: threading.Event) -> None:
    """Save a file again and again, as the watcher may begin to look only after a first save."""
    while not done.wait(0.2):
        path.write_text(BROKEN["a misspelt key"][0], encoding="utf-8")


def test_check_fails_where_a_rule_is_broken(motet: Motet, tmp_path: Path) -> None:
    """A scenario whose model lines give nothing cannot be won, and the check says who failed."""
    path = tmp_path / motet("new", "scenario", "bike", "--lang", "en", "--content", "own").stdout.strip()
    text = path.read_text("utf-8")
    start, end = text.index("      state:"), text.index("      help:")
    vague = '      state: "We shall see."\n      explain: "These things vary."\n      holds: ["Hm.", "Well.", "Mm."]\n'
    path.write_text(text[:start] + vague + text[end:], encoding="utf-8")

    done = motet("check", "own", "--content", "own", "--with", "fog", "--seeds", "1")

    assert done.returncode == 1
    assert "FAILS: must reach a good ending with corner_point human (seed 1)" in done.stdout


def test_lists_have_the_promised_keys(motet: Motet) -> None:
    """`--json` prints a bare array."""
    personas = json.loads(motet("list", "personas", "--json").stdout)
    scenarios = json.loads(motet("list", "scenarios", "--json").stdout)

    assert {"id", "name", "kind", "languages"} <= set(personas[0])
    assert {"id", "industry", "opens", "languages"} <= set(scenarios[0])
    assert motet("list", "sessions", "--json").stdout == "[]\n"


def test_a_broken_file_is_left_out_of_the_list_and_named(motet: Motet, tmp_path: Path) -> None:
    """The list is data on stdout; what is wrong stands on stderr."""
    _write(tmp_path, "id: anna\n")

    done = motet("list", "personas", "--json", "--content", ".")

    assert done.returncode == 0
    assert "anna" not in [row["id"] for row in json.loads(done.stdout)]
    assert "personas/anna.yaml:1:1: name: is missing" in done.stderr


def test_schema_prints_json(motet: Motet) -> None:
    """What the editor reads."""
    assert json.loads(motet("schema", "scenario").stdout)["properties"]["opens"]["description"]


@pytest.mark.parametrize("name", ["prosecutor", "persona:prosecutor", "scenario:health_surgery_postponed"])
def test_show_prints_a_page_and_an_object(motet: Motet, name: str) -> None:
    """An id alone is enough where it is one thing."""
    page, whole = motet("show", name), json.loads(motet("show", name, "--json").stdout)

    assert page.returncode == 0
    assert whole["id"] == name.rpartition(":")[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_show_keeps_the_secret(motet: Motet, language: Language) -> None:
    """The page is what a trainee may read before the talk."""
    scenario = json.loads(motet("show", "scenario:retail_hygiene_return", "--json").stdout)

    page = motet("show", "scenario:retail_hygiene_return", "--lang", language).stdout

    voice = scenario["languages"][language]
    assert voice["decision"] in page
    assert not [line for lines in voice["secret"]["tell"].values() for line in lines if line in page]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "prosecuter"), "did you mean prosecutor?"),
        (("show", "persona:zzz"), "unknown persona 'zzz'; see motet list personas"),
        (("show", "session:abc"), "no sessions are kept"),
        (("show", "colour:blue"), "unknown id 'colour:blue'"),
        (("show", "prosecutor", "--lang", "fi"), "--lang"),
        (("list", "colours"), "personas"),
        (("new", "persona", "../x"), "cannot be an id"),
        (("new", "persona", "Anna"), "cannot be an id"),
        (("check", "nowhere.yaml"), "nowhere.yaml does not exist"),
        (("check", "."), "holds no .yaml file"),
        (("check", "--content", "nowhere"), "nowhere is not a folder"),
    ],
)
def test_a_slip_on_the_command_line_is_named(motet: Motet, words: tuple[str, ...], said: str) -> None:
    """Exit 2, a sentence on stderr, nothing on stdout, never a traceback."""
    done = motet(*words)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
