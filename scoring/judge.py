"""The model judge: a language model reads the finished talk as a second reader, and never gives a number.

It is handed a function `ask`; whatever it says counts only with its words in the very turn that it names. The
score is worked out from its findings as from anybody's. Where it fails, the local reading stands.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scoring.assessment import Assessment
from scoring.codebook import codebook
from scoring.errors import FailedReason
from scoring.finding import Code, Finding
from scoring.flags import FLAGS, Flag
from scoring.house import house_view
from scoring.judge_question import Item, Question, items_of, prompt_version, question, texts
from scoring.judge_reply import BadReplyError, Believed, Reply, believed, reply_of
from scoring.ledger import ledger_of
from scoring.scorecard import Estimate, Scorecard, score
from scoring.tampering import is_tampered

Ask = Callable[[Question], str]
"""Sends a question to a model and returns its reply; raises `NoReplyError` where there is none."""
Marks = Callable[[], str]
"""Gives a random mark, another one each time."""


class NoReplyError(Exception):
    """There is no reply; `form_refused` says that the server does not take the form it was asked in."""

    def __init__(self, text: str, form_refused: bool = False) -> None:
        """Say why, for a person."""
        super().__init__(text)
        self.form_refused = form_refused


@dataclass(frozen=True, slots=True)
class Failed:
    """The instrument failed: there is no reading by the model, and the local one stands."""

    reason: FailedReason
    detail: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A trainee turn that two readers read otherwise."""

    turn: int
    only_local: tuple[Code, ...]
    only_model: tuple[Code, ...]


def judge(local: Assessment, ask: Ask, marks: Marks, model: str, reads: int = 1) -> Assessment | Failed:
    """Return a model's account of a talk beside the `local` one.

    Of several `reads` the majority counts, and where they disagree the intervals are wider.
    """
    if {"addresses_grader", "role_markers", "hidden_characters"} & set(local.flags) or is_tampered(
        local.transcript
    ):
        return Failed("tampered", "the talk speaks to whoever reads it; only the local reader reads it")
    items = items_of(local.transcript.turns)
    tried = [_read(local, items, ask, marks) for _ in range(reads)]
    good = [each for each in tried if isinstance(each, Believed)]
    if 2 * len(good) <= reads:
        failed = [each for each in tried if isinstance(each, Failed)]
        return (
            failed[0]
            if reads == 1
            else Failed("undecided", f"{len(good)} of {reads} succeeded; {failed[0].detail}")
        )
    return _account(local, good, model)


def judge_version(model: str, reads: int = 1) -> str:
    """Return the version that a model's scores name: codebook, prompt, model, number of readings."""
    return f"codebook-{codebook().version}+judge-{prompt_version()}+{model}" + (
        f"+reads-{reads}" if reads > 1 else ""
    )


def where_they_differ(local: Assessment, model: Assessment) -> tuple[Difference, ...]:
    """Return the trainee turns that the two readers read otherwise, in order."""
    found = []
    for index in range(len(local.transcript.turns)):
        mine, theirs = _codes(local.scorecard.findings, index), _codes(model.scorecard.findings, index)
        if mine != theirs:
            found.append(Difference(index, tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine))))
    return tuple(found)


def _read(local: Assessment, items: Sequence[Item], ask: Ask, marks: Marks) -> Believed | Failed:
    """Ask with a schema, once more with what was wrong, and at last, or where it is refused, without."""
    problem, forms = "", [None, schema(), schema()]
    while forms:
        form = forms.pop()
        asked = question(local.transcript, items, marks(), form)
        if problem:
            asked = replace(asked, rules=f"{asked.rules}\n{texts().repair.replace('{problem}', problem)}")
        try:
            return believed(reply_of(ask(asked), items), local.transcript.turns, items)
        except BadReplyError as error:
            problem = str(error)
        except NoReplyError as error:
            if form is None or not error.form_refused:
                return Failed("no_reply", str(error))
            forms = [None]
    return Failed("malformed", f"no reply could be used; {problem}")


def schema() -> dict[str, object]:
    """Return the JSON schema of a reply; every field is required, none has a default."""
    return Reply.model_json_schema()


def _account(local: Assessment, reads: Sequence[Believed], model: str) -> Assessment:
    findings = _majority(reads)
    cards = [score(local.transcript, read.findings) for read in reads]
    card = score(local.transcript, findings)
    dropped = sum(read.dropped for read in reads)
    raised: set[Flag] = set(local.flags) - {"quote_not_found"} | ({"quote_not_found"} if dropped else set())
    card = _widened(card, cards) if len(cards) > 1 else card
    ledger, house = ledger_of(local.transcript, findings), local.house.house if local.house else None
    return replace(
        local,
        scorecard=card,
        ledger=ledger,
        flags=tuple(flag for flag in FLAGS if flag in raised),
        version=judge_version(model, len(reads)) + (f"+{house.version}" if house else ""),
        reader="model",
        dropped=dropped,
        house=house_view(house, local.transcript, card, ledger) if house else None,
    )


def _majority(reads: Sequence[Believed]) -> tuple[Finding, ...]:
    """Return the findings of more than half of the readings, each in the words of the first that has it."""
    votes = Counter(key for read in reads for key in {(each.turn, each.code) for each in read.findings})
    kept: dict[tuple[int, Code], Finding] = {}
    for read in reads:
        for each in read.findings:
            if 2 * votes[each.turn, each.code] > len(reads):
                kept.setdefault((each.turn, each.code), each)
    return tuple(sorted(kept.values(), key=lambda each: each.turn))


def _widened(card: Scorecard, cards: Sequence[Scorecard]) -> Scorecard:
    """Return a scorecard whose intervals reach as far as those of any single reading."""
    empathy, boundaries = (
        side and replace(side, estimate=_hull(side.estimate, _estimates(name, cards)))
        for name, side in (("empathy", card.empathy), ("boundaries", card.boundaries))
    )
    overall = card.overall and _hull(card.overall, [each.overall for each in cards if each.overall])
    corner = card.corner if overall and all(each.corner == card.corner for each in cards) else None
    return replace(
        card,
        empathy=empathy,
        boundaries=boundaries,
        overall=overall,
        corner=corner or (card.corner and "between"),
    )


def _estimates(side: str, cards: Sequence[Scorecard]) -> list[Estimate]:
    sides = (each.empathy if side == "empathy" else each.boundaries for each in cards)
    return [each.estimate for each in sides if each]


def _hull(middle: Estimate, others: Sequence[Estimate]) -> Estimate:
    return Estimate(
        middle.value,
        min([middle.low, *(other.low for other in others)]),
        max([middle.high, *(other.high for other in others)]),
    )


def _codes(findings: Sequence[Finding], turn: int) -> set[Code]:
    return {finding.code for finding in findings if finding.turn == turn}
