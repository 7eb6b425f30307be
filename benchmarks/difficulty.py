"""How hard every packaged pairing is, measured by play.

    python benchmarks/difficulty.py                   plays and prints
    python benchmarks/difficulty.py --write           also writes simulator/content/difficulty.json
    python benchmarks/difficulty.py --check           names content that has changed since the table was written
    options: --lang en|sv|da (en)   --seeds N (3)

In each pairing of persona, scenario and intensity 1–5 the balanced trainee talks once a seed, with the scenario's
exemplars: how many trainee turns until the customer first comes down (17 where it never does). The trainee who
slips, a concession that the next turn takes back, talks as often: the share that ends well all the same. Pairings
are ranked by the turns, and by up to four more where slips are not forgiven. Printed per persona and scenario
(mean over the partners), with Spearman's correlation of the dial against the turns, and how the authors'
own difficulty of the scenarios goes with the measured one.
12 x 20 pairs in one language take 160 s of processor time: under two minutes on two free cores.
"""

import argparse
import itertools
import json
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.customer import spearman
from scoring.assessment import measure_version
from scoring.transcript import LANGUAGES, Language
from simulator.cast import CastLines, Role, lines_of
from simulator.content.difficulty import DifficultyTable, Played, contents_of, out_of_step, table_file
from simulator.content.library import Library, packaged_folder, shared_languages
from simulator.content.models import Persona, Scenario
from simulator.content.wordings import role_lines
from simulator.cue import GOOD_ENDINGS, MOST_CUSTOMER_TURNS
from simulator.errors import ContentError
from simulator.playing import play_role
from simulator.stage import Stage
from simulator.talk import Talk

NEVER = MOST_CUSTOMER_TURNS + 1
INTENSITIES = range(1, 6)

Pair = tuple[Persona, Scenario]


def main() -> int:
    """Play all pairs; print, and write or check where asked for."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--lang", choices=LANGUAGES, default="en")
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--check", action="store_true")
    chosen = arguments.parse_args()
    library = Library([packaged_folder()])
    if chosen.check:
        changed = [*out_of_step(library)]
        print("\n".join(changed) or "all content is as it was measured")
        return bool(changed)
    began = time.perf_counter()
    table = measured(library, chosen.lang, chosen.seeds)
    report(table, library)
    print(f"{time.perf_counter() - began:.0f} s")
    if chosen.write:
        table_file().write_text(written(table), encoding="utf-8")
        print(f"wrote {table_file()}")
    return 0


def measured(library: Library, language: Language, seeds: int) -> DifficultyTable:
    """Return the table of all pairs that speak a language; several processes share the work."""
    pairs: list[Pair] = [
        (persona, scenario)
        for persona, scenario in itertools.product(library.personas().values(), library.scenarios().values())
        if language in shared_languages(persona, scenario)
    ]
    contents = contents_of(library)  # before the play: what changes meanwhile was not measured
    found: dict[str, dict[str, tuple[Played, ...]]] = {}
    with ProcessPoolExecutor() as pool:
        met = pool.map(partial(met_in, language=language, seeds=range(1, seeds + 1)), pairs, chunksize=4)
        for (persona, scenario), played in zip(pairs, met, strict=True):
            found.setdefault(persona.id, {})[scenario.id] = played
    return DifficultyTable(
        version=measure_version(), language=language, seeds=seeds, contents=contents, pairs=found
    )


def met_in(pair: Pair, language: Language, seeds: range) -> tuple[Played, ...]:
    """Return what the trainees met in one pair, intensity 1 first."""
    persona, scenario = pair
    lines = lines_of(scenario.languages[language], role_lines(language))
    return tuple(
        met_on([Stage(persona, scenario, language, seed, intensity) for seed in seeds], lines)
        for intensity in INTENSITIES
    )


def met_on(stages: list[Stage], lines: CastLines) -> Played:
    """Return what the trainees met on stages that differ by their seed."""
    turns = [turns_to_soften(played(stage, "balanced", lines)) for stage in stages]
    slips = [played(stage, "blunder", lines) for stage in stages]
    survived = sum(talk is not None and talk.ending in GOOD_ENDINGS for talk in slips)
    return Played(turns=100 * sum(turns) // len(turns), survived=100 * survived // len(slips))


def played(stage: Stage, role: Role, lines: CastLines) -> Talk | None:
    """Return the talk of a scripted trainee. None: the persona ran out of lines."""
    try:
        return play_role(stage, None, role, lines).talk
    except ContentError:
        return None


def turns_to_soften(talk: Talk | None) -> int:
    """Return how many trainee turns stand before the customer first comes down; 17 where it never does."""
    said = talk.said if talk else []
    softened = next((at for at, item in enumerate(said) if item.cue and item.cue.move == "soften"), None)
    return NEVER if softened is None else sum(item.cue is None for item in said[:softened])


def written(table: DifficultyTable) -> str:
    """Return the table as a file, one pair a line."""
    whole = table.model_dump(mode="json")
    pairs = ",\n".join(
        f"    {json.dumps(persona)}: {{\n"
        + ",\n".join(f"      {json.dumps(name)}: {json.dumps(met)}" for name, met in scenarios.items())
        + "\n    }"
        for persona, scenarios in whole.pop("pairs").items()
    )
    head = json.dumps(whole, indent=2).removesuffix("\n}")
    return f'{head},\n  "pairs": {{\n{pairs}\n  }}\n}}\n'


def report(table: DifficultyTable, library: Library) -> None:
    """Print the table by persona and by scenario."""
    rows = [
        (persona, scenario, met)
        for persona, scenarios in table.pairs.items()
        for scenario, met in scenarios.items()
    ]
    print(f"{len(rows)} pairs in {table.language}, {table.seeds} seeds, {table.version}")
    for at, title in ((0, "persona"), (1, "scenario")):
        print(f"\n{title:28} turns at intensity 1–5          slips survived at 1–5")
        for name in sorted({row[at] for row in rows}):
            mine = [row[2] for row in rows if row[at] == name]
            turns = [statistics.mean(met[level].turns / 100 for met in mine) for level in range(5)]
            kept = [statistics.mean(met[level].survived for met in mine) for level in range(5)]
            print(
                f"{name:28} {' '.join(f'{each:5.1f}' for each in turns)}      {' '.join(f'{each:4.0f}' for each in kept)}"
            )
    dial = [(level, met[level - 1].turns) for _, _, met in rows for level in INTENSITIES]
    print(
        f"\nSpearman, dial against turns: {spearman([one for one, _ in dial], [other for _, other in dial]):.3f}"
    )
    if len({row[1] for row in rows}) > 2:
        print(f"Spearman, authors' difficulty against effort, by scenario: {_authors(rows, library):.2f}")


def _authors(rows: list[tuple[str, str, tuple[Played, ...]]], library: Library) -> float:
    names = sorted({scenario for _, scenario, _ in rows})
    effort = [
        sum(each.effort for _, scenario, met in rows if scenario == name for each in met) for name in names
    ]
    return spearman([library.scenario(name).difficulty for name in names], effort)


if __name__ == "__main__":
    sys.exit(main())
