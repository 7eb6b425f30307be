"""One session as a file in the trainee's data folder."""

import re
from collections.abc import Callable
from pathlib import Path

from textual.app import App

from scoring.transcript import Language
from simulator.content.library import Library
from simulator.errors import StoreError
from simulator.export.forms import Form, in_form
from simulator.store.export import kept_session
from simulator.store.store import Store
from simulator.ui.screens.choose import Choose
from simulator.words import Words, mark

FORM_NAMES: dict[Form, str] = {
    "html": mark("HTML, to look at and to print"),
    "md": mark("Markdown, to read and to paste"),
    "json": mark("JSON, for programs"),
}
Save = Callable[[Form], str]
"""Writes a session in a form, and returns what there is to say about it. Raises StoreError."""


async def ask_form(app: App[int], t: Words) -> Form | None:
    """Return the form that a file should have. None: no file after all."""
    answers = [(form, t(name)) for form, name in FORM_NAMES.items()]
    chosen = await app.push_screen_wait(Choose(t, t("As which file?"), answers))
    return next((form for form in FORM_NAMES if form == chosen), None)


def exported(
    library: Library, store: Store, session_id: str, form: Form, folder: Path, language: Language
) -> Path:
    """Return the file that the session was written to.

    Raises:
        StoreError: The file cannot be written there.
    """
    kept = kept_session(store, session_id)
    text = in_form(kept, form, library, language)
    persona = re.sub(r"[^\w-]+", "-", kept.session.persona)
    name = f"{kept.session.started_at:%Y-%m-%d}-{persona}-{kept.session.id[:8]}.{form}"
    path = folder / "exports" / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}); make room or choose another folder"
        ) from None
    return path
