"""The command line: stdout is data, stderr is narration, exit codes are an interface.

0 ok · 1 a check failed · 2 usage, configuration, unknown id, broken content · 3 endpoint unreachable
· 4 transcript or database · 130, 143, 129 interrupted, terminated, hung up.
"""

import sys
from typing import NoReturn

import typer

from scoring.errors import ScoringError
from scoring.text import safe_text
from simulator.commands import register
from simulator.errors import EndpointError, MotetError, StoreError, UsageError

EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (UsageError, 2),
    (EndpointError, 3),
    (StoreError, 4),
    (ScoringError, 4),
    (MotetError, 1),
)

app = typer.Typer(
    name="motet",
    help="A practice room for people who must give others bad news.",
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
register(app)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        app()
    except tuple(error for error, _ in EXIT_CODES) as error:
        typer.echo(f"motet: {safe_text(str(error))}", err=True)
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)
