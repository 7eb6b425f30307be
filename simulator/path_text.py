"""A curriculum with what is done and what comes next, as plain text for people and as data for others."""

from collections.abc import Iterator

from scoring.codebook import SIDES
from scoring.house import PassRule
from scoring.transcript import Language
from simulator.content.curricula import CurriculumStep
from simulator.content.library import Library
from simulator.errors import UsageError
from simulator.labels import GATE_NAMES, MODE_NAMES, SIDE_NAMES
from simulator.path import Attempt, Standing, StepStanding
from simulator.words import words

Json = dict[str, object]

_INDENT = " " * 7


def path_lines(standing: Standing, library: Library, language: Language) -> Iterator[str]:
    """Yield a curriculum line by line; what comes next stands there with its intention and rule."""
    t, said, coming = words(language), standing.curriculum.words_in(language), standing.next
    yield said.title
    yield said.intention
    done = sum(step.done for step in standing.steps)
    yield t("{done} of {count} steps done").format(done=done, count=len(standing.steps))
    yield ""
    for step in standing.steps:
        sign = "✓" if step.done else "→" if step is coming else "·"
        yield f"{sign} {step.number:3}  {meeting_name(step.step, library, language)}"
        yield from (_INDENT + line for line in _about(step, step is coming, language))
    yield ""
    yield t("Begin the next step: motet practise --next") if coming else t("All steps are done.")


def meeting_name(step: CurriculumStep, library: Library, language: Language) -> str:
    """Return who meets which news, by their names; by their ids where the files cannot be read."""
    try:
        persona, scenario = library.persona(step.persona), library.scenario(step.scenario)
    except UsageError:
        return f"{step.persona} · {step.scenario}"
    matter = scenario.languages.get(language) or next(iter(scenario.languages.values()))
    return f"{persona.name} · {matter.title}"


def _about(standing: StepStanding, coming: bool, language: Language) -> Iterator[str]:
    t, step, attempt = words(language), standing.step, standing.attempt
    level = "" if step.intensity is None else f", {t('intensity {level} of 5').format(level=step.intensity)}"
    when = f", {t('done {date}').format(date=_day(attempt))}" if attempt and standing.done else ""
    yield f"{t(MODE_NAMES[step.mode])}{level}{when}"
    if coming:
        yield step.intention_in(language)
        yield t("To go on: {rule}").format(rule=rule_text(step.pass_rule, language))
    if attempt and not standing.done:
        yield t("Last try {date}: {result}").format(date=_day(attempt), result=_result(attempt, language))


def rule_text(rule: PassRule | None, language: Language) -> str:
    """Return what it takes to go on, in words."""
    t = words(language)
    if rule is None:
        return t("a talk that reaches its end")
    bar = [t("both sides at {points} or more").format(points=rule.both_sides)] if rule.both_sides else []
    return ", ".join([*bar, *(t(GATE_NAMES[gate]) for gate in rule.gates)])


def _result(attempt: Attempt, language: Language) -> str:
    t = words(language)
    if attempt.waits:
        return t("Flagged and kept out until you look at them: {ids}").format(ids=attempt.session.id[:8])
    got = [f"{t(SIDE_NAMES[side])} {attempt.sides[side]}" for side in SIDES if side in attempt.sides]
    open_gates = [t(GATE_NAMES[gate]) for gate, held in attempt.gates.items() if not held]
    missing = [t("not yet: {gates}").format(gates=", ".join(open_gates))] if open_gates else []
    return ", ".join([*got, *missing]) or t("left before its end")


def _day(attempt: Attempt) -> str:
    return f"{attempt.session.started_at:%Y-%m-%d}"


def path_object(standing: Standing, trainee: str) -> Json:
    """Return a curriculum with what is done and what comes next, as plain data."""
    coming = standing.next
    return {
        "id": standing.curriculum.id,
        "trainee": trainee,
        "next": coming.number if coming else None,
        "steps": [_step_object(step) for step in standing.steps],
    }


def _step_object(standing: StepStanding) -> Json:
    step, attempt = standing.step, standing.attempt
    rule = step.pass_rule
    return {
        "number": standing.number,
        "persona": step.persona,
        "scenario": step.scenario,
        "mode": step.mode,
        "intensity": step.intensity,
        "pass": rule and {"both_sides": rule.both_sides, "gates": list(rule.gates)},
        "done": standing.done,
        "session": attempt and attempt.session.id,
        "waits": attempt is not None and attempt.waits,
        "sides": dict(attempt.sides) if attempt else {},
        "gates": dict(attempt.gates) if attempt else {},
    }
