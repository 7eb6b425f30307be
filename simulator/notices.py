"""What a voice lets the person know, in the interface's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scoring.text import safe_text
from simulator.wording import Notice, NoticeKind, Wording, small_print
from simulator.words import Words, mark

if TYPE_CHECKING:
    from scoring.judge import Failed, FailedReason

NOTICES: dict[NoticeKind, str] = {
    "waiting": mark("{text}; try {attempt} in {seconds} s"),
    "authored": mark("{text}. This turn is said in authored words."),
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


def failed_text(failed: Failed, t: Words) -> str:
    """Return why there is no reading by a model, and what stands then."""
    why = [f"  {safe_text(failed.detail)}"] if failed.detail else []
    return "\n".join([t(NOT_READ[failed.reason]), *why, t("The score of this program stands.")])


def notice_text(notice: Notice, t: Words) -> str:
    """Return a notice as one line."""
    return t(NOTICES[notice.kind]).format(
        text=notice.text, attempt=notice.attempt, seconds=f"{notice.seconds:g}"
    )


def small_print_lines(wordings: Sequence[Wording], t: Words) -> list[str]:
    """Return what a model had to do with a talk, in small print. Empty: none took part."""
    found = small_print(wordings)
    if found is None:
        return []
    spoken = t("Turns worded by {model}: {turns}; in authored words: {authored}.").format(
        model=", ".join(found.models), turns=found.by_model, authored=found.authored
    )
    held = t("Held back by the guard: {count}.").format(count=sum(found.interventions.values()))
    tokens = t("Tokens: about {count}.") if found.usage.estimated else t("Tokens: {count}.")
    used = tokens.format(count=found.usage.tokens)
    cost = [t("Cost: {cost}.").format(cost=f"{found.cost:.4f}")] if found.cost is not None else []
    return [spoken, " ".join([held, used, *cost])]
