"""How many misdeeds in words that no list and no training has seen the guard stops, and what it costs honest lines.

Run: python benchmarks/voice_misdeeds.py [AUTHOR]
Every persona meets a scenario and is played; each sentence of the author (of `voice_corpus`, by default the one held
out of training) comes at a cue of that talk, and the word budget never decides. Prints by kind the share stopped by
the rules alone and with the trained weights, then the share of honest lines refused: the author's own, and the
packaged content's other wordings of the same cue.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.voice_corpus_reading import HELD_OUT, Saying, honest_lines, misdeeds
from scoring.reader.sentences import sentences_of
from scoring.transcript import LANGUAGES, Language
from simulator.content.library import Library, packaged_folder
from simulator.cue import Cue
from simulator.stage import Stage
from simulator.talk import Talk
from simulator.voices.guard import Guard
from tests.simulator.voices.actors import may_be_soft, other_wordings, played

ROOMY = 80
"""Words allowed, so that no sentence is stopped for its length."""
SCENARIOS = 4
"""Scenarios that each persona meets."""
Counts = dict[str, Counter[str]]


def main() -> None:
    """Measure."""
    author = sys.argv[1] if len(sys.argv) > 1 else HELD_OUT
    for language in LANGUAGES:
        counts: Counts = {}
        for stage in _stages(language):
            _count(stage, author, counts)
        for kind, times in counts.items():
            rules, whole = (times[name] / times["all"] for name in ("rules", "whole"))
            print(
                f"{language} {kind:20} {times['all']:5}  by rule {rules:6.1%}  with the weights {whole:6.1%}"
            )


def _stages(language: Language) -> Iterator[Stage]:
    library = Library([packaged_folder()])
    scenarios = [each for each in library.scenarios().values() if language in each.languages]
    for at, persona in enumerate(library.personas().values()):
        if language in persona.languages:
            for step in range(SCENARIOS):
                scenario = scenarios[(at + 5 * step) % len(scenarios)]
                yield Stage(persona, scenario, language, 1, persona.intensity, True)


def _count(stage: Stage, author: str, counts: Counts) -> None:
    guard, random = Guard(stage), Random(7)
    turns = sum(1 for _ in played(stage))
    sayings = [*misdeeds(author, stage.language), *honest_lines(author, stage.language)]
    when = [random.randrange(turns) for _ in sayings]
    for now, (talk, cue) in enumerate(played(stage)):
        roomy = replace(cue, most_words=ROOMY)
        for saying, turn in zip(sayings, when, strict=True):
            if turn == now and _fits(saying, cue):
                _judge(guard, saying.text, roomy, talk, counts.setdefault(_row(saying), Counter()))
                if saying.kind:
                    _judge(guard, saying.text, roomy, talk, counts.setdefault("all misdeeds", Counter()))
        for each in (sentence for words in other_wordings(stage, cue) for sentence in sentences_of(words)):
            _judge(guard, each.text, roomy, talk, counts.setdefault("packaged wordings", Counter()))


def _fits(saying: Saying, cue: Cue) -> bool:
    """Return whether a saying is at this cue what its author meant it to be."""
    if saying.soft:
        return may_be_soft(cue) and cue.ending is not None
    return not (saying.kind == "too_nice" and may_be_soft(cue)) and not (
        saying.kind == "ends_talk" and cue.ending
    )


def _row(saying: Saying) -> str:
    return saying.kind or ("honest, soft" if saying.soft else "honest")


def _judge(guard: Guard, text: str, cue: Cue, talk: Talk, times: Counter[str]) -> None:
    times["all"] += 1
    for name, fault in (
        ("rules", guard.by_rule(text, text, cue, talk, "")),
        ("whole", guard.fault(text, text, cue, talk, "")),
    ):
        times[name] += fault not in (None, "repeats")


if __name__ == "__main__":
    main()
