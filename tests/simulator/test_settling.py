"""What the app settles about the model: only what changed, in the file that the person may also write."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.endpoints import EndpointSettings
from simulator.errors import UsageError
from simulator.settings import folders, settings
from simulator.settling import ModelChoice, Place, Plain, keep_choice, model_choice, with_values

COMMENTED = """# mine
language = "da"  # why

[endpoint]  # here
base_url = "http://127.0.0.1:1/v1"
# a price
price_in = 0.5

[judge]
model = "x"
"""


def test_a_choice_is_there_the_next_time(home: Path) -> None:
    """Voice, reader and endpoint are kept, in a file that only its owner reads."""
    endpoint = EndpointSettings(base_url="http://127.0.0.1:9/v1", model='a "b"', budget_tokens=5_000)
    keep_choice(folders().config_file, model_choice(settings()), ModelChoice("model", "both", endpoint))

    assert model_choice(settings()) == ModelChoice("model", "both", endpoint)
    assert folders().config_file.stat().st_mode & 0o077 == 0


def test_comments_and_everything_else_stay_as_they_were() -> None:
    """Only the lines of what changed are touched."""
    text = with_values(
        COMMENTED, {("voice",): "model", ("endpoint", "base_url"): None, ("judge", "model"): "y"}
    )

    assert [line for line in COMMENTED.splitlines() if line not in text.splitlines()] == [
        'base_url = "http://127.0.0.1:1/v1"',
        'model = "x"',
    ]
    assert tomllib.loads(text)["voice"] == "model"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("", {("voice",): "model"}),
        ("", {("endpoint", "budget_tokens"): 5}),
        ('endpoint = {base_url = "http://x"}\n', {("endpoint", "model"): "m"}),
        ('endpoint.model = "z"\n', {("endpoint", "model"): "m"}),
        ('trainee = """\nvoice = 3\n"""\n', {("voice",): "model"}),
        ('[endpoint]\nmodel = "m"', {("endpoint", "model"): None}),
        (
            "[judge]\ncontext = 2048\nplain_http = true\n",
            {("reader",): "model", ("endpoint", "keyring"): "é\\"},
        ),
    ],
)
def test_whatever_the_form_of_the_file_the_values_come_out(
    text: str, changes: dict[Place, Plain | None]
) -> None:
    """Tables on one line, dotted keys and long texts are no way to lose a value."""
    before, after = tomllib.loads(text), tomllib.loads(with_values(text, changes))

    for place, value in changes.items():
        table = after
        for name in place[:-1]:
            table = table[name]
        assert table.get(place[-1]) == value
    assert all(
        after[key] == value for key, value in before.items() if (key,) not in changes and key != "endpoint"
    )


def test_what_the_environment_settles_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the screen does not offer to change it in vain."""
    monkeypatch.setenv("MOTET_VOICE", "model")
    monkeypatch.setenv("MOTET_ENDPOINT__MODEL", "m")

    assert model_choice(settings(), ["reader"]).fixed == {"voice", "reader", "endpoint"}


def test_it_is_told_where_a_talk_would_go() -> None:
    """Nowhere until a model is chosen; the judge may live elsewhere."""
    endpoint, judge = (
        EndpointSettings(base_url="http://127.0.0.1:9/v1"),
        EndpointSettings(base_url="https://j.example"),
    )
    none = ModelChoice(endpoint=endpoint, judge=judge)

    assert none.hosts == ("", "")
    assert replace(none, voice="model", reader="both").hosts == ("127.0.0.1", "j.example")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """And nothing else happens."""
    (tmp_path / "config").write_text("a file, no folder")

    with pytest.raises(UsageError, match=r"config\.toml cannot be changed"):
        keep_choice(tmp_path / "config" / "config.toml", ModelChoice(), ModelChoice("model"))
