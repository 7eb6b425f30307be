"""What the talk's screen takes and answers, and the small questions that it asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from textual.app import App
from textual.content import Content

from simulator.labels import PULL_NAMES, SPOKEN_BY, Pull
from simulator.session import Session
from simulator.talk import Said
from simulator.ui.house import TextSpeed
from simulator.ui.screens.brief import Intention
from simulator.ui.screens.choose import Choose
from simulator.ui.widgets.chat import Line
from simulator.words import Words

_LONGEST_LABEL = 56
_LONGEST_NAME = 32
"""Characters of a model's name in the header, so that what follows it is seen on 80 columns."""


class Notes(Protocol):
    """Where what is not said is kept."""

    def keep_draft(self, text: str) -> None:
        """Keep what stands in the composer."""

    def keep_pull(self, seq: int, pull: Pull) -> None:
        """Keep that the trainee felt a pull after the turn `seq`."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the talk is shown."""

    learn: bool = False
    """Phase, calls and mood are visible."""
    exam: bool = False
    """No hints, no way back."""
    speed: TextSpeed = "normal"
    intention: Intention = field(default_factory=Intention)
    """What the trainee set out to do."""


@dataclass(frozen=True, slots=True)
class Left:
    """The trainee left; the talk can be resumed."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The talk is over, by itself or by the trainee."""


@dataclass(frozen=True, slots=True)
class Fork:
    """The trainee wants to try again from an own turn."""

    turn: int
    """Index of the trainee turn to say anew."""


Outcome = Left | Finished | Fork


@dataclass(frozen=True, slots=True)
class Lines:
    """Turns as lines of the chat."""

    t: Words
    customer_name: str

    def of(self, said: Sequence[Said]) -> list[Line]:
        """Return a whole talk's lines."""
        return [self.customer(item.turn.text) if item.cue else self.own(item.turn.text) for item in said]

    def customer(self, text: str) -> Line:
        """Return what the customer says."""
        return Line("customer", self.customer_name, text)

    def own(self, text: str) -> Line:
        """Return what the trainee says; silence is shown as such."""
        return Line("trainee", self.t("You"), text, self.t("(silence)"))


def heading_of(session: Session, t: Words) -> Content:
    """Return who speaks, that it is not a person, and about what."""
    stage, last = session.talk.stage, next((said for said in reversed(session.talk.said) if said.cue), None)
    stood_in = last is not None and last.wording is not None and last.wording.source == "understudy"
    voice = t(SPOKEN_BY[0]) if stood_in else _model_name(t(session.voice.name))
    note = t("{voice}, not a person").format(voice=voice)
    return Content.assemble(
        (stage.persona.name, "bold $accent"), (f"   {note}", "$text-muted"), f"   {stage.matter.title}"
    )


async def ask_pull(app: App[int], t: Words) -> Pull | None:
    """Return where it pulls the trainee. None: nowhere after all."""
    answers = [(pull, t(text)) for pull, text in PULL_NAMES.items()]
    beside = t("Only for you. It is no part of the score.")
    chosen = await app.push_screen_wait(Choose(t, t("Where does it pull you?"), answers, beside))
    return next((pull for pull in PULL_NAMES if pull == chosen), None)


async def ask_turn(app: App[int], t: Words, said: Sequence[Said]) -> Fork | None:
    """Return the own turn to say anew. None: none."""
    own = [(str(index), _short(item.turn.text)) for index, item in enumerate(said) if not item.cue]
    beside = t("What you have now is kept as a branch of its own.")
    chosen = await app.push_screen_wait(
        Choose(t, t("Which of your lines do you want to try again?"), own, beside)
    )
    return None if chosen is None else Fork(int(chosen))


async def ask_end(app: App[int], t: Words) -> Left | Finished | None:
    """Return whether to leave or to end. None: to stay."""
    answers = [
        ("stay", t("stay in the talk")),
        ("leave", t("leave now, go on later")),
        ("finish", t("end here and see the debrief")),
    ]
    chosen = await app.push_screen_wait(Choose(t, t("End the talk?"), answers))
    if chosen == "leave":
        return Left()
    return Finished() if chosen == "finish" else None


async def ask_voice(app: App[int], t: Words, reason: str) -> str | None:
    """Return `again` or `authored`: who gives the answer that a voice failed to. None: nobody yet."""
    answers = [("again", t("try again")), ("authored", t("go on with the authored line"))]
    return await app.push_screen_wait(Choose(t, reason, answers, t("Your turn is kept.")))


async def ask_again(app: App[int], t: Words, reason: str) -> bool:
    """Return whether to try once more what the disk has refused."""
    answers = [("again", t("try again"))]
    return await app.push_screen_wait(Choose(t, reason, answers, t("Your turn is kept."))) is not None


def _short(text: str, longest: int = _LONGEST_LABEL) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _model_name(name: str) -> str:
    """Return a model's name as the header has room for; some servers give the whole path of its file."""
    return _short(re.split(r"[/\\]", name)[-1] or name, _LONGEST_NAME)
