"""House style: the switches, the pass rule, and what they leave alone."""

import pytest
from pydantic import ValidationError

from scoring.assessment import Assessment, assess, comparable_part, measure_version
from scoring.house import GATES, RULES, Gate, House, Result, Rule, house_view
from scoring.ledger import ledger_of
from scoring.shown import score_object
from scoring.transcript import Brief, Language, Transcript, Turn
from tests.scoring.talks import BRIEF, card, found, talk

PLAN = "story+emotion - decision_due - story+pushback - emotion+pushback - abuse+question - closing -"
WARM = "1:acknowledge 1:name_feeling 1:ask 5:acknowledge 7:name_feeling 3:help 5:check"
CLEAR = "3:state 3:explain 5:hold 7:hold 9:limit 9:answer 3:next_step"

APOLOGIES: list[tuple[Language, str, bool]] = [
    ("en", "I'm sorry that this leaves you without a phone.", True),
    ("en", "We apologise for the wait.", True),
    ("en", "Please accept our apologies.", True),
    ("en", "I'm sorry to hear about Sunday.", False),
    ("en", "Sorry, which day was that?", False),
    ("en", "The answer is still no.", False),
    ("sv", "Jag är ledsen att du blir utan telefon.", True),
    ("sv", "Vi ber om ursäkt för väntan.", True),
    ("sv", "Jag beklagar att det blev så.", True),
    ("sv", "Förlåt mig.", True),
    ("sv", "Jag beklagar sorgen.", False),
    ("sv", "Ursäkta, vilken dag var det?", False),
    ("sv", "Du är ledsen över beskedet.", False),
    ("sv", "Svaret är fortfarande nej.", False),
    ("da", "Jeg er ked af, at du står uden telefon.", True),
    ("da", "Vi undskylder ventetiden.", True),
    ("da", "Jeg beklager, at det blev sådan.", True),
    ("da", "Jeg er rigtig ked af det.", True),
    ("da", "Jeg er ked af at høre om din mor.", False),
    ("da", "Undskyld, hvilken dag var det?", False),
    ("da", "Du er ked af beskeden.", False),
    ("da", "Svaret er stadig nej.", False),
]
REGRETS: list[tuple[Language, str, bool]] = [
    ("en", "Unfortunately it stays a no.", True),
    ("en", "I'm afraid it stays a no.", True),
    ("en", "It stays a no.", False),
    ("sv", "Tyvärr blir det nej.", True),
    ("sv", "Dessvärre blir det nej.", True),
    ("sv", "Det blir nej.", False),
    ("da", "Det bliver desværre et nej.", True),
    ("da", "Beklageligvis bliver det et nej.", True),
    ("da", "Det bliver et nej.", False),
]


def house(**settled: object) -> House:
    """Return a house as a coach writes it."""
    return House.model_validate(settled)


def said(language: Language, *lines: str, fault: bool = False) -> Transcript:
    """Return a talk in which the trainee says these lines."""
    brief = Brief(decision="No.", reason="So.", fault_established=fault)
    turns = [
        turn
        for line in lines
        for turn in (
            Turn(speaker="customer", text="Well?", calls_for=()),
            Turn(speaker="trainee", text=line),
        )
    ]
    return Transcript(id="t", language=language, brief=brief, turns=tuple(turns))


def rules(style: House, transcript: Transcript) -> list[tuple[Rule, int | None]]:
    """Return the remarks on a talk, by rule and turn."""
    view = house_view(style, transcript, card("- - -", ""), ())
    return [(remark.rule, remark.turn) for remark in view.remarks]


def result(rule: dict[str, object], findings: str, plan: str = PLAN) -> tuple[Result | None, bool]:
    """Return whether a talk in short hand passes, and whether that is certain."""
    scored = card(plan, findings)
    ledger = ledger_of(talk(plan), found(findings))
    view = house_view(house(**{"pass": rule}), talk(plan), scored, ledger)
    return view.result, view.certain


@pytest.mark.parametrize(("language", "line", "apology"), APOLOGIES)
def test_a_house_may_keep_apologies_for_its_own_fault(language: Language, line: str, apology: bool) -> None:
    """Sympathy, a question and the customer's sorrow are no apologies; an established fault allows one."""
    own_fault = house(apology="own_fault")

    assert rules(own_fault, said(language, line)) == ([("apology_without_fault", 1)] if apology else [])
    assert rules(own_fault, said(language, line, fault=True)) == []


@pytest.mark.parametrize(("language", "line", "apology"), APOLOGIES)
def test_a_house_may_always_want_one(language: Language, line: str, apology: bool) -> None:
    """Once in the talk is enough; its absence belongs to no turn."""
    missing = [] if apology else [("apology_missing", None)]

    assert rules(house(apology="always"), said(language, "Hm.", line, "Hm.")) == missing


@pytest.mark.parametrize(("language", "line", "regret"), REGRETS)
def test_a_house_may_do_without_the_word_of_regret(language: Language, line: str, regret: bool) -> None:
    """Or welcome it, and then nothing is said."""
    assert rules(house(unfortunately="avoided"), said(language, line)) == [("regret_word", 1)] * regret
    assert rules(house(unfortunately="welcome"), said(language, line)) == []


def test_a_remark_quotes_the_sentence() -> None:
    """Verbatim, as every finding does."""
    transcript = said("sv", "Jag förstår. Tyvärr blir det nej, Åsa.")
    (remark,) = house_view(house(unfortunately="avoided"), transcript, card("-", ""), ()).remarks

    assert remark.quote == "Tyvärr blir det nej, Åsa."


