"""JSON as people and programs hand it in, read strictly, with the line of every field."""

import json
import re
from collections.abc import Sequence

from scoring.errors import TranscriptError
from scoring.text import safe_text

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class _DoubledKeyError(ValueError):
    def __init__(self, key: str, at: int = 0) -> None:
        super().__init__(key)
        self.key = key
        self.at = at


def parse_json(text: str, name: str, first_line: int = 1) -> object:
    """Return the value that `text` holds.

    `name` and `first_line` say where the text stands, for the message.

    Raises:
        TranscriptError: it is no JSON, a key stands twice, a number is not finite, or it nests too deeply.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"{name}:{first_line + error.lineno - 1}:{error.colno}"
        raise TranscriptError(f"{where}: this is not JSON ({error.msg}); mend it there") from None
    except RecursionError:
        raise TranscriptError(f"{name}:{first_line}: nested too deeply; write a flat transcript") from None
    except _DoubledKeyError as error:
        at = _second_place(text)
        where = f"{name}:{first_line + text.count(chr(10), 0, at)}"
        key = safe_text(error.key)
        raise TranscriptError(f'{where}: the key "{key}" stands twice; keep one of them') from None
    except ValueError:
        raise TranscriptError(
            f"{name}:{first_line}: a number is not finite or has thousands of digits; write an ordinary one"
        ) from None


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, on which the field at `path` begins, or its nearest parent."""
    try:
        places = _places(text)
    except RecursionError:
        return 1
    while path not in places:
        path = path[:-1]
    return text.count("\n", 0, places[path]) + 1


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DoubledKeyError(next(key for key in keys if keys.count(key) > 1))
    return value


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _places(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    _walk(text, 0, (), found)
    return found


def _second_place(text: str) -> int:
    try:
        _places(text)
    except _DoubledKeyError as error:
        return error.at
    except RecursionError:
        pass
    return 0


def _walk(text: str, at: int, path: Path, found: dict[Path, int]) -> int:
    """Note where the value at `at` and all its parts begin; return where it ends."""
    at = _skip(text, at)
    found[path] = at
    if text[at] == "{":
        return _walk_object(text, at, path, found)
    if text[at] == "[":
        return _walk_list(text, at, path, found)
    _, end = _DECODER.raw_decode(text, at)
    return end


def _walk_object(text: str, at: int, path: Path, found: dict[Path, int]) -> int:
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        if (*path, key) in found:
            raise _DoubledKeyError(key, at)
        at = _past_comma(text, _walk(text, _skip(text, end) + 1, (*path, key), found))
    return at + 1


def _walk_list(text: str, at: int, path: Path, found: dict[Path, int]) -> int:
    at = _skip(text, at + 1)
    count = 0
    while text[at] != "]":
        at = _past_comma(text, _walk(text, at, (*path, count), found))
        count += 1
    return at + 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _past_comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return _skip(text, at + 1) if text[at] == "," else at
