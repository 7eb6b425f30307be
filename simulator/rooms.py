"""Which room opens: the app in a terminal, or the line mode where there is none.

What is heavy is loaded inside the functions, so that the app paints before content and database are read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import UsageError

if TYPE_CHECKING:
    from scoring.transcript import Language
    from simulator.content.library import Library
    from simulator.practice import Practice
    from simulator.session import Voice
    from simulator.settings import Settings
    from simulator.settling import ModelChoice
    from simulator.speaking import Judge
    from simulator.store.names import VoiceKind
    from simulator.store.records import Mode
    from simulator.store.store import Store
    from simulator.ui.house import House, Preferences

FIRST_PAIR = ("prosecutor", "bank_loan_declined")
"""Whom and what somebody meets who names neither."""


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
    harder: str | None = None
    """A session, named the same way: what is like it, and harder."""
    easier: str | None = None
    """A session, named the same way: what is like it, and easier."""
    next_step: bool = False
    """The next step of a curriculum."""
    path: str | None = None
    """The curriculum's id. None: the one in hand."""
    content: Path | None = None
    plain: bool = False
    voice: VoiceKind | None = None
    endpoint: Mapping[str, str] = field(default_factory=dict)
    """Settings of the endpoint that were named."""

    def settings(self) -> Settings:
        """Return the settings, what was asked for first."""
        from simulator.settings import settings

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

    def over(self, preferences: Preferences) -> Preferences:
        """Return the preferences with what was asked for by name in place of what was remembered."""
        return replace(
            preferences,
            language=self.language or preferences.language,
            ui_language=self.ui_language or preferences.ui_language,
            intensity=self.intensity or preferences.intensity,
            mode=self.mode if self.persona else preferences.mode,
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


def open_home(wish: Wish) -> None:
    """Open the app at its first screen, in the language and with the content that were asked for.

    Raises:
        UsageError: there is no terminal for it.
    """
    if not has_terminal():
        raise UsageError("the app needs a terminal; for the line mode use: motet practise --plain")
    _open_app(wish, at_home=True)


def _open_app(wish: Wish, *, at_home: bool = False) -> None:
    """Run the app: at its first screen, or straight in the talk that was asked for."""
    from simulator.ui.app import run_app

    house = _house(wish)

    def first() -> Practice:
        from simulator.choosing import begin

        return begin(wish, house.library(), house.store())

    sys.exit(run_app(house, None if at_home else first))


def _house(wish: Wish) -> House:
    from simulator.settings import folders
    from simulator.ui.house import House, Preferences
    from simulator.ui.remembering import remember, remembered

    chosen, places = wish.settings(), folders()
    memory = places.config / "app.toml"
    usual = Preferences(
        trainee=chosen.trainee,
        language=chosen.language,
        ui_language=chosen.ui_language,
        mode=wish.mode,
        intensity=chosen.intensity,
        abuse=chosen.abuse,
        speed=chosen.text_speed,
    )
    return House(
        preferences=wish.over(remembered(memory, usual)),
        library=cache(partial(_library, wish)),
        store=cache(_store),
        keep=partial(remember, memory),
        voice=partial(_voice, wish),
        judge=partial(_judge, wish),
        model=partial(_model, wish),
        keep_model=partial(_keep_model, places.config_file),
        data_folder=str(places.data),
        log_file=str(places.log / "motet.log"),
    )


def _library(wish: Wish) -> Library:
    from simulator.content.library import open_library

    return open_library(wish.content)


def _store() -> Store:
    from simulator.settings import folders
    from simulator.store.store import open_store

    return open_store(folders().database)


def _voice(wish: Wish) -> Voice | None:
    from simulator.speaking import voice_for

    return voice_for(wish.settings())


def _judge(wish: Wish) -> Judge | None:
    from simulator.speaking import judge_for

    return judge_for(wish.settings())


def _model(wish: Wish) -> ModelChoice:
    from simulator.settling import model_choice

    named = {"voice": wish.voice, "endpoint": wish.endpoint}
    return model_choice(wish.settings(), [key for key, value in named.items() if value])


def _keep_model(file: Path, before: ModelChoice, after: ModelChoice) -> None:
    from simulator.settling import keep_choice

    keep_choice(file, before, after)


def _open_plain(wish: Wish) -> None:
    from simulator.choosing import begin
    from simulator.plain import Plain

    chosen = wish.settings()
    with _store() as store:
        practice = begin(wish, _library(wish), store)
        room = Plain(practice, chosen.ui_language, sys.stdin, sys.stdout, _judge(wish))
        try:
            finished = room.run()
        except KeyboardInterrupt:
            _tell_how_to_resume(practice)
            raise
    if not finished:
        _tell_how_to_resume(practice)


def _tell_how_to_resume(practice: Practice) -> None:
    sys.stderr.write(f"\nKept. Take it up again with: motet practise --resume {practice.id[:8]}\n")
