"""What the scripted trainees say besides exemplars: whatever the matter, and other words for a scenario."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter

from scoring.transcript import LANGUAGES, Language
from simulator.cast import CastLines, RoleLines
from simulator.content.loading import Document, Node, read_document
from simulator.content.problems import validated


def load_paraphrases(path: Path) -> dict[Language, CastLines]:
    """Return other words for the scripted trainees in one scenario, by language.

    What a role says whatever the matter may be left out; then it speaks as always.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return paraphrases_of(read_document(path, path.parent))


def paraphrases_of(document: Document) -> dict[Language, CastLines]:
    """Return the other words that a document holds.

    Raises:
        BrokenContentError: It does not hold any.
    """
    if not isinstance(document.value, dict):
        return validated(document, TypeAdapter(dict[Language, CastLines]))
    whole: dict[str, Node] = dict(document.value)
    for language in LANGUAGES:
        lines = whole.get(language)
        if isinstance(lines, dict):
            whole[language] = {**role_lines(language).model_dump(mode="json"), **lines}
    return validated(replace(document, value=whole), TypeAdapter(dict[Language, CastLines]))


@cache
def role_lines(language: Language) -> RoleLines:
    """Return what the scripted trainees say in a language whatever the matter."""
    path = Path(str(files("simulator"))) / "cast.yaml"
    roles = validated(read_document(path, path.parent), TypeAdapter(dict[Language, RoleLines]))
    return roles[language]
