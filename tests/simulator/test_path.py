"""Tests for where a trainee stands on a curriculum; every session in them was played."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.assessment import assess
from scoring.house import PassRule
from scoring.shown import ScoreObject, score_object
from scoring.transcript import LANGUAGES, Language
from simulator.cast import Role, lines_of
from simulator.content.curricula import Curriculum, CurriculumStep, CurriculumWords
from simulator.content.house import with_rule
from simulator.content.library import Library, packaged_folder
from simulator.content.templates import write_template
from simulator.content.wordings import role_lines
from simulator.errors import UsageError
from simulator.path import current_standing, grounds_of, standing_of
from simulator.path_text import path_lines
from simulator.playing import play_role
from simulator.stage import Stage
from simulator.store.records import Mode, NewSession
from simulator.store.store import Store, open_store

LIBRARY = Library([packaged_folder()])
BARS: tuple[PassRule, ...] = (
    PassRule(both_sides=60),
    PassRule(both_sides=40, gates=("decision_stated", "no_concession", "no_hitting_back")),
    PassRule(gates=("decision_held", "next_step", "house_words")),
    PassRule(gates=("no_concession",)),
)
Keep = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield an open store."""
    with open_store(tmp_path / "motet.db") as opened:
        yield opened


@pytest.fixture
def keep(store: Store) -> Keep:
    """Return a function that lets a role play a session of Åsa's, keeps it, and returns its id."""

    def play(
        role: Role,
        *,
        persona: str = "fog",
        mode: Mode = "practice",
        intensity: int = 2,
        language: Language = "sv",
        scored: bool = True,
        stopped: bool = False,
        parent: str | None = None,
        flag: str = "",
    ) -> str:
        scenario = LIBRARY.scenario("retail_hygiene_return")
        stage = Stage(LIBRARY.persona(persona), scenario, language, 1, intensity)
        lines = lines_of(stage.matter, role_lines(language))
        talk = play_role(stage, None, role, lines).talk
        new = NewSession(
            trainee="Åsa", persona=persona, scenario=scenario.id, language=language, mode=mode, seed=1,
            intensity=intensity, brief=stage.matter.brief(scenario.fault_established), parent_id=parent,
            parent_turn=1 if parent else None,
        )  # fmt: skip
        kept = store.begin_session(new)
        log = store.log(kept.id)
        for seq, said in enumerate(talk.said):
            log.append(seq, said)
        store.end_session(kept.id, None if stopped else talk.ending)
        if scored:
            assessment = assess(talk.transcript(kept.id))
            shown = score_object(assessment)
            store.save_score(kept.id, assessment.version, {**shown, "flags": [flag]} if flag else shown)
        return kept.id

    return play


def path(*steps: CurriculumStep) -> Curriculum:
    """Return a curriculum of these steps."""
    said = CurriculumWords(title="A path", intention="For you.")
    return Curriculum(id="mine", languages={"en": said}, steps=steps)


def step(rule: PassRule | None = None, mode: Mode = "practice", intensity: int | None = 2) -> CurriculumStep:
    """Return a step with Tove about headphones."""
    return CurriculumStep.model_validate(
        {"persona": "fog", "scenario": "retail_hygiene_return", "mode": mode, "intensity": intensity,
         "pass": rule, "intention": {"en": "Say it once."}}
    )  # fmt: skip


def done(curriculum: Curriculum, store: Store) -> list[bool]:
    """Return for each step whether Åsa has done it."""
    return [each.done for each in standing_of(curriculum, LIBRARY, store, "Åsa").steps]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["balanced", "doormat", "wall", "blunder"])
@pytest.mark.parametrize("rule", BARS, ids=str)
def test_a_kept_score_is_judged_as_the_house_judges_the_talk(
    role: Role, language: Language, rule: PassRule
) -> None:
    """The rule is one; only where it is applied differs."""
    stage = Stage(LIBRARY.persona("pleader"), LIBRARY.scenario("retail_hygiene_return"), language, 1, 3)
    talk = play_role(stage, None, role, lines_of(stage.matter, role_lines(language))).talk
    viewed = assess(talk.transcript("a"), house=with_rule(None, rule))
    assert viewed.house
    kept = ScoreObject.model_validate(score_object(replace(viewed, house=None)))

    from scoring.house import gates_of, result_of

    assert gates_of(rule, grounds_of(kept)) == viewed.house.gates
    assert result_of(rule, grounds_of(kept))[0] == viewed.house.result


@pytest.mark.parametrize(
    ("session", "counts"),
    [
        ({}, True),
        ({"language": "da"}, True),
        ({"scored": False}, True),
        ({"mode": "exam"}, True),
        ({"mode": "learn"}, False),
        ({"intensity": 3}, True),
        ({"intensity": 1}, False),
        ({"persona": "pleader"}, False),
        ({"flag": "addresses_grader"}, False),
        ({"flag": "calls_for_inferred"}, True),
    ],
)
def test_a_session_does_a_step_that_it_meets(
    keep: Keep, store: Store, session: dict[str, str], counts: bool
) -> None:
    """Same person and news, as strict, as hard; in any language; a flagged one waits for a look."""
    keep("balanced", **session)

    assert done(path(step(PassRule(both_sides=50, gates=("decision_stated",)))), store) == [counts]


