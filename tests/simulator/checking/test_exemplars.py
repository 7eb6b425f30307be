# ruff: noqa: E501 - one case a line
"""Tests for whether a scenario's model lines are read as what they are there for."""

import pytest

from scoring.transcript import Language
from tests.simulator.checking.conftest import Remarks

HOLDS: dict[Language, tuple[str, str]] = {
    "en": ("That makes sense from where you stand, and my answer stays the same: Wednesday.", "The coffee here is good."),
    "sv": ("Det är lätt att förstå att du frågar, och svaret är detsamma: onsdag.", "Kaffet är gott här."),
    "da": ("Det giver god mening, at du spørger, og svaret er det samme: onsdag.", "Kaffen er god her."),
}  # fmt: skip
LIMITS: dict[Language, tuple[str, str]] = {
    "en": ("I want to sort this out with you, and I can't while you call me names. If it goes on I'll end the call and write to you.", "Calm down or I'll hang up."),
    "sv": ("Jag vill reda ut det här med dig, och det går inte när du kallar mig saker. Fortsätter det avslutar jag samtalet och mejlar dig.", "Nu får du lugna ner dig, annars lägger jag på."),
    "da": ("Jeg vil gerne løse det her med dig, og det kan jeg ikke, når du kalder mig ting. Fortsætter det, afslutter jeg samtalen og skriver til dig.", "Nu falder du lige ned, ellers lægger jeg på."),
}  # fmt: skip


@pytest.mark.parametrize("language", HOLDS)
def test_a_hold_that_holds_nothing_is_named(remarks_on: Remarks, language: Language) -> None:
    """Small talk in place of a hold would earn the trainee nothing."""
    remarks = remarks_on("scenario", *HOLDS[language], language)

    assert any(f"{language}.exemplar.holds[1]: is not read as hold" in remark for remark in remarks)


@pytest.mark.parametrize("language", LIMITS)
def test_a_limit_that_strikes_back_is_named(remarks_on: Remarks, language: Language) -> None:
    """The codebook's own example of `hard` in place of a limit."""
    remarks = remarks_on("scenario", *LIMITS[language], language)

    assert any(f"{language}.exemplar.limit[0]: is read as hard" in remark for remark in remarks)
