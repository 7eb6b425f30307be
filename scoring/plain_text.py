"""A conversation written as plain text, one speaker's name and a colon before each turn."""

import re

from scoring.errors import TranscriptError
from scoring.transcript import Language, Speaker

SPEAKERS: dict[str, tuple[Speaker, Language | None]] = {
    "customer": ("customer", None), "client": ("customer", "en"), "caller": ("customer", "en"),
    "citizen": ("customer", "en"), "patient": ("customer", None),
    "kund": ("customer", "sv"), "kunden": ("customer", None), "medborgare": ("customer", "sv"),
    "kunde": ("customer", "da"), "borger": ("customer", "da"), "borgeren": ("customer", "da"),
    "trainee": ("trainee", None), "agent": ("trainee", None), "adviser": ("trainee", "en"),
    "advisor": ("trainee", "en"), "employee": ("trainee", "en"), "colleague": ("trainee", "en"),
    "handläggare": ("trainee", "sv"), "handläggaren": ("trainee", "sv"), "medarbetare": ("trainee", "sv"),
    "kundtjänst": ("trainee", "sv"), "rådgivare": ("trainee", "sv"), "deltagare": ("trainee", "sv"),
    "medarbejder": ("trainee", "da"), "medarbejderen": ("trainee", "da"), "sagsbehandler": ("trainee", "da"),
    "kundeservice": ("trainee", "da"), "rådgiver": ("trainee", "da"), "deltager": ("trainee", "da"),
}  # fmt: skip
"""Who speaks under which name, and the language that the name belongs to (None: no single one)."""

SPEAKER_NAME = re.compile(rf"\s*\**({'|'.join(sorted(SPEAKERS, key=len, reverse=True))})\**\s*:\**\s*", re.I)
"""A speaker's name with its colon at the beginning of a line."""


def parse_plain_text(text: str, name: str) -> tuple[list[dict[str, object]], Language | None]:
    """Return the turns as `motet-transcript/1` has them, and the language that the names tell.

    Lines without a name belong to the turn above; a speaker who follows on themself goes on. The
    language is None where the names belong to none or to several.

    Raises:
        TranscriptError: the text does not begin with a speaker's name.
    """
    turns: list[tuple[Speaker, list[str]]] = []
    languages: set[Language] = set()
    for number, line in enumerate(text.splitlines(), 1):
        match = SPEAKER_NAME.match(line)
        if match:
            speaker, language = SPEAKERS[match[1].lower()]
            languages |= {language} if language else set()
            if not turns or turns[-1][0] != speaker:
                turns.append((speaker, []))
            line = line[match.end() :]
        elif line.strip() and not turns:
            raise TranscriptError(
                f"{name}:{number}: who speaks here? Begin each turn with Customer: or Trainee: "
                "(also Kund: and Handläggare:, Kunde: and Medarbejder:)"
            )
        if turns and line.strip():
            turns[-1][1].append(line.strip())
    as_data: list[dict[str, object]] = [
        {"speaker": speaker, "text": "\n".join(lines)} for speaker, lines in turns
    ]
    return as_data, languages.pop() if len(languages) == 1 else None
