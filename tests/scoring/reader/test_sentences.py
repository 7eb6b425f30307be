"""Where sentences end, with and without signs."""

import pytest

from scoring.reader.sentences import clauses_of, sentences_of, utterances_of
from scoring.reader.weights import weights
from scoring.transcript import Language


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("No. Monday at the earliest!", 2),
        ("Du får svar senast den 5. maj.", 1),
        ("Din tid er den 14. Den kan ikke flyttes.", 2),
        ("Jag ringer kl. 14.30 i dag.", 1),
        ("Really?? Yes… I do.", 3),
        ("one line\nanother line", 2),
        ("😀 ... !!", 0),
        ("", 0),
    ],
)
def test_signs_end_sentences(text: str, count: int) -> None:
    """Full stops end sentences, ordinals and abbreviations don't."""
    assert len(sentences_of(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("I've got hard news: we can't take them back.", 2),
        ("Svaret är nej: vi tar inte tillbaka dem.", 2),
        ("Kom kl. 14:30, det er sent nok.", 1),
        ("Beløb: 14.200 kroner.", 1),
    ],
)
def test_a_colon_ends_a_clause_but_no_number(text: str, count: int) -> None:
    """What prepares for the news and the news itself are read apart."""
    assert len(clauses_of(text)) == count


@pytest.mark.parametrize("text", ["No. Monday,  at the earliest! ", "hej  hej\n\n– ja", "  a. b. c.  "])
def test_sentences_stand_verbatim_where_they_say(text: str) -> None:
    """Each sentence is found again at its place."""
    for sentence in sentences_of(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [
        ("en", "that sounds rough i can't pay it back what does it mean for you this week", "what"),
        (
            "sv",
            "det låter tufft jag kan inte betala tillbaka det vad betyder det för dig den här veckan",
            "vad",
        ),
        (
            "da",
            "det lyder hårdt jeg kan ikke betale det tilbage hvad betyder det for dig i denne uge",
            "hvad",
        ),
    ],
)
def test_typing_on_without_signs_still_has_sentences(language: Language, text: str, begins: str) -> None:
    """A chat without full stops is cut where a new thought begins."""
    assert begins in {part.text.split()[0] for part in utterances_of(text, language, weights().breaks)[1:]}
