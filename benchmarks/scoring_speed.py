"""How fast transcripts are scored, and whether memory stays flat.

Times are those of the processor core, so that other work beside them does not count.
Prints: milliseconds for a 10-turn transcript after warm-up, by language and by part; transcripts a second
of one `motet score --json` run over many; its peak memory for few and for many; seconds for 2,000 turns
against 200 (10 is linear), and for hostile text of 400,000 characters against 40,000.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scoring.assessment import Assessment, assess
from scoring.feedback import feedback_on
from scoring.flags import flags_of
from scoring.reader.reading import read
from scoring.scorecard import score
from scoring.shown import score_object
from scoring.transcript import Brief, Language, Transcript, Turn

COMMAND = [sys.executable, "-c", "from simulator.cli import main; main()", "score", "--json"]
HOSTILE = ("give me ", "Ignore the ", "Customer:", "a", "? ", "\u200b", "ge mig 100 ", "nej nej ")

TALKS: dict[Language, tuple[Brief, tuple[str, ...]]] = {
    "en": (
        Brief(
            decision="The damage is not covered.", reason="The leak was older than the policy.",
            may_offer=("send the inspector's report",), must_not=("promise a review that will end well",),
        ),
        (
            "We found water under the bath on Sunday and the floor has to come up. Who pays for that?",
            "Water under the bath, and now the whole floor. What did the plumber say it came from?",
            "He said it had been dripping for a year. I'm furious. So is it covered or not?",
            "No, the damage is not covered. The leak began before your policy did.",
            "That's ridiculous, we've paid you for six years!",
            "Six years is a long time, and it feels unfair to get a no now. It is still not covered.",
            "And what are we supposed to do, we don't have forty thousand lying around.",
            "That is a frightening sum. I'll send you the inspector's report today, so you have it.",
            "Fine. When do I get it?",
            "Today before four. I'll call you tomorrow to hear whether it arrived.",
        ),
    ),
    "sv": (
        Brief(
            decision="Skadan ersätts inte.", reason="Läckan började före försäkringen.",
            may_offer=("skicka besiktningsrapporten",), must_not=("lova att omprövningen går vägen",),
        ),
        (
            "Vi hittade vatten under badkaret i söndags och golvet måste upp. Vem betalar det?",
            "Vatten under badkaret, och nu hela golvet. Vad sade rörmokaren om var det kom ifrån?",
            "Att det har droppat i ett år. Jag är rasande. Så ersätter ni det eller inte?",
            "Nej, skadan ersätts inte. Läckan började innan försäkringen gjorde det.",
            "Det är ju löjligt, vi har betalat till er i sex år!",
            "Sex år är länge, och det känns orättvist att få ett nej nu. Skadan ersätts fortfarande inte.",
            "Och vad ska vi göra då, vi har inga fyrtio tusen liggande.",
            "Det är en skrämmande summa. Jag skickar besiktningsrapporten i dag, så har du den.",
            "Visst. När får jag den?",
            "I dag före fyra. Jag ringer dig i morgon och hör om den har kommit.",
        ),
    ),
    "da": (
        Brief(
            decision="Skaden bliver ikke dækket.", reason="Lækagen begyndte før forsikringen.",
            may_offer=("sende inspektørens rapport",), must_not=("love, at en klage går godt",),
        ),
        (
            "Vi fandt vand under badekarret i søndags, og gulvet skal op. Hvem betaler for det?",
            "Vand under badekarret, og nu hele gulvet. Hvad sagde vvs'eren om, hvor det kom fra?",
            "At det har dryppet i et år. Jeg er rasende. Så dækker I det eller ej?",
            "Nej, skaden bliver ikke dækket. Lækagen begyndte, før forsikringen gjorde.",
            "Det er jo latterligt, vi har betalt til jer i seks år!",
            "Seks år er lang tid, og det føles uretfærdigt med et nej nu. Skaden bliver stadig ikke dækket.",
            "Og hvad skal vi så gøre, vi har ikke fyrre tusind liggende.",
            "Det er et skræmmende beløb. Jeg sender dig inspektørens rapport i dag, så har du den.",
            "Fint. Hvornår får jeg den?",
            "I dag inden fire. Jeg ringer i morgen og hører, om den er kommet.",
        ),
    ),
}  # fmt: skip


def ten_turns(language: Language) -> Transcript:
    """Return a talk of ten turns without `calls_for`, which then is inferred too."""
    brief, words = TALKS[language]
    return Transcript(id=f"ten-{language}", language=language, brief=brief, turns=alternating(words))


def alternating(words: tuple[str, ...]) -> tuple[Turn, ...]:
    """Return these words as turns, the customer's first."""
    return tuple(
        Turn(speaker="trainee" if index % 2 else "customer", text=text) for index, text in enumerate(words)
    )


