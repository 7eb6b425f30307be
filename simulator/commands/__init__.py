"""The commands of the command line, by what they are about.

Each module imports what it needs inside its functions, so that `motet --help` stays quick.
"""

import typer

from simulator.commands import authoring, card, checking, data, measuring, path, practising, progress, upkeep


def register(app: typer.Typer) -> None:
    """Add all commands to the app, in the order of the help."""
    for module in (practising, path, measuring, progress, checking, authoring, data, card, upkeep):
        module.register(app)
