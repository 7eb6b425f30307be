"""Commands for talking: practise in the terminal, and play without a person."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.content.library import Library
    from simulator.playing import Played, Speak
    from simulator.stage import Stage

LanguageName = Literal["en", "sv", "da"]
ModeName = Literal["learn", "practice", "exam"]
RoleName = Literal[
    "balanced", "doormat", "wall", "absent", "parrot", "flatterer", "stuffer", "silent", "blunder"
]

LangOption = Annotated[LanguageName | None, typer.Option("--lang", help="Language of the talk.")]
UiLangOption = Annotated[LanguageName | None, typer.Option("--ui-lang", help="Language of the interface.")]
IntensityOption = Annotated[
    int | None, typer.Option("--intensity", min=1, max=5, help="How hard, 1-5; else as the persona is.")
]
VoiceOption = Annotated[
    Literal["understudy", "model"] | None,
    typer.Option("--voice", help="Who finds the customer's words; else as in the settings."),
]
UrlOption = Annotated[
    str | None, typer.Option("--base-url", help="The model endpoint's address, with /v1.", show_default=False)
]
ModelOption = Annotated[str | None, typer.Option("--model", help="The model's name.", show_default=False)]
ContentOption = Annotated[
    Path | None, typer.Option("--content", help="A folder with your own personas/ and scenarios/.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.callback(invoke_without_command=True)(home)
    app.command()(practise)
    app.command("practice", hidden=True)(practise)
    app.command()(play)


def home(context: typer.Context, ui_lang: UiLangOption = None, content: ContentOption = None) -> None:
    """A practice room for people who must give others bad news."""
    from simulator.rooms import Wish, open_home

    command = context.invoked_subcommand
    if command is None:
        open_home(Wish(ui_language=ui_lang, content=content))
    elif ui_lang or content:
        raise UsageError(f"write the option behind the command: motet {command} …")


def practise(
    persona: Annotated[str | None, typer.Argument(help="The customer; see: motet list personas")] = None,
    scenario: Annotated[str | None, typer.Argument(help="The bad news; see: motet list scenarios")] = None,
    lang: LangOption = None,
    mode: Annotated[
        ModeName, typer.Option("--mode", help="learn shows the mood; exam gives no hints.")
    ] = "practice",
    seed: Annotated[int | None, typer.Option("--seed", help="Meet the same customer again.")] = None,
    intensity: IntensityOption = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line mode, for screen readers and pipes.")] = False,
    trainee: Annotated[str | None, typer.Option("--trainee", help="Your name; else the system's.")] = None,
    ui_lang: UiLangOption = None,
    resume: Annotated[str | None, typer.Option("--resume", help="A session's id, or last.")] = None,
    harder: Annotated[
        str | None, typer.Option("--harder", metavar="SESSION", help="Like that session, or last; harder.")
    ] = None,
    easier: Annotated[
        str | None, typer.Option("--easier", metavar="SESSION", help="Like that session, or last; easier.")
    ] = None,
    next_step: Annotated[
        bool, typer.Option("--next", help="The next step of your path; see: motet path")
    ] = False,
    path: Annotated[
        str | None, typer.Option("--path", metavar="ID", help="Whose next step; else the path in hand.")
    ] = None,
    content: ContentOption = None,
    voice: VoiceOption = None,
    base_url: UrlOption = None,
    model: ModelOption = None,
) -> None:
    """Talk with a customer; ids left out are suggested."""
    from simulator.rooms import Wish, open_talk

    wish = Wish(
        persona=persona, scenario=scenario, language=lang, mode=mode, seed=seed, intensity=intensity,
        trainee=trainee, ui_language=ui_lang, resume=resume, content=content, plain=plain,
        harder=harder, easier=easier, next_step=next_step or path is not None, path=path,
        voice=voice, endpoint=named_endpoint(base_url, model),
    )  # fmt: skip
    open_talk(wish)


def play(
    persona: Annotated[str, typer.Argument(help="The customer; see: motet list personas")],
    scenario: Annotated[str, typer.Argument(help="The bad news; see: motet list scenarios")],
    lang: LangOption = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed and words give the same talk.")] = 1,
    intensity: IntensityOption = None,
    lines: Annotated[
        Path | None, typer.Option("--lines", help="Trainee turns, one a line; - is stdin.")
    ] = None,
    role: Annotated[RoleName | None, typer.Option("--as", help="Let a scripted trainee talk.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one motet-transcript/1 object.")] = False,
    content: ContentOption = None,
    voice: VoiceOption = None,
    base_url: UrlOption = None,
    model: ModelOption = None,
) -> None:
    """Play a talk without a person, by lines or by a scripted trainee."""
    from simulator.content.library import open_library
    from simulator.playing import played_object

    if (lines is None) == (role is None):
        raise UsageError("give either --lines FILE (- is stdin) or --as ROLE")
    library = open_library(content)
    stage = _stage(library, persona, scenario, lang, seed, intensity)
    with _speaker(voice, named_endpoint(base_url, model)) as speak:
        played = _played(library, stage, lines, role, speak)
    if as_json:
        typer.echo(json.dumps(played_object(played), ensure_ascii=False, indent=2))
    else:
        _print_talk(played)


def _stage(
    library: "Library",
    persona: str,
    scenario: str,
    lang: LanguageName | None,
    seed: int,
    intensity: int | None,
) -> "Stage":
    from simulator.practice import Choice, stage_for
    from simulator.settings import settings

    language = lang or settings().language
    choice = Choice(
        persona=persona, scenario=scenario, language=language, trainee="", seed=seed, intensity=intensity
    )
    return stage_for(library, choice)


def named_endpoint(base_url: str | None, model: str | None) -> dict[str, str]:
    """Return the settings of an endpoint that were named on the command line."""
    return {key: value for key, value in (("base_url", base_url), ("model", model)) if value}


@contextmanager
def _speaker(
    voice: Literal["understudy", "model"] | None, endpoint: dict[str, str]
) -> "Iterator[Speak | None]":
    """Yield what says the cues. None: the authored lines, as the talk has them."""
    from simulator.settings import settings
    from simulator.speaking import Aloud, voice_for

    speaker = voice_for(settings({"voice": voice, "endpoint": endpoint or None}))
    if speaker is None:
        yield None
        return
    with Aloud(speaker) as aloud:
        yield aloud


def _played(
    library: "Library", stage: "Stage", lines: Path | None, role: RoleName | None, speak: "Speak | None"
) -> "Played":
    from simulator.cast import lines_of
    from simulator.content.wordings import role_lines
    from simulator.playing import play_lines, play_role

    stand_in = library.stand_in(stage.persona)
    if role:
        return play_role(stage, stand_in, role, lines_of(stage.matter, role_lines(stage.language)), speak)
    return play_lines(stage, stand_in, _turns(lines), speak)


def _turns(lines: Path | None) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if lines is None or str(lines) == "-" else lines.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{lines} cannot be read as UTF-8 text: {error}") from error
    return text.removesuffix("\n").replace("\r", "").split("\n") if text else []


def _print_talk(played: "Played") -> None:
    name = played.talk.stage.persona.name
    for said in played.talk.said:
        typer.echo(f"{name if said.cue else 'Trainee'}: {said.turn.text}")
    typer.echo(f"ending: {played.talk.ending or 'none, out of lines'}", err=True)
    if played.unused_lines:
        typer.echo(f"unused lines: {len(played.unused_lines)}", err=True)
