"""Reading content files: guarded YAML 1.2 in, validated values out, errors as `file:line:col: field: …`.

Content comes from strangers, so a file is refused before anything is built from it where it uses what content
never needs: anchors, aliases, tags, depth.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from scoring.text import safe_text
from simulator.content.files import read_text, shown_name
from simulator.content.problems import BrokenContentError, Loc, Place, Problem, shorten

MOST_EVENTS = 20_000
"""YAML events. A scenario in three languages has about 3,000."""
DEEPEST = 20
"""Levels of nesting. A scenario has seven."""

Node: TypeAlias = "str | int | float | bool | list[Node] | dict[str, Node] | None"

_Tagged = ScalarEvent | MappingStartEvent | SequenceStartEvent
_TRUE = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
_FALSE = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_LONGEST_NUMBER = 18  # digits
_HINTS = (
    (
        "mapping values are not allowed",
        'a colon inside unquoted text, or a wrong indent; put the text in "…"',
    ),
    (
        "cannot start any token",
        "a tab or a sign that text cannot begin with; indent with spaces, quote the text",
    ),
    (
        "could not find expected ':'",
        "a line without its colon; write `key: value`, or put the text in quotes",
    ),
    ("found unexpected end of stream", "a quote or bracket that is never closed; close it"),
    (
        "expected <block end>",
        "the indent does not fit the lines above; line keys and dashes up under each other",
    ),
    ("expected ',' or", "a bracket that is never closed, or a missing comma; close it"),
    ("unknown escape character", 'a backslash in "…" text; write it twice, or use single quotes'),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as plain values, and where each of them stands."""

    path: Path
    name: str
    """The path as people read it in messages."""
    value: Node
    keys: dict[Loc, Place]
    """Where each mapping entry's key stands, by its place in the value."""
    values: dict[Loc, Place]
    """Where each value stands."""
    raw: dict[Loc, str]
    """The written form of unquoted words that are not text: numbers, yes, no, on, off, null."""

    def problem(self, loc: Loc, text: str, at_key: bool = False) -> Problem:
        """Return a problem at the place of `loc`, or of the nearest thing around it in the file."""
        places = self.keys if at_key else self.values
        near = next((loc[:end] for end in range(len(loc), -1, -1) if loc[:end] in places), ())
        return Problem(self.name, places.get(near, Place(1, 1)), loc, text)


def read_document(path: Path, folder: Path) -> Document:
    """Return the one document of a YAML file that lies in `folder`.

    Raises:
        BrokenContentError: The file cannot be read, is not safe to read, or is not one YAML document.
    """
    return document_of(path, read_text(path, folder))


def document_of(path: Path, text: str) -> Document:
    """Return the one document of a text that stands, or is to stand, in the file `path`.

    Raises:
        BrokenContentError: The text is not one YAML document, or uses what content never needs.
    """
    return _Builder(path, shown_name(path), text).document()


@dataclass
class _Builder:
    """Builds plain values from the events of a YAML stream, refusing what content never needs."""

    path: Path
    name: str
    text: str
    keys: dict[Loc, Place] = field(default_factory=dict)
    values: dict[Loc, Place] = field(default_factory=dict)
    raw: dict[Loc, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _count: int = 0

    def document(self) -> Document:
        try:
            value = self._whole()
        except ReaderError as error:
            before = self.text[: error.position]
            place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
            raise BrokenContentError(
                Problem(self.name, place, (), "has a control character; delete it and type the text again")
            ) from error
        except MarkedYAMLError as error:
            raise BrokenContentError(self._broken(error)) from error
        if self.problems:
            raise BrokenContentError(*self.problems)
        return Document(self.path, self.name, value, self.keys, self.values, self.raw)

    def _whole(self) -> Node:
        events = self._events()
        value: Node = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._stop(event, (), "begins a second document (---); keep one file for each")
            elif isinstance(event, NodeEvent):
                value = self._node(event, events, ())
        return value

    def _events(self) -> Iterator[Event]:
        for event in YAML(typ="safe", pure=True).parse(StringIO(self.text)):
            self._count += 1
            if self._count > MOST_EVENTS:
                raise self._stop(event, (), f"has more than {MOST_EVENTS:,} parts; remove what is not needed")
            yield event

    def _node(self, event: NodeEvent, events: Iterator[Event], loc: Loc) -> Node:
        self._refuse(event, loc)
        self.values[loc] = _place(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, loc)
        return self._scalar(event, loc) if isinstance(event, ScalarEvent) else None

    def _refuse(self, event: NodeEvent, loc: Loc) -> None:
        if isinstance(event, AliasEvent):
            raise self._stop(
                event, loc, f"uses the alias *{shorten(event.anchor, 40)}; write the text out in full"
            )
        if event.anchor:
            raise self._stop(
                event, loc, f"sets the anchor &{shorten(event.anchor, 40)}; remove it, or quote the text"
            )
        if isinstance(event, _Tagged) and event.ctag is not None:
            raise self._stop(
                event, loc, f"carries the tag {shorten(str(event.tag), 40)}; remove it, or quote the text"
            )
        if len(loc) > DEEPEST:
            raise self._stop(event, (), f"is nested deeper than {DEEPEST} levels; content needs seven")

    def _mapping(self, events: Iterator[Event], loc: Loc) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, loc)
            value_event = next(events)
            here = (*loc, key)
            if key in mapping:
                first = self.keys[here].line
                text = f"stands twice, first in line {first}; keep one of them"
                self.problems.append(Problem(self.name, _place(event), here, text))
            self.keys[here] = _place(event)
            if isinstance(value_event, NodeEvent):
                mapping[key] = self._node(value_event, events, here)
            if self.raw.get(here) == "":
                self.values[here] = self.keys[here]  # YAML puts an empty value where the next one begins
        return mapping

    def _key(self, event: Event, loc: Loc) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._stop(event, loc, "has a list or mapping as its key; write `key: value`")
        self._refuse(event, loc)
        return safe_text(event.value)

    def _sequence(self, events: Iterator[Event], loc: Loc) -> list[Node]:
        items: list[Node] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            if isinstance(event, NodeEvent):
                items.append(self._node(event, events, (*loc, len(items))))
        return items

    def _scalar(self, event: ScalarEvent, loc: Loc) -> Node:
        written: str = event.value
        if event.style:  # quoted or block text
            return written
        value = _resolved(written)
        if not isinstance(value, str):
            self.raw[loc] = written
        return value

    def _stop(self, event: Event, loc: Loc, text: str) -> BrokenContentError:
        return BrokenContentError(Problem(self.name, _place(event), loc, text))

    def _broken(self, error: MarkedYAMLError) -> Problem:
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        hint = next((hint for sign, hint in _HINTS if sign in said), f"{said}; check quotes and indent")
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if isinstance(mark, StreamMark) else Place(1, 1)
        return Problem(self.name, place, (), f"is not valid YAML: {shorten(safe_text(hint), 200)}")


def _resolved(written: str) -> Node:
    """Return what an unquoted word means to its reader; yes, no, on and off count as true and false."""
    if written in _NULL:
        return None
    if written in _TRUE or written in _FALSE:
        return written in _TRUE
    digits = written.removeprefix("-").removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        return int(written)
    return _decimal(written, digits)


def _decimal(written: str, digits: str) -> Node:
    whole, dot, rest = digits.partition(".")
    if dot and len(digits) <= _LONGEST_NUMBER and digits.isascii() and (whole + rest).isdigit():
        return float(written)
    return written


def _place(event: Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)
