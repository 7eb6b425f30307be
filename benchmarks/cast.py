"""How the cast fares with every persona in every scenario and language: who reaches a good ending, and who never may.

Run: python -m benchmarks.cast [--seeds 3] [--write]
Nine scripted trainees (DESIGN 1.4) talk in the words of the scenarios' exemplars and in those of their paraphrases,
once a seed. With --write the report goes to docs/cast.md. 26,000 talks a two seeds: about six minutes on two cores.
"""

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scoring.assessment import measure_version
from simulator.cast import ROLES, Role, lines_of
from simulator.checking.trials import WINNERS, Match, Trial, Wording, play_matches
from simulator.content.library import Library, packaged_folder, shared_languages
from simulator.content.wordings import load_paraphrases, role_lines
from simulator.cue import GOOD_ENDINGS

WORDINGS: tuple[Wording, ...] = ("exemplars", "paraphrases")


def main() -> None:
    """Play everything; print the report or write it."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--write", action="store_true")
    chosen = arguments.parse_args()
    began = time.perf_counter()
    trials = [*play_matches([*matches(Library([packaged_folder()]))], range(1, chosen.seeds + 1))]
    seconds = time.perf_counter() - began
    text = "\n".join(report(trials, chosen.seeds, seconds)) + "\n"
    if chosen.write:
        (Path(__file__).parents[1] / "docs" / "cast.md").write_text(text, encoding="utf-8")
    else:
        print(text)


def matches(library: Library) -> Iterator[Match]:
    """Yield every persona in every scenario, language and wording there is."""
    for scenario in library.scenarios().values():
        reworded = load_paraphrases(packaged_folder() / "scenarios" / "paraphrases" / f"{scenario.id}.yaml")
        for persona in library.personas().values():
            for language in shared_languages(persona, scenario):
                own = lines_of(scenario.languages[language], role_lines(language))
                stand_in = library.stand_in(persona)
                yield Match(persona, scenario, language, stand_in, own)
                yield Match(persona, scenario, language, stand_in, reworded[language], "paraphrases")


def report(trials: Sequence[Trial], seeds: int, seconds: float) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "# Who reaches a good ending"
    yield ""
    yield f"Measured by `python -m benchmarks.cast --seeds {seeds} --write` with `{measure_version()}`: {len(trials):,} talks of"
    yield f"every persona in every scenario and language, {len(trials) / seconds:.0f} a second."
    yield ""
    yield "Two of the nine scripted trainees must end well: `balanced`, and `blunder`, who gives the decision away once and"
    yield "takes it back. The other seven never may. The reader has learned from neither wording; the paraphrases are by other"
    yield "hands than the exemplars."
    yield ""
    yield "| trainee | good endings, exemplars | of these human | good endings, paraphrases | of these human |"
    yield "|---|---|---|---|---|"
    for role in ROLES:
        yield f"| {role} | {' | '.join(cell for wording in WORDINGS for cell in _cells(trials, role, wording))} |"
    yield ""
    yield from _missed(trials)


def _cells(trials: Sequence[Trial], role: Role, wording: Wording) -> tuple[str, str]:
    own = [trial for trial in trials if (trial.role, trial.wording) == (role, wording)]
    good = [trial for trial in own if trial.ending in GOOD_ENDINGS]
    human = sum(trial.corner_point == "human" for trial in good)
    return f"{len(good):,} of {len(own):,}", f"{human:,}"


def _missed(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield where the two that should end well did not, and where `balanced` was not read as human."""
    missed = Counter(
        (trial.wording, trial.scenario, trial.language)
        for trial in trials
        if trial.role in WINNERS
        and (trial.ending not in GOOD_ENDINGS or (trial.role == "balanced" and trial.corner_point != "human"))
    )
    for wording, found in itertools.groupby(sorted(missed), key=lambda key: key[0]):
        where = ", ".join(
            f"{name} {language} {missed[wording, name, language]}" for _, name, language in found
        )
        yield f"Without a good ending, or `balanced` not read as human, {wording}: {where}."
        yield ""


if __name__ == "__main__":
    main()
