"""The one door through which text from people, files and models enters."""

import re
import unicodedata

_ESCAPE_SEQUENCES = re.compile(
    r"\x1b\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC … BEL or ST
    r"|\x1b[PX^_][^\x1b\x9c]*(?:\x1b\\|\x9c)?"  # DCS, SOS, PM, APC … ST
    r"|[\x9b]|\x1b\[[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"  # two-character escapes
)
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})
_ZERO_WIDTH_JOINER = "\u200d"
_LINE_BREAKS = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
_PLAIN = re.compile(r"[\n\t -~\u00a0-\u00ac\u00ae-\u024f‐-‧‰-⁞€]*")
_ZWJ_OUTSIDE_EMOJI = re.compile(r"(?<![\u2190-\U0001faff])\u200d|\u200d(?![\u2190-\U0001faff])")


def safe_text(raw: str) -> str:
    r"""Return `raw` in NFC without escapes, controls, invisible or unassigned characters.

    Line breaks become `\n`; `\n` and `\t` are the only controls that stay. Applying it twice
    changes nothing. Source: Unicode general categories; the terminal reads C0, C1 and ESC as commands.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if not _PLAIN.fullmatch(text):
        text = _ESCAPE_SEQUENCES.sub("", text)
        text = "".join(_LINE_BREAKS.get(char, char) for char in text if _is_kept(char))
        text = _ZWJ_OUTSIDE_EMOJI.sub("", text)
    return unicodedata.normalize("NFC", text)


def hides_characters(raw: str) -> bool:
    """Return whether `raw` carries characters that `safe_text` would take away."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return not _PLAIN.fullmatch(text) and len(safe_text(text)) < len(unicodedata.normalize("NFC", text))


def _is_kept(char: str) -> bool:
    if char in "\n\t" or char in _LINE_BREAKS or char == _ZERO_WIDTH_JOINER:
        return True
    if "\U000e0100" <= char <= "\U000e01ef":  # variation selectors that can carry hidden payloads
        return False
    return unicodedata.category(char) not in _DROPPED_CATEGORIES
