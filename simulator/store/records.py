"""What goes into the store and comes out of it: plain frozen values, checked when they are made."""

from dataclasses import field
from typing import Annotated, Literal, get_args
from uuid import uuid4

from pydantic import AwareDatetime, ConfigDict, Field
from pydantic.dataclasses import dataclass

from scoring.errors import FailedReason
from scoring.finding import Finding
from scoring.transcript import Brief, Language, Turn
from simulator.cue import Cue, Ending
from simulator.mood import Mood
from simulator.store.names import Name, SafeText, VoiceKind
from simulator.wording import Usage, Wording

Mode = Literal["learn", "practice", "exam"]
Status = Literal["open", "ended", "stopped"]
Reading = Literal["cue", "shown"]
Went = Literal["hard", "soft", "vague"]

MODES: tuple[Mode, ...] = get_args(Mode)

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Seed = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Points = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[int, Field(ge=1, le=5)]
Index = Annotated[int, Field(ge=0)]

_STRICT = ConfigDict(strict=True)


def _new_id() -> str:
    return uuid4().hex


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class NewSession:
    """Everything that is settled when a session begins."""

    trainee: Name
    """Who practises; made known to the store on first use."""
    persona: Name
    scenario: Name
    language: Language
    mode: Mode = "practice"
    seed: Seed = 0
    intensity: Level
    voice: VoiceKind = "understudy"
    abuse: bool = True
    """Whether the trainee lets the customer attack the person."""
    persona_hash: SafeText = ""
    """Content hash of the persona file. Empty: not taken."""
    scenario_hash: SafeText = ""
    """Content hash of the scenario file. Empty: not taken."""
    reader_version: SafeText = ""
    brief: Brief | None = None
    """What the trainee knew, kept with the session so that a later change of content leaves it as it was."""
    parent_id: Id | None = None
    """The session this one was forked from. None: not a fork."""
    parent_turn: Index | None = None
    """The first turn that differs from the parent, from 0. None: not a fork."""
    id: Id = field(default_factory=_new_id)
    """32 hexadecimal digits."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StoredSession(NewSession):
    """A session as it is kept."""

    status: Status
    """`ended` by the customer's ending, `stopped` by the trainee, else `open` and resumable."""
    ending: Ending | None
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    submitted_at: AwareDatetime | None
    """When the trainee gave it to the team. None: it is the trainee's own."""
    looked_at: AwareDatetime | None
    """When its owner let a flagged session count. None: not yet, or it has no flag."""
    team: str | None
    turn_count: Index
    """How many turns are kept."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Entry:
    """One turn to keep. The same entry may be handed in again: its id tells that it is the same."""

    turn: Turn
    cue: Cue | None = None
    """The cue behind a customer turn. None: a trainee turn."""
    mood: Mood | None = None
    """The mood with which a customer turn was spoken. None: a trainee turn."""
    wording: Wording | None = None
    """How a customer turn got its words. None: they are authored, or a trainee turn."""
    id: Id = field(default_factory=_new_id)


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StoredTurn(Entry):
    """One turn as it is kept."""

    seq: Index
    """Place in the session, from 0 without gaps."""
    at: AwareDatetime
    """When it was kept, UTC. Never used for order."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StoredFinding:
    """A finding with the reading it stems from."""

    finding: Finding
    reading: Reading
    """`cue`: what the customer took, by the cue's line. `shown`: what is scored, by the words shown."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StoredScore:
    """One version of a session's score; versions are added, never changed."""

    version: str
    at: AwareDatetime
    score: dict[str, object]
    """The score object as it was shown."""
    chosen: bool = False
    """Whether the person chose that this one stands before the local reader's."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class SecondReading:
    """One time that a model was asked to read a finished talk, whatever came of it."""

    model: SafeText
    """The model's name."""
    failed: FailedReason | None = None
    """Why there is no reading. None: there is one."""
    requests: Index = 0
    """How many requests were sent."""
    usage: Usage = Usage()
    cost: float | None = None
    """What it cost, in the currency of the settings' prices. None: a price is not known."""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class StoredSecondReading(SecondReading):
    """One time that a model was asked, as it is kept."""

    at: AwareDatetime


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Reflection:
    """What the trainee says about the session, in the trainee's own words. Never scored."""

    intention: SafeText = ""
    """What the trainee set out to do."""
    hook: SafeText = ""
    """What in the trainee answered the customer's pressure."""
    guess_empathy: Points | None = None
    """The trainee's own guess before the score is shown. None: not guessed."""
    guess_boundaries: Points | None = None
    """The trainee's own guess before the score is shown. None: not guessed."""
    pressed_turn: Index | None = None
    """The customer turn that pressed most. None: not said."""
    went: Went | None = None
    """Where the trainee went under pressure. None: not said."""
    note: SafeText = ""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class Erased:
    """What an erasure took away."""

    sessions: int
    backups: int
    """Copies from before an upgrade that still held the erased words."""
    traces_left: bool
    """Another process reads the database, so the old pages go when it closes."""
