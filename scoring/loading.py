"""Transcripts from files, folders and streams, one by one, and briefs from files.

One object a file, one object a line, or plain text; memory holds one conversation at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from scoring.errors import TranscriptError
from scoring.parsing import NOTHING_GIVEN, Given, Loaded, parse_brief, parse_transcript
from scoring.strict_json import parse_json
from scoring.text import safe_text

MOST_BYTES = 20_000_000
"""The largest transcript that is read; about 3,000 turns at their longest."""

_SUFFIXES = (".json", ".jsonl", ".txt")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Refused:
    """One transcript that could not be read."""

    name: str
    """Where it stood: the file, or file:line. `-` is the standard input."""
    error: str
    """What is wrong, where, and what to write."""


def transcripts_in(path: str, stdin: BinaryIO, given: Given = NOTHING_GIVEN) -> Iterator[Loaded | Refused]:
    """Return the transcripts of a file, a folder (in the order of its names) or, for `-`, of `stdin`.

    They come one by one; what cannot be read comes as `Refused` in its place. In a folder, JSON that
    is no transcript is passed over.
    """
    if path == "-":
        return _of_stream(stdin, "-", "", given)
    if Path(path).is_dir():
        return _of_folder(Path(path), given)
    return _of_file(Path(path), given)


def load_brief(path: Path) -> Given:
    """Return the brief of a JSON or TOML file, and its `language` where it names one.

    Raises:
        TranscriptError: with file, line and what to write.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise TranscriptError(_unreadable(path, error)) from None
    name = safe_text(str(path))
    return parse_brief(_decoded(content, name), name)


def _of_folder(folder: Path, given: Given) -> Iterator[Loaded | Refused]:
    found = False
    for file in sorted(folder.iterdir()):
        if file.suffix in _SUFFIXES and file.is_file() and _may_hold_transcripts(file):
            found = True
            yield from _of_file(file, given)
    if not found:
        name = safe_text(str(folder))
        yield Refused(name, f"{name}: no transcript here; put .json, .jsonl or .txt files into it")


def _may_hold_transcripts(file: Path) -> bool:
    """Return False for JSON of another kind, such as labels beside the transcripts; True in doubt."""
    try:
        with file.open("rb") as stream:
            head = stream.readline(MOST_BYTES) if file.suffix == ".jsonl" else stream.read(MOST_BYTES)
        raw = parse_json(head.decode("utf-8-sig"), "")
    except (OSError, UnicodeDecodeError, TranscriptError):
        return True
    return not isinstance(raw, dict) or "turns" in raw or "format" in raw


def _of_file(path: Path, given: Given) -> Iterator[Loaded | Refused]:
    try:
        with path.open("rb") as stream:
            yield from _of_stream(stream, safe_text(str(path)), path.suffix, given)
    except OSError as error:
        yield Refused(safe_text(str(path)), _unreadable(path, error))


def _of_stream(stream: BinaryIO, name: str, suffix: str, given: Given) -> Iterator[Loaded | Refused]:
    first = stream.readline(MOST_BYTES + 1)
    if suffix == ".jsonl" or (suffix != ".json" and _is_whole_object(first)):
        yield from _of_lines(first, stream, name, given)
    else:
        rest = stream.read(max(MOST_BYTES + 1 - len(first), 0))
        yield _read(first + rest, name, given)


def _is_whole_object(line: bytes) -> bool:
    """Return whether a first line is one JSON object, and not only the beginning of one, or plain text."""
    line = line.removeprefix(_MARK).strip()
    return line.startswith(b"{") and not line.endswith((b"{", b"[", b","))


def _of_lines(line: bytes, stream: BinaryIO, name: str, given: Given) -> Iterator[Loaded | Refused]:
    number, found = 1, False
    while line:
        if line.strip():
            found = True
            yield _read(line, name, given, number)
        while len(line) > MOST_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MOST_BYTES + 1)
        line = stream.readline(MOST_BYTES + 1)
        number += 1
    if not found:
        yield Refused(name, f"{name}: no transcript here; write one object a line")


def _read(content: bytes, name: str, given: Given, line: int | None = None) -> Loaded | Refused:
    """Return the transcript in `content`; `line` says which line of the file it is. None: the whole file."""
    place = name if line is None else f"{name}:{line}"
    try:
        loaded = parse_transcript(_decoded(content, name, line or 1), name, given, line or 1)
        return replace(loaded, name=place)
    except TranscriptError as error:
        return Refused(place, str(error))


def _decoded(content: bytes, name: str, first_line: int = 1) -> str:
    if len(content) > MOST_BYTES:
        raise TranscriptError(
            f"{name}:{first_line}: larger than {MOST_BYTES // 1_000_000} MB; split the conversation"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = first_line + content.count(b"\n", 0, error.start)
        raise TranscriptError(f"{name}:{line}: this is not UTF-8; save the file as UTF-8") from None


def _unreadable(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{safe_text(str(path))}: cannot be read ({reason}); check the name and the permissions"
