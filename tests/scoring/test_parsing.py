"""Texts become transcripts and briefs, or say where and what to write."""

import json
from collections.abc import Mapping

import pytest

from scoring.errors import TranscriptError
from scoring.parsing import Given, parse_brief, parse_transcript
from scoring.transcript import Brief, Language

CUSTOMER = {"speaker": "customer", "text": "Vad gäller?"}
TRAINEE = {"speaker": "trainee", "text": "Nej."}
BRIEF = Brief(decision="Nej.", reason="Tiden har gått ut.")


def written(**changes: object) -> str:
    """Return a transcript as JSON, one field a line, with some fields changed or, for None, left out."""
    fields: Mapping[str, object] = {
        "format": "motet-transcript/1", "id": "a", "language": "sv", "turns": [CUSTOMER, TRAINEE]
    } | changes  # fmt: skip
    lines = [f'"{name}": {json.dumps(value)}' for name, value in fields.items() if value is not None]
    return "{\n" + ",\n".join(lines) + "\n}"


def test_a_transcript_comes_as_it_was_written() -> None:
    """Keys that nobody here knows are ignored."""
    transcript = parse_transcript(written(mood={"anger": 5}), "a.json").transcript

    assert (transcript.id, transcript.language, transcript.brief) == ("a", "sv", None)
    assert [turn.text for turn in transcript.turns] == ["Vad gäller?", "Nej."]


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("", "x:1", "write a transcript"),
        ("{", "x:1:2", "not JSON"),
        ('{"a": 1,\n "b" 2}', "x:2:6", "not JSON"),
        ('{"a": 1,\n "a": 2}', "x:2", 'the key "a" stands twice'),
        ('{"a": NaN}', "x:1", "write an ordinary"),
        ('{"a": Infinity}', "x:1", "write an ordinary"),
        (f'{{"a": {"9" * 5000}}}', "x:1", "write an ordinary"),
        ('{"a":' * 100_000, "x:1", "nested too deeply"),
        ("[]", "x:1", "write one object"),
        (written(id=None), "x:1", "id: is missing"),
        (written(id=7), "x:3", "id: 7 does not fit; write a name"),
        (written(format="motet-transcript/2"), "x:2", 'write "motet-transcript/1"'),
        (written(language="se"), "x:4", "did you mean sv?"),
        (written(language="dk"), "x:4", "did you mean da?"),
        (written(language="fr"), "x:4", "write en, sv or da"),
        (written(turns={}), "x:5", "turns: {} does not fit; write a list"),
        (written(turns=[CUSTOMER]), "x:1", "no trainee turn"),
        (written(turns=[]), "x:1", "no trainee turn"),
        (written(turns=[TRAINEE, TRAINEE]), "x:5", "turns[1]: the trainee speaks twice in a row; join"),
        (written(turns=[{"speaker": "agent", "text": ""}]), "x:5", "turns[0].speaker: 'agent' does not fit"),
        (written(turns=[{"speaker": "trainee"}]), "x:5", "turns[0].text: is missing"),
        (written(turns=[CUSTOMER | {"calls_for": ["anger"]}]), "x:5", "calls_for[0]: 'anger' does not fit"),
        (written(brief={"decision": "No."}), "x:6", "brief.reason: is missing"),
        (written(brief="no"), "x:6", "write null, or an object"),
        (written(brief=BRIEF.model_dump() | {"may_offer": "tea"}), "x:6", "write a list of texts"),
        ("Hello\nCustomer: Hi", "x:1", "Begin each turn with Customer: or Trainee:"),
        ("Kund: Hej", "x:1", "no trainee turn"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_does_not_fit_is_named_with_its_line_and_what_to_write(
    text: str, place: str, advice: str
) -> None:
    """File, line, field, and the way out."""
    with pytest.raises(TranscriptError) as told:
        parse_transcript(text, "x")

    assert str(told.value).startswith(f"{place}: ")
    assert advice in str(told.value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Customer: Is it so?\nTrainee: Yes, and that is what we have.", "en"),
        ("Client: Well?\nAdviser: No.", "en"),
        ("Kund: Jaha?\nHandläggare: Nej.", "sv"),
        ("KUND : Jaha?\n**Medarbetare:** Nej.", "sv"),
        ("Kunde: Nå?\nMedarbejder: Nej.", "da"),
        ("Borger: Nå?\nSagsbehandler: Nej.", "da"),
        ("Customer: Jeg er ked af det, og det er ikke i orden.\nTrainee: Det kan jeg godt forstå.", "da"),
        ("Customer: Jag är ledsen och det är inte okej.\nTrainee: Det förstår jag.", "sv"),
    ],
)
def test_plain_text_tells_its_speakers_and_its_language(text: str, language: Language) -> None:
    """By the names, and where they belong to no language, by the little words."""
    transcript = parse_transcript(text, "talk.txt").transcript

    assert (transcript.id, transcript.language) == ("talk", language)
    assert [turn.speaker for turn in transcript.turns] == ["customer", "trainee"]


