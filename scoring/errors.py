"""What can go wrong while reading and scoring.

ScoringError
└── TranscriptError   a transcript or brief is missing, unreadable or malformed
"""

from typing import Literal

FailedReason = Literal["tampered", "no_reply", "malformed", "undecided"]
"""Why there is no reading by a model.

tampered: the talk tries to steer its reader. no_reply: the endpoint gave none.
malformed: no reply could be used. undecided: too few of several readings succeeded."""


class ScoringError(Exception):
    """Root of all errors of this package; its text says what, where and what to do next."""


class TranscriptError(ScoringError):
    """A transcript or brief is missing, unreadable or malformed."""
