"""What the workshop says of a file: its row in the list, its card, its parts and its remarks."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from textual.content import Content

from scoring.text import safe_text
from scoring.transcript import Language
from simulator.checking.remarks import Remark, Severity
from simulator.content.files import shown_name
from simulator.content.models import Persona, Scenario
from simulator.content.written import PersonaMove
from simulator.labels import CODE_NAMES, INDUSTRY_NAMES, KIND_NAMES, LANGUAGE_NAMES, MOVE_NAMES, OPENS_NAMES
from simulator.linebank import Part, counts_of
from simulator.ui.widgets.cells import cell
from simulator.words import Words, mark
from simulator.workshop import Entry, Origin, Thing

ORIGIN_NAMES: dict[Origin, str] = {
    "own": mark("yours"),
    "folder": mark("shared"),
    "packaged": mark("packaged"),
}
SEVERITY_SIGNS: dict[Severity, tuple[str, str]] = {"fault": ("✗", "$error"), "warning": ("!", "$warning")}
_MOVES: Mapping[str, str] = {str(move): name for move, name in MOVE_NAMES.items()}
_CODES: Mapping[str, str] = {
    **{str(code): name for code, name in CODE_NAMES.items()},
    "silence": mark("said nothing"),
}
_PARTS: Mapping[str, str] = {
    "opening": mark("first words"),
    "story": mark("tells"),
    "secret": mark("tells in confidence"),
    "asks_decision": mark("asks for the outcome"),
    "after_news": mark("reaction to the decision"),
    "push": mark("presses"),
    "question": mark("asks"),
}
_GROUP, _LANGUAGES, _ORIGIN, _ID = 14, 9, 10, 20
_LEAST_TITLE, _WHOLE_TITLE = 18, 40
_LABEL = 22


def title_of(entry: Entry, language: Language) -> str:
    """Return a persona's name, a scenario's title in the language or in its first one, or a file's name."""
    return name_of(entry.thing, language) if entry.thing else one_line(entry.id)


def name_of(thing: Thing, language: Language) -> str:
    """Return a persona's name, or a scenario's title in the language or in its first one."""
    if isinstance(thing, Persona):
        return one_line(thing.name)
    return one_line((thing.languages.get(language) or next(iter(thing.languages.values()))).title)


def heading_of(entry: Entry, language: Language, t: Words) -> Content:
    """Return what is on the bench, whose it is, and the language."""
    beside = [one_line(entry.id), t(ORIGIN_NAMES[entry.origin])]
    beside += [LANGUAGE_NAMES[language]] if entry.languages else []
    return Content.assemble(
        (title_of(entry, language), "bold $accent"), (f"   {' · '.join(beside)}", "$text-muted")
    )


def paired_text(partner: Thing | None, language: Language, t: Words) -> str:
    """Return whom or what a file is tried with. None: there is nobody in the language."""
    if partner is None:
        return t("Nobody here speaks {language}.").format(language=LANGUAGE_NAMES[language])
    said = t("With {partner}, {language}")
    return said.format(partner=name_of(partner, language), language=LANGUAGE_NAMES[language])


def group_of(entry: Entry, t: Words) -> str:
    """Return a persona's kind or a scenario's trade."""
    thing = entry.thing
    if isinstance(thing, Persona):
        return t(KIND_NAMES[thing.kind])
    return t(INDUSTRY_NAMES.get(thing.industry, thing.industry)) if thing else ""


def row_of(entry: Entry, language: Language, width: int, t: Words) -> Content:
    """Return an entry's row; the id is shown where there is room for it."""
    fixed = _GROUP + _LANGUAGES + _ORIGIN
    with_id = width >= fixed + _ID + _WHOLE_TITLE
    title = max(_LEAST_TITLE, width - fixed - _ID * with_id)
    quiet = "$text-muted"
    parts = [cell(title_of(entry, language), title, "bold $accent" if entry.origin == "own" else "")]
    parts += [cell(one_line(entry.id), _ID, quiet)] if with_id else []
    if entry.thing is None:
        parts.append(cell(f"✗ {t('cannot be used')}", _GROUP + _LANGUAGES, "$error"))
    else:
        parts += [cell(group_of(entry, t), _GROUP), cell(" ".join(entry.languages), _LANGUAGES, quiet)]
    return Content.assemble(*parts, cell(t(ORIGIN_NAMES[entry.origin]), _ORIGIN, quiet))


def beside_lines(entry: Entry, language: Language, t: Words) -> Iterator[Content]:
    """Yield a few lines more about an entry: its picture or what is wrong, and where the file is."""
    thing = entry.thing
    if isinstance(thing, Persona):
        yield Content((thing.languages.get(language) or next(iter(thing.languages.values()))).picture)
    elif isinstance(thing, Scenario):
        yield Content((thing.languages.get(language) or next(iter(thing.languages.values()))).decision)
    for problem in entry.problems[:2]:
        field = f"{problem.field}: " if problem.loc else ""
        said = f"{problem.place.line}:{problem.place.column}: {field}{problem.text}"
        yield Content.styled(one_line(said), "$error")
    if not entry.in_use:
        yield Content.styled(t("In talks, another file of this id is met in its place."), "$warning")
    yield Content.styled(shown_path(entry.path), "$text-muted")


