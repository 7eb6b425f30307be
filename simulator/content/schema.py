"""JSON Schemas of all sorts of content, for editors: a sentence under each field, errors as you type."""

import json
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, JsonValue
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema

from simulator.content.curricula import Curriculum
from simulator.content.models import Persona, Scenario

Sort = Literal["persona", "scenario", "curriculum"]
Shelf = Literal["personas", "scenarios", "curricula"]

SORTS: tuple[Sort, ...] = get_args(Sort)
SHELVES: dict[Sort, Shelf] = {"persona": "personas", "scenario": "scenarios", "curriculum": "curricula"}
"""The folder in which each sort of content lies."""

_MODELS: dict[Sort, type[BaseModel]] = {"persona": Persona, "scenario": Scenario, "curriculum": Curriculum}


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Return False: no field gets a title."""
        return False

    def generate(
        self, schema: CoreSchema, mode: Literal["validation", "serialization"] = "validation"
    ) -> JsonSchemaValue:
        """Return the schema with its dialect named first."""
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}


def schema_text(sort: Sort) -> str:
    """Return the schema as it stands in `personas/persona.schema.json`, ending with a line break."""
    schema = _MODELS[sort].model_json_schema(schema_generator=_Untitled)
    return json.dumps(_unwrapped(schema), indent=2, ensure_ascii=False) + "\n"


def _unwrapped(node: JsonValue) -> JsonValue:
    """Return the schema with each sentence on one line."""
    if isinstance(node, dict):
        return {key: _unwrapped(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_unwrapped(item) for item in node]
    return " ".join(node.split()) if isinstance(node, str) else node


def schema_file(folder: Path, sort: Sort) -> Path:
    """Return where the schema of a sort lies in a content folder."""
    return folder / SHELVES[sort] / f"{sort}.schema.json"
