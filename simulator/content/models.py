"""Personas and scenarios as coaches write them.

A persona is a way of being under pressure; a scenario is a situation and its stake. Any persona meets
any scenario in every language that both speak. The field texts below are the coaches' schema help.
"""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from scoring.finding import Code
from scoring.transcript import Brief, Language
from simulator.content.temper import StartMood, Temperament, WordBudget, usual_start
from simulator.content.written import (
    Identifier,
    Kind,
    Level,
    Line,
    Lines,
    LinesByLevel,
    LinesByTone,
    Opens,
    Percent,
    PersonaMove,
    PressingMove,
    Reaction,
    TrainingTag,
    Written,
    through_the_door,
)


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
    name: Annotated[str, Field(max_length=60), AfterValidator(through_the_door)]
    """The name this person goes by in the talk."""
    kind: Kind
    """The main tone: angry, anxious, confused, cold, bargaining or too_nice."""
    intensity: Level = 3
    """How hard this person is by default, 1–5."""
    swearing: Annotated[int, Field(ge=0, le=2)] = 0
    """0 never swears, 1 mildly, 2 strongly."""
    temperament: Temperament = Temperament()
    """How strongly the dials move."""
    start: StartMood = Field(default_factory=usual_start)
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
