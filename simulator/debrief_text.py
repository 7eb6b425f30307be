"""The debrief as plain lines, for the line mode and for exports as text."""

from collections.abc import Iterator, Sequence

from scoring.codebook import SIDES
from scoring.finding import Finding
from scoring.shown import ScoreObject, ShownEstimate
from scoring.transcript import Language
from simulator.debrief import Debrief
from simulator.labels import (
    BESIDE,
    BY_MODEL,
    CODE_NAMES,
    CORNER_MEANINGS,
    CORNER_NAMES,
    DIAL_NAMES,
    ENDING_NAMES,
    NEXT_STEPS,
    SIDE_NAMES,
    VOICE_NAMES,
)
from simulator.mood import Dial
from simulator.notices import failed_line
from simulator.readings import Apart, Readings
from simulator.store.records import Reflection
from simulator.summary import decision_lines, flag_lines, house_lines, side_valued, valued
from simulator.words import Words, words

_BARS = "▁▂▃▄▅▆▇█"
_DIALS: tuple[Dial, ...] = ("anger", "anxiety", "confusion", "trust")


def debrief_lines(debrief: Debrief, guess: Reflection, language: Language) -> list[str]:
    """Return the whole debrief line by line, in the interface's language."""
    t = words(language)
    return [
        *_overall(debrief, guess, t),
        "",
        *_voices(debrief, t),
        "",
        *decision_lines(debrief.assessment, t),
        "",
        *_mood(debrief, t),
        "",
        *_talk(debrief, t),
        "",
        *_feedback(debrief, t, language),
        "",
        *house_lines(debrief.assessment, t),
        *flag_lines(debrief.assessment, t),
        t(NEXT_STEPS[debrief.next]),
    ]


def second_reading_lines(readings: Readings, t: Words) -> Iterator[str]:
    """Yield the score beside the one that stands, and what its reader finds more (+) and does not find (−).

    Where a model was asked in vain, what stands. Nothing where none was asked.
    """
    if readings.failed:
        yield failed_line(readings.failed, t)
    if readings.beside is None:
        return
    yield f"{t(BESIDE[readings.other])}: {beside_text(readings.beside, t)}"
    for each in readings.apart:
        yield f"  {t('Turn {turn}').format(turn=each.turn + 1)}: {apart_text(each, readings, t)}"
    if not readings.apart:
        yield t("Both find the same in every turn.")


def beside_text(score: ScoreObject, t: Words) -> str:
    """Return a score in one line, as it stands beside another: overall and both sides."""
    parts: dict[str, ShownEstimate | None] = {
        "": score.overall,
        f"{t(SIDE_NAMES['empathy'])} ": score.empathy,
        f"{t(SIDE_NAMES['boundaries'])} ": score.boundaries,
    }
    return ", ".join(f"{name}{_shown(value) if value else t('not scored')}" for name, value in parts.items())


def apart_text(apart: Apart, readings: Readings, t: Words) -> str:
    """Return what the reader beside finds more (+) in a turn, and what it does not find (−)."""
    more = [f"+ {t(CODE_NAMES[code])}" for code in apart.only(readings.other)]
    less = [f"− {t(CODE_NAMES[code])}" for code in apart.only(readings.by)]
    return ", ".join((*more, *less))


def _shown(value: ShownEstimate) -> str:
    return f"{value.value} ({value.low}–{value.high})"


def _overall(debrief: Debrief, guess: Reflection, t: Words) -> Iterator[str]:
    assessment, card = debrief.assessment, debrief.assessment.scorecard
    if debrief.ending:
        yield t(ENDING_NAMES[debrief.ending])
    if assessment.reader == "model":
        yield t(BY_MODEL)
    yield t("Overall: {value}").format(value=valued(assessment, "overall", card.overall, t))
    sides = {"empathy": card.empathy, "boundaries": card.boundaries}
    guesses = {"empathy": guess.guess_empathy, "boundaries": guess.guess_boundaries}
    for side in SIDES:
        own = guesses[side]
        mine = "" if own is None else "  " + t("(your guess: {value})").format(value=own)
        yield f"{t(SIDE_NAMES[side])}: {side_valued(assessment, side, sides[side], t)}{mine}"
    if card.corner_point:
        name, meaning = t(CORNER_NAMES[card.corner_point]), t(CORNER_MEANINGS[card.corner_point])
        yield f"{name}. {meaning}"


def _voices(debrief: Debrief, t: Words) -> Iterator[str]:
    yield t("The seven voices:")
    for name, voice in debrief.assessment.scorecard.voices.items():
        count = t("{hits} of {count}").format(hits=voice.hits, count=voice.opportunities)
        yield f"  {t(VOICE_NAMES[name])}: {count}"


def _mood(debrief: Debrief, t: Words) -> Iterator[str]:
    yield t("The customer's mood, turn by turn:")
    names = {dial: t(DIAL_NAMES[dial]) for dial in _DIALS}
    width = max(len(name) for name in names.values())
    for dial, name in names.items():
        levels = [getattr(point.mood, dial) for point in debrief.moods]
        yield f"  {name:<{width}} {_curve(levels)} {_tenths(levels[:1])} → {_tenths(levels[-1:])}"
    if debrief.pivotal is not None:
        words = debrief.said[debrief.pivotal].turn.text or t("(silence)")
        yield t("It moved most after your turn {turn}: “{words}”").format(
            turn=debrief.pivotal + 1, words=words
        )


def _curve(levels: Sequence[int]) -> str:
    return "".join(_BARS[min(7, level * 8 // 1001)] for level in levels)


def _tenths(levels: Sequence[int]) -> str:
    return f"{levels[0] // 100}" if levels else "–"


def _talk(debrief: Debrief, t: Words) -> Iterator[str]:
    yield t("The talk, with what was found:")
    for index, said in enumerate(debrief.said):
        who = debrief.stage.persona.name if said.cue else t("You")
        yield f"  {index + 1}. {who}: {said.turn.text or t('(silence)')}"
        for finding in debrief.assessment.scorecard.findings:
            if finding.turn == index:
                yield f"       {_found(finding, t)}"


def _found(finding: Finding, t: Words) -> str:
    sign = "+" if finding.credited else "·"
    quote = f": “{finding.quote}”" if finding.quote else ""
    return f"{sign} {t(CODE_NAMES[finding.code])}{quote}"


def _feedback(debrief: Debrief, t: Words, language: Language) -> Iterator[str]:
    for card in debrief.feedback.first:
        yield t("Turn {turn}").format(turn=card.turn + 1)
        yield from (f"  {line}" for line in card.lines(language))
        yield ""
