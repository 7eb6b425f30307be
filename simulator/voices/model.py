"""The model voice: a language model finds the words, the guard reads them first, the understudy stands by."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from scoring.text import safe_text
from simulator.cue import Cue
from simulator.endpoints import EndpointSettings
from simulator.errors import Cause, EndpointError
from simulator.settings import OnFailure
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.budget import READ_FOR_NOTHING, cost_of, standing
from simulator.voices.chat import Finish, Message
from simulator.voices.guard import REASONS, Guard
from simulator.voices.patience import pause_before
from simulator.voices.prompt import messages
from simulator.voices.sentences import sentences_in
from simulator.voices.stopping import until_stopped
from simulator.voices.tokens import Count, counter
from simulator.wording import Action, Fault, Intervention, Notice, Source, Usage, Wording

if TYPE_CHECKING:  # loads the SDK
    from simulator.voices.endpoint import Endpoint

Piece = str | Notice | Wording

MOST_TOKENS = 500
"""Tokens an answer may have; thoughts that a model does not show count as well."""
_SEEN = 0.6
"""The share of our own count below which the server has cut the talk."""


@dataclass
class _Take:
    """One customer turn while it gets its words."""

    cue: Cue
    talk: Talk
    shown: str = ""
    interventions: list[Intervention] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    requests: int = 0
    stopped: bool = False
    first_ms: int | None = None
    start: float = field(default_factory=monotonic)

    def note(self, fault: Fault, action: Action) -> None:
        self.interventions.append(Intervention(fault, action))

    def show(self, sentence: str) -> str:
        """Take a sentence, and return it as it joins what was shown."""
        if self.first_ms is None:
            self.first_ms = round((monotonic() - self.start) * 1_000)
        joined = f" {sentence}" if self.shown else sentence
        self.shown += joined
        return joined

    def wording(self, model: str, source: Source, cost: float | None) -> Wording:
        return Wording(
            model=model,
            source=source,
            interventions=tuple(self.interventions),
            causes=tuple(self.causes),
            usage=self.usage,
            requests=self.requests,
            first_sentence_ms=self.first_ms,
            stopped=self.stopped,
            cost=cost,
        )


class ModelVoice:
    """Words cues by a language model. Where it fails, or the budget is spent, the authored line is said."""

    def __init__(
        self,
        settings: EndpointSettings,
        folder: Path,
        on_failure: OnFailure = "understudy",
        endpoint: "Callable[[EndpointSettings], Endpoint] | None" = None,
    ) -> None:
        """Load and send nothing yet; `folder` keeps the vocabulary that counts tokens."""
        self.settings = settings.filled()
        self.usage = Usage()
        self._folder = folder
        self._on_failure = on_failure
        self._make = endpoint or _endpoint
        self._endpoint: Endpoint | None = None
        self._count: Count | None = None
        self._guards: dict[int, tuple[Stage, Guard]] = {}
        self._room = self.settings.context
        self._retries = self.settings.retries
        self._warned = False
        self._last_counts = (0, 0)
        self._stopped: asyncio.Event | None = None

    @property
    def name(self) -> str:
        """The model's name, as far as it is known."""
        chosen = self._endpoint.model if self._endpoint else self.settings.model
        return safe_text(chosen or self.settings.host)

    def stop(self) -> None:
        """Wait no longer for the model in the turn under way."""
        if self._stopped:
            self._stopped.set()

    def resume(self, used: Usage) -> None:
        """Count what the session used before it was taken up again into its budget."""
        self.usage += used

    async def close(self) -> None:
        """Close all connections."""
        if self._endpoint:
            await self._endpoint.close()

    async def word(self, cue: Cue, talk: Talk) -> AsyncGenerator[Piece, None]:
        """Yield the customer's words sentence by sentence, what the person should know, and how it went.

        Raises:
            EndpointError: the endpoint gave no words, and the settings say to ask.
        """
        take = _Take(cue, talk)
        if standing(self.usage, self.settings) != "spent":
            async for piece in self._attempted(take):
                yield piece
        source: Source = "model" if take.shown else "understudy"
        for words in self._rounded_off(take):
            source = "both" if source == "model" else source
            yield words
        self.usage += take.usage
        yield take.wording(self.name, source, cost_of(take.usage, self.settings))
        for notice in self._budget_notices():
            yield notice

    async def _attempted(self, take: _Take) -> AsyncIterator[Piece]:
        """Yield what the model says of good; where it fails or is stopped, that is all there is."""
        self._stopped = stopped = asyncio.Event()
        try:
            async with aclosing(until_stopped(self._performed(take), stopped)) as pieces:
                async for piece in pieces:
                    yield piece
            take.stopped = stopped.is_set()
            self._retries = self.settings.retries
        except EndpointError as error:
            if take.shown:
                return
            self._retries = 0 if error.passing else self.settings.retries
            if self._on_failure == "ask":
                raise
            yield Notice("authored", error.cause, str(error))

    async def _performed(self, take: _Take) -> AsyncGenerator[Piece, None]:
        """Yield the sentences that pass the guard; a fault before the first is told to the model, once."""
        reason = ""
        for action in ("retried", "replaced"):
            fault = None
            async with aclosing(self._patient(take, reason)) as items:
                async for item in items:
                    if isinstance(item, Notice):
                        yield item
                        continue
                    sentence = " ".join(safe_text(item).split())
                    fault = self._fault(sentence, item, take) if sentence else None
                    if fault:
                        break
                    if sentence:
                        yield take.show(sentence)
            if fault is None or take.shown:
                if fault:
                    take.note(fault, "dropped")
                return
            take.note(fault, "retried" if action == "retried" else "replaced")
            reason = REASONS[fault]

    def _rounded_off(self, take: _Take) -> list[str]:
        """Return the authored words that are still needed: all, or those that carry what is missing."""
        if not take.shown:
            return [take.cue.line]
        guard = self._guard(take.talk.stage)
        added = []
        for missing in guard.missing(take.shown, take.cue):
            if missing.carrier not in take.shown:
                take.note(missing.fault, "appended")
                added.append(take.show(missing.carrier))
        return added

    async def _patient(self, take: _Take, reason: str) -> AsyncGenerator[str | Notice, None]:
        """Yield sentences; where nothing was shown yet, try again after a while, and say so."""
        attempt = 1
        while True:
            try:
                async with aclosing(self._spoken(take, reason)) as sentences:
                    async for sentence in sentences:
                        yield sentence
                return
            except EndpointError as error:
                take.causes.append(error.cause)
                attempt += 1
                pause = None if take.shown else pause_before(attempt, error, self._retries)
                if pause is None:
                    raise
                yield Notice("waiting", error.cause, str(error), pause, attempt)
                await asyncio.sleep(pause)

    async def _spoken(self, take: _Take, reason: str) -> AsyncGenerator[str | Notice, None]:
        """Yield the sentences of one answer, and count what it used."""
        endpoint, count = await self._ready(take.talk.stage)
        sent = messages(take.talk, take.cue, count, self._room, reason)
        take.requests += 1
        counted, heard, taken = count(sent), "", True
        finish: Finish | None = None
        try:
            async with aclosing(endpoint.stream(sent, MOST_TOKENS)) as pieces:
                async for item in sentences_in(pieces, hold=bool(reason)):
                    if isinstance(item, Finish):
                        finish = item
                    else:
                        heard += item
                        yield item
        except EndpointError as error:
            taken = bool(heard) or error.cause in READ_FOR_NOTHING
            raise
        finally:
            used = finish.usage if finish and finish.usage else None
            if taken:
                take.usage += used or Usage(counted, 0, count([Message("assistant", heard)]), estimated=True)
        if used and self._is_cut(used, counted):
            yield Notice("context_cut", "context", "the server kept only a part of the talk")

    def _is_cut(self, used: Usage, counted: int) -> bool:
        """Return whether the server has silently read less than it was sent; from now on less is sent."""
        before, counted_before = self._last_counts
        self._last_counts = used.prompt, counted
        stuck = used.prompt == before and counted > counted_before + 20
        if not used.prompt or not (stuck or used.prompt < _SEEN * counted):
            return False
        self._room = max(1_024, used.prompt)
        return True

    def _fault(self, sentence: str, raw: str, take: _Take) -> Fault | None:
        guard = self._guard(take.talk.stage)
        return guard.fault(sentence, raw.strip(), take.cue, take.talk, take.shown)

    async def _ready(self, stage: Stage) -> "tuple[Endpoint, Count]":
        if self._endpoint is None or self._count is None:
            self._endpoint = await asyncio.to_thread(self._make, self.settings)
            model = await self._endpoint.chosen_model()
            self._count = await asyncio.to_thread(counter, model, self._folder)
        await asyncio.to_thread(self._guard, stage)
        return self._endpoint, self._count

    def _guard(self, stage: Stage) -> Guard:
        if id(stage) not in self._guards:
            self._guards[id(stage)] = stage, Guard(stage)
        return self._guards[id(stage)][1]

    def _budget_notices(self) -> list[Notice]:
        now = standing(self.usage, self.settings)
        if now == "spent":
            return [Notice("budget_spent")]
        if now == "near" and not self._warned:
            self._warned = True
            return [Notice("budget_near")]
        return []


def _endpoint(settings: EndpointSettings) -> "Endpoint":
    from simulator.voices.endpoint import Endpoint

    return Endpoint(settings)
