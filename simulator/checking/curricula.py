"""What to know about a curriculum before it is used."""

from collections.abc import Iterator

from scoring.assessment import Assessment
from scoring.house import House, PassRule
from scoring.scorecard import as_points
from scoring.transcript import Language
from simulator.cast import lines_of
from simulator.checking.remarks import Remark, check_texts
from simulator.content.curricula import Curriculum, CurriculumStep
from simulator.content.house import own_house, with_rule
from simulator.content.library import Library, shared_languages
from simulator.content.loading import Document
from simulator.content.models import Persona, Scenario
from simulator.content.problems import Loc
from simulator.content.wordings import role_lines
from simulator.errors import ContentError, UsageError
from simulator.playing import assessed, play_role
from simulator.stage import Stage

_SEEDS = (1, 2, 3)


def check_curriculum(document: Document, curriculum: Curriculum, library: Library) -> list[Remark]:
    """Return what to know about a curriculum: its texts, ids, languages, and whether each rule can be met."""
    remarks = [*check_texts(document)]
    for index, step in enumerate(curriculum.steps):
        here: Loc = ("steps", index)
        remarks += _intentions(document, here, curriculum, step)
        pair = _pair(library, step)
        if isinstance(pair, tuple):
            remarks += _meeting(document, here, curriculum, step, pair, library)
        else:
            remarks += [Remark("fault", document.problem((*here, at), said)) for at, said in pair.items()]
    return remarks


def _pair(library: Library, step: CurriculumStep) -> tuple[Persona, Scenario] | dict[str, str]:
    """Return who meets which news, or what is wrong by field."""
    wrong: dict[str, str] = {}
    for field, load in (("persona", library.persona), ("scenario", library.scenario)):
        try:
            load(getattr(step, field))
        except ContentError:
            wrong[field] = "has a file that cannot be used; mend that first, see motet check"
        except UsageError as error:
            wrong[field] = f"is an {error}"
    return wrong or (library.persona(step.persona), library.scenario(step.scenario))


def _intentions(
    document: Document, here: Loc, curriculum: Curriculum, step: CurriculumStep
) -> Iterator[Remark]:
    for language in curriculum.spoken():
        if language not in step.intention:
            said = f"is missing, and the curriculum is offered in {language}; write `{language}: …`"
            yield Remark("fault", document.problem((*here, "intention", language), said, at_key=True))
    for language in step.intention:
        if language not in curriculum.languages:
            said = f"is never shown; write `{language}:` under `languages:` too, or leave it out"
            yield Remark("warning", document.problem((*here, "intention", language), said, at_key=True))


def _meeting(
    document: Document,
    here: Loc,
    curriculum: Curriculum,
    step: CurriculumStep,
    pair: tuple[Persona, Scenario],
    library: Library,
) -> Iterator[Remark]:
    spoken = shared_languages(*pair)
    mute = [language for language in curriculum.spoken() if language not in spoken]
    if mute:
        said = (
            f"{step.persona} and {step.scenario} do not both speak {', '.join(mute)}; choose another of them"
        )
        yield Remark("fault", document.problem(here, said))
    if step.pass_rule:
        talked = [language for language in curriculum.spoken() if language in spoken]
        yield from _rule(document, (*here, "pass"), step.pass_rule, step, pair, library, talked)


def _rule(
    document: Document,
    here: Loc,
    rule: PassRule,
    step: CurriculumStep,
    pair: tuple[Persona, Scenario],
    library: Library,
    languages: list[Language],
) -> Iterator[Remark]:
    house = _house()
    if "house_words" in rule.gates and house is None:
        said = "asks for house_words, and there is no house.yaml that says which; it always holds"
        yield Remark("warning", document.problem(here, said))
    tried = {
        language: [_tried(step, pair, library, language, seed, with_rule(house, rule)) for seed in _SEEDS]
        for language in languages
    }
    missed = [language for language, talks in tried.items() if not any(map(_passes, talks))]
    if missed:
        best = max((_weaker(talk) for language in missed for talk in tried[language]), default=0)
        said = (
            f"asks for more than the scenario's own model lines get here in {', '.join(missed)}: "
            f"{best} on the weaker side{_unmet(tried[missed[0]])}; ask for less, or choose an easier pairing"
        )
        yield Remark("fault" if len(missed) == len(languages) else "warning", document.problem(here, said))


def _tried(
    step: CurriculumStep,
    pair: tuple[Persona, Scenario],
    library: Library,
    language: Language,
    seed: int,
    house: House,
) -> Assessment | None:
    """Return what the balanced trainee gets, who answers with the model lines. None: the lines ran out."""
    persona, scenario = pair
    stage = Stage(persona, scenario, language, seed, step.intensity or persona.intensity)
    lines = lines_of(scenario.languages[language], role_lines(language))
    try:
        return assessed(play_role(stage, library.stand_in(persona), "balanced", lines), house)
    except ContentError:
        return None


def _passes(talk: Assessment | None) -> bool:
    return talk is not None and talk.house is not None and talk.house.result == "pass"


def _weaker(talk: Assessment | None) -> int:
    card = talk.scorecard if talk else None
    sides = [side.estimate.value for side in (card.empathy, card.boundaries) if side] if card else []
    return as_points(min(sides)) if sides else 0


def _unmet(talks: list[Assessment | None]) -> str:
    views = [talk.house for talk in talks if talk and talk.house]
    gates = dict.fromkeys(gate for view in views for gate, held in view.gates.items() if not held)
    return f", without {', '.join(gates)}" if gates else ""


def _house() -> House | None:
    try:
        return own_house()
    except ContentError:
        return None  # named when that file itself is checked
