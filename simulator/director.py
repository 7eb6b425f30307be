"""The director: decides what the customer does next, and when the talk ends.

A pure function of the mood, the history and the seed. Source: DESIGN 3.
"""

from collections.abc import Iterator, Sequence

from scoring.finding import Finding
from scoring.transcript import Tag
from simulator.chance import chance, pick, pick_weighted
from simulator.content.written import Move, PressingMove, Reaction
from simulator.cue import MOST_CUSTOMER_TURNS, Cue, Ending, Plan, Slot
from simulator.history import Exchange, History
from simulator.mood import Mood
from simulator.pressing import PRESSING_TAGS, pressing_moves
from simulator.stage import Stage

_PRESSES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}  # pushes a person makes before coming down, by intensity
_PRESSES_TWICE = {1: 0, 2: 0, 3: 0, 4: 25, 5: 40}  # percent of pushes followed by another, by intensity
_LATE = 13  # customer turns after which a person who is ready comes down without more pushes
_CALM_ANGER = {1: 620, 2: 590, 3: 570, 4: 560, 5: 560}  # the anger below which one can come down
_ENOUGH_NEED = 60
_ENOUGH_TRUST = 420
_FULL_NEED = 75
_FEWEST_TRAINEE_TURNS = 6
_WAITS_FOR_HELP = 2  # turns after coming down in which help or a next step may still come
_EARLIEST_LEAVE = 7  # the customer turn before which nobody leaves
_EMPTY_TURNS_BORNE = 5  # turns in a row without one paid act
_ABUSE_FROM = 620  # anger
_MOST_ABUSE = 2
_REACTS = 55  # percent of turns in which a good act is answered before the matter goes on

_STEPPING_STONES: tuple[PressingMove, ...] = ("accuse", "repeat", "plead", "bargain", "threaten")
"""Where to step when the lines of a move have run out, in this order."""
_REACTION_ORDER: tuple[Reaction, ...] = (
    "concede", "hard", "judge", "repair", "limit", "script", "vague", "defend", "assume",
    "absent", "appease", "name_feeling", "acknowledge", "help", "ask",
)  # fmt: skip
_GRATEFUL: frozenset[Reaction] = frozenset({"name_feeling", "acknowledge", "help", "ask", "limit", "repair"})


