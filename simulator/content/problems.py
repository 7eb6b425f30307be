"""What is wrong in a content file, said so that a coach can mend it: where, what, and what to write."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from simulator.errors import ContentError

if TYPE_CHECKING:
    from simulator.content.loading import Document, Node

Loc: TypeAlias = tuple[str | int, ...]
"""A place in a value: keys and list indices from the root."""

Value = TypeVar("Value")
_MOST_SHOWN = 20
_LONGEST_FIELD = 120  # characters shown of a field's name
_CHOICE = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file."""

    file: str
    place: Place
    loc: Loc
    """The field; empty where the file as a whole is meant."""
    text: str
    """What is wrong, and what to write."""

    @property
    def field(self) -> str:
        """The field as people write it, e.g. `languages.sv.story[2].tell`."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.loc)
        return shorten(" ".join("".join(parts).removeprefix(".").split()), _LONGEST_FIELD)

    def __str__(self) -> str:
        where = f"{self.file}:{self.place.line}:{self.place.column}: "
        return where + (f"{self.field}: {self.text}" if self.loc else self.text)


def shorten(text: str, most: int) -> str:
    """Return `text` with at most `most` characters, the last one a sign that some were left out."""
    return text if len(text) <= most else text[: most - 1] + "…"


class BrokenContentError(ContentError):
    """A content file that cannot be used, with every problem found in it."""

    def __init__(self, *problems: Problem) -> None:
        """Take the problems, at least one."""
        self.problems = problems
        shown = [str(problem) for problem in problems[:_MOST_SHOWN]]
        if len(problems) > _MOST_SHOWN:
            shown.append(f"… and {len(problems) - _MOST_SHOWN} more")
        super().__init__("\n".join(shown))


def validated(document: "Document", adapter: TypeAdapter[Value]) -> Value:
    """Return the value of a document as its model.

    Raises:
        BrokenContentError: Keys are unknown or missing, or values do not fit, each with its place.
    """
    try:
        return adapter.validate_json(json.dumps(document.value), strict=True)
    except ValidationError as error:
        raise BrokenContentError(*_problems(document, adapter, error)) from error


def _problems(document: "Document", adapter: TypeAdapter[Value], error: ValidationError) -> list[Problem]:
    guide = _Guide(adapter.json_schema())
    details = [
        detail
        for detail in error.errors(include_url=False)
        if detail["type"] != "default_factory_not_called"  # only says that another field is wrong
    ]
    by_place = groupby(details, key=lambda detail: _cleaned(document.value, detail["loc"]))
    found = [_problem(document, guide, loc, list(at_place)) for loc, at_place in by_place]
    inside_unknown = {problem.loc for problem in found if problem.text.startswith("is not a key")}
    kept = [
        problem
        for problem in dict.fromkeys(found)
        if not any(problem.loc[:end] in inside_unknown for end in range(len(problem.loc)))
    ]
    return sorted(kept, key=lambda problem: problem.place)


def _problem(document: "Document", guide: "_Guide", loc: Loc, details: list[ErrorDetails]) -> Problem:
    detail = details[0]
    if detail["type"] == "value_error" and not loc:
        return _said_by_model(document, detail["msg"].removeprefix("Value error, "))
    at_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    if at_key:
        return document.problem(loc, _unknown_key(guide, loc, details), at_key=True)
    if detail["type"] == "missing":
        text = f"is missing; write `{loc[-1]}: …`{guide.meaning(loc)}"
        return document.problem(loc, text, at_key=len(loc) > 1)
    return document.problem(loc, _wrong_value(document, guide, loc, details))


def _said_by_model(document: "Document", said: str) -> Problem:
    """Return the problem of a rule over several fields; its text may begin with the field, `a.b.c: …`."""
    path, colon, text = said.partition(": ")
    if not colon or " " in path:
        return document.problem((), said)
    return document.problem(tuple(path.split(".")), text, at_key=True)


def _unknown_key(guide: "_Guide", loc: Loc, details: list[ErrorDetails]) -> str:
    kind = details[0]["type"]
    if kind not in ("extra_forbidden", "literal_error"):
        return "is not a key here; the keys are whole numbers 1–5"
    known = guide.keys(loc[:-1]) if kind == "extra_forbidden" else _choices(details)
    near = get_close_matches(str(loc[-1]), known, n=1)
    if near:
        return f"is not a key here; did you mean `{near[0]}`?"
    return f"is not a key here; write one of: {', '.join(known)}"


def _wrong_value(document: "Document", guide: "_Guide", loc: Loc, details: list[ErrorDetails]) -> str:
    detail = details[0]
    context = detail.get("ctx", {})
    meaning = guide.meaning(loc)
    match detail["type"]:
        case "string_type":
            return _not_text(document.raw.get(loc), meaning)
        case "int_type" | "int_from_float" | "int_parsing":
            return f"must be a whole number without quotes{_instead(document, loc)}{meaning}"
        case "bool_type":
            return f"must be true or false without quotes{meaning}"
        case "literal_error":
            return _not_one_of(details)
        case "greater_than_equal" | "less_than_equal":
            return f"is outside its range{meaning or _limits(context)}"
        case "string_too_long":
            return f"has more than {context['max_length']} characters; shorten it or split it into two lines"
        case "string_pattern_mismatch":
            return "must be 2–40 small letters a–z, digits and _, beginning with a letter"
        case "too_short":
            return f"needs {context['min_length']} or more; add a line under it, each after `- `{meaning}"
        case "too_long":
            return f"has more than {context['max_length']}; remove some"
        case "tuple_type" | "list_type":
            return f"must be a list; write each line after `- `{meaning}"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"must be a group of `key: value` lines, indented under it{meaning}"
        case _:
            return detail["msg"].removeprefix("Value error, ")


def _not_text(raw: str | None, meaning: str) -> str:
    if raw is None:
        return f'must be text; write it on one line in "…"{meaning}'
    if not raw:
        return f'is empty; write text in "…"{meaning}'
    return f'must be text, and unquoted {raw} is not; write "{raw}" in quotes'


def _not_one_of(details: list[ErrorDetails]) -> str:
    choices = _choices(details)
    near = get_close_matches(str(details[0]["input"]), choices, n=1)
    return f"did you mean {near[0]}?" if near else f"write one of: {', '.join(choices)}"


def _choices(details: list[ErrorDetails]) -> list[str]:
    return [
        choice for detail in details for choice in _CHOICE.findall(str(detail.get("ctx", {}).get("expected")))
    ]


def _instead(document: "Document", loc: Loc) -> str:
    raw = document.raw.get(loc)
    return f", not {raw}" if raw else ""


def _limits(context: Mapping[str, object]) -> str:
    return "; ".join(
        f"; write {bound} {context[key]}"
        for key, bound in (("ge", "at least"), ("le", "at most"))
        if key in context
    )


def _cleaned(value: "Node", loc: Loc) -> Loc:
    """Return the part of pydantic's location that stands in the file, and one missing key after it."""
    kept: list[str | int] = []
    for part in loc:
        if isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        elif isinstance(value, dict) and isinstance(part, str) and (part in value or part.isidentifier()):
            value = value.get(part)
        else:
            break
        kept.append(part)
    return tuple(kept)