def test_a_talk_that_does_not_pass_is_the_last_try(keep: Keep, store: Store) -> None:
    """With what it got and which gates did not hold."""
    keep("flatterer")
    last = keep("absent")
    bar = PassRule(both_sides=60, gates=("decision_stated", "no_concession"))
    attempt = standing_of(path(step(bar)), LIBRARY, store, "Åsa").steps[0].attempt

    assert attempt
    assert (attempt.done, attempt.session.id, attempt.waits) == (False, last, False)
    assert attempt.gates == {"decision_stated": False, "no_concession": True}
    assert set(attempt.sides) == {"empathy", "boundaries"}


@pytest.mark.parametrize(("stopped", "counts"), [(False, True), (True, False)])
def test_without_a_rule_a_talk_to_its_end_is_enough(
    keep: Keep, store: Store, stopped: bool, counts: bool
) -> None:
    """However it went."""
    keep("absent", stopped=stopped)

    assert done(path(step()), store) == [counts]


def test_a_session_does_one_step_and_a_branch_none(keep: Keep, store: Store) -> None:
    """Two like steps want two talks of their own."""
    twice = path(step(), step())
    first = keep("absent")
    keep("balanced", parent=first)

    assert done(twice, store) == [True, False]
    keep("balanced")
    assert done(twice, store) == [True, True]


def test_what_comes_next_is_the_first_step_not_done(keep: Keep, store: Store) -> None:
    """A later one may be done before it."""
    keep("balanced", intensity=2)
    standing = standing_of(path(step(intensity=4), step(), step(intensity=5)), LIBRARY, store, "Åsa")

    assert [each.done for each in standing.steps] == [False, True, False]
    assert standing.next is standing.steps[0]
    assert standing_of(path(step()), LIBRARY, store, "Åsa").next is None
    assert done(path(step()), store) == [True]


def test_the_intensity_left_out_is_the_person_s_own(keep: Keep, store: Store) -> None:
    """Tove comes at 2."""
    keep("balanced", intensity=1)
    assert done(path(step(intensity=None)), store) == [False]

    keep("balanced", intensity=2)
    assert done(path(step(intensity=None)), store) == [True]


def test_a_flagged_session_counts_once_its_owner_has_looked(keep: Keep, store: Store) -> None:
    """Until then the step says that it waits."""
    name = keep("balanced", flag="repeated_turns")
    attempt = standing_of(path(step()), LIBRARY, store, "Åsa").steps[0].attempt
    store.look_at(name)

    assert attempt
    assert attempt.waits
    assert done(path(step()), store) == [True]


def test_somebody_else_s_sessions_do_not_count(keep: Keep, store: Store) -> None:
    """Each walks the own path."""
    keep("balanced")

    assert standing_of(path(step()), LIBRARY, store, "Søren").next


def test_the_path_in_hand_is_the_one_last_worked_on(keep: Keep, store: Store, tmp_path: Path) -> None:
    """Else one's own; a finished one is in hand no more, and a name settles it."""
    for name in ("one", "other"):
        file = write_template(tmp_path, "curriculum", name, "en")
        text = file.read_text("utf-8").replace(
            "persona: fog", "persona: pleader" if name == "other" else "persona: fog"
        )
        file.write_text(text, encoding="utf-8")
    library = Library([packaged_folder(), tmp_path])

    assert current_standing(library, store, "Åsa").curriculum.id in ("one", "other")
    keep("absent", persona="pleader")
    assert current_standing(library, store, "Åsa").curriculum.id == "other"
    keep("absent", persona="fog")
    assert current_standing(library, store, "Åsa").curriculum.id == "one"
    assert current_standing(library, store, "Åsa", "other").curriculum.id == "other"
    with pytest.raises(UsageError, match="unknown curriculum 'othr'; did you mean other"):
        current_standing(library, store, "Åsa", "othr")


TOLD: dict[Language, tuple[str, ...]] = {
    "en": ("0 of 1 steps done", "To move on: both sides at 90 or more", "Last try", "Begin the next step"),
    "sv": (
        "0 av 1 steg klara",
        "För att gå vidare: båda sidorna på 90 eller mer",
        "Senaste försöket",
        "Börja nästa",
    ),
    "da": (
        "0 af 1 trin gennemført",
        "For at gå videre: begge sider på 90 eller mere",
        "Seneste forsøg",
        "Begynd næste",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_path_is_told_in_three_languages(keep: Keep, store: Store, language: Language) -> None:
    """What is done, what it takes to go on, and how the last try went."""
    keep("absent")
    standing = standing_of(path(step(PassRule(both_sides=90))), LIBRARY, store, "Åsa")
    text = "\n".join(path_lines(standing, LIBRARY, language))

    assert [said for said in TOLD[language] if said not in text] == []
    assert LIBRARY.scenario("retail_hygiene_return").languages[language].title in text
