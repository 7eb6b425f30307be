"""What the progress screen says in words: change on each side, and one session in full."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.content import Content

from scoring.codebook import SIDES, Side
from scoring.progress import ChangeReason, Course, Points, Progress, sessions_needed
from scoring.text import safe_text
from simulator.journal import Only
from simulator.labels import FLAG_NAMES, LANGUAGE_NAMES, SIDE_NAMES
from simulator.progress_text import CHANGE_REASONS, change_text, reason_text
from simulator.ui.past import Past, is_by_other
from simulator.words import Words, mark

COLOURS: dict[Side, str] = {"empathy": "$accent", "boundaries": "$primary"}
"""The theme's colour of each side."""
REASONS: dict[ChangeReason, str] = {
    "too_few_sessions": CHANGE_REASONS["too_few_sessions"],
    "waiting_for_a_look": mark("Change shows when you have looked at the flagged sessions."),
    "other_versions": mark("Earlier scores are by another measure; the sessions can be scored anew."),
}
"""Why nothing is said about change, and what to do here."""


def change_lines(progress: Progress, version: str, t: Words) -> list[Content]:
    """Return one line a side, or a single one where both say the same; `version` is what is compared by."""
    told = {side: _change(progress.courses[side], version, t) for side in SIDES}
    if len(set(told.values())) == 1 and all(course.reason for course in progress.courses.values()):
        return [Content.styled(told["empathy"], "$text-muted")]
    return [
        Content.assemble((f"{t(SIDE_NAMES[side])}: ", f"bold {COLOURS[side]}"), told[side]) for side in SIDES
    ]


def _change(course: Course, version: str, t: Words) -> str:
    if course.change:
        return change_text(course.change, t)
    count = sum(spot.counts for spot in course.spots)
    why = reason_text(course.reason or "too_few_sessions", REASONS, version, t)
    return why.format(needed=sessions_needed(), count=count)


def only_text(only: Only, past: Sequence[Past], t: Words) -> str:
    """Return what the list is narrowed to; empty where it is not."""
    names = [
        next((each.persona for each in past if each.session.persona == only.persona), ""),
        next((each.news for each in past if each.session.scenario == only.scenario), ""),
        LANGUAGE_NAMES[only.language] if only.language else "",
    ]
    wanted = ", ".join(safe_text(name) for name in names if name)
    return t("Only: {what}").format(what=wanted) if wanted else ""


def filters_of(past: Sequence[Past], only: Only, t: Words) -> list[tuple[str, Only]]:
    """Return what the list can be narrowed to from here, each with its name; the first shows all again."""
    customers = {each.session.persona: each.persona for each in past}
    news = {each.session.scenario: each.news for each in past}
    languages = dict.fromkeys(each.session.language for each in past)
    return [
        (t("all sessions"), Only()),
        *((safe_text(name), replace(only, persona=key)) for key, name in customers.items()),
        *((safe_text(name), replace(only, scenario=key)) for key, name in news.items()),
        *((LANGUAGE_NAMES[key], replace(only, language=key)) for key in languages),
    ]


def past_lines(past: Past, version: str, t: Words) -> Iterator[Content]:
    """Yield a session in full: what it was, its scores with the own guess, and why it does not count.

    `version` is that by which sessions are compared.
    """
    session = past.session
    yield Content.assemble(
        (f"{session.started_at:%Y-%m-%d}  {safe_text(past.persona)}", "bold"),
        f" · {safe_text(past.news)} · {LANGUAGE_NAMES[session.language]}",
    )
    if past.page and past.kept:
        parts = [f"{t('Overall')} {_shown(past.page.overall)}"]
        for side in SIDES:
            value, guess = _shown(past.kept.sides.get(side)), past.kept.guesses.get(side)
            parts.append(f"{t(SIDE_NAMES[side])} {value}{'' if guess is None else f' ○ {guess}'}")
        yield Content(" · ".join(parts))
    if why := _why_not(past, version, t):
        yield Content.styled(why, "$warning")


def _why_not(past: Past, version: str, t: Words) -> str:
    if past.kept is None:
        return ""
    if past.waits_for:
        return t("Kept out: {why}").format(why=t(FLAG_NAMES[past.waits_for[0]]))
    if past.kept.branch:
        return t("Not compared: a branch shares turns with the session it comes from.")
    if is_by_other(past, version):
        return t("Not compared: it was scored by another measure.")
    return ""


def _shown(points: Points | None) -> str:
    return f"{points.value} ({points.low}–{points.high})" if points else "–"
