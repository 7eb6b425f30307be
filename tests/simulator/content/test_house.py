"""The house style's file: where it is looked for, and what is said about a broken one."""

from pathlib import Path

import pytest

from simulator.content.house import house_file, load_house, own_house
from simulator.content.problems import BrokenContentError

WHOLE = """\
name: "Nordvik kundservice"
apology: own_fault
unfortunately: avoided
pass:
  both_sides: 60
  gates:
    - decision_stated
    - no_concession
"""


def write(folder: Path, text: str = WHOLE) -> Path:
    """Write `house.yaml` into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_is_read_as_written(tmp_path: Path) -> None:
    """Every key has its value."""
    house = load_house(write(tmp_path))

    assert (house.name, house.apology, house.unfortunately) == ("Nordvik kundservice", "own_fault", "avoided")
    assert house.pass_rule is not None
    assert (house.pass_rule.both_sides, house.pass_rule.gates) == (60, ("decision_stated", "no_concession"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("apology: own_faults\n", "house.yaml:1:10: apology: did you mean own_fault?"),
        ("unfortunately: no\n", "house.yaml:1:16: unfortunately: write one of: welcome, avoided"),
        ("aplogy: always\n", "house.yaml:1:1: aplogy: is not a key here; did you mean `apology`?"),
        ("pass:\n  both_sides: 600\n", "house.yaml:2:15: pass.both_sides: is outside its range"),
        ("pass:\n  both_sides: sixty\n", "house.yaml:2:15: pass.both_sides: must be a whole number"),
        ("pass:\n  gates: [no_concesion]\n", "house.yaml:2:11: pass.gates[0]: did you mean no_concession?"),
        ("pass: {}\n", "house.yaml:1:7: pass: asks for nothing; write `both_sides: 60`"),
        ("name: 12\n", 'house.yaml:1:7: name: must be text, and unquoted 12 is not; write "12" in quotes'),
        ("apology: always\napology: always\n", "house.yaml:2:1: apology: stands twice, first in line 1"),
        ("apology: [always\n", "house.yaml:2:1: is not valid YAML"),
        ("apology: &a always\n", "house.yaml:1:10: apology: sets the anchor"),
        ("", "house.yaml:1:1: must be a group of `key: value` lines"),
    ],
)
def test_a_broken_file_says_where_and_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    """By line, column and field, as all content does."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BrokenContentError) as caught:
        load_house(write(tmp_path, text))

    assert str(caught.value).startswith(said)


def test_the_nearest_house_counts(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder named for the day, the settings' content folder, the data folder, the settings' own."""
    assert (house_file(), own_house()) == (None, None)
    monkeypatch.setenv("MOTET_CONTENT", str(tmp_path / "team"))
    found = []
    for folder in (home / "config", home / "data", tmp_path / "team", tmp_path / "day"):
        path = write(folder)
        found.append(house_file(tmp_path / "day") == path)

    assert found == [True, True, True, True]
    assert house_file() == tmp_path / "team" / "house.yaml"


@pytest.mark.parametrize("made", ["a link to elsewhere", "a link to nothing", "a folder"])
def test_what_is_no_plain_file_is_refused(tmp_path: Path, home: Path, made: str) -> None:
    """It is never passed over in silence: a coach would think that the style is in force."""
    place = home / "config" / "house.yaml"
    place.parent.mkdir(parents=True)
    if made == "a folder":
        place.mkdir()
    else:
        place.symlink_to(write(tmp_path / "other") if made == "a link to elsewhere" else tmp_path / "nothing")

    with pytest.raises(BrokenContentError):
        own_house()
