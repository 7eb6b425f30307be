"""Publishing: a checked file goes into a folder that others read, with a version, and the one before is kept.

The file is exchanged in one step, so that nobody reads half of one. The one that was there stays beside it as
`NAME.yaml.N`; a library reads only names that end with `.yaml`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.checking.course import check_document
from simulator.checking.remarks import Remark
from simulator.content.editing import edited, exchange
from simulator.content.files import read_text
from simulator.content.library import Library, packaged_folder
from simulator.content.loading import Document, Node, document_of, read_document
from simulator.content.problems import BrokenContentError
from simulator.content.schema import Sort, schema_file, schema_text
from simulator.errors import ContentError, UsageError
from simulator.workshop import Entry


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did."""

    path: Path
    """The file in the shared folder."""
    version: int
    """1 or higher."""
    kept: Path | None = None
    """Where the file that was there before is kept. None: there was none."""
    changed: bool = True
    """False where the same content stood there already, and nothing was written."""


class NotSoundError(ContentError):
    """The check finds faults in a file that was to be published."""

    def __init__(self, faults: tuple[Remark, ...]) -> None:
        """Take the faults, at least one."""
        self.faults = faults
        super().__init__("\n".join(str(fault.problem) for fault in faults))


def publish(entry: Entry, folder: Path, library: Library) -> Published:
    """Check a file, raise its version, and put it into a folder that others read.

    The version is one above that of the file that is there, or the coach's own where that is higher.

    Raises:
        NotSoundError: The check finds faults.
        BrokenContentError: The file cannot be used at all.
        UsageError: The folder is none to publish to, or cannot be written.
    """
    target = _target(entry, folder)
    text = read_text(entry.path, entry.path.parent)
    document = document_of(entry.path, text)
    checked = check_document(document, library)
    if not checked.sound:
        raise NotSoundError(tuple(remark for remark in checked.remarks if remark.severity == "fault"))
    there = _document_at(target)
    before = _version_of(there)
    if there and before and _without_version(there.value) == _without_version(document.value):
        return Published(target, before, changed=False)
    version = max(_version_of(document) or 1, (before or 0) + 1)
    text = edited(document, text, {"version": version})
    with _said_with(entry.path):
        exchange(entry.path, text)
    with _said_with(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = _kept(target, before or 1)
        exchange(target, text)
        _renew_schema(folder, entry.sort)
    return Published(target, version, kept)


def _target(entry: Entry, folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; name one that is there")
    shelf = folder.resolve() / f"{entry.sort}s"
    if shelf in (entry.path.parent.resolve(), packaged_folder().resolve() / f"{entry.sort}s"):
        raise UsageError(f"{folder} is not shared; name a folder that others read")
    return folder / f"{entry.sort}s" / entry.path.name


def _document_at(path: Path) -> Document | None:
    with suppress(BrokenContentError):
        return read_document(path, path.parent)
    return None


def _version_of(document: Document | None) -> int | None:
    value = document.value if document else None
    version = value.get("version") if isinstance(value, dict) else None
    return version if isinstance(version, int) and not isinstance(version, bool) and version > 0 else None


def _without_version(value: Node) -> Node:
    if not isinstance(value, dict):
        return value
    return {name: inner for name, inner in value.items() if name != "version"}


def _kept(path: Path, version: int) -> Path | None:
    """Keep the file at a path under the next free number from `version` on. None: there is none."""
    if not path.exists() and not path.is_symlink():
        return None
    while True:
        beside = path.with_name(f"{path.name}.{version}")
        try:
            os.link(path, beside, follow_symlinks=False)
        except FileExistsError:
            version += 1
        except (OSError, NotImplementedError):  # a file system without links
            if not beside.exists():
                shutil.copy2(path, beside, follow_symlinks=False)
                return beside
            version += 1
        else:
            return beside


def _renew_schema(folder: Path, sort: Sort) -> None:
    file, text = schema_file(folder, sort), schema_text(sort)
    if not file.exists() or file.read_text("utf-8", errors="replace") != text:
        exchange(file, text)


@contextmanager
def _said_with(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}); ask for the right to, or name another folder"
        ) from None
