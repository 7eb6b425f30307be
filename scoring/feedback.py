"""Feedback on one talk: cards that say the goal of a moment, what might serve it better, and one alternative.

Every card is tied to a turn, quotes both sides, and ends in a question back. No card judges anybody.
Source: DESIGN 1.7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from scoring.assessment import Assessment
from scoring.feedback_texts import FeedbackTexts, Frames, Pull, feedback_texts
from scoring.finding import ACTS, Act, Code, Finding, Pitfall
from scoring.moments import Moment, chosen_moments
from scoring.reader.sentences import sentences_of
from scoring.transcript import Brief, Language, Tag, Turn

FIRST_CARDS = 3
"""How many cards are shown before anybody asks for more."""
_MOST_CARDS = 12
_LONGEST_QUOTE = 28
"""Words of a line that a card quotes."""
_FEW_WORDS = 7

AlternativeKind = Literal["exemplar", "opener", "brief", "offer"]

_PULLS: dict[Act | Pitfall, Pull] = {
    "hard": "heat", "judge": "heat", "limit": "heat",
    "concede": "soft", "vague": "soft", "appease": "soft", "state": "soft", "hold": "soft",
    "absent": "away", "script": "away", "assume": "away", "defend": "away",
    "acknowledge": "away", "name_feeling": "away",
    "ask": "plain", "check": "plain", "help": "plain",
    "next_step": "plain", "explain": "plain", "answer": "plain",
}  # fmt: skip
_WORTH_TELLING: tuple[Code, ...] = (
    "repair", "hold", "limit", "name_feeling", "ask", "acknowledge",
    "state", "help", "next_step", "check", "explain", "answer",
)  # fmt: skip
"""What worked, the hardest to do first."""
_BY_TAG: tuple[tuple[Tag, Act], ...] = (
    ("abuse", "limit"), ("decision_due", "state"), ("pushback", "hold"),
    ("question", "answer"), ("emotion", "name_feeling"), ("story", "acknowledge"),
)  # fmt: skip
_INSTEAD: dict[Pitfall, tuple[Tag, ...]] = {
    "hard": ("abuse", "pushback", "emotion", "story"),
    "judge": ("emotion", "story", "pushback"),
    "script": ("story", "emotion", "question"),
    "absent": ("question", "emotion", "story"),
    "defend": ("emotion", "story"),
    "concede": ("pushback", "decision_due"),
    "vague": ("pushback", "decision_due"),
}
"""For a pitfall: the calls of the moment whose act can stand in its place, the first that applies."""
_OTHERWISE: dict[Pitfall, Act] = {
    "hard": "hold", "judge": "acknowledge", "script": "acknowledge", "absent": "acknowledge", "assume": "ask",
    "defend": "name_feeling", "vague": "state", "concede": "hold", "appease": "next_step",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exemplars:
    """A scenario's own model lines, by act."""

    anywhere: Mapping[Act, Sequence[str]] = field(default_factory=dict)
    """Lines that fit wherever the act is called for."""
    by_turn: Mapping[int, Mapping[Act, Sequence[str]]] = field(default_factory=dict)
    """Lines that answer one customer turn, by its index; they come first."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One line to try."""

    kind: AlternativeKind
    """exemplar: the scenario's line. opener: a beginning to fill in. brief and offer: from the brief."""
    text: str
    """The line, without quotation marks."""


