"""Commands about sessions over time: progress."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulator.journal import Only
    from simulator.store.store import Store

LanguageName = Literal["en", "sv", "da"]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("progress")(progress)


def progress(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    persona: Annotated[str | None, typer.Option(help="Only talks with this persona.")] = None,
    scenario: Annotated[str | None, typer.Option(help="Only talks about this scenario.")] = None,
    lang: Annotated[LanguageName | None, typer.Option("--lang", help="Only talks in this language.")] = None,
    trainee: Annotated[str | None, typer.Option(help="Whose sessions. Default: yours.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="First score sessions that another measure scored.")
    ] = False,
    looked: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Let a flagged session count: you have looked at it."),
    ] = None,
    ui_lang: Annotated[
        LanguageName | None, typer.Option("--ui-lang", help="The language of the account.")
    ] = None,
) -> None:
    """Show your sessions over time: both sides, your guesses, and what comes before what."""
    from simulator.commands.data import own_store
    from simulator.journal import Only, journal_of, measure_of
    from simulator.settings import settings

    chosen = settings({"trainee": trainee, "ui_language": ui_lang})
    only = Only(persona, scenario, lang)
    with own_store(make=False) as store:
        for name in looked or ():
            store.look_at(_own(store, name, chosen.trainee))
        if again:
            _score_again(store, chosen.trainee, only)
        pages = journal_of(store, chosen.trainee, only)
    if not pages:
        typer.echo(f"no finished sessions of {chosen.trainee} to show", err=True)

    from simulator.progress_text import progress_lines, progress_object
    from simulator.words import words

    version = measure_of(pages, chosen.reader == "model")
    if as_json:
        import json

        found = {"trainee": chosen.trainee, **progress_object(pages, version)}
        typer.echo(json.dumps(found, ensure_ascii=False))
    elif pages:
        for line in progress_lines(pages, version, words(chosen.ui_language)):
            typer.echo(line)


def _own(store: "Store", name: str, trainee: str) -> str:
    """Return the whole id of one of the trainee's sessions; only its owner can look at it."""
    from simulator.errors import UsageError

    found = store.session(name)
    if found.trainee != trainee:
        raise UsageError(f"session {found.id[:8]} is not one of {trainee}'s; its owner looks at it")
    return found.id


def _score_again(store: "Store", trainee: str, only: "Only") -> None:
    from simulator.content.house import own_house
    from simulator.journal import score_again

    done = score_again(store, trainee, only, own_house())
    typer.echo(f"scored anew: {done}", err=True)
