"""How one customer turn got its words: who found them, what the guard did, what it cost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from simulator.errors import Cause

Source = Literal["understudy", "model", "both"]
Fault = Literal[
    "controls", "format", "reasoning", "assistant_like", "out_of_character", "speaks_for_trainee",
    "wrong_language", "over_budget", "locked_fact", "invented", "turned_round", "too_nice", "too_hard",
    "repeats", "echoes", "ends_talk", "lacks_call", "lacks_fact",
]  # fmt: skip
"""What the guard finds wrong in a model's sentence.

controls: signs that a terminal would obey, or that nobody sees.
format: markup, stage directions, lists, a speaker's label.
reasoning: thoughts about the task instead of speech.
assistant_like: helps, offers, apologises for inconvenience.
out_of_character: speaks of models, roles, prompts or of the talk as an exercise.
speaks_for_trainee: says the other side's lines.
wrong_language: not in the talk's language.
over_budget: more words than the cue allows.
locked_fact: tells what is not unlocked yet.
invented: a number, date or name that nobody has mentioned.
turned_round: who owes, refuses or suffers is the wrong way round.
too_nice: thanks, yields or praises where the cue does not.
too_hard: swears or insults where the cue does not.
repeats: nearly the same as an own earlier sentence.
echoes: the trainee's own words at length.
ends_talk: says goodbye where the cue does not.
lacks_call: the turn does not call for what the cue says.
lacks_fact: the turn leaves out the fact that the cue tells."""
Action = Literal["retried", "replaced", "dropped", "appended"]
"""retried: asked once more. replaced: the authored line was said. dropped: that sentence and the rest were
left out. appended: the authored sentence that carries what was missing came after."""
NoticeKind = Literal["waiting", "authored", "budget_near", "budget_spent", "context_cut"]

FAULTS: tuple[Fault, ...] = get_args(Fault)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more requests."""

    prompt: int = 0
    cached: int = 0
    """Those of the prompt that the server had kept."""
    completion: int = 0
    estimated: bool = False
    """Whether the server did not say, so that we counted."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
            self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.prompt + self.completion


@dataclass(frozen=True, slots=True)
class Intervention:
    """One thing the guard did."""

    fault: Fault
    action: Action


@dataclass(frozen=True, slots=True)
class Wording:
    """How one customer turn got its words."""

    model: str
    """The model's name."""
    source: Source
    """Whose words were shown."""
    interventions: tuple[Intervention, ...] = ()
    """What the guard did, in order. May be empty."""
    causes: tuple[Cause, ...] = ()
    """Why requests failed, in order. May be empty."""
    usage: Usage = Usage()
    requests: int = 0
    """How many requests were sent."""
    first_sentence_ms: int | None = None
    """Milliseconds until the first sentence could be shown. None: no model sentence was shown."""
    stopped: bool = False
    """Whether the trainee cut the model short; the authored words took over from there."""
    cost: float | None = None
    """What it cost, in the currency of the settings' prices. None: a price is not known."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the person should know while the customer has not answered yet."""

    kind: NoticeKind
    """waiting: tries again in `seconds`. authored: this turn is said in authored words. budget_near,
    budget_spent: the session's limit. context_cut: the server kept only a part of the talk."""
    cause: Cause | None = None
    """Why. None: no request failed."""
    text: str = ""
    """What happened, as the error says it."""
    seconds: float = 0
    """How long it waits."""
    attempt: int = 0
    """Which try comes next, from 2. 0: none."""


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """What a model had to do with a whole talk."""

    models: tuple[str, ...]
    """The models' names, each once, in the order of the talk."""
    by_model: int
    """Customer turns in whose words a model had a part."""
    authored: int
    """Customer turns that the understudy said in a model's place."""
    interventions: Mapping[Action, Mapping[Fault, int]]
    """How often the guard did what for which reason, most often first; what it never did is left out."""
    causes: Mapping[Cause, int]
    """How often requests failed, and why. May be empty."""
    unasked: int
    """Customer turns for which the model was not asked, since the session's budget was used up."""
    stopped: int
    """Turns in which the trainee cut the model short."""
    usage: Usage
    cost: float | None
    """What it cost, in the currency of the settings' prices. None: a price is not known."""


def small_print(wordings: Sequence[Wording]) -> SmallPrint | None:
    """Return what a model had to do with a talk. None: none took part."""
    if not wordings:
        return None
    costs = [wording.cost for wording in wordings]
    known = [cost for cost in costs if cost is not None]
    return SmallPrint(
        models=tuple(dict.fromkeys(wording.model for wording in wordings)),
        by_model=sum(wording.source != "understudy" for wording in wordings),
        authored=sum(wording.source == "understudy" for wording in wordings),
        interventions=_interventions(wordings),
        causes=Counter(cause for wording in wordings for cause in wording.causes),
        unasked=sum(not (wording.requests or wording.causes or wording.stopped) for wording in wordings),
        stopped=sum(wording.stopped for wording in wordings),
        usage=total_usage(wordings),
        cost=sum(known) if len(known) == len(costs) else None,
    )


def _interventions(wordings: Sequence[Wording]) -> dict[Action, dict[Fault, int]]:
    done = Counter(each for wording in wordings for each in wording.interventions)
    return {
        action: {each.fault: count for each, count in done.most_common() if each.action == action}
        for action in get_args(Action)
        if any(each.action == action for each in done)
    }


class Used(Protocol):
    """Whatever took tokens."""

    @property
    def usage(self) -> Usage:
        """How many."""


def total_usage(used: Iterable[Used]) -> Usage:
    """Return the tokens of all together."""
    total = Usage()
    for each in used:
        total += each.usage
    return total
