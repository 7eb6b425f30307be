"""What the home screen shows: customers, bad news, a suggestion, and the trainee's last sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.rooms import FIRST_PAIR
from simulator.ui.house import House, Mode, Preferences
from simulator.words import Words

if TYPE_CHECKING:  # read behind the first paint
    from simulator.content.library import Library
    from simulator.store.records import StoredSession
    from simulator.store.store import Store


Where = Literal["resume", "last", "progress", "settings", "workshop"]


@dataclass(frozen=True, slots=True)
class Item:
    """A customer or a piece of news that one can choose."""

    id: str
    group: str
    """The customer's kind, or the industry."""
    title: str
    picture: str
    """One line more about it."""
    level: int
    """How hard, 1–5."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next step of the path in hand."""

    persona: str
    scenario: str
    mode: Mode
    intensity: int | None
    """1–5. None: as the customer is."""
    aim: str
    """What to try this time."""
    label: str
    """How far the trainee has come, and whom about what comes next."""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the home screen that is read behind its first paint."""

    meetings: tuple[Item, ...] = ()
    """Customers who speak the talk's language, by kind."""
    news: tuple[Item, ...] = ()
    """Scenarios in the talk's language, by industry."""
    persona: str = ""
    """The customer under the cursor. Empty: there is none in this language."""
    scenario: str = ""
    open_session: str = ""
    """Id of the newest session that can be resumed. Empty: there is none."""
    open_label: str = ""
    last_session: str = ""
    """Id of the last finished session. Empty: there is none."""
    last_label: str = ""
    ahead: Ahead | None = None
    """None: there is no path, or all its steps are done."""
    host: str = ""
    """The machine to which a talk goes while it is spoken. Empty: it stays here."""
    broken: int = 0
    """How many content files were left out."""


@dataclass(frozen=True, slots=True)
class Start:
    """The trainee chose a pairing."""

    persona: str
    scenario: str
    preferences: Preferences
    ahead: Ahead | None = None
    """The step of a path that this is. None: it is none."""


@dataclass(frozen=True, slots=True)
class Go:
    """The trainee wants to another room, or back to a session."""

    where: Where
    preferences: Preferences
    board: Board


Wish = Start | Go


def read_board(house: House, preferences: Preferences, t: Words) -> Board:
    """Return the board for one trainee and language."""
    library, store = house.library(), house.store()
    meetings = _meetings(library, preferences)
    news = _news(library, preferences)
    sessions = store.sessions(preferences.trainee)
    persona, scenario = _suggested(meetings, news, sessions)
    resumable = next((kept for kept in reversed(sessions) if kept.status == "open"), None)
    done = next((kept for kept in reversed(sessions) if kept.status != "open"), None)
    return Board(
        meetings=meetings,
        news=news,
        persona=persona,
        scenario=scenario,
        open_session=resumable.id if resumable else "",
        open_label=_label(library, resumable, t) if resumable else "",
        last_session=done.id if done else "",
        last_label=f"{_label(library, done, t)}{_result(store, done)}" if done else "",
        ahead=_ahead(library, store, preferences, t),
        host=house.model().hosts[0],
        broken=len(library.broken),
    )


def _meetings(library: Library, preferences: Preferences) -> tuple[Item, ...]:
    voices = (
        (persona, persona.languages.get(preferences.language)) for persona in library.personas().values()
    )
    items = [
        Item(persona.id, persona.kind, persona.name, voice.picture, persona.intensity)
        for persona, voice in voices
        if voice
    ]
    order = ["angry", "anxious", "confused"]  # the three that must be easy to find come first
    return tuple(
        sorted(items, key=lambda item: (order.index(item.group) if item.group in order else 9, item.group))
    )


def _news(library: Library, preferences: Preferences) -> tuple[Item, ...]:
    matters = (
        (scenario, scenario.languages.get(preferences.language)) for scenario in library.scenarios().values()
    )
    items = [
        Item(scenario.id, scenario.industry, matter.title, matter.company, scenario.difficulty)
        for scenario, matter in matters
        if matter
    ]
    return tuple(sorted(items, key=lambda item: (item.group, item.level)))


def _suggested(
    meetings: Sequence[Item], news: Sequence[Item], sessions: Sequence[StoredSession]
) -> tuple[str, str]:
    """Return the pairing practised least so far, easy ones first; the first time, the one at the door."""
    if not sessions and {*FIRST_PAIR} <= {item.id for item in (*meetings, *news)}:
        return FIRST_PAIR
    done = [(kept.persona, kept.scenario) for kept in sessions]
    met = [persona for persona, _ in done]
    persona = min(meetings, key=lambda item: (met.count(item.id), item.level), default=None)
    told = [scenario for _, scenario in done]
    scenario = min(news, key=lambda item: (told.count(item.id), item.level), default=None)
    return (persona.id if persona else "", scenario.id if scenario else "")


def _ahead(library: Library, store: Store, preferences: Preferences, t: Words) -> Ahead | None:
    from simulator.content.house import own_house
    from simulator.errors import MotetError
    from simulator.path import current_standing
    from simulator.path_text import meeting_name

    try:
        standing = current_standing(library, store, preferences.trainee, house=own_house(None))
    except MotetError:  # motet path says what is wrong
        return None
    if standing.next is None or preferences.language not in standing.curriculum.spoken():
        return None
    step, number = standing.next.step, standing.next.number
    meeting = meeting_name(step, library, preferences.language)
    return Ahead(
        persona=step.persona,
        scenario=step.scenario,
        mode=step.mode,
        intensity=step.intensity,
        aim=step.intention_in(preferences.language),
        label=t("step {number} of {count}: {meeting}").format(
            number=number, count=len(standing.steps), meeting=meeting
        ),
    )


def _label(library: Library, kept: StoredSession, t: Words) -> str:
    personas, scenarios = library.personas(), library.scenarios()
    name = personas[kept.persona].name if kept.persona in personas else kept.persona
    matter = scenarios[kept.scenario].languages.get(kept.language) if kept.scenario in scenarios else None
    turns = t("turn {turn}").format(turn=(kept.turn_count + 1) // 2)
    return f"{name} · {matter.title if matter else kept.scenario} · {turns}"


def _result(store: Store, kept: StoredSession) -> str:
    from simulator.readings import readings_of

    score = readings_of(store.scores(kept.id)).standing
    return (
        f" · {score.overall.value} ({score.overall.low}–{score.overall.high})"
        if score and score.overall
        else ""
    )
