"""Personas and scenarios as coaches write them.

A persona is a way of being under pressure; a scenario is a situation and its stake. Any persona meets
any scenario in every language that both speak. The field texts below are the coaches' schema help.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from scoring.finding import Code
from scoring.text import safe_text
from scoring.transcript import Brief, Language

Kind = Literal["angry", "anxious", "confused", "cold", "bargaining", "too_nice"]
Tone = Literal["angry", "anxious", "confused", "cold", "too_nice"]
Opens = Literal["inbound_angry", "inbound_unaware", "outbound"]
Move = Literal[
    "open", "vent", "accuse", "ask", "plead", "bargain", "push", "misunderstand",
    "repeat", "insult", "threaten", "go_quiet", "disclose", "soften", "accept", "leave",
]  # fmt: skip
PersonaMove = Literal[
    "vent", "accuse", "ask", "plead", "bargain", "misunderstand", "repeat",
    "insult", "threaten", "go_quiet", "soften", "accept", "leave",
]  # fmt: skip
PressingMove = Literal["push", "accuse", "threaten", "plead", "bargain", "repeat", "misunderstand", "insult"]
Reaction = Literal[
    "acknowledge", "name_feeling", "ask", "help", "limit", "repair", "silence",
    "hard", "judge", "script", "absent", "assume", "defend", "vague", "concede", "appease",
]  # fmt: skip
TrainingTag = Literal[
    "hold", "name_feeling", "ask", "next_step", "plain_words", "silence", "abuse", "language",
    "outbound", "unaware", "error_of_ours", "secret",
]  # fmt: skip
"""What meeting this person or giving this news trains.

hold: keeping the decision under bargaining and threats. name_feeling, ask, next_step: that act opens the
person. plain_words: being understood. silence: bearing it. abuse: setting a limit.
language: somebody with little of the language. outbound: the trainee rings. unaware: the customer does not
expect bad news. error_of_ours: owning a fault. secret: it takes more than usual to be told what is at stake.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)
TONES: tuple[Tone, ...] = get_args(Tone)
MOVES: tuple[Move, ...] = get_args(Move)
TRAINING_TAGS: tuple[TrainingTag, ...] = get_args(TrainingTag)


def _door(raw: str) -> str:
    text = safe_text(raw).strip()
    if not text:
        raise ValueError("must not be empty; write a sentence or leave the field out")
    return text


Line = Annotated[str, Field(max_length=400), AfterValidator(_door)]
"""One line somebody says or reads: 1–400 characters."""
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=200)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Level = Annotated[int, Field(ge=1, le=5)]
Percent = Annotated[int, Field(ge=0, le=100)]
LinesByLevel = Annotated[dict[Level, Lines], Field(min_length=1)]
LinesByTone = Annotated[dict[Tone, Lines], Field(min_length=1)]


class Written(BaseModel):
    """A value that people write: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Temperament(Written):
    """How strongly each dial of this person moves, in percent; 100 is an even temper."""

    anger: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly anger moves, 20–200 percent."""
    anxiety: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly anxiety moves, 20–200 percent."""
    confusion: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly confusion moves, 20–200 percent."""
    trust: Annotated[int, Field(ge=20, le=200)] = 100
    """How strongly trust moves, 20–200 percent."""


class StartMood(Written):
    """The mood this person comes with, each dial 0–100."""

    anger: Percent
    """Anger at the start, 0–100."""
    anxiety: Percent
    """Anxiety at the start, 0–100."""
    confusion: Percent
    """Confusion at the start, 0–100."""
    trust: Percent
    """Trust at the start, 0–100."""


def _usual_start(known: Mapping[str, object]) -> StartMood:
    """Return the start mood of a kind of person; `known` are the fields read before, the kind among them."""
    return next((start for kind, start in _STARTS.items() if kind == known.get("kind")), _STARTS["angry"])


_STARTS: dict[Kind, StartMood] = {
    "angry": StartMood(anger=65, anxiety=30, confusion=15, trust=25),
    "anxious": StartMood(anger=30, anxiety=70, confusion=35, trust=30),
    "confused": StartMood(anger=30, anxiety=45, confusion=70, trust=35),
    "cold": StartMood(anger=55, anxiety=20, confusion=15, trust=20),
    "bargaining": StartMood(anger=45, anxiety=40, confusion=20, trust=30),
    "too_nice": StartMood(anger=30, anxiety=50, confusion=25, trust=35),
}


class WordBudget(Written):
    """How many words this person uses in a turn."""

    fewest: Annotated[int, Field(ge=1, le=60)] = 3
    """The shortest usual turn, in words."""
    most: Annotated[int, Field(ge=3, le=80)] = 22
    """The longest turn, in words; one turn may join two lines as long as they fit."""


