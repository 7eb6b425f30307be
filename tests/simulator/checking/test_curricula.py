# ruff: noqa: E501 - one case a line
"""Tests for what is said about a curriculum."""

from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.checking.course import check_file
from simulator.content.library import Library, packaged_folder
from simulator.content.templates import template_text, write_template

OFFERED = """
  da:
    title: "En uge"
    intention: "Til dig."
"""


def remarks(folder: Path, text: str, *own: Path) -> list[str]:
    """Return what is said about a curriculum, with its place: `line severity field: text`."""
    path = folder / "curricula" / "week.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    checked = check_file(path, Library([packaged_folder(), *own]))
    return [
        f"{item.problem.place.line} {item.severity} {item.problem.field}: {item.problem.text}"
        for item in checked.remarks
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_s_rules_can_be_met(tmp_path: Path, language: Language) -> None:
    """Nothing is said about it in any language."""
    assert remarks(tmp_path, template_text("curriculum", "week", language)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: week", "id: other", "6 fault id: is other, but the file is called week"),
        ("persona: fog", "persona: fogg", "14 fault steps[0].persona: is an unknown persona 'fogg'; did you mean fog?"),
        ("retail_hygiene_return", "retail", "15 fault steps[0].scenario: is an unknown scenario 'retail'"),
        ("mode: learn", "mode: lern", "16 fault steps[0].mode: did you mean learn?"),
        ("intensity: 1", "intensity: 6", "17 fault steps[0].intensity: is outside its range"),
        ("both_sides: 50", "both_sides: 99", "26 fault steps[1].pass: asks for more than the scenario's own model lines get"),
        ("- no_concession", "- no_concesion", "29 fault steps[1].pass.gates[1]: did you mean no_concession?"),
        ("- no_concession", "- decision_stated", "26 fault steps[1].pass: names a gate twice"),
        ("- no_concession", "- house_words", "26 warning steps[1].pass: asks for house_words, and there is no house.yaml"),
        ("      en: \"Own", "      da: \"Own", "30 fault steps[1].intention.en: is missing, and the curriculum is offered in en"),
        ("      en: \"Own", "      da: \"Own", "31 warning steps[1].intention.da: is never shown"),
        ("steps:", "stepps:", "13 fault stepps: is not a key here; did you mean `steps`?"),
        ("steps:", "steps: []\nmore:", "13 fault steps: needs 1 or more"),
    ],
)  # fmt: skip
def test_a_slip_is_named_by_line_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    """With what to write."""
    text = template_text("curriculum", "week", "en")
    assert old in text

    assert said in "\n".join(remarks(tmp_path, text.replace(old, new)))


def test_a_pair_that_does_not_speak_a_language_offered_is_named(tmp_path: Path) -> None:
    """A persona of one's own in English only, on a path in English and Danish."""
    write_template(tmp_path, "persona", "robin", "en")
    text = template_text("curriculum", "week", "en").replace("persona: fog", "persona: robin")
    text = text.replace("\nsteps:", f"{OFFERED}\nsteps:").replace(
        'stop there."', 'stop there."\n      da: "Sig det."'
    )

    said = remarks(tmp_path, text, tmp_path)

    assert [line for line in said if "robin and retail_hygiene_return do not both speak da" in line]


def test_a_step_with_broken_content_is_named(tmp_path: Path) -> None:
    """The step says where it is; the file itself is named when it is checked."""
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "fog.yaml").write_text("id: [\n", encoding="utf-8")

    said = remarks(tmp_path, template_text("curriculum", "week", "en"), tmp_path)

    assert said == [
        "14 fault steps[0].persona: has a file that cannot be used; mend that first, see motet check"
    ]


def test_a_house_style_in_the_folder_is_checked_as_one(tmp_path: Path) -> None:
    """Not taken for a person or a situation."""
    path = tmp_path / "house.yaml"
    path.write_text("apology: sometimes\n", encoding="utf-8")

    checked = check_file(path, Library([packaged_folder()]))

    assert [remark.problem.field for remark in checked.remarks] == ["apology"]
