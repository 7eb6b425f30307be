"""A coach's workshop without a terminal: what stands on the shelves, copies of one's own, partners to try.

Every file of every folder is listed, also one that cannot be used and one whose place another has taken.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scoring.transcript import Language
from simulator.cast import lines_of
from simulator.checking.course import CheckedFile, check_file
from simulator.checking.trials import Match
from simulator.content.editing import edited, fields_of, write_new
from simulator.content.files import read_text
from simulator.content.library import Library, Shelf, load_persona, load_scenario, shared_languages
from simulator.content.loading import document_of
from simulator.content.models import Persona, Scenario
from simulator.content.problems import BrokenContentError, Problem
from simulator.content.schema import Sort
from simulator.content.templates import is_id
from simulator.content.wordings import role_lines
from simulator.errors import UsageError

Origin = Literal["own", "folder", "packaged"]
IdFault = Literal["invalid", "taken"]
Thing = Persona | Scenario

ORIGINS: tuple[Origin, ...] = ("own", "folder", "packaged")
"""Whose a file is, one's own first: `folder` is one that is shared, or named for the day."""
_SHELVES: tuple[Shelf, ...] = ("personas", "scenarios")
_LONGEST_ID = 40
_LINE_OPTIONS = frozenset({"emacs", "joe", "kak", "micro", "nano", "ne", "nvim", "vi", "vim"})
"""Editors that begin at a line when told `+12`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One content file on a shelf."""

    path: Path
    sort: Sort
    origin: Origin
    thing: Thing | None
    """None: the file cannot be used."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be used."""
    in_use: bool = True
    """False where a file of the same id in a later folder is met in its place."""

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def languages(self) -> tuple[Language, ...]:
        """What it speaks. Empty: it cannot be used."""
        return tuple(self.thing.languages) if self.thing else ()


