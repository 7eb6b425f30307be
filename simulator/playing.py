"""A talk played without a person: by lines from a file, or by a scripted trainee."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from scoring.assessment import Assessment, assess
from scoring.finding import Finding
from scoring.house import House
from scoring.shown import score_object
from simulator.cast import CastLines, Role, ScriptedTrainee
from simulator.content.models import Persona
from simulator.cue import Cue
from simulator.stage import Stage
from simulator.talk import Said, Talk
from simulator.wording import Wording

Json = dict[str, object]
Speak = Callable[[Cue, Talk], None]
"""Gives the talk's last cue other words than its own line."""


@dataclass(frozen=True, slots=True)
class Played:
    """A talk that was played to its end, or until the lines ran out."""

    talk: Talk
    unused_lines: tuple[str, ...]
    """Lines that were left when the talk ended. May be empty."""

    @property
    def name(self) -> str:
        """The talk's id: persona, scenario, language, seed and a hash of the trainee's lines."""
        stage = self.talk.stage
        words = "\n".join(said.turn.text for said in self.talk.said if said.turn.speaker == "trainee")
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        return f"{stage.persona.id}.{stage.scenario.id}.{stage.language}.{stage.seed}.{digest}"


def play_lines(
    stage: Stage, stand_in: Persona | None, lines: Sequence[str], speak: Speak | None = None
) -> Played:
    """Return the talk in which the trainee says `lines`, one a turn; an empty line is silence."""
    talk = Talk(stage, stand_in)
    opening = talk.begin()
    if opening and speak:
        speak(opening, talk)
    for number, line in enumerate(lines):
        if talk.ending:
            return Played(talk, tuple(lines[number:]))
        cue = talk.hear(line)
        if speak:
            speak(cue, talk)
    return Played(talk, ())


def play_role(
    stage: Stage, stand_in: Persona | None, role: Role, lines: CastLines, speak: Speak | None = None
) -> Played:
    """Return the talk in which a scripted trainee answers to its end."""
    talk = Talk(stage, stand_in)
    trainee = ScriptedTrainee(role, lines)
    cue = talk.begin() or talk.hear(trainee.greet())
    while True:
        if speak:
            speak(cue, talk)
        if cue.ending:
            return Played(talk, ())
        cue = talk.hear(trainee.answer(cue))


def assessed(played: Played, house: House | None = None) -> Assessment:
    """Return the assessment of a played talk, by the words that were shown, and by a house's style."""
    return assess(played.talk.transcript(played.name), house=house)


def played_object(played: Played) -> Json:
    """Return the talk as one `motet-transcript/1` object with moods, moves, findings, ending and score."""
    assessment = assessed(played)
    transcript = played.talk.transcript(played.name)
    content = transcript.model_dump(mode="json", exclude={"turns"})
    turns = [
        turn_object(index, said, assessment.scorecard.findings) for index, said in enumerate(played.talk.said)
    ]
    result: Json = {**content, "turns": turns, "ending": played.talk.ending}
    if played.talk.ending is None:
        result["stopped"] = "out_of_lines"
    result["unused_lines"] = list(played.unused_lines)
    result["score"] = score_object(assessment)
    return result


def turn_object(index: int, said: Said, findings: Sequence[Finding]) -> Json:
    """Return one turn for export: a customer turn with its cue and mood, a trainee turn with its findings."""
    plain: Json = {"speaker": said.turn.speaker, "text": said.turn.text}
    if said.cue and said.mood:
        worded: Json = {"wording": wording_object(said.wording)} if said.wording else {}
        return {**plain, **_cue_object(said.cue), "mood": {**said.mood.dials()}, **worded}
    mine = [finding for finding in findings if finding.turn == index]
    return {**plain, "findings": [finding_object(finding) for finding in mine]}


def wording_object(wording: Wording) -> Json:
    """Return how a turn got its words, without any clock."""
    return {name: value for name, value in asdict(wording).items() if name != "first_sentence_ms"}


def _cue_object(cue: Cue) -> Json:
    return {"move": cue.move, "intensity": cue.intensity, "calls_for": list(cue.calls_for)}


def finding_object(finding: Finding) -> Json:
    """Return a finding of a turn for export."""
    result: Json = {"code": finding.code, "quote": finding.quote, "credited": finding.credited}
    return result if finding.cites is None else {**result, "cites": finding.cites}
