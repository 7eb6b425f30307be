"""A session: what is accepted is on disk before the customer answers."""

from collections.abc import AsyncIterator, Sequence

import pytest

from scoring.finding import Finding
from simulator.cue import Cue, Ending
from simulator.errors import StoreError, UsageError
from simulator.session import Accepted, AuthoredVoice, Ended, Event, Session, Spoke
from simulator.talk import Said, Talk
from tests.simulator.conftest import StageFor


class Journal:
    """Keeps everything in the order in which it was kept."""

    def __init__(self) -> None:
        """Begin empty."""
        self.rows: list[str] = []
        self.turns: list[Said] = []

    def append(self, seq: int, said: Said) -> None:
        """Keep a turn."""
        assert seq == len(self.turns)
        self.turns.append(said)
        self.rows.append(f"{said.turn.speaker} {seq}")

    def keep_findings(self, seq: int, findings: Sequence[Finding]) -> None:
        """Keep a reading."""
        self.rows.append(f"findings {seq}")

    def end(self, ending: Ending) -> None:
        """Keep the end."""
        self.rows.append(f"ended {ending}")


class SlowVoice(AuthoredVoice):
    """Notes what was on disk when it began to speak."""

    name = "slow"

    def __init__(self, journal: Journal) -> None:
        """Take the journal to look into."""
        self._journal = journal
        self.seen: list[str] = []

    async def word(self, cue: Cue, talk: Talk) -> AsyncIterator[str]:
        """Speak in two pieces."""
        self.seen.append(self._journal.rows[-1] if self._journal.rows else "nothing")
        middle = len(cue.line) // 2
        yield cue.line[:middle]
        yield cue.line[middle:]


async def heard(events: AsyncIterator[Event]) -> list[Event]:
    return [event async for event in events]


async def test_the_turn_is_kept_before_the_customer_answers(stage_of: StageFor) -> None:
    """The journal has the trainee's turn when the voice takes its first breath."""
    journal = Journal()
    voice = SlowVoice(journal)
    session = Session(Talk(stage_of("en")), voice, journal)
    await heard(session.begin())

    await heard(session.answer("What happened?"))

    assert voice.seen == ["nothing", "findings 1"]
    assert journal.rows == ["customer 0", "trainee 1", "findings 1", "customer 2"]


async def test_the_turn_counts_as_accepted_only_once_it_is_kept(stage_of: StageFor) -> None:
    """The first event of an answer comes after the row."""
    journal = Journal()
    session = Session(Talk(stage_of("sv")), AuthoredVoice(), journal)
    await heard(session.begin())

    answer = session.answer("Vad hände?")
    first = await anext(answer)

    assert first == Accepted(1, "Vad hände?")
    assert journal.turns[-1].turn.text == "Vad hände?"


async def test_too_long_a_turn_is_refused_and_nothing_is_kept(stage_of: StageFor) -> None:
    """4,001 characters are refused with a way out."""
    journal = Journal()
    session = Session(Talk(stage_of("da")), AuthoredVoice(), journal)
    await heard(session.begin())

    with pytest.raises(UsageError, match="4000; shorten"):
        await heard(session.answer("a" * 4_001))
    assert journal.rows == ["customer 0"]


async def test_a_talk_can_be_left_and_taken_up_in_the_middle_of_a_turn(stage_of: StageFor) -> None:
    """Interrupted between the trainee's turn and the answer, the answer comes on resuming."""
    journal = Journal()
    session = Session(Talk(stage_of("en")), AuthoredVoice(), journal)
    await heard(session.begin())
    answer = session.answer("What happened?")
    await anext(answer)  # the row is there, and the process dies now

    talk = Talk(stage_of("en"))
    talk.replay(journal.turns)
    resumed = await heard(Session(talk, AuthoredVoice(), journal).begin())

    assert isinstance(resumed[-1], Spoke)
    assert [said.turn.speaker for said in journal.turns] == ["customer", "trainee", "customer"]


async def test_the_end_is_told_and_kept(stage_of: StageFor) -> None:
    """Silence to the end: the customer leaves, and no more words are taken."""
    journal = Journal()
    session = Session(Talk(stage_of("en")), AuthoredVoice(), journal)
    events = await heard(session.begin())
    while not isinstance(events[-1], Ended):
        events = await heard(session.answer(""))

    assert journal.rows[-1] == f"ended {session.talk.ending}"
    with pytest.raises(UsageError, match="has ended"):
        await heard(session.answer("Wait."))


class Faltering(Journal):
    """A journal whose disk fails once, at one kind of row."""

    def __init__(self, at: str) -> None:
        """Fail at the first row that is named `at`."""
        super().__init__()
        self._at = at

    def _fail(self, row: str) -> None:
        if row == self._at:
            self._at = ""
            raise StoreError("the disk is full; make room and try again")

    def append(self, seq: int, said: Said) -> None:
        """Keep a turn, or fail."""
        self._fail(f"{said.turn.speaker} {seq}")
        super().append(seq, said)

    def keep_findings(self, seq: int, findings: Sequence[Finding]) -> None:
        """Keep a reading, or fail."""
        self._fail(f"findings {seq}")
        super().keep_findings(seq, findings)


@pytest.mark.parametrize("at", ["trainee 1", "findings 1", "customer 2"])
async def test_a_disk_that_fails_loses_no_word_and_the_talk_goes_on(stage_of: StageFor, at: str) -> None:
    """Not kept, the words can be sent again; kept, the answer that is owed can be had again."""
    journal = Faltering(at)
    session = Session(Talk(stage_of("en")), AuthoredVoice(), journal)
    await heard(session.begin())
    with pytest.raises(StoreError):
        await heard(session.answer("What happened?"))
    owed = session.owes_answer
    events = await heard(session.begin() if owed else session.answer("What happened?"))

    assert owed == (at != "trainee 1")
    assert isinstance(events[-1], Spoke)
    assert [said.turn.text for said in journal.turns] == [said.turn.text for said in session.talk.said]
    assert [said.turn.speaker for said in journal.turns] == ["customer", "trainee", "customer"]


async def test_no_words_are_taken_while_an_answer_is_owed(stage_of: StageFor) -> None:
    """So that no two turns of the trainee follow each other."""
    session = Session(Talk(stage_of("en")), AuthoredVoice(), Faltering("customer 2"))
    await heard(session.begin())
    with pytest.raises(StoreError):
        await heard(session.answer("What happened?"))

    with pytest.raises(UsageError, match="not answered yet"):
        await heard(session.answer("Hello?"))
