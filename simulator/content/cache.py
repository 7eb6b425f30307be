"""Checked content kept for the next time, so that nothing is read from YAML twice.

Reading one file takes a tenth of a second, taking it from here some three thousandths. An entry is found by
what stands in the file and by the rules it was checked by; whatever is not exactly as this module writes it
is left aside and written anew.
"""

import json
import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from pydantic import VERSION, BaseModel, ValidationError

Thing = TypeVar("Thing", bound=BaseModel)

MOST_ENTRIES = 256
"""Older ones than these are taken away."""
_FORMAT = "motet-content/1"
_LARGEST = 2 * 1024 * 1024  # bytes
_RULES = (("simulator", "content"), ("scoring", ""))
"""Where the rules stand by which content is checked."""


class ContentCache:
    """A folder with checked content; where it cannot be read or written, everything is read from its file."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not exist."""
        self._folder = folder

    def taken(self, kind: type[Thing], text: str) -> Thing | None:
        """Return what a file with this text holds. None: it is not here, or not as it was put here."""
        raw = _read(self._path(kind, text))
        head, _, body = raw.partition(b"\n")
        if not body or head != _head(kind, text, body):
            return None
        try:
            return kind.model_validate_json(body, strict=True)
        except ValidationError:
            return None

    def put(self, text: str, thing: BaseModel) -> None:
        """Keep what a file with this text holds, once it has been checked; where that fails, do without."""
        kind, body = type(thing), thing.model_dump_json(exclude_unset=True).encode()
        with suppress(OSError, ValidationError):
            if kind.model_validate_json(body, strict=True) != thing:
                return
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self._path(kind, text), _head(kind, text, body) + b"\n" + body)
            self._tidy()

    def _path(self, kind: type[BaseModel], text: str) -> Path:
        return self._folder / f"{kind.__name__.lower()}-{_sum(text.encode())[:32]}-{_rules()[:8]}.json"

    def _tidy(self) -> None:
        entries = sorted(self._folder.glob("*.json"), key=lambda entry: entry.lstat().st_mtime)
        for entry in entries[:-MOST_ENTRIES]:
            entry.unlink(missing_ok=True)


def _head(kind: type[BaseModel], text: str, body: bytes) -> bytes:
    told = {"format": _FORMAT, "kind": kind.__name__, "text": _sum(text.encode()), "rules": _rules()}
    return json.dumps({**told, "body": _sum(body)}).encode()


@cache
def _rules() -> str:
    """Return a hash of everything that decides what valid content is."""
    whole = sha256(VERSION.encode())
    for package, folder in _RULES:
        root = Path(str(files(package))) / folder
        for path in sorted(root.glob("*.py")):
            whole.update(path.read_bytes())
    return whole.hexdigest()


def _sum(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def _read(path: Path) -> bytes:
    """Return an entry. Empty: there is none, or it is no file of one's own."""
    try:
        with open(path, "rb", opener=_guarded) as file:
            about = os.fstat(file.fileno())
            own = not hasattr(os, "geteuid") or about.st_uid == os.geteuid()
            fits = stat.S_ISREG(about.st_mode) and about.st_size <= _LARGEST
            return file.read() if own and fits else b""
    except OSError:
        return b""


def _guarded(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _replace(path: Path, raw: bytes) -> None:
    """Put an entry in its place at once, so that nobody meets half of it; only its owner can read it."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as fresh:
        fresh.write(raw)
    try:
        os.replace(fresh.name, path)
    except OSError:
        Path(fresh.name).unlink(missing_ok=True)
        raise
