"""A kept session for reading elsewhere: as `motet-transcript/1` and as Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from scoring.finding import Finding
from scoring.transcript import Brief
from simulator.cue import Cue
from simulator.store.records import Reflection, StoredScore, StoredSession, StoredTurn
from simulator.store.store import Store
from simulator.wording import total_usage

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&!])|^([-+=]|\d+[.)])", re.MULTILINE)
_SPEAKER = {"customer": "Customer", "trainee": "Trainee"}


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
        reflection=store.reflection(session.id),
    )


def as_transcript(kept: KeptSession) -> dict[str, object]:
    """Return one `motet-transcript/1` object with moods, moves, findings, scores and times."""
    session = kept.session
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
        "score": kept.scores[-1].score if kept.scores else None,
        "scores": [
            {"version": item.version, "at": _time(item.at), "score": item.score} for item in kept.scores
        ],
        "usage": _usage(kept),
        "reflection": asdict(kept.reflection) if kept.reflection else None,
        **{name: getattr(session, name) for name in (*settled, *origin)},
        "started_at": _time(session.started_at),
        "ended_at": _time(session.ended_at),
        "submitted_at": _time(session.submitted_at),
    }


def as_markdown(kept: KeptSession) -> str:
    """Return the session as a page to read; whatever people said stands in it as plain text."""
    return "\n\n".join(_paragraphs(kept)) + "\n"


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
    """Return the tokens of the whole session. None: no model took part."""
    wordings = [turn.wording for turn in kept.turns if turn.wording]
    return asdict(total_usage(wordings)) if wordings else None


def _cue(cue: Cue) -> dict[str, object]:
    return {
        "move": cue.move,
        "intensity": cue.intensity,
        "tone": cue.tone,
        "facts": list(cue.facts),
        "cue_line": cue.line,
        "ending": cue.ending,
    }


def _score(item: StoredScore) -> dict[str, object]:
    return {"version": item.version, "at": _time(item.at), "score": item.score}


def _findings(findings: Sequence[Finding], seq: int) -> list[dict[str, object]]:
    """Return the findings of one turn without the keys that say nothing."""
    mine = [asdict(finding) for finding in findings if finding.turn == seq]
    return [{name: value for name, value in found.items() if value is not None} for found in mine]


def _paragraphs(kept: KeptSession) -> Iterator[str]:
    session = kept.session
    yield f"# {_plain(session.persona)} – {_plain(session.scenario)}"
    yield f"{_plain(session.trainee)}, {session.started_at:%Y-%m-%d %H:%M} UTC, {session.language}"
    if session.brief:
        yield from _brief(session.brief)
    yield "## Talk"
    for turn in kept.turns:
        yield f"**{_SPEAKER[turn.turn.speaker]}:** {_plain(turn.turn.text) or '…'}"
        yield from (
            f"> {found.code}: {_plain(found.quote)}" for found in kept.findings if found.turn == turn.seq
        )
    if session.ending:
        yield f"*{session.ending.replace('_', ' ')}*"
    if kept.reflection:
        yield from _reflection(kept.reflection)


def _brief(brief: Brief) -> Iterator[str]:
    yield "## Brief"
    yield f"**Decision:** {_plain(brief.decision)}"
    yield f"**Reason:** {_plain(brief.reason)}"
    for title, lines in (
        ("May offer", brief.may_offer),
        ("Must not", brief.must_not),
        ("Facts", brief.facts),
    ):
        if lines:
            yield f"**{title}:**\n\n" + "\n".join(f"- {_plain(line)}" for line in lines)


def _reflection(words: Reflection) -> Iterator[str]:
    yield "## Reflection"
    said = {"Intention": words.intention, "What pressed": words.hook, "Note": words.note}
    yield from (f"**{title}:** {_plain(text)}" for title, text in said.items() if text)
    guesses = (words.guess_empathy, words.guess_boundaries)
    if None not in guesses:
        yield f"**Own guess:** empathy {guesses[0]}, boundaries {guesses[1]}"
    if words.went:
        yield f"**Went:** {words.went}"


def _plain(text: str) -> str:
    """Return text with Markdown's signs escaped, on one paragraph."""
    lines = " ".join(text.split())
    return _MARKDOWN.sub(lambda match: "\\" + match[0] if match[1] else _listless(match[2]), lines)


def _listless(start: str) -> str:
    return start[:-1] + "\\" + start[-1]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
