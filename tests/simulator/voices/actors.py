"""Models by script: an honest one that paraphrases with authors' other wordings, and disobedient ones."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from scoring.reader.sentences import sentences_of
from scoring.transcript import LANGUAGES, Language
from simulator.cast import Role, ScriptedTrainee, lines_of
from simulator.content.wordings import role_lines
from simulator.content.written import LinesByTone
from simulator.cue import Cue
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.guard import Guard
from simulator.wording import Fault


def first_fault(guard: Guard, words: str, cue: Cue, talk: Talk) -> Fault | None:
    """Return what is wrong with the first faulty sentence. None: nothing is."""
    shown = ""
    for sentence in sentences_of(words):
        fault = guard.fault(sentence.text, sentence.text, cue, talk, shown)
        if fault:
            return fault
        shown = f"{shown} {sentence.text}".strip()
    return None


def other_wordings(stage: Stage, cue: Cue) -> list[str]:
    """Return authored lines of the same sense as the cue's: other words for the same fact, push or move."""
    return list(dict.fromkeys(line for line in _lines(stage, cue) if line not in cue.line))


def _lines(stage: Stage, cue: Cue) -> Iterator[str]:
    matter = stage.matter
    by_fact: dict[str, LinesByTone] = {"secret": matter.secret.tell}
    by_fact |= {f"story.{fact.id}": fact.tell for fact in matter.story}
    by_fact |= {f"push.{push.id}": push.say for push in matter.pushes}
    for fact in cue.facts:
        yield from _toned(by_fact.get(fact, {}), cue)
        for question in matter.questions:
            if fact == f"question.{question.id}":
                yield from question.say
    if cue.move == "open":
        yield from _toned(matter.opening.tell, cue)
    if "decision_due" in cue.calls_for:
        yield from _toned(matter.asks_decision, cue)
    if not cue.facts and "decision_due" not in cue.calls_for:
        yield from _of_move(stage, cue)


def _toned(lines: LinesByTone, cue: Cue) -> Sequence[str]:
    return lines.get(cue.tone, ())


def _of_move(stage: Stage, cue: Cue) -> Iterator[str]:
    for move, lines in stage.persona.languages[stage.language].lines.items():
        if move == cue.move:
            yield from lines.get(cue.intensity, ())


BAD: dict[str, dict[Language, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "disobedience.toml").read_text("utf-8")
)


def misdeeds(stage: Stage, cue: Cue, unlocked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what a disobedient model may say at this cue, each with the name of what is wrong."""
    for fault, by_language in BAD.items():
        if not (cue.ending and fault == "ends_talk") and not (may_be_soft(cue) and fault == "too_nice"):
            yield from ((fault, line) for line in by_language[stage.language])
    for other in (language for language in LANGUAGES if language != stage.language):
        foreign = stage.persona.languages[other].lines.get("vent", {})
        yield from (("wrong_language", line) for lines in foreign.values() for line in lines)
    for fact in stage.matter.story:
        if f"story.{fact.id}" not in unlocked:
            yield from (("locked_fact", line) for lines in fact.tell.values() for line in lines)
    if "secret" not in unlocked:
        yield from (("locked_fact", line) for lines in stage.matter.secret.tell.values() for line in lines)


def may_be_soft(cue: Cue) -> bool:
    """Return whether a cue is one at which thanks and kindness are right."""
    return cue.move in ("soften", "accept", "leave") or cue.tone == "too_nice"


def played(stage: Stage, role: Role = "balanced") -> Iterator[tuple[Talk, Cue]]:
    """Yield a talk at every cue, the last turn of it; a scripted trainee answers in between."""
    talk = Talk(stage)
    trainee = ScriptedTrainee(role, lines_of(stage.matter, role_lines(stage.language)))
    cue = talk.begin() or talk.hear(trainee.greet())
    while True:
        yield talk, cue
        if cue.ending:
            return
        cue = talk.hear(trainee.answer(cue))
