"""The codebook as data says what the codebook's page says."""

import pytest

from scoring.codebook import SIDES, Side, Voice, codebook
from scoring.finding import ACTS, PITFALLS, Act, Pitfall

VOICES: list[tuple[Voice, Side, str, str, str, set[Act]]] = [
    ("presence", "empathy", "Presence", "Närvaro", "Nærvær", {"acknowledge"}),
    ("curiosity", "empathy", "Curiosity", "Nyfikenhet", "Nysgerrighed", {"ask"}),
    ("listening", "empathy", "Listening", "Lyssnande", "Lytten", {"name_feeling", "check"}),
    ("helpfulness", "empathy", "Helpfulness", "Hjälpsamhet", "Hjælpsomhed", {"help"}),
    ("clarity", "boundaries", "Clarity", "Tydlighet", "Tydelighed", {"state", "explain", "answer"}),
    ("limits", "boundaries", "Limits", "Gränser", "Grænser", {"hold", "limit"}),
    ("drive", "boundaries", "Drive", "Driv", "Fremdrift", {"next_step"}),
]
FACTORS: list[tuple[Pitfall, Side, int]] = [
    ("hard", "empathy", 75),
    ("judge", "empathy", 80),
    ("script", "empathy", 90),
    ("absent", "empathy", 90),
    ("assume", "empathy", 92),
    ("defend", "empathy", 92),
    ("vague", "boundaries", 80),
    ("concede", "boundaries", 60),
    ("appease", "boundaries", 85),
]


@pytest.mark.parametrize(("voice", "side", "en", "sv", "da", "acts"), VOICES)
def test_a_voice_has_its_side_its_names_and_its_acts(
    voice: Voice, side: Side, en: str, sv: str, da: str, acts: set[Act]
) -> None:
    """Section 1's table holds in all three languages."""
    entry = codebook().voices[voice]
    fed_by = {act for act, what in codebook().acts.items() if what.voice == voice}

    assert (entry.side, entry.name, fed_by) == (side, {"en": en, "sv": sv, "da": da}, acts)


@pytest.mark.parametrize(("pitfall", "side", "factor"), FACTORS)
def test_a_pitfall_lowers_its_side_by_its_factor(pitfall: Pitfall, side: Side, factor: int) -> None:
    """Section 3's table of pitfalls holds."""
    entry = codebook().pitfalls[pitfall]

    assert (entry.side, entry.factor) == (side, factor)


def test_state_and_hold_weigh_double_and_check_half() -> None:
    """All other acts weigh one."""
    weights = {act: entry.weight for act, entry in codebook().acts.items()}

    assert weights == dict.fromkeys(ACTS, 100) | {"state": 200, "hold": 200, "check": 50}


def test_every_code_stands_in_the_codebook() -> None:
    """Nothing can be found that is not measured, and both sides are fed."""
    book = codebook()

    assert set(book.acts) == set(ACTS)
    assert set(book.pitfalls) == set(PITFALLS)
    assert {book.side_of(act) for act in ACTS} == set(SIDES)
