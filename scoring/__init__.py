"""The measure: transcripts, findings, score and feedback. Knows no interface, network or database."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.assessment import Assessment, assess, measure_version
    from scoring.errors import ScoringError, TranscriptError
    from scoring.feedback import Card, Exemplars, Feedback, feedback_on
    from scoring.finding import Finding
    from scoring.ledger import LedgerLine, is_conceded
    from scoring.loading import Refused, load_brief, transcripts_in
    from scoring.parsing import Given, Loaded, parse_brief, parse_transcript
    from scoring.scorecard import Scorecard
    from scoring.shown import score_object, score_schema
    from scoring.text import safe_text
    from scoring.transcript import Brief, Transcript, Turn

__all__ = [
    "Assessment",
    "Brief",
    "Card",
    "Exemplars",
    "Feedback",
    "Finding",
    "Given",
    "LedgerLine",
    "Loaded",
    "Refused",
    "Scorecard",
    "ScoringError",
    "Transcript",
    "TranscriptError",
    "Turn",
    "assess",
    "feedback_on",
    "is_conceded",
    "load_brief",
    "measure_version",
    "parse_brief",
    "parse_transcript",
    "safe_text",
    "score_object",
    "score_schema",
    "transcripts_in",
]

_HOMES = {
    "assessment": ("Assessment", "assess", "measure_version"),
    "errors": ("ScoringError", "TranscriptError"),
    "feedback": ("Card", "Exemplars", "Feedback", "feedback_on"),
    "finding": ("Finding",),
    "ledger": ("LedgerLine", "is_conceded"),
    "loading": ("Refused", "load_brief", "transcripts_in"),
    "parsing": ("Given", "Loaded", "parse_brief", "parse_transcript"),
    "shown": ("score_object", "score_schema"),
    "scorecard": ("Scorecard",),
    "text": ("safe_text",),
    "transcript": ("Brief", "Transcript", "Turn"),
}


def __getattr__(name: str) -> object:
    """Return a public name from its module, which is loaded only now: a bare import stays light."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"scoring.{module}"), name)
    raise AttributeError(f"module 'scoring' has no attribute {name!r}")
