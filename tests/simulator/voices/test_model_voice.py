"""The model voice: never worse than the understudy, whatever the endpoint does."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

import httpx2
import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.cue import Cue
from simulator.errors import EndpointError
from simulator.session import AuthoredVoice, Event, Noticed, Session, Speaking, Spoke
from simulator.talk import Said, Talk
from simulator.voices.endpoint import Endpoint
from simulator.voices.matter import unlocked
from simulator.voices.model import ModelVoice
from simulator.wording import Intervention, NoticeKind, Usage, Wording
from tests.simulator.conftest import StageFor
from tests.simulator.test_session import Journal, heard
from tests.simulator.voices.actors import misdeeds
from tests.simulator.voices.conftest import Settle
from tests.simulator.voices.faults import STATUSES, STREAMS
from tests.simulator.voices.loopback import (
    DONE,
    Answer,
    Asked,
    Loopback,
    event,
    head,
    page,
    spoken,
)

NewVoice = Callable[..., ModelVoice]
STILL_THERE = b": still there\n\n"
"""A comment, by which a server keeps a stream open."""
GOOD = "Your shop would not even look at my headphones, and I am furious!"


@pytest.fixture
def voice(settle: Settle, tmp_path: Path) -> NewVoice:
    """Return a function that makes a voice for the server."""

    def new(on_failure: str = "understudy", **more: object) -> ModelVoice:
        asking = "ask" if on_failure == "ask" else "understudy"
        return ModelVoice(settle(**more), tmp_path, asking)  # type: ignore[arg-type]  # one of two

    return new


@pytest.fixture
def talk(stage_of: StageFor) -> Talk:
    """Return a talk before its first word."""
    return Talk(stage_of("en"))


def script(*answers: Answer) -> Callable[[Asked], Answer]:
    """Return what gives these answers one after the other, the last one for ever."""
    left = list(answers)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


async def opening(voice: ModelVoice, talk: Talk) -> tuple[Said, list[Event]]:
    """Return the first customer turn, and all that happened on the way to it."""
    events = await heard(Session(talk, voice).begin())
    await voice.close()
    return talk.said[0], events


def wording_of(said: Said) -> Wording:
    """Return how a turn got its words."""
    assert said.wording
    return said.wording


def notices(events: Sequence[Event]) -> list[NoticeKind]:
    """Return what kinds of notices there were."""
    return [each.notice.kind for each in events if isinstance(each, Noticed)]


async def test_good_words_are_shown_as_they_come(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """Sentence by sentence, with what they cost."""
    server.script = script(spoken(f"{GOOD} Eighty-nine pounds gone!"))
    said, events = await opening(voice(), talk)

    assert said.turn.text == f"{GOOD} Eighty-nine pounds gone!"
    assert [each.text for each in events if isinstance(each, Speaking)] == [GOOD, said.turn.text]
    assert (wording_of(said).source, wording_of(said).usage.prompt) == ("model", 1_500)


async def test_a_bad_first_sentence_is_asked_for_again_with_the_reason(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """Once; the second try is shown where it is good."""
    server.script = script(spoken("How can I help you today?"), spoken(GOOD))
    said, _ = await opening(voice(), talk)

    assert said.turn.text == GOOD
    assert wording_of(said).interventions == (Intervention("assistant_like", "retried"),)
    assert "you spoke like a service desk" in server.asked[1].messages[-1]["content"]


async def test_after_two_bad_tries_the_understudy_speaks(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """Nothing of either is shown."""
    server.script = script(spoken("How can I help you today?"), spoken("Thank you so much for your time."))
    said, _ = await opening(voice(), talk)

    assert said.cue
    assert said.turn.text == said.cue.line
    assert [each.action for each in wording_of(said).interventions] == ["retried", "replaced"]


async def test_a_bad_later_sentence_goes_with_the_rest(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """What was shown stays."""
    server.script = script(spoken(f"{GOOD} Thank you for your patience. And another thing."))
    said, _ = await opening(voice(), talk)

    assert said.turn.text == GOOD
    assert wording_of(said).interventions == (Intervention("assistant_like", "dropped"),)


async def test_what_a_turn_lacks_is_said_in_the_authored_words(
    server: Loopback, voice: NewVoice, stage_of: StageFor
) -> None:
    """The sentence that carries it comes after the model's."""
    talk = Talk(stage_of("en", scenario="bank_loan_declined"))
    server.script = script(spoken("I have been sitting by the phone."))
    session = Session(talk, model := voice())
    await heard(session.answer("Hello, it's the bank."))
    await model.close()
    said = talk.said[-1]

    assert said.cue
    assert "decision_due" in said.cue.calls_for
    assert said.turn.text.startswith("I have been sitting by the phone. ")
    assert "?" in said.turn.text
    assert wording_of(said).source == "both"


