"""Commands for talking: practise in the terminal, and play without a person."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

if TYPE_CHECKING:
    from simulator.cast import Role
    from simulator.director import Stage

LanguageName = Literal["en", "sv", "da"]
RoleName = Literal["balanced", "doormat", "wall", "absent", "parrot", "flatterer", "stuffer", "silent", "blunder"]

PersonaArgument = Annotated[str, typer.Argument(help="Who the customer is; see: motet list personas")]
ScenarioArgument = Annotated[str, typer.Argument(help="The bad news; see: motet list scenarios")]
LangOption = Annotated[Optional[LanguageName], typer.Option("--lang", help="Language of the talk.")]
SeedOption = Annotated[int, typer.Option("--seed", help="The same seed and words give the same talk.")]
IntensityOption = Annotated[Optional[int], typer.Option("--intensity", min=1, max=5, help="How hard, 1–5.")]
ContentOption = Annotated[Optional[Path], typer.Option("--content", help="A folder with your own content.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(play)


def play(
    persona: PersonaArgument,
    scenario: ScenarioArgument,
    lang: LangOption = None,
    seed: SeedOption = 1,
    intensity: IntensityOption = None,
    lines: Annotated[Optional[Path], typer.Option("--lines", help="Trainee turns, one a line; - is stdin.")] = None,
    role: Annotated[Optional[RoleName], typer.Option("--as", help="Let a scripted trainee talk.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one motet-transcript/1 object.")] = False,
    content: ContentOption = None,
) -> None:
    """Play a talk without a person, by lines or by a scripted trainee."""
    from simulator.errors import UsageError

    if (lines is None) == (role is None):
        raise UsageError("give either --lines FILE (- is stdin) or --as ROLE, one of the two")
    from simulator.playing import played_object

    played = _played(persona, scenario, lang, seed, intensity, lines, role, content)
    if as_json:
        print(json.dumps(played_object(played), ensure_ascii=False, indent=2))
    else:
        _print_talk(played)
