"""The stage: everything about a session that stands before its first word."""

from dataclasses import dataclass

from scoring.transcript import Language
from simulator.content.models import Persona, Scenario, ScenarioVoice


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything about a session that does not change while it lasts."""

    persona: Persona
    scenario: Scenario
    language: Language
    seed: int
    intensity: int
    """1–5."""
    abuse: bool = True
    """Whether the trainee lets the customer attack the person."""

    @property
    def matter(self) -> ScenarioVoice:
        """The scenario in the language of the talk."""
        return self.scenario.languages[self.language]