def test_plain_text_goes_on_over_lines_and_keeps_silence() -> None:
    """A line without a name belongs to the turn above; an empty turn is a turn."""
    text = "Customer: One\n\ntwo.\nCustomer: Three.\nTrainee:\nCustomer: Well?\nTrainee: No: never."
    turns = parse_transcript(text, "a.txt").transcript.turns

    assert [turn.text for turn in turns] == ["One\ntwo.\nThree.", "", "Well?", "No: never."]


def test_what_is_given_beside_fills_in_and_never_overrides() -> None:
    """The transcript's own brief and language win."""
    given = Given("da", BRIEF)
    own = Brief(decision="Own.", reason="Own.")
    filled = parse_transcript(written(language=None), "a", given).transcript
    kept = parse_transcript(written(brief=own.model_dump()), "a", given).transcript

    assert (filled.language, filled.brief) == ("da", BRIEF)
    assert (kept.language, kept.brief) == ("sv", own)


def test_escapes_and_unseen_characters_are_taken_out_everywhere() -> None:
    """And it is told that a turn had some."""
    turns = [CUSTOMER, {"speaker": "trainee", "text": "N\u200bej\x1b[31m."}]
    brief = BRIEF.model_dump() | {"decision": "Ne\u202ej.\ud800"}
    loaded = parse_transcript(written(id="a\x1b]0;b\x07", turns=turns, brief=brief), "a")

    assert loaded.hidden
    assert loaded.transcript.turns[1].text == "Nej."
    assert (loaded.transcript.id, loaded.transcript.brief) == ("a", BRIEF)
    assert not parse_transcript(written(), "a").hidden


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.json", '{"decision": "Nej.", "reason": "Tiden har gått ut."}'),
        ("b.json", '{"language": "sv", "brief": {"decision": "Nej.", "reason": "Tiden har gått ut."}}'),
        ("b.toml", 'language = "sv"\ndecision = "Nej."\nreason = "Tiden har gått ut."'),
        ("b.toml", '[brief]\ndecision = "Nej."\nreason = "Tiden har gått ut."'),
    ],
)
def test_a_brief_comes_in_json_or_toml(name: str, text: str) -> None:
    """Alone or under its key, with or without the language."""
    given = parse_brief(text, name)

    assert given.brief == BRIEF
    assert given.language == ("sv" if "language" in text else None)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.toml", "decision = ", "b.toml: this is not TOML"),
        ("b.toml", 'decision = "x"', "b.toml:1: reason: is missing"),
        ("b.json", '{\n"decision": 5,\n"reason": "x"}', "b.json:2: decision: 5 does not fit"),
        ("b.json", "[]", "b.json:1: write one object"),
        ("b.json", '{"brief": 5}', "b.json:1: brief: 5 does not fit"),
        ("b.json", '{"decision": "x", "reason": "y", "language": "no"}', "write en, sv or da"),
    ],
)
def test_a_broken_brief_is_named(name: str, text: str, said: str) -> None:
    """With its file and, in JSON, its line."""
    with pytest.raises(TranscriptError) as told:
        parse_brief(text, name)

    assert said in str(told.value)
