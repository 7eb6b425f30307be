"""Who words the customer and who reads the talk: nobody else, or a model where the person chose one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scoring.assessment import Assessment
from scoring.judge import Failed
from simulator.cue import Cue
from simulator.endpoints import EndpointSettings, checked, key_of
from simulator.errors import EndpointError
from simulator.readings import keep_score
from simulator.session import Voice
from simulator.settings import Settings, folders
from simulator.store.records import SecondReading
from simulator.store.store import Store
from simulator.talk import Talk
from simulator.wording import Notice, Usage, Wording

if TYPE_CHECKING:  # loads the SDK
    from simulator.voices.judging import Bench


def voice_for(chosen: Settings) -> Voice | None:
    """Return the voice that the settings choose. None: the authored lines. Nothing is sent yet.

    Raises:
        EndpointError: a model is chosen, and its address or key cannot be used.
    """
    if chosen.voice == "understudy":
        return None
    from simulator.voices.model import ModelVoice

    key_of(checked(chosen.endpoint))
    return ModelVoice(chosen.endpoint, folders().data / "vocabulary", chosen.on_failure)


def judge_for(chosen: Settings) -> Judge | None:
    """Return the model that reads finished talks. None: the settings choose none. Nothing is sent yet."""
    if chosen.reader == "local":
        return None
    folder, shares = folders().data / "vocabulary", chosen.judging == chosen.endpoint
    return Judge(chosen.judging.filled(), folder, chosen.reader == "model", shares)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of asking a model to read a talk, and what that took."""

    outcome: Assessment | Failed
    asked: SecondReading


class Judge:
    """A model that reads finished talks, as a second reader."""

    def __init__(self, endpoint: EndpointSettings, folder: Path, stands: bool, shares: bool = True) -> None:
        """Load and send nothing yet.

        `stands` says whether its score is the one that counts, `shares` whether the customer's voice uses the
        same endpoint, and so the same budget.
        """
        self.endpoint = endpoint
        self.stands = stands
        self.shares = shares
        self.tell: Callable[[Notice], None] = lambda notice: None
        """Is told, in the thread that reads, each time that a request will be tried again."""
        self._folder = folder
        self._bench: Bench | None = None
        self._stopped = False

    @property
    def host(self) -> str:
        """The machine to which a talk goes that it reads."""
        return self.endpoint.host

    def read(self, local: Assessment, used: Usage = Usage()) -> Judged:  # noqa: B008 - a frozen value
        """Return the model's account beside the `local` one, or why there is none. Not on an event loop.

        `used` is what the customer's voice took in this session; it counts in the budget that both share.
        """
        from simulator.voices.judging import Bench

        self._stopped = False
        try:
            with Bench(
                self.endpoint, self._folder, used if self.shares else Usage(), tell=self.tell
            ) as bench:
                self._bench = bench
                if self._stopped:
                    bench.stop()
                try:
                    return _judged(bench, bench.judge(local))
                except KeyboardInterrupt:  # the person waits no longer, and goes on
                    return _judged(bench, Failed("no_reply", ""))
        except EndpointError as error:  # the address or the key, before anything was sent
            asked = SecondReading(model=self.endpoint.model or self.host, failed="no_reply")
            return Judged(Failed("no_reply", str(error)), asked)
        finally:
            self._bench = None

    def stop(self) -> None:
        """Read no further; may be called from any thread."""
        self._stopped = True
        if self._bench:
            self._bench.stop()

    def keep(self, store: Store, session_id: str, local: Assessment, judged: Judged) -> None:
        """Keep the local score of a session, the model's where there is one, and what asking for it took."""
        if all(kept.version != local.version for kept in store.scores(session_id)):
            keep_score(store, session_id, local)
        if isinstance(judged.outcome, Assessment):
            keep_score(store, session_id, judged.outcome, self.stands)
        store.save_second_reading(session_id, judged.asked)


def _judged(bench: Bench, outcome: Assessment | Failed) -> Judged:
    failed = outcome.reason if isinstance(outcome, Failed) else None
    asked = SecondReading(
        model=bench.model, failed=failed, requests=bench.requests, usage=bench.usage, cost=bench.cost
    )
    return Judged(outcome, asked)


class Aloud:
    """Says cues by a voice from code that has no event loop; it keeps one loop for all of them."""

    def __init__(self, voice: Voice) -> None:
        """Speak with `voice` until closed."""
        self._voice = voice
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._runner.run(self._voice.close())
        finally:
            self._runner.close()

    def __call__(self, cue: Cue, talk: Talk) -> None:
        """Word a cue, and let the talk take the words."""
        talk.speak(*self._runner.run(self._worded(cue, talk)))

    async def _worded(self, cue: Cue, talk: Talk) -> tuple[str, Wording | None]:
        pieces = [piece async for piece in self._voice.word(cue, talk)]
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        return text, next((piece for piece in pieces if isinstance(piece, Wording)), None)
