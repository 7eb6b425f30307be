"""Putting a kept session into words.

The score is the one that was kept; nothing is worked out anew but the feedback, and that only where the
present measure is the one that scored the session.
"""

from collections.abc import Iterator, Sequence

from scoring.assessment import assess, comparable_part
from scoring.codebook import Voice, codebook
from scoring.feedback import Exemplars, feedback_on
from scoring.finding import ACTS
from scoring.shown import ScoreObject, ShownEstimate, ShownFinding
from scoring.transcript import Language, Transcript
from simulator.content.library import Library
from simulator.content.written import Kind
from simulator.debrief import MoodPoint, exemplars_of, pivotal_turn, ruling_dial
from simulator.export.sheet import Felt, Found, Heard, Held, Line, Sheet
from simulator.labels import (
    BESIDE,
    BY_MODEL,
    CODE_NAMES,
    CORNER_MEANINGS,
    CORNER_NAMES,
    DIAL_NAMES,
    ENDING_NAMES,
    FLAG_NAMES,
    LANGUAGE_NAMES,
    REASONS,
    SIDE_NAMES,
    STATUS_NAMES,
    VOICE_NAMES,
    WAY_NAMES,
    WENT_NAMES,
)
from simulator.mood import DIAL_TOP, NEED_TOP, Dial
from simulator.notices import failed_line, small_print_lines
from simulator.readings import Readings, readings_of
from simulator.store.export import KeptSession
from simulator.talk import Said
from simulator.words import Words, words


def sheet_of(kept: KeptSession, library: Library, language: Language) -> Sheet:
    """Return a kept session in words; where its content is gone, ids stand for names."""
    t, session = words(language), kept.session
    personas, scenarios = library.personas(), library.scenarios()
    persona, scenario = personas.get(session.persona), scenarios.get(session.scenario)
    matter = scenario.languages.get(session.language) if scenario else None
    name = persona.name if persona else session.persona
    readings = readings_of(kept.scores, kept.second_readings)
    stands = readings.standing
    moods = tuple(MoodPoint(turn.seq, turn.mood) for turn in kept.turns if turn.mood)
    pivotal = pivotal_turn(moods)
    return Sheet(
        language=language,
        spoken=session.language,
        title=f"{name} · {matter.title if matter else session.scenario}",
        beside=tuple(_beside(kept, t)),
        brief=tuple(_brief(kept, t)),
        score=stands,
        results=tuple(_results(stands, t)) if stands else (),
        verdict=tuple(_verdict(kept, readings, t)),
        guess=_guess(kept),
        voices=tuple(_voices(stands, t)) if stands else (),
        moods=tuple(_moods(moods, persona.kind if persona else "angry", t)),
        pivot=next((n for n, point in enumerate(moods) if point.turn - 1 == pivotal), None),
        ledger=tuple(_ledger(kept, stands, t)) if stands else (),
        lines=tuple(_lines(kept, stands, name, t)),
        cards=tuple(_cards(kept, readings, library)),
        second_title=t(BESIDE[readings.other]),
        second=tuple(_second(kept, readings, t)),
        reflection=tuple(_reflection(kept, t)),
        flags=tuple(t(FLAG_NAMES[flag]) for flag in stands.flags) if stands else (),
        small_print=small_print_lines(
            [turn.wording for turn in kept.turns if turn.wording], kept.second_readings, t
        ),
    )


def shown(estimate: ShownEstimate) -> str:
    """Return "61 (45–75)"."""
    return f"{estimate.value} ({estimate.low}–{estimate.high})"


def own_number(kept: KeptSession, turn: int) -> int:
    """Return which of the trainee's own turns one is, from 1; a customer turn counts with its answer."""
    own = sum(each.turn.speaker == "trainee" for each in kept.turns[: turn + 1])
    return own + (turn < len(kept.turns) and kept.turns[turn].turn.speaker == "customer")


def _beside(kept: KeptSession, t: Words) -> Iterator[str]:
    session = kept.session
    yield session.trainee
    yield f"{session.started_at:%Y-%m-%d %H:%M} UTC"
    yield LANGUAGE_NAMES[session.language]
    yield t("intensity {level} of 5").format(level=session.intensity)


