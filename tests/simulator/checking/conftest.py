"""Small content to find faults in: the templates, changed at one place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.transcript import Language
from simulator.checking.course import check_file
from simulator.content.library import Library, packaged_folder
from simulator.content.schema import Sort
from simulator.content.templates import template_text

Remarks = Callable[..., list[str]]


@pytest.fixture
def remarks_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remarks:
    """Return a function that changes a template and returns what is said about it, `severity field: text`."""
    monkeypatch.chdir(tmp_path)

    def remarks(sort: Sort, old: str, new: str, language: Language = "en") -> list[str]:
        path = Path(f"{sort}s/mine.yaml")
        path.parent.mkdir(exist_ok=True)
        text = template_text(sort, "mine", language)
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        checked = check_file(path, Library([packaged_folder()]))
        return [f"{item.severity} {item.problem.field}: {item.problem.text}" for item in checked.remarks]

    return remarks
