"""Commands for authors: new, schema, list, show."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.text import safe_text

if TYPE_CHECKING:
    from simulator.content.library import Library
    from simulator.content.listing import Row
    from simulator.store.records import StoredSession

SortName = Literal["persona", "scenario", "curriculum"]
ShelfName = Literal["personas", "scenarios", "curricula", "sessions"]
LanguageName = Literal["en", "sv", "da"]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ContentOption = Annotated[
    Path | None, typer.Option("--content", help="A folder with your own personas/ and scenarios/.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the app."""
    app.command()(new)
    app.command()(schema)
    app.command("list")(list_)
    app.command()(show)


def new(
    sort: Annotated[SortName, typer.Argument(help="persona, scenario or curriculum")],
    name: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits and _.")],
    lang: Annotated[
        LanguageName | None, typer.Option("--lang", help="Language of the template; else the settings'.")
    ] = None,
    content: ContentOption = None,
) -> None:
    """Write a commented template to begin with, and print its path."""
    from simulator.content.library import open_library
    from simulator.content.templates import write_template
    from simulator.settings import settings

    chosen = settings({"language": lang})
    folder = content or chosen.content or chosen.data_folder
    library = open_library()
    path = write_template(folder, sort, name, chosen.language)
    if any(file.stem == name and file.parent.name == path.parent.name for file in library.files()):
        typer.echo(f"note: this takes the place of the {sort} {name} that was there", err=True)
    option = f" --content {content}" if content else ""
    typer.echo(f"edit it, then: motet check {path}{option}", err=True)
    typer.echo(path)


def schema(sort: Annotated[SortName, typer.Argument(help="persona, scenario or curriculum")]) -> None:
    """Print the JSON Schema of a sort of content, with a sentence for each field."""
    from simulator.content.schema import schema_text

    typer.echo(schema_text(sort), nl=False)


def list_(
    shelf: Annotated[ShelfName, typer.Argument(help="personas, scenarios, curricula or sessions")],
    tags: Annotated[
        list[str] | None, typer.Option("--tag", help="Only what trains this; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    """List personas, scenarios, curricula or your sessions."""
    from simulator.content.listing import table
    from simulator.errors import UsageError

    if tags and shelf not in ("personas", "scenarios"):
        raise UsageError("--tag goes with personas and scenarios")
    rows = _rows(shelf, tags or (), content)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for line in table(rows):
        typer.echo(line)


def _rows(shelf: ShelfName, tags: Iterable[str], content: Path | None) -> "list[Row]":
    from simulator.content.library import open_library
    from simulator.content.listing import curriculum_rows, persona_rows, scenario_rows, session_rows
    from simulator.content.tags import known_tags

    if shelf == "sessions":
        return session_rows(_sessions())
    library, wanted = open_library(content), known_tags(tags)
    if shelf == "curricula":
        rows = curriculum_rows(library)
    else:
        rows = persona_rows(library, wanted) if shelf == "personas" else scenario_rows(library, wanted)
    _tell_broken(library)
    return rows


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="An id, or persona:ID, scenario:ID, curriculum:ID, session:ID."),
    ],
    as_json: JsonOption = False,
    lang: Annotated[LanguageName | None, typer.Option("--lang", help="Which language to show.")] = None,
    content: ContentOption = None,
) -> None:
    """Show one persona, scenario, curriculum or session."""
    prefix, _, rest = name.rpartition(":")
    if prefix == "session":
        _show_session(rest, as_json)
        return

    from difflib import get_close_matches

    from simulator.content.library import open_library
    from simulator.errors import UsageError

    library = open_library(content)
    sorts = [prefix] if prefix else _sorts_with(library, name)
    if sorts == ["persona"]:
        _show_persona(library, rest, as_json, lang)
    elif sorts == ["scenario"]:
        _show_scenario(library, rest, as_json, lang)
    elif sorts == ["curriculum"]:
        _show_curriculum(library, rest, as_json, lang)
    elif len(sorts) > 1:
        several = " or ".join(f"{sort}:{name}" for sort in sorts)
        raise UsageError(f"{name} is more than one thing; write {several}")
    else:
        near = get_close_matches(name, {file.stem for file in library.files()}, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"unknown id {name!r}; {hint}see motet list personas, scenarios, curricula or sessions"
        )


def _sorts_with(library: "Library", name: str) -> list[str]:
    from simulator.content.schema import SHELVES

    return [sort for sort, shelf in SHELVES.items() if name in library.ids(shelf)]


def _show_persona(library: "Library", name: str, as_json: bool, lang: LanguageName | None) -> None:
    from simulator.content.difficulty import usual_level
    from simulator.content.listing import persona_page

    persona = library.persona(name)
    if as_json:
        typer.echo(persona.model_dump_json())
        return
    file, by_play = library.file("personas", name), usual_level(library, "personas", name)
    for line in persona_page(persona, _spoken(lang, persona.languages), file, by_play):
        typer.echo(line)


def _show_scenario(library: "Library", name: str, as_json: bool, lang: LanguageName | None) -> None:
    from simulator.content.difficulty import usual_level
    from simulator.content.listing import scenario_page

    scenario = library.scenario(name)
    if as_json:
        typer.echo(scenario.model_dump_json())
        return
    file, by_play = library.file("scenarios", name), usual_level(library, "scenarios", name)
    for line in scenario_page(scenario, _spoken(lang, scenario.languages), file, by_play):
        typer.echo(line)


def _show_curriculum(library: "Library", name: str, as_json: bool, lang: LanguageName | None) -> None:
    from simulator.content.listing import curriculum_page

    curriculum = library.curriculum(name)
    if as_json:
        typer.echo(curriculum.model_dump_json())
        return
    language = _spoken(lang, curriculum.spoken())
    for line in curriculum_page(curriculum, language, library.file("curricula", name)):
        typer.echo(line)


def _show_session(name: str, as_json: bool) -> None:
    from simulator.commands.data import own_store
    from simulator.content.library import open_library
    from simulator.export.forms import in_form
    from simulator.settings import settings
    from simulator.store.export import as_transcript, kept_session

    with own_store(make=False) as store:
        kept = kept_session(store, name)
    if as_json:
        typer.echo(json.dumps(as_transcript(kept), ensure_ascii=False))
    else:
        typer.echo(in_form(kept, "md", open_library(), settings().ui_language))


def _spoken(lang: LanguageName | None, spoken: Iterable[LanguageName]) -> LanguageName:
    """Return the language asked for, else the settings' where it is spoken, else the first.

    Raises:
        UsageError: The language asked for is not spoken.
    """
    from simulator.errors import UsageError
    from simulator.settings import settings

    known = list(spoken)
    if lang and lang not in known:
        raise UsageError(f"--lang {lang} is not spoken here; choose from: {', '.join(known)}")
    wish = lang or settings().language
    return wish if wish in known else known[0]


def _sessions() -> Sequence["StoredSession"]:
    from simulator.commands.data import own_store
    from simulator.settings import folders

    if not folders().database.exists():
        return ()
    with own_store() as store:
        return store.sessions()


def _tell_broken(library: "Library") -> None:
    for path, error in library.broken.items():
        typer.echo(f"left out, see motet check {path}:\n{safe_text(str(error))}", err=True)
