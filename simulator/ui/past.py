"""A trainee's sessions as the progress screen lists them, and what can be done with one there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.assessment import comparable_part, measure_version
from scoring.flags import Flag
from scoring.progress import OF_THE_INSTRUMENT, Kept
from scoring.transcript import Language
from simulator.content.house import own_house
from simulator.content.library import Library
from simulator.export.forms import Form
from simulator.journal import Page, journal_of, measure_of, score_again
from simulator.store.records import StoredSession
from simulator.store.store import Store
from simulator.ui.exporting import exported
from simulator.words import Words, words


@dataclass(frozen=True, slots=True)
class Past:
    """One session in the list."""

    session: StoredSession
    persona: str
    """The customer's name, or the id where the file is gone."""
    news: str
    """The scenario's title, or the id where the file is gone."""
    page: Page | None
    """The session as it was scored. None: it is still under way."""

    @property
    def kept(self) -> Kept | None:
        """The session as progress is reckoned with it. None: it is still under way."""
        return self.page.looked.kept if self.page else None

    @property
    def waits_for(self) -> tuple[Flag, ...]:
        """Why it is kept out until its owner lets it count. Empty: it is not kept out."""
        if self.kept is None or not self.kept.waits:
            return ()
        return tuple(flag for flag in self.kept.flags if flag not in OF_THE_INSTRUMENT)


@dataclass(frozen=True, slots=True)
class Archive:
    """Where one trainee's sessions stand. Each method reads or writes; call it off the screen's loop."""

    library: Library
    store: Store
    trainee: str
    language: Language
    """The interface's language, in which exports are framed."""
    folder: Path
    """Where exports go."""
    by_model: bool = False
    """Whether the trainee wants a model's reading to stand."""

    def past(self) -> tuple[Past, ...]:
        """Return all sessions, oldest first. May be empty."""
        pages = {page.session.id: page for page in journal_of(self.store, self.trainee)}
        return tuple(self._past(kept, pages.get(kept.id)) for kept in self.store.sessions(self.trainee))

    def measure(self, past: Sequence[Past]) -> str:
        """Return the version by which sessions, oldest first, are compared."""
        return measure_of([each.page for each in past if each.page], self.by_model)

    def delete(self, session_id: str) -> str:
        """Take a session away for good; return what there is to say about it."""
        if self.store.erase_session(session_id).traces_left:
            return self.t("Deleted. Another window is open; the last traces go when it is closed.")
        return self.t("Deleted.")

    def export(self, session_id: str, form: Form) -> str:
        """Write a session to a file; return where it is."""
        path = exported(self.library, self.store, session_id, form, self.folder, self.language)
        return self.t("Written to {path}").format(path=path)

    def let_count(self, session_id: str) -> str:
        """Let a flagged session count; return that it does."""
        self.store.look_at(session_id)
        return self.t("It counts from now on.")

    def score_again(self) -> str:
        """Score what another measure has scored; return how many sessions that were."""
        done = score_again(self.store, self.trainee, house=own_house())
        return self.t("Scored anew: {count}").format(count=done)

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.language)

    def _past(self, kept: StoredSession, page: Page | None) -> Past:
        personas, scenarios = self.library.personas(), self.library.scenarios()
        matter = scenarios[kept.scenario].languages.get(kept.language) if kept.scenario in scenarios else None
        return Past(
            session=kept,
            persona=personas[kept.persona].name if kept.persona in personas else kept.persona,
            news=matter.title if matter else kept.scenario,
            page=page,
        )


def needs_scoring(past: Past) -> bool:
    """Return whether a finished session, whose local score stands, has none by the present measure."""
    return bool(past.page and past.page.reader == "local") and is_by_other(past, measure_version())


def is_by_other(past: Past, version: str) -> bool:
    """Return whether a finished session's score was made by another measure than that of `version`."""
    return past.kept is not None and comparable_part(past.kept.version) != comparable_part(version)


def kept_of(past: Sequence[Past]) -> list[Kept]:
    """Return the finished sessions among them, in the same order."""
    return [each.kept for each in past if each.kept]
