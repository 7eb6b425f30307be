"""Tests for the JSON Schemas that editors read."""

import json
from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from simulator.content.library import packaged_folder
from simulator.content.schema import SORTS, Sort, schema_file, schema_text


@pytest.mark.parametrize("sort", SORTS)
def test_the_committed_schema_is_in_step_with_the_models(sort: Sort) -> None:
    """Renew it with: motet schema persona > personas/persona.schema.json, and so on."""
    assert schema_file(packaged_folder(), sort).read_text("utf-8") == schema_text(sort)


@pytest.mark.parametrize("sort", SORTS)
def test_every_field_has_a_sentence(sort: Sort) -> None:
    """A coach reads in the editor what each field means."""
    bare = [name for name, field in _fields({sort: json.loads(schema_text(sort))}) if not _is_sentence(field)]

    assert bare == []
    assert len(list(_fields({sort: json.loads(schema_text(sort))}))) > 10


def _is_sentence(field: JsonValue) -> bool:
    said = field.get("description") if isinstance(field, dict) else None
    return isinstance(said, str) and len(said.split()) >= 3 and said.endswith(".")


def _fields(schema: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """Yield each field below any `properties`, with the name of its model."""
    for name, content in schema.items() if isinstance(schema, dict) else ():
        properties = content.get("properties") if isinstance(content, dict) else None
        yield from _fields(content)
        for field, said in properties.items() if isinstance(properties, dict) else ():
            yield f"{name}.{field}", said