class PersonaVoice(Written):
    """How this person is and talks in one language."""

    picture: Line = ""
    """One line a trainee sees before choosing: what meeting this person is like. Missing: none."""
    speech: Line = ""
    """How this person talks: rhythm, words, habits. Used by the model voice. Missing: as the kind does."""
    need: Line
    """The unmet need under the behaviour."""
    defence: Line
    """The strategy that protects the need: what this person does when it is not met."""
    opens: Line = ""
    """What opens this person, in words a coach can say aloud. Missing: what opens anyone."""
    closes: Line = ""
    """What closes this person. Missing: what closes anyone."""
    lines: dict[PersonaMove, LinesByLevel] = Field(default_factory=dict)
    """This person's own lines by move and intensity 1–5. They must fit any scenario: name no
    matter, money, date, company or role. A missing intensity falls back to the nearest; a missing move to
    the kind."""
    reactions: dict[Reaction, Lines] = Field(default_factory=dict)
    """Short replies (2–9 words) to what the trainee just did.
    `{echo}` is replaced by a few of the trainee's own words."""


class Persona(Written):
    """A way of being under pressure. It states no family, job, age or health: those live in the scenario."""

    id: Identifier
    """The file name without its ending."""
    name: Annotated[str, Field(max_length=60), AfterValidator(_door)]
    """The name this person goes by in the talk."""
    kind: Kind
    """The main tone: angry, anxious, confused, cold, bargaining or too_nice."""
    intensity: Level = 3
    """How hard this person is by default, 1–5."""
    swearing: Annotated[int, Field(ge=0, le=2)] = 0
    """0 never swears, 1 mildly, 2 strongly."""
    temperament: Temperament = Temperament()
    """How strongly the dials move."""
    start: StartMood = Field(default_factory=_usual_start)
    """The mood at the first word. Missing: as usual for the kind."""
    walk_away: Percent = 95
    """The anger at which this person leaves, 0–100."""
    words: WordBudget = WordBudget()
    """How much this person says in a turn."""
    opens_on: tuple[Code, ...] = ()
    """Acts that count half as much again with this person."""
    closes_on: tuple[Code, ...] = ()
    """Pitfalls that hurt half as much again with this person."""
    moves: dict[PressingMove, Annotated[int, Field(ge=0, le=9)]] = Field(default_factory=dict)
    """How readily this person presses by each of push, accuse, threaten, plead, bargain, repeat,
    misunderstand and insult, 0–9. Missing: 0. Empty: as usual for the kind."""
    tags: tuple[TrainingTag, ...] = ()
    """What meeting this person trains, where the rest of the file does not tell: for instance language."""
    version: Annotated[int, Field(ge=1)] | None = None
    """Which edition of the file this is, 1 or higher. Publishing raises it.
    Missing: it was never published."""
    languages: Annotated[dict[Language, PersonaVoice], Field(min_length=1)]
    """The person in each language it speaks; one is enough."""


class Telling(Written):
    """Something the customer tells, with the trainee's best answers to it."""

    tell: LinesByTone
    """How the customer says it, by tone; two wordings a tone.
    First person, no age, gender or family role of the customer."""
    acknowledge: Line
    """An exemplar: the fact in the trainee's own words."""
    name_feeling: Line
    """An exemplar: the feeling or need, and its cause."""
    ask: Line
    """An exemplar: an open question that this fact invites."""


class StoryFact(Telling):
    """One fact or consequence of the customer's story."""

    id: Identifier
    """A short name, the same in every language."""
    about: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Words or word beginnings that a trainee's question about this fact would contain, in lower case."""


class Question(Written):
    """A question the customer may ask, and the true answer."""

    id: Identifier
    """A short name, the same in every language."""
    say: Lines
    """How the customer asks it; two wordings or more. It does not ask for the outcome itself."""
    answer: Line
    """An exemplar: the true answer in the trainee's words, within two sentences."""


class Push(Written):
    """One rung of the pressure ladder: an argument against the decision."""

    id: Identifier
    """A short name, the same in every language."""
    say: LinesByTone
    """How the customer presses, by tone; one wording or more."""


