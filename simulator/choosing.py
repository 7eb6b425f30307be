"""From what was asked for to a session: which pair, which seed, new or taken up again."""

import os
from collections.abc import Iterable
from dataclasses import replace

from scoring.transcript import Language
from simulator.content.house import own_house
from simulator.content.library import Library, shared_languages
from simulator.errors import UsageError
from simulator.harder import Direction, Pairing, step_from
from simulator.path import current_standing
from simulator.practice import EXAM_SEED, Choice, Practice, resume, start
from simulator.rooms import FIRST_PAIR, Wish
from simulator.speaking import voice_for
from simulator.store.store import Store

_SEEDS = 1_000_000


def begin(wish: Wish, library: Library, store: Store) -> Practice:
    """Return the session that was asked for: a new one, or an interrupted one taken up again.

    Raises:
        UsageError: More than one thing was asked for, or there is nothing of the kind.
    """
    _check_one_way(wish)
    voice = voice_for(wish.settings())
    if wish.resume:
        return resume(library, store, _interrupted(wish, store), voice)
    return start(library, store, choice_of(led(wish, library, store), library, fresh_seed()), voice)


def led(wish: Wish, library: Library, store: Store) -> Wish:
    """Return the wish with its pair, where it names a path or a session to go on from.

    Raises:
        UsageError: There is no such session or path, or nothing comes after it.
    """
    return _on_path(wish, library, store) if wish.next_step else _from_session(wish, library, store)


def _on_path(wish: Wish, library: Library, store: Store) -> Wish:
    standing = current_standing(library, store, wish.settings().trainee, wish.path, own_house(wish.content))
    if standing.next is None:
        said = f"all steps of {standing.curriculum.id} are done"
        raise UsageError(f"{said}; see motet path, and go on with: motet practise --harder last")
    step = standing.next.step
    level = step.intensity or library.persona(step.persona).intensity
    return replace(wish, persona=step.persona, scenario=step.scenario, mode=step.mode, intensity=level)


def _from_session(wish: Wish, library: Library, store: Store) -> Wish:
    direction: Direction = "harder" if wish.harder else "easier"
    name = wish.harder or wish.easier
    if not name:
        return wish
    kept = store.session(_last_finished(wish, store) if name == "last" else name)
    here = Pairing(
        kept.persona, kept.scenario, wish.language or kept.language, wish.intensity or kept.intensity
    )
    step = step_from(library, here, direction)
    if step is None:
        pair = f"{here.persona} and {here.scenario} at intensity {here.intensity}"
        raise UsageError(
            f"nothing near {pair} is {direction}; choose a pair: motet practise PERSONA SCENARIO"
        )
    found = step.pairing
    return replace(
        wish,
        persona=found.persona,
        scenario=found.scenario,
        language=found.language,
        intensity=found.intensity,
    )


def choice_of(wish: Wish, library: Library, seed: int) -> Choice:
    """Return the whole choice; what was not named is the first pair, or the next that speaks the language."""
    chosen = wish.settings()
    persona, scenario = _pair(wish, library, chosen.language)
    return Choice(
        persona=persona,
        scenario=scenario,
        language=chosen.language,
        trainee=chosen.trainee,
        mode=wish.mode,
        seed=_seed(wish, seed),
        intensity=chosen.intensity,
        abuse=chosen.abuse,
    )


def front_first(front: str, ids: Iterable[str]) -> list[str]:
    """Return the ids with the one that stands at the door first, where it is among them."""
    return sorted(ids, key=lambda name: name != front)


def fresh_seed() -> int:
    """Return a seed that differs from one session to the next."""
    return int.from_bytes(os.urandom(4)) % _SEEDS


def _seed(wish: Wish, fresh: int) -> int:
    if wish.seed is not None:
        return wish.seed
    return EXAM_SEED if wish.mode == "exam" else fresh


def _pair(wish: Wish, library: Library, language: Language) -> tuple[str, str]:
    if wish.persona and wish.scenario:
        return wish.persona, wish.scenario
    personas = [wish.persona] if wish.persona else front_first(FIRST_PAIR[0], library.ids("personas"))
    scenarios = [wish.scenario] if wish.scenario else front_first(FIRST_PAIR[1], library.ids("scenarios"))
    for persona in personas:
        for scenario in scenarios:
            if language in shared_languages(library.persona(persona), library.scenario(scenario)):
                return persona, scenario
    raise UsageError(f"nobody speaks {language!r} there; see motet list personas and motet list scenarios")


def _check_one_way(wish: Wish) -> None:
    """Refuse a wish that names its pair in two ways."""
    ways = {
        "a persona": wish.persona,
        "--resume": wish.resume,
        "--harder": wish.harder,
        "--easier": wish.easier,
        "--next": wish.next_step,
    }
    asked = [name for name, value in ways.items() if value]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} do not go together; keep one of them")


def _last_finished(wish: Wish, store: Store) -> str:
    trainee = wish.settings().trainee
    finished = [session.id for session in store.sessions(trainee=trainee) if session.status != "open"]
    if not finished:
        raise UsageError(f"{trainee} has no finished session yet; begin with: motet practise")
    return finished[-1]


def _interrupted(wish: Wish, store: Store) -> str:
    if wish.resume != "last":
        return wish.resume or ""
    trainee = wish.settings().trainee
    waiting = store.sessions(trainee=trainee, open_only=True)
    if not waiting:
        raise UsageError(f"{trainee} has no interrupted session; begin one with: motet practise")
    return waiting[-1].id