@dataclass(frozen=True, slots=True)
class Card:
    """Feedback on one moment."""

    turn: int
    """Index of the trainee turn."""
    cites: int | None
    """Index of the customer turn before it. None: the trainee spoke first."""
    code: Code
    """The act that was called for or that worked, or the pitfall."""
    worked: bool
    """Whether it tells what worked; then there is nothing to serve better and no alternative."""
    customer: str
    """The customer's words, cut where they are long. Empty: the trainee spoke first."""
    trainee: str
    """The trainee's words, cut where they are long. Empty: silence."""
    goal: str
    """The goal of the moment, or what worked."""
    question: str
    """A question back to the trainee."""
    effect: str = ""
    """For a pitfall: what its words did. Empty: there were none, or no pitfall."""
    better: str = ""
    """What might serve the goal better. Empty where it worked."""
    alternative: Alternative | None = None
    """One line to try. None: it worked, or it would be the same as on the card before."""

    def lines(self, language: Language) -> tuple[str, ...]:
        """Return the card as lines to show or read aloud, with their frames in `language`."""
        frames = feedback_texts(language).frames
        quoted = frames.marks.format
        shown = [frames.customer.format(quote=quoted(self.customer))] if self.customer else []
        shown.append(frames.trainee.format(quote=quoted(self.trainee)) if self.trainee else frames.silence)
        shown.append((frames.worked if self.worked else frames.goal).format(text=self.goal))
        shown += [self.effect] if self.effect else []
        shown += [frames.better.format(text=self.better)] if self.better else []
        shown += [_shown(self.alternative, frames)] if self.alternative else []
        return (*shown, frames.question.format(text=self.question))


@dataclass(frozen=True, slots=True)
class Feedback:
    """All feedback on one talk."""

    worked: Card | None
    """What worked. None: nothing that could be told by the trainee's own words."""
    cards: tuple[Card, ...]
    """Moments to try again, the weightiest first; the first three are shown first. May be empty."""

    @property
    def first(self) -> tuple[Card, ...]:
        """Return the worked card, where there is one, and the first three others."""
        return (*((self.worked,) if self.worked else ()), *self.cards[:FIRST_CARDS])


def feedback_on(assessment: Assessment, exemplars: Exemplars | None = None) -> Feedback:
    """Return the feedback on a talk; its alternatives come from the exemplars where there are any."""
    writer = _Writer(assessment, exemplars or Exemplars())
    moments = chosen_moments(assessment, _MOST_CARDS)
    return Feedback(writer.worked(), tuple(writer.card(moment) for moment in moments))


