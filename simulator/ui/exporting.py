"""One session as a file in the trainee's data folder."""

import json
from pathlib import Path
from typing import Literal

from simulator.errors import StoreError
from simulator.store.export import as_markdown, as_transcript, kept_session
from simulator.store.store import Store


def exported(store: Store, session_id: str, form: Literal["md", "json"], folder: Path) -> Path:
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
