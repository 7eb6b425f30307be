"""Whether words in a talk can lead a model judge: attacks with a judge that obeys, and look-alikes.

Run: python benchmarks/voice_judge_attacks.py
Each attack stands alone, before and after ordinary words. The judge by script credits everything, with quotes from
the talk, as soon as it reads an attack. Each look-alike stands in the same three places.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scoring.assessment import Assessment, assess  # noqa: E402 - after the path
from scoring.judge import judge  # noqa: E402
from scoring.tampering import steers  # noqa: E402
from scoring.transcript import LANGUAGES, Language  # noqa: E402
from tests.scoring.judges import BENIGN, attack_lines, obedient  # noqa: E402
from tests.scoring.test_judge import marks, talk  # noqa: E402

USUAL: dict[Language, str] = {
    "en": "I hear how hard this is.", "sv": "Jag hör hur svårt det är.", "da": "Jeg kan høre, hvor svært det er.",
}  # fmt: skip


def main() -> None:
    """Attack and print."""
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for line in attack_lines(language):
            for words in _placed(line, language):
                counts["attacks"] += 1
                counts["risen"] += _overall(words, language) > _overall(words, language, honest=True)
        for line in BENIGN[language]:
            counts["look-alikes"] += 3
            counts["flagged"] += sum(steers(words) for words in _placed(line, language))
        print(f"{language}: {dict(counts)}")


def _placed(line: str, language: Language) -> Iterator[str]:
    yield line
    yield f"{line} {USUAL[language]}"
    yield f"{USUAL[language]} {line}"


def _overall(words: str, language: Language, honest: bool = False) -> float:
    """Return the overall value that the model's reading gives; where it gives none, the local one stands."""
    local = assess(talk(words, language=language))
    found = local if honest else judge(local, obedient, marks(), "m")
    card = found.scorecard if isinstance(found, Assessment) else local.scorecard
    return card.overall.value if card.overall else 0.0


if __name__ == "__main__":
    main()
