"""What the reader knows when a trainee turn comes: the brief, the customer's words, what was said before."""

from collections import Counter
from collections.abc import Iterable

from scoring.finding import Code
from scoring.reader.passage import Passage, passage
from scoring.reader.sentences import clauses_of
from scoring.reader.words import words_of
from scoring.transcript import Brief, Language, Tag

SILENCE = Passage("", (), frozenset(), frozenset(), frozenset(), ())


class Memory:
    """The talk so far, as far as it bears on the next trainee turn."""

    def __init__(self, language: Language, brief: Brief | None) -> None:
        self.language = language
        self.has_brief = brief is not None
        brief = brief or Brief(decision="", reason="")
        self.fault = brief.fault_established
        self.decision = passage(brief.decision, language)
        self.reason = passage(brief.reason, language)
        self.offers = tuple(passage(offer, language) for offer in brief.may_offer)
        self.never = tuple(passage(phrase, language) for phrase in brief.must_not)
        self.facts = passage(" . ".join(brief.facts), language)
        self.customer = SILENCE
        self.customer_index: int | None = None
        self.customer_sentences: frozenset[str] = frozenset()
        self.tags: tuple[Tag, ...] = ()
        self.earlier_stems: set[str] = set()
        self.earlier_numbers: set[int] = set()
        self.own_stems: set[str] = set()
        self.said: set[str] = set()
        self.found: Counter[Code] = Counter()
        self.last_found: frozenset[Code] = frozenset()
        self.turns = 0
        self.due_turn: int | None = None
        self.calls: Counter[Tag] = Counter()
        self.blurred = False
        self.apologies = 0

    def hear(self, index: int, words: Passage, tags: tuple[Tag, ...]) -> None:
        """Take in what the customer says."""
        self.earlier_stems |= self.customer.stems
        self.earlier_numbers |= self.customer.numbers
        self.customer, self.customer_index, self.tags = words, index, tags
        self.customer_sentences = frozenset(
            " ".join(words_of(clause.text)) for clause in clauses_of(words.text)
        )
        self.calls.update(tags)
        if "decision_due" in tags and self.due_turn is None:
            self.due_turn = self.turns

    def keep(self, sentences: Iterable[Passage], codes: Iterable[Code]) -> None:
        """Take in what the trainee said and what was found in it."""
        for sentence in sentences:
            self.said.add(sentence.key())
            self.own_stems |= sentence.stems
            self.apologies += sum(here.count("sorry") for here in sentence.concepts)
        self.last_found = frozenset(codes)
        self.found.update(self.last_found)
        if "state" in self.last_found:
            self.blurred = False
        if self.last_found & {"vague", "concede"}:
            self.blurred = True
        self.turns += 1

    @property
    def stated(self) -> bool:
        """Whether the decision stands as stated."""
        return self.found["state"] > 0

    @property
    def phase(self) -> str:
        """Where the talk stands: before the decision is due, due, or stated; `open` where none is known."""
        if not self.has_brief:
            return "open"
        if self.stated:
            return "after"
        return "before" if self.due_turn is None else "due"
