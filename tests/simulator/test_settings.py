"""Settings: the strongest source wins, and what is wrong is named with its place and what to write."""

from pathlib import Path

import pytest

from simulator.endpoints import EndpointSettings, checked, key_of
from simulator.errors import AuthError, EndpointConfigError, UsageError
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
        ('[endpoint]\nbase_ulr = "x"', "endpoint: base_ulr: unknown; the keys are base_url"),
        ('[endpoint]\napi_key = "sk-secret"', "endpoint: api_key: unknown; the keys are base_url"),
        ("[endpoint]\ncontext = 3", "endpoint: context: write another value"),
        ("[judge]\nretries = 9", "judge: retries: write another value"),
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


def test_an_endpoint_is_settled_in_a_table_and_by_the_environment(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A single key may come from elsewhere; the usual variables fill what nobody says."""
    config.write_text(
        '[endpoint]\nbase_url = "http://127.0.0.1:1/v1"\nkey_file = "key"\n[judge]\nmodel = "big"'
    )
    monkeypatch.setenv("MOTET_ENDPOINT__CONTEXT", "4096")
    monkeypatch.setenv("MOTET_MODEL", "small")
    chosen = settings({"endpoint": {"base_url": "http://127.0.0.1:2/v1"}})

    assert (chosen.endpoint.base_url, chosen.endpoint.context) == ("http://127.0.0.1:2/v1", 4096)
    assert chosen.endpoint.key_file == config.parent / "key"
    assert (chosen.endpoint.filled().model, chosen.judging.filled().model) == ("small", "big")


def test_the_usual_variables_alone_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Address and key as other programs take them; the voice stays authored until it is chosen."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:3/v1/")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-something")
    chosen = settings()

    assert chosen.voice == "understudy"
    assert checked(chosen.endpoint).base_url == "http://127.0.0.1:3/v1"
    assert key_of(checked(chosen.endpoint)).get_secret_value() == "sk-something"
    assert "sk-something" not in repr(key_of(checked(chosen.endpoint)))


@pytest.mark.parametrize("key", ["nyckel-å", "two words", "sk-\x07"])
def test_a_key_that_cannot_be_one_is_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Without repeating it."""
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(EndpointConfigError, match="copy it again") as caught:
        key_of(checked(EndpointSettings(base_url="http://127.0.0.1:1/v1")))

    assert key not in str(caught.value)


def test_a_key_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    """A missing file is named; OpenAI without any key is refused before anything is sent."""
    file = tmp_path / "key"
    local = EndpointSettings(base_url="http://127.0.0.1:1/v1", key_file=file)
    with pytest.raises(AuthError, match="correct key_file"):
        key_of(local)
    file.write_text("sk-from-file\n")

    assert key_of(local).get_secret_value() == "sk-from-file"
    with pytest.raises(AuthError, match="OpenAI needs a key"):
        key_of(checked(EndpointSettings()))
