"""Where the app keeps what is not said in a talk: drafts, pulls, intention, guess and reflection."""

from dataclasses import replace

from simulator.labels import Pull
from simulator.store.records import Reflection, Went
from simulator.store.store import Store

WENT_BY_PULL: dict[Pull, Went] = {"give_in": "soft", "hit_back": "hard", "flee": "vague"}
"""Where a pull leads that one gives way to."""


class StoreNotes:
    """The notes of one session."""

    def __init__(self, store: Store, session_id: str) -> None:
        """Take the store and the session that the notes belong to."""
        self._store = store
        self._session_id = session_id

    def draft(self) -> str:
        """Return what stood in the composer; empty where nothing did."""
        return self._store.draft(self._session_id)

    def keep_draft(self, text: str) -> None:
        """Keep what stands in the composer."""
        self._store.save_draft(self._session_id, text)

    def reflection(self) -> Reflection:
        """Return what the trainee has said about the session so far."""
        return self._store.reflection(self._session_id) or Reflection()

    def keep_reflection(self, words: Reflection) -> None:
        """Keep what the trainee says about the session."""
        self._store.save_reflection(self._session_id, words)

    def keep_pull(self, seq: int, pull: Pull) -> None:
        """Keep the last pull as the beginning of the reflection: which line pressed, and where it pulled."""
        self.keep_reflection(replace(self.reflection(), pressed_turn=seq, went=WENT_BY_PULL[pull]))
