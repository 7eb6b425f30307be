"""Words that try to steer a judging model, also in disguise. They only make the judge stand down.

The local reader reads such a talk as ever; so a false alarm costs a second opinion and nothing else.
Source: families of attacks on graders as published in 2024–2026.
"""

import base64
import binascii
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from scoring.grader_talk import addresses_grader
from scoring.transcript import Transcript

_LOOKALIKES = str.maketrans("аеорсухіӏтвнкмАЕОРСУХІТВНКМαοερικν", "aeopcyxiltbhkmAEOPCYXITBHKMaoepikv")
_LEET = str.maketrans("0134579@$!", "oieastgasi")
_MIXED = re.compile(r"\b(?=\w*[a-zåäöæø])(?=\w*[0134579@$!])[\w@$!]{3,}", re.I)
_SPACED = re.compile(r"\b(?:\w[ .\-_*]){4,}\w\b")
_BLOB = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")


@cache
def _steering() -> re.Pattern[str]:
    data = tomllib.loads(files("scoring").joinpath("tampering.toml").read_text("utf-8"))
    entries = "|".join(f"(?:{entry})" for entry in data["patterns"])
    entries = entries.replace("{model}", data["model"]).replace("{measure}", data["measure"])
    return re.compile(entries, re.I | re.M | re.S)


def is_tampered(transcript: Transcript) -> bool:
    """Return whether any trainee turn tries to steer whoever reads the talk."""
    return any(steers(turn.text) for turn in transcript.turns if turn.speaker == "trainee")


def steers(text: str) -> bool:
    """Return whether a text tries to steer a reading model, plainly or in disguise."""
    return any(addresses_grader(form) or _steering().search(form) for form in _forms(text))


def _forms(text: str) -> list[str]:
    """Return a text as it stands, and as it reads where signs were swapped, spread out or encoded."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    unleeted = _MIXED.sub(lambda found: found[0].translate(_LEET), plain)
    joined = _SPACED.sub(lambda found: re.sub(r"[ .\-_*]", "", found[0]), plain)
    forms = [text, plain, bare, unleeted, joined, *_decoded(plain)]
    return list(dict.fromkeys(forms))


def _decoded(text: str) -> list[str]:
    found = []
    for blob in _BLOB.findall(text):
        try:
            found.append(base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True).decode("utf-8"))
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    return found
