"""Whom and what a coach tries a file with, and what the bench answers."""

from dataclasses import dataclass, replace
from pathlib import Path

from scoring.transcript import LANGUAGES, Language
from simulator.content.models import Persona
from simulator.workshop import Entry, Thing


@dataclass(frozen=True, slots=True)
class Pairing:
    """A language, and a partner in it."""

    language: Language
    partner: str = ""
    """Id of the persona or scenario on the other side. Empty: there is none yet."""

    def spoken(self, entry: Entry) -> "Pairing":
        """Return the pairing in a language that a file speaks."""
        if self.language in entry.languages or not entry.languages:
            return self
        return replace(self, language=entry.languages[0])

    def turned(self, entry: Entry) -> "Pairing":
        """Return the pairing in the next language that a file speaks."""
        spoken = [language for language in LANGUAGES if language in entry.languages] or [self.language]
        at = spoken.index(self.language) + 1 if self.language in spoken else 0
        return replace(self, language=spoken[at % len(spoken)])

    def among(self, partners: dict[str, Thing]) -> "Pairing":
        """Return the pairing with a partner that there is: the same one, else the first."""
        return self if self.partner in partners else replace(self, partner=next(iter(partners), ""))


@dataclass(frozen=True, slots=True)
class Try:
    """The coach wants to talk with this customer about this news."""

    persona: str
    scenario: str
    pairing: Pairing


@dataclass(frozen=True, slots=True)
class Turn:
    """The coach wants another file on the bench."""

    path: Path
    pairing: Pairing


def try_of(entry: Entry, pairing: Pairing) -> Try:
    """Return the talk that a file and its partner make."""
    one, other = (
        (entry.id, pairing.partner) if isinstance(entry.thing, Persona) else (pairing.partner, entry.id)
    )
    return Try(one, other, pairing)
