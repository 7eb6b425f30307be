"""Feedback is tied to a turn, quotes both sides, offers one line, asks back, and judges nobody."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest

from scoring.assessment import Assessment
from scoring.feedback import Alternative, Card, Exemplars, feedback_on
from scoring.feedback_texts import feedback_texts
from scoring.finding import ACTS, PITFALLS, WAYS, Code, Finding
from scoring.ledger import ledger_of
from scoring.moments import chosen_moments
from scoring.scorecard import score
from scoring.transcript import LANGUAGES, Brief, Language, Transcript, Turn
from tests.scoring.talks import BRIEF, found, talk

PLAN = "story+emotion - decision_due - pushback - pushback - abuse - question -"
HUMAN = (
    "1:acknowledge 1:name_feeling 1:ask 3:state 3:explain 5:hold 7:hold "
    "9:limit 11:answer 11:help 11:next_step"
)
ENGLISH = Exemplars({"hold": ("The answer is still no.", "It stays a no."), "state": ("It is a no.",)})

JUDGING: dict[Language, str] = {
    "en": "wrong badly bad poor poorly good great fail failed failure mistake mistakes error should must "
    "ought never always stupid rude aggressive difficult unprofessional lazy cold weak unfair "
    "perfect excellent unfortunately",
    "sv": "fel felaktig felaktigt dålig dåligt bra duktig misslyckas misslyckades misstag borde bör måste "
    "aldrig alltid dum dumt otrevlig oförskämd aggressiv jobbig besvärlig slarvig kall kallt svag "
    "orimlig perfekt tyvärr",
    "da": "forkert fejl fejlede dårlig dårligt godt god gode dygtig mislykkes burde bør aldrig altid dum "
    "dumt uhøflig uforskammet aggressiv besværlig træls sjusket kold koldt svag urimelig perfekt "
    "fremragende desværre",
}
LABELLING: dict[Language, str] = {
    "en": r"you (are|were) (?!still|talking|telling)|the customer (is|was|seems) (?!about|pressing|met)",
    "sv": r"du (är|var) |kunden (är|var|verkar) ",
    "da": r"du (er|var) |kunden (er|var|virker) (?!ved at)",
}


def account(findings: str | tuple[Finding, ...], language: Language = "en", plan: str = PLAN) -> Assessment:
    """Return an assessment of a schedule and findings in short hand."""
    transcript = talk(plan, BRIEF, language)
    what = found(findings) if isinstance(findings, str) else findings
    card = score(transcript, what)
    return Assessment(transcript, card, ledger_of(transcript, what), (), "v", "local", 0)


def texts_in(part: object) -> Iterator[str]:
    """Return every text of a table, however deep."""
    if isinstance(part, str):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from texts_in(inner)


def every_text(language: Language) -> list[str]:
    """Return every feedback text of a language as it stands in the data file."""
    raw = tomllib.loads(files("scoring").joinpath("feedback.toml").read_text("utf-8"))
    return list(texts_in(raw[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_judges_anybody(language: Language) -> None:
    """Neither blame nor praise, in any language."""
    judging = set(JUDGING[language].split())

    assert [text for text in every_text(language) if judging & set(re.findall(r"\w+", text.lower()))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_what_the_trainee_or_the_customer_is(language: Language) -> None:
    """Texts say what words did and what a moment asks for."""
    labelling = re.compile(rf"\b({LABELLING[language]})", re.I)

    assert [text for text in every_text(language) if labelling.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_way_has_its_texts(language: Language) -> None:
    """And no two codes share a goal."""
    texts = feedback_texts(language)
    goals = [entry.goal for entry in texts.missed.values()] + [entry.goal for entry in texts.pitfall.values()]

    assert (set(texts.missed), set(texts.pitfall), set(texts.way)) == (set(ACTS), set(PITFALLS), set(WAYS))
    assert set(texts.worked) == {*ACTS, "repair"}
    assert len(set(goals)) == len(goals)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PITFALLS)
def test_a_pitfall_s_card_quotes_both_sides_and_asks_back(code: Code, language: Language) -> None:
    """The customer's line, the trainee's words, the goal, a way, and a question at the end."""
    said, told = "Some quoted words of mine", "Some words of the customer."
    assessment = account((*found(f"{HUMAN} 5:check"), Finding(1, code, said)), language)
    card = next(card for card in feedback_on(assessment).cards if card.code == code)
    lines = card.lines(language)

    assert (card.turn, card.cites, card.customer, card.trainee) == (1, 0, told, said)
    assert told in lines[0]
    assert said in lines[1]
    assert lines[-1].endswith("?")
    assert not [line for line in lines if "{" in line or "}" in line]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_concede_has_words_of_its_own(way: str, language: Language) -> None:
    """They take up the trainee's own words."""
    finding = next(
        Finding(5, "concede", "I'll sort it out for you somehow.", way=each) for each in WAYS if each == way
    )
    card = feedback_on(account((*found("3:state"), finding), language)).cards[0]

    assert card.code == "concede"
    assert "I'll sort it out for you somehow" in card.effect
    assert card.better == next(
        entry.better for each, entry in feedback_texts(language).way.items() if each == way
    )


@pytest.mark.parametrize(
    ("findings", "first"),
    [
        ("1:acknowledge 1:name_feeling 3:state 5:concede", "concede"),
        ("1:acknowledge 1:name_feeling", "state"),
        ("3:state 5:hold 7:hold 9:limit 1:hard", "hard"),
        (HUMAN, "check"),
    ],
)
def test_the_weightiest_moment_comes_first(findings: str, first: Code) -> None:
    """What cost the weaker side most."""
    assert feedback_on(account(findings)).cards[0].code == first