class Director:
    """Plans one customer turn from the history so far."""

    def __init__(self, stage: Stage, history: Sequence[Exchange], mood: Mood) -> None:
        """Take the stage, the exchanges so far, and the mood they led to."""
        self.stage = stage
        self.mood = mood
        self.past = History(history)
        self.turn = len(self.past.cues) + 1

    @property
    def level(self) -> int:
        """How hot the next turn is, 1–5: the ruling dial, no more than one above the person's intensity."""
        dials = {"anxious": self.mood.anxiety, "confused": self.mood.confusion, "too_nice": self.mood.anxiety}
        dial = dials.get(self.stage.persona.kind, self.mood.anger)
        return max(1, min(5, 1 + dial // 200, self.stage.intensity + 1))

    def plans(self) -> Iterator[Plan]:
        """Yield what to do next, best first; each later plan is for when the stock of lines has run out."""
        first = self._next()
        yield first
        if first.ending is None:
            yield from self._fallbacks()
        yield self._out("unresolved")

    def echo_source(self) -> Finding | None:
        """Return the finding that the customer answers first, or None."""
        reaction = self._reaction()
        if reaction is None or self.past.last is None:
            return None
        return next((finding for finding in self.past.last.findings if finding.code == reaction.name), None)

    def _next(self) -> Plan:
        if not self.past.cues and not self.past.stated:
            return self._open()
        ending = self._ending()
        if ending:
            return self._out(ending)
        if not self.past.stated:
            return self._before_news()
        if self._comes_down():
            return self._soften()
        return self._after_news()

    # The beginning

    def _open(self) -> Plan:
        calls: dict[str, tuple[Tag, ...]] = {
            "inbound_angry": ("emotion", "story"),
            "inbound_unaware": ("story",),
            "outbound": ("story", "decision_due"),
        }
        return Plan("open", (Slot("opening"),), calls[self.stage.scenario.opens])

    def _before_news(self) -> Plan:
        due = self.past.tagged("decision_due")
        fact = self.past.asked_fact(self.stage.matter) or self._fact_of_own_accord()
        if not due and self.turn > 2:
            return self._with_reaction("ask", Slot("asks_decision"), ("decision_due",))
        if fact is None or (due and self.turn % 2):
            return self._insist()
        return self._tell(fact)

    def _fact_of_own_accord(self) -> str | None:
        """Return what the customer tells unasked before the news: nothing where the company rang."""
        return None if self.stage.scenario.opens == "outbound" else self._next_fact()

    def _insist(self) -> Plan:
        if self.past.count("ask") < 3:
            return self._with_reaction("ask", Slot("asks_decision"), ("decision_due",))
        move: Move = pick(("vent", "repeat"), *self._seeded("insist"))
        return self._with_reaction(move, Slot("persona", move), ("emotion", "decision_due"))

    # The middle

    def _after_news(self) -> Plan:
        since = self.past.since_news()
        if not since:
            return Plan("vent", (Slot("after_news"),), ("emotion",))
        if not self.past.tagged("decision_due"):  # the news came unasked: was it that?
            return self._with_reaction("ask", Slot("asks_decision"), ("decision_due",))
        if not self.past.pushes():
            return self._push()
        if self._may_disclose():
            return self._with_reaction("disclose", Slot("secret"), ("emotion", "story"))
        if fact := self.past.asked_fact(self.stage.matter):
            return self._tell(fact)
        if self.past.just_conceded():
            return self._push()
        return self._press_or_tell(since)

    def _press_or_tell(self, since: Sequence[Cue]) -> Plan:
        if self._presses_on(since):
            return self._press(pick_weighted(self._pressing(), *self._seeded("move")))
        return self._converse(pick_weighted(self._talking(), *self._seeded("move")))

    def _presses_on(self, since: Sequence[Cue]) -> bool:
        """Return whether this person presses now: every other turn, oftener when more intense."""
        if "pushback" not in since[-1].calls_for:
            return True
        return chance(_PRESSES_TWICE[self.stage.intensity], *self._seeded("again"))

    def _pressing(self) -> list[tuple[PressingMove, int]]:
        moves = pressing_moves(self.stage.persona).items()
        open_to = [(move, weight) for move, weight in moves if move != "insult" or self._may_insult()]
        return open_to if any(weight for _, weight in open_to) else [("push", 1)]

    def _may_insult(self) -> bool:
        enraged = self.mood.anger >= _ABUSE_FROM and self.stage.intensity >= 2
        return self.stage.abuse and enraged and self.past.tagged("abuse") < _MOST_ABUSE

    def _talking(self) -> list[tuple[Move, int]]:
        options: list[tuple[Move, int]] = [("vent", 1 + (self.mood.anger > 500))]
        if self._next_fact():
            options.append(("disclose", 6))
        if self._next_question():
            options.append(("ask", 3))
        if self.mood.trust < 350:
            options.append(("go_quiet", 1 + 3 * (self.stage.persona.kind == "cold")))
        return options

    def _press(self, move: PressingMove) -> Plan:
        if move == "push":
            return self._push()
        return self._with_reaction(move, Slot("persona", move), PRESSING_TAGS[move])

    def _converse(self, move: Move) -> Plan:
        fact, question = self._next_fact(), self._next_question()
        if move == "disclose" and fact:
            return self._tell(fact)
        if move == "ask" and question:
            return self._with_reaction("ask", Slot("question", question), ("question",))
        return self._with_reaction(move, Slot("persona", move), ("emotion",))

    def _push(self) -> Plan:
        rungs = self.past.unused_pushes(self.stage.matter)
        if not rungs:
            return self._with_reaction("repeat", Slot("persona", "repeat"), ("pushback",))
        if self.level >= 4 and chance(40, *self._seeded("heat")):
            return Plan("push", (Slot("persona", "vent"), Slot("push", rungs[0])), ("emotion", "pushback"))
        return self._with_reaction("push", Slot("push", rungs[0]), ("pushback",))

    def _tell(self, fact: str) -> Plan:
        feels = self.stage.persona.kind in ("angry", "anxious") or self.past.count("disclose") % 2 == 0
        calls: tuple[Tag, ...] = ("emotion", "story") if feels else ("story",)
        return self._with_reaction("disclose", Slot("story", fact), calls)

    # The end

    def _ending(self) -> Ending | None:
        enough = self.mood.anger >= 10 * self.stage.persona.walk_away or self._nothing_came()
        if enough and self.turn >= _EARLIEST_LEAVE:
            return "walked_away"
        if self._may_accept():
            return (
                "accepted"
                if self.mood.need >= _FULL_NEED and self.past.paid("help", "next_step")
                else "sad_but_calm"
            )
        return "unresolved" if self.turn >= MOST_CUSTOMER_TURNS else None

    def _nothing_came(self) -> bool:
        recent = self.past.exchanges[-_EMPTY_TURNS_BORNE:]
        borne = len(recent) == _EMPTY_TURNS_BORNE and not any(item.reception.acts for item in recent)
        return (borne and self.mood.trust <= 150) or (
            self.mood.trust == 0 and self.turn > _FEWEST_TRAINEE_TURNS + 2
        )

    def _may_accept(self) -> bool:
        came_down = [number for number, cue in enumerate(self.past.cues) if cue.move == "soften"]
        if not self._ready() or len(self.past.exchanges) < _FEWEST_TRAINEE_TURNS:
            return False
        if not came_down:  # with no turn left to come down in, a person who is ready parts in peace
            return self.turn >= MOST_CUSTOMER_TURNS and bool(self.past.paid("help", "next_step"))
        waited = len(self.past.cues) - came_down[0]
        return bool(self.past.paid("help", "next_step")) or waited > _WAITS_FOR_HELP

    def _comes_down(self) -> bool:
        return self._ready() and (self.past.pushes() >= _PRESSES[self.stage.intensity] or self.turn > _LATE)

    def _ready(self) -> bool:
        mood, reception = self.mood, self.past.last.reception if self.past.last else None
        if reception is None or reception.promised or not reception.stated:
            return False
        calm = mood.anger <= _CALM_ANGER[self.stage.intensity]
        met = mood.need >= _ENOUGH_NEED and mood.trust >= _ENOUGH_TRUST
        feelings = self.past.tagged("emotion")
        return (
            calm
            and met
            and feelings >= 2
            and self.past.pushes() >= 1
            and 5 * self.past.paid("hold") >= 2 * self.past.pushes()
        )

    def _soften(self) -> Plan:
        what_now = Slot("persona", "ask")
        if self.past.count("soften"):
            return Plan("ask", (what_now,), ("question",))
        return Plan("soften", (Slot("persona", "soften"), what_now), ("question",))

    def _out(self, ending: Ending) -> Plan:
        move: Move = "accept" if ending in ("accepted", "sad_but_calm") else "leave"
        return Plan(move, (Slot("persona", move),), ("closing",), ending)

    def _may_disclose(self) -> bool:
        gate = self.stage.scenario.disclosure
        met = self.mood.trust >= 10 * gate.trust and self.mood.need >= gate.need
        return met and "secret" not in self.past.told

    def _next_fact(self) -> str | None:
        return next(iter(self.past.untold_facts(self.stage.matter)), None)

    def _next_question(self) -> str | None:
        unasked = self.past.unasked_questions(self.stage.matter)
        return pick(unasked, *self._seeded("question")) if unasked else None

    # The first words of an answer

    def _with_reaction(self, move: Move, main: Slot, calls: tuple[Tag, ...]) -> Plan:
        reaction = self._reaction()
        return Plan(move, (reaction, main) if reaction else (main,), calls)

    def _reaction(self) -> Slot | None:
        if self.past.last is None or not self.past.cues:
            return None
        if self.past.last.reception.silent:
            return Slot("reaction", "silence")
        codes = self.past.codes_just_found()
        name = next((name for name in _REACTION_ORDER if name in codes), None)
        if name is None or (name in _GRATEFUL and not chance(_REACTS, *self._seeded("reacts"))):
            return None
        return Slot("reaction", name)

    def _fallbacks(self) -> Iterator[Plan]:
        for move in _STEPPING_STONES:
            calls = PRESSING_TAGS[move] if self.past.stated else ("emotion",)
            yield Plan(move, (Slot("persona", move),), calls)
        quiet_moves: tuple[Move, ...] = ("vent", "go_quiet")
        for quiet in quiet_moves:
            yield Plan(quiet, (Slot("persona", quiet),), ("emotion",))

    def _seeded(self, purpose: str) -> tuple[object, ...]:
        stage = self.stage
        return (stage.seed, stage.persona.id, stage.scenario.id, stage.language, self.turn, purpose)