async def test_thoughts_in_tags_are_left_out(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """They are how some models work, and no part of what they say."""
    server.script = script(spoken(f"<think>The user wants anger. I should shout.</think> {GOOD}"))
    said, _ = await opening(voice(), talk)

    assert said.turn.text == GOOD
    assert wording_of(said).interventions == ()


FURIOUS: dict[Language, tuple[str, str]] = {
    "en": ("I am furious about my headphones!", "Eighty-nine pounds gone!"),
    "sv": ("Jag är rasande över mina hörlurar!", "Jag vill ha pengarna!"),
    "da": ("Jeg er rasende over mine høretelefoner!", "Jeg vil have mine penge!"),
}
FORMS: dict[str, str] = {
    "curly quotes": "“{0} {1}”",
    "closing quotes on both sides": "”{0} {1}”",
    "straight quotes": '"{0} {1}"',
    "quotes that point in": "»{0} {1}«",
    "one quoted sentence": '"{0}"',
    "thoughts in brackets": "[THINK]The user wants anger. I shout.[/THINK] {0} {1}",
    "thoughts without an opening tag": "Okay, let me see. The customer is angry.\n</think>\n\n{0} {1}",
    "thoughts of another beginning": "The user wants anger. Rules: short.</think> {0} {1}",
    "channels": "<|channel|>analysis<|message|>Shout.<|end|><|start|>a<|channel|>final<|message|>{0} {1}",
    "channels to the end": "<|channel|>final<|message|>{0} {1}<|return|>",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
async def test_an_odd_form_is_taken_as_the_words_it_means(
    server: Loopback, voice: NewVoice, stage_of: StageFor, language: Language, form: str
) -> None:
    """Without a second request; thoughts and marks are not shown."""
    server.script = script(spoken(FORMS[form].format(*FURIOUS[language])))
    said, _ = await opening(voice(), Talk(stage_of(language)))
    meant = " ".join(FURIOUS[language][: 1 if "{1}" not in FORMS[form] else 2])

    assert said.turn.text.startswith(meant)
    assert wording_of(said).requests == 1
    assert wording_of(said).interventions[:1] in ((), (Intervention("lacks_call", "appended"),))


async def test_content_in_parts_is_taken_as_its_text(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """Parts that are thoughts are no words."""
    thought: list[object] = [{"type": "thinking", "thinking": [{"type": "text", "text": "Be angry."}]}]
    text: list[object] = [{"type": "text", "text": GOOD}]
    server.script = script(Answer([head(), event(thought), event(text), event(finish="stop"), DONE]))
    said, _ = await opening(voice(), talk)

    assert said.turn.text == GOOD


@pytest.mark.parametrize("words", [f'"{GOOD} So there!" he shouts.', f'"{GOOD}" he shouts. And more.'])
async def test_what_is_told_around_a_quotation_is_not_said(
    server: Loopback, voice: NewVoice, talk: Talk, words: str
) -> None:
    """Only the quoted words may be shown."""
    server.script = script(spoken(words))
    said, _ = await opening(voice(), talk)

    assert GOOD in said.turn.text
    assert "shouts" not in said.turn.text
    assert wording_of(said).interventions == (Intervention("format", "dropped"),)


@pytest.mark.parametrize("thought", ["<think>Be angry. So:", "Okay, I will be angry. I shout"])
async def test_thoughts_that_never_end_are_not_shown(
    server: Loopback, voice: NewVoice, talk: Talk, thought: str
) -> None:
    """The authored line is said, and it can be seen why."""
    server.script = script(spoken(thought, finish="length"))
    said, _ = await opening(voice(retries=0), talk)

    assert said.cue
    assert said.turn.text == said.cue.line
    assert wording_of(said).causes == ("empty",)


@pytest.mark.parametrize("name", [*STATUSES, *STREAMS])
async def test_the_talk_goes_on_whatever_the_endpoint_does(
    server: Loopback, voice: NewVoice, talk: Talk, name: str
) -> None:
    """The trainee's turn is kept, the customer answers, and it can be seen why."""
    journal = Journal()
    session = Session(talk, model := voice(retries=0), journal)
    await heard(session.begin())
    server.script = script((STATUSES | STREAMS)[name].answer)
    events = await heard(session.answer("What happened?"))
    await model.close()
    said = journal.turns[-1]

    assert [turn.turn.speaker for turn in journal.turns] == ["customer", "trainee", "customer"]
    assert isinstance(events[-1], Spoke)
    assert said.cue
    assert (
        said.cue.line in said.turn.text
        or wording_of(said).interventions
        or wording_of(said).source != "understudy"
    )
    assert set(wording_of(said).causes) & set((STATUSES | STREAMS)[name].causes)


async def test_tries_can_be_seen_and_end_well(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """The server's own wish for a pause is followed."""
    busy = page(429, {"error": {"message": "slow down"}}, retry_after="0.02")
    server.script = script(busy, busy, spoken(GOOD))
    said, events = await opening(voice(), talk)

    assert notices(events) == ["waiting", "waiting"]
    assert said.turn.text == GOOD
    assert (wording_of(said).causes, wording_of(said).requests) == (("rate", "rate"), 3)


async def test_nobody_waits_longer_than_twenty_seconds(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """A server that wants more is not waited for."""
    server.script = script(page(429, {"error": {"message": "no"}}, retry_after="21"))
    _, events = await opening(voice(), talk)

    assert notices(events) == ["authored"]
    assert len(server.asked) == 1


async def test_waiting_can_be_broken_off_at_once(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """Cancelling the task ends it; the answer can be asked for again."""
    server.script = script(page(503, {"error": {"message": "no"}}, retry_after="19"), spoken(GOOD))
    session = Session(talk, model := voice())
    task = asyncio.create_task(heard(session.begin()))
    await asyncio.to_thread(server.heard.wait, 5)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 0.2)
    await heard(session.begin())
    await model.close()

    assert talk.said[0].turn.text == GOOD


async def test_a_model_that_says_nothing_is_waited_for_no_longer_than_one_wants(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """The authored line is said, and the server is hung up on."""
    server.script = script(Answer([head(), STILL_THERE], pause=0.02, endless=True))
    session = Session(talk, model := voice(first_token=20, total=60))
    task = asyncio.create_task(heard(session.begin()))
    await asyncio.to_thread(server.heard.wait, 5)
    session.hush()
    await asyncio.wait_for(task, 5)
    await model.close()
    said = talk.said[0]

    assert await asyncio.to_thread(server.closed_early.wait, 5)
    assert said.cue
    assert (said.turn.text, wording_of(said).stopped) == (said.cue.line, True)


async def test_a_model_that_is_stopped_in_the_middle_keeps_what_was_shown(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """Whole sentences stay; the words that had not become one yet are left out."""
    pieces = [head(), event(f"{GOOD} "), event("And by "), STILL_THERE]
    server.script = script(Answer(pieces, pause=0.02, endless=True))
    session = Session(talk, model := voice(first_token=20, gap=20, total=60))
    async for happened in session.begin():
        if isinstance(happened, Speaking):
            session.hush()
    await model.close()

    assert await asyncio.to_thread(server.closed_early.wait, 5)
    assert talk.said[0].turn.text.startswith(GOOD)
    assert "And by" not in talk.said[0].turn.text
    assert wording_of(talk.said[0]).stopped


async def test_a_session_taken_up_again_has_its_budget_used_already(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """What was used before counts, as if there had been no interruption."""
    server.script = script(spoken(GOOD))
    session = Session(talk, model := voice(budget_tokens=1_800))
    model.resume(Usage(1_700, 0, 100))
    await heard(session.begin())
    await model.close()

    assert server.asked == []
    assert wording_of(talk.said[0]).source == "understudy"


async def test_what_a_turn_cost_is_kept_with_it(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """In the currency of the prices that are settled."""
    server.script = script(spoken("Furious, that is what I am, about my headphones!", prompt=1_000_000))
    said, _ = await opening(voice(price_in=2.0, price_out=0.0), talk)

    assert wording_of(said).cost == 2.0


async def test_the_person_may_be_asked_instead(server: Loopback, voice: NewVoice, talk: Talk) -> None:
    """Then the failure is raised, and any voice can speak the same cue."""
    server.script = script(STATUSES["401"].answer)
    session = Session(talk, model := voice("ask"))
    with pytest.raises(EndpointError, match="does not accept the key"):
        await heard(session.begin())
    await heard(session.begin(AuthoredVoice()))
    await model.close()

    assert talk.said[0].cue
    assert talk.said[0].turn.text == talk.said[0].cue.line


async def test_after_a_failure_one_try_a_turn_is_enough(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """An endpoint that is down costs no more waiting until it is back."""
    server.script = script(page(500, {}, retry_after="0.01"))
    session = Session(talk, model := voice())
    await heard(session.begin())
    asked = len(server.asked)
    await heard(session.answer("What happened?"))
    await model.close()

    assert (asked, len(server.asked)) == (4, 5)


async def test_a_budget_warns_and_then_the_understudy_speaks(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """In tokens here; in money where prices are known."""
    server.script = script(spoken(GOOD))
    session = Session(talk, model := voice(budget_tokens=1_800))
    kinds = [notices(await heard(session.begin()))]
    kinds += [notices(await heard(session.answer("What happened?")))]
    await heard(session.answer("And then?"))
    await model.close()

    assert kinds == [["budget_near"], ["budget_spent"]]
    assert len(server.asked) < 4
    assert wording_of(talk.said[-1]).requests == 0


@pytest.mark.parametrize("name", ["401", "429", "503 loading", "hangs up at once"])
async def test_a_request_that_no_model_has_read_uses_none_of_the_budget(
    server: Loopback, voice: NewVoice, talk: Talk, name: str
) -> None:
    """Else an endpoint that is down would use it up."""
    server.script = script(STATUSES[name].answer)
    said, events = await opening(voice(retries=0, budget_tokens=1_800), talk)

    assert wording_of(said).usage == Usage()
    assert notices(events) == ["authored"]


async def test_a_silent_cut_is_noticed_and_less_is_sent(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """The server counts far fewer tokens than were sent."""
    server.script = script(spoken(GOOD, prompt=150))
    _, events = await opening(voice(), talk)

    assert "context_cut" in notices(events)


async def test_hidden_and_broken_signs_never_reach_the_screen(
    server: Loopback, voice: NewVoice, talk: Talk
) -> None:
    """Neither a lone surrogate nor an escape sequence."""
    pieces = [
        event("I am \ud83d furious"),
        event(" about \x1b]52;c;aGk=\x07 this!"),
        event(finish="stop"),
        DONE,
    ]
    server.script = script(Answer([head(), *pieces]))
    said, _ = await opening(voice(), talk)

    said.turn.text.encode()
    assert "\x1b" not in said.turn.text


def mock_model(say: Callable[[], str]) -> Callable[[], httpx2.AsyncBaseTransport]:
    """Return a transport behind which a model says whatever `say` returns."""

    async def answer(request: httpx2.Request) -> httpx2.Response:
        body = b"".join(spoken(say()).pieces[1:])
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=body)

    return lambda: httpx2.MockTransport(answer)


def log_of(talk: Talk) -> str:
    """Return the log of moods and cues."""
    return "\n".join(f"{item.mood} {item.cue}" for item in talk.said if item.cue)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_of_a_disobedient_model_is_seen_and_nothing_of_it_is_felt(
    settle: Settle, tmp_path: Path, stage_of: StageFor, language: Language
) -> None:
    """It says something wrong at every turn; the trainee sees none of it, and the customer is the same."""
    lines = ["What does that mean for you?", "I can't do that.", "", "It is still no.", "I hear you."]
    shown, wrong = 0, cycle(range(7))
    for persona in ("prosecutor", "pleader", "fog"):
        now: dict[str, list[str]] = {"misdeeds": []}
        transport = mock_model(lambda now=now: now["misdeeds"][next(wrong) * 5 % len(now["misdeeds"])])  # type: ignore[misc]  # a bound default
        model = ModelVoice(settle(retries=0), tmp_path, endpoint=lambda chosen: Endpoint(chosen, transport))  # noqa: B023 - used in this round
        acted, plain = Talk(stage_of(language, persona=persona)), Talk(stage_of(language, persona=persona))
        for turn in range(12):
            if acted.ending:
                break
            cue = acted.hear(lines[turn % len(lines)]) if turn else acted.next_cue()
            plain.hear(lines[turn % len(lines)]) if turn else plain.next_cue()
            now["misdeeds"] = [words for _, words in misdeeds(acted.stage, cue, unlocked(acted))]
            text = await worded(model, cue, acted)
            shown += 1

            assert not [words for words in now["misdeeds"] if words in text and words not in cue.line]
        assert log_of(acted) == log_of(plain)
        await model.close()
    assert shown >= 20


async def worded(voice: ModelVoice, cue: Cue, talk: Talk) -> str:
    """Return the words of a cue, and let the talk take them."""
    text = "".join([piece async for piece in voice.word(cue, talk) if isinstance(piece, str)])
    talk.speak(text)
    return text
