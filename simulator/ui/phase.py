"""Where a talk stands, by what has happened and not by its turn number.

Source: CODEBOOK 6.
"""

from collections.abc import Sequence
from typing import Literal

from simulator.talk import Said
from simulator.words import mark

Phase = Literal["open", "listen", "news", "reaction", "hold", "forward", "close"]

PHASE_NAMES: dict[Phase, str] = {
    "open": mark("opening"),
    "listen": mark("listening"),
    "news": mark("the news is due"),
    "reaction": mark("meeting the reaction"),
    "hold": mark("holding"),
    "forward": mark("the way forward"),
    "close": mark("closing"),
}


def phase_of(said: Sequence[Said]) -> Phase:
    """Return the phase of a talk; a talk without a word is opening."""
    tags = [set(item.cue.calls_for) for item in said if item.cue]
    stated = any(finding.code == "state" for item in said for finding in item.cue_findings)
    last = next((item.cue for item in reversed(said) if item.cue), None)
    if last is None:
        return "open"
    if last.ending:
        return "close"
    if not stated:
        return "news" if any("decision_due" in each for each in tags) else "listen"
    if any(item.cue.move == "soften" for item in said if item.cue):
        return "forward"
    return "hold" if any("pushback" in each for each in tags) else "reaction"
