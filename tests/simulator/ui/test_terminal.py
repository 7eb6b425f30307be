"""At the terminal itself: no foreign byte comes through, and every way out leaves it as it was."""

import re
import signal
from pathlib import Path
from select import select
from shutil import copyfile
from time import monotonic

import pytest

from simulator.content.library import packaged_folder
from simulator.store.store import open_store
from tests.simulator.ui.terminal import PATIENCE, Terminal, terminal

PAYLOADS = (
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]0;evil\x07",
    "\x1b]8;;http://evil.example\x1b\\evil\x1b]8;;\x1b\\",
    "\x9b31m",
    "\x1b[2J",
    "\x1bP1$r\x1b\\",
    "\u202eevil\u2066",
)
"""Clipboard, title, link, eight-bit CSI, clear screen, DCS, text that turns round."""
MARKUP = "[@click=app.quit]click[/] [/b] [angry]"
FOREIGN = re.compile(rb"\x1b[\]P_^X]|\xc2[\x80-\x9f]|\xe2\x80\xae|\xe2\x81\xa6|\x07|\x1b\[2J")
"""Commands that Textual does not give: OSC, DCS, APC, PM, SOS, C1, turned text, bell, clear screen."""
POINTER = re.compile(rb"\x1b\]22;[a-z]+\x07")
"""The one OSC of Textual's own: the shape of the mouse pointer."""
RESTORED = b"\x1b[?1049l"
"""Leaves the alternate screen."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder of content whose every shown text carries markup."""
    folder = tmp_path / "content"
    for name in ("personas/prosecutor", "scenarios/retail_hygiene_return"):
        copy = folder / f"{name}.yaml"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copyfile(packaged_folder() / f"{name}.yaml", copy)
    persona = folder / "personas/prosecutor.yaml"
    persona.write_text(persona.read_text("utf-8").replace('"Viktor Lind"', f'"Viktor {MARKUP}"'), "utf-8")
    scenario = folder / "scenarios/retail_hygiene_return.yaml"
    text = re.sub(r'(title|company|role|decision): "', rf'\1: "{MARKUP} ', scenario.read_text("utf-8"))
    scenario.write_text(text, "utf-8")
    return folder


def _open_talk(screen: Terminal) -> None:
    screen.read(lambda written: b"Builds a case" in written or b"Viktor" in written)
    screen.type("\r")
    screen.read(lambda written: b"mustn't blur" in written)
    screen.type("\r")
    screen.read(lambda written: b"Your words" in written)


def test_no_foreign_byte_reaches_the_terminal(tmp_path: Path, content: Path) -> None:
    """Seven payloads are pasted into every field and shown by every screen; none comes out."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        screen.read(lambda written: b"Viktor" in written)
        screen.type("\r")
        screen.read(lambda written: b"mustn't blur" in written)
        opening = len(screen.written)
        _paste(screen, "".join(PAYLOADS) + "intent")
        screen.read(lambda written: b"intent" in written)
        screen.type("\r")
        _paste(screen, "".join(PAYLOADS) + "hooked")
        screen.read(lambda written: b"hooked" in written)
        screen.type("\r")
        screen.read(lambda written: b"Your words" in written)
        _paste(screen, "".join(PAYLOADS) + MARKUP + " pasted")
        screen.read(lambda written: b"pasted" in written)
        screen.type("\r")
        screen.read(lambda written: b"turn 1" in written)
        _press(screen, "\x1bOQ", b"My sentence")
        _press(screen, "\x1b", b"turn 1")
        _press(screen, "\x1b[20~", b"End the talk")
        screen.type("\x1b[B\x1b[B\r")
        screen.read(lambda written: b"how do you think it went" in written)
        screen.type("\x1b")
        screen.read(lambda written: b"Reflection" in written)
        screen.type("3")
        screen.read(lambda written: written.count(b"pasted") >= 3)
        screen.type("\x11")
        code = screen.wait()
        shown = bytes(screen.written[opening:])

    assert code == 0
    assert FOREIGN.findall(POINTER.sub(b"", shown)) == []
    assert b"[angry]" in shown


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_restored_and_the_talk_resumable(
    tmp_path: Path, content: Path, number: signal.Signals, code: int
) -> None:
    """Terminated or hung up, the app leaves by its own code; turns and draft are kept."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        _open_talk(screen)
        screen.type("half a sen")
        screen.read(lambda written: b"half a sen" in written or b"sen" in written[-200:])
        screen.process.send_signal(number)
        left = screen.wait()
        written = bytes(screen.written)

    with open_store(tmp_path / "motet.db") as store:
        kept = store.sessions("Kim")[0]
        draft = store.draft(kept.id)
    assert left == code
    assert RESTORED in written
    assert kept.status == "open"
    assert draft == "half a sen"


