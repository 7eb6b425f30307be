"""What can go wrong while practising, each saying what, where and what to do next.

MotetError
├── UsageError         an unknown id, a wrong option, a broken configuration
│   └── ContentError   a persona or scenario file is broken; carries file, line, column and field
├── EndpointError      a model endpoint cannot be reached or misbehaves
└── StoreError         the database is missing, locked, newer, read-only or corrupt
"""


class MotetError(Exception):
    """Root of all errors of this package."""


class UsageError(MotetError):
    """An unknown id, a wrong option or a broken configuration."""


class ContentError(UsageError):
    """A persona or scenario file is broken."""


class EndpointError(MotetError):
    """A model endpoint cannot be reached or misbehaves."""


class StoreError(MotetError):
    """The database is missing, locked, newer, read-only or corrupt."""
