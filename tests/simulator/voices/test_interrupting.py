"""Ctrl+c in the line mode: it breaks off a wait for the model, and leaves at the prompt."""

import io
import os
import signal
import subprocess
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library
from simulator.cue import Cue
from simulator.plain import Plain
from simulator.practice import start
from simulator.session import Session
from simulator.store.store import open_store
from simulator.talk import Said, Talk
from simulator.voices.model import ModelVoice, Piece
from simulator.wording import Notice
from simulator.words import words
from tests.simulator.commands.test_practising import PAIR, environment
from tests.simulator.conftest import StageFor
from tests.simulator.test_plain import choice
from tests.simulator.test_session import Journal, heard
from tests.simulator.voices.conftest import Settle
from tests.simulator.voices.loopback import Answer, Asked, Loopback, event, head, page
from tests.simulator.voices.test_model_voice import GOOD, STILL_THERE

TOLD = "Waiting no longer. Ctrl+c once more leaves; the talk is kept."
SILENCE = Answer([head(), STILL_THERE], pause=0.02, endless=True)
BUSY = page(503, {"error": {"message": "no"}}, retry_after="19")
HALF = Answer([head(), event(f"{GOOD} "), event("And by "), STILL_THERE], pause=0.02, endless=True)


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Heed ctrl+c where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Impatient(ModelVoice):
    """A model voice at which somebody presses ctrl+c at the first sign of life."""

    pressed = False

    async def word(self, cue: Cue, talk: Talk) -> AsyncGenerator[Piece, None]:
        """Yield as ever; at the first sentence or notice, press."""
        async for piece in super().word(cue, talk):
            if isinstance(piece, str | Notice) and not self.pressed:
                self.pressed = True
                signal.raise_signal(signal.SIGINT)
            yield piece


def press_when_asked(answer: Answer, asked: Asked) -> Answer:
    """Press ctrl+c as soon as the request is in."""
    os.kill(os.getpid(), signal.SIGINT)
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("answer", "early", "shown"),
    [(SILENCE, True, ""), (BUSY, False, ""), (HALF, False, GOOD)],
    ids=["before the first word", "in a pause before another try", "in the middle of an answer"],
)
def test_one_ctrl_c_ends_the_wait_and_not_the_talk(
    server: Loopback, settle: Settle, library: Library, tmp_path: Path,
    language: Language, answer: Answer, early: bool, shown: str,
) -> None:  # fmt: skip
    """What was shown stays, else the authored line is said; it is told, and the customer can be answered."""
    server.script = lambda asked: press_when_asked(answer, asked) if early else answer
    kind = ModelVoice if early else Impatient
    voice = kind(settle(first_token=20, gap=20, total=60), tmp_path)
    out = io.StringIO()
    with open_store(tmp_path / "motet.db") as store:
        practice = start(library, store, replace(choice("en" if shown else language), seed=1))
        practice.session.voice = voice
        finished = Plain(practice, language, io.StringIO("\n\n"), out).run()
        (said, *_) = store.turns(practice.id)

    assert not finished
    assert said.cue
    assert said.wording
    assert said.wording.stopped
    assert said.turn.text.startswith(shown or said.cue.line)
    assert out.getvalue().count(words(language)(TOLD)) == 1
    assert out.getvalue().index(words(language)(TOLD)) < out.getvalue().index(said.turn.text)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_ctrl_c_leaves_and_the_talk_is_kept(server: Loopback, home: Path) -> None:
    """In a process of its own: the first breaks off the wait, the next at the prompt ends the program."""
    server.script = lambda asked: SILENCE
    where = ("--voice", "model", "--base-url", server.base_url, "--model", "scripted")
    talk = subprocess.Popen(
        ["motet", "practise", *PAIR, "--lang", "en", "--plain", *where],
        env=environment(home), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert talk.stdin
    assert talk.stdout
    talk.stdin.write("\n\n")
    talk.stdin.flush()
    assert server.heard.wait(30)
    talk.send_signal(signal.SIGINT)
    while "Viktor Lind: " not in talk.stdout.readline():
        assert talk.poll() is None
    talk.send_signal(signal.SIGINT)
    _, err = talk.communicate(timeout=30)

    assert talk.returncode == 130
    assert "--resume" in err
    assert "Traceback" not in err


class Hasty(Journal):
    """A log during whose writing somebody stops waiting."""

    session: Session

    def append(self, seq: int, said: Said) -> None:
        """Keep a turn, and wait no longer at the trainee's."""
        super().append(seq, said)
        if said.cue is None:
            self.session.hush()


async def test_who_stops_waiting_before_the_model_is_asked_does_not_wait(
    server: Loopback, settle: Settle, stage_of: StageFor, tmp_path: Path
) -> None:
    """Nothing is sent for that turn; the next one is the model's again."""
    log = Hasty()
    session = log.session = Session(Talk(stage_of("en")), ModelVoice(settle(), tmp_path), log)
    await heard(session.begin())
    before = len(server.asked)
    await heard(session.answer("What happened?"))
    told, after = session.talk.said[-1], len(server.asked)
    log.append = lambda seq, said: None  # type: ignore[method-assign]  # nobody is hasty any more
    await heard(session.answer("And then?"))
    await session.voice.close()

    assert told.cue
    assert (told.turn.text, after) == (told.cue.line, before)
    assert len(server.asked) > after