def card_lines(entry: Entry, parts: tuple[Part, ...], language: Language, t: Words) -> Iterator[Content]:
    """Yield a file's card, line by line."""
    thing = entry.thing
    if isinstance(thing, Persona):
        yield from _persona_card(thing, language, t)
    elif isinstance(thing, Scenario):
        yield from _scenario_card(thing, language, t)
    else:
        yield Content.styled(t("This file cannot be used as it is. See its remarks."), "$error")
    if thing and (entry.origin != "packaged" or thing.version):
        version = t("never published") if thing.version is None else str(thing.version)
        yield _row(t("version"), version)
    yield _row(t("file"), shown_path(entry.path))
    if not entry.in_use:
        yield Content.styled(t("In talks, another file of this id is met in its place."), "$warning")
    if isinstance(thing, Persona):
        yield Content("")
        yield from _counts(parts, language, t)


def part_name(part: Part, t: Words) -> str:
    """Return what a part's lines are there for."""
    if part.source == "move":
        return t(_MOVES[part.name])
    if part.source == "reaction":
        return t(_CODES[part.name])
    name = one_line(part.name).replace("_", " ")
    return f"{t(_PARTS[part.source])}: {name}" if name else t(_PARTS[part.source])


def remark_row(remark: Remark) -> Content:
    """Return a remark as two lines: place and field, then what is wrong and what to write."""
    sign, colour = SEVERITY_SIGNS[remark.severity]
    problem = remark.problem
    place = f"{problem.place.line}:{problem.place.column}"
    head = (
        (f"{sign} ", f"bold {colour}"),
        (f"{place:<8} ", "bold"),
        (one_line(problem.field), "$text-muted"),
    )
    return Content.assemble(*head, "\n  ", one_line(problem.text))


def found_text(remarks: Sequence[Remark], t: Words) -> str:
    """Return how many faults and warnings a check found."""
    faults = sum(remark.severity == "fault" for remark in remarks)
    if not remarks:
        return t("The check finds nothing to remark.")
    return t("Faults: {faults} · worth a look: {warnings}").format(
        faults=faults, warnings=len(remarks) - faults
    )


def one_line(text: str) -> str:
    """Return a text from anywhere as one safe line."""
    return " ".join(safe_text(text).split())


def shown_path(path: Path) -> str:
    """Return a path as people read it, their home folder as `~`."""
    home = Path.home()
    return f"~/{shown_name(path.relative_to(home))}" if path.is_relative_to(home) else shown_name(path)


def _persona_card(persona: Persona, language: Language, t: Words) -> Iterator[Content]:
    voice = persona.languages.get(language)
    if voice and voice.picture:
        yield Content.styled(voice.picture, "italic")
    yield _row(t("kind"), f"{t(KIND_NAMES[persona.kind])} · {_dots(persona.intensity)}")
    yield _row(t("speaks"), ", ".join(LANGUAGE_NAMES[each] for each in persona.languages))
    if voice is None:
        return
    said = {
        t("need"): voice.need,
        t("defence"): voice.defence,
        t("opens up"): voice.opens,
        t("closes"): voice.closes,
    }
    for name, text in said.items():
        if text:
            yield _row(name, text)


def _scenario_card(scenario: Scenario, language: Language, t: Words) -> Iterator[Content]:
    matter = scenario.languages.get(language)
    if matter:
        yield Content.styled(matter.company, "italic")
    trade = t(INDUSTRY_NAMES.get(scenario.industry, scenario.industry))
    yield _row(t("trade"), f"{trade} · {t(OPENS_NAMES[scenario.opens])} · {_dots(scenario.difficulty)}")
    yield _row(t("speaks"), ", ".join(LANGUAGE_NAMES[each] for each in scenario.languages))
    if matter is None:
        return
    yield _row(t("decision"), matter.decision)
    yield _row(t("reason"), matter.reason)
    counts = t("facts {facts} · pushes {pushes} · questions {questions} · ways to hold {holds}")
    yield _row(
        t("written"),
        counts.format(
            facts=len(matter.story),
            pushes=len(matter.pushes),
            questions=len(matter.questions),
            holds=len(matter.exemplar.holds),
        ),
    )
    note = scenario.notes.get(language) or next(iter(scenario.notes.values()))
    yield _row(t("check locally"), note)


def _counts(parts: tuple[Part, ...], language: Language, t: Words) -> Iterator[Content]:
    """Yield a table of how many lines there are by move and intensity."""
    own = counts_of(parts)
    head = "".join(f"{level:>4}" for level in range(1, 6))
    name = t("lines in {language}").format(language=LANGUAGE_NAMES[language])
    yield Content.assemble(cell(name, _LABEL, "bold"), (head, "bold"))
    for move in get_args(PersonaMove):
        levels = own.get(move, {})
        lenders = [part.lender for part in parts if part.name == move and part.lender]
        if levels:
            numbers = "".join(f"{levels.get(level) or '·':>4}" for level in range(1, 6))
            yield Content.assemble(
                cell(t(MOVE_NAMES[move]), _LABEL, "$text-muted"), numbers, f"{sum(levels.values()):>6}"
            )
        elif lenders:
            lent = t("lent by {name}").format(name=lenders[0])
            yield Content.assemble(
                cell(t(MOVE_NAMES[move]), _LABEL, "$text-muted"), (f"   {lent}", "$text-muted")
            )
    replies = sum(len(part.lines) for part in parts if part.source == "reaction" and not part.lender)
    yield Content.assemble(cell(t("short replies"), _LABEL, "$text-muted"), f"{replies:>26}")


def _row(name: str, text: str) -> Content:
    return Content.assemble((f"{name}: ", "$text-muted"), text)


def _dots(level: int) -> str:
    return "●" * level + "○" * (5 - level)
