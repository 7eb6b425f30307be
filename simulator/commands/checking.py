"""The command for authors that looks at content: check, once or at every save."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulator.checking.course import CheckedFile
    from simulator.checking.trials import Trial
    from simulator.content.library import Library

LanguageName = Literal["en", "sv", "da"]


def register(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command()(check)


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; else everything.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    seeds: Annotated[
        int, typer.Option("--seeds", min=0, max=100, help="Talks for each role of the cast; 0 plays none.")
    ] = 5,
    lang: Annotated[LanguageName | None, typer.Option("--lang", help="Play in this language only.")] = None,
    partner: Annotated[
        str | None, typer.Option("--with", metavar="ID", help="Play with this persona or scenario only.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved.")] = False,
    content: Annotated[
        Path | None, typer.Option("--content", help="A folder with your own personas/ and scenarios/.")
    ] = None,
) -> None:
    """Look at personas and scenarios, and let the scripted trainees play them."""
    from simulator.checking.course import files_at
    from simulator.content.library import open_library

    named = [file for path in paths or () for file in files_at(path)]
    library = open_library(content)
    if partner:
        _known(library, partner)
    checked, trials = _round(library, named, seeds, lang, partner)
    passed = _report(checked, trials, as_json)
    for again in _saves(library.folders if not named else [file.parent for file in named]) if watch else ():
        typer.echo(f"\n{again} was saved", err=True)
        checked, trials = _round(open_library(content), named, seeds, lang, partner)
        passed = _report(checked, trials, as_json)
    raise typer.Exit(0 if passed else 1)


def _known(library: "Library", partner: str) -> None:
    from simulator.errors import UsageError

    known = {file.stem for file in library.files()}
    if partner not in known:
        raise UsageError(f"unknown id {partner!r} for --with; see motet list personas, motet list scenarios")


def _round(
    library: "Library", named: Sequence[Path], seeds: int, lang: LanguageName | None, partner: str | None
) -> "tuple[list[CheckedFile], list[Trial]]":
    from simulator.checking.course import check_file, matches_for
    from simulator.checking.trials import play_matches

    checked = [check_file(path, library) for path in named or library.files()]
    matches = [
        match
        for match in (matches_for(checked, library) if seeds else ())
        if lang in (None, match.language) and partner in (None, match.persona.id, match.scenario.id)
    ]
    typer.echo(f"{len(checked)} files; the cast plays {len(matches)} settings …", err=True)
    return checked, list(_shown(play_matches(matches, range(1, seeds + 1)), len(matches) * seeds))


def _shown(trials: "Iterator[Trial]", rounds: int) -> "Iterator[Trial]":
    """Yield the trials, with a bar on stderr while they are played to a person."""
    import sys

    from simulator.cast import ROLES

    if not sys.stderr.isatty():
        yield from trials
        return
    with typer.progressbar(trials, length=rounds * len(ROLES), file=sys.stderr) as bar:
        yield from bar


def _report(checked: "Sequence[CheckedFile]", trials: "Sequence[Trial]", as_json: bool) -> bool:
    from simulator.checking.report import check_object, is_passed, remark_lines, summary_lines, trial_table

    if as_json:
        typer.echo(json.dumps(check_object(checked, trials), ensure_ascii=False))
    else:
        for line in (*remark_lines(checked), *trial_table(trials), *summary_lines(trials)):
            typer.echo(line)
    passed = is_passed(checked, trials)
    typer.echo("all well" if passed else "something fails; see above", err=True)
    return passed


def _saves(folders: Sequence[Path]) -> Iterator[str]:
    """Yield the names of the content files that were saved together, until the person interrupts."""
    from simulator.watching import saves

    there = sorted({folder for folder in folders if folder.is_dir()})
    typer.echo("watching; ctrl+c ends", err=True)
    yield from map(", ".join, saves(there))
