"""The command that shows a curriculum: what is done, and what comes next."""

from pathlib import Path
from typing import Annotated, Literal

import typer

LanguageName = Literal["en", "sv", "da"]


def register(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command("path")(path)


def path(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A curriculum; else the one in hand.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    trainee: Annotated[str | None, typer.Option(help="Whose path. Default: yours.")] = None,
    ui_lang: Annotated[
        LanguageName | None, typer.Option("--ui-lang", help="The language of the account.")
    ] = None,
    content: Annotated[
        Path | None, typer.Option("--content", help="A folder with your own curricula/.")
    ] = None,
) -> None:
    """Show a path of sessions: what is done, and what comes next."""
    import json
    from contextlib import nullcontext

    from scoring.text import safe_text
    from simulator.commands.data import own_store
    from simulator.content.house import own_house
    from simulator.content.library import open_library
    from simulator.path import current_standing
    from simulator.path_text import path_lines, path_object
    from simulator.settings import folders, settings

    chosen, library = settings({"trainee": trainee, "ui_language": ui_lang}), open_library(content)
    house = own_house(content)
    with own_store() if folders().database.exists() else nullcontext() as store:
        standing = current_standing(library, store, chosen.trainee, name, house)
    for file, error in library.broken.items():
        typer.echo(f"left out, see motet check {file}:\n{safe_text(str(error))}", err=True)
    if as_json:
        typer.echo(json.dumps(path_object(standing, chosen.trainee), ensure_ascii=False))
        return
    for line in path_lines(standing, library, chosen.ui_language):
        typer.echo(line)
