"""The shelves of personas, scenarios and curricula: packaged, the person's own, and another folder's.

A folder holds `personas/`, `scenarios/` and `curricula/`; a file's name is its id. A later folder wins over
an earlier one.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from scoring.transcript import LANGUAGES, Language
from simulator.content.cache import ContentCache
from simulator.content.curricula import Curriculum
from simulator.content.files import read_text
from simulator.content.loading import Document, document_of
from simulator.content.models import Persona, Scenario
from simulator.content.problems import BrokenContentError, validated
from simulator.content.schema import SHELVES
from simulator.content.schema import Shelf as Shelf
from simulator.errors import ContentError, UsageError
from simulator.settings import folders, settings

Thing = TypeVar("Thing", Persona, Scenario, Curriculum)

_KIND_LINE = re.compile(r"^kind:\s*[\"']?(\w+)", re.MULTILINE)
_HEAD = 4_000  # characters in which a packaged persona says its kind


class Library:
    """Personas, scenarios and curricula by id; a file is read when it is first asked for, and once."""

    def __init__(self, folders: Sequence[Path], cache: ContentCache | None = None) -> None:
        """Take the folders, those that win last; a missing one counts as empty.

        What has been checked once is kept in the cache. None: everything is read from its file.
        """
        self.folders = tuple(folders)
        self._cache = cache
        self.broken: dict[Path, ContentError] = {}
        """Files that `personas`, `scenarios` and `curricula` left out because they cannot be used."""
        self._known = {shelf: self._files(shelf) for shelf in SHELVES.values()}
        self._personas: dict[str, Persona] = {}
        self._scenarios: dict[str, Scenario] = {}
        self._curricula: dict[str, Curriculum] = {}

    def personas(self) -> dict[str, Persona]:
        """Return all usable personas by id, in the order of their ids."""
        return self._all("personas", self.persona)

    def scenarios(self) -> dict[str, Scenario]:
        """Return all usable scenarios by id, in the order of their ids."""
        return self._all("scenarios", self.scenario)

    def curricula(self) -> dict[str, Curriculum]:
        """Return all usable curricula by id, in the order of their ids."""
        return self._all("curricula", self.curriculum)

    def persona(self, name: str) -> Persona:
        """Return one persona.

        Raises:
            UsageError: There is none of that id.
            ContentError: Its file is broken.
        """
        if name not in self._personas:
            self._personas[name] = load_persona(self.file("personas", name), self._cache)
        return self._personas[name]

    def scenario(self, name: str) -> Scenario:
        """Return one scenario.

        Raises:
            UsageError: There is none of that id.
            ContentError: Its file is broken.
        """
        if name not in self._scenarios:
            self._scenarios[name] = load_scenario(self.file("scenarios", name), self._cache)
        return self._scenarios[name]

    def forget(self, path: Path) -> None:
        """Read a file anew when it is next asked for, since it has come, gone or changed."""
        self._known = {shelf: self._files(shelf) for shelf in SHELVES.values()}
        self.broken.pop(path, None)
        for read in (self._personas, self._scenarios, self._curricula):
            read.pop(path.stem, None)

    def curriculum(self, name: str) -> Curriculum:
        """Return one curriculum.

        Raises:
            UsageError: There is none of that id.
            ContentError: Its file is broken.
        """
        if name not in self._curricula:
            self._curricula[name] = load_curriculum(self.file("curricula", name), self._cache)
        return self._curricula[name]

    def stand_in(self, persona: Persona) -> Persona | None:
        """Return the packaged persona that lends its lines to one of the same kind. None: it needs no loan.

        Where no packaged persona is of that kind, the first one of all lends.
        """
        packaged = sorted((packaged_folder() / "personas").glob("*.yaml"))
        if self._personas.get(persona.id) is persona and self._known["personas"][persona.id] in packaged:
            return None
        same_kind = [path for path in packaged if _kind_in(path) == persona.kind]
        return next((_lender(path, self._cache) for path in same_kind or packaged), None)

    def ids(self, shelf: Shelf) -> tuple[str, ...]:
        """Return the ids on a shelf in their order, unread, usable or not."""
        return tuple(self._known[shelf])

    def files(self) -> tuple[Path, ...]:
        """Return all content files in use: personas, scenarios, curricula, each in the order of the ids."""
        return tuple(path for known in self._known.values() for path in known.values())

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
        known = self._known[shelf]
        if name in known:
            return known[name]
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        sort = next(sort for sort, its in SHELVES.items() if its == shelf)
        raise UsageError(f"unknown {sort} {name!r}; {hint}see motet list {shelf}")

    def _files(self, shelf: Shelf) -> dict[str, Path]:
        paths = (path for folder in self.folders for path in (folder / shelf).glob("*.yaml"))
        found = {path.stem: path for path in paths if not path.name.startswith(".")}
        return dict(sorted(found.items()))

    def _all(self, shelf: Shelf, load: Callable[[str], Thing]) -> dict[str, Thing]:
        things: dict[str, Thing] = {}
        for name, path in self._known[shelf].items():
            try:
                things[name] = load(name)
            except ContentError as error:
                self.broken[path] = error
        return things


def open_library(extra: Path | None = None, *, keep: bool = True) -> Library:
    """Return the library of packaged content, the person's own, and `extra` or the settings' folder.

    What is checked is kept for the next time, unless `keep` is False: then nothing is written.

    Raises:
        UsageError: That folder is none, or the settings cannot be used.
    """
    chosen = settings()
    named = extra or chosen.content
    if named is not None and not named.is_dir():
        raise UsageError(f"{named} is not a folder; name one that holds personas/ or scenarios/")
    places = [packaged_folder(), chosen.data_folder, *([named] if named else [])]
    return Library(places, ContentCache(folders().cache / "content") if keep else None)


def packaged_folder() -> Path:
    """Return the folder of the content that comes with Motet: inside the wheel, else the repository root."""
    inside = Path(str(files("simulator"))) / "packaged"
    return inside if inside.is_dir() else inside.parents[1]


def load_persona(path: Path, cache: ContentCache | None = None) -> Persona:
    """Return the persona of a file, from the cache where it has been checked before.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return _loaded(path, Persona, cache)


