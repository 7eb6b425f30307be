"""What a running session writes to: one session of an open store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoring.finding import Finding
from simulator.cue import Ending
from simulator.store.records import Entry
from simulator.talk import Said

if TYPE_CHECKING:
    from simulator.store.store import Store


class SessionLog:
    """Keeps one session; each call returns when the row is safe on disk."""

    def __init__(self, store: "Store", session_id: str) -> None:
        """Write to the session `session_id` of an open store."""
        self.session_id = session_id
        self._store = store
        self._entries: dict[int, tuple[Said, Entry]] = {}

    def append(self, seq: int, said: Said) -> None:
        """Keep one turn; trying the same turn again after a failure changes nothing."""
        tried = self._entries.get(seq)
        entry = (
            tried[1]
            if tried and tried[0] == said
            else Entry(turn=said.turn, cue=said.cue, mood=said.mood, wording=said.wording)
        )
        self._entries[seq] = (said, entry)
        self._store.append_turn(self.session_id, seq, entry)

    def keep_findings(self, seq: int, findings: Sequence[Finding]) -> None:
        """Keep what the customer took from a trainee turn, read against the cue."""
        self._store.save_findings(self.session_id, "cue", findings, seq)

    def end(self, ending: Ending | None) -> None:
        """Mark the session as ended; with None, stopped by the trainee."""
        self._store.end_session(self.session_id, ending)
