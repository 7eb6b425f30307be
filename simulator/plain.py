"""The line mode: a whole session as plain lines, for screen readers, pipes and dumb terminals.

What the two say goes to `out` line by line; nothing is coloured, moved or overwritten.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TextIO

from scoring.assessment import assess
from scoring.judge import Failed
from scoring.text import safe_text
from scoring.transcript import Language
from simulator.debrief import debrief_by
from simulator.debrief_text import debrief_lines, second_reading_lines
from simulator.errors import EndpointError, UsageError
from simulator.interrupting import first_interrupt
from simulator.labels import ENDING_NAMES, PULL_NAMES, TAG_CALLS, TAG_HINTS, Pull
from simulator.notices import notice_text, small_print_lines
from simulator.practice import Practice
from simulator.readings import readings_of
from simulator.session import AuthoredVoice, Ended, Event, Noticed, Spoke
from simulator.speaking import Judge
from simulator.store.records import Reflection, Went
from simulator.words import Words, words

_WENT: dict[str, Went] = {"h": "hard", "s": "soft", "v": "vague"}
_PULLS: dict[str, Pull] = {"g": "give_in", "h": "hit_back", "f": "flee"}


class LeftOpen(Exception):  # noqa: N818 - not an error: the trainee went away, and the talk is kept
    """The input ended before the talk did."""


@dataclass
class Plain:
    """One session in lines: brief, talk, own guess, debrief, reflection."""

    practice: Practice
    ui_language: Language
    lines_in: TextIO
    out: TextIO
    judge: Judge | None = None
    """Who reads the talk as a second reader. None: nobody."""
    t: Words = field(init=False)
    _reflection: Reflection = field(init=False, default_factory=Reflection)
    _stopped: bool = field(init=False, default=False)
    _runner: asyncio.Runner = field(init=False, default_factory=asyncio.Runner)

    def __post_init__(self) -> None:
        """Take the interface's words and what was reflected before an interruption."""
        self.t = words(self.ui_language)
        self._reflection = self.practice.store.reflection(self.practice.id) or Reflection()

    def run(self) -> bool:
        """Return True when the talk came to its end, False when the input ended first."""
        try:
            self._brief()
            if not self.practice.session.talk.said:
                self._prepare()
            self._talk()
            self._guess()
            self._debrief()
            self._reflect()
        except LeftOpen:
            return False
        finally:
            self._close()
        return True

    def _close(self) -> None:
        try:
            self._runner.run(self.practice.session.voice.close())
        finally:
            self._runner.close()

    # Before

    def _brief(self) -> None:
        t, matter = self.t, self.practice.stage.matter
        self._say(matter.title, "", matter.role, "")
        self._say(t("Decided: {text}").format(text=matter.decision))
        self._say(t("Because: {text}").format(text=matter.reason))
        self._listed(t("You may offer:"), matter.may_offer)
        self._listed(t("You may not:"), matter.must_not)
        self._say("")

    def _prepare(self) -> None:
        t = self.t
        self._say(t("The customer is played by a program. Nobody is on the line."))
        self._say(t("Commands: /brief /hint /pause /pull /end /help. An empty line is silence."), "")
        intention = self._ask(t("The sentence I must not blur (Enter skips): "))
        hook = self._ask(t("What usually hooks me (Enter skips): "))
        self._keep(replace(self._reflection, intention=intention, hook=hook))
        self._say("")

    # The talk

    def _talk(self) -> None:
        session = self.practice.session
        for said in session.talk.said:
            self._line(said.turn.speaker == "customer", said.turn.text)
        self._show(session.begin)
        while session.talk.ending is None and not self._stopped:
            said_now = self._ask(self.t("You: "), leave=True)
            if said_now.startswith("/"):
                self._command(said_now[1:].strip().lower())
            else:
                self._answer(said_now)
        if session.talk.ending:
            self._say("", self.t(ENDING_NAMES[session.talk.ending]))

    def _answer(self, said_now: str) -> None:
        try:
            self._show(lambda: self.practice.session.answer(said_now))
        except UsageError as refused:
            self._say(str(refused))

    def _show(self, events: Callable[[], AsyncIterator[Event]]) -> None:
        try:
            happened = self._runner.run(self._all(events()))
        except EndpointError as error:
            self._ask_who_speaks(error)
            return
        for event in happened:
            if isinstance(event, Spoke):
                self._line(True, event.text)
                self._coach()
            elif isinstance(event, Ended):
                self._stopped = True

    async def _all(self, events: AsyncIterator[Event]) -> list[Event]:
        """Return what happened; what the voice has to say meanwhile is said at once."""
        happened = []
        with first_interrupt(self._hush):
            async for event in events:
                if isinstance(event, Noticed):
                    self._say(f"  ({notice_text(event.notice, self.t)})")
                happened.append(event)
        return happened

    def _hush(self) -> None:
        self.practice.session.hush()
        self._say(f"  ({self.t('Waiting no longer. Ctrl+c once more leaves; the talk is kept.')})")

    def _ask_who_speaks(self, error: EndpointError) -> None:
        """Let the trainee try again, or go on with the authored line; the turn is kept either way."""
        self._say(f"  ({safe_text(str(error))})")
        answer = self._ask(self.t("Try again, or go on with the authored line (t/a)? "))
        voice = None if answer[:1].lower() == "t" else AuthoredVoice()
        self._show(lambda: self.practice.session.begin(voice))

    def _coach(self) -> None:
        cue = self.practice.session.talk.cue
        if self.practice.mode == "learn" and cue and not cue.ending:
            calls = ", ".join(self.t(TAG_CALLS[tag]) for tag in cue.calls_for)
            self._say(f"  ({calls})")

    def _line(self, customer: bool, text: str) -> None:
        who = self.practice.stage.persona.name if customer else self.t("You")
        self._say(f"{who}: {text}")

    # Commands

    def _command(self, name: str) -> None:
        commands: dict[str, Callable[[], None]] = {
            "brief": self._brief,
            "hint": self._hint,
            "pause": self._pause,
            "pull": self._pull,
            "end": self._end,
            "help": self._help,
        }
        commands.get(name, self._help)()

    def _help(self) -> None:
        t = self.t
        self._say(
            t("/brief  the decision and what you may offer"),
            t("/hint   what this moment calls for"),
            t("/pause  a breath; costs nothing"),
            t("/pull   note that you felt a pull"),
            t("/end    end the talk and go to the debrief"),
            t("Ctrl+c while the customer looks for words goes on without waiting; at your turn it leaves"),
            t("Leaving with ctrl+d keeps the talk; take it up again with: motet practise --resume"),
        )

    def _hint(self) -> None:
        cue = self.practice.session.talk.cue
        if self.practice.mode == "exam":
            self._say(self.t("There are no hints in an exam."))
        elif cue is None:
            self._say(self.t("You open this talk: say who you are and what it is about."))
        else:
            self._say(*(f"  {self.t(TAG_HINTS[tag])}" for tag in cue.calls_for))

    def _pause(self) -> None:
        self._ask(self.t("A breath. Feet on the floor. Enter when you are ready: "))

    def _pull(self) -> None:
        answer = self._ask(self.t("A pull to give in, hit back or flee (g/h/f)? "))
        pull = _PULLS.get(answer[:1].lower())
        if pull:
            turn = len(self.practice.session.talk.said)
            note = f"{self._reflection.note}\n{turn}: {self.t(PULL_NAMES[pull])}".strip()
            self._keep(replace(self._reflection, note=note))
            self._say(self.t("Noted. It is yours alone."))

    def _end(self) -> None:
        answer = self._ask(self.t("End the talk here and go to the debrief (y/n)? "))
        if answer[:1].lower() in ("y", "j"):
            self.practice.store.end_session(self.practice.id, None)
            self._stopped = True

    # Afterwards

    def _guess(self) -> None:
        t = self.t
        self._say("", t("Before you see what was found: what is your own guess?"))
        empathy = self._points(t("Empathy, 0-100 (Enter skips): "))
        boundaries = self._points(t("Boundaries, 0-100 (Enter skips): "))
        self._keep(replace(self._reflection, guess_empathy=empathy, guess_boundaries=boundaries))

    def _debrief(self) -> None:
        practice, talk = self.practice, self.practice.session.talk
        local = assess(talk.transcript(practice.id), house=practice.house)
        practice.keep(local)
        if self.judge:
            self._second_reading(self.judge)
        asked = practice.store.second_readings(practice.id)
        readings = readings_of(practice.store.scores(practice.id), asked)
        debrief = debrief_by(talk, local, readings.account(local, practice.house))
        self._say("", *debrief_lines(debrief, self._reflection, self.ui_language), "")
        if second := list(second_reading_lines(readings, self.t)):
            self._say(*second, "")
        wordings = [said.wording for said in talk.said if said.wording]
        self._say(*small_print_lines(wordings, asked, self.t))

    def _second_reading(self, judge: Judge) -> None:
        """Have a model read the talk too; where it cannot, say why."""
        self._say("", self.t("{host} reads the talk. Ctrl+c goes on without it.").format(host=judge.host))
        judge.tell = lambda notice: self._say(f"  ({notice_text(notice, self.t)})")
        read = self.practice.read_twice(judge)
        if isinstance(read, Failed) and read.detail:
            self._say(f"  {safe_text(read.detail)}")

    def _reflect(self) -> None:
        t = self.t
        pressed = self._ask(t("Which of the customer's lines pressed you most (Enter skips)? "))
        went = self._ask(t("Did you go hard, soft or vague there (h/s/v, Enter skips)? "))
        lines = [self._reflection.note, pressed]
        note = "\n".join(line for line in lines if line)
        self._keep(replace(self._reflection, note=note, went=_WENT.get(went[:1].lower())))

    def _points(self, question: str) -> int | None:
        while True:
            answer = self._ask(question)
            if not answer:
                return None
            if answer.isdecimal() and int(answer) <= 100:
                return int(answer)
            self._say(self.t("A whole number from 0 to 100, or Enter alone."))

    # In and out

    def _keep(self, reflection: Reflection) -> None:
        self._reflection = reflection
        self.practice.store.save_reflection(self.practice.id, reflection)

    def _listed(self, heading: str, lines: Sequence[str]) -> None:
        self._say(heading, *(f"  - {line}" for line in lines))

    def _ask(self, question: str, leave: bool = False) -> str:
        """Return the answer; where the input has ended, leave the talk or answer nothing."""
        self.out.write(question)
        self.out.flush()
        line = self.lines_in.readline()
        answer = safe_text(line).strip()
        if not self.lines_in.isatty():
            self._say(answer)
        if not line and leave:
            raise LeftOpen
        return answer

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.out.write(f"{line}\n")
        self.out.flush()
