"""Progress and mirror as plain text for people, and as data for others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from scoring.assessment import comparable_part, measure_version
from scoring.codebook import SIDES
from scoring.finding import Pitfall
from scoring.mirror import Mirror, OwnWord, Pattern, Share, mirror_of
from scoring.progress import Change, ChangeReason, Course, Direction, Progress, progress_of, sessions_needed
from scoring.scorecard import as_points
from simulator.journal import Page
from simulator.labels import CODE_NAMES, MOVE_NAMES, SIDE_NAMES, WENT_NAMES
from simulator.words import Words, mark

Json = dict[str, object]

CHANGE_REASONS: dict[ChangeReason, str] = {
    "too_few_sessions": mark("Change shows from {needed} scored sessions on; so far {count}."),
    "waiting_for_a_look": mark("Change shows when you have looked at the flagged sessions: --looked ID."),
    "other_versions": mark("Earlier scores are by another measure; --again scores the sessions anew."),
}
BY_OTHERS = mark("Earlier scores are by another measure.")
"""Said where change goes by a model's scores: the earlier sessions get none."""
_DIRECTIONS: dict[Direction, str] = {
    "up": mark("{points} points ({low} to {high}) in the later half: more than chance."),
    "down": mark("{points} points ({low} to {high}) in the later half: lower than before."),
    "none": mark("{points} points ({low} to {high}) in the later half: may be chance."),
}
_INDENT = "    "


def progress_lines(pages: Sequence[Page], version: str, t: Words) -> Iterator[str]:
    """Yield the account of a trainee's sessions, oldest first, line by line."""
    looked = [page.looked for page in pages]
    progress, mirror = progress_of([each.kept for each in looked], version), mirror_of(looked)
    by_id = {page.session.id: page for page in pages}
    for side in SIDES:
        yield t(SIDE_NAMES[side])
        yield from (_INDENT + line for line in _course(progress.courses[side], version, by_id, t))
        if gap := mirror.guesses.get(side):
            told = t("Own guesses: {mean} points from the score on average; {inside} of {count} within it.")
            yield _INDENT + told.format(mean=signed(gap.mean), inside=gap.inside, count=gap.count)
    yield from _mirror(mirror, by_id, t)
    yield from _waiting(progress, t)


def progress_object(pages: Sequence[Page], version: str) -> Json:
    """Return progress and mirror as plain data; sessions are oldest first."""
    looked = [page.looked for page in pages]
    progress = progress_of([each.kept for each in looked], version)
    return {
        "version": version,
        "sessions_needed": sessions_needed(),
        "sessions": [_session(page) for page in pages],
        "sides": {side: _course_object(course) for side, course in progress.courses.items()},
        "waiting": list(progress.waiting),
        "mirror": _mirror_object(mirror_of(looked)),
    }


def _course(course: Course, version: str, pages: Mapping[str, Page], t: Words) -> Iterator[str]:
    for spot in course.spots:
        session = pages[spot.id].session
        points = f"{spot.points.value} ({spot.points.low}–{spot.points.high})"
        guess = "" if spot.guess is None else t("own guess {guess}").format(guess=spot.guess)
        other = "" if spot.counts else "*"
        named = f"{session.persona} · {session.scenario} · {session.language}"
        row = f"{session.started_at:%Y-%m-%d}  {session.id[:8]}  {points:>12}{other:1}  {guess}"
        yield f"{row}  {named}" if guess else f"{row}{named}"
    if course.change:
        yield change_text(course.change, t)
    elif course.reason:
        count = sum(spot.counts for spot in course.spots)
        yield reason_text(course.reason, CHANGE_REASONS, version, t).format(
            needed=sessions_needed(), count=count
        )
    if not all(spot.counts for spot in course.spots):
        yield t("* not compared: by another measure, or a branch of a session that counts")


def reason_text(reason: ChangeReason, texts: Mapping[ChangeReason, str], version: str, t: Words) -> str:
    """Return why nothing is said about change, of `texts`; sessions are compared by `version`."""
    if reason == "other_versions" and comparable_part(version) != comparable_part(measure_version()):
        return t(BY_OTHERS)
    return t(texts[reason])


def change_text(change: Change, t: Words) -> str:
    """Return a change with its interval, and whether it stands out from chance."""
    parts = {"points": change.points, "low": change.low, "high": change.high}
    return t(_DIRECTIONS[change.direction]).format(**{name: signed(each) for name, each in parts.items()})


def signed(points: float) -> str:
    """Return whole points with their sign."""
    whole = as_points(abs(points))
    return f"{'−' if points < 0 and whole else '+'}{whole}"