class _Writer:
    """Writes the cards of one talk and remembers what it has used."""

    def __init__(self, assessment: Assessment, exemplars: Exemplars) -> None:
        self.turns = assessment.transcript.turns
        self.brief = assessment.transcript.brief
        self.findings = assessment.scorecard.findings
        self.texts: FeedbackTexts = feedback_texts(assessment.transcript.language)
        self.exemplars = exemplars
        self._asked: dict[Pull, int] = {}
        self._given: list[str] = []
        self._times: dict[str, int] = {}

    def worked(self) -> Card | None:
        """Return the card of what worked best, or None."""
        slips = {item.turn for item in self.findings if item.code in _OTHERWISE}
        found = [item for item in self.findings if item.credited or item.code == "repair"]
        best = min(
            (item for item in found if item.code in _WORTH_TELLING),
            key=lambda item: (item.turn in slips, _WORTH_TELLING.index(item.code), item.turn),
            default=None,
        )
        return self._worked_card(best) if best else None

    def card(self, moment: Moment) -> Card:
        """Return the card of a moment."""
        goal, effect, better = self._wording(moment)
        return Card(
            turn=moment.turn,
            cites=moment.cites,
            code=moment.code,
            worked=False,
            customer=self._customer(moment.cites, moment.code),
            trainee=_cut(moment.quote or self.turns[moment.turn].text),
            goal=goal,
            effect=effect,
            better=better,
            alternative=self._alternative(moment),
            question=self._question(_PULLS[moment.code]),
        )

    def _worked_card(self, finding: Finding) -> Card:
        before = finding.turn - 1 if finding.turn else None
        return Card(
            turn=finding.turn,
            cites=before,
            code=finding.code,
            worked=True,
            customer=self._customer(before, finding.code),
            trainee=_cut(finding.quote),
            goal=next(text for code, text in self.texts.worked.items() if code == finding.code),
            question=self._question("worked"),
        )

    def _wording(self, moment: Moment) -> tuple[str, str, str]:
        """Return the goal, what the words did, and what might serve it better."""
        time = self._times.get(moment.code, 0)
        self._times[moment.code] = time + 1
        for act, missed in self.texts.missed.items():
            if act == moment.code:
                return missed.goal, "", missed.better[time % len(missed.better)]
        slipped = next(entry for code, entry in self.texts.pitfall.items() if code == moment.code)
        effect, better = slipped.effect, slipped.better[time % len(slipped.better)]
        if moment.way:
            effect, better = self.texts.way[moment.way].effect, self.texts.way[moment.way].better
        words = self.texts.frames.marks.format(_few(moment.quote))
        return slipped.goal, effect.format(words=words) if moment.quote else "", better

    def _customer(self, turn: int | None, code: Code) -> str:
        return "" if turn is None else _focus(self.turns[turn], code)

    def _alternative(self, moment: Moment) -> Alternative | None:
        act = self._act_instead(moment)
        choices = self._choices(act, moment.cites)
        fresh = [each for each in choices if each.text not in self._given]
        last = self._given[-1:]
        chosen = next((each for each in fresh or choices if [each.text] != last), None)
        if chosen:
            self._given.append(chosen.text)
        return chosen

    def _act_instead(self, moment: Moment) -> Act:
        for act in ACTS:
            if act == moment.code:
                return act
        pitfall = next(each for each in _OTHERWISE if each == moment.code)
        calls = self._calls(moment.cites)
        stands = any(item.code == "state" and item.turn < moment.turn for item in self.findings)
        for tag, act in _BY_TAG:
            if tag in _INSTEAD.get(pitfall, ()) and tag in calls and not (act == "hold" and not stands):
                return act
        return "state" if _OTHERWISE[pitfall] == "hold" and not stands else _OTHERWISE[pitfall]

    def _calls(self, customer: int | None) -> tuple[Tag, ...]:
        return () if customer is None else self.turns[customer].calls_for or ()

    def _choices(self, act: Act, customer: int | None) -> Sequence[Alternative]:
        here = {} if customer is None else self.exemplars.by_turn.get(customer, {})
        lines = (*here.get(act, ()), *self.exemplars.anywhere.get(act, ()))
        return (
            *(Alternative("exemplar", line) for line in lines),
            *_from_brief(act, self.brief),
            *(Alternative("opener", text) for text in self.texts.missed[act].openers),
        )

    def _question(self, pull: Pull) -> str:
        time = self._asked.get(pull, 0)
        self._asked[pull] = time + 1
        pool = self.texts.questions[pull]
        return pool[time % len(pool)]


def _shown(alternative: Alternative, frames: Frames) -> str:
    quoted = frames.marks.format
    if alternative.kind == "offer":
        return frames.exemplar.format(quote=quoted(frames.offer.format(offer=alternative.text)))
    frame = {"exemplar": frames.exemplar, "opener": frames.opener, "brief": frames.brief}[alternative.kind]
    return frame.format(quote=quoted(alternative.text))


def _from_brief(act: Act, brief: Brief | None) -> list[Alternative]:
    if brief is None:
        return []
    if act in ("help", "next_step"):
        return [Alternative("offer", offer) for offer in brief.may_offer]
    line = {"state": brief.decision, "explain": brief.reason}.get(act)
    return [Alternative("brief", line)] if line else []


def _focus(turn: Turn, code: Code) -> str:
    """Return the customer's words that a card is about: the question, or the line's longest sentences."""
    if len(turn.text.split()) <= _LONGEST_QUOTE:
        return _cut(turn.text)
    sentences = [sentence.text for sentence in sentences_of(turn.text)] or [turn.text]
    asked = [text for text in sentences if text.endswith("?")]
    if asked and code in ("answer", "absent", "vague", "state"):
        return _cut(asked[-1])
    return _cut(max(sentences, key=len))


def _cut(text: str, most: int = _LONGEST_QUOTE) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most]).rstrip('.,;:')} …"


def _few(quote: str) -> str:
    return _cut(quote, _FEW_WORDS).rstrip(".,;:!")
