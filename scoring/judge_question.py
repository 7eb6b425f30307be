"""What a judging model is asked about one talk: the talk as data, and a list of things to look for.

Ids are made here, so that nothing in the talk can pass for structure; every text stands between random marks.
"""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from scoring.finding import Act, Pitfall
from scoring.grader_talk import without_grader_talk
from scoring.transcript import Tag, Transcript, Turn

Asked = Act | Literal["repair"]

_BY_TAG: dict[Tag, Act] = {
    "emotion": "name_feeling", "story": "acknowledge", "question": "answer",
    "pushback": "hold", "abuse": "limit",
}  # fmt: skip
_ONCE: tuple[Asked, ...] = ("state", "explain", "ask", "check", "help", "next_step", "repair")


@dataclass(frozen=True, slots=True)
class Question:
    """One request to a judging model."""

    rules: str
    """What it is told, always the same but for the mark."""
    talk: str
    """The talk and what to look for, as JSON."""
    schema: dict[str, object] | None
    """The form that the reply must have. None: the rules describe it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look for."""

    id: str
    code: Asked
    turns: tuple[int, ...]
    """Indices of the trainee turns in which it may have been done."""


class _Texts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: str
    repair: str
    plain: str
    acts: dict[Asked, str]
    pitfalls: dict[Pitfall, str]


@cache
def texts() -> _Texts:
    """Return what a judging model is told, read once."""
    return _Texts.model_validate(tomllib.loads(_raw()))


@cache
def prompt_version() -> str:
    """Return a short mark that changes with every word a judging model is told."""
    return sha256(_raw().encode()).hexdigest()[:8]


def items_of(turns: Sequence[Turn]) -> tuple[Item, ...]:
    """Return what to look for in a talk whose customer turns are tagged."""
    found = [*_called_for(turns), *_once(turns)]
    return tuple(Item(f"o{number}", code, places) for number, (code, places) in enumerate(found, 1))


def question(
    transcript: Transcript, items: Sequence[Item], mark: str, form: dict[str, object] | None
) -> Question:
    """Return what is asked about a talk; `mark` is random and new for every request."""
    told = texts()
    rules = told.rules.replace("{mark}", mark).strip()
    brief = transcript.brief
    talk = {
        "language": transcript.language,
        "brief": brief.model_dump(exclude={"must_not"}) if brief else None,
        "must_not": brief.must_not if brief else (),
        "turns": [_turn(index, turn, mark) for index, turn in enumerate(transcript.turns)],
        "codes": {item.code: told.acts[item.code] for item in items},
        "asked": [
            {"id": item.id, "code": item.code, "turns": [f"t{index}" for index in item.turns]}
            for item in items
        ],
        "pitfalls": dict(told.pitfalls),
    }
    data = json.dumps(talk, ensure_ascii=False)
    return Question(rules if form else f"{rules}\n{told.plain.strip()}", data, form)


def readable(turn: Turn) -> str:
    """Return the words of a turn that are judged: what speaks to whoever scores is left out."""
    return without_grader_talk(turn.text) if turn.speaker == "trainee" else turn.text


def _turn(index: int, turn: Turn, mark: str) -> dict[str, object]:
    return {"id": f"t{index}", "speaker": turn.speaker, "text": f"{mark} {readable(turn)} {mark}"}


def _called_for(turns: Sequence[Turn]) -> Iterator[tuple[Asked, tuple[int, ...]]]:
    for index, turn in enumerate(turns[:-1]):
        tags = turn.calls_for or ()
        for tag in tags if turn.speaker == "customer" else ():
            due = {"decision_due", "pushback"} & set(tags)
            if tag in _BY_TAG and not (tag == "question" and due):
                yield _BY_TAG[tag], (index + 1,)


def _once(turns: Sequence[Turn]) -> Iterator[tuple[Asked, tuple[int, ...]]]:
    trainee = tuple(index for index, turn in enumerate(turns) if turn.speaker == "trainee")
    yield from ((code, trainee) for code in _ONCE if trainee)


def _raw() -> str:
    return files("scoring").joinpath("judge.toml").read_text("utf-8")
