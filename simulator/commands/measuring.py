"""Commands that measure: score."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.text import safe_text
from simulator.commands.practising import ModelOption, UrlOption, named_endpoint

if TYPE_CHECKING:
    from scoring.assessment import Assessment
    from scoring.house import House
    from scoring.loading import Refused
    from scoring.parsing import Given, Loaded
    from simulator.voices.judging import Bench
    from simulator.wording import Notice

_BAD_INPUT = 4
_OUT_OF_REACH = 3


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
    reader: Annotated[
        Literal["local", "model"], typer.Option(help="Who reads; a model reads beside the local reader.")
    ] = "local",
    reads: Annotated[
        int, typer.Option(min=1, max=9, help="How often the model reads; the majority counts.")
    ] = 1,
    base_url: UrlOption = None,
    model: ModelOption = None,
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
    with _bench(reader, named_endpoint(base_url, model)) as bench:
        second = SecondReader(bench, reads) if bench else None
        for number, found in enumerate(_found(files, given)):
            if isinstance(found, Refused):
                refused += 1
                _tell(found, as_json)
            else:
                _show(found, house, second, as_json, first=number == 0)
    if refused:
        raise typer.Exit(_BAD_INPUT)
    if second and second.out_of_reach:
        raise typer.Exit(_OUT_OF_REACH)


@dataclass
class SecondReader:
    """A model that reads each talk beside the local reader."""

    bench: "Bench"
    reads: int
    out_of_reach: bool = False
    """Whether the endpoint failed for any talk."""

    def read(self, local: "Assessment") -> "Assessment":
        """Return the model's account; where it fails, the local one, marked so and said on stderr."""
        from scoring.judge import Failed, where_they_differ

        found = self.bench.judge(local, self.reads)
        if isinstance(found, Failed):
            self.out_of_reach = self.out_of_reach or self.bench.trouble is not None
            name = safe_text(local.transcript.id)
            typer.echo(f"motet: {name}: no reading by the model: {safe_text(found.detail)}", err=True)
            return replace(local, flags=(*local.flags, "judge_failed"))
        for each in where_they_differ(local, found):
            local_codes, model_codes = ", ".join(each.only_local), ", ".join(each.only_model)
            typer.echo(
                f"turn {each.turn}: only local: {local_codes or '-'}; only model: {model_codes or '-'}",
                err=True,
            )
        return found


@contextmanager
def _bench(reader: Literal["local", "model"], endpoint: dict[str, str]) -> "Iterator[Bench | None]":
    if reader == "local":
        yield None
        return
    from simulator.notices import notice_text
    from simulator.settings import folders, settings
    from simulator.voices.judging import Bench
    from simulator.words import words

    def tell(notice: "Notice") -> None:
        typer.echo(f"motet: {notice_text(notice, words('en'))}", err=True)

    chosen = settings({"endpoint": endpoint or None})
    judging = chosen.endpoint if endpoint else chosen.judging
    with Bench(judging, folders().data / "vocabulary", tell=tell) as bench:
        yield bench


def _given(brief: Path | None, lang: Literal["en", "sv", "da"] | None) -> "Given":
    from scoring.loading import load_brief
    from scoring.parsing import Given

    told = load_brief(brief) if brief else Given()
    return Given(lang or told.language, told.brief)


def _found(files: list[str], given: "Given") -> Iterator["Loaded | Refused"]:
    from scoring.loading import transcripts_in

    for file in files:
        yield from transcripts_in(file, sys.stdin.buffer, given)


def _show(
    found: "Loaded", house: "House | None", second: "SecondReader | None", as_json: bool, *, first: bool
) -> None:
    from scoring.assessment import assess
    from scoring.shown import score_object

    assessment = assess(found.transcript, hidden=found.hidden, house=house)
    assessment = second.read(assessment) if second else assessment
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
