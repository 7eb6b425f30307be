"""How the authored customers hold over many talks: the dial, what comes again, length, secrets and speed.

Run: python -m benchmarks.customer [--seeds 20] [--dial-seeds 4] [--write]
Plays every persona × scenario × language with the balanced trainee: `--seeds` talks at the person's own
intensity and `--dial-seeds` at each of 1–5. With --write the report goes to docs/customers.md.
40 talks of each of 720 stages take about an hour of processor time; the work is shared among processors.
"""

import argparse
import itertools
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scoring.assessment import measure_version
from scoring.finding import Finding
from scoring.transcript import Language, Turn
from simulator.cast import CastLines, ScriptedTrainee, lines_of
from simulator.content.library import Library, packaged_folder, shared_languages
from simulator.content.models import Persona, Scenario
from simulator.content.wordings import role_lines
from simulator.cue import GOOD_ENDINGS, MOST_CUSTOMER_TURNS
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.understudy import word_count

NEAR = 0.6  # Jaccard of character 3-grams above which two lines sound alike
NEVER = MOST_CUSTOMER_TURNS + 1  # counts as the turn of softening where it never came
INTENSITIES = range(1, 6)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")

_COLUMNS = (
    "person", "first softening at 1 2 3 4 5", "dial, means", "dial, median stage", "dial, all talks",
    "good endings", "near-duplicates", "sentences shared", "turns shared", "words (budget)",
)  # fmt: skip

Scene = tuple[Persona, Scenario, Language]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard from one persona in one scenario and language."""

    persona: str
    language: Language
    softening: tuple[tuple[int, int], ...]
    """Intensity, and the customer turn of the first softening, of each talk over the dial."""
    good: int
    """Talks at the own intensity with a good ending."""
    talks: int
    turns: int
    near: int
    """Turns that sound like an earlier one of the same talk."""
    shared: float
    """Mean share of sentences that two talks have in common, 0–1."""
    shared_turns: float
    """The same of whole turns."""
    words: float
    """Median words of a turn."""
    budget: tuple[int, int]
    secrets: int
    early_secrets: int
    """Secrets told before trust and need were where the scenario asks."""


def main() -> None:
    """Play everything; print the figures or write them."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seeds", type=int, default=20)
    arguments.add_argument("--dial-seeds", type=int, default=4)
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    library = Library([packaged_folder()])
    scenes: list[Scene] = [
        (persona, scenario, language)
        for persona, scenario in itertools.product(library.personas().values(), library.scenarios().values())
        for language in shared_languages(persona, scenario)
    ]
    hear = partial(heard_in, seeds=chosen.seeds, dial_seeds=chosen.dial_seeds)
    with ProcessPoolExecutor() as pool:
        heard = list(pool.map(hear, scenes))
    text = "\n".join([*report(heard, chosen.seeds, chosen.dial_seeds), *_speed(scenes[0])]) + "\n"
    if chosen.write:
        (Path(__file__).parents[1] / "docs" / "customers.md").write_text(text, encoding="utf-8")
    else:
        print(text)


def heard_in(scene: Scene, seeds: int, dial_seeds: int) -> Heard:
    """Return what the balanced trainee hears in a scene's talks."""
    persona, scenario, language = scene
    lines = lines_of(scenario.languages[language], role_lines(language))
    talks = [balanced(Stage(*scene, seed, persona.intensity), lines) for seed in range(seeds)]
    softening = tuple(
        (level, first_softening(balanced(Stage(*scene, seed, level), lines)))
        for level in INTENSITIES
        for seed in range(dial_seeds)
    )
    texts = [[said.turn.text for said in talk.said if said.cue] for talk in talks]
    sentences = [[part for text in spoken for part in _SENTENCE_END.split(text)] for spoken in texts]
    told = [
        (talk, said.mood) for talk in talks for said in talk.said if said.cue and "secret" in said.cue.facts
    ]
    gate = scenario.disclosure
    return Heard(
        persona.id,
        language,
        softening,
        good=sum(talk.ending in GOOD_ENDINGS for talk in talks),
        talks=len(talks),
        turns=sum(map(len, texts)),
        near=sum(map(near_duplicates, texts)),
        shared=shared_between(sentences),
        shared_turns=shared_between(texts),
        words=statistics.median(word_count(text) for spoken in texts for text in spoken),
        budget=(persona.words.fewest, persona.words.most),
        secrets=len(told),
        early_secrets=sum(
            mood is None or mood.trust < 10 * gate.trust or mood.need < gate.need for _, mood in told
        ),
    )


def balanced(stage: Stage, lines: CastLines) -> Talk:
    """Return the talk of the balanced trainee on a stage."""
    talk, trainee = Talk(stage), ScriptedTrainee("balanced", lines)
    cue = talk.begin() or talk.hear(trainee.greet())
    while cue.ending is None:
        cue = talk.hear(trainee.answer(cue))
    return talk