class Workshop:
    """The shelves of a library, and the folder in which a coach writes. Each method may read files."""

    def __init__(self, library: Library, own: Path) -> None:
        """Take the library, whose first folder is the packaged one, and the coach's own folder."""
        self.library = library
        self.own = own
        self._stamps: dict[Path, tuple[int, int]] = {}

    @property
    def shared_folders(self) -> tuple[Path, ...]:
        """Folders that are neither packaged nor one's own. May be empty."""
        return tuple(folder for folder in self.library.folders[1:] if folder != self.own)

    def entries(self) -> tuple[Entry, ...]:
        """Return all files, personas first, one's own before others, each in the order of the ids."""
        found = [self.entry(path) for path in self._paths()]
        return tuple(
            sorted(found, key=lambda entry: (entry.sort, ORIGINS.index(entry.origin), entry.id, entry.path))
        )

    def entry(self, path: Path) -> Entry:
        """Return a file as it stands on its shelf, however broken it is."""
        self._notice(path)
        shelf: Shelf = "personas" if path.parent.name == "personas" else "scenarios"
        in_use = self._in_use(shelf, path)
        sort: Sort = "persona" if shelf == "personas" else "scenario"
        try:
            return Entry(path, sort, self._origin(path), self._load(shelf, path, in_use), (), in_use)
        except BrokenContentError as error:
            return Entry(path, sort, self._origin(path), None, error.problems, in_use)

    def looked_at(self, entry: Entry) -> CheckedFile:
        """Return what the check finds in a file."""
        return check_file(entry.path, self.library)

    def free_id(self, entry: Entry) -> str:
        """Return an id that a copy could have."""
        stem = entry.id if is_id(entry.id) else entry.sort
        ids = (f"{stem[: _LONGEST_ID - len(end)]}{end}" for end in (f"_{n}" for n in range(2, 1_000_000)))
        return next(name for name in ids if self.id_fault(entry.sort, name) is None)

    def id_fault(self, sort: Sort, name: str) -> IdFault | None:
        """Return why a new file cannot have an id. None: it can."""
        if not is_id(name):
            return "invalid"
        return "taken" if name in {path.stem for path in self._paths() if _is_of(sort, path)} else None

    def fork(self, entry: Entry, name: str) -> Entry:
        """Return a copy of a usable file under a new id, written into the coach's own folder.

        Raises:
            ContentError: The file cannot be used, or its id is written in a way that cannot be replaced.
            UsageError: The id cannot be used, or the folder cannot be written.
        """
        if fault := self.id_fault(entry.sort, name):
            raise UsageError(f"{name!r} is {fault}; choose another id")
        text = read_text(entry.path, entry.path.parent)
        document = document_of(entry.path, text)
        if "version" in fields_of(document):
            text = edited(document, text, {"version": None})
            document = document_of(entry.path, text)
        path = self.own / f"{entry.sort}s" / f"{name}.yaml"
        write_new(path, edited(document, text, {"id": name}), entry.sort)
        return self.entry(path)

    def partners(self, thing: Thing, language: Language) -> dict[str, Thing]:
        """Return who or what a persona or scenario can be tried with in a language, by id. May be empty."""
        others: Mapping[str, Thing] = (
            self.library.scenarios() if isinstance(thing, Persona) else self.library.personas()
        )
        return {name: other for name, other in others.items() if language in other.languages}

    def match(self, thing: Thing, partner: Thing, language: Language) -> Match:
        """Return the setting in which the cast plays the two.

        Raises:
            UsageError: They are of one sort, or do not share the language.
        """
        one, other = (thing, partner) if isinstance(thing, Persona) else (partner, thing)
        if not isinstance(one, Persona) or not isinstance(other, Scenario):
            raise UsageError("a persona meets a scenario; choose one of each")
        if language not in shared_languages(one, other):
            raise UsageError(f"{one.id} and {other.id} do not both speak {language!r}; choose another")
        lines = lines_of(other.languages[language], role_lines(language))
        return Match(one, other, language, self.library.stand_in(one), lines)

    def _paths(self) -> Iterator[Path]:
        for folder in self.library.folders:
            for shelf in _SHELVES:
                yield from (path for path in (folder / shelf).glob("*.yaml") if not path.name.startswith("."))

    def _notice(self, path: Path) -> None:
        """Let the library read a file anew that has changed since it was last seen here."""
        if self._origin(path) == "packaged":
            return
        stamp = _stamp(path)
        if self._stamps.get(path) != stamp:
            self._stamps[path] = stamp
            self.library.forget(path)

    def _origin(self, path: Path) -> Origin:
        folder = path.parent.parent
        if folder == self.own:
            return "own"
        return "packaged" if folder == self.library.folders[0] else "folder"

    def _in_use(self, shelf: Shelf, path: Path) -> bool:
        return path.stem in self.library.ids(shelf) and self.library.file(shelf, path.stem) == path

    def _load(self, shelf: Shelf, path: Path, in_use: bool) -> Thing:
        if not in_use:
            return load_persona(path) if shelf == "personas" else load_scenario(path)
        return self.library.persona(path.stem) if shelf == "personas" else self.library.scenario(path.stem)


def is_meant(entry: Entry, typed: str, shown: Iterable[str] = ()) -> bool:
    """Return whether each word typed stands in an entry: id, names, kind or trade, languages, or `shown`."""
    thing = entry.thing
    said: list[str] = [entry.id, *entry.languages, *shown]
    if isinstance(thing, Persona):
        said += [thing.name, thing.kind]
    elif isinstance(thing, Scenario):
        said += [thing.industry, *(voice.title for voice in thing.languages.values())]
    whole = "\n".join(said).casefold()
    return all(word in whole for word in typed.casefold().split())


def editor_command(environment: Mapping[str, str], path: Path, line: int = 1) -> tuple[str, ...]:
    """Return the command that opens a file in the person's editor, at a line where it knows how.

    Empty: no editor is set, or what is set cannot be read as a command.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # a quote that is never closed
            continue
        if words:
            at = (f"+{line}",) if Path(words[0]).name in _LINE_OPTIONS and line > 1 else ()
            return (*words, *at, str(path))
    return ()


def _is_of(sort: Sort, path: Path) -> bool:
    return path.parent.name == f"{sort}s"


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