def _brief(kept: KeptSession, t: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    brief = kept.session.brief
    if brief is None:
        return
    for title, lines in (
        (t("What is decided"), (brief.decision,)),
        (t("Why"), (brief.reason,)),
        (t("You may offer"), brief.may_offer),
        (t("Better not"), brief.must_not),
        (t("At hand"), brief.facts),
    ):
        if lines:
            yield title, tuple(lines)


def _results(score: ScoreObject, t: Words) -> Iterator[tuple[str, str]]:
    for name, value in (
        (t("Overall"), score.overall),
        (t(SIDE_NAMES["empathy"]), score.empathy),
        (t(SIDE_NAMES["boundaries"]), score.boundaries),
    ):
        yield name, shown(value) if value else t("not scored")


def _verdict(kept: KeptSession, readings: Readings, t: Words) -> Iterator[str]:
    score = readings.standing
    if readings.by == "model":
        yield t(BY_MODEL)
    if score and score.corner:
        name = t(CORNER_NAMES[score.corner])
        yield f"{name[:1].upper()}{name[1:]}. {t(CORNER_MEANINGS[score.corner])}"
    elif score:
        why = dict.fromkeys(t(REASONS[reason]) for reason in score.reasons.values())
        yield t("Not scored yet, which is not zero. {reasons}.").format(reasons="; ".join(why))
    if kept.session.ending:
        yield t(ENDING_NAMES[kept.session.ending])
    elif kept.session.status == "stopped":
        yield t("You ended the talk.")
    if readings.failed:
        yield failed_line(readings.failed, t)


def _guess(kept: KeptSession) -> tuple[int, int] | None:
    said = kept.reflection
    if said is None or said.guess_empathy is None or said.guess_boundaries is None:
        return None
    return said.guess_empathy, said.guess_boundaries


def _voices(score: ScoreObject, t: Words) -> Iterator[Heard]:
    entries = codebook().voices
    order: Sequence[Voice] = tuple(entries)
    for name in order:
        voice = score.voices[name]
        yield Heard(t(VOICE_NAMES[name]), entries[name].side, voice.hits, voice.opportunities)


def _moods(moods: Sequence[MoodPoint], kind: Kind, t: Words) -> Iterator[Felt]:
    roles: tuple[tuple[Dial, str], ...] = ((ruling_dial(kind), "ruling"), ("trust", "trust"))
    for dial, role in roles:
        shares = tuple(point.mood.dials()[dial] / DIAL_TOP for point in moods)
        yield Felt(t(DIAL_NAMES[dial]), shares, role)
    yield Felt(t(DIAL_NAMES["need"]), tuple(point.mood.need / NEED_TOP for point in moods), "need")


def _ledger(kept: KeptSession, score: ScoreObject, t: Words) -> Iterator[Held]:
    for line in score.ledger:
        way = f", {t(WAY_NAMES[line.way])}" if line.way else ""
        name = f"{t(STATUS_NAMES[line.status])}{way}"
        yield Held(own_number(kept, line.turn), line.status, name, line.quote)


def _lines(kept: KeptSession, score: ScoreObject | None, name: str, t: Words) -> Iterator[Line]:
    for turn in kept.turns:
        own = turn.turn.speaker == "trainee"
        found = [each for each in score.findings if each.turn == turn.seq] if score else []
        yield Line(
            own_number(kept, turn.seq),
            own,
            t("You") if own else name,
            turn.turn.text or t("(silence)"),
            tuple(_found(each, t) for each in found),
        )


def _found(finding: ShownFinding, t: Words) -> Found:
    good = finding.code in ACTS or finding.code == "repair"
    paid = finding.credited or finding.code == "repair"
    return Found(("+" if paid else "·") if good else "–", t(CODE_NAMES[finding.code]), finding.quote)


def _cards(kept: KeptSession, readings: Readings, library: Library) -> Iterator[tuple[str, ...]]:
    session, score = kept.session, readings.standing
    local = assess(
        Transcript(
            id=session.id,
            language=session.language,
            brief=session.brief,
            turns=tuple(turn.turn for turn in kept.turns),
        )
    )
    assessment = readings.account(local)
    if score is None or comparable_part(score.version) != comparable_part(assessment.version):
        return
    scenario = library.scenarios().get(session.scenario)
    matter = scenario.languages.get(session.language) if scenario else None
    said = [Said(turn.turn, turn.mood, turn.cue) for turn in kept.turns]
    exemplars = exemplars_of(matter, said) if matter else Exemplars()
    for card in feedback_on(assessment, exemplars).first:
        yield card.lines(session.language)


def _second(kept: KeptSession, readings: Readings, t: Words) -> Iterator[str]:
    if readings.beside is None:
        return
    yield from (f"{name}: {value}" for name, value in _results(readings.beside, t))
    for apart in readings.apart:
        local = ", ".join(t(CODE_NAMES[code]) for code in apart.only_local) or "–"
        model = ", ".join(t(CODE_NAMES[code]) for code in apart.only_model) or "–"
        told = t("Turn {turn}: only the local reader found {local}; only the model found {model}.")
        yield told.format(turn=own_number(kept, apart.turn), local=local, model=model)


def _reflection(kept: KeptSession, t: Words) -> Iterator[tuple[str, str]]:
    said = kept.reflection
    if said is None:
        return
    pressed = said.pressed_turn
    line = kept.turns[pressed].turn.text if pressed is not None and pressed < len(kept.turns) else ""
    guess = t("empathy {warm}, boundaries {clear}")
    for title, text in (
        (t("You set out to say"), said.intention),
        (t("What usually hooks you"), said.hook),
        (
            t("Your guess"),
            guess.format(warm=said.guess_empathy, clear=said.guess_boundaries) if _guess(kept) else "",
        ),
        (t("Which line pressed you most?"), line),
        (t("Where did you go then?"), t(WENT_NAMES[said.went]) if said.went else ""),
        (t("What in you answered it?"), said.note),
    ):
        if text:
            yield title, text
