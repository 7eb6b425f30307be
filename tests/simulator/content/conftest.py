"""Content folders for these tests, written to disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str], Path]

SMALL_PERSONA = """\
id: anna
name: "Anna"
kind: angry
languages:
  en:
    need: "To be believed."
    defence: "Talks fast."
    lines:
      vent:
        3: ["I'm furious.", "This is too much.", "I've had it."]
"""


@pytest.fixture
def persona_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that writes `personas/anna.yaml` below the current folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        path = Path("personas/anna.yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
