"""Doctor, config and db as a person types them."""

import json
from pathlib import Path

from simulator.settings import folders
from simulator.store.store import open_store
from tests.simulator.commands.conftest import Motet


def _statuses(out: str) -> dict[str, str]:
    return {check["name"]: check["status"] for check in json.loads(out)["checks"]}


def test_a_sound_machine_passes_and_looking_makes_nothing(motet: Motet, home: Path) -> None:
    """All checks pass before the first session, and none of the folders is made."""
    code, out, _ = motet("doctor", "--json")

    assert (code, json.loads(out)["ok"], home.exists()) == (0, True, False)
    assert {"python", "database", "disk", "content", "locale"} <= set(_statuses(out))


def test_a_database_in_use_is_found_sound(motet: Motet) -> None:
    """Pragmas, revision and the integrity check are shown."""
    with open_store(folders().database):
        code, out, _ = motet("doctor")

    assert code == 0
    assert "journal_mode=wal, synchronous=2, foreign_keys=1" in out


def test_a_damaged_database_fails_the_check(motet: Motet) -> None:
    """The doctor goes on with the other checks and leaves with 1."""
    folders().data.mkdir(parents=True)
    folders().database.write_text("not a database " * 400)
    code, out, _ = motet("doctor", "--json")
    found = _statuses(out)

    assert (code, found["database"], found["python"]) == (1, "failed", "ok")


def test_broken_settings_fail_the_check(motet: Motet) -> None:
    """The key is named, and the doctor does not fall over it."""
    folders().config.mkdir(parents=True)
    folders().config_file.write_text("intensity = 9")
    code, out, _ = motet("doctor")

    assert code == 1
    assert "intensity: write a whole number" in out


def test_a_folder_that_is_a_file_fails_the_check(motet: Motet, home: Path) -> None:
    """Where the data folder cannot be, the doctor says what to set."""
    home.write_text("in the way")
    code, out, _ = motet("doctor")

    assert code == 1
    assert "set MOTET_HOME" in out


def test_settings_are_shown_with_their_source(motet: Motet) -> None:
    """As lines for people, as one object for programs."""
    folders().config.mkdir(parents=True)
    folders().config_file.write_text('trainee = "Åsa"')
    shown = json.loads(motet("config", "show", "--json")[1])

    assert (shown["settings"]["trainee"], shown["sources"]["trainee"]) == ("Åsa", "file")
    assert 'trainee = "Åsa"  (file)' in motet("config", "show")[1]


def test_wrong_settings_leave_with_2(motet: Motet) -> None:
    """The file, the key and what to write are named."""
    folders().config.mkdir(parents=True)
    folders().config_file.write_text("colour = 1")
    code, out, err = motet("config", "show")

    assert (code, out) == (2, "")
    assert "config.toml: colour: unknown" in err


def test_the_path_of_the_settings_is_plain(motet: Motet, home: Path) -> None:
    """Fit for `$EDITOR $(motet config path)`."""
    assert motet("config", "path") == (0, f"{home}/config/config.toml\n", "")


def test_an_upgrade_names_file_and_revision(motet: Motet) -> None:
    """On stderr, for stdout is data."""
    code, out, err = motet("db", "upgrade")

    assert (code, out) == (0, "")
    assert f"{folders().database} is at revision" in err
