"""The line mode: a whole session without a screen."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library
from simulator.plain import Plain
from simulator.practice import Choice, fork, resume, start
from simulator.store.store import Store, open_store

HELLO: dict[Language, str] = {
    "en": "What happened at the shop?",
    "sv": "Vad hände i butiken?",
    "da": "Hvad skete der i butikken?",
}
DECIDED: dict[Language, str] = {
    "en": "We can't take them back. Once the seal is broken nobody else can wear them.",
    "sv": "Vi kan inte ta tillbaka dem. När förseglingen är bruten kan ingen annan ha dem.",
    "da": "Vi kan ikke tage dem tilbage. Når forseglingen er brudt, kan ingen anden bruge dem.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a fresh store."""
    with open_store(tmp_path / "motet.db") as opened:
        yield opened


def choice(language: Language) -> Choice:
    return Choice(persona="prosecutor", scenario="retail_hygiene_return", language=language, trainee="kim")


def played(library: Library, store: Store, language: Language, *lines: str) -> str:
    out = io.StringIO()
    practice = start(library, store, choice(language))
    Plain(practice, language, io.StringIO("".join(f"{line}\n" for line in lines)), out).run()
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_talk_ends_without_a_debrief(library: Library, store: Store, language: Language) -> None:
    """Ended by the trainee, the talk is debriefed with its quotes, and the score is kept."""
    said = ("", "", HELLO[language], DECIDED[language], "", "/end", "y", "40", "60", "", "")
    told = played(library, store, language, *said)
    kept = store.sessions()[0]

    assert kept.status == "stopped"
    assert DECIDED[language].split(".")[0] in told.rsplit("100", 1)[-1]
    assert len(store.scores(kept.id)) == 1
    reflection = store.reflection(kept.id)
    assert reflection is not None
    assert (reflection.guess_empathy, reflection.guess_boundaries) == (40, 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interrupted_talk_goes_on_at_the_exact_turn(
    library: Library, store: Store, language: Language
) -> None:
    """When the input ends, everything said is kept, and resuming shows it and goes on."""
    played(library, store, language, "", "", HELLO[language])
    kept = store.sessions()[0]
    practice = resume(library, store, kept.id)

    assert kept.status == "open"
    assert practice.as_kept
    assert [turn.turn.text for turn in store.turns(kept.id)] == [
        said.turn.text for said in practice.session.talk.said
    ]
    assert practice.session.talk.said[1].turn.text == HELLO[language]


def test_a_fork_shares_the_turns_before_it(library: Library, store: Store) -> None:
    """A new session begins with the same turns, and remembers where it came from."""
    played(library, store, "en", "", "", HELLO["en"], DECIDED["en"])
    kept = store.sessions()[0]

    branch = fork(library, store, kept.id, 3)

    assert store.session(branch.id).parent_id == kept.id
    assert [turn.turn for turn in store.turns(branch.id)] == [turn.turn for turn in store.turns(kept.id)[:3]]


def test_a_hint_comes_only_on_asking(library: Library, store: Store) -> None:
    """Practice mode is silent until asked; an exam stays silent."""
    told = played(library, store, "en", "", "", "/hint")

    assert told.count("Name the feeling") == 1


def test_control_characters_never_reach_the_screen(library: Library, store: Store) -> None:
    """What a trainee pastes is shown without its escapes."""
    told = played(library, store, "en", "", "", "hello \x1b]52;c;AAAA\x07\x1b[31m[red]there[/red]")

    assert "\x1b" not in told
    assert "[red]there[/red]" in told
