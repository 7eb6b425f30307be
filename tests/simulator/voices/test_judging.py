"""Judging, looking at an endpoint, and the card, against a scripted server: by function and by command."""

import json
import os
import pty
import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from scoring.assessment import Assessment, assess
from scoring.judge import Failed
from scoring.judge_question import Question
from simulator.voices.examination import test_endpoint as look_at
from simulator.voices.judging import Bench
from tests.scoring.judges import by_labels
from tests.scoring.test_judge import FOUND, talk
from tests.simulator.commands.conftest import Motet, motet  # noqa: F401 - a fixture
from tests.simulator.voices.conftest import Settle
from tests.simulator.voices.faults import SECRET, STATUSES, WHOLES
from tests.simulator.voices.loopback import Answer, Asked, Loopback, head, listing, page, spoken, whole

COUNTS: dict[str, object] = {"prompt_tokens": 5_000, "completion_tokens": 10, "total_tokens": 5_010}


def able(asked: Asked) -> Answer:
    """Answer like a server that does everything: it says the cue's line, judges, lists and obeys."""
    if asked.path.endswith("models"):
        return listing("scripted")
    last = asked.messages[-1]["content"]
    if asked.content.get("stream"):
        sense = [line for line in last.split("\n") if line.startswith("The sense")]
        return spoken(sense[0].split(": ", 1)[1] if sense else "Hello to you.")
    if last.startswith("{"):
        return whole(by_labels(FOUND)(Question("", last, None)), usage=COUNTS)
    return whole('{"answer": true}', usage={**COUNTS, "prompt_tokens": len(last) // 4})


def judged(settle: Settle, folder: Path, **more: object) -> Assessment | Failed:
    """Return the reading of a talk by the server's model."""
    with Bench(settle(**{"retries": 0, "total": 5, **more}), folder) as bench:
        return bench.judge(assess(talk()))


def test_a_model_judges_over_the_wire(server: Loopback, settle: Settle, tmp_path: Path) -> None:
    """By a strict schema, in one request."""
    server.script = able
    found = judged(settle, tmp_path)
    (asked,) = server.asked

    assert isinstance(found, Assessment)
    assert len(found.scorecard.findings) == len(FOUND)
    assert "json_schema" in json.dumps(asked.content["response_format"])


@pytest.mark.parametrize("name", [*STATUSES, *WHOLES])
def test_a_judge_that_fails_is_no_zero(server: Loopback, settle: Settle, tmp_path: Path, name: str) -> None:
    """Whatever the endpoint does, the instrument failed, and says so without a secret."""
    server.script = lambda asked: (STATUSES | WHOLES)[name].answer
    found = judged(settle, tmp_path, **{"total": 0.8} if name == "silence" else {})

    assert isinstance(found, Failed)
    assert found.reason in ("no_reply", "malformed")
    assert SECRET not in found.detail


@pytest.mark.parametrize(
    ("server_reads", "context", "why"),
    [(50, 8_192, "only a part"), (5_000, 1_024, "longer than the model holds")],
)
def test_a_talk_that_does_not_fit_is_not_judged(
    server: Loopback, settle: Settle, tmp_path: Path, server_reads: int, context: int, why: str
) -> None:
    """Cut by the server without a word, or known to be too long before it is sent."""
    counts = {"prompt_tokens": server_reads, "completion_tokens": 1, "total_tokens": 1}
    server.script = lambda asked: whole("{}", usage=counts)
    found = judged(settle, tmp_path, context=context)

    assert isinstance(found, Failed)
    assert why in found.detail


def test_a_reading_that_is_stopped_ends_at_once(server: Loopback, settle: Settle, tmp_path: Path) -> None:
    """From another thread, in the middle of a request or before the next."""
    server.script = lambda asked: Answer([head(), b" "], pause=0.02, endless=True)
    with Bench(settle(total=60, model="scripted"), tmp_path) as bench, ThreadPoolExecutor(1) as pool:
        pool.submit(server.heard.wait, 5).add_done_callback(lambda _: bench.stop())
        found = bench.judge(assess(talk()))
        again = bench.judge(assess(talk()))

    assert isinstance(found, Failed)
    assert isinstance(again, Failed)
    assert "stopped" in found.detail
    assert len(server.asked) == 1


def test_an_able_endpoint_is_told_as_such(server: Loopback, settle: Settle) -> None:
    """With the machine that everything would be sent to, and its models."""
    server.script = able
    report = look_at(settle(total=5, first_token=5, gap=5))

    assert report.ok
    assert (report.host, report.models) == ("127.0.0.1", ("scripted",))
    assert [finding.status for finding in report.findings] == ["ok", "ok", "ok"]


@pytest.mark.parametrize("name", STATUSES)
def test_an_unable_endpoint_is_told_as_such(server: Loopback, settle: Settle, name: str) -> None:
    """It never raises; what it says repeats no secret."""
    server.script = lambda asked: STATUSES[name].answer
    report = look_at(settle())

    assert not report.ok
    assert SECRET not in str(report)


def test_the_commands_use_the_endpoint_they_are_given(
    server: Loopback,
    motet: Motet,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Play speaks by it, score reads by it, doctor looks at it; nothing comes unasked."""
    server.script = able
    file = tmp_path / "talk.json"
    file.write_text(talk().model_dump_json(), "utf-8")
    where = ("--base-url", server.base_url, "--model", "scripted")
    pair = ("play", "prosecutor", "retail_hygiene_return", "--lines", str(_lines(tmp_path)), "--json")
    plain, by_model = (json.loads(motet(*pair, *more)[1]) for more in ((), ("--voice", "model", *where)))
    score = json.loads(motet("score", str(file), "--reader", "model", "--json", *where)[1])
    monkeypatch.setenv("MOTET_VOICE", "model")
    monkeypatch.setenv("MOTET_ENDPOINT__BASE_URL", server.base_url)
    checks = json.loads(motet("doctor", "--json")[1])["checks"]

    assert [turn["text"] for turn in plain["turns"]] == [turn["text"] for turn in by_model["turns"]]
    assert by_model["turns"][0]["wording"]["source"] == "model"
    assert "wording" not in plain["turns"][0]
    assert score["reader"] == "model"
    assert [each["status"] for each in checks if each["name"].startswith("endpoint")] == ["ok"] * 4


def test_without_the_endpoint_the_local_reading_is_printed_and_marked(
    motet: Motet,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And the exit code says that it could not be reached."""
    monkeypatch.setenv("MOTET_ENDPOINT__RETRIES", "0")
    file = tmp_path / "talk.json"
    file.write_text(talk().model_dump_json(), "utf-8")
    code, out, err = motet(
        "score",
        str(file),
        "--reader",
        "model",
        "--json",
        "--base-url",
        "http://127.0.0.1:9/v1",
        "--model",
        "m",
    )

    assert code == 3
    assert (json.loads(out)["reader"], "judge_failed" in json.loads(out)["flags"]) == ("local", True)
    assert "no reading by the model" in err


def test_a_card_says_how_faithful_an_endpoint_is(
    server: Loopback,
    motet: Motet,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """As a customer and as a judge; it is printed and kept."""
    server.script = able
    out = tmp_path / "card.json"
    code, printed, _ = motet("card", "--lang", "da", "--base-url", server.base_url, "--out", str(out))
    card = json.loads(printed)

    assert code == 0
    assert card == json.loads(out.read_text("utf-8"))
    assert card["customer"]["intensity_obeyed"] >= 0.9
    assert card["customer"]["by"] == {"model": card["customer"]["turns"]}
    assert card["customer"]["roles"] == {"balanced": 3, "doormat": 1, "wall": 1}
    assert card["customer"]["wrong_language_shown"] == 0
    assert (card["judge"]["schema_at_first_percent"], card["judge"]["usable_percent"]) == (100.0, 100.0)


def test_a_card_tells_obedience_at_once_from_what_was_mended(
    server: Loopback,
    motet: Motet,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A judge that must be asked twice is usable and not obedient; it is the one of the settings."""
    questions = count()

    def clumsy(asked: Asked) -> Answer:
        is_question = asked.messages and asked.messages[-1]["content"].startswith("{")
        return whole("{}", usage=COUNTS) if is_question and next(questions) % 2 == 0 else able(asked)

    with Loopback(able) as reading:
        reading.script = clumsy
        monkeypatch.setenv("MOTET_JUDGE__BASE_URL", reading.base_url)
        monkeypatch.setenv("MOTET_JUDGE__MODEL", "form")
        server.script = able
        out = tmp_path / "card.json"
        address = ("--base-url", server.base_url, "--model", "scripted", "--lang", "en", "--out", str(out))
        code, printed, err = motet("card", *address, "--roles", "wall")
    card = json.loads(printed)

    assert (code, card["model"], card["judge"]["model"]) == (0, "scripted", "form")
    assert (card["judge"]["schema_at_first_percent"], card["judge"]["usable_percent"]) == (0.0, 100.0)
    assert (card["customer"]["roles"], card["customer"]["intensity_obeyed"]) == ({"wall": 1}, None)
    assert "session" not in err


def test_a_card_can_be_read_and_says_on_a_terminal_how_far_it_is(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each value; what is kept is JSON all the same."""
    server.script = able
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    out = tmp_path / "card.json"
    master, slave = pty.openpty()
    words = ("card", "--text", "--lang", "sv", "--roles", "wall", "--out", str(out))
    done = subprocess.run(
        ["motet", *words], stdout=subprocess.PIPE, stderr=slave, text=True, timeout=60, check=True
    )
    os.close(slave)
    told = os.read(master, 4_096).decode()
    os.close(master)

    assert "session 1 of 1" in told
    assert "reading 2 of 2" in told
    assert "judge schema at first percent: 100.0\n" in done.stdout
    assert json.loads(out.read_text("utf-8"))["customer"]["sessions"] == 1


def test_a_card_of_an_unknown_role_is_refused(motet: Motet) -> None:  # noqa: F811 - the fixture
    """With those that there are."""
    code, _, err = motet("card", "--roles", "balanced,kind", "--base-url", "http://127.0.0.1:9/v1")

    assert code == 2
    assert "balanced, doormat, wall" in err


def test_there_is_no_card_of_an_endpoint_that_cannot_be_reached(
    motet: Motet,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """The authored lines would play it all, and look faithful."""
    out = tmp_path / "card.json"
    address = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m")
    code, printed, err = motet("card", *address, "--out", str(out))

    assert (code, printed, out.exists()) == (3, "", False)
    assert "cannot be reached" in err


def _lines(folder: Path) -> Path:
    path = folder / "lines.txt"
    path.write_text("What happened?\nI can't take them back.\n", "utf-8")
    return path


REFUSES_SCHEMA = page(
    400, {"error": {"message": "response_format is not supported", "type": "invalid_request"}}
)


def test_a_server_without_schemas_judges_in_plain_json(
    server: Loopback, settle: Settle, tmp_path: Path
) -> None:
    """It is asked for a schema once, then with a prompt that describes the form."""
    server.script = lambda asked: REFUSES_SCHEMA if "response_format" in asked.content else able(asked)
    found = judged(settle, tmp_path)

    assert isinstance(found, Assessment)
    assert ["response_format" in asked.content for asked in server.asked] == [True, False]
    assert "The form:" in server.asked[-1].messages[0]["content"]
