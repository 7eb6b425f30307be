# ruff: noqa: E501 - one case a line
"""Tests for what a coach is told about a wrong field."""

import pytest

from simulator.content.library import load_persona, load_scenario
from simulator.content.problems import BrokenContentError
from simulator.content.templates import template_text
from tests.simulator.content.conftest import SMALL_PERSONA, Write

HEAD = 'id: anna\nname: "Anna"\nkind: angry\n'
VOICE = 'languages:\n  en:\n    need: "To be believed."\n    defence: "Talks fast."\n'

WRONG = {
    "a misspelt key": (HEAD + "walk_awy: 90\n" + VOICE, "4:1: walk_awy: is not a key here; did you mean `walk_away`?"),
    "a misspelt key deep down": (
        HEAD + VOICE + "    lines:\n      vant:\n        3: [x]\n",
        "9:7: languages.en.lines.vant: is not a key here; did you mean `vent`?",
    ),
    "a key nobody knows": (HEAD + "zzz: 1\n" + VOICE, "4:1: zzz: is not a key here; write one of: id, name, kind"),
    "a level beyond the scale": (
        HEAD + VOICE + "    lines:\n      vent:\n        6: [x]\n",
        "10:9: languages.en.lines.vent.6: is not a key here; the keys are whole numbers 1–5",
    ),
    "a duplicate key": (HEAD + "kind: cold\n" + VOICE, "4:1: kind: stands twice, first in line 3; keep one of them"),
    "a missing key": (HEAD + 'languages:\n  en:\n    need: "x"\n', "5:3: languages.en.defence: is missing; write `defence: …` (The strategy"),
    "a misspelt choice": (HEAD.replace("angry", "angri") + VOICE, "3:7: kind: did you mean angry?"),
    "another choice": (HEAD.replace("angry", "mild") + VOICE, "3:7: kind: write one of: angry, anxious, confused"),
    "a misspelt code": (HEAD + "opens_on: [aknowledge]\n" + VOICE, "4:12: opens_on[0]: did you mean acknowledge?"),
    "a misspelt move": (HEAD + "moves: {pusch: 3}\n" + VOICE, "4:9: moves.pusch: is not a key here; did you mean `push`?"),
    "an unknown language": (HEAD + VOICE.replace("en:", "no:"), "5:3: languages.no: is not a key here; write one of: en, sv, da"),
    "an unquoted no": (HEAD + VOICE.replace('"Talks fast."', "no"), '7:14: languages.en.defence: must be text, and unquoted no is not; write "no"'),
    "an unquoted off": (HEAD + VOICE.replace('"Talks fast."', "off"), 'unquoted off is not; write "off" in quotes'),
    "an unquoted number": (HEAD + VOICE.replace('"Talks fast."', "14"), 'unquoted 14 is not; write "14" in quotes'),
    "an empty text": (HEAD + VOICE.replace('"Talks fast."', ""), '7:5: languages.en.defence: is empty; write text in "…"'),
    "a text of nothing": (HEAD + VOICE.replace('"Talks fast."', '"\\e[2J"'), "languages.en.defence: must not be empty"),
    "a list for a text": (HEAD + VOICE.replace('"Talks fast."', "[a, b]"), '7:14: languages.en.defence: must be text; write it on one line'),
    "a text for a list": (HEAD + VOICE + "    reactions:\n      help: fine\n", "9:13: languages.en.reactions.help: must be a list; write each line after `- `"),
    "an empty list": (HEAD + VOICE + "    reactions:\n      help: []\n", "9:13: languages.en.reactions.help: needs 1 or more"),
    "a text for a group": (HEAD + "start: angry\n" + VOICE, "4:8: start: must be a group of `key: value` lines"),
    "a quoted number": (HEAD + 'intensity: "3"\n' + VOICE, "4:12: intensity: must be a whole number without quotes"),
    "a yes for a number": (HEAD + "intensity: yes\n" + VOICE, "4:12: intensity: must be a whole number without quotes, not yes"),
    "half a number": (HEAD + "intensity: 2.5\n" + VOICE, "4:12: intensity: must be a whole number without quotes, not 2.5"),
    "a number out of range": (HEAD + "intensity: 9\n" + VOICE, "4:12: intensity: is outside its range (How hard this person is by default, 1–5)"),
    "an endless line": (HEAD.replace("Anna", "A" * 61) + VOICE, "2:7: name: has more than 60 characters; shorten it"),
    "an id with capitals": (HEAD.replace("anna", "Anna") + VOICE, "1:5: id: must be 2–40 small letters"),
    "another id than the file's": (HEAD.replace("anna", "bert") + VOICE, "1:5: id: is bert, but the file is called anna; write `id: anna`"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_is_named_with_place_and_cure(persona_file: Write, name: str) -> None:
    """Each slip gives file, line, column, field, what is wrong and what to write."""
    text, said = WRONG[name]

    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(text))

    lines = str(caught.value).splitlines()
    assert all(line.startswith("personas/anna.yaml:") for line in lines)
    assert said in lines[0]


def test_all_slips_of_a_file_are_told_at_once_in_order(persona_file: Write) -> None:
    """A coach mends a file in one go."""
    text = HEAD + "intensity: 9\nswearing: loud\n" + VOICE.replace('"To be believed."', "no")

    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(text))

    assert [problem.field for problem in caught.value.problems] == [
        "intensity", "swearing", "languages.en.need",
    ]  # fmt: skip


def test_a_misspelt_key_is_not_followed_by_what_stands_below_it(persona_file: Write) -> None:
    """One slip, one line: the fields under an unknown language are not reported as well."""
    text = HEAD + VOICE + "  svenska:\n    ned: x\n"

    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(text))

    assert [problem.field for problem in caught.value.problems] == ["languages.svenska"]


def test_hundreds_of_slips_do_not_flood_the_screen(persona_file: Write) -> None:
    """Twenty are shown, and the rest counted."""
    text = HEAD + "".join(f"key_{number}: 1\n" for number in range(300)) + VOICE

    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(text))

    lines = str(caught.value).splitlines()
    assert (len(lines), lines[-1]) == (21, "… and 280 more")


def test_a_rule_over_several_fields_points_at_the_field(persona_file: Write) -> None:
    """A story id that stands twice is reported where the story begins."""
    path = persona_file(template_text("scenario", "anna", "en").replace("id: ride", "id: work"))

    with pytest.raises(BrokenContentError, match=r"languages\.en\.story: the id work stands twice"):
        load_scenario(path)


def test_control_characters_and_markup_come_in_as_plain_text(persona_file: Write) -> None:
    """Escapes are taken out at the door; square brackets are only brackets."""
    text = SMALL_PERSONA.replace('"Talks fast."', '"Talks \\e]52;c;AAAA\\a[red]fast[/red]\\u202e."')

    persona = load_persona(persona_file(text))

    assert persona.languages["en"].defence == "Talks [red]fast[/red]."


@pytest.mark.timeout(20)
def test_an_endless_key_is_cut_short(persona_file: Write) -> None:
    """A message stays a message."""
    with pytest.raises(BrokenContentError) as caught:
        load_persona(persona_file(HEAD + f"? {'k' * 100_000}\n: 1\n" + VOICE))

    assert all(len(line) < 400 for line in str(caught.value).splitlines())
