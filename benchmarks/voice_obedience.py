"""Whether anything of a disobedient model is seen: every matching in three languages, and how much is held back.

Run: python benchmarks/voice_obedience.py [MEETINGS]
Each persona meets MEETINGS scenarios, all where it is not said. First column: misdeeds that got through whole, at every cue. Second: authors' other
words for the same cue that the guard held back, or to which it added the authored line; those that were said
before, or that only show the tone in the prompt, are left out.
"""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scoring.transcript import LANGUAGES, Language  # noqa: E402
from simulator.content.library import Library, packaged_folder, shared_languages  # noqa: E402
from simulator.stage import Stage  # noqa: E402
from simulator.voices.guard import Guard  # noqa: E402
from simulator.voices.matter import unlocked  # noqa: E402
from tests.simulator.voices.actors import first_fault, misdeeds, other_wordings, played  # noqa: E402


def main() -> None:
    """Play and print."""
    library = Library([packaged_folder()])
    scenarios = list(library.scenarios().values())
    meetings = int(sys.argv[1]) if len(sys.argv) > 1 else len(scenarios)
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for at, persona in enumerate(library.personas().values()):
            for step in range(meetings):
                scenario = scenarios[(at + 7 * step) % len(scenarios)]
                if language in shared_languages(persona, scenario):
                    counts += _counted(Stage(persona, scenario, language, 1, persona.intensity, True))
        _print(language, counts)


def _counted(stage: Stage) -> Counter[str]:
    counts: Counter[str] = Counter()
    guard = Guard(stage)
    for talk, cue in played(stage):
        counts["turns"] += 1
        for kind, words in misdeeds(stage, cue, unlocked(talk)):
            counts["misdeeds"] += 1
            if first_fault(guard, words, cue, talk) is None:
                counts["through"] += 1
                print(f"  seen: {stage.language} {cue.move} {kind}: {words}")
        for words in other_wordings(stage, cue):
            fault = first_fault(guard, words, cue, talk)
            counts["honest"] += fault != "repeats"
            counts["held"] += fault not in (None, "repeats")
            counts["added"] += fault is None and bool(guard.missing(words, cue))
    return counts


def _print(language: Language, counts: Counter[str]) -> None:
    held, added = counts["held"] / counts["honest"], counts["added"] / counts["honest"]
    print(
        f"{language}: {counts['turns']} turns, {counts['misdeeds']} misdeeds, {counts['through']} seen; "
        f"{counts['honest']} honest wordings, {held:.1%} held back, {added:.1%} added to"
    )


if __name__ == "__main__":
    main()
