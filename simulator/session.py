"""A session's life: words in, events out. Knows no interface and no database, only a log and a voice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from scoring.finding import Finding
from scoring.text import safe_text
from simulator.cue import Cue, Ending
from simulator.errors import UsageError
from simulator.talk import Said, Talk
from simulator.wording import Notice, Usage, Wording

LONGEST_TURN = 4_000
"""Characters a live trainee turn may have; more is refused with the draft kept."""


class Log(Protocol):
    """Where a session is kept; each call returns when the row is safe on disk."""

    def append(self, seq: int, said: Said) -> None:
        """Keep one turn; `seq` counts from 0. Keeping the same turn twice changes nothing."""

    def keep_findings(self, seq: int, findings: Sequence[Finding]) -> None:
        """Keep what the customer took from a trainee turn, read against the cue."""

    def end(self, ending: Ending) -> None:
        """Mark the session as ended."""


class Voice(Protocol):
    """Whatever words a cue."""

    @property
    def name(self) -> str:
        """Shown in the header: who speaks."""

    def word(self, cue: Cue, talk: Talk) -> AsyncIterator[str | Notice | Wording]:
        """Yield the customer's words piece by piece; joined they are the turn.

        Notices come when the person should know something meanwhile, a wording once, after the words.
        """

    def stop(self) -> None:
        """Find no more words of its own for the cue under way; authored words say what is still missing."""

    def resume(self, used: Usage) -> None:
        """Know what the session used before it was taken up again."""

    async def close(self) -> None:
        """Let go of whatever it holds open."""


class AuthoredVoice:
    """The understudy: says the cue's own line."""

    name = "authored lines"

    async def word(self, cue: Cue, talk: Talk) -> AsyncIterator[str]:
        """Yield the authored line as one piece."""
        yield cue.line

    def stop(self) -> None:
        """Say the line all the same: nobody has to wait for it."""

    def resume(self, used: Usage) -> None:
        """Use nothing, as before."""

    async def close(self) -> None:
        """Hold nothing open."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The trainee's turn is on disk; the customer begins to answer."""

    seq: int
    words: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """The customer's words so far in this turn."""

    text: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """A customer turn is complete and on disk."""

    seq: int
    text: str
    cue: Cue


@dataclass(frozen=True, slots=True)
class Ended:
    """The talk is over."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class Noticed:
    """The voice has something to say to the person, not as the customer."""

    notice: Notice


Event = Accepted | Speaking | Noticed | Spoke | Ended


class Session:
    """One practice session: a talk, the voice that words it, and the log that keeps it."""

    def __init__(self, talk: Talk, voice: Voice, log: Log | None = None) -> None:
        """Join a talk (new or replayed) with its voice; without a log nothing is kept."""
        self.talk = talk
        self.voice = voice
        self._log = log
        self._unspoken: Cue | None = None
        self._unkept: Cue | None = None
        self._hushed = False

    @property
    def owes_answer(self) -> bool:
        """Whether the customer's answer, or its place on disk, is still to come; `begin` sees to it."""
        said = self.talk.said
        return bool(self._unspoken or self._unkept or (said and said[-1].cue is None))

    @property
    def has_spoken(self) -> bool:
        """Whether the customer's words are settled, and only the disk has failed them."""
        return self._unkept is not None

    def hush(self) -> None:
        """Wait no longer for a voice that still finds its words; what was shown stays."""
        self._hushed = True
        self.voice.stop()

    async def begin(self, voice: Voice | None = None) -> AsyncIterator[Event]:
        """Yield what the customer says before the trainee's next words.

        That is the opening, or the answer that an interruption, a failing voice or a failing disk left out;
        `voice` speaks it in place of the usual one. Nothing where it is the trainee's turn.
        """
        self._hushed = False
        if self._unkept:
            async for event in self._settle(self._unkept):
                yield event
            return
        if self._unspoken:
            async for event in self._speak(self._unspoken, voice):
                yield event
            return
        if self.talk.ending or (not self.talk.said and self.talk.trainee_opens):
            return
        seq = len(self.talk.said) - 1
        if seq < 0 or self.talk.said[seq].turn.speaker == "trainee":
            await self._keep_findings(seq)
            async for event in self._speak(self.talk.next_cue()):
                yield event

    async def answer(self, words: str) -> AsyncIterator[Event]:
        """Keep the trainee's words, then yield the customer's answer.

        Raises:
            UsageError: more than 4,000 characters, or the talk has ended. Nothing is kept then.
        """
        text = self._checked(words)
        self._hushed = False
        seq = len(self.talk.said)
        if self._log:
            await asyncio.to_thread(self._log.append, seq, Said.trainee(text))
        yield Accepted(seq, text)
        self.talk.listen(text)
        await self._keep_findings(seq)
        async for event in self._speak(self.talk.next_cue()):
            yield event

    async def _keep_findings(self, seq: int) -> None:
        if self._log and seq >= 0:
            await asyncio.to_thread(self._log.keep_findings, seq, self.talk.said[seq].cue_findings)

    def _checked(self, words: str) -> str:
        text = safe_text(words).strip()
        if len(text) > LONGEST_TURN:
            raise UsageError(
                f"that is {len(text)} characters, and a turn holds {LONGEST_TURN}; shorten it and send again"
            )
        if self.owes_answer:
            raise UsageError("the customer has not answered yet; let the customer answer first")
        if self.talk.ending:
            raise UsageError("the talk has ended; see the debrief, or try again from an earlier turn")
        return text

    async def _speak(self, cue: Cue, voice: Voice | None = None) -> AsyncIterator[Event]:
        self._unspoken = cue
        text, wording = "", None
        speaker = AuthoredVoice() if self._hushed else voice or self.voice  # nobody waits: not even asked
        async for piece in speaker.word(cue, self.talk):
            if isinstance(piece, Notice):
                yield Noticed(piece)
            elif isinstance(piece, Wording):
                wording = piece
            else:
                text += piece
                yield Speaking(text)
        self.talk.speak(text, wording)
        self._unspoken, self._unkept = None, cue
        async for event in self._settle(cue):
            yield event

    async def _settle(self, cue: Cue) -> AsyncIterator[Event]:
        """Keep the customer's last turn, and tell that it is complete."""
        seq = len(self.talk.said) - 1
        said = self.talk.said[seq]
        if self._log:
            await asyncio.to_thread(self._log.append, seq, said)
        self._unkept = None
        yield Spoke(seq, said.turn.text, cue)
        if cue.ending:
            if self._log:
                await asyncio.to_thread(self._log.end, cue.ending)
            yield Ended(cue.ending)
