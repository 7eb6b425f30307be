"""What a voice lets the person know, in the interface's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from scoring.text import safe_text
from simulator.labels import CAUSE_TEXTS, FAULT_NAMES
from simulator.wording import Action, Fault, Notice, NoticeKind, Usage, Wording, small_print, total_usage
from simulator.words import Words, mark

if TYPE_CHECKING:
    from scoring.errors import FailedReason
    from scoring.judge import Failed
    from simulator.store.records import SecondReading

NOTICES: dict[NoticeKind, str] = {
    "waiting": mark("{text} Try {attempt} in {seconds} s."),
    "authored": mark("{text} This turn is said in authored words."),
    "budget_near": mark("Four fifths of this session's budget for the model are used."),
    "budget_spent": mark("This session's budget for the model is used up; the authored lines go on."),
    "context_cut": mark("The server read only a part of the talk; from now on less is sent."),
}

NOT_READ: dict[FailedReason, str] = {
    "tampered": mark("The talk speaks to whoever reads it, so no model has read it."),
    "no_reply": mark("The model has not read the talk."),
    "malformed": mark("The model's reading could not be used."),
    "undecided": mark("The model's readings did not agree enough."),
}


DONE: dict[Action, str] = {
    "retried": mark("Asked once more: {count} ({why})."),
    "replaced": mark("Replaced by the authored line: {count} ({why})."),
    "dropped": mark("Left out, with the rest of the turn: {count} ({why})."),
    "appended": mark("An authored sentence added: {count} ({why})."),
}
"""What the guard did, how often and why."""


def failed_line(reason: FailedReason, t: Words) -> str:
    """Return in one line that there is no reading by a model, and what stands then."""
    return f"{t(NOT_READ[reason])} {t('The score of this program stands.')}"


def failed_text(failed: Failed, t: Words) -> str:
    """Return why there is no reading by a model, and what stands then."""
    why = [f"  {safe_text(failed.detail)}"] if failed.detail else []
    return "\n".join([t(NOT_READ[failed.reason]), *why, t("The score of this program stands.")])


def notice_text(notice: Notice, t: Words) -> str:
    """Return a notice as one line."""
    return t(NOTICES[notice.kind]).format(
        text=_sentence(notice.text), attempt=notice.attempt, seconds=f"{notice.seconds:g}"
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def small_print_lines(
    wordings: Sequence[Wording], asked: Sequence[SecondReading], t: Words
) -> tuple[str, ...]:
    """Return what a model had to do with a talk, in small print. Empty: none took part.

    `asked` are the times that a model was asked to read it.
    """
    return (*_worded(wordings, t), *_read(asked, t))


def _worded(wordings: Sequence[Wording], t: Words) -> Iterator[str]:
    found = small_print(wordings)
    if found is None:
        return
    spoken = t("Turns worded by {model}: {turns}; in authored words: {authored}.").format(
        model=", ".join(found.models), turns=found.by_model, authored=found.authored
    )
    yield safe_text(spoken)
    held = sum(sum(faults.values()) for done, faults in found.interventions.items() if done != "appended")
    yield t("Held back by the guard: {count}.").format(count=held)
    for action, faults in found.interventions.items():
        yield "  " + t(DONE[action]).format(count=sum(faults.values()), why=_reasons(faults, t))
    if found.causes:
        why = " ".join(t(CAUSE_TEXTS[cause]) for cause in found.causes)
        yield f"{t('Requests that failed: {count}.').format(count=sum(found.causes.values()))} {why}"
    if found.unasked:
        yield t("Said in authored words, the budget being used up: {count}.").format(count=found.unasked)
    if found.stopped:
        yield t("Cut short by you: {count}.").format(count=found.stopped)
    yield _taken(found.usage, found.cost, t)


def _read(asked: Sequence[SecondReading], t: Words) -> Iterator[str]:
    if not asked:
        return
    models = ", ".join(dict.fromkeys(each.model for each in asked))
    costs = [each.cost for each in asked if each.cost is not None]
    told = t("Asked to read the talk: {model}.").format(model=models)
    taken = _taken(total_usage(asked), sum(costs) if len(costs) == len(asked) else None, t)
    yield f"{safe_text(told)} {taken}"


def _taken(usage: Usage, cost: float | None, t: Words) -> str:
    tokens = t("Tokens: about {count}.") if usage.estimated else t("Tokens: {count}.")
    used = tokens.format(count=usage.tokens)
    return used if cost is None else f"{used} {t('Cost: {cost}.').format(cost=f'{cost:.4f}')}"


def _reasons(faults: Mapping[Fault, int], t: Words) -> str:
    return ", ".join(f"{t(FAULT_NAMES[fault])} {count}" for fault, count in faults.items())