def test_a_turn_has_one_card_and_the_first_cards_differ() -> None:
    """Three first; the others are there on asking."""
    feedback = feedback_on(account("1:hard 1:judge 5:concede 7:concede 9:vague 11:hard"))

    assert len({card.turn for card in feedback.cards}) == len(feedback.cards)
    assert len({card.code for card in feedback.first}) == len(feedback.first) == 3


def test_a_repaired_concession_weighs_less_than_an_open_one() -> None:
    """What was taken back is no longer the first thing to try again."""
    left = chosen_moments(account("3:state 5:concede"), 9)
    repaired = chosen_moments(account("3:state 5:concede 7:repair"), 9)
    weights = [next(item.weight for item in moments if item.turn == 5) for moments in (left, repaired)]

    assert weights[1] < weights[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("findings", ["", "3:state", "3:state 5:concede 7:concede 9:vague 11:concede"])
@pytest.mark.parametrize("exemplars", [None, ENGLISH, Exemplars({"hold": ("The answer is still no.",)})])
def test_the_same_alternative_is_never_given_twice_in_a_row(
    findings: str, language: Language, exemplars: Exemplars | None
) -> None:
    """With many exemplars, with one, and with none."""
    given = [card.alternative for card in feedback_on(account(findings, language), exemplars).cards]

    assert any(given)
    assert all(one is None or one != other for one, other in pairwise(given))


def test_an_exemplar_that_answers_this_very_turn_comes_first() -> None:
    """Then those that fit anywhere; a beginning to fill in only where there is none."""
    here = Exemplars({"hold": ("Anywhere.",)}, {4: {"hold": ("To this push.",)}})
    cards = {card.cites: card.alternative for card in feedback_on(account("3:state"), here).cards}

    assert cards[4] == Alternative("exemplar", "To this push.")
    assert cards[6] == Alternative("exemplar", "Anywhere.")
    assert (cards[0] or Alternative("brief", "")).kind == "opener"


@pytest.mark.parametrize(
    ("findings", "code", "alternative"),
    [
        ("", "state", Alternative("brief", BRIEF.decision)),
        ("3:state 3:vague", "vague", Alternative("brief", BRIEF.decision)),
        (f"{HUMAN} 1:appease", "appease", Alternative("offer", BRIEF.may_offer[0])),
    ],
)
def test_without_exemplars_the_brief_lends_its_words(
    findings: str, code: Code, alternative: Alternative
) -> None:
    """The decision and the offers stand there."""
    cards = feedback_on(account(findings)).cards

    assert next(card.alternative for card in cards if card.code == code) == alternative


def test_no_line_is_proposed_that_holds_what_was_never_stated() -> None:
    """A push before the decision calls for the decision, not for holding it."""
    card = next(card for card in feedback_on(account("5:concede"), ENGLISH).cards if card.turn == 5)

    assert card.alternative == Alternative("brief", BRIEF.decision)


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        (HUMAN, "hold"),
        ("1:acknowledge 1:name_feeling", "name_feeling"),
        ("3:state 5:hold 5:hard", "state"),
        ("3:state 5:concede 7:repair", "repair"),
        ("5:concede 7:hard", None),
        ("5:acknowledge", None),
    ],
)
def test_what_worked_has_its_own_card(findings: str, code: Code | None) -> None:
    """Only what was credited, or taken back; rather in a turn without a pitfall; else there is none."""
    worked = feedback_on(account(findings)).worked

    assert (worked.code if worked else None) == code
    assert worked is None or (worked.trainee == "Some words of" and worked.alternative is None)


@pytest.mark.parametrize(
    ("language", "silence"), [("en", "(not a word)"), ("sv", "(inte ett ord)"), ("da", "(ikke et ord)")]
)
def test_silence_is_shown_as_silence(language: Language, silence: str) -> None:
    """An empty turn is quoted as what it was."""
    turns = (
        Turn(speaker="customer", text="Well?", calls_for=("emotion",)), Turn(speaker="trainee", text="")
    )  # fmt: skip
    transcript = Transcript(id="t", language=language, brief=BRIEF, turns=turns)
    card = feedback_on(Assessment(transcript, score(transcript, ()), (), (), "v", "local", 0)).cards[0]

    assert silence in card.lines(language)[1]


def test_a_long_customer_turn_is_quoted_by_what_the_card_is_about() -> None:
    """The question for an answer; else the longest sentence; never more than a few lines."""
    text = f"{'I have been waiting and waiting. ' * 12}When does it come? {'No end in sight, ' * 30}none."
    turns = (
        Turn(speaker="customer", text=text, calls_for=("question",)), Turn(speaker="trainee", text="Well.")
    )  # fmt: skip
    transcript = Transcript(id="t", language="en", brief=Brief(decision="No.", reason="So."), turns=turns)
    card: Card = feedback_on(Assessment(transcript, score(transcript, ()), (), (), "v", "local", 0)).cards[0]

    assert card.customer == "When does it come?"


def test_a_talk_without_a_miss_has_no_cards_to_try_again() -> None:
    """Nothing is made up."""
    feedback = feedback_on(account(f"{HUMAN} 5:check"))

    assert feedback.cards == ()
    assert feedback.first == (feedback.worked,)
