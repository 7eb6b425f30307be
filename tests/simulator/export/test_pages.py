"""Pages about a session: whole, in three languages, and whatever people said stays text in them."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scoring.assessment import assess
from scoring.judge import judge_version
from scoring.scorecard import score
from scoring.transcript import LANGUAGES, Language, Transcript
from simulator.content.library import Library
from simulator.export.forms import Form, in_form
from simulator.export.html import as_html
from simulator.export.markdown import plain
from simulator.export.telling import sheet_of
from simulator.labels import BESIDE, BY_MODEL, CODE_NAMES
from simulator.readings import keep_score
from simulator.store.export import kept_session
from simulator.store.records import Reflection, SecondReading
from simulator.store.store import Store
from simulator.wording import Usage
from simulator.words import words
from tests.simulator.export.conftest import Played
from tests.simulator.store.conftest import new_session, trainee_turn

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "&lt;b&gt; &amp; <!-- x --> <![CDATA[x]]>",
    "javascript:alert(1) {{7*7}} ${7*7}",
)
VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


class Tree(HTMLParser):
    """What a browser sees: elements, attributes and text, and whether everything was closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that opens."""
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take an element that closes."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.text += data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("interface", LANGUAGES)
def test_a_page_of_html_stands_alone(
    played: Played, library: Library, language: Language, interface: Language
) -> None:
    """Both pictures are in it; nothing is fetched, nothing runs, every element is closed."""
    kept = played(language)
    text = in_form(kept, "html", library, interface)
    tree = Tree(text)

    assert tree.elements.count("svg") == 2
    assert not {"script", "link", "img", "iframe", "object"} & set(tree.elements)
    assert not [name for name, _ in tree.attributes if name in ("src", "href") or name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert all(turn.turn.text in tree.text for turn in kept.turns)
    assert ("lang", interface) in tree.attributes


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text_in_html(played: Played, library: Library, store: Store, words: str) -> None:
    """In turns, quotes, reflection and names: the page has the elements it would have without them."""
    said = Reflection(intention=words, hook=words, note=words, went="soft")
    calm = Reflection(intention="A", hook="B", note="C", went="soft")
    hostile = Tree(in_form(played(last=words, said=said), "html", library, "en"))
    tame = Tree(in_form(played(last="Words.", said=calm), "html", library, "en"))

    assert hostile.text.count(words) >= 4
    assert set(hostile.elements) == set(tame.elements)
    assert {name for name, _ in hostile.attributes} == {name for name, _ in tame.attributes}


def test_a_hostile_name_stays_text_where_content_is_gone(library: Library, store: Store) -> None:
    """An id from the database stands where the name of a persona would."""
    new = new_session(trainee="<b>Åsa</b>")
    session = store.begin_session(type(new)(**{**vars(new), "persona": "</title><script>x"}))
    store.append_turn(session.id, 0, trainee_turn("Nej."))
    tree = Tree(in_form(kept_session(store, session.id), "html", library, "sv"))

    assert "</title><script>x" in tree.text
    assert "<b>Åsa</b>" in tree.text
    assert "script" not in tree.elements


def test_html_allows_a_browser_nothing(played: Played, library: Library) -> None:
    """The policy stands before anything it could stop."""
    text = as_html(sheet_of(played(), library, "en"))

    assert "default-src 'none'" in text[: text.index("<style")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pages_say_the_same(played: Played, library: Library, language: Language) -> None:
    """Score, ledger, findings, feedback and reflection stand in HTML and in Markdown."""
    kept = played(language)
    sheet = sheet_of(kept, library, language)
    html, markdown = (
        Tree(in_form(kept, "html", library, language)).text,
        in_form(kept, "md", library, language),
    )
    told = list(_told(sheet.results, sheet.ledger, sheet.cards, sheet.lines, sheet.reflection))

    assert sheet.ledger
    assert sheet.cards
    assert [text for text in told if text not in html] == []
    assert [text for text in told if plain(text) not in markdown] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [True, False])
def test_a_page_shows_first_the_reading_that_stands(
    played: Played, library: Library, store: Store, language: Language, chosen: bool
) -> None:
    """Its values, findings and cards; the other one is named beside it, and the tokens at the foot."""
    name = played(language).session.id
    turns = tuple(turn.turn for turn in store.turns(name))
    brief = store.session(name).brief
    local = assess(Transcript(id=name, language=language, brief=brief, turns=turns))
    found = [each for each in local.scorecard.findings if each.code == "state"]
    card = score(local.transcript, found)
    model = replace(local, scorecard=card, reader="model", version=judge_version("m"))
    keep_score(store, name, model, chosen)
    store.save_second_reading(name, SecondReading(model="m", usage=Usage(5_000, 0, 10)))
    kept, t = kept_session(store, name), words(language)
    sheet, page = sheet_of(kept, library, language), in_form(kept, "md", library, language)

    assert sheet.score
    assert sheet.score.reader == ("model" if chosen else "local")
    assert (t(BY_MODEL) in page) == chosen
    assert f"## {t(BESIDE['local' if chosen else 'model'])}" in page
    assert {each.name for line in sheet.lines for each in line.found} == {
        t(CODE_NAMES[each.code]) for each in (model if chosen else local).scorecard.findings
    }
    assert sheet.cards
    assert "5010" in page


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_reading_that_failed_is_said_on_the_page(
    played: Played, library: Library, store: Store, form: Form
) -> None:
    """In one line beside the score that stands then."""
    name = played().session.id
    store.save_second_reading(name, SecondReading(model="m", failed="malformed"))
    page = in_form(kept_session(store, name), form, library, "en")

    assert "The model's reading could not be used. This program's own score stands." in page


def test_a_talk_without_a_model_has_no_small_print(played: Played, library: Library) -> None:
    """Authored words take no tokens."""
    page = in_form(played(), "md", library, "en")

    assert "Tokens" not in page
    assert "Turns worded by" not in page


def _told(*parts: object) -> Iterator[str]:
    """Yield every text in nested tuples and values of a sheet."""
    for part in parts:
        if isinstance(part, str):
            if len(part) > 1:
                yield part
        elif isinstance(part, tuple):
            yield from _told(*part)
        elif hasattr(part, "__slots__"):
            yield from _told(*(getattr(part, name) for name in part.__slots__ if name != "status"))


def test_an_unscored_session_is_a_page_too(library: Library, store: Store) -> None:
    """It says nothing about a score, and shows the words."""
    session = store.begin_session(new_session())
    store.append_turn(session.id, 0, trainee_turn("Det blir nej."))
    kept = kept_session(store, session.id)
    tree = Tree(in_form(kept, "html", library, "en"))

    assert "svg" not in tree.elements
    assert "Det blir nej." in tree.text


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("# Rubrik", "\\# Rubrik"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("[a](javascript:b) `c` *d*", "\\[a\\](javascript:b) \\`c\\` \\*d\\*"),
        ("1. ett\n- två", "1\\. ett - två"),
    ],
)
def test_what_people_said_stands_as_plain_text_in_markdown(
    library: Library, store: Store, words: str, page: str
) -> None:
    """No sign in a turn or a reflection becomes markup."""
    session = store.begin_session(new_session())
    store.append_turn(session.id, 0, trainee_turn(words))
    store.save_reflection(session.id, Reflection(note=words))
    text = in_form(kept_session(store, session.id), "md", library, "en")

    assert f"**You:** {page}" in text
    assert f"**What was it in you that answered?** {page}" in text
