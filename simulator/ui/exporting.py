"""One session as a file in the trainee's data folder."""

import json
from pathlib import Path
from typing import Literal

from textual.app import App

from simulator.errors import StoreError
from simulator.store.export import as_markdown, as_transcript, kept_session
from simulator.store.store import Store
from simulator.ui.screens.choose import Choose
from simulator.words import Words, mark

Form = Literal["md", "json"]
FORM_NAMES: dict[Form, str] = {"md": mark("Markdown, to read"), "json": mark("JSON, for programs")}


async def ask_form(app: App[int], t: Words) -> Form | None:
    """Return the form that a file should have. None: no file after all."""
    answers = [(form, t(name)) for form, name in FORM_NAMES.items()]
    chosen = await app.push_screen_wait(Choose(t, t("As which file?"), answers))
    return next((form for form in FORM_NAMES if form == chosen), None)


def exported(store: Store, session_id: str, form: Form, folder: Path) -> Path:
    """Return the file that the session was written to.

    Raises:
        StoreError: The file cannot be written there.
    """
    kept = kept_session(store, session_id)
    text = (
        as_markdown(kept) if form == "md" else json.dumps(as_transcript(kept), ensure_ascii=False, indent=2)
    )
    path = folder / "exports" / f"{session_id[:12]}.{form}"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}); make room or choose another folder"
        ) from None
    return path
