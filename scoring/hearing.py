"""Hears a customer through one talk and infers what each turn calls for, where nobody said it.

A customer who is listened to speaks in stretches: "Mm-hmm" and "Okay" between two of their turns are no
answer and end nothing. What such a stretch calls for, it calls for at its end.
"""

from dataclasses import dataclass

from scoring.forms import forms
from scoring.inference import TOLD, Moment, call_scores, infer_calls
from scoring.reader.passage import passage
from scoring.reader.weights import Table
from scoring.reader.words import words_of
from scoring.transcript import TAGS, Tag, Transcript

_STRETCH = 100
"""Words that a customer may say over several turns until listening signs alone no longer answer them."""
_LIKELY = -32
"""From this score, in 1/32 of a logit, a wish that names the matter of the decision asks for the outcome."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer turn comes to."""

    calls_for: tuple[Tag, ...]
    """What it calls for, in the codebook's order."""
    text: str
    """The customer's words since the trainee last said more than a listening sign."""


class Hearing:
    """Follows one talk, turn by turn."""

    def __init__(self, transcript: Transcript, trained: Table | None = None) -> None:
        self._trained = trained
        self._turns, self._language = transcript.turns, transcript.language
        self._forms = forms(transcript.language)
        self._briefed = transcript.brief is not None
        self._decision = passage(transcript.brief.decision, self._language) if transcript.brief else None
        self._due = self._falls_due() if self._briefed else None
        self._first = True
        self._stretch: list[str] = []

    def told(self) -> None:
        """Take in a customer turn that says itself what it calls for."""
        self._first = False
        self._stretch.clear()

    def answered(self, text: str) -> None:
        """Take in a trainee turn."""
        if not self._forms.only_listens(text):
            self._stretch.clear()

    def hear(self, index: int, *, stated: bool) -> Heard:
        """Return what the customer turn `index` comes to, given whether the decision was stated before it."""
        self._stretch.append(self._turns[index].text)
        text = " ".join(self._stretch)
        calls: tuple[Tag, ...] = ()
        if not self._goes_on(index, text):
            calls = self._calls(index, stated)
            self._stretch.clear()
        self._first = False
        return Heard(calls, text)

    def _goes_on(self, index: int, stretch: str) -> bool:
        """Return whether the trainee only nods and the customer speaks on."""
        if index == self._due or index + 2 >= len(self._turns) or self._forms.asks(self._turns[index].text):
            return False
        nodded = self._forms.only_listens(self._turns[index + 1].text)
        return nodded and len(words_of(stretch)) <= _STRETCH

    def _calls(self, index: int, stated: bool) -> tuple[Tag, ...]:
        due = self._due is not None and self._due < index
        moment = Moment(self._first, due, stated, self._briefed, self._decision)
        earlier, last = self._stretch[:-1], self._stretch[-1]
        found = set(infer_calls(last, self._language, moment=moment, trained=self._trained))
        if earlier:
            told = infer_calls(" ".join(self._stretch), self._language, moment=moment, trained=self._trained)
            found |= TOLD & set(told)
        if index == self._due:
            found.add("decision_due")
        if stated or not (due or index == self._due):
            found.discard("decision_due")
        return tuple(tag for tag in TAGS if tag in found)

    def _falls_due(self) -> int | None:
        """Return the customer turn that first asks for the outcome, or else the one that comes nearest.

        None where a turn says itself that it does, and where none does though the trainee opened the talk:
        then the first customer turn counts (CODEBOOK 2).
        """
        if any("decision_due" in (turn.calls_for or ()) for turn in self._turns):
            return None
        scores: dict[int, int] = {}
        for index, turn in enumerate(self._turns[:-1]):
            if turn.speaker == "customer" and turn.calls_for is None:
                scores[index] = self._due_score(turn.text, first=not scores)
                if scores[index] > 0:
                    return index
        if not scores or self._turns[0].speaker == "trainee":
            return None
        return max(scores, key=lambda index: (scores[index], -index))

    def _due_score(self, text: str, *, first: bool) -> int:
        moment = Moment(first=first, briefed=self._briefed, decision=self._decision)
        score = call_scores(text, self._language, moment, self._trained)["decision_due"]
        if not self._forms.wishes(text):
            return min(score, 0)
        names = self._decision is not None and passage(text, self._language).shared(self._decision) > 0
        return max(score, 1) if names and score > _LIKELY else score
