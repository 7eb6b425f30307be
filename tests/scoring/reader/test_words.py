"""Numbers and stems that two speakers share."""

import pytest

from scoring.reader.passage import passage
from scoring.transcript import Language


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "two thousand four hundred", 2400),
        ("en", "it was 14,000 pounds", 14000),
        ("sv", "sju tusen fyra hundra", 7400),
        ("sv", "det kostar 2 400 kr", 2400),
        ("da", "fjorten tusind kroner", 14000),
        ("da", "2.400 kroner", 2400),
    ],
)
def test_numbers_are_the_same_in_digits_and_words(language: Language, text: str, number: int) -> None:
    """A number said is the number written."""
    assert number in passage(text, language).numbers


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "the booking failed", "we booked it"),
        ("sv", "cykeln är borta", "elcykeln blev stulen"),
        ("da", "kontingentet er betalt", "årskontingent"),
    ],
)
def test_inflected_words_and_compounds_are_shared(language: Language, one: str, other: str) -> None:
    """A word is known again in another form and as part of a compound."""
    first, second = passage(one, language), passage(other, language)

    assert first.shared(second) or second.shared(first)