class Exemplar(Written):
    """The scenario's own model lines for the trainee. Feedback quotes and scripted trainees speak them."""

    greeting: Line
    """The trainee's first words: who is speaking, and in an outbound talk that it is about this matter,
    not yet the news."""
    signpost: Line
    """Prepares for the news in one sentence, without giving it."""
    state: Line
    """The decision so that it cannot be misread, two sentences at most."""
    explain: Line
    """The true reason in plain words."""
    holds: Annotated[tuple[Line, ...], Field(min_length=3)]
    """Three or more ways to keep the same decision after a push, warm and not softer."""
    help: Lines
    """Concrete acts inside the mandate."""
    next_step: Lines
    """Who does what and when, inside the mandate."""
    check: Lines
    """Tests the trainee's own understanding and leaves room to be corrected."""
    limit: Lines
    """A calm limit on a named behaviour, what happens next, and still willing."""
    repair: Line
    """Takes back a concession: what was said, that it does not hold, and owning it."""


class ScenarioVoice(Written):
    """The situation in one language, with that country's institutions, money and dates."""

    title: Line
    """A few words for the list."""
    company: Line
    """The fictional company or authority."""
    role: Line
    """Who the trainee is and how the talk begins, in the second person."""
    known: Lines
    """What both know from the start."""
    decision: Line
    """The decision that cannot be changed, as a whole sentence."""
    reason: Line
    """The true reason."""
    may_offer: Lines
    """What may be offered, one concrete thing a line."""
    must_not: Lines
    """What would be an indirect concession here, described."""
    concessions: Annotated[tuple[Line, ...], Field(min_length=3)]
    """Such concessions as trainees say them, word for word."""
    facts: Lines
    """Facts the trainee has at hand, with numbers and dates."""
    stake: Line
    """What this means to the customer, first person, without age, gender or family role."""
    secret: Telling
    """What the customer tells only once met."""
    opening: Telling
    """The customer's first words by tone, three a tone. inbound_angry: a fact and a feeling, no question for
    the outcome. inbound_unaware: a fact and the errand. outbound: the reply to the greeting, asks what it is
    about, and a fact or a feeling."""
    story: Annotated[tuple[StoryFact, ...], Field(min_length=2)]
    """The customer's story, fact by fact; six."""
    asks_decision: LinesByTone
    """How the customer asks straight out what has been decided; three a tone."""
    reaction: LinesByTone
    """The first feeling on hearing the decision; three a tone. No argument yet."""
    reaction_feeling: Line
    """An exemplar: names the feeling of that reaction and its cause."""
    pushes: Annotated[tuple[Push, ...], Field(min_length=3)]
    """The pressure ladder from mild to hard; ten."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """Questions the customer may ask on the way; eight."""
    exemplar: Exemplar
    """Model lines for every act."""

    def brief(self, fault_established: bool) -> Brief:
        """Return what the trainee knows; concession phrases stand among what must not be said."""
        return Brief(
            decision=self.decision,
            reason=self.reason,
            fault_established=fault_established,
            may_offer=self.may_offer,
            must_not=self.must_not + self.concessions,
            facts=self.known + self.facts,
        )


class Disclosure(Written):
    """When the customer tells the secret; both must be reached."""

    trust: Percent = 45
    """The trust it takes, 0–100."""
    need: Percent = 25
    """How far the need must be met, 0–100."""


class Scenario(Written):
    """A piece of bad news: the situation, the decision, and what is at stake."""

    id: Identifier
    """The file name without its ending."""
    industry: Identifier
    """The trade: retail, telecom, bank, insurance, airline, public, health, utility, saas, housing."""
    opens: Opens
    """Who opens: inbound_angry, inbound_unaware, or outbound, where the trainee speaks first."""
    difficulty: Level
    """How hard the news is to give, 1–5."""
    fault_established: bool = False
    """Whether a fault of the trainee's own side is established. Then owning it is right;
    else it is a concession."""
    disclosure: Disclosure = Disclosure()
    """When the secret is told."""
    tags: tuple[TrainingTag, ...] = ()
    """What giving this news trains, where the rest of the file does not tell: for instance hold."""
    version: Annotated[int, Field(ge=1)] | None = None
    """Which edition of the file this is, 1 or higher. Publishing raises it.
    Missing: it was never published."""
    notes: Annotated[dict[Language, Line], Field(min_length=1)]
    """What a coach must check locally before use; legal detail is illustrative."""
    languages: Annotated[dict[Language, ScenarioVoice], Field(min_length=1)]
    """The scenario in each language."""

    @model_validator(mode="after")
    def _same_ids_in_every_language(self) -> Self:
        for part in ("story", "questions", "pushes"):
            names = {
                lang: [item.id for item in getattr(voice, part)] for lang, voice in self.languages.items()
            }
            for lang, ids in names.items():
                doubled = sorted({name for name in ids if ids.count(name) > 1})
                if doubled:
                    raise ValueError(
                        f"languages.{lang}.{part}: the id {doubled[0]} stands twice; give each its own"
                    )
        return self
