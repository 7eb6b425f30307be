"""Commands that take sessions out and away: export, erase."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulator.store.export import KeptSession
    from simulator.store.store import Store

Format = Literal["json", "md", "html"]
LanguageName = Literal["en", "sv", "da"]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("export")(export)
    app.command("erase")(erase)


def own_store(make: bool = True) -> "Store":
    """Return the person's store, made where there is none yet.

    Raises:
        UsageError: there is none, and `make` is False.
    """
    from simulator.errors import UsageError
    from simulator.settings import folders
    from simulator.store.store import open_store

    path = folders().database
    if not make and not path.exists():
        raise UsageError(f"no sessions are kept in {path}; motet practise begins one")
    return open_store(path)


def export(
    sessions: Annotated[list[str], typer.Argument(help="Ids of sessions, or how they begin.")],
    form: Annotated[
        Format, typer.Option("--format", help="json; md, to read; html, to look at and to print.")
    ] = "json",
    output: Annotated[Path | None, typer.Option(help="A file to write. Default: standard output.")] = None,
    ui_lang: Annotated[
        LanguageName | None, typer.Option("--ui-lang", help="The language of a page, beside the talk's own.")
    ] = None,
) -> None:
    """Write sessions out: one JSON object, several one a line, Markdown, or one page of HTML."""
    from simulator.errors import UsageError
    from simulator.store.export import kept_session

    if form == "html" and len(sessions) > 1:
        raise UsageError("a page of HTML holds one session; export them one by one")
    with own_store(make=False) as store:
        kept = [kept_session(store, name) for name in sessions]
    text = _json(kept) if form == "json" else _pages(kept, form, ui_lang)
    if output is None:
        typer.echo(text, nl=False)
    else:
        _write(output, text)
        typer.echo(f"wrote {output}", err=True)


def erase(
    session: Annotated[str | None, typer.Argument(help="The id of a session, or how it begins.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All sessions of a trainee.")] = False,
    trainee: Annotated[str | None, typer.Option(help="Whose sessions --all means. Default: yours.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a session, or all of a trainee, for good."""
    from simulator.errors import UsageError

    if everything == (session is not None):
        raise UsageError("name one session (motet list sessions shows them), or write --all")
    if trainee is not None and not everything:
        raise UsageError("--trainee goes with --all")
    with own_store(make=False) as store:
        if session is not None:
            _erase_session(store, session, yes)
        else:
            _erase_trainee(store, trainee, yes)


def _json(kept: "list[KeptSession]") -> str:
    import json

    from simulator.store.export import as_transcript

    indent = 2 if len(kept) == 1 else None
    return "".join(json.dumps(as_transcript(each), ensure_ascii=False, indent=indent) + "\n" for each in kept)


def _pages(kept: "list[KeptSession]", form: Literal["md", "html"], ui_lang: LanguageName | None) -> str:
    from simulator.content.library import open_library
    from simulator.export.forms import in_form
    from simulator.settings import settings

    library, language = open_library(), settings({"ui_language": ui_lang}).ui_language
    return "\n---\n\n".join(in_form(each, form, library, language) for each in kept)


def _write(path: Path, text: str) -> None:
    """Put the whole text in place at once, readable by this person alone."""
    import os
    import tempfile

    from simulator.errors import UsageError

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.absolute().parent, delete=False
        ) as file:
            file.write(text)
        os.replace(file.name, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); name another file") from None


def _erase_session(store: "Store", name: str, yes: bool) -> None:
    found = store.session(name)
    what = f"session {found.id[:8]} ({found.persona}, {found.scenario}, {_count(found.turn_count, 'turn')})"
    forks = [each.id[:8] for each in store.sessions() if each.parent_id == found.id]
    _ask(what, yes)
    _tell(what, store.erase_session(found.id).traces_left)
    if forks:
        typer.echo(f"sessions forked from it keep the turns they share: {', '.join(forks)}", err=True)


def _erase_trainee(store: "Store", trainee: str | None, yes: bool) -> None:
    from simulator.settings import settings

    name = settings({"trainee": trainee}).trainee
    what = f"{name} with {_count(len(store.sessions(name)), 'session')}"
    _ask(what, yes)
    _tell(what, store.erase_trainee(name).traces_left)


def _count(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def _ask(what: str, yes: bool) -> None:
    import sys

    from simulator.errors import UsageError

    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"nothing was erased: there is no terminal to ask on; write --yes to erase {what}")
    typer.echo(f"Erase {what}? It cannot be undone. [y/N] ", nl=False, err=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "j", "ja"):
        typer.echo("nothing was erased", err=True)
        raise typer.Exit(1)


def _tell(what: str, traces_left: bool) -> None:
    from simulator.errors import StoreError

    if traces_left:
        raise StoreError(f"erased {what}; another window is open, and the last traces go when it is closed")
    typer.echo(f"erased {what}; files exported before are still where you put them", err=True)