def first_softening(talk: Talk) -> int:
    """Return the customer turn, from 1, at which the customer first comes down."""
    moves = [said.cue.move for said in talk.said if said.cue]
    return moves.index("soften") + 1 if "soften" in moves else NEVER


def near_duplicates(spoken: Sequence[str]) -> int:
    """Return how many lines sound like an earlier one of the same talk."""
    grams = [{text.lower()[at : at + 3] for at in range(len(text) - 2)} for text in spoken]
    return sum(
        any(len(one & other) > NEAR * len(one | other) for other in grams[:at])
        for at, one in enumerate(grams)
    )


def shared_between(talks: Sequence[Sequence[str]]) -> float:
    """Return the mean share of lines that two of the talks have in common, 0–1."""
    shares = [
        2 * len({*one} & {*other}) / (len({*one}) + len({*other}))
        for one, other in itertools.combinations(talks, 2)
    ]
    return statistics.mean(shares)


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation, ties by mean rank; 0 where one side never varies."""
    if len({*one}) < 2 or len({*other}) < 2:
        return 0.0
    return statistics.correlation(_ranks(one), _ranks(other))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [order.index(value) + (order.count(value) + 1) / 2 for value in values]


def report(heard: Sequence[Heard], seeds: int, dial_seeds: int) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "# How the authored customers hold over many talks"
    yield ""
    yield f"Measured by `python -m benchmarks.customer --seeds {seeds} --dial-seeds {dial_seeds} --write`:"
    yield f"{len(heard)} stages (persona, scenario, language) with the balanced trainee of the cast, {seeds} talks"
    yield f"each at the person's own intensity and {dial_seeds} at each of 1–5. Measure {measure_version()}."
    yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{'---|' * len(_COLUMNS)}"
    for name, own in itertools.groupby(heard, lambda item: item.persona):
        yield _row(name, [*own])
    yield _row("all", heard)
    yield ""
    secrets, early = (sum(getattr(item, name) for item in heard) for name in ("secrets", "early_secrets"))
    most = max(item.shared for item in heard)
    outside = sum(not item.budget[0] <= item.words <= item.budget[1] for item in heard)
    yield f"Secrets told: {secrets}, before their condition {early}. Most sentences shared on one stage: {most:.0%}."
    yield f"Stages whose median turn is outside the person's budget: {outside} of {len(heard)}."


def _row(name: str, heard: Sequence[Heard]) -> str:
    played = [pair for item in heard for pair in item.softening]
    means = [statistics.mean(turn for at, turn in played if at == level) for level in INTENSITIES]
    turns, near = (sum(getattr(item, field) for item in heard) for field in ("turns", "near"))
    good, talks = (sum(getattr(item, field) for item in heard) for field in ("good", "talks"))
    low, high = heard[0].budget
    budget = f" ({low}–{high})" if len({item.budget for item in heard}) == 1 else ""
    cells = (
        name,
        " ".join(f"{mean:.1f}" for mean in means),
        f"{spearman([*INTENSITIES], means):.2f}",
        f"{statistics.median(_dial(item.softening) for item in heard):.2f}",
        f"{_dial(played):.2f}",
        f"{good} of {talks}",
        f"{near / turns:.2%}",
        f"{statistics.mean(item.shared for item in heard):.0%}",
        f"{statistics.mean(item.shared_turns for item in heard):.0%}",
        f"{statistics.median(item.words for item in heard):.0f}{budget}",
    )
    return f"| {' | '.join(cells)} |"


def _dial(played: Sequence[tuple[int, int]]) -> float:
    return spearman([level for level, _ in played], [turn for _, turn in played])


def _speed(scene: Scene) -> Iterator[str]:
    persona, scenario, language = scene
    lines = lines_of(scenario.languages[language], role_lines(language))
    seconds = turn_time(Stage(*scene, 1, persona.intensity), lines)
    yield ""
    yield f"One turn of the understudy, mood, cue and line without the reader: {1000 * seconds:.2f} ms (goal 1.5)."


class _Mute:
    """A reader that finds nothing, so that only mood, cue and line are timed."""

    def hear(self, index: int, turn: Turn) -> None:
        pass

    def read(self, index: int, turn: Turn) -> tuple[Finding, ...]:
        return ()


def turn_time(stage: Stage, lines: CastLines) -> float:
    """Return the median seconds of one mood, cue and line, without the reader."""
    times = []
    for _ in range(20):
        talk, trainee = Talk(stage, reader=_Mute()), ScriptedTrainee("balanced", lines)
        cue = talk.begin() or talk.hear(trainee.greet())
        while cue.ending is None:
            reply = trainee.answer(cue)
            started = time.perf_counter()
            cue = talk.hear(reply)
            times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
