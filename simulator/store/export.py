"""A kept session for reading elsewhere: as `motet-transcript/1`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from scoring.finding import Finding
from simulator.cue import Cue
from simulator.readings import standing_score
from simulator.store.records import Reflection, StoredScore, StoredSecondReading, StoredSession, StoredTurn
from simulator.store.store import Store
from simulator.wording import Used, total_usage


@dataclass(frozen=True, slots=True)
class KeptSession:
    """Everything the store holds about one session, but for a draft."""

    session: StoredSession
    turns: tuple[StoredTurn, ...]
    findings: tuple[Finding, ...]
    """By the words shown: what is scored. May be empty."""
    cue_findings: tuple[Finding, ...]
    """By the cue's lines: what the customer took. May be empty."""
    scores: tuple[StoredScore, ...]
    """All versions, oldest first. May be empty."""
    second_readings: tuple[StoredSecondReading, ...]
    """Each time that a model was asked to read it, oldest first. May be empty."""
    reflection: Reflection | None


def kept_session(store: Store, name: str) -> KeptSession:
    """Return the session whose id is `name` or begins with it, with all that belongs to it."""
    session = store.session(name)
    return KeptSession(
        session=session,
        turns=store.turns(session.id),
        findings=store.findings(session.id, "shown"),
        cue_findings=store.findings(session.id, "cue"),
        scores=store.scores(session.id),
        second_readings=store.second_readings(session.id),
        reflection=store.reflection(session.id),
    )


def as_transcript(kept: KeptSession) -> dict[str, object]:
    """Return one `motet-transcript/1` object with moods, moves, findings, scores and times."""
    session, stands = kept.session, standing_score(kept.scores)
    settled = ("persona", "scenario", "mode", "seed", "intensity", "voice", "abuse", "trainee")
    origin = ("persona_hash", "scenario_hash", "reader_version", "parent_id", "parent_turn")
    return {
        "format": "motet-transcript/1",
        "id": session.id,
        "language": session.language,
        "brief": session.brief.model_dump(mode="json") if session.brief else None,
        "turns": [_turn(turn, kept) for turn in kept.turns],
        "status": session.status,
        "ending": session.ending,
        "score": stands.score if stands else None,
        "scores": [_score(item, item is stands) for item in kept.scores],
        "second_readings": [asdict(each) | {"at": _time(each.at)} for each in kept.second_readings],
        "usage": _usage(kept),
        "reflection": asdict(kept.reflection) if kept.reflection else None,
        **{name: getattr(session, name) for name in (*settled, *origin)},
        "started_at": _time(session.started_at),
        "ended_at": _time(session.ended_at),
        "submitted_at": _time(session.submitted_at),
    }


def _turn(turn: StoredTurn, kept: KeptSession) -> dict[str, object]:
    said: dict[str, object] = {"speaker": turn.turn.speaker, "text": turn.turn.text, "at": _time(turn.at)}
    if turn.turn.calls_for is not None:
        said["calls_for"] = list(turn.turn.calls_for)
    if turn.cue:
        said |= _cue(turn.cue)
    if turn.mood:
        said["mood"] = turn.mood.dials()
    if turn.wording:
        said["wording"] = asdict(turn.wording)
    if turn.turn.speaker == "trainee":
        said["findings"] = _findings(kept.findings, turn.seq)
        said["cue_findings"] = _findings(kept.cue_findings, turn.seq)
    return said


def _usage(kept: KeptSession) -> dict[str, object] | None:
    """Return the tokens of the whole session, spoken and read. None: no model took part."""
    used: list[Used] = [turn.wording for turn in kept.turns if turn.wording]
    used += kept.second_readings
    return asdict(total_usage(used)) if used else None


def _cue(cue: Cue) -> dict[str, object]:
    return {
        "move": cue.move,
        "intensity": cue.intensity,
        "tone": cue.tone,
        "facts": list(cue.facts),
        "cue_line": cue.line,
        "ending": cue.ending,
    }


def _score(item: StoredScore, stands: bool) -> dict[str, object]:
    return {"version": item.version, "at": _time(item.at), "stands": stands, "score": item.score}


def _findings(findings: Sequence[Finding], seq: int) -> list[dict[str, object]]:
    """Return the findings of one turn without the keys that say nothing."""
    mine = [asdict(finding) for finding in findings if finding.turn == seq]
    return [{name: value for name, value in found.items() if value is not None} for found in mine]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
