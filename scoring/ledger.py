"""The ledger: what became of the decision, line by line.

Source: CODEBOOK 4 and 5. A line stands here because of a finding, so it has its words; where the
decision was passed over in silence (`vague` without words) the quote is empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from scoring.finding import Code, Finding, Way
from scoring.reader.words import stem, words_of
from scoring.transcript import Brief, Transcript

Status = Literal["stated", "held", "softened", "conceded", "repaired"]
STATUSES: tuple[Status, ...] = get_args(Status)

_STATUS: dict[Code, Status] = {
    "state": "stated", "hold": "held", "vague": "softened", "concede": "conceded", "repair": "repaired",
}  # fmt: skip
_SHORTEST_TELLING_WORD = 4


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One trainee line that touched the decision."""

    turn: int
    """Index of the trainee turn, from 0."""
    status: Status
    """What it did to the decision."""
    way: Way | None
    """For `conceded`: which of the indirect ways. None: directly, or another status."""
    quote: str
    """The trainee's words, verbatim. Empty where it was passed over in silence."""
    against: str
    """The line of the brief that it was measured against: the decision, or what must not be said.
    Empty: that was not kept."""
    cites: int | None
    """Index of the customer turn before it. None: the trainee spoke first."""


def ledger_of(transcript: Transcript, findings: Sequence[Finding]) -> tuple[LedgerLine, ...]:
    """Return the ledger in the order of the talk; empty where there is no brief to measure against."""
    brief = transcript.brief
    if brief is None:
        return ()
    lines: dict[tuple[int, Status, Way | None], LedgerLine] = {}
    for finding in sorted(findings, key=lambda each: (each.turn, _place(transcript, each))):
        status = _STATUS.get(finding.code)
        if status:
            line = LedgerLine(
                turn=finding.turn,
                status=status,
                way=finding.way,
                quote=finding.quote,
                against=_against(brief, finding) if status == "conceded" else brief.decision,
                cites=finding.turn - 1 if finding.turn else None,
            )
            lines.setdefault((finding.turn, status, finding.way), line)
    return tuple(lines.values())


def is_conceded(ledger: Sequence[LedgerLine]) -> bool:
    """Return whether the decision was given away and not taken back later (DESIGN 7)."""
    return ends_conceded(line.status for line in ledger)


def ends_conceded(statuses: Iterable[Status]) -> bool:
    """Return whether the decision was given away and not taken back, by what lines did in their order."""
    last = [status for status in statuses if status in ("conceded", "repaired")][-1:]
    return last == ["conceded"]


def _place(transcript: Transcript, finding: Finding) -> int:
    return transcript.turns[finding.turn].text.find(finding.quote)


def _against(brief: Brief, finding: Finding) -> str:
    """Return the line of the brief that shares the most words with a concession; the decision in doubt."""
    said = _stems(finding.quote)
    rules = (*brief.must_not, brief.decision)
    return max(rules, key=lambda rule: (len(said & _stems(rule)), rule == brief.decision))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if len(word) >= _SHORTEST_TELLING_WORD)
