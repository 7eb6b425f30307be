"""The mood moves by rules, in integers."""

from dataclasses import replace

import pytest

from scoring.finding import Act, Pitfall
from simulator.content.models import Persona, PersonaVoice
from simulator.content.temper import StartMood
from simulator.mood import LARGEST_STEP, Mood, Reception, next_mood, start_mood

VOICE = PersonaVoice(
    picture="Wants it fixed.", speech="Short.", need="To be taken seriously.", defence="Attacks.",
    opens="Being heard.", closes="Excuses.",
)  # fmt: skip
PERSONA = Persona(
    id="anyone",
    name="Kim Berg",
    kind="angry",
    start=StartMood(anger=60, anxiety=30, confusion=30, trust=30),
    opens_on=("ask",),
    closes_on=("defend",),
    languages={"en": VOICE},
)
QUIET = Reception(
    acts=(),
    pitfalls=(),
    repaired=False,
    silent=False,
    warm=False,
    stated=True,
    promised=False,
    paid_before={},
)
MOOD = Mood(anger=600, anxiety=300, confusion=300, trust=300, need=20)


def after(*acts: Act, pitfalls: tuple[Pitfall, ...] = (), warm: bool = False, stated: bool = True) -> Mood:
    reception = replace(QUIET, acts=acts, pitfalls=pitfalls, warm=warm, stated=stated)
    return next_mood(MOOD, reception, PERSONA, 3)


def test_a_turn_without_anything_leaves_the_mood_alone() -> None:
    """Most turns move little, and this one not at all."""
    assert after() == MOOD


def test_a_warm_no_raises_trust_and_a_cold_one_raises_anger() -> None:
    """The same words land by what came before them."""
    warm, cold = after("state", warm=True), after("state")

    assert warm.trust > MOOD.trust > cold.trust
    assert cold.anger > warm.anger > MOOD.anger


def test_a_warm_hold_calms_and_a_cold_one_heats() -> None:
    """A hold is no attack when the person was met."""
    assert after("hold", warm=True).anger < MOOD.anger < after("hold").anger


def test_curiosity_meets_the_need_more_than_anything_else() -> None:
    """Curiosity and naming the need pay more than other acts."""
    needs = {act: after(act, warm=True).need for act in ("ask", "acknowledge", "check", "answer", "explain")}

    assert max(needs, key=lambda act: needs[act]) == "ask"


def test_vagueness_lowers_trust_and_raises_worry_and_confusion() -> None:
    """Kindness without an answer is no kindness."""
    mood = after(pitfalls=("vague",))

    assert mood.trust < MOOD.trust
    assert mood.anxiety > MOOD.anxiety
    assert mood.confusion > MOOD.confusion


def test_a_concession_gives_relief_at_once() -> None:
    """The price comes later, in larger demands."""
    assert after(pitfalls=("concede",)).anger < MOOD.anger


def test_no_dial_moves_more_than_two_points_in_a_turn() -> None:
    """Everything bad at once still moves a dial by 200 hundredths at most."""
    mood = after(pitfalls=("hard", "judge", "script", "absent", "assume", "defend", "vague", "appease"))

    assert mood.anger - MOOD.anger == LARGEST_STEP
    assert MOOD.trust - mood.trust == LARGEST_STEP


def test_a_repeated_act_pays_less_each_time() -> None:
    """Stacking the same kindness has diminishing returns."""
    steps = []
    for times in range(4):
        reception = replace(QUIET, acts=("name_feeling",), warm=True, paid_before={"name_feeling": times})
        steps.append(MOOD.anger - next_mood(MOOD, reception, PERSONA, 3).anger)

    assert steps == sorted(steps, reverse=True)
    assert steps[0] > steps[-1] > 0


def test_niceness_alone_never_calms() -> None:
    """Before the decision is stated, most of the anger stays and the need is not met."""
    mood = MOOD
    for _ in range(12):
        reception = replace(
            QUIET, acts=("acknowledge", "name_feeling", "ask", "help"), warm=True, stated=False
        )
        mood = next_mood(mood, reception, PERSONA, 3)

    assert mood.anger >= start_mood(PERSONA, 3).anger * 60 // 100
    assert mood.need <= 45


def test_nobody_trusts_a_standing_promise() -> None:
    """A concession that is not repaired keeps trust down."""
    mood = replace(MOOD, trust=900)
    reception = replace(QUIET, acts=("name_feeling",), warm=True, promised=True)

    assert next_mood(mood, reception, PERSONA, 3).trust <= 450


@pytest.mark.parametrize(("easier", "harder"), [(1, 2), (2, 3), (3, 4), (4, 5)])
def test_intensity_makes_the_same_person_harder(easier: int, harder: int) -> None:
    """What calms pays less, what hurts costs more, and the start is hotter."""
    calming = replace(QUIET, acts=("name_feeling",), warm=True)
    hurting = replace(QUIET, pitfalls=("hard",))

    assert next_mood(MOOD, calming, PERSONA, easier).anger < next_mood(MOOD, calming, PERSONA, harder).anger
    assert next_mood(MOOD, hurting, PERSONA, easier).anger < next_mood(MOOD, hurting, PERSONA, harder).anger
    assert start_mood(PERSONA, easier).anger < start_mood(PERSONA, harder).anger


def test_what_opens_and_closes_this_person_counts_half_as_much_again() -> None:
    """A persona's own openings and sore points weigh more."""
    even = PERSONA.model_copy(update={"opens_on": (), "closes_on": ()})
    asked, defended = replace(QUIET, acts=("ask",)), replace(QUIET, pitfalls=("defend",))

    assert next_mood(MOOD, asked, PERSONA, 3).trust > next_mood(MOOD, asked, even, 3).trust
    assert next_mood(MOOD, defended, PERSONA, 3).anger > next_mood(MOOD, defended, even, 3).anger


def test_dials_stay_within_their_range() -> None:
    """Ten hard turns end at the top, not beyond."""
    mood = MOOD
    for _ in range(10):
        mood = next_mood(mood, replace(QUIET, pitfalls=("hard", "judge")), PERSONA, 5)

    assert (mood.anger, mood.trust) == (1000, 0)
