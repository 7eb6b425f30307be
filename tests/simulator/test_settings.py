"""Settings: the strongest source wins, and what is wrong is named with its place and what to write."""

from pathlib import Path

import pytest

from simulator.errors import UsageError
from simulator.settings import Value, folders, settings, source_of


@pytest.fixture
def config(home: Path) -> Path:
    """Return the settings file's path, in a folder that exists."""
    file = home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


def test_the_strongest_source_wins(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Flag, environment, file, default: each is used where the stronger ones say nothing."""
    seen = [settings().intensity]
    config.write_text("intensity = 2")
    seen.append(settings().intensity)
    monkeypatch.setenv("MOTET_INTENSITY", "3")
    seen += [settings({"intensity": flag}).intensity for flag in (None, 4)]

    assert seen == [None, 2, 3, 4]


def test_the_source_of_a_value_can_be_told(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Environment, file or default."""
    config.write_text('language = "da"\nvoice = "model"')
    monkeypatch.setenv("MOTET_VOICE", "understudy")

    assert [source_of(key) for key in ("voice", "language", "abuse")] == ["environment", "file", "default"]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("language = 3", 'language: write "en", "sv" or "da"'),
        ('language = "no"', 'language: write "en", "sv" or "da"'),
        ('intensity = "3"', "intensity: write a whole number from 1 to 5"),
        ("intensity = true", "intensity: write a whole number from 1 to 5"),
        ("intensity = 9", "intensity: write a whole number from 1 to 5"),
        ("intensity = 1979-05-27", "intensity: write a whole number from 1 to 5"),
        ("abuse = 1", "abuse: write true or false"),
        ('trainee = " "', "trainee: write a name"),
        ('text_sped = "slow"', "text_sped: unknown; did you mean text_speed?"),
        ('api_key = "sk-secret"', "api_key: unknown; the keys are language"),
        ("[voice]\nname = 1", 'voice: write "understudy" or "model"'),
        ("= 3", "is not TOML.*line 1"),
        ("a = " + "[" * 5000, "is not TOML"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_key(config: Path, line: str, advice: str) -> None:
    """The message says which file, which key and what to write, and repeats no secret."""
    config.write_text(line)
    with pytest.raises(UsageError, match=f"(?s)config.toml.*{advice}") as caught:
        settings()

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "advice"),
    [(b'trainee = "\xc5sa"', "UTF-8"), (b"#" * 70_000, "64 KB")],
)
def test_a_file_that_is_no_settings_file_is_named(config: Path, content: bytes, advice: str) -> None:
    """Latin-1 and endless files are refused with the way out."""
    config.write_bytes(content)
    with pytest.raises(UsageError, match=advice):
        settings()


def test_a_folder_in_the_place_of_the_file_is_named(config: Path) -> None:
    """Only a plain file is read."""
    config.mkdir()
    with pytest.raises(UsageError, match="plain file"):
        settings()


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [("MOTET_LANGUAGE", "xx", "MOTET_LANGUAGE"), ("MOTET_INTENSITY", "hot", "MOTET_INTENSITY")],
)
def test_a_slip_in_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, place: str
) -> None:
    """The message names the variable."""
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"{place} in the environment: write"):
        settings()


@pytest.mark.parametrize(
    ("flags", "place"),
    [({"language": "xx"}, "--lang"), ({"intensity": 6}, "--intensity"), ({"trainee": ""}, "--trainee")],
)
def test_a_slip_in_a_flag_is_named(flags: dict[str, Value], place: str) -> None:
    """The message names the flag as it is typed."""
    with pytest.raises(UsageError, match=f"^{place}: write"):
        settings(flags)


@pytest.mark.parametrize(
    ("system", "language"),
    [("en_GB.UTF-8", "en"), ("sv_SE.UTF-8", "sv"), ("da_DK", "da"), ("C.UTF-8", "en"), ("fi_FI", "en")],
)
def test_the_language_is_the_systems_where_motet_speaks_it(
    monkeypatch: pytest.MonkeyPatch, system: str, language: str
) -> None:
    """A Swede's terminal gives Swedish without a setting; other languages give English."""
    monkeypatch.setenv("LANG", system)

    assert (settings().language, settings().ui_language) == (language, language)


def test_a_content_folder_in_the_file_is_seen_from_the_file(config: Path) -> None:
    """A relative folder does not depend on where the command is given."""
    config.write_text('content = "mine"')

    assert settings().content == config.parent / "mine"


def test_a_home_of_ones_own_holds_everything(home: Path) -> None:
    """Settings, sessions and logs are below MOTET_HOME, and looking makes nothing."""
    places = folders()

    assert {place.parent for place in (places.config, places.data, places.log)} == {home}
    assert not home.exists()
