"""Tokens are counted without a network."""

from pathlib import Path

import pytest

from simulator.voices.chat import Message
from simulator.voices.tokens import counter, estimate, seed


@pytest.mark.parametrize(
    ("model", "text", "tokens"),
    [
        ("gpt-4o", "Hello, how are you?", 6),
        ("gpt-4", "Hello, how are you?", 6),
        ("some-local-model", "Jag är så arg att jag skakar.", 9),
        ("some-local-model", "<|endoftext|>", 7),
    ],
)
def test_tokens_are_counted_by_the_bundled_vocabulary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, text: str, tokens: int
) -> None:
    """Also for models that nobody has heard of; special signs are plain text."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")
    found = counter(model, tmp_path)([Message("user", text)])

    assert found == tokens + 4


def test_where_the_vocabulary_cannot_be_kept_tokens_are_estimated(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    found = counter("m", tmp_path / "file" / "below")([Message("user", "Hello there.")])

    assert found == estimate("Hello there.") + 4


def test_a_damaged_vocabulary_is_put_right(tmp_path: Path) -> None:
    """It is compared with its hash before anything would ask the network."""
    seed("cl100k_base", tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-1])
    seed("cl100k_base", tmp_path)

    assert kept.read_bytes() == whole
