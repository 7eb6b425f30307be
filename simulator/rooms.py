"""Which room opens: the app in a terminal, or the line mode where there is none."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.transcript import Language
from simulator.content.library import Library, open_library, shared_languages
from simulator.errors import UsageError
from simulator.practice import EXAM_SEED, Choice, Practice, resume, start
from simulator.settings import Settings, folders, settings
from simulator.speaking import voice_for
from simulator.store.records import Mode, VoiceKind

if TYPE_CHECKING:
    from simulator.store.store import Store
    from simulator.ui.house import House

_SEEDS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for on the command line; None leaves it to the settings or to a suggestion."""

    persona: str | None = None
    scenario: str | None = None
    language: Language | None = None
    mode: Mode = "practice"
    seed: int | None = None
    intensity: int | None = None
    trainee: str | None = None
    ui_language: Language | None = None
    resume: str | None = None
    """A session's id or the beginning of it, or `last`."""
    content: Path | None = None
    plain: bool = False
    voice: VoiceKind | None = None
    endpoint: Mapping[str, str] = field(default_factory=dict)
    """Settings of the endpoint that were named."""

    def settings(self) -> Settings:
        """Return the settings, what was asked for first."""
        return settings(
            {
                "language": self.language,
                "ui_language": self.ui_language,
                "intensity": self.intensity,
                "trainee": self.trainee,
                "voice": self.voice,
                "endpoint": self.endpoint or None,
            }
        )


def has_terminal() -> bool:
    """Return whether a full-screen app can run here."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def open_talk(wish: Wish) -> None:
    """Open a talk straight away, and return when it has been left."""
    if wish.plain or not has_terminal():
        _open_plain(wish)
        return
    _open_app(wish)


def open_home() -> None:
    """Open the app at its first screen.

    Raises:
        UsageError: there is no terminal for it.
    """
    if not has_terminal():
        raise UsageError("the app needs a terminal; for the line mode use: motet practise --plain")
    _open_app(None)


def begin(wish: Wish, library: Library, store: "Store") -> Practice:
    """Return the session that was asked for: a new one, or an interrupted one taken up again."""
    voice = voice_for(wish.settings())
    if wish.resume:
        return resume(library, store, _interrupted(wish, store), voice)
    return start(library, store, choice_of(wish, library, fresh_seed()), voice)


def choice_of(wish: Wish, library: Library, seed: int) -> Choice:
    """Return the whole choice; a pair that was not named is the first that speaks the language."""
    chosen = wish.settings()
    persona, scenario = _pair(wish, library, chosen.language)
    return Choice(
        persona=persona,
        scenario=scenario,
        language=chosen.language,
        trainee=chosen.trainee,
        mode=wish.mode,
        seed=_seed(wish, seed),
        intensity=chosen.intensity,
        abuse=chosen.abuse,
    )


def fresh_seed() -> int:
    """Return a seed that differs from one session to the next."""
    return int.from_bytes(os.urandom(4)) % _SEEDS


def _seed(wish: Wish, fresh: int) -> int:
    if wish.seed is not None:
        return wish.seed
    return EXAM_SEED if wish.mode == "exam" else fresh


def _pair(wish: Wish, library: Library, language: Language) -> tuple[str, str]:
    if wish.persona and wish.scenario:
        return wish.persona, wish.scenario
    personas = [wish.persona] if wish.persona else list(library.personas())
    scenarios = [wish.scenario] if wish.scenario else list(library.scenarios())
    for persona in personas:
        for scenario in scenarios:
            if language in shared_languages(library.persona(persona), library.scenario(scenario)):
                return persona, scenario
    raise UsageError(f"nobody speaks {language!r} there; see motet list personas and motet list scenarios")


def _interrupted(wish: Wish, store: "Store") -> str:
    if wish.resume != "last":
        return wish.resume or ""
    trainee = wish.settings().trainee
    waiting = store.sessions(trainee=trainee, open_only=True)
    if not waiting:
        raise UsageError(f"{trainee} has no interrupted session; begin one with: motet practise")
    return waiting[-1].id


def _open_app(wish: Wish | None) -> None:
    """Run the app: at its first screen, or straight in the talk that was asked for."""
    from simulator.ui.app import MotetApp

    house = _house(wish or Wish())
    first = (lambda: begin(wish, house.library(), house.store())) if wish else None
    code = MotetApp(house, first).run()
    sys.exit(code or 0)


def _house(wish: Wish) -> "House":
    from simulator.store.store import open_store
    from simulator.ui.house import House, Preferences

    chosen = wish.settings()
    preferences = Preferences(
        trainee=chosen.trainee,
        language=chosen.language,
        ui_language=chosen.ui_language,
        mode=wish.mode,
        intensity=chosen.intensity,
        abuse=chosen.abuse,
    )
    return House(
        preferences=preferences,
        library=cache(partial(open_library, wish.content)),
        store=cache(partial(open_store, folders().database)),
        voice=lambda: voice_for(wish.settings()),
        data_folder=str(folders().data),
        log_file=str(folders().log / "motet.log"),
    )


def _open_plain(wish: Wish) -> None:
    from simulator.plain import Plain
    from simulator.store.store import open_store

    chosen = wish.settings()
    library = open_library(wish.content)
    with open_store(folders().database) as store:
        practice = begin(wish, library, store)
        room = Plain(practice, chosen.ui_language, sys.stdin, sys.stdout)
        try:
            finished = room.run()
        except KeyboardInterrupt:
            _tell_how_to_resume(practice)
            raise
    if not finished:
        _tell_how_to_resume(practice)


def _tell_how_to_resume(practice: Practice) -> None:
    sys.stderr.write(f"\nKept. Take it up again with: motet practise --resume {practice.id[:8]}\n")
