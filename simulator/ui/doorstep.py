"""What home says around its lists: who meets what, in which manner, and what was before."""

from collections.abc import Mapping

from textual.content import Content

from simulator.labels import LANGUAGE_NAMES, MODE_NAMES
from simulator.ui.board import Board
from simulator.ui.house import Preferences
from simulator.words import Words


def pairing_of(board: Board, t: Words) -> Content:
    """Return who is met with what news, or that it is not known yet."""
    who = next((item for item in board.meetings if item.id == board.persona), None)
    what = next((item for item in board.news if item.id == board.scenario), None)
    if not (who and what):
        return Content(t("One moment …"))
    names = ((who.title, "bold $accent"), "  ·  ", (what.title, "bold $primary"))
    return Content.assemble(*names, "\n", (who.picture, "$text-muted"))


def manner_of(now: Preferences, keys: Mapping[str, str], t: Words) -> Content:
    """Return how the talk will be, each with the key that turns it; `keys` by the id of what they do."""
    parts = [
        ("home.language", t("language"), LANGUAGE_NAMES[now.language]),
        ("home.mode", t("mode"), t(MODE_NAMES[now.mode])),
        ("home.intensity", t("intensity"), t("theirs") if now.intensity is None else f"{now.intensity} / 5"),
        ("home.abuse", t("insults"), t("allowed") if now.abuse else t("off")),
    ]
    return Content("  ").join(
        Content.assemble(
            (keys.get(name, ""), "bold $primary"), (f" {title} ", "$text-muted"), (value, "bold")
        )
        for name, title, value in parts
    )


def past_of(board: Board, t: Words) -> Content:
    """Return the last sessions; whoever has none is told what this is. Empty while nothing is read yet."""
    if not board.meetings:
        return Content("")
    labels = ((t("Open: {session}"), board.open_label), (t("Last: {session}"), board.last_label))
    rows = [text.format(session=label) for text, label in labels if label]
    if rows and board.ahead:
        rows.append(t("Path: {step}").format(step=board.ahead.label))
    first_time = [
        t("You meet a customer who will not like what you have to say."),
        t("Meet the person, and let the decision stand. Then read how both went."),
        t("It goes to {host}, as you chose. Enter starts.").format(host=board.host)
        if board.host
        else t("It stays on this machine. Enter starts."),
    ]
    return Content("\n".join(rows or first_time))
