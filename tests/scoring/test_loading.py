"""Transcripts come from files, folders and streams in order, and what is broken stays in its place."""

import io
import json
import tracemalloc
from pathlib import Path

import pytest

from scoring.errors import TranscriptError
from scoring.loading import MOST_BYTES, Refused, load_brief, transcripts_in
from scoring.parsing import Loaded

TURNS = [{"speaker": "customer", "text": "Well?"}, {"speaker": "trainee", "text": "No."}]


def line(name: str) -> str:
    """Return a transcript as one line of JSON."""
    return json.dumps({"id": name, "language": "en", "turns": TURNS})


def names_of(content: str | bytes, path: str = "-") -> list[str]:
    """Return the ids of what a stream or path holds, or where it was refused."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return [
        found.transcript.id if isinstance(found, Loaded) else f"!{found.name}"
        for found in transcripts_in(path, stream)
    ]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (line("a"), ["a"]),
        (f"{line('a')}\n{line('b')}\n", ["a", "b"]),
        (f"{line('a')}\n\n  \n{line('b')}", ["a", "b"]),
        (f"{line('a')}\nbroken\n{line('b')}", ["a", "!-:2", "b"]),
        (f"{{broken}}\n{line('b')}", ["!-:1", "b"]),
        (json.dumps(json.loads(line("a")), indent=2), ["a"]),
        ("\ufeff" + line("a"), ["a"]),
        (line("a").replace("{", "{\r\n", 1), ["a"]),
        ("Customer: Well?\nTrainee: No.\n", ["-"]),
        ("", ["!-"]),
        (line("å").encode("utf-16"), ["!-"]),
        ("Kund: Å\nHandläggare: Nej".encode("latin-1"), ["!-"]),
        (b'{"id": "' + b"x" * MOST_BYTES + b'"}', ["!-:1"]),
        (b'{"id": "' + b"x" * 2 * MOST_BYTES + b'"}\n' + line("b").encode(), ["!-:1", "b"]),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_stream_is_one_object_one_a_line_or_plain_text(content: str | bytes, names: list[str]) -> None:
    """A bad line is refused in its place and the rest go on."""
    assert names_of(content) == names


def test_a_folder_gives_its_transcripts_in_the_order_of_names(tmp_path: Path) -> None:
    """JSON of another kind beside them is passed over; what is broken is not."""
    (tmp_path / "b.json").write_text(line("b"))
    (tmp_path / "a.jsonl").write_text(f"{line('a1')}\n{line('a2')}\n")
    (tmp_path / "c.txt").write_text("Customer: Well?\nTrainee: No.")
    (tmp_path / "d.json").write_text("{broken")
    (tmp_path / "labels.jsonl").write_text('{"id": "a", "corner": "wall"}\n')
    (tmp_path / "README.md").write_text("# Notes")

    assert names_of("", str(tmp_path)) == ["a1", "a2", "b", "c", f"!{tmp_path / 'd.json'}"]


@pytest.mark.parametrize("name", ["nothing.json", "folder"])
def test_nothing_there_is_refused_with_its_name(name: str, tmp_path: Path) -> None:
    """A missing file, and a folder without transcripts."""
    (tmp_path / "folder").mkdir()

    assert names_of("", str(tmp_path / name)) == [f"!{tmp_path / name}"]


def test_the_message_names_file_and_line(tmp_path: Path) -> None:
    """Of a line in a .jsonl file, as an editor jumps to it."""
    file = tmp_path / "all.jsonl"
    file.write_text(f'{line("a")}\n{{"id": "b", "language": "xx", "turns": []}}\n')
    refused = list(transcripts_in(str(file), io.BytesIO()))[1]

    assert isinstance(refused, Refused)
    assert refused.name == f"{file}:2"
    assert refused.error.startswith(f"{file}:2: language: 'xx' does not fit")


def test_memory_holds_one_conversation_at_a_time() -> None:
    """Ten times as many lines take no more of it."""

    def peak(count: int) -> int:
        stream = io.BytesIO(f"{line('a')}\n".encode() * count)
        tracemalloc.start()
        for _ in transcripts_in("-", stream):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(2_000) < peak(200) + 50_000


def test_a_brief_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, or not UTF-8."""
    latin = tmp_path / "b.toml"
    latin.write_bytes('decision = "å"'.encode("latin-1"))

    with pytest.raises(TranscriptError, match="cannot be read"):
        load_brief(tmp_path / "none.json")
    with pytest.raises(TranscriptError, match=r"b\.toml:1: this is not UTF-8"):
        load_brief(latin)
