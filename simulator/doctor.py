"""The check-up: whether Motet has what it needs on this machine, and what to do where it has not."""

import locale
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from scoring.text import safe_text
from simulator.errors import StoreError, UsageError
from simulator.settings import Folders, folders, settings

Status = Literal["ok", "warning", "failed"]

OLDEST_PYTHON = (3, 11)
SLOW_FLUSH = 0.1
"""Seconds for one flush above which saving a turn is felt."""

_PACKAGES = ("motet", "pydantic", "sqlmodel", "sqlalchemy", "alembic", "textual", "typer")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    status: Status
    detail: str
    advice: str = ""
    """What to do. Empty where nothing need be done."""


def check_up() -> list[Check]:
    """Return all checks in a fixed order; nothing is changed by looking."""
    places = folders()
    return [
        _python(),
        _packages(),
        *_folders(places),
        _settings(),
        *_endpoint(),
        _database(places.database),
        _flushing(places.data),
        _content(),
        _terminal(),
        _signs(),
    ]


def _python() -> Check:
    version = sys.version.split()[0]
    if sys.version_info[:2] < OLDEST_PYTHON:
        return Check("python", "failed", version, "install Python 3.11 or newer")
    return Check("python", "ok", version)


def _packages() -> Check:
    found = {name: _version_of(name) for name in _PACKAGES}
    missing = [name for name, version in found.items() if not version]
    detail = ", ".join(f"{name} {version}" for name, version in found.items() if version)
    if missing:
        return Check("packages", "failed", detail, f"install again; missing: {', '.join(missing)}")
    return Check("packages", "ok", detail)


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _folders(places: Folders) -> Iterator[Check]:
    for name, folder in (("config", places.config), ("data", places.data), ("log", places.log)):
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
            yield Check(f"{name} folder", "ok", str(folder))
        else:
            advice = f"make {nearest} a folder you can write, or set MOTET_HOME to one"
            yield Check(f"{name} folder", "failed", f"{folder} cannot be written", advice)


def _settings() -> Check:
    file = folders().config_file
    try:
        settings()
    except UsageError as error:
        return Check("settings", "failed", str(error), f"correct {file}, or move it away")
    return Check("settings", "ok", str(file) if file.exists() else "no file, defaults are used")


def _endpoint() -> Iterator[Check]:
    """Look at the endpoint, where the person has chosen one; else nothing is sent anywhere."""
    try:
        chosen = settings()
    except UsageError:
        return
    if chosen.voice != "model" and chosen.reader == "local":
        yield Check("endpoint", "ok", "none chosen; nothing is sent anywhere")
        return
    import asyncio

    from simulator.voices.examination import examined

    endpoint = chosen.endpoint if chosen.voice == "model" else chosen.judging
    report = asyncio.run(examined(endpoint, context=True))
    for found in report.findings:
        detail = f"{report.host} {report.model}: {found.detail}"
        yield Check(f"endpoint {found.name}", found.status, safe_text(detail))


def _database(path: Path) -> Check:
    from simulator.store.health import EXPECTED, examine

    if not path.exists():
        return Check("database", "ok", "none yet; the first session makes it")
    try:
        health = examine(path)
    except StoreError as error:
        return Check("database", "failed", str(error))
    pragmas = ", ".join(f"{name}={value}" for name, value in health.pragmas.items())
    detail = (
        f"{path}, {health.bytes} bytes, revision {health.revision or 'none'} of {health.latest}, {pragmas}"
    )
    if health.damage:
        return Check("database", "failed", f"{detail}; {health.damage}", "put a backup in its place")
    if health.state != "current":
        return Check("database", "warning", detail, "run motet db upgrade, or open Motet")
    if health.read_only:
        return Check("database", "warning", detail, "read-only: sessions can be read, none can be kept")
    if health.pragmas != EXPECTED:
        return Check("database", "warning", detail, "open Motet once; it sets the log mode again")
    return Check("database", "ok", detail)


def _flushing(folder: Path) -> Check:
    from simulator.store.health import flush_seconds

    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        seconds = flush_seconds(nearest)
    except OSError as error:
        return Check("disk", "failed", f"{nearest}: {error.strerror}", "set MOTET_HOME to a folder of yours")
    detail = f"one flush takes {seconds * 1000:.2f} ms"
    if seconds > SLOW_FLUSH:
        return Check("disk", "warning", detail, "set MOTET_HOME to a local disk; this one is slow or remote")
    return Check("disk", "ok", detail)


def _content() -> Check:
    from simulator.content.library import open_library

    try:
        library = open_library(settings().content, keep=False)
        counts = f"{len(library.personas())} personas, {len(library.scenarios())} scenarios"
    except UsageError as error:
        return Check("content", "failed", str(error), "correct what it names, then run motet check")
    if library.broken:
        broken = ", ".join(sorted(path.name for path in library.broken))
        return Check("content", "failed", f"{counts}; cannot be used: {safe_text(broken)}", "run motet check")
    return Check("content", "ok", counts)


def _terminal() -> Check:
    term = safe_text(os.environ.get("TERM", "")) or "not named"
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or term == "dumb":
        return Check("terminal", "ok", f"none for screens (TERM {term}); talks use the line mode")
    size = shutil.get_terminal_size()
    detail = f"{term}, {size.columns} × {size.lines}"
    if size.columns < 60 or size.lines < 20:
        return Check("terminal", "warning", detail, "make the window at least 60 × 20, or use --plain")
    return Check("terminal", "ok", detail)


def _signs() -> Check:
    encoding = (sys.stdout.encoding or locale.getpreferredencoding(False)).lower()
    if encoding.replace("-", "") != "utf8":
        return Check("locale", "warning", encoding, "set LANG to one that ends in UTF-8, or PYTHONUTF8=1")
    return Check("locale", "ok", encoding)
