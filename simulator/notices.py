"""What a voice lets the person know, in the interface's words."""

from simulator.wording import Notice, NoticeKind
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
