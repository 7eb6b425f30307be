"""Tests for practise and play, as a shell runs them."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language

PAIR = ("prosecutor", "retail_hygiene_return")
DECIDED: dict[Language, str] = {
    "en": "No, we can't take them back.",
    "sv": "Nej, vi kan inte ta tillbaka dem.",
    "da": "Nej, vi kan ikke tage dem tilbage.",
}


def environment(home: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "MOTET_HOME": str(home), "LANG": "C.UTF-8", "TERM": "dumb", **more}


def motet(home: Path, *words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["motet", *words],
        input=said,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_lines_give_the_same_bytes(home: Path, language: Language) -> None:
    """Two processes with different hash seeds write the same object."""
    play = ("play", *PAIR, "--lang", language, "--seed", "4", "--lines", "-", "--json")
    said = f"{DECIDED[language]}\n\n{DECIDED[language]}\n"
    one = motet(home, *play, said=said, PYTHONHASHSEED="1")
    other = motet(home, *play, said=said, PYTHONHASHSEED="2")

    assert one.returncode == 0, one.stderr
    assert one.stdout == other.stdout


def test_a_played_talk_is_a_transcript_with_extras(home: Path) -> None:
    """Moves, moods and calls on customer turns, findings on trainee turns, no clock anywhere."""
    done = motet(home, "play", *PAIR, "--lang", "en", "--lines", "-", "--json", said=f"{DECIDED['en']}\n")
    talk = json.loads(done.stdout)
    customer, trainee = talk["turns"][0], talk["turns"][1]

    assert talk["format"] == "motet-transcript/1"
    assert set(customer) == {"speaker", "text", "move", "intensity", "calls_for", "mood"}
    assert set(customer["mood"]) == {"anger", "anxiety", "confusion", "trust", "need"}
    assert [finding["code"] for finding in trainee["findings"]][:1] == ["state"]
    assert (talk["ending"], talk["stopped"], talk["unused_lines"]) == (None, "out_of_lines", [])
    assert talk["id"].startswith("prosecutor.retail_hygiene_return.en.1.")


def test_a_played_talk_scores_the_same_from_its_file(home: Path, tmp_path: Path) -> None:
    """`motet score` on the object says what the object says."""
    played = motet(home, "play", *PAIR, "--lang", "sv", "--as", "balanced", "--json")
    file = tmp_path / "talk.json"
    file.write_text(played.stdout, encoding="utf-8")
    scored = motet(home, "score", str(file), "--json")

    assert json.loads(scored.stdout) == json.loads(played.stdout)["score"]


def test_an_empty_line_is_silence_and_lines_may_be_left_over(home: Path) -> None:
    """Silence is a turn; what comes after the end is handed back."""
    done = motet(home, "play", *PAIR, "--lang", "da", "--lines", "-", "--json", said="\n" * 30)
    talk = json.loads(done.stdout)

    assert talk["turns"][1]["text"] == ""
    assert talk["ending"] in ("unresolved", "walked_away")
    assert len(talk["unused_lines"]) == 30 - sum(turn["speaker"] == "trainee" for turn in talk["turns"])


def test_where_the_company_opens_line_one_opens(home: Path) -> None:
    """The clinic rings, so the first line is the trainee's."""
    done = motet(
        home, "play", "prosecutor", "health_surgery_postponed", "--lines", "-", "--json", said="Hello.\n"
    )

    assert json.loads(done.stdout)["turns"][0]["speaker"] == "trainee"


def test_a_long_line_in_a_file_is_scored_whole_and_flagged(home: Path) -> None:
    """Only live input is refused."""
    done = motet(home, "play", *PAIR, "--lang", "en", "--lines", "-", "--json", said="why " * 1_300 + "\n")

    assert "long_turn" in json.loads(done.stdout)["score"]["flags"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("play", "prosecuter", PAIR[1], "--as", "wall"), "did you mean prosecutor"),
        (("play", PAIR[0], "nothing", "--as", "wall"), "see motet list scenarios"),
        (("play", *PAIR), "either --lines FILE"),
        (("play", *PAIR, "--lines", "nowhere.txt"), "nowhere.txt cannot be read"),
        (("practise", "nobody", "--plain"), "unknown persona"),
        (("practise", "--resume", "last", "--plain"), "no interrupted session"),
        (("practise", "--harder", "last", "--plain"), "no finished session"),
        (("practise", "--harder", "last", "--easier", "last", "--plain"), "--harder and --easier do not go"),
        (("practise", "fog", "--easier", "last", "--plain"), "a persona and --easier do not go"),
        ((), "motet practise --plain"),
    ],
)
def test_a_wrong_call_gets_a_way_out(home: Path, words: tuple[str, ...], told: str) -> None:
    """Exit 2, one line, no traceback."""
    done = motet(home, *words)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_session_runs_without_a_terminal(home: Path, language: Language) -> None:
    """Piped, practise takes the line mode by itself, and a second call takes the talk up again."""
    first = motet(
        home, "practise", *PAIR, "--lang", language, "--seed", "1", said=f"\n\n{DECIDED[language]}\n"
    )
    again = motet(home, "practise", "--resume", "last", said="/end\ny\n50\n50\n\n\n")

    assert first.returncode == again.returncode == 0
    assert "--resume" in first.stderr
    assert DECIDED[language] in again.stdout
    assert "\x1b" not in first.stdout + again.stdout


def test_a_finished_session_leads_to_a_harder_one(home: Path) -> None:
    """Its language stays; what is kept is not the same pairing."""
    end = "/end\ny\n50\n50\n\n\n"
    motet(home, "practise", *PAIR, "--lang", "da", "--intensity", "2", said=f"\n\n{DECIDED['da']}\n{end}")
    done = motet(home, "practise", "--harder", "last", said="\n\n")
    first, second = json.loads(motet(home, "list", "sessions", "--json").stdout)
    shown = ("persona", "scenario", "intensity")

    assert done.returncode == 0
    assert [first[key] for key in shown] == [*PAIR, 2]
    assert sum(first[key] != second[key] for key in shown) == 1
    assert second["language"] == "da"


def _heed_signals() -> None:
    """Heed what is ignored where the tests themselves run in the background."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, -15), (signal.SIGHUP, -1), (signal.SIGINT, 130)]
)
def test_an_interrupted_line_talk_can_be_taken_up(home: Path, number: signal.Signals, code: int) -> None:
    """What was accepted before the signal is there afterwards."""
    talk = subprocess.Popen(
        ["motet", "practise", *PAIR, "--lang", "en", "--plain"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=_heed_signals,
    )
    assert talk.stdin
    assert talk.stdout
    talk.stdin.write(f"\n\n{DECIDED['en']}\n")
    talk.stdin.flush()
    while f"You: {DECIDED['en']}" not in talk.stdout.readline():
        pass
    talk.stdout.readline()  # the customer's answer, so the turn before it is on disk
    talk.send_signal(number)
    talk.stdin.close()
    talk.wait(timeout=30)
    talk.stdout.close()
    listed = json.loads(motet(home, "list", "sessions", "--json").stdout)

    assert talk.returncode == code
    assert listed[0]["status"] == "open"
