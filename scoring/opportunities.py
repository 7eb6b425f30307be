"""What each customer turn called for, and which trainee acts paid.

Source: CODEBOOK section 2. A code is credited once per opportunity, in the trainee's next turn
unless said otherwise; without an opportunity a code leaves the denominator.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.codebook import codebook
from scoring.finding import Act, Finding
from scoring.transcript import Tag, Turn


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One moment that called for one act."""

    code: Act
    """The act it called for."""
    opened: int | None
    """Index of the customer turn that opened it. None: opened by the talk as a whole."""
    weight: int
    """Its weight in hundredths."""
    credit: int = 0
    """What was earned, 0–100 hundredths."""
    paid_by: int | None = None
    """Index of the trainee turn that earned it. None: not earned."""


def find_opportunities(
    turns: Sequence[Turn], findings: Sequence[Finding]
) -> tuple[tuple[Opportunity, ...], tuple[Finding, ...]]:
    """Return the opportunities of a talk in order of opening, and the findings with `credited` set.

    Customer turns need their `calls_for`; None counts as nothing called for.
    """
    opportunities = _Count(turns, findings).opportunities()
    unpaid: set[tuple[str, int | None]] = {(item.code, item.paid_by) for item in opportunities if item.credit}
    credited: list[Finding] = []
    for finding in findings:
        earns = (finding.code, finding.turn) in unpaid
        unpaid.discard((finding.code, finding.turn))  # a second finding of the code in that turn pays nothing
        credited.append(replace(finding, credited=earns))
    return opportunities, tuple(credited)


class _Count:
    def __init__(self, turns: Sequence[Turn], findings: Sequence[Finding]) -> None:
        self.turns = turns
        self.book = codebook()
        self.trainee = [index for index, turn in enumerate(turns) if turn.speaker == "trainee"]
        self.found: dict[str, set[int]] = {}
        for finding in findings:
            self.found.setdefault(finding.code, set()).add(finding.turn)
        self.stated = min(self.found.get("state", {len(turns)}))
        self.due = due_at(turns)
        self.first_story = self._first("story")
        self.first_opening = self._first("story", "emotion")

    def opportunities(self) -> tuple[Opportunity, ...]:
        """Return all opportunities, by opening turn, those of the whole talk last."""
        by_turn = [item for index in range(len(self.turns)) for item in self._opened_by(index)]
        return (*by_turn, *self._once_where_stated())

    def _opened_by(self, index: int) -> list[Opportunity]:
        following = self._following(index, 2)
        if self.turns[index].speaker == "trainee" or not following:
            return []
        tags = self.turns[index].calls_for or ()
        opened = [self._next_turn(code, index) for code in self._codes(index, tags)]
        if index == self.due:
            opened += self._decision(index)
        if index == self.first_opening and self.stated > index:
            window = self._following(index, self.book.roll_up.ask_within)
            opened.append(self._credited("ask", index, window))
        if index == self.first_story:
            opened.append(self._credited("check", index, self._following(index, len(self.turns))))
        return opened

    def _codes(self, index: int, tags: Sequence[Tag]) -> list[Act]:
        codes: list[Act] = []
        if "emotion" in tags:
            codes.append("name_feeling")
        if "story" in tags:
            codes.append("acknowledge")
        if "question" in tags and "decision_due" not in tags and "pushback" not in tags:
            codes.append("answer")
        if "pushback" in tags and self.stated < index:
            codes.append("hold")
        if "abuse" in tags:
            codes.append("limit")
        return codes

    def _decision(self, index: int) -> list[Opportunity]:
        roll_up = self.book.roll_up
        if self.stated >= len(self.turns):
            return [self._open("state", index), self._open("explain", index)]
        in_time = self._following(index, roll_up.state_in_time)
        full = self.stated < index or self.stated in in_time
        credit = 100 if full else roll_up.late_state_credit
        state = replace(self._open("state", index), credit=credit, paid_by=self.stated)
        window = [self.stated, *self._following(self.stated, 1)]
        return [state, self._credited("explain", index, window)]

    def _once_where_stated(self) -> list[Opportunity]:
        if self.stated >= len(self.turns):
            return []
        return [self._credited(code, None, self.trainee) for code in ("help", "next_step")]

    def _next_turn(self, code: Act, index: int) -> Opportunity:
        return self._credited(code, index, self._following(index, 1))

    def _credited(self, code: Act, index: int | None, window: Sequence[int]) -> Opportunity:
        paid = next((turn for turn in window if turn in self.found.get(code, ())), None)
        return replace(self._open(code, index), credit=0 if paid is None else 100, paid_by=paid)

    def _open(self, code: Act, index: int | None) -> Opportunity:
        return Opportunity(code, index, self.book.acts[code].weight)

    def _following(self, index: int, count: int) -> list[int]:
        start = bisect_right(self.trainee, index)
        return self.trainee[start : start + count]

    def _first(self, *tags: Tag) -> int | None:
        for index, turn in enumerate(self.turns):
            if turn.speaker == "customer" and set(tags) & set(turn.calls_for or ()):
                return index
        return None


def due_at(turns: Sequence[Turn]) -> int | None:
    """Return the index of the customer turn at which the decision falls due.

    None: it never does. Where the talk begins with the trainee and no customer turn is tagged for it,
    the first customer turn counts (CODEBOOK 2).
    """
    customer = [index for index, turn in enumerate(turns) if turn.speaker == "customer"]
    for index in customer:
        if "decision_due" in (turns[index].calls_for or ()):
            return index
    if customer and turns[0].speaker == "trainee":
        return customer[0]
    return None