class _Guide:
    """Looks up in a JSON schema which keys stand at a place, and what they mean."""

    def __init__(self, schema: Mapping[str, object]) -> None:
        self._schema = schema

    def keys(self, loc: Loc) -> list[str]:
        """Return the fields that a mapping at `loc` may have. Empty: not known."""
        return [str(name) for name in _mapping(self._at(loc).get("properties"))]

    def meaning(self, loc: Loc) -> str:
        """Return the field's own sentence in brackets, or nothing."""
        for end in (len(loc), len(loc) - 1):
            said = self._at(loc[:end], resolve=False).get("description") if end else None
            if isinstance(said, str):
                return f" ({' '.join(said.split()).rstrip('.')})"
        return ""

    def _at(self, loc: Loc, resolve: bool = True) -> Mapping[str, object]:
        node = self._schema
        for part in loc:
            node = self._below(self._resolved(node), part)
        return self._resolved(node) if resolve else node

    def _below(self, node: Mapping[str, object], part: str | int) -> Mapping[str, object]:
        if isinstance(part, int):
            return _mapping(node.get("items"))
        properties = _mapping(node.get("properties"))
        return (
            _mapping(properties.get(part))
            if part in properties
            else _mapping(node.get("additionalProperties"))
        )

    def _resolved(self, node: Mapping[str, object]) -> Mapping[str, object]:
        reference = node.get("$ref")
        if isinstance(reference, str):
            return _mapping(_mapping(self._schema.get("$defs")).get(reference.rpartition("/")[2]))
        return node


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
