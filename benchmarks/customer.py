"""How the authored customer behaves over many seeds: the dial, repetition, length and speed of a turn.

Run: python benchmarks/customer.py [--seeds 20]
Prints, per persona × scenario × language with the balanced trainee: turns to the first softening by
intensity and Spearman's correlation with the dial (goal ≥ .95), endings, lines that come twice and
near-duplicates (character 3-gram Jaccard > .6, goal ≤ 1 %), median words per customer turn (goal 6–16),
and the time of one understudy turn without the reader (goal ≤ 1.5 ms).
"""

import argparse
import itertools
import statistics
import time
from collections import Counter

from scoring.finding import Finding
from scoring.transcript import Turn
from simulator.cast import CastLines, ScriptedTrainee, lines_of
from simulator.content.library import Library, packaged_folder, role_lines, shared_languages
from simulator.cue import MOST_CUSTOMER_TURNS
from simulator.director import Stage
from simulator.talk import Talk
from simulator.voices.understudy import word_count

NEAR = 0.6  # Jaccard of character 3-grams above which two lines sound alike
NEVER = MOST_CUSTOMER_TURNS + 1  # counts as the turn of softening where it never came


def main() -> None:
    """Play everything and print the figures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seeds", type=int, default=20)
    seeds = arguments.parse_args().seeds
    library = Library([packaged_folder()])
    for persona, scenario in itertools.product(library.personas().values(), library.scenarios().values()):
        for language in shared_languages(persona, scenario):
            lines = lines_of(scenario.languages[language], role_lines(language))
            stages = [
                Stage(persona, scenario, language, seed, intensity)
                for intensity in range(1, 6)
                for seed in range(seeds)
            ]
            _report(stages, [balanced(stage, lines) for stage in stages], lines)


def balanced(stage: Stage, lines: CastLines) -> Talk:
    """Return the talk of the balanced trainee on a stage."""
    talk, trainee = Talk(stage), ScriptedTrainee("balanced", lines)
    cue = talk.begin() or talk.hear(trainee.greet())
    while cue.ending is None:
        cue = talk.hear(trainee.answer(cue))
    return talk


def _report(stages: list[Stage], talks: list[Talk], lines: CastLines) -> None:
    stage = stages[0]
    turns = [first_softening(talk) for talk in talks]
    by_level = {
        level: statistics.mean(turn for turn, at in zip(turns, stages, strict=True) if at.intensity == level)
        for level in range(1, 6)
    }
    rho = spearman([at.intensity for at in stages], turns)
    texts = [[said.turn.text for said in talk.said if said.cue] for talk in talks]
    twice = sum(len(spoken) - len(set(spoken)) for spoken in texts)
    near, total = sum(map(near_duplicates, texts)), sum(map(len, texts))
    words = statistics.median(word_count(text) for spoken in texts for text in spoken)
    endings = dict(Counter(talk.ending for talk in talks))
    print(f"{stage.persona.id} × {stage.scenario.id} × {stage.language}")
    print("  first softening by intensity:", " ".join(f"{at}:{turn:.1f}" for at, turn in by_level.items()))
    print(f"  Spearman {rho:.3f}   endings {endings}")
    print(f"  twice {twice}   near-duplicates {near}/{total} = {near / total:.2%}   words median {words}")
    print(f"  one understudy turn {1000 * turn_time(stage, lines):.3f} ms")


def first_softening(talk: Talk) -> int:
    """Return the customer turn, from 1, at which the customer first comes down."""
    moves = [said.cue.move for said in talk.said if said.cue]
    return moves.index("soften") + 1 if "soften" in moves else NEVER


def near_duplicates(spoken: list[str]) -> int:
    """Return how many lines sound like an earlier one of the same talk."""
    grams = [{text.lower()[at : at + 3] for at in range(len(text) - 2)} for text in spoken]
    return sum(
        any(len(one & other) > NEAR * len(one | other) for other in grams[:at])
        for at, one in enumerate(grams)
    )


def spearman(one: list[int], other: list[int]) -> float:
    """Return Spearman's rank correlation, ties by mean rank."""
    return statistics.correlation(_ranks(one), _ranks(other))


def _ranks(values: list[int]) -> list[float]:
    order = sorted(values)
    return [order.index(value) + (order.count(value) + 1) / 2 for value in values]


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
