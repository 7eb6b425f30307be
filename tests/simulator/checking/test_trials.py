"""Tests for the rules that the cast must keep, and for playing it."""

import pytest

from scoring.codebook import Corner
from scoring.transcript import LANGUAGES, Language
from simulator.cast import ROLES, Role, lines_of
from simulator.checking.trials import Match, Trial, Wording, play_match, play_matches
from simulator.content.library import Library
from simulator.content.wordings import role_lines
from simulator.cue import Ending

RULES: list[tuple[Role, Wording, Ending | None, Corner | None, bool]] = [
    ("balanced", "exemplars", "accepted", "human", True),
    ("balanced", "exemplars", "sad_but_calm", "human", True),
    ("balanced", "exemplars", "accepted", "wall", False),
    ("balanced", "exemplars", "accepted", None, False),
    ("balanced", "exemplars", "unresolved", "human", False),
    ("balanced", "paraphrases", "unresolved", "wall", True),
    ("blunder", "exemplars", "sad_but_calm", "doormat", True),
    ("blunder", "exemplars", "walked_away", "human", False),
    ("wall", "exemplars", "unresolved", "human", True),
    ("doormat", "exemplars", "accepted", "doormat", False),
    ("silent", "paraphrases", "sad_but_calm", None, False),
    ("parrot", "exemplars", "walked_away", None, True),
    ("stuffer", "exemplars", None, None, False),
    ("balanced", "paraphrases", None, None, False),
]


@pytest.mark.parametrize(("role", "wording", "ending", "corner", "kept"), RULES)
def test_each_role_has_its_rule(
    role: Role, wording: Wording, ending: Ending | None, corner: Corner | None, kept: bool
) -> None:
    """Balanced wins as human, blunder wins, the seven never; paraphrases bind only the seven."""
    trial = Trial("p", "s", "en", wording, role, 1, ending, 8, corner, 50)

    assert trial.kept is kept


def _match(library: Library, language: Language) -> Match:
    persona, scenario = library.persona("prosecutor"), library.scenario("retail_hygiene_return")
    lines = lines_of(scenario.languages[language], role_lines(language))
    return Match(persona, scenario, language, None, lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cast_keeps_its_rules_in_packaged_content(library: Library, language: Language) -> None:
    """One seed of every role; the benchmark plays twenty."""
    trials = list(play_match(_match(library, language), [1]))

    assert [trial.role for trial in trials] == list(ROLES)
    assert [trial for trial in trials if not trial.kept] == []


def test_several_processes_find_the_same_as_one(library: Library) -> None:
    """Sharing the work changes neither the trials nor their order."""
    match = _match(library, "en")

    assert list(play_matches([match] * 4, [1])) == list(play_match(match, [1])) * 4


def test_a_persona_that_runs_out_of_lines_fails_its_trial(library: Library) -> None:
    """The check says so instead of falling over."""
    match = _match(library, "en")
    voice = match.persona.languages["en"].model_copy(update={"lines": {}, "reactions": {}})
    mute = match.persona.model_copy(update={"languages": {"en": voice}})

    trials = list(play_match(Match(mute, match.scenario, "en", None, match.lines), [1], ["wall"]))

    assert [(trial.ending, trial.kept) for trial in trials] == [(None, False)]
