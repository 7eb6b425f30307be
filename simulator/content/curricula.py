"""Curricula as coaches write them: a path of sessions, in order, each with what it takes to go on."""

from typing import Annotated

from pydantic import ConfigDict, Field

from scoring.house import PassRule
from scoring.transcript import LANGUAGES, Language
from simulator.content.written import Identifier, Level, Line, Written
from simulator.store.records import Mode


class CurriculumWords(Written):
    """What a curriculum is called, and what for, in one language."""

    title: Line
    """A few words for the list."""
    intention: Line
    """Whom the path is for, and what it leads to."""


class CurriculumStep(Written):
    """One session of the path."""

    model_config = ConfigDict(serialize_by_alias=True)

    persona: Identifier
    """Whom the trainee meets: a persona's id."""
    scenario: Identifier
    """The news: a scenario's id."""
    mode: Mode = "practice"
    """learn shows the mood and what each line calls for; practice hides it until the debrief; exam gives
    no hints. A stricter mode than asked for counts too."""
    intensity: Level | None = None
    """How hard, 1–5; a harder talk counts too. Missing: as the persona is."""
    pass_rule: Annotated[PassRule | None, Field(alias="pass")] = None
    """What it takes to go on. Missing: a talk that reached its end."""
    intention: Annotated[dict[Language, Line], Field(min_length=1)]
    """One line in each language: what to try this time."""

    def intention_in(self, language: Language) -> str:
        """Return what to try, in a language or in the first one there is."""
        return self.intention.get(language) or next(iter(self.intention.values()))


class Curriculum(Written):
    """A path of sessions. The steps are offered in their order; each is done once a session satisfies it."""

    id: Identifier
    """The file name without its ending."""
    version: Annotated[int, Field(ge=1)] | None = None
    """Which edition this is; publishing raises it. Missing: it was never published."""
    languages: Annotated[dict[Language, CurriculumWords], Field(min_length=1)]
    """The curriculum's own words in each language that it is offered in."""
    steps: Annotated[tuple[CurriculumStep, ...], Field(min_length=1, max_length=60)]
    """The sessions in order; up to 60."""

    def words_in(self, language: Language) -> CurriculumWords:
        """Return title and intention in a language, or in the first one there is."""
        return self.languages.get(language) or next(iter(self.languages.values()))

    def spoken(self) -> tuple[Language, ...]:
        """Return the languages it is offered in, in the order en, sv, da."""
        return tuple(language for language in LANGUAGES if language in self.languages)
