"""The packaged people and situations, as every test of the engine meets them."""

from collections.abc import Callable

import pytest

from scoring.transcript import Language
from simulator.content.library import Library, packaged_folder
from simulator.stage import Stage

StageFor = Callable[..., Stage]


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the packaged library."""
    return Library([packaged_folder()])


@pytest.fixture(scope="session")
def stage_of(library: Library) -> StageFor:
    """Return a function that sets a stage by language, scenario, seed and intensity."""

    def set_stage(
        language: Language,
        scenario: str = "retail_hygiene_return",
        persona: str = "prosecutor",
        seed: int = 1,
        intensity: int = 3,
        abuse: bool = True,
    ) -> Stage:
        return Stage(library.persona(persona), library.scenario(scenario), language, seed, intensity, abuse)

    return set_stage
