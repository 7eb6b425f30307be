"""New content: a commented template that is valid as written, in the coach's language."""

import re
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from scoring.transcript import Language
from simulator.content.schema import SHELVES, Sort, schema_file, schema_text
from simulator.content.written import Identifier
from simulator.errors import UsageError

_PLACE_OF_ID = re.compile(r"\bID\b")


def template_text(sort: Sort, name: str, language: Language) -> str:
    """Return the template of a persona, scenario or curriculum with its id filled in."""
    template = files("simulator") / "content" / "templates" / f"{sort}.{language}.yaml"
    return _PLACE_OF_ID.sub(name, template.read_text("utf-8"))


def write_template(folder: Path, sort: Sort, name: str, language: Language) -> Path:
    """Write a template and its schema into a content folder and return the new file.

    Raises:
        UsageError: The id is not one, the file is there already, or the folder cannot be written.
    """
    _check_id(name)
    path = folder / SHELVES[sort] / f"{name}.yaml"
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already; choose another id, or edit that file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        schema_file(folder, sort).write_text(schema_text(sort), encoding="utf-8")
        with open(path, "x", encoding="utf-8") as file:
            file.write(template_text(sort, name, language))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}); name another --content folder"
        ) from None
    return path


def is_id(name: str) -> bool:
    """Return whether a name can be the id of a persona or scenario."""
    try:
        TypeAdapter(Identifier).validate_python(name)
    except ValidationError:
        return False
    return True


def _check_id(name: str) -> None:
    if not is_id(name):
        said = "write 2–40 small letters a–z, digits and _, beginning with a letter"
        raise UsageError(f"{name!r} cannot be an id; {said}")
