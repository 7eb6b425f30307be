"""The shelf of personas and scenarios: packaged, the person's own, and a folder's named for the day.

A folder holds `personas/` and `scenarios/`; a file's name is its id. A later folder wins over an earlier one.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter

from scoring.transcript import LANGUAGES, Language
from simulator.cast import CastLines, RoleLines
from simulator.content.loading import Document, read_document
from simulator.content.models import Persona, Scenario
from simulator.content.problems import BrokenContentError, validated
from simulator.errors import ContentError, UsageError
from simulator.settings import settings

Shelf = Literal["personas", "scenarios"]
Thing = TypeVar("Thing", Persona, Scenario)

_KIND_LINE = re.compile(r"^kind:\s*[\"']?(\w+)", re.MULTILINE)
_HEAD = 4_000  # characters in which a packaged persona says its kind


class Library:
    """Personas and scenarios by id; a file is read when it is first asked for, and once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the folders, those that win last; a missing one counts as empty."""
        self.folders = tuple(folders)
        self.broken: dict[Path, ContentError] = {}
        """Files that `personas` and `scenarios` left out because they cannot be used."""
        self._persona_files = self._files("personas")
        self._scenario_files = self._files("scenarios")
        self._personas: dict[str, Persona] = {}
        self._scenarios: dict[str, Scenario] = {}

    def personas(self) -> dict[str, Persona]:
        """Return all usable personas by id, in the order of their ids."""
        return self._all(self._persona_files, self.persona)

    def scenarios(self) -> dict[str, Scenario]:
        """Return all usable scenarios by id, in the order of their ids."""
        return self._all(self._scenario_files, self.scenario)

    def persona(self, name: str) -> Persona:
        """Return one persona.

        Raises:
            UsageError: There is none of that id.
            ContentError: Its file is broken.
        """
        if name not in self._personas:
            self._personas[name] = load_persona(self.file("personas", name))
        return self._personas[name]

    def scenario(self, name: str) -> Scenario:
        """Return one scenario.

        Raises:
            UsageError: There is none of that id.
            ContentError: Its file is broken.
        """
        if name not in self._scenarios:
            self._scenarios[name] = load_scenario(self.file("scenarios", name))
        return self._scenarios[name]

    def forget(self, path: Path) -> None:
        """Read a file anew when it is next asked for, since it has come, gone or changed."""
        self._persona_files = self._files("personas")
        self._scenario_files = self._files("scenarios")
        self.broken.pop(path, None)
        if path.parent.name == "personas":
            self._personas.pop(path.stem, None)
        else:
            self._scenarios.pop(path.stem, None)

    def stand_in(self, persona: Persona) -> Persona | None:
        """Return the packaged persona that lends its lines to one of the same kind. None: it needs no loan.

        Where no packaged persona is of that kind, the first one of all lends.
        """
        packaged = sorted((packaged_folder() / "personas").glob("*.yaml"))
        if self._personas.get(persona.id) is persona and self._persona_files[persona.id] in packaged:
            return None
        same_kind = [path for path in packaged if _kind_in(path) == persona.kind]
        return next(map(_lender, same_kind or packaged), None)

    def ids(self, shelf: Shelf) -> tuple[str, ...]:
        """Return the ids on a shelf in their order, unread, usable or not."""
        return tuple(self._persona_files if shelf == "personas" else self._scenario_files)

    def files(self) -> tuple[Path, ...]:
        """Return all content files in use, personas first, each in the order of the ids."""
        return (*self._persona_files.values(), *self._scenario_files.values())

    def digest(self, shelf: Shelf, name: str) -> str:
        """Return the SHA-256 of an id's file, by which a session knows what it was played with.

        Raises:
            UsageError: There is none of that id.
        """
        return sha256(self.file(shelf, name).read_bytes()).hexdigest()

    def file(self, shelf: Shelf, name: str) -> Path:
        """Return the file of an id.

        Raises:
            UsageError: There is none.
        """
        known = self._persona_files if shelf == "personas" else self._scenario_files
        if name in known:
            return known[name]
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"unknown {shelf.removesuffix('s')} {name!r}; {hint}see motet list {shelf}")

    def _files(self, shelf: Shelf) -> dict[str, Path]:
        paths = (path for folder in self.folders for path in (folder / shelf).glob("*.yaml"))
        found = {path.stem: path for path in paths if not path.name.startswith(".")}
        return dict(sorted(found.items()))

    def _all(self, known: dict[str, Path], load: Callable[[str], Thing]) -> dict[str, Thing]:
        things: dict[str, Thing] = {}
        for name, path in known.items():
            try:
                things[name] = load(name)
            except ContentError as error:
                self.broken[path] = error
        return things


def open_library(extra: Path | None = None) -> Library:
    """Return the library of packaged content, the person's own, and `extra` or the settings' folder.

    Raises:
        UsageError: That folder is none, or the settings cannot be used.
    """
    chosen = settings()
    named = extra or chosen.content
    if named is not None and not named.is_dir():
        raise UsageError(f"{named} is not a folder; name one that holds personas/ or scenarios/")
    return Library([packaged_folder(), chosen.data_folder, *([named] if named else [])])


def packaged_folder() -> Path:
    """Return the folder of the content that comes with Motet: inside the wheel, else the repository root."""
    inside = Path(str(files("simulator"))) / "packaged"
    return inside if inside.is_dir() else inside.parents[1]


def load_persona(path: Path) -> Persona:
    """Return the persona of a file.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return persona_of(read_document(path, path.parent))


def load_scenario(path: Path) -> Scenario:
    """Return the scenario of a file.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return scenario_of(read_document(path, path.parent))


def persona_of(document: Document) -> Persona:
    """Return the persona that a document holds.

    Raises:
        BrokenContentError: It does not hold one, or its id is not the file's name.
    """
    return _named(document, validated(document, TypeAdapter(Persona)))


def scenario_of(document: Document) -> Scenario:
    """Return the scenario that a document holds.

    Raises:
        BrokenContentError: It does not hold one, or its id is not the file's name.
    """
    return _named(document, validated(document, TypeAdapter(Scenario)))


def load_paraphrases(path: Path) -> dict[Language, CastLines]:
    """Return other words for the scripted trainees in one scenario, by language.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return validated(read_document(path, path.parent), TypeAdapter(dict[Language, CastLines]))


@cache
def role_lines(language: Language) -> RoleLines:
    """Return what the scripted trainees say in a language whatever the matter."""
    path = Path(str(files("simulator"))) / "cast.yaml"
    roles = validated(read_document(path, path.parent), TypeAdapter(dict[Language, RoleLines]))
    return roles[language]


def shared_languages(persona: Persona, scenario: Scenario) -> tuple[Language, ...]:
    """Return the languages that both speak, in the order en, sv, da."""
    return tuple(
        language for language in LANGUAGES if language in persona.languages and language in scenario.languages
    )


def _named(document: Document, thing: Thing) -> Thing:
    name = document.path.stem
    if thing.id != name:
        text = f"is {thing.id}, but the file is called {name}; write `id: {name}` or rename the file"
        raise BrokenContentError(document.problem(("id",), text))
    return thing


def _kind_in(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        found = _KIND_LINE.search(file.read(_HEAD))
    return found.group(1) if found else ""


@cache
def _lender(path: Path) -> Persona:
    return load_persona(path)
