"""The whole check: reads files, looks at each, and sets up the talks that the cast plays with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from scoring.house import House
from scoring.transcript import Language
from simulator.cast import CastLines, lines_of
from simulator.checking.curricula import check_curriculum
from simulator.checking.exemplars import check_exemplars
from simulator.checking.personas import check_persona
from simulator.checking.remarks import Remark, check_texts
from simulator.checking.scenarios import check_scenario
from simulator.checking.trials import Match
from simulator.content.curricula import Curriculum
from simulator.content.house import FILE as HOUSE_FILE
from simulator.content.library import Library, curriculum_of, persona_of, scenario_of, shared_languages
from simulator.content.loading import Document, read_document
from simulator.content.models import Persona, Scenario
from simulator.content.problems import BrokenContentError, validated
from simulator.content.schema import SHELVES
from simulator.content.wordings import load_paraphrases, paraphrases_of, role_lines
from simulator.errors import UsageError

Sort = Literal["persona", "scenario", "curriculum", "house", "paraphrases"]
Thing = Persona | Scenario | Curriculum | House | Mapping[Language, CastLines]

_PARAPHRASES = "paraphrases"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file, what it holds, and what was found in it."""

    path: Path
    thing: Thing | None
    """None: the file cannot be used."""
    remarks: tuple[Remark, ...]
    """In the order of the lines."""

    @property
    def sound(self) -> bool:
        """Whether nothing in the file fails the check."""
        return all(remark.severity == "warning" for remark in self.remarks)


def files_at(path: Path) -> tuple[Path, ...]:
    """Return the content files of a path: itself, or those of a folder and its shelves, in order.

    Raises:
        UsageError: There is nothing at the path.
    """
    if path.is_dir():
        shelves = (path, *(path / shelf for shelf in SHELVES.values()), path / "scenarios" / _PARAPHRASES)
        found = tuple(file for shelf in shelves for file in sorted(shelf.glob("*.yaml")))
        if not found:
            raise UsageError(f"{path} holds no .yaml file, nor do {', '.join(SHELVES.values())} in it")
        return found
    if not path.exists() and not path.is_symlink():
        raise UsageError(f"{path} does not exist; name a file or a folder")
    return (path,)


def check_file(path: Path, library: Library) -> CheckedFile:
    """Return what a file holds and what was found in it, however broken it is."""
    try:
        return check_document(read_document(path, path.parent), library)
    except BrokenContentError as error:
        return CheckedFile(path, None, tuple(Remark("fault", problem) for problem in error.problems))


def check_document(document: Document, library: Library) -> CheckedFile:
    """Return what a document holds and what was found in it.

    Raises:
        BrokenContentError: It cannot be used.
    """
    match _sort_of(document):
        case "persona":
            persona = persona_of(document)
            remarks = check_persona(document, persona, library.stand_in(persona))
            return CheckedFile(document.path, persona, _ordered(remarks))
        case "scenario":
            scenario = scenario_of(document)
            remarks = [*check_scenario(document, scenario), *check_exemplars(document, scenario)]
            return CheckedFile(document.path, scenario, _ordered(remarks))
        case "curriculum":
            curriculum = curriculum_of(document)
            remarks = check_curriculum(document, curriculum, library)
            return CheckedFile(document.path, curriculum, _ordered(remarks))
        case "house":
            house = validated(document, TypeAdapter(House))
            return CheckedFile(document.path, house, _ordered(check_texts(document)))
        case "paraphrases":
            lines = paraphrases_of(document)
            scenario = library.scenario(document.path.stem)
            return CheckedFile(document.path, lines, _ordered(_gaps(document, lines, scenario)))


def matches_for(checked: Sequence[CheckedFile], library: Library) -> Iterator[Match]:
    """Yield each talk setting that a checked file takes part in, with exemplars first, then paraphrases."""
    own_personas = {item.thing.id: item.thing for item in checked if isinstance(item.thing, Persona)}
    own_scenarios = {item.thing.id: item for item in checked if isinstance(item.thing, Scenario)}
    reworded = {item.path.stem for item in checked if isinstance(item.thing, Mapping)}
    personas = {**(library.personas() if own_scenarios or reworded else {}), **own_personas}
    scenarios = {**(library.scenarios() if own_personas or reworded else {}), **_scenarios(own_scenarios)}
    for persona in personas.values():
        for scenario in scenarios.values():
            if persona.id in own_personas or scenario.id in own_scenarios or scenario.id in reworded:
                others = _paraphrases(scenario.id, own_scenarios, library)
                yield from _matches(persona, scenario, library, others)


def _ordered(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda remark: remark.problem.place))


def _sort_of(document: Document) -> Sort:
    shelf = document.path.parent.name
    keys = document.value if isinstance(document.value, dict) else {}
    if shelf == _PARAPHRASES:
        return "paraphrases"
    if document.path.name == HOUSE_FILE and shelf not in SHELVES.values():
        return "house"
    if shelf == "personas" or (shelf not in SHELVES.values() and "kind" in keys):
        return "persona"
    if shelf == "scenarios" or (shelf != "curricula" and ("industry" in keys or "opens" in keys)):
        return "scenario"
    if shelf == "curricula" or "steps" in keys:
        return "curriculum"
    said = "is no persona (it would have `kind:`), no scenario (`industry:`) and no curriculum (`steps:`)"
    raise BrokenContentError(document.problem((), said))


def _gaps(document: Document, lines: Mapping[Language, CastLines], scenario: Scenario) -> Iterator[Remark]:
    """Yield a fault for each story fact or question of the scenario without its answer."""
    for language, spoken in lines.items():
        voice = scenario.languages.get(language)
        wanted = {
            "story": {fact.id for fact in voice.story} - set(spoken.story) if voice else set(),
            "questions": {item.id for item in voice.questions} - set(spoken.questions) if voice else set(),
        }
        for part, missing in wanted.items():
            for name in sorted(missing):
                problem = document.problem(
                    (language, part, name), "is missing; write the answer", at_key=True
                )
                yield Remark("fault", problem)


def _matches(
    persona: Persona, scenario: Scenario, library: Library, others: Mapping[Language, CastLines]
) -> Iterator[Match]:
    for language in shared_languages(persona, scenario):
        stand_in = library.stand_in(persona)
        own = lines_of(scenario.languages[language], role_lines(language))
        yield Match(persona, scenario, language, stand_in, own)
        if language in others:
            yield Match(persona, scenario, language, stand_in, others[language], "paraphrases")


def _scenarios(checked: Mapping[str, CheckedFile]) -> dict[str, Scenario]:
    return {name: item.thing for name, item in checked.items() if isinstance(item.thing, Scenario)}


def _paraphrases(
    name: str, checked: Mapping[str, CheckedFile], library: Library
) -> Mapping[Language, CastLines]:
    scenario = checked[name].path if name in checked else library.file("scenarios", name)
    path = scenario.parent / _PARAPHRASES / scenario.name
    if not path.exists():
        return {}
    try:
        return load_paraphrases(path)
    except BrokenContentError:
        return {}  # named when the file itself is checked
