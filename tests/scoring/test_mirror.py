"""The mirror: patterns and own words, from five occurrences on."""

import pytest

from scoring.finding import PITFALLS, Pitfall
from scoring.mirror import FEWEST, Exchange, Looked, Way, mirror_of, share
from scoring.progress import Kept, Points

SIDES = {"empathy": Points(60, 40, 80), "boundaries": Points(50, 30, 70)}


def session(
    name: str,
    talk: str,
    went: Way | None = None,
    pressed_by: str | None = None,
    guess: int | None = None,
    flagged: bool = False,
    hook: str = "",
) -> Looked:
    """Return a session from words such as `insult>hard push`, a move and what followed it."""
    kept = Kept(
        id=name,
        version="v",
        sides={"empathy": SIDES["empathy"], "boundaries": SIDES["boundaries"]},
        guesses={} if guess is None else {"empathy": guess},
        flags=("addresses_grader",) if flagged else (),
    )
    exchanges = tuple(exchange(word) for word in talk.split())
    return Looked(kept=kept, exchanges=exchanges, went=went, pressed_by=pressed_by, hook=hook)


def exchange(word: str) -> Exchange:
    """Return one exchange in short hand."""
    move, _, after = word.partition(">")
    return Exchange(move, frozenset(pitfall for pitfall in PITFALLS if pitfall in after.split("+")))


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("insult>hard " * 3, "insult>hard " * 2, True),
        ("insult>hard " * 2, "insult>hard " * 2, False),
        ("insult>hard " * 6, "insult", False),
        ("insult>hard " * 3, "push>hard " * 2, False),
        ("insult>hard " * 3, "insult>judge " * 2, False),
    ],
)
def test_a_pattern_needs_five_occurrences_in_two_sessions(first: str, second: str, shown: bool) -> None:
    """Of the same pitfall after the same move."""
    patterns = mirror_of([session("a", first), session("b", second)]).patterns

    assert bool(patterns) == shown
    assert all(pattern.here.hits >= FEWEST for pattern in patterns)


def test_a_pattern_counts_here_and_elsewhere() -> None:
    """So that a pitfall after every move is no pattern of one."""
    sessions = [session(name, "insult>hard insult>hard insult>hard push ask push>hard vent") for name in "ab"]
    (pattern,) = mirror_of(sessions).patterns

    assert (pattern.move, pattern.pitfall, pattern.sessions) == ("insult", "hard", 2)
    assert (pattern.here.hits, pattern.here.of) == (6, 6)
    assert (pattern.elsewhere.hits, pattern.elsewhere.of) == (2, 8)
    assert pattern.stands_out


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_what_follows_every_move_alike_does_not_stand_out(pitfall: Pitfall) -> None:
    """It is shown, and said to be no more frequent here."""
    sessions = [session(name, f"insult>{pitfall} push>{pitfall} insult push " * 3) for name in "ab"]
    patterns = mirror_of(sessions).patterns

    assert {pattern.move for pattern in patterns} == {"insult", "push"}
    assert not any(pattern.stands_out for pattern in patterns)


def test_patterns_that_stand_out_come_first() -> None:
    """Then the frequent ones; the order never hangs on chance."""
    sessions = [
        session(name, "push>vague push " * 4 + "ask>vague ask " * 3 + "insult>hard " * 3) for name in "ab"
    ]
    shown = [(pattern.move, pattern.stands_out) for pattern in mirror_of(sessions).patterns]

    assert shown == [("insult", True), ("push", False), ("ask", False)]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 5, 0, 30), (5, 5, 70, 100), (5, 10, 27, 73), (0, 0, 1, 99)]
)
def test_a_share_has_the_interval_of_the_score(hits: int, of: int, low: int, high: int) -> None:
    """Beta with half a case on each side; without a case anything is possible."""
    found = share(hits, of)

    assert (found.hits, found.of) == (hits, of)
    assert found.low == pytest.approx(low, abs=2)
    assert found.high == pytest.approx(high, abs=2)


@pytest.mark.parametrize(
    ("went", "slip", "met"),
    [
        ("hard", "hard", True), ("hard", "judge", True), ("hard", "defend", True), ("hard", "concede", False),
        ("soft", "concede", True), ("soft", "appease", True), ("soft", "vague", False),
        ("vague", "vague", True), ("vague", "absent", True), ("vague", "hard", False),
        ("soft", "assume", False),
    ],
)  # fmt: skip
def test_a_pull_is_found_where_a_line_went_there(went: Way, slip: str, met: bool) -> None:
    """Against the person, along with them, or out of it."""
    pulls = mirror_of([session(str(n), f"push>{slip}", went) for n in range(5)]).pulls

    assert pulls is not None
    assert (pulls.hits, pulls.of) == (5 * met, 5)


def test_own_words_are_shown_from_the_first_and_counted_from_the_fifth() -> None:
    """A word of one's own needs no statistics; a share does."""
    four = [session(str(n), "insult>hard", "hard", "insult", hook="to be shouted at") for n in range(4)]
    five = [*four, session("4", "push>vague insult", "hard", "insult")]

    assert (mirror_of(four).pulls, mirror_of(four).pressed, len(mirror_of(four).words)) == (None, None, 4)
    assert mirror_of(four).words[0].hook == "to be shouted at"
    assert mirror_of(four).words[0].found == (("insult", "hard"),)
    found = mirror_of(five)
    assert (found.pulls and found.pulls.hits, found.pressed and found.pressed.hits) == (4, 4)


@pytest.mark.parametrize(("guess", "mean", "inside"), [(60, 0, 5), (75, 15, 5), (90, 30, 0), (20, -40, 0)])
def test_guesses_stand_beside_the_scores(guess: int, mean: float, inside: int) -> None:
    """From five on, with how many lay in the interval; a side without guesses has none."""
    few = mirror_of([session(str(n), "push", guess=guess) for n in range(4)])
    gaps = mirror_of([session(str(n), "push", guess=guess) for n in range(5)]).guesses

    assert few.guesses == {}
    assert list(gaps) == ["empathy"]
    assert (gaps["empathy"].mean, gaps["empathy"].inside, gaps["empathy"].count) == (mean, inside, 5)


def test_a_flagged_session_is_not_in_the_mirror_until_its_owner_looks() -> None:
    """It is named, so that one can."""
    found = mirror_of([session(str(n), "insult>hard " * 5, "hard", flagged=True) for n in range(5)])

    assert (found.patterns, found.words, found.pulls) == ((), (), None)
    assert found.waiting == ("0", "1", "2", "3", "4")
