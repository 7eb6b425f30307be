"""From text to a checked transcript or brief; what does not fit is named with its line and what to write."""

import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scoring.errors import TranscriptError
from scoring.languages import guessed_language
from scoring.plain_text import parse_plain_text
from scoring.strict_json import line_of, parse_json
from scoring.text import hides_characters, safe_text
from scoring.transcript import LANGUAGES, TAGS, Brief, Language, Transcript

_KEYS = ("format", "id", "language", "brief", "turns")
_HINTS = {
    "format": 'write "motet-transcript/1"',
    "id": "write a name for the conversation, in quotes",
    "language": f"write {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}",
    "brief": "write null, or an object with decision and reason",
    "turns": 'write a list: [{"speaker": "customer", "text": "…"}, {"speaker": "trainee", "text": "…"}]',
    "speaker": "write customer or trainee",
    "text": "write the words in quotes; empty quotes for silence",
    "calls_for": f"write a list of {', '.join(TAGS)}, or leave it out",
    "fault_established": "write true or false",
    "may_offer": "write a list of texts; it may be empty",
    "must_not": "write a list of texts; it may be empty",
    "facts": "write a list of texts; it may be empty",
}
_MEANT = {"se": "sv", "swe": "sv", "dk": "da", "dan": "da", "eng": "en", "gb": "en", "uk": "en"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One transcript as it came in."""

    name: str
    """Where it stood: the file, or file:line. `-` is the standard input."""
    transcript: Transcript
    """The conversation, sanitised."""
    hidden: bool = False
    """Whether characters that cannot be seen were taken out of a turn."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said beside a transcript; it fills in what the transcript does not bring itself."""

    language: Language | None = None
    """The language of the talk. None: not given."""
    brief: Brief | None = None
    """What the trainee knew. None: not given."""


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a text stands, for the messages."""

    name: str
    text: str | None = None
    """The JSON text. None: no line can be told."""
    first_line: int = 1

    def at(self, path: tuple[str | int, ...] = ()) -> str:
        line = line_of(self.text, path) if self.text and path else 1
        return f"{self.name}:{self.first_line + line - 1}"


def parse_transcript(text: str, name: str, given: Given = NOTHING_GIVEN, first_line: int = 1) -> Loaded:
    """Return the transcript that `text` holds, as `motet-transcript/1` or as plain text.

    Raises:
        TranscriptError: with file, line and what to write.
    """
    if not text.strip():
        raise TranscriptError(f"{name}:{first_line}: empty; write a transcript")
    if name.endswith((".json", ".jsonl")) or text.lstrip().startswith(("{", "[")):
        source = _Source(name, text, first_line)
        return _checked(parse_json(text, name, first_line), source, given)
    turns, named = parse_plain_text(text, name)
    language = given.language or named or guessed_language(" ".join(str(turn["text"]) for turn in turns))
    raw = {"id": Path(name).stem, "language": language, "turns": turns}
    return _checked(raw, _Source(name), given)


def parse_brief(text: str, name: str) -> Given:
    """Return the brief that a JSON text holds, or a TOML text where `name` ends so, and its `language`.

    The brief may stand alone or under the key `brief`.

    Raises:
        TranscriptError: with file, line and what to write.
    """
    raw = _toml(text, name) if name.endswith(".toml") else parse_json(text, name)
    if not isinstance(raw, dict):
        raise TranscriptError(f"{name}:1: write one object with decision and reason")
    under = ("brief",) if "brief" in raw else ()
    source = _Source(name, None if name.endswith(".toml") else text)
    try:
        brief = Brief.model_validate(_clean(raw.get("brief", raw)))
        return Given(_language(raw.get("language"), source), brief)
    except ValidationError as error:
        raise TranscriptError(_explained(error, source, under)) from None


def _toml(text: str, name: str) -> object:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TranscriptError(f"{name}: this is not TOML: {error}; mend it there") from None


def _language(raw: object, source: _Source) -> Language | None:
    language = next((each for each in LANGUAGES if each == raw), None)
    if raw is not None and language is None:
        raise TranscriptError(f"{source.at(('language',))}: language: {_unknown_language(raw)}")
    return language


def _unknown_language(raw: object) -> str:
    meant = _MEANT.get(str(raw).lower())
    return f"{_shown(raw)} does not fit; {_HINTS['language']}{f' (did you mean {meant}?)' if meant else ''}"


def _checked(raw: object, source: _Source, given: Given) -> Loaded:
    if not isinstance(raw, dict):
        raise TranscriptError(f"{source.at()}: write one object a file, or one a line in a .jsonl file")
    filled = {key: raw[key] for key in _KEYS if key in raw}
    filled |= {key: _clean(filled[key]) for key in ("id", "brief") if key in filled}
    if given.language and filled.get("language") is None:
        filled["language"] = given.language
    if given.brief and filled.get("brief") is None:
        filled["brief"] = given.brief
    try:
        transcript = Transcript.model_validate(filled)
    except ValidationError as error:
        raise TranscriptError(_explained(error, source)) from None
    _check_speakers(transcript, source)
    return Loaded(source.name, transcript, _hides(raw["turns"]))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def _hides(turns: object) -> bool:
    turns = turns if isinstance(turns, list) else []
    texts = (turn.get("text") for turn in turns if isinstance(turn, dict))
    return any(hides_characters(text) for text in texts if isinstance(text, str))


def _check_speakers(transcript: Transcript, source: _Source) -> None:
    speakers = [turn.speaker for turn in transcript.turns]
    if "trainee" not in speakers:
        raise TranscriptError(
            f"{source.at()}: no trainee turn, so there is nothing to score; "
            "give the trainee's words turns of their own"
        )
    for index, (before, speaker) in enumerate(pairwise(speakers), 1):
        if speaker == before:
            raise TranscriptError(
                f"{source.at(('turns', index))}: turns[{index}]: the {speaker} speaks twice in a row; "
                "join the two turns into one"
            )


def _explained(error: ValidationError, source: _Source, under: tuple[str, ...] = ()) -> str:
    first, *others = error.errors(include_url=False)
    path = (*under, *first["loc"])
    more = f" (and {len(others)} more)" if others else ""
    return f"{source.at(path)}: {_dotted(path)}: {_complaint(first)}{more}"


def _complaint(error: ErrorDetails) -> str:
    field = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    hint = _HINTS.get(field, "write text in quotes")
    if error["type"] == "missing":
        return f"is missing; {hint}"
    if field == "language":
        return _unknown_language(error["input"])
    return f"{_shown(error['input'])} does not fit; {hint}"


def _dotted(path: tuple[str | int, ...]) -> str:
    field = ""
    for part in path:
        field += f"[{part}]" if isinstance(part, int) else f".{part}" if field else part
    return field


def _shown(value: object) -> str:
    text = safe_text(repr(value))
    return text if len(text) <= 40 else f"{text[:39]}…"
