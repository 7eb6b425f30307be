"""Tests for the dry run of the cast."""

from scoring.transcript import LANGUAGES
from simulator.cast import ROLES, lines_of
from simulator.checking.rehearsal import rehearse
from simulator.checking.trials import Match, play_match
from simulator.content.library import Library
from simulator.content.wordings import role_lines


def test_a_dry_run_says_of_each_role_what_the_check_says(library: Library) -> None:
    """Role by role, with the mood from the first customer turn to the last, in each language."""
    persona, scenario = library.persona("prosecutor"), library.scenario("retail_hygiene_return")
    for language in LANGUAGES:
        lines = lines_of(scenario.languages[language], role_lines(language))
        match = Match(persona, scenario, language, None, lines)
        played = list(rehearse(match, (1,)))

        assert [each.role for each in played] == list(ROLES)
        assert [each.trials[0] for each in played] == list(play_match(match, (1,)))
        assert all(each.kept for each in played)
        assert all(len(each.moods) in (each.trials[0].turns, each.trials[0].turns + 1) for each in played)


def test_a_persona_without_lines_runs_dry_and_is_not_kept(library: Library) -> None:
    """There is no mood to show where no talk came to its end."""
    persona, scenario = library.persona("prosecutor"), library.scenario("retail_hygiene_return")
    mute = persona.model_copy(
        update={
            "languages": {
                "en": persona.languages["en"].model_copy(update={"lines": {}, "reactions": {}}),
            }
        }
    )
    match = Match(mute, scenario, "en", None, lines_of(scenario.languages["en"], role_lines("en")))
    played = list(rehearse(match, (1,)))

    assert not all(each.kept for each in played)
    assert {each.moods for each in played if each.trials[0].ending is None} == {()}
