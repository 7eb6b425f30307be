"""What a voice lets the person know, in the interface's words."""

from collections.abc import Sequence

from simulator.wording import Notice, NoticeKind, Wording, small_print
from simulator.words import Words, mark

NOTICES: dict[NoticeKind, str] = {
    "waiting": mark("{text}; try {attempt} in {seconds} s"),
    "authored": mark("{text}. This turn is said in authored words."),
    "budget_near": mark("Four fifths of this session's budget for the model are used."),
    "budget_spent": mark("This session's budget for the model is used up; the authored lines go on."),
    "context_cut": mark("The server read only a part of the talk; from now on less is sent."),
}


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
    spoken = t("Worded by {model}: {turns} turns; in authored words: {authored}.").format(
        model=", ".join(found.models), turns=found.by_model, authored=found.authored
    )
    held = t("Held back by the guard: {count}.").format(count=sum(found.interventions.values()))
    about = t("about {tokens} tokens") if found.usage.estimated else t("{tokens} tokens")
    used = t("Used: {amount}.").format(amount=about.format(tokens=found.usage.tokens))
    cost = [t("Cost: {cost}.").format(cost=f"{found.cost:.4f}")] if found.cost is not None else []
    return [spoken, " ".join([held, used, *cost])]