def load_scenario(path: Path, cache: ContentCache | None = None) -> Scenario:
    """Return the scenario of a file, from the cache where it has been checked before.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return _loaded(path, Scenario, cache)


def persona_of(document: Document) -> Persona:
    """Return the persona that a document holds.

    Raises:
        BrokenContentError: It does not hold one, or its id is not the file's name.
    """
    return _held(document, Persona)


def scenario_of(document: Document) -> Scenario:
    """Return the scenario that a document holds.

    Raises:
        BrokenContentError: It does not hold one, or its id is not the file's name.
    """
    return _held(document, Scenario)


def load_curriculum(path: Path, cache: ContentCache | None = None) -> Curriculum:
    """Return the curriculum of a file, from the cache where it has been checked before.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return _loaded(path, Curriculum, cache)


def curriculum_of(document: Document) -> Curriculum:
    """Return the curriculum that a document holds.

    Raises:
        BrokenContentError: It does not hold one, or its id is not the file's name.
    """
    return _held(document, Curriculum)


def shared_languages(persona: Persona, scenario: Scenario) -> tuple[Language, ...]:
    """Return the languages that both speak, in the order en, sv, da."""
    return tuple(
        language for language in LANGUAGES if language in persona.languages and language in scenario.languages
    )


def _loaded(path: Path, kind: type[Thing], cache: ContentCache | None) -> Thing:
    text = read_text(path, path.parent)
    known = cache.taken(kind, text) if cache else None
    if known is not None and known.id == path.stem:
        return known
    thing = _held(document_of(path, text), kind)
    if cache:
        cache.put(text, thing)
    return thing


def _held(document: Document, kind: type[Thing]) -> Thing:
    thing = validated(document, TypeAdapter(kind))
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
def _lender(path: Path, kept: ContentCache | None) -> Persona:
    return load_persona(path, kept)
