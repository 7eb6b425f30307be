"""What a check found, for people as a table and for programs as an object."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from simulator.cast import ROLES
from simulator.checking.course import CheckedFile
from simulator.checking.remarks import Remark
from simulator.checking.trials import Trial, rule_of
from simulator.content.files import shown_name
from simulator.cue import GOOD_ENDINGS

_KEPT = "ok"
_WHOLE_TABLE = 120
"""Lines up to which the table shows every role, and beyond which only those that fail."""
_HEAD = ("persona", "scenario", "lang", "words", "role", "endings", "corner", "overall", "turns", "")


def is_passed(checked: Sequence[CheckedFile], trials: Sequence[Trial]) -> bool:
    """Return whether nothing fails the check."""
    return all(item.sound for item in checked) and all(trial.kept for trial in trials)


def remark_lines(checked: Sequence[CheckedFile]) -> Iterator[str]:
    """Yield one line a remark, `file:line:col: severity: field: …`, in the order of files and lines."""
    for item in checked:
        for remark in item.remarks:
            problem = remark.problem
            field = f"{problem.field}: " if problem.loc else ""
            place = f"{problem.file}:{problem.place.line}:{problem.place.column}"
            yield f"{place}: {remark.severity}: {field}{problem.text}"


def trial_table(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield a table of what the cast got, a line a role; of many, only those that fail."""
    rows = [_row(list(group)) for _, group in groupby(trials, key=_row_key)]
    if len(rows) > _WHOLE_TABLE:
        rows = [row for row in rows if row[-1] != _KEPT]
    if not rows:
        return
    rows = [_HEAD, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def summary_lines(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield how many talks of each role and wording ended well, where the table does not show them all."""
    if len({_row_key(trial) for trial in trials}) <= _WHOLE_TABLE:
        return
    played = Counter((trial.role, trial.wording) for trial in trials)
    well = Counter((trial.role, trial.wording) for trial in trials if trial.ending in GOOD_ENDINGS)
    for role, wording in sorted(played, key=lambda key: (key[1], ROLES.index(key[0]))):
        yield f"{role}, {wording}: a good ending in {well[role, wording]} of {played[role, wording]}"


def check_object(checked: Sequence[CheckedFile], trials: Sequence[Trial]) -> dict[str, object]:
    """Return everything that was found, as `motet check --json` prints it."""
    return {
        "ok": is_passed(checked, trials),
        "files": [
            {"path": shown_name(item.path), "usable": item.thing is not None, "remarks": _remarks(item)}
            for item in checked
        ],
        "trials": [{**asdict(trial), "kept": trial.kept} for trial in trials],
    }


def _remarks(item: CheckedFile) -> list[dict[str, object]]:
    return [_remark(remark) for remark in item.remarks]


def _remark(remark: Remark) -> dict[str, object]:
    place = remark.problem.place
    return {
        "severity": remark.severity,
        "line": place.line,
        "column": place.column,
        "field": remark.problem.field,
        "text": remark.problem.text,
    }


def _row_key(trial: Trial) -> tuple[str, str, str, str, int]:
    return trial.persona, trial.scenario, trial.language, trial.wording, ROLES.index(trial.role)


def _row(trials: Sequence[Trial]) -> tuple[str, ...]:
    first = trials[0]
    return (
        first.persona, first.scenario, first.language, first.wording, first.role,
        _counted([trial.ending or "out of lines" for trial in trials]),
        _counted([trial.corner_point or "not scored" for trial in trials]),
        _spread([trial.overall for trial in trials if trial.overall is not None]),
        _spread([trial.turns for trial in trials]),
        _verdict(trials),
    )  # fmt: skip


def _verdict(trials: Sequence[Trial]) -> str:
    broken = [trial for trial in trials if not trial.kept]
    if not broken:
        return _KEPT
    dry = any(trial.ending is None for trial in broken)
    rule = "must not run out of lines" if dry else rule_of(broken[0].role)
    return f"FAILS: {rule} (seed {', '.join(str(trial.seed) for trial in broken)})"


def _counted(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())


def _spread(numbers: Sequence[int]) -> str:
    """Return the middle number with the lowest and highest, e.g. `87 (85–89)`; a dash where there is none."""
    if not numbers:
        return "–"
    middle = sorted(numbers)[len(numbers) // 2]
    return f"{middle} ({min(numbers)}–{max(numbers)})"
