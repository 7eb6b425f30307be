"""`motet score`: data on stdout, narration on stderr, exit codes."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from tests.simulator.commands.conftest import Motet

PLAIN: dict[Language, str] = {
    "en": "Customer: They hurt after ten minutes. Can I return them?\nTrainee: No. The seal is broken.\n",
    "sv": "Kund: De gör ont efter tio minuter. Får jag lämna dem?\nHandläggare: Nej. Plomben är bruten.\n",
    "da": "Kunde: De gør ondt efter ti minutter. Må jeg aflevere dem?\nMedarbejder: Nej. Seglet er brudt.\n",
}
BRIEF = {"decision": "They can't be returned.", "reason": "The hygiene seal is broken."}


Score = Callable[..., tuple[int, str, str]]


@pytest.fixture
def score(motet: Motet, monkeypatch: pytest.MonkeyPatch) -> Score:
    """Return a function that runs `motet score` with some standard input."""

    def run(*words: str, stdin: str | bytes = "") -> tuple[int, str, str]:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        return motet("score", *words)

    return run


def line(name: str, text: str = "No.") -> str:
    """Return a transcript as one line of JSON."""
    turns = [{"speaker": "customer", "text": "Well?"}, {"speaker": "trainee", "text": text}]
    return json.dumps({"id": name, "language": "en", "turns": turns})


def test_one_file_gives_one_object(score: Score, tmp_path: Path) -> None:
    """A talk that is too short to score is no error."""
    file = tmp_path / "a.json"
    file.write_text(line("a"))
    code, out, err = score(str(file), "--json")

    assert (code, err) == (0, "")
    assert json.loads(out)["id"] == "a"
    assert json.loads(out)["reasons"]["overall"] == "side_not_scored"


def test_bad_input_keeps_its_place_and_the_rest_go_on(score: Score, tmp_path: Path) -> None:
    """In input order, and exit 4 at the end."""
    lines, missing = tmp_path / "b.jsonl", tmp_path / "missing.json"
    lines.write_text(f"{line('b1')}\n{{broken\n{line('b3')}\n")
    code, out, err = score("-", str(missing), str(lines), "--json", stdin=line("first"))
    objects = [json.loads(each) for each in out.splitlines()]

    assert [each["id"] for each in objects] == ["first", str(missing), "b1", f"{lines}:2", "b3"]
    assert ["error" in each for each in objects] == [False, True, False, True, False]
    assert code == 4
    assert f"motet: {lines}:2:" in err


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("", "empty"),
        ("{}", "id: is missing"),
        ("Hello", "who speaks here?"),
        ("Kund: å".encode("latin-1"), "not UTF-8"),
        ("Customer: Hi", "no trainee turn"),
        ('{"\\u001b]0;x": 1, "\\u001b]0;x": 2}', "stands twice"),
    ],
)
def test_a_malformed_transcript_is_told_plainly(score: Score, stdin: str | bytes, said: str) -> None:
    """On stderr, without a traceback or an escape; nothing on stdout."""
    code, out, err = score("-", stdin=stdin)

    assert (code, out) == (4, "")
    assert said in err
    assert err.startswith("motet: -:1")
    assert "\x1b" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_is_scored_in_its_language(score: Score, language: Language) -> None:
    """By the speakers' names."""
    _, out, _ = score("-", "--json", stdin=PLAIN[language])

    assert json.loads(out)["language"] == language


@pytest.mark.parametrize("name", ["brief.json", "brief.toml"])
def test_a_brief_and_a_language_are_filled_in(score: Score, name: str, tmp_path: Path) -> None:
    """With a brief there is a ledger."""
    text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in BRIEF.items())
    (tmp_path / name).write_text(json.dumps(BRIEF) if name.endswith("json") else text)
    words = "Customer: Can I return them?\nTrainee: No, they can't be returned, the seal is broken.\n"
    _, out, _ = score("-", "--json", "--lang", "en", "--brief", str(tmp_path / name), stdin=words)
    shown = json.loads(out)

    assert [each["status"] for each in shown["ledger"]] == ["stated"]


@pytest.mark.parametrize("words", [[], ["-", "--reader", "oracle"], ["-", "--lang", "fr"]])
def test_wrong_usage_is_told_with_exit_2(score: Score, words: list[str]) -> None:
    """A reader that isn't there is not offered either."""
    assert score(*words)[0] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_get_both_sides_and_cards_to_read(score: Score, language: Language) -> None:
    """Each voice by its name, and no line wider than a terminal."""
    voice = {"en": "Presence", "sv": "Närvaro", "da": "Nærvær"}[language]
    said = {"en": "You:", "sv": "Du:", "da": "Du:"}[language]
    code, out, err = score("-", stdin=PLAIN[language])

    assert (code, err) == (0, "")
    assert voice in out
    assert said in out
    assert max(len(each) for each in out.splitlines()) <= 88


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(language: Language) -> None:
    """Across processes, whatever the hash seed."""
    command = [sys.executable, "-c", "from simulator.cli import main; main()", "score", "-", "--json"]
    runs = [
        subprocess.run(
            command,
            input=PLAIN[language].encode(),
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1] != b""


def test_markup_and_escapes_never_reach_the_terminal(score: Score, tmp_path: Path) -> None:
    """Neither from words nor from names."""
    text = line(
        "a\u202e\x1b[2J",
        "\x1b]52;c;aGk=\x07[bold]Calm down[/bold]\u200b \x9b31m now.",
    )
    _, out, _ = score("-", stdin=text)

    assert not {char for char in out if ord(char) < 32 and char != "\n"}
    assert "[bold]Calm down[/bold]" in out
    assert "\u202e" not in out
