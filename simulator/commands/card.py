"""The command that measures an endpoint: card."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.commands.practising import ModelOption, UrlOption, named_endpoint

if TYPE_CHECKING:
    from simulator.cast import Role
    from simulator.settings import Settings
    from simulator.stage import Stage


def register(app: typer.Typer) -> None:
    """Add this command to the app."""
    app.command()(card)


def card(
    persona: Annotated[
        list[str] | None, typer.Option("--persona", help="A customer; may be repeated.")
    ] = None,
    scenario: Annotated[
        list[str] | None, typer.Option("--scenario", help="A matter; may be repeated.")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", help="en, sv or da; may be repeated.")] = None,
    roles: Annotated[
        str, typer.Option("--roles", help="Who of the cast plays the trainee, by commas.")
    ] = "balanced,wall,doormat",
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same cues.")] = 1,
    base_url: UrlOption = None,
    model: ModelOption = None,
    as_text: Annotated[bool, typer.Option("--text", help="Print lines for people; JSON is kept.")] = False,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="A folder of labelled talks to judge.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Where the card is kept; else in the data folder.", show_default=False),
    ] = None,
) -> None:
    """Play the cast against a model endpoint, and print how faithful it is as a customer and as a judge."""
    from scoring.text import safe_text
    from simulator.settings import folders, settings

    chosen = settings({"voice": "model", "endpoint": named_endpoint(base_url, model) or None})
    stages = _stages(persona, scenario, lang, seed)
    found = _measured(stages, _roles(roles), chosen, gold)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    place = out or folders().data / "cards" / f"{_file_name(str(found['model']))}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text + "\n", "utf-8")
    typer.echo(safe_text("\n".join(_lines(found)) if as_text else text))
    typer.echo(f"kept in {place}", err=True)


def _stages(
    personas: list[str] | None, scenarios: list[str] | None, languages: list[str] | None, seed: int
) -> "list[Stage]":
    """Return every chosen pair in every chosen language that both speak; without a choice, one pair."""
    from simulator.content.library import open_library, shared_languages
    from simulator.stage import Stage

    library = open_library(None)
    found = []
    for name in personas or ["prosecutor"]:
        for matter in scenarios or ["retail_hygiene_return"]:
            one, other = library.persona(name), library.scenario(matter)
            spoken = [each for each in shared_languages(one, other) if not languages or each in languages]
            found += [Stage(one, other, language, seed, one.intensity, True) for language in spoken]
    return found


def _lines(found: Mapping[str, object], under: str = "") -> Iterator[str]:
    """Yield a line for each value of a card, with the names that lead to it."""
    for name, value in found.items():
        place = f"{under} {name.replace('_', ' ')}".strip()
        if isinstance(value, dict):
            yield from _lines(value, place)
        elif isinstance(value, list):
            yield f"{place}: {', '.join(map(str, value))}"
        else:
            yield f"{place}: {'-' if value is None else value}"


def _roles(names: str) -> "list[Role]":
    from simulator.cast import ROLES
    from simulator.errors import UsageError

    wanted = [name.strip() for name in names.split(",") if name.strip()]
    found = [role for role in ROLES if role in wanted]
    if not found or set(wanted) - set(found):
        raise UsageError(f"--roles: write some of {', '.join(ROLES)}, with commas between them")
    return found


def _tell(what: str) -> None:
    """Say on a terminal how far it is; the same line is written over."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}")
        sys.stderr.flush()


def _measured(
    stages: "list[Stage]", roles: "list[Role]", chosen: "Settings", gold: Path | None
) -> dict[str, object]:
    import asyncio
    from itertools import count

    from simulator.content.library import open_library
    from simulator.settings import folders
    from simulator.speaking import Aloud
    from simulator.voices.examination import try_out
    from simulator.voices.fidelity import acted, card_of
    from simulator.voices.judging import Bench
    from simulator.voices.judging_card import golden_talks, judging_card
    from simulator.voices.model import ModelVoice

    labelled = golden_talks(gold) if gold else []
    endpoint, judging = chosen.endpoint, chosen.judging.filled()
    for each in [endpoint] if chosen.judging == endpoint else [endpoint, judging]:
        asyncio.run(try_out(each))
    folder = folders().data / "vocabulary"
    voice = ModelVoice(endpoint, folder)
    with Aloud(voice) as speak:
        sessions = list(
            acted(open_library(None), stages, speak, roles, lambda at, of: _tell(f"session {at} of {of}"))
        )
    with Bench(judging, folder) as bench:
        talks = [each.talk.transcript(f"{at}") for at, each in enumerate(sessions[:6])]
        readings = count(1)
        judged = judging_card(
            bench, talks, labelled, lambda: _tell(f"reading {next(readings)} of {2 * len(talks)}")
        )
        judged = {"model": bench.model, **judged}
    _tell("")
    pairs = [f"{each.persona.id}.{each.scenario.id}.{each.language}" for each in stages]
    return {"model": voice.name, "stages": pairs, "customer": card_of(sessions, endpoint), "judge": judged}


def _file_name(model: str) -> str:
    return (
        "".join(sign if sign.isalnum() or sign in "-." else "-" for sign in model).strip("-.")[:80] or "model"
    )
