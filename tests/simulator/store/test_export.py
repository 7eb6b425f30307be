"""A kept session can be read elsewhere: by the scorer, and by people."""

import json

import pytest

from scoring.finding import Finding
from scoring.transcript import Language, Transcript
from simulator.store.export import as_transcript, kept_session
from simulator.store.store import Store
from tests.simulator.store.conftest import BRIEF, Begin, customer_turn, trainee_turn

WORDS: dict[Language, str] = {
    "en": "It stays a no.",
    "sv": "Det blir nej, så är det.",
    "da": "Det er nej. Æ, ø, å.",
}


@pytest.mark.parametrize(("language", "words"), WORDS.items())
def test_an_export_is_a_transcript_that_the_scorer_reads(
    store: Store, begin: Begin, language: Language, words: str
) -> None:
    """After a way through JSON it is the same talk, with language and brief."""
    session = begin(language=language)
    entries = [customer_turn("Nej!"), trainee_turn(words)]
    for seq, entry in enumerate(entries):
        store.append_turn(session.id, seq, entry)
    text = json.dumps(as_transcript(kept_session(store, session.id[:8])), ensure_ascii=False)
    read = Transcript.model_validate_json(text)

    assert read == Transcript(
        id=session.id, language=language, brief=BRIEF, turns=tuple(entry.turn for entry in entries)
    )


def test_an_export_adds_moods_moves_findings_and_times(store: Store, begin: Begin) -> None:
    """Customer turns carry cue and mood, trainee turns both readings; the last score stands alone too."""
    session = begin()
    store.append_turn(session.id, 0, customer_turn("Nå?", line="Och?"))
    store.append_turn(session.id, 1, trainee_turn("Det blir nej."))
    store.save_findings(session.id, "shown", [Finding(1, "state", "Det blir nej.", credited=True)])
    store.save_score(session.id, "rules-1", {"overall": None})
    store.save_score(session.id, "rules-2", {"overall": {"value": 50}})
    content = json.loads(json.dumps(as_transcript(kept_session(store, session.id))))
    customer, trainee = content["turns"]

    assert (customer["move"], customer["cue_line"], customer["mood"]["anger"]) == ("push", "Och?", 710)
    assert trainee["findings"] == [{"turn": 1, "code": "state", "quote": "Det blir nej.", "credited": True}]
    assert trainee["cue_findings"] == []
    assert trainee["at"].endswith("+00:00")
    assert content["score"] == {"overall": {"value": 50}}
    assert [each["version"] for each in content["scores"]] == ["rules-1", "rules-2"]
