"""What can go wrong while reading and scoring.

ScoringError
└── TranscriptError   a transcript or brief is missing, unreadable or malformed
"""


class ScoringError(Exception):
    """Root of all errors of this package; its text says what, where and what to do next."""


class TranscriptError(ScoringError):
    """A transcript or brief is missing, unreadable or malformed."""