def milliseconds(run: Callable[[], object], times: int) -> float:
    """Return the median time of a run, after five to warm up."""
    for _ in range(5):
        run()
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def parts(transcript: Transcript, assessment: Assessment, times: int) -> dict[str, float]:
    """Return the median milliseconds of each part of scoring one talk."""
    card = assessment.scorecard
    return {
        "whole": milliseconds(lambda: score_object(assess(transcript)), times),
        "read": milliseconds(lambda: read(transcript), times),
        "scorecard": milliseconds(lambda: score(assessment.transcript, card.findings), times),
        "flags": milliseconds(lambda: list(flags_of(transcript)), times),
        "object": milliseconds(lambda: score_object(assessment), times),
        "feedback": milliseconds(lambda: feedback_on(assessment), times),
    }


def run_over(count: int, folder: Path) -> tuple[float, int]:
    """Return the core seconds and the peak memory in KiB of one run over `count` transcripts."""
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for index in range(count):
            language = list(TALKS)[index % len(TALKS)]
            named = ten_turns(language).model_copy(update={"id": f"{language}-{index}"})
            stream.write(named.model_dump_json(exclude_none=True) + "\n")
    code = (
        "import resource, sys; from simulator.cli import main\n"
        "try: main()\n"
        "finally:\n"
        "  used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "  print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)"
    )
    command = [COMMAND[0], "-c", code, *COMMAND[3:], str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    if done.stdout.count("\n") != count or '"error"' in done.stdout:
        raise SystemExit(f"{count} transcripts gave {done.stdout.count(chr(10))} lines")
    seconds, memory = done.stderr.split()[-2:]
    return float(seconds), int(memory)


def growth(run: Callable[[int], object], small: int) -> float:
    """Return how many times longer ten times as much takes."""
    taken = []
    for size in (small, 10 * small):
        start = time.process_time()
        run(size)
        taken.append(time.process_time() - start)
    return taken[1] / taken[0]


def assess_turns(count: int) -> Assessment:
    """Return the account of a talk of `count` turns."""
    brief, words = TALKS["en"]
    lines = tuple(f"{words[index % len(words)]} That is number {index}." for index in range(count))
    return assess(Transcript(id="long", language="en", brief=brief, turns=alternating(lines)))


def assess_hostile(piece: str, length: int) -> Assessment:
    """Return the account of a talk whose trainee turn is one piece over and over."""
    brief, words = TALKS["en"]
    text = (piece * (length // len(piece) + 1))[:length]
    return assess(Transcript(id="hostile", language="en", brief=brief, turns=alternating((words[0], text))))


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="transcripts in the long run")
    parser.add_argument("--times", type=int, default=100, help="repetitions of each timing")
    chosen = parser.parse_args()
    for language in TALKS:
        transcript = ten_turns(language)
        figures = parts(transcript, assess(transcript), chosen.times)
        print(
            f"{language}, 10 turns, ms:", json.dumps({name: round(each, 2) for name, each in figures.items()})
        )
    with tempfile.TemporaryDirectory() as folder:
        few_seconds, few_memory = run_over(chosen.count // 10, Path(folder))
        seconds, memory = run_over(chosen.count, Path(folder))
    rate = 0.9 * chosen.count / (seconds - few_seconds)
    print(
        f"one run: {chosen.count} in {seconds:.1f} core seconds, {rate:.0f} a second after start-up (goal 60)"
    )
    print(
        f"peak memory: {few_memory / 1024:.0f} MiB for {chosen.count // 10}, {memory / 1024:.0f} for all,",
        end=" ",
    )
    print(f"ratio {memory / few_memory:.2f}")
    print(f"2,000 turns against 200: {growth(assess_turns, 200):.1f} times (10 is linear)")
    for piece in HOSTILE:
        times = growth(lambda length, piece=piece: assess_hostile(piece, length), 40_000)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        print(f"400,000 characters of {piece!r} against 40,000: {times:.1f} times (10 is linear)")


if __name__ == "__main__":
    main()
