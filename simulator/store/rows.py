"""From values to rows and back; what comes back is checked and sanitised again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from scoring.finding import Finding
from scoring.text import safe_text
from simulator.cue import Cue
from simulator.store.appending import Column, as_json
from simulator.store.models import (
    FindingRow,
    ReflectionRow,
    ScoreRow,
    SecondReadingRow,
    SessionRow,
    TurnRow,
)
from simulator.store.records import (
    Entry,
    NewSession,
    Reading,
    Reflection,
    SecondReading,
    StoredFinding,
    StoredScore,
    StoredSecondReading,
    StoredSession,
    StoredTurn,
)
from simulator.wording import Wording

_CUE = TypeAdapter(Cue)
_FINDING = TypeAdapter(StoredFinding)
_REFLECTION = TypeAdapter(Reflection)
_SECOND_READING = TypeAdapter(StoredSecondReading)
_SESSION = TypeAdapter(StoredSession)
_TURN = TypeAdapter(StoredTurn)
_WORDING = TypeAdapter(Wording)
_CUE_COLUMNS = ("move", "intensity", "tone", "most_words", "ending")
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_DIALS = ("anger", "anxiety", "confusion", "trust", "need")
_NOT_IN_SESSION_ROW = frozenset({"trainee", "brief"})


def session_row(new: NewSession, trainee_number: int, at: datetime) -> SessionRow:
    """Return the row of a session that begins."""
    settled = {name: value for name, value in vars(new).items() if name not in _NOT_IN_SESSION_ROW}
    brief = new.brief.model_dump(mode="json") if new.brief else None
    return SessionRow(**settled, brief=brief, trainee_number=trainee_number, started_at=at)


def stored_session(row: SessionRow, trainee: str, team: str | None, turn_count: int) -> StoredSession:
    """Return the session of a row and of what stands in other tables."""
    kept = row.model_dump(exclude={"number", "trainee_number", "team_number"})
    names = {"trainee": trainee, "team": safe_text(team) if team else None, "turn_count": turn_count}
    return _SESSION.validate_python(kept | names, strict=False)


def turn_values(session_id: str, seq: int, entry: Entry, at: datetime) -> dict[str, Column]:
    """Return the columns of a turn as the driver takes them."""
    turn, cue = entry.turn, entry.cue
    values: dict[str, Column] = {
        "session_id": session_id,
        "seq": seq,
        "id": entry.id,
        "speaker": turn.speaker,
        "text": turn.text,
        "at": at.astimezone(UTC).strftime(_MOMENT),
        "calls_for": as_json(turn.calls_for),
        **_cue_columns(cue),
        "wording": _WORDING.dump_json(entry.wording).decode() if entry.wording else None,
    }
    return values | (entry.mood.dials() if entry.mood else dict.fromkeys(_DIALS))


def stored_turn(row: TurnRow) -> StoredTurn:
    """Return the turn of a row."""
    dials = row.model_dump(include=set(_DIALS))
    known = {
        "turn": {"speaker": row.speaker, "text": row.text, "calls_for": row.calls_for},
        "cue": _cue(row),
        "mood": dials if row.anger is not None else None,
        "wording": row.wording,
        "id": row.id,
        "seq": row.seq,
        "at": row.at,
    }
    return _TURN.validate_python(known, strict=False)


def finding_row(session_id: str, reading: Reading, finding: Finding) -> FindingRow:
    """Return the row of a finding."""
    values = asdict(replace(finding, quote=safe_text(finding.quote)))
    seq = values.pop("turn")
    return FindingRow(session_id=session_id, seq=seq, reading=reading, **values)


def stored_finding(row: FindingRow) -> StoredFinding:
    """Return the finding of a row."""
    finding = row.model_dump(include={"code", "credited", "cites", "way"})
    finding |= {"turn": row.seq, "quote": safe_text(row.quote)}
    return _FINDING.validate_python({"finding": finding, "reading": row.reading}, strict=False)


def stored_score(row: ScoreRow) -> StoredScore:
    """Return the score of a row."""
    return StoredScore(
        version=safe_text(row.version), at=row.at, score=safe_object(row.score), chosen=row.chosen
    )


def second_reading_row(session_id: str, read: SecondReading, at: datetime) -> SecondReadingRow:
    """Return the row of one time that a model was asked."""
    return SecondReadingRow(session_id=session_id, at=at, **{**vars(read), "usage": asdict(read.usage)})


def stored_second_reading(row: SecondReadingRow) -> StoredSecondReading:
    """Return what stands in a row."""
    kept = row.model_dump(exclude={"number", "session_id"})
    return _SECOND_READING.validate_python(kept, strict=False)


def reflection(row: ReflectionRow) -> Reflection:
    """Return the reflection of a row."""
    return _REFLECTION.validate_python(row.model_dump(exclude={"session_id"}), strict=False)


def safe_object(raw: Mapping[str, object]) -> dict[str, object]:
    """Return a JSON object with every text in it sanitised."""
    return {safe_text(name): _safe(value) for name, value in raw.items()}


def _safe(raw: object) -> object:
    if isinstance(raw, str):
        return safe_text(raw)
    if isinstance(raw, Mapping):
        return safe_object(raw)
    return [_safe(item) for item in raw] if isinstance(raw, Sequence) else raw


def _cue_columns(cue: Cue | None) -> dict[str, Column]:
    if cue is None:
        return dict.fromkeys((*_CUE_COLUMNS, "facts", "cue_line"))
    plain: dict[str, Column] = {name: getattr(cue, name) for name in _CUE_COLUMNS}
    return {**plain, "facts": as_json(cue.facts), "cue_line": safe_text(cue.line)}


def _cue(row: TurnRow) -> Cue | None:
    if row.cue_line is None:
        return None
    kept = row.model_dump(include={*_CUE_COLUMNS, "facts", "calls_for"})
    return _CUE.validate_python({**kept, "line": safe_text(row.cue_line)})
