"""A practice session from choice to debrief: joins content, talk, voice and store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.assessment import Assessment, assess
from scoring.house import House
from scoring.judge import Failed
from scoring.transcript import Language
from simulator.content.house import own_house
from simulator.content.library import Library, shared_languages
from simulator.errors import UsageError
from simulator.readings import keep_score
from simulator.session import AuthoredVoice, Session, Voice
from simulator.speaking import Judge
from simulator.stage import Stage
from simulator.store.records import Mode, NewSession, StoredSession, StoredTurn
from simulator.store.store import Store
from simulator.talk import Said, Talk
from simulator.wording import Usage, total_usage

EXAM_SEED = 1
"""The seed of every exam, so that exams can be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a trainee chose to practise."""

    persona: str
    scenario: str
    language: Language
    trainee: str
    mode: Mode = "practice"
    seed: int = EXAM_SEED
    intensity: int | None = None
    """1–5. None: the persona's own."""
    abuse: bool = True
    """Whether the customer may attack the person."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A session under way, with what belongs to it."""

    id: str
    mode: Mode
    stage: Stage
    session: Session
    store: Store
    as_kept: bool = True
    """False where a resumed talk no longer gives the same cues, since content or engine have changed."""
    house: House | None = None
    """The house style in force when the talk began. None: none."""

    def keep(self, assessment: Assessment) -> None:
        """Keep a score of this session beside earlier ones, and its findings."""
        keep_score(self.store, self.id, assessment)

    def read_twice(self, judge: Judge) -> Assessment | Failed:
        """Have a model read the finished talk beside the local reader, and keep what comes of it.

        Not on an event loop.
        """
        local = assess(self.session.talk.transcript(self.id), house=self.house)
        judged = judge.read(local, self.used)
        judge.keep(self.store, self.id, local, judged)
        return judged.outcome

    @property
    def used(self) -> Usage:
        """What the customer's voice took in this session; a branch has not paid for the turns it shares."""
        own = self.session.talk.said[self.store.session(self.id).parent_turn or 0 :]
        return total_usage([said.wording for said in own if said.wording])


def stage_for(library: Library, choice: Choice) -> Stage:
    """Return the stage of a choice.

    Raises:
        UsageError: An id is unknown, or persona and scenario do not both speak the language.
        ContentError: A content file is broken.
    """
    persona, scenario = library.persona(choice.persona), library.scenario(choice.scenario)
    spoken = shared_languages(persona, scenario)
    if choice.language not in spoken:
        both = ", ".join(spoken) or "no language in common"
        raise UsageError(
            f"{persona.id} and {scenario.id} do not both speak {choice.language!r}; they share: {both}. "
            "Choose with --lang"
        )
    intensity = choice.intensity or persona.intensity
    return Stage(persona, scenario, choice.language, choice.seed, intensity, choice.abuse)


def start(library: Library, store: Store, choice: Choice, voice: Voice | None = None) -> Practice:
    """Begin a session and keep it from its first moment.

    Raises:
        ContentError: A content file or the house style is broken.
    """
    stage, house = stage_for(library, choice), own_house()
    kept = store.begin_session(_new_session(stage, choice, voice))
    practice = _practice(library, store, kept.id, choice.mode, stage, (), voice)
    return replace(practice, house=house)


def resume(library: Library, store: Store, session_id: str, voice: Voice | None = None) -> Practice:
    """Take up an interrupted session at the exact turn.

    Raises:
        StoreError: There is no such session.
        UsageError: It has ended, or its content is gone.
    """
    kept = store.session(session_id)
    if kept.status != "open":
        raise UsageError(f"session {kept.id[:8]} has ended; see it with: motet show session:{kept.id[:8]}")
    said, house = tuple(_said(turn) for turn in store.turns(kept.id)), own_house()
    practice = _practice(library, store, kept.id, kept.mode, _stage_of(library, kept), said, voice)
    practice.session.voice.resume(practice.used)
    return replace(practice, house=house)


def fork(library: Library, store: Store, session_id: str, turn: int, voice: Voice | None = None) -> Practice:
    """Begin a new session that shares all turns of another before `turn`, a trainee turn from 0.

    Raises:
        UsageError: The turn is not one of the trainee's, or the session was an exam.
    """
    kept = store.session(session_id)
    turns = store.turns(kept.id)
    if kept.mode == "exam":
        raise UsageError("an exam cannot be rewound; start the same pair in practice mode to try again")
    if not (0 <= turn < len(turns)) or turns[turn].turn.speaker != "trainee":
        raise UsageError(f"turn {turn} is not one of your own turns; choose one of yours")
    stage, house = _stage_of(library, kept), own_house()
    choice = Choice(
        persona=kept.persona, scenario=kept.scenario, language=kept.language, trainee=kept.trainee,
        mode=kept.mode, seed=kept.seed, intensity=kept.intensity, abuse=kept.abuse,
    )  # fmt: skip
    branch = store.begin_session(_new_session(stage, choice, voice, parent=kept.id, parent_turn=turn))
    said = tuple(_said(item) for item in turns[:turn])
    log = store.log(branch.id)
    for seq, item in enumerate(said):
        log.append(seq, item)
    practice = _practice(library, store, branch.id, kept.mode, stage, said, voice)
    return replace(practice, house=house)


def _practice(
    library: Library,
    store: Store,
    session_id: str,
    mode: Mode,
    stage: Stage,
    said: Sequence[Said],
    voice: Voice | None,
) -> Practice:
    talk = Talk(stage, library.stand_in(stage.persona))
    as_kept = talk.replay(said)
    session = Session(talk, voice or AuthoredVoice(), store.log(session_id))
    return Practice(session_id, mode, stage, session, store, as_kept)


def _stage_of(library: Library, kept: StoredSession) -> Stage:
    persona, scenario = library.persona(kept.persona), library.scenario(kept.scenario)
    return Stage(persona, scenario, kept.language, kept.seed, kept.intensity, kept.abuse)


def _new_session(
    stage: Stage,
    choice: Choice,
    voice: Voice | None,
    parent: str | None = None,
    parent_turn: int | None = None,
) -> NewSession:
    return NewSession(
        trainee=choice.trainee,
        persona=stage.persona.id,
        scenario=stage.scenario.id,
        language=stage.language,
        mode=choice.mode,
        seed=stage.seed,
        intensity=stage.intensity,
        abuse=stage.abuse,
        voice="understudy" if voice is None or isinstance(voice, AuthoredVoice) else "model",
        brief=stage.matter.brief(stage.scenario.fault_established),
        parent_id=parent,
        parent_turn=parent_turn,
    )


def _said(kept: StoredTurn) -> Said:
    return Said(kept.turn, kept.mood, kept.cue, wording=kept.wording)
