"""The reader's measured error: what counts as measured, and what it does to a score."""

import pytest

from scoring.finding import ACTS, Act
from scoring.reader.error import PERFECT, ReaderError, Tally, error_version, measured_error
from scoring.scorecard import beta_quantile, score
from scoring.transcript import LANGUAGES, Language
from tests.scoring.talks import found, talk

NOTHING = Tally(taken=0, seen=0, untaken=0, imagined=0)
WELL = Tally(taken=40, seen=36, untaken=40, imagined=4)
PLAN = "story+emotion - decision_due - story+pushback - emotion+pushback - closing -"
TAKEN = "1:acknowledge 1:name_feeling 3:state 3:explain 5:hold 7:hold 3:next_step"


def error_of(tally: Tally) -> ReaderError:
    """Return the same error for every act and language."""
    return ReaderError(reader="r", tallies={code: dict.fromkeys(LANGUAGES, tally) for code in ACTS})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("own", "other", "measured"),
    [
        (WELL, NOTHING, True),
        (NOTHING, WELL, True),
        (Tally(taken=10, seen=9, untaken=40, imagined=4), NOTHING, False),
        (Tally(taken=40, seen=36, untaken=10, imagined=1), NOTHING, False),
        (
            Tally(taken=10, seen=9, untaken=10, imagined=1),
            Tally(taken=10, seen=9, untaken=10, imagined=1),
            True,
        ),
    ],
)
def test_twenty_of_each_kind_are_needed_in_the_language_or_in_all(
    language: Language, own: Tally, other: Tally, measured: bool
) -> None:
    """With fewer the act counts as seen without error."""
    counts = dict.fromkeys(LANGUAGES, NOTHING) | {language: own}
    counts |= {next(each for each in LANGUAGES if each != language): other}
    accuracy = ReaderError(reader="r", tallies={"hold": counts}).accuracy("hold", language)

    assert (accuracy != PERFECT) == measured


def test_an_act_without_any_tally_counts_as_seen_without_error() -> None:
    """Nothing is made up where nothing was measured."""
    assert ReaderError(reader="r", tallies={}).accuracy("hold", "sv") == PERFECT


@pytest.mark.parametrize(
    ("tally", "youden"),
    [
        (Tally(taken=39, seen=39, untaken=39, imagined=0), 39.5 / 40 - 0.5 / 40),
        (Tally(taken=39, seen=19, untaken=39, imagined=19), 0.25),
        (Tally(taken=39, seen=0, untaken=39, imagined=39), 0.25),
    ],
)
def test_no_observation_says_everything_or_nothing(tally: Tally, youden: float) -> None:
    """A rate of 0 or 1 may be luck, and what says next to nothing is not divided by."""
    assert error_of(tally).accuracy("ask", "en").youden == pytest.approx(youden)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_error_widens_the_interval_and_leaves_the_value(language: Language) -> None:
    """On both sides, in every language; hits, voices and the corner of the values stay too."""
    transcript, findings = talk(PLAN, language=language), found(TAKEN)
    plain, widened = score(transcript, findings), score(transcript, findings, error_of(WELL))

    for before, after in ((plain.empathy, widened.empathy), (plain.boundaries, widened.boundaries)):
        assert before is not None
        assert after is not None
        assert after.estimate.value == before.estimate.value
        assert after.estimate.low < before.estimate.low
        assert after.estimate.low <= after.estimate.value <= after.estimate.high
    assert (widened.voices, widened.corner_point) == (plain.voices, plain.corner_point)


def test_an_equal_error_everywhere_lowers_the_number_by_its_square() -> None:
    """Rogan and Gladen: the variance of n observations becomes that of n J²."""
    youden = error_of(WELL).accuracy("ask", "en").youden
    plan, findings = "story+emotion - emotion - . - . -", "1:acknowledge 1:name_feeling"
    widened = score(talk(plan), found(findings), error_of(WELL)).empathy
    size = 4.5**2 / 4.25
    mean = (2 / 4.5 * size + 0.5) / (size + 1)

    strength = size * youden**2 + 1
    assert widened is not None
    assert widened.estimate.low == pytest.approx(
        100 * beta_quantile(0.05, mean * strength, (1 - mean) * strength)
    )


@pytest.mark.parametrize("code", ACTS)
def test_a_reader_that_sees_better_gives_narrower_intervals(code: Act) -> None:
    """Whatever the act."""
    worse = Tally(taken=40, seen=28, untaken=40, imagined=8)

    assert error_of(worse).accuracy(code, "da").youden < error_of(WELL).accuracy(code, "da").youden


def test_the_packaged_error_is_named_in_the_version_where_there_is_one() -> None:
    """And it covers only acts of the codebook, in counts that can be."""
    error = measured_error()

    assert bool(error) == bool(error_version())
    for tallies in error.tallies.values() if error else ():
        assert all(each.seen <= each.taken and each.imagined <= each.untaken for each in tallies.values())