def test_words_and_enter_in_one_write_are_one_turn(tmp_path: Path, content: Path) -> None:
    """Fast hands, and terminals that paste as if typing, lose no letter and change no order."""
    lines = [f"So you came in on day {number}. What happened to you there?" for number in range(1, 7)]
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        _open_talk(screen)
        for number, line in enumerate(lines, 1):
            _press(screen, f"{line}\r", b"turn %d" % number)
        screen.type("\x11")
        screen.wait()

    with open_store(tmp_path / "motet.db") as store:
        turns = store.turns(store.sessions("Kim")[0].id)
    assert [turn.turn.text for turn in turns if turn.cue is None] == lines


def _kept(folder: Path) -> list[str]:
    """Return the trainee's turns that are on disk."""
    with open_store(folder / "motet.db") as store:
        turns = store.turns(store.sessions("Kim")[0].id)
    return [turn.turn.text for turn in turns if turn.cue is None]


def test_a_turn_is_kept_while_the_terminal_stands_still(tmp_path: Path, content: Path) -> None:
    """After Ctrl-S, or on a line that hangs, nobody takes what is painted; the turn is on disk."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        _open_talk(screen)
        before = len(screen.written)
        screen.type("Nobody reads this.\r")
        end = monotonic() + PATIENCE
        while not _kept(tmp_path) and monotonic() < end:
            pass
        kept = _kept(tmp_path)
        screen.read(lambda written: b"turn 1" in written[before:])

    assert kept == ["Nobody reads this."]


def test_a_terminal_that_hangs_for_long_loses_no_key(tmp_path: Path, content: Path) -> None:
    """Pages of output wait, and the app with them; when the line is back, all that was typed counts."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        _open_talk(screen)
        for step in range(80):
            screen.resize(80 + step % 2, 24)
            select([], [], [], 0.02)
        before = len(screen.written)
        screen.type("Typed into the void.\r")
        screen.read(lambda written: b"turn 1" in written[before:])
        screen.type("\x11")
        code = screen.wait()

    assert code == 0
    assert _kept(tmp_path) == ["Typed into the void."]


@pytest.mark.parametrize("how", ["a signal", "the palette"])
def test_put_aside_and_back_the_talk_goes_on(tmp_path: Path, content: Path, how: str) -> None:
    """The terminal is as it was meanwhile; the draft stands there again."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content)) as screen:
        _open_talk(screen)
        screen.type("Half a")
        screen.read(lambda written: b"Half a" in written or b"alf a" in written[-400:])
        if how == "a signal":
            screen.process.send_signal(signal.SIGTSTP)
        else:
            _press(screen, "\x10", b"Search for")
            _press(screen, "aside", b"brings it back")
            screen.type("\r")
        screen.read(lambda written: RESTORED in written and screen.is_stopped)
        before = len(screen.written)
        screen.process.send_signal(signal.SIGCONT)
        screen.read(lambda written: b"Half a" in written[before:])
        _press(screen, " sentence.\r", b"turn 1")

    assert _kept(tmp_path) == ["Half a sentence."]


def test_a_crash_tells_no_values(tmp_path: Path, content: Path) -> None:
    """The screen names the log, and neither holds what was written."""
    with terminal("tests.simulator.ui.stage", str(tmp_path), str(content), "--crash") as screen:
        _open_talk(screen)
        screen.type("sesame")
        screen.read(lambda written: b"sesame" in written)
        before = len(screen.written)
        screen.type("\r")
        code = screen.wait()
        shown = bytes(screen.written[before:])

    log = (tmp_path / "motet.log").read_text("utf-8")
    assert code == 1
    assert b"What has been said is saved" in shown
    assert b"motet.log" in shown.replace(b"\r\n", b"")
    assert b"sesame" not in shown
    assert "sesame" not in log
    assert "ValueError" in log


def _paste(screen: Terminal, text: str) -> None:
    screen.type(f"\x1b[200~{text}\x1b[201~")


def _press(screen: Terminal, keys: str, sign: bytes) -> None:
    """Press keys, and wait until the sign is written anew."""
    before = len(screen.written)
    screen.type(keys)
    screen.read(lambda written: sign in written[before:])
