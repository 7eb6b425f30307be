"""Content and sessions as rows of a list, and single entries as a page to read."""

from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scoring.house import PassRule
from scoring.transcript import Language
from simulator.content.curricula import Curriculum
from simulator.content.difficulty import usual_level
from simulator.content.files import shown_name
from simulator.content.library import Library
from simulator.content.models import Persona, Scenario
from simulator.content.tags import tags_of
from simulator.content.written import TrainingTag

if TYPE_CHECKING:
    from simulator.store.records import StoredSession

Cell: TypeAlias = str | int | list[str] | None
Row: TypeAlias = dict[str, Cell]

_WIDEST = 60  # characters of a cell


def persona_rows(library: Library, tags: Set[TrainingTag] = frozenset()) -> list[Row]:
    """Return a row for each usable persona that trains all of `tags`, by id. May be empty."""
    return [
        {
            "id": persona.id,
            "name": persona.name,
            "kind": persona.kind,
            "languages": list(persona.languages),
            "intensity": persona.intensity,
            "by_play": usual_level(library, "personas", persona.id),
            "tags": [*tags_of(persona)],
        }
        for persona in library.personas().values()
        if tags <= set(tags_of(persona))
    ]


def scenario_rows(library: Library, tags: Set[TrainingTag] = frozenset()) -> list[Row]:
    """Return a row for each usable scenario that trains all of `tags`, by id. May be empty."""
    return [
        {
            "id": scenario.id,
            "industry": scenario.industry,
            "opens": scenario.opens,
            "languages": list(scenario.languages),
            "difficulty": scenario.difficulty,
            "by_play": usual_level(library, "scenarios", scenario.id),
            "tags": [*tags_of(scenario)],
            "title": next(iter(scenario.languages.values())).title,
        }
        for scenario in library.scenarios().values()
        if tags <= set(tags_of(scenario))
    ]


def curriculum_rows(library: Library) -> list[Row]:
    """Return a row for each usable curriculum, by id. May be empty."""
    return [
        {
            "id": curriculum.id,
            "languages": [*curriculum.spoken()],
            "steps": len(curriculum.steps),
            "title": next(iter(curriculum.languages.values())).title,
        }
        for curriculum in library.curricula().values()
    ]


def session_rows(sessions: Sequence["StoredSession"]) -> list[Row]:
    """Return a row for each session, in the order given. May be empty."""
    return [
        {
            "id": session.id,
            "trainee": session.trainee,
            "persona": session.persona,
            "scenario": session.scenario,
            "language": session.language,
            "mode": session.mode,
            "seed": session.seed,
            "intensity": session.intensity,
            "status": session.status,
            "ending": session.ending,
            "turns": session.turn_count,
            "started_at": session.started_at.isoformat(timespec="seconds"),
        }
        for session in sessions
    ]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a heading and a line for each row, in columns; nothing where there is no row."""
    if not rows:
        return
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def persona_page(persona: Persona, language: Language, path: Path, by_play: int | None) -> Iterator[str]:
    """Yield what there is to know about a persona in one language it speaks, line by line."""
    voice = persona.languages[language]
    yield f"{persona.name} ({persona.id})"
    if voice.picture:
        yield voice.picture
    yield ""
    yield f"kind: {persona.kind} · intensity {persona.intensity} · languages: {', '.join(persona.languages)}"
    for name, text in (("need", voice.need), ("defence", voice.defence), ("opens", voice.opens),
                       ("closes", voice.closes)):  # fmt: skip
        if text:
            yield f"{name}: {text}"
    yield _trains(persona)
    yield _by_play(by_play)
    own = sum(len(lines) for levels in voice.lines.values() for lines in levels.values())
    yield f"own lines: {own} · file: {shown_name(path)}"


def scenario_page(scenario: Scenario, language: Language, path: Path, by_play: int | None) -> Iterator[str]:
    """Yield a scenario's brief in one of its languages, line by line; the secret stays in the file."""
    voice = scenario.languages[language]
    yield f"{voice.title} ({scenario.id})"
    yield voice.role
    yield ""
    yield (
        f"{voice.company} · {scenario.industry} · {scenario.opens} · difficulty {scenario.difficulty}"
        f" · languages: {', '.join(scenario.languages)}"
    )
    yield _trains(scenario)
    yield _by_play(by_play)
    yield f"decision: {voice.decision}"
    yield f"reason: {voice.reason}"
    parts = {
        "known": voice.known,
        "may offer": voice.may_offer,
        "must not": voice.must_not,
        "facts": voice.facts,
    }
    for name, lines in parts.items():
        yield f"{name}:"
        yield from (f"  - {line}" for line in lines)
    note = scenario.notes.get(language) or next(iter(scenario.notes.values()))
    yield f"notes: {note}"
    yield f"file: {shown_name(path)}"


def curriculum_page(curriculum: Curriculum, language: Language, path: Path) -> Iterator[str]:
    """Yield a curriculum in one of its languages, line by line."""
    said = curriculum.words_in(language)
    yield f"{said.title} ({curriculum.id})"
    yield said.intention
    yield ""
    for number, step in enumerate(curriculum.steps, 1):
        level = "" if step.intensity is None else f" · intensity {step.intensity}"
        yield f"{number:3} {step.persona} · {step.scenario} · {step.mode}{level}{_bar(step.pass_rule)}"
        yield f"      {step.intention_in(language)}"
    yield f"languages: {', '.join(curriculum.spoken())} · file: {shown_name(path)}"


def _bar(rule: PassRule | None) -> str:
    asked = [f"both sides {rule.both_sides}"] if rule and rule.both_sides else []
    return "".join(f" · {part}" for part in (*asked, *(rule.gates if rule else ())))


def _trains(thing: Persona | Scenario) -> str:
    return f"trains: {', '.join(tags_of(thing)) or '–'}"


def _by_play(level: int | None) -> str:
    return "by play: not measured" if level is None else f"by play: {level} of 5"


def _cell(value: Cell) -> str:
    text = ", ".join(value) if isinstance(value, list) else "–" if value is None else str(value)
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDEST else plain[: _WIDEST - 1] + "…"
