"""Commands that look after Motet itself: doctor, config, db."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command("doctor")(doctor)
    config = typer.Typer(help="See what is settled, and where.", no_args_is_help=True)
    config.command("show")(show)
    config.command("path")(path)
    app.add_typer(config, name="config")
    database = typer.Typer(help="Look after the database.", no_args_is_help=True)
    database.command("upgrade")(upgrade)
    app.add_typer(database, name="db")


def doctor(as_json: Json = False) -> None:
    """Check that everything Motet needs is there; leave with 1 where something is not."""
    import json
    from dataclasses import asdict

    from scoring.text import safe_text
    from simulator.doctor import check_up

    checks = check_up()
    ok = all(check.status != "failed" for check in checks)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            typer.echo(safe_text(f"{check.status:8}{check.name}: {check.detail}"))
            if check.advice:
                typer.echo(safe_text(f"        → {check.advice}"))
    if not ok:
        raise typer.Exit(1)


def show(as_json: Json = False) -> None:
    """Show the settings and where each comes from."""
    import json

    from simulator.settings import folders, settings, source_of

    values = settings().model_dump(mode="json")
    sources = {key: source_of(key) for key in values}
    if as_json:
        place = {"config_file": str(folders().config_file), "data_folder": str(folders().data)}
        typer.echo(json.dumps({**place, "settings": values, "sources": sources}, ensure_ascii=False))
        return
    for key, value in values.items():
        typer.echo(f"{key} = {json.dumps(value, ensure_ascii=False)}  ({sources[key]})")


def path() -> None:
    """Print the path of the settings file, which need not exist."""
    from simulator.settings import folders

    typer.echo(str(folders().config_file))


def upgrade() -> None:
    """Bring the database up to this version; a copy of the old one is kept beside it."""
    from simulator.commands.data import own_store
    from simulator.store.schema import OURS

    with own_store() as store:
        typer.echo(f"{store.path} is at revision {OURS.latest}", err=True)
        if store.backup:
            typer.echo(f"the copy from before is {store.backup}", err=True)
