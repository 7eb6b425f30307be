"""A talk: words in, cue out, the same on every machine."""

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.cue import MOST_CUSTOMER_TURNS
from simulator.talk import Talk
from simulator.voices.understudy import word_count
from tests.simulator.conftest import StageFor

WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("What happened?", "", "No, we can't take it back.", "The answer is still no."),
    "sv": ("Vad hände?", "", "Nej, vi tar inte tillbaka det.", "Svaret är fortfarande nej."),
    "da": ("Hvad skete der?", "", "Nej, vi tager den ikke tilbage.", "Svaret er stadig nej."),
}
SCENARIOS = ("retail_hygiene_return", "health_surgery_postponed")


def talked(talk: Talk, words: tuple[str, ...]) -> Talk:
    talk.begin()
    for line in words:
        talk.hear(line)
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_same_lines_same_mood(stage_of: StageFor, language: Language, scenario: str) -> None:
    """The same words give the same cues and moods."""
    one = talked(Talk(stage_of(language, scenario)), WORDS[language])
    other = talked(Talk(stage_of(language, scenario)), WORDS[language])

    assert one.said == other.said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mood_never_reads_what_a_voice_made_of_the_cue(stage_of: StageFor, language: Language) -> None:
    """A model may word a cue as it likes; the next cue and mood stay the same."""
    authored, free = Talk(stage_of(language)), Talk(stage_of(language))
    authored.begin()
    free.begin()
    for line in WORDS[language]:
        free.speak("Purple bananas, all of it. 4711!")
        assert authored.hear(line) == free.hear(line)

    assert authored.mood == free.mood


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_seed_is_another_talk(stage_of: StageFor, language: Language) -> None:
    """Ten seeds do not sound alike."""
    openings = {
        "\n".join(
            said.turn.text for said in talked(Talk(stage_of(language, seed=seed)), WORDS[language]).said
        )
        for seed in range(10)
    }

    assert len(openings) >= 8


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_who_opens_is_the_scenario_s_to_say(stage_of: StageFor, scenario: str) -> None:
    """The customer rings about a return; the clinic rings about a postponed operation."""
    talk = Talk(stage_of("en", scenario))

    assert (talk.begin() is None) == (scenario == "health_surgery_postponed")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["", "Mm.", "Ha!"])
def test_a_talk_ends_within_sixteen_turns_and_never_repeats(
    stage_of: StageFor, language: Language, words: str
) -> None:
    """However little the trainee gives, the talk ends, and no line comes twice."""
    talk = Talk(stage_of(language, intensity=5))
    talk.begin()
    while talk.ending is None:
        talk.hear(words)
    lines = [said.turn.text for said in talk.said if said.cue]

    assert len(lines) <= MOST_CUSTOMER_TURNS
    assert len(set(lines)) == len(lines)
    assert talk.ending in ("unresolved", "walked_away")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_turn_keeps_within_the_persona_s_word_budget(stage_of: StageFor, language: Language) -> None:
    """Two lines are joined only where they fit."""
    stage = stage_of(language)
    talk = talked(Talk(stage), WORDS[language])

    assert all(word_count(said.turn.text) <= stage.persona.words.most + 3 for said in talk.said if said.cue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kept_talk_goes_on_where_it_stopped(stage_of: StageFor, language: Language) -> None:
    """A replayed talk has the same mood and the same next cue."""
    whole = talked(Talk(stage_of(language)), WORDS[language][:3])
    resumed = Talk(stage_of(language))

    assert resumed.replay(whole.said)
    assert resumed.mood == whole.mood
    assert resumed.hear(WORDS[language][3]) == whole.hear(WORDS[language][3])


def test_a_replay_tells_when_the_talk_has_become_another(stage_of: StageFor) -> None:
    """With another seed the cues come out differently, and replay says so."""
    kept = talked(Talk(stage_of("en", seed=1)), WORDS["en"]).said

    assert not Talk(stage_of("en", seed=2)).replay(kept)


def test_nobody_speaks_after_the_end(stage_of: StageFor) -> None:
    """A talk that has ended takes no more words."""
    talk = Talk(stage_of("en"))
    talk.begin()
    while talk.ending is None:
        talk.hear("")

    with pytest.raises(ValueError, match="has ended"):
        talk.hear("One more thing.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_customer_answers_what_was_asked(stage_of: StageFor, language: Language) -> None:
    """A question about a fact is answered with that fact, where it has not been told."""
    stage = stage_of(language)
    fact = stage.matter.story[-1]
    talk = Talk(stage)
    talk.begin()

    cue = talk.hear(f"{fact.about[0]} {fact.about[-1]}?")

    assert f"story.{fact.id}" in cue.facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_abuse_nobody_is_insulted(stage_of: StageFor, language: Language) -> None:
    """The trainee's own setting keeps attacks on the person out, however angry the customer."""
    for seed in range(6):
        talk = Talk(stage_of(language, seed=seed, intensity=5, abuse=False))
        talk.begin()
        while talk.ending is None:
            talk.hear("")
        assert not any(said.cue and "abuse" in said.cue.calls_for for said in talk.said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_news_that_came_unasked_is_heard_at_once(
    stage_of: StageFor, scenario: str, language: Language
) -> None:
    """Who gives the decision in the first line hears the first feeling, then whether that was it."""
    stage = stage_of(language, scenario)
    says = stage.matter.exemplar
    talk = Talk(stage)
    talk.begin()

    feeling = talk.hear(f"{says.greeting} {says.signpost} {says.state}")
    asks = talk.hear(stage.matter.reaction_feeling)

    assert (feeling.move, feeling.calls_for) == ("vent", ("emotion",))
    assert (asks.move, asks.calls_for) == ("ask", ("decision_due",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_whether_the_time_suits_is_not_the_news(stage_of: StageFor, language: Language) -> None:
    """Who rings and says what it is about is answered with the customer's own opening."""
    stage = stage_of(language, "health_surgery_postponed")

    assert Talk(stage).hear(stage.matter.exemplar.greeting).move == "open"
