"""What a model is told: a pure function of the talk. Nothing that is still locked is in it.

The rules stand first and never change. Then comes the talk as the customer remembers it: own lines as its
own, the trainee's as the partner's. The cue comes last and is not kept. So every request begins, byte for
byte, like the last one without its cue, and a server need not read it again.
"""

import re
from collections.abc import Iterator, Sequence

from scoring.transcript import Language, Tag
from simulator.content.models import PersonaVoice, ScenarioVoice
from simulator.content.written import LinesByTone, Move
from simulator.cue import Cue
from simulator.mood import Mood
from simulator.stage import Stage
from simulator.talk import Said, Talk
from simulator.voices.chat import Message
from simulator.voices.tokens import Count

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "sv": "Swedish", "da": "Danish"}
MOVES: dict[Move, str] = {
    "open": "you begin to speak: what happened, and how you are",
    "vent": "you let the feeling out; no argument, no request",
    "accuse": "you blame them",
    "ask": "you ask something",
    "plead": "you beg",
    "bargain": "you try to trade your way to a part of it",
    "push": "you argue against what was decided",
    "misunderstand": "you take it in a way that suits you, and are wrong",
    "repeat": "you come back to the same demand",
    "insult": "you attack the person you talk to",
    "threaten": "you say what you will do about it",
    "go_quiet": "you withdraw; few words",
    "disclose": "you tell something that you had kept to yourself",
    "soften": "you come down a little; you are not convinced, only met",
    "accept": "you take it as it is, without joy",
    "leave": "you have had enough and break off",
}
CALLS: dict[Tag, str] = {
    "emotion": "the feeling must be heard in it",
    "story": "it must tell that fact",
    "question": "it must ask that question",
    "decision_due": "it must ask what has been decided",
    "pushback": "it must press against what they said",
    "abuse": "it must attack the person",
    "closing": "it must show that you are about to stop",
}
_OURS = re.compile(r"<(?=\s*/?\s*(?:cue|memory)\b)", re.I)
_SAMPLES = 2
"""Lines of one move and heat that show how a persona speaks."""
_RESERVE = 600
"""Tokens kept free for the cue and the answer."""
_YIELDING = "Never thank, comfort, praise, agree or give in unless the cue says that you soften or accept."
_TOO_NICE = (
    "You are polite to a fault, and still never give in unless the cue says that you soften or accept."
)
_SWEARING = ("You never swear.", "You swear mildly at most.", "You swear when it boils over.")
_RULES = """\
You play {name}, a customer on the phone. You are not an assistant and you help nobody: you want something.
The person you talk to works for {company} and speaks as "user". You are {name} and nothing else.

Who you are
{persona}

What both of you know from the start
{known}

How you speak
- {language} only, as people talk on the phone. One to three short sentences, within the words of the cue.
- Only what {name} would say aloud: no names before it, no stage directions, lists, markup or quotation marks.
- A <cue> is a note by the director for your next words only. {name} does not know of it. Follow it exactly:
  what you do, how hot you are, what you tell. Say its sense in your own words.
- Tell nothing about your situation that is not in the cue, in what you know, or in what was said already.
  Invent no numbers, dates, names, sums, people or events.
- You are the one who lost something; they are the ones who decided. Never turn that round.
- {yielding}
- Never speak their lines, never offer help, never say goodbye unless the cue says so.
- Never repeat a sentence you have said.

What the notes in a cue mean
{moves}
{calls}

How {name} sounds, on quite other days. This is the tone; never use these sentences or their matters.
{samples}"""


def messages(talk: Talk, cue: Cue, count: Count, room: int, reason: str = "") -> list[Message]:
    """Return a request for the words of `cue`, the last turn of `talk`.

    `room` are the tokens that the model holds; an older part of the talk that does not fit is summed up.
    `reason` says what was wrong with the last try.
    """
    rules = Message("system", rules_of(talk.stage))
    kept, said = _remembered(talk, rules, count, room - _RESERVE)
    history = [_heard(item) for item in said]
    return [rules, *kept, *history, Message("user", cue_text(talk, cue, reason))]


def rules_of(stage: Stage) -> str:
    """Return what stays the same through the whole talk."""
    voice = stage.persona.languages[stage.language]
    return _RULES.format(
        name=stage.persona.name,
        company=stage.matter.company,
        persona="\n".join(f"- {line}" for line in _persona(voice, stage)),
        known="\n".join(f"- {line}" for line in stage.matter.known),
        language=LANGUAGE_NAMES[stage.language],
        moves="\n".join(f"- {move}: {meaning}" for move, meaning in MOVES.items()),
        calls="\n".join(f"- {tag}: {meaning}" for tag, meaning in CALLS.items()),
        samples="\n".join(f"- {line}" for line in samples_of(stage)),
        yielding=_TOO_NICE if stage.persona.kind == "too_nice" else _YIELDING,
    )


