"""Who words the customer: the authored lines, or a model where the person chose one."""

import asyncio
from types import TracebackType
from typing import Self

from simulator.cue import Cue
from simulator.endpoints import checked, key_of
from simulator.session import Voice
from simulator.settings import Settings, folders
from simulator.talk import Talk
from simulator.wording import Wording


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