def _mirror(mirror: Mirror, pages: Mapping[str, Page], t: Words) -> Iterator[str]:
    if mirror.patterns:
        yield t("What comes before what")
    yield from (_INDENT + _pattern(pattern, t) for pattern in mirror.patterns)
    if mirror.words:
        yield t("Your own words, and what was found")
    for word in mirror.words:
        yield f"{_INDENT}{pages[word.session].session.started_at:%Y-%m-%d}  {word.session[:8]}"
        yield from (_INDENT * 2 + line for line in word_lines(word, t))
    if mirror.pulls:
        told = t("Where you felt pulled is where a line went in {share} sessions.")
        yield _INDENT + told.format(share=share_text(mirror.pulls, t))
    if mirror.pressed:
        told = t("What pressed you came before a pitfall in {share} sessions.")
        yield _INDENT + told.format(share=share_text(mirror.pressed, t))


def _pattern(pattern: Pattern, t: Words) -> str:
    told = t("The customer {move} → you {pitfall}: {here}, otherwise {elsewhere}.").format(
        move=t(move_name(pattern.move)),
        pitfall=t(CODE_NAMES[pattern.pitfall]),
        here=share_text(pattern.here, t),
        elsewhere=share_text(pattern.elsewhere, t),
    )
    return f"{told} {t('This stands out.')}" if pattern.stands_out else told


def share_text(share: Share, t: Words) -> str:
    """Return a count with the interval of its rate."""
    return t("{hits} of {count} ({low}–{high} %)").format(
        hits=share.hits, count=share.of, low=share.low, high=share.high
    )


def word_lines(word: OwnWord, t: Words) -> Iterator[str]:
    """Yield what the trainee said of a session, and what was found in it."""
    if word.hook:
        yield t("What hooks you: {words}").format(words=word.hook)
    if word.intention:
        yield t("What you set out to do: {words}").format(words=word.intention)
    if word.pressed_by:
        yield t("What pressed you: the customer {move}").format(move=t(move_name(word.pressed_by)))
    if word.went:
        yield t("Where it pulled you: {where}").format(where=t(WENT_NAMES[word.went]))
    slips = Counter(word.found)
    found = ", ".join(
        f"{t(move_name(move))} → {t(CODE_NAMES[pitfall])}{f' ×{times}' if times > 1 else ''}"
        for (move, pitfall), times in slips.items()
    )
    yield t("Found: {found}").format(found=found or t("no pitfall"))


def move_name(move: str) -> str:
    """Return what a customer move is called, in English; an unknown one is its own name."""
    return next((name for known, name in MOVE_NAMES.items() if known == move), move)


def _waiting(progress: Progress, t: Words) -> Iterator[str]:
    if progress.waiting:
        ids = ", ".join(name[:8] for name in progress.waiting)
        yield t("Flagged and kept out until you look at them: {ids}").format(ids=ids)


def _session(page: Page) -> Json:
    session, kept = page.session, page.looked.kept
    return {
        "id": session.id,
        "started_at": session.started_at.isoformat(timespec="seconds"),
        "persona": session.persona,
        "scenario": session.scenario,
        "language": session.language,
        "mode": session.mode,
        "intensity": session.intensity,
        "version": kept.version or None,
        "flags": list(kept.flags),
        "branch": kept.branch,
    }


def _course_object(course: Course) -> Json:
    change = course.change
    return {
        "sessions": [
            {"id": spot.id, **asdict(spot.points), "guess": spot.guess, "counts": spot.counts}
            for spot in course.spots
        ],
        "change": change and _change_object(change),
        "reason": course.reason,
    }


def _change_object(change: Change) -> Json:
    parts = {name: round(getattr(change, name), 1) for name in ("earlier", "later", "points", "low", "high")}
    return {**parts, "sessions": change.sessions, "direction": change.direction}


def _mirror_object(mirror: Mirror) -> Json:
    return {
        "patterns": [{**asdict(each), "stands_out": each.stands_out} for each in mirror.patterns],
        "words": [{**asdict(each), "found": [_slip(*slip) for slip in each.found]} for each in mirror.words],
        "pulls": mirror.pulls and asdict(mirror.pulls),
        "pressed": mirror.pressed and asdict(mirror.pressed),
        "guesses": {
            side: {"count": gap.count, "inside": gap.inside, **_rounded(gap.mean, gap.low, gap.high)}
            for side, gap in mirror.guesses.items()
        },
    }


def _slip(move: str, pitfall: Pitfall) -> Json:
    return {"move": move, "pitfall": pitfall}


def _rounded(mean: float, low: float, high: float) -> dict[str, float]:
    return {"mean": round(mean, 1), "low": round(low, 1), "high": round(high, 1)}