def samples_of(stage: Stage) -> list[str]:
    """Return lines that show how the persona speaks: of every move the mildest, a middle and the hottest.

    They name no matter. May be empty.
    """
    found: list[str] = []
    for by_level in stage.persona.languages[stage.language].lines.values():
        levels = sorted(by_level)
        for level in dict.fromkeys((levels[0], levels[len(levels) // 2], levels[-1])):
            found += by_level[level][-_SAMPLES:]
    return found


def cue_text(talk: Talk, cue: Cue, reason: str = "") -> str:
    """Return the director's note as the model reads it."""
    return "\n".join(["<cue>", *_cue_lines(talk, cue, reason), "</cue>"])


def told_lines(stage: Stage, said: Sequence[Said]) -> list[str]:
    """Return the facts that the customer has told in these turns, in authored words, in their order."""
    found = [fact_line(stage, item.cue, fact) for item in said if item.cue for fact in item.cue.facts]
    return list(dict.fromkeys(line for line in found if line))


def fact_line(stage: Stage, cue: Cue, fact: str) -> str:
    """Return the authored words in which a cue tells a story fact or the secret; empty for anything else."""
    lines = [line for tells in _tells(stage.matter, fact) for line in tells]
    return next((line for line in lines if line in cue.line), "")


def _tells(matter: ScenarioVoice, fact: str) -> Iterator[Sequence[str]]:
    by_tone: LinesByTone = {}
    if fact == "secret":
        by_tone = matter.secret.tell
    else:
        by_tone = next((story.tell for story in matter.story if fact == f"story.{story.id}"), by_tone)
    yield from by_tone.values()


def _persona(voice: PersonaVoice, stage: Stage) -> Iterator[str]:
    if voice.picture:
        yield f"Others find you: {voice.picture}"
    if voice.speech:
        yield f"Your way of speaking: {voice.speech}"
    yield f"What you need, and never name: {voice.need}"
    yield f"How you guard it: {voice.defence}"
    yield _SWEARING[stage.persona.swearing if stage.abuse else 0]


def _cue_lines(talk: Talk, cue: Cue, reason: str) -> Iterator[str]:
    calls = f", {', '.join(cue.calls_for)}" if cue.calls_for else ""
    mood = talk.said[-1].mood
    inside = f", {_mood(mood)}" if mood else ""
    yield f"Now: {cue.move}{calls}; heat {cue.intensity}/5, {cue.tone.replace('_', ' ')}{inside}."
    told = told_lines(talk.stage, talk.said)
    if told:
        yield f"Told so far: {' / '.join(told)}"
    yield f"The sense, in other words than these: {cue.line}"
    ending = "These are your last words." if cue.ending else "Do not end the talk."
    yield f"At most {cue.most_words} words, {LANGUAGE_NAMES[talk.stage.language]} only. {ending}"
    if reason:
        yield f"Your last try could not be used: {reason}. Keep close to the sense above."


def _mood(mood: Mood) -> str:
    dials = (
        ("angry", mood.anger),
        ("anxious", mood.anxiety),
        ("confused", mood.confusion),
        ("trusting", mood.trust),
    )
    return ", ".join(f"{name} {level // 100}/10" for name, level in dials)


def _heard(item: Said) -> Message:
    if item.cue:
        return Message("assistant", item.turn.text)
    return Message("user", _OURS.sub("‹", item.turn.text) or "(silence)")


def _remembered(talk: Talk, rules: Message, count: Count, room: int) -> tuple[list[Message], Sequence[Said]]:
    """Return the summary of what no longer fits, and the turns that do.

    The talk is gone through from its beginning, and half of what is held goes whenever it overflows. So
    the same cut stands for many turns, and requests go on beginning alike.
    """
    said = talk.said[:-1]
    start = 0
    for end in range(1, len(said) + 1):
        while (
            end - start > 2
            and count([rules, *_summary(talk, said, start), *map(_heard, said[start:end])]) > room
        ):
            start += max(2, (end - start) // 2)
    return _summary(talk, said, start), said[start:]


def _summary(talk: Talk, said: Sequence[Said], start: int) -> list[Message]:
    if not start:
        return []
    gone = said[:start]
    told = told_lines(talk.stage, gone)
    known = any(finding.code == "state" for item in gone for finding in item.cue_findings)
    moods = [item.mood for item in gone if item.mood]
    lines = [
        f"The talk has been going on for {start} turns, which you remember like this.",
        "You told them: " + (" / ".join(told) or "nothing about your situation yet"),
        "They have told you what is decided, and you do not accept it."
        if known
        else "You do not know yet what is decided.",
        f"By then you were {_mood(moods[-1])}." if moods else "",
    ]
    return [Message("user", "\n".join(["<memory>", *filter(None, lines), "</memory>"]))]
