"""Asks an endpoint to judge: the bridge between the judge, who knows no network, and a model."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self, TypeVar

from scoring.assessment import Assessment
from scoring.judge import Failed, NoReplyError, judge
from scoring.judge_question import Question
from simulator.endpoints import EndpointSettings
from simulator.errors import ContextError, EndpointError, TruncatedError
from simulator.voices.budget import READ_FOR_NOTHING, cost_of, standing
from simulator.voices.chat import Form, Message, Reply
from simulator.voices.endpoint import Endpoint
from simulator.voices.patience import pause_before
from simulator.voices.tokens import Count, counter
from simulator.wording import Notice, Usage

Value = TypeVar("Value")

MOST_TOKENS = 3_000
"""Tokens a reply may have where nothing else is settled."""
_SEEN = 0.6
_STOPPED = "the reading was stopped before it was done"
_SPENT = "this session's budget for the model is used up"


@dataclass
class Bench:
    """Where a model judges talk after talk; use it in a `with` statement, and not on an event loop."""

    settings: EndpointSettings
    folder: Path
    """Keeps the vocabulary that counts tokens."""
    used: Usage | None = None
    """What the session has used of its budget before. None: there is no session, and no budget."""
    usage: Usage = Usage()  # noqa: RUF009 - a frozen value
    """What all readings together have used."""
    requests: int = 0
    """How many requests all readings together have sent."""
    trouble: EndpointError | None = None
    """Why the last request failed. None: it did not."""
    tell: Callable[[Notice], None] = lambda notice: None
    """Is told each time that a request will be tried again."""
    most_tokens: int = MOST_TOKENS
    """Tokens that one reply may have."""
    _stopped: Event = field(default_factory=Event)
    _task: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._endpoint = Endpoint(self.settings)
        self._count: Count | None = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._runner.run(self._endpoint.close())
        finally:
            self._runner.close()

    @property
    def model(self) -> str:
        """The model's name."""
        return self._endpoint.model or self.settings.filled().model or "model"

    @property
    def cost(self) -> float | None:
        """What all readings together have cost. None: a price is not known."""
        return cost_of(self.usage, self.settings)

    def stop(self) -> None:
        """Give up what is under way; may be called from any thread."""
        self._stopped.set()
        with suppress(RuntimeError):  # it has been closed
            self._loop.call_soon_threadsafe(self._give_up)

    def judge(self, local: Assessment, reads: int = 1) -> Assessment | Failed:
        """Return the model's account of a talk, or why there is none."""
        self.trouble = None
        try:
            model = self._run(self._endpoint.chosen_model())
        except EndpointError as error:
            self.trouble = error
            return Failed("no_reply", str(error))
        except NoReplyError as error:
            return Failed("no_reply", str(error))
        return judge(local, self.ask, lambda: f"⟦{secrets.token_hex(4)}⟧", model, reads)

    def ask(self, asked: Question) -> str:
        """Return the reply to a question; what fails in passing is tried again.

        Raises:
            NoReplyError: there is none, the server read only a part of the question, it was stopped, or the
                session's budget is used up.
        """
        attempt = 1
        while True:
            if self.used is not None and standing(self.used + self.usage, self.settings) == "spent":
                raise NoReplyError(_SPENT)
            try:
                return self._run(self._asked(asked))
            except EndpointError as error:
                attempt += 1
                pause = pause_before(attempt, error, self.settings.retries)
                if pause is None:
                    self.trouble = error
                    raise NoReplyError(str(error), form_refused=error.cause == "config") from None
                self.tell(Notice("waiting", error.cause, str(error), pause, attempt))
                self._stopped.wait(pause)

    def _run(self, work: Coroutine[None, None, Value]) -> Value:
        """Return what comes of `work`, unless it is stopped."""
        if self._stopped.is_set():
            work.close()
            raise NoReplyError(_STOPPED)
        try:
            return self._runner.run(self._stoppable(work))
        except asyncio.CancelledError:
            raise NoReplyError(_STOPPED) from None

    async def _stoppable(self, work: Coroutine[None, None, Value]) -> Value:
        self._task = asyncio.current_task()
        try:
            return await work
        finally:
            self._task = None

    def _give_up(self) -> None:
        if self._task:
            self._task.cancel()

    async def _asked(self, asked: Question) -> str:
        endpoint = self._endpoint
        if self._count is None:
            self._count = await asyncio.to_thread(counter, endpoint.model, self.folder)
        sent = [Message("system", asked.rules), Message("user", asked.talk)]
        counted = self._count(sent)
        if counted + self.most_tokens // 4 > endpoint.settings.context:
            raise ContextError(
                "the talk is longer than the model holds; set context to what the server takes"
            )
        form = Form("reading", asked.schema) if asked.schema else None
        self.requests += 1
        try:
            reply = await endpoint.complete(sent, self.most_tokens, form)
        except (EndpointError, asyncio.CancelledError) as error:
            if not isinstance(error, EndpointError) or error.cause in READ_FOR_NOTHING:
                self.usage += Usage(counted, estimated=True)
            raise
        self._note(reply, counted)
        return reply.text

    def _note(self, reply: Reply, counted: int) -> None:
        used = reply.finish.usage
        self.usage += used or Usage(counted, 0, len(reply.text) // 4, estimated=True)
        if used and 0 < used.prompt < _SEEN * counted:
            raise ContextError("the server read only a part of the talk; raise the context it runs with")
        if reply.finish.cut:
            raise TruncatedError("the reading was cut at its limit of tokens")
