"""The forms in which a session can leave: a page to look at, a page to read, and data."""

import json
from typing import Literal, get_args

from scoring.transcript import Language
from simulator.content.library import Library
from simulator.export.html import as_html
from simulator.export.markdown import as_markdown
from simulator.export.telling import sheet_of
from simulator.store.export import KeptSession, as_transcript

Form = Literal["html", "md", "json"]
FORMS: tuple[Form, ...] = get_args(Form)


def in_form(kept: KeptSession, form: Form, library: Library, language: Language) -> str:
    """Return a session in one form, ending in a newline; pages are in the interface's language."""
    if form == "json":
        return json.dumps(as_transcript(kept), ensure_ascii=False, indent=2) + "\n"
    sheet = sheet_of(kept, library, language)
    return as_html(sheet) if form == "html" else as_markdown(sheet)
