"""Commands that measure: score."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.text import safe_text

if TYPE_CHECKING:
    from scoring.house import House
    from scoring.loading import Refused
    from scoring.parsing import Given, Loaded

_BAD_INPUT = 4


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(score)


def score(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Transcripts: motet-transcript/1, one object a line (.jsonl), or plain text with "
            "Customer: and Trainee:; a folder of them; - for the standard input.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a transcript.")] = False,
    reader: Annotated[Literal["local"], typer.Option(help="Who reads.")] = "local",
    brief: Annotated[
        Path | None,
        typer.Option(help="A brief in JSON or TOML, for transcripts that bring none.", show_default=False),
    ] = None,
    lang: Annotated[
        Literal["en", "sv", "da"] | None,
        typer.Option(help="The language of the talk, for transcripts that do not say.", show_default=False),
    ] = None,
) -> None:
    """Score transcripts: both sides, the decision line by line, and what to try again."""
    from scoring.loading import Refused
    from scoring.parsing import Given
    from simulator.content.house import own_house

    given = _given(brief, lang) if brief or lang else Given()
    house = own_house()
    refused = 0
    for number, found in enumerate(_found(files, given)):
        if isinstance(found, Refused):
            refused += 1
            _tell(found, as_json)
        else:
            _show(found, house, as_json, first=number == 0)
    if refused:
        raise typer.Exit(_BAD_INPUT)


def _given(brief: Path | None, lang: Literal["en", "sv", "da"] | None) -> "Given":
    from scoring.loading import load_brief
    from scoring.parsing import Given

    told = load_brief(brief) if brief else Given()
    return Given(lang or told.language, told.brief)


def _found(files: list[str], given: "Given") -> Iterator["Loaded | Refused"]:
    from scoring.loading import transcripts_in

    for file in files:
        yield from transcripts_in(file, sys.stdin.buffer, given)


def _show(found: "Loaded", house: "House | None", as_json: bool, *, first: bool) -> None:
    from scoring.assessment import assess
    from scoring.shown import score_object

    assessment = assess(found.transcript, hidden=found.hidden, house=house)
    if as_json:
        _print(json.dumps(score_object(assessment), ensure_ascii=False))
        return
    from simulator.summary import summary

    _print(("" if first else f"\n{'─' * 88}\n\n") + summary(assessment))


def _tell(refused: "Refused", as_json: bool) -> None:
    error = safe_text(refused.error)
    if as_json:
        _print(json.dumps({"id": safe_text(refused.name), "error": error}, ensure_ascii=False))
    typer.echo(f"motet: {error}", err=True)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
