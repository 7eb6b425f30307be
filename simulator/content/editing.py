"""Writing content files: a field set anew in the text as people wrote it, new files, exchanged files."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from simulator.content.loading import Document, document_of
from simulator.content.schema import Sort, schema_file, schema_text
from simulator.errors import ContentError, UsageError


def fields_of(document: Document) -> dict[str, object]:
    """Return the top-level fields of a document. Empty: it has none."""
    return dict(document.value) if isinstance(document.value, dict) else {}


def edited(document: Document, text: str, fields: Mapping[str, str | int | None]) -> str:
    """Return the text with some top-level fields set anew, and everything else as it was written.

    A field that is missing is added under `id`; one set to None is taken out.

    Raises:
        ContentError: A field is written in a way that cannot be replaced.
    """
    for name, value in fields.items():
        text = _with_field(text, name, value)
    if _filled(fields_of(document_of(document.path, text))) != _filled({**fields_of(document), **fields}):
        names = ", ".join(f"`{name}: …`" for name in fields)
        raise ContentError(f"{document.name}: write {names} on a line of its own at the left edge, and again")
    return text


def write_new(path: Path, text: str, sort: Sort) -> None:
    """Write a content file that is not there yet, and its schema beside it.

    Raises:
        UsageError: It is there, or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", newline="") as file:
            file.write(text)
        schema_file(path.parent.parent, sort).write_text(schema_text(sort), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); choose another") from None


def exchange(path: Path, text: str) -> None:
    """Put a text in the place of a file in one step; it is on disk before the name changes over."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)
        with open(beside, "x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _with_field(text: str, name: str, value: str | int | None) -> str:
    line = re.compile(
        rf"^({re.escape(name)}[ \t]*:[ \t]*)[^#\r\n]*?([ \t]*(?:#[^\r\n]*)?)(\r?\n|\Z)", re.MULTILINE
    )
    if value is None:
        return line.sub("", text, count=1)
    if line.search(text):
        return line.sub(lambda at: f"{at[1].rstrip()} {value}{at[2]}{at[3]}", text, count=1)
    ident = re.compile(r"^id[ \t]*:[^\r\n]*(\r?\n)", re.MULTILINE)
    return ident.sub(lambda at: f"{at[0]}{name}: {value}{at[1]}", text, count=1)