@pytest.mark.parametrize(
    ("gate", "holding", "failing"),
    [
        ("decision_stated", CLEAR, "3:explain"),
        ("decision_held", CLEAR, f"{CLEAR} 5:vague"),
        ("decision_held", f"{CLEAR} 5:concede 7:repair", f"{CLEAR} 5:concede"),
        ("no_concession", f"{CLEAR} 5:vague", f"{CLEAR} 5:repair 7:concede"),
        ("no_hitting_back", f"{CLEAR} 5:judge", f"{CLEAR} 5:hard"),
        ("next_step", CLEAR, "3:state"),
    ],
)
def test_a_gate_holds_or_the_talk_does_not_pass_yet(gate: Gate, holding: str, failing: str) -> None:
    """However high the sides are; a gate leaves no doubt."""
    assert result({"gates": [gate]}, holding) == ("pass", True)
    assert result({"gates": [gate]}, failing) == ("not_yet", True)


def test_the_gate_of_house_words_stands_for_all_switches() -> None:
    """With a remark it does not hold."""
    style = house(unfortunately="avoided", **{"pass": {"gates": ["house_words"]}})
    results = [
        house_view(style, said("da", line), card("-", ""), ()).result for line in ("Nej.", "Desværre, nej.")
    ]

    assert results == ["pass", "not_yet"]


@pytest.mark.parametrize(
    ("points", "findings", "expected", "certain"),
    [
        (50, f"{WARM} {CLEAR}", "pass", True),
        (90, f"{WARM} {CLEAR}", "pass", False),
        (50, WARM, "not_yet", True),
        (50, CLEAR, "not_yet", True),
        (50, "", "not_yet", True),
    ],
)
def test_both_sides_must_reach_the_bar(points: int, findings: str, expected: Result, certain: bool) -> None:
    """One alone is not enough, and the result says whether the intervals leave it open."""
    assert result({"both_sides": points}, findings) == (expected, certain)


def test_a_side_that_is_not_scored_gives_no_result() -> None:
    """Unless the other side, or a gate, says already that it is not yet there."""
    short = "story+emotion - decision_due - pushback -"

    assert result({"both_sides": 50}, "3:state 5:hold 3:explain 3:next_step", short) == (None, False)
    assert result({"both_sides": 50}, "", short) == ("not_yet", False)
    assert result({"both_sides": 50, "gates": ["decision_stated"]}, "", short) == ("not_yet", True)


@pytest.mark.parametrize(
    "written",
    [
        {"apology": "sometimes"},
        {"apologies": "always"},
        {"pass": {}},
        {"pass": {"both_sides": 101}},
        {"pass": {"gates": ["no_concession", "no_concession"]}},
        {"pass": {"gates": ["kind"]}},
        {"name": "  "},
    ],
)
def test_a_house_says_only_what_it_can_mean(written: dict[str, object]) -> None:
    """Unknown words, empty rules and doubled gates are refused."""
    with pytest.raises(ValidationError):
        house(**written)


def test_the_house_is_in_the_version_and_its_name_is_not() -> None:
    """Each switch counts; values are comparable across houses, passes are not."""
    styles = [
        house(), house(apology="always"), house(apology="own_fault"), house(unfortunately="avoided"),
        house(**{"pass": {"both_sides": 60}}), house(**{"pass": {"both_sides": 61}}),
        house(**{"pass": {"both_sides": 60, "gates": list(GATES)}}),
    ]  # fmt: skip
    versions = {measure_version(style) for style in styles}

    assert len(versions | {measure_version()}) == len(styles) + 1
    assert {comparable_part(version) for version in versions} == {measure_version()}
    assert house(name="Ä").version == house(name="B").version == house().version


def test_the_sides_are_the_same_in_every_house() -> None:
    """A house adds its key to the score object and changes nothing else but the version."""
    transcript = talk(PLAN, BRIEF)
    style = house(name="Nord", apology="always", **{"pass": {"both_sides": 60, "gates": ["next_step"]}})
    plain, housed = score_object(assess(transcript)), score_object(assess(transcript, house=style))

    assert "house" not in plain
    shown = housed.pop("house")
    assert {**housed, "version": plain["version"]} == plain
    assert shown == {
        "name": "Nord", "result": "not_yet", "reason": None, "certain": True, "both_sides": 60,
        "gates": {"next_step": False},
        "remarks": [{"rule": "apology_missing", "turn": None, "quote": ""}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("style", "reason"),
    [(house(apology="always"), "no_rule"), (house(**{"pass": {"both_sides": 60}}), "side_not_scored")],
)
def test_no_result_has_its_reason(style: House, reason: str) -> None:
    """Not scored is not "not yet"."""
    assessment: Assessment = assess(said("en", "No."), house=style)
    shown = score_object(assessment)["house"]

    assert isinstance(shown, dict)
    assert (shown["result"], shown["reason"]) == (None, reason)


def test_every_rule_can_be_met() -> None:
    """The closed list holds no rule that nothing raises."""
    style = house(apology="always", unfortunately="avoided")
    met = {rule for rule, _ in rules(style, said("en", "Unfortunately not."))}
    met |= {rule for rule, _ in rules(house(apology="own_fault"), said("en", "I'm sorry."))}

    assert met == set(RULES)
