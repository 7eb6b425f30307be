"""Whether the reader finds in each model line what the line is there for.

Feedback quotes these lines, and the scripted trainees speak them: a line that is not read as its act shows a
trainee something that earns nothing, and makes the cast lose for no fault of the customer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.finding import PITFALLS, Code
from scoring.reader.reading import read
from scoring.transcript import Brief, Language, Tag, Transcript, Turn
from simulator.checking.remarks import Remark
from simulator.content.loading import Document
from simulator.content.models import Scenario, ScenarioVoice, Telling
from simulator.content.problems import Loc
from simulator.content.written import LinesByTone


@dataclass(frozen=True, slots=True)
class _Part:
    """A model line, and the act that it is there for."""

    loc: Loc
    line: str
    code: Code


@dataclass(frozen=True, slots=True)
class _Reply:
    """Model lines said in one turn, as the balanced trainee joins them, and the talk before it."""

    parts: tuple[_Part, ...]
    before: tuple[Turn, ...]


def check_exemplars(document: Document, scenario: Scenario) -> Iterator[Remark]:
    """Yield a warning for each model line that is not read as its act, or is read as a slip."""
    for language, voice in scenario.languages.items():
        brief = voice.brief(scenario.fault_established)
        for reply in _replies(("languages", language), voice):
            for loc, said in _faults(reply, language, brief):
                yield Remark("warning", document.problem(loc, said))


def _faults(reply: _Reply, language: Language, brief: Brief) -> Iterator[tuple[Loc, str]]:
    text = " ".join(part.line for part in reply.parts)
    turns = (*reply.before, Turn(speaker="trainee", text=text))
    found = [
        finding
        for finding in read(Transcript(id="check", language=language, brief=brief, turns=turns))
        if finding.turn == len(turns) - 1
    ]
    codes = {finding.code for finding in found}
    for part in reply.parts:
        if part.code not in codes:
            yield part.loc, f"is not read as {part.code}; say it in plainer words"
    slips = () if reply.parts[0].code == "concede" else found
    for finding in slips:
        if finding.code in PITFALLS:
            loc = next((part.loc for part in reply.parts if finding.quote in part.line), reply.parts[0].loc)
            quote = f" (“{finding.quote}”)" if finding.quote else ""
            yield loc, f"is read as {finding.code}{quote}; write it another way"


def _replies(here: Loc, voice: ScenarioVoice) -> Iterator[_Reply]:
    exemplar, model = voice.exemplar, (*here, "exemplar")
    due = (_customer(voice.asks_decision, "decision_due"),)
    told = (*due, _trainee(f"{exemplar.state} {exemplar.explain}"))
    pushed = (*told, _customer(voice.pushes[0].say, "pushback"))
    later = (*pushed, _trainee(exemplar.holds[0]))
    state = _Part((*model, "state"), exemplar.state, "state")
    yield from _listening(here, voice)
    yield _Reply((state, _Part((*model, "explain"), exemplar.explain, "explain")), due)
    feeling = _Part((*here, "reaction_feeling"), voice.reaction_feeling, "name_feeling")
    yield _Reply((feeling,), (*told, _customer(voice.reaction, "emotion")))
    yield from _each((*model, "holds"), exemplar.holds, "hold", pushed)
    yield from _each(
        (*model, "limit"), exemplar.limit, "limit", (*told, _customer(voice.pushes[0].say, "abuse"))
    )
    yield from _each(
        (*model, "check"), exemplar.check, "check", (*later, _customer(voice.story[0].tell, "story"))
    )
    yield from _ways_forward(here, voice, later)
    conceded = (*pushed, _trainee(voice.concessions[0]), _customer(voice.pushes[1].say, "pushback"))
    yield _Reply((_Part((*model, "repair"), exemplar.repair, "repair"),), conceded)
    yield from _each((*here, "concessions"), voice.concessions, "concede", pushed)


def _listening(here: Loc, voice: ScenarioVoice) -> Iterator[_Reply]:
    yield _telling((*here, "opening"), voice.opening)
    yield _telling((*here, "secret"), voice.secret)
    for index, fact in enumerate(voice.story):
        yield _telling((*here, "story", index), fact)


def _telling(here: Loc, telling: Telling) -> _Reply:
    parts = (
        _Part((*here, "acknowledge"), telling.acknowledge, "acknowledge"),
        _Part((*here, "name_feeling"), telling.name_feeling, "name_feeling"),
        _Part((*here, "ask"), telling.ask, "ask"),
    )
    return _Reply(parts, (_customer(telling.tell, "emotion", "story"),))


def _ways_forward(here: Loc, voice: ScenarioVoice, later: tuple[Turn, ...]) -> Iterator[_Reply]:
    """Yield help with a next step, as many as there are of either, and the answer to each question."""
    exemplar = voice.exemplar
    for index in range(max(len(exemplar.help), len(exemplar.next_step))):
        one, other = min(index, len(exemplar.help) - 1), min(index, len(exemplar.next_step) - 1)
        parts = (
            _Part((*here, "exemplar", "help", one), exemplar.help[one], "help"),
            _Part((*here, "exemplar", "next_step", other), exemplar.next_step[other], "next_step"),
        )
        yield _Reply(parts, (*later, _asking(voice.questions[0].say[0])))
    for index, question in enumerate(voice.questions):
        part = _Part((*here, "questions", index, "answer"), question.answer, "answer")
        yield _Reply((part,), (*later, _asking(question.say[0])))


def _each(here: Loc, lines: tuple[str, ...], code: Code, before: tuple[Turn, ...]) -> Iterator[_Reply]:
    yield from (_Reply((_Part((*here, index), line, code),), before) for index, line in enumerate(lines))


def _asking(text: str) -> Turn:
    return Turn(speaker="customer", text=text, calls_for=("question",))


def _customer(lines: LinesByTone, *calls: Tag) -> Turn:
    return Turn(speaker="customer", text=next(iter(lines.values()))[0], calls_for=calls)


def _trainee(text: str) -> Turn:
    return Turn(speaker="trainee", text=text)
