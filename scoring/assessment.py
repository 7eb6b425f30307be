"""The whole account of one talk: findings, scorecard, ledger and flags, under one version."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from scoring.codebook import codebook
from scoring.finding import Code, Finding
from scoring.flags import FLAGS, Flag, flags_of
from scoring.grader_talk import without_grader_talk
from scoring.hearing import Hearing
from scoring.house import House, HouseView, house_view
from scoring.inference import inference_version
from scoring.ledger import LedgerLine, ledger_of
from scoring.reader.error import error_version, measured_error
from scoring.reader.reading import Reader, reader_version
from scoring.reader.words import words_of
from scoring.scorecard import Scorecard, score
from scoring.transcript import Transcript, Turn

ReaderName = Literal["local", "model"]

_OMISSIONS: frozenset[Code] = frozenset({"absent", "vague"})
_SHORTEST_QUOTE = 3


class TurnReader(Protocol):
    """Whatever finds codes in a trainee's turns, hearing the customer's in between."""

    def hear(self, index: int, turn: Turn) -> None:
        """Take in a customer turn."""

    def read(self, index: int, turn: Turn) -> tuple[Finding, ...]:
        """Return the findings of a trainee turn, uncredited."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found in one talk."""

    transcript: Transcript
    """The talk, every customer turn with what it calls for."""
    scorecard: Scorecard
    """Both sides, the voices, the corner, and the findings with `credited` set."""
    ledger: tuple[LedgerLine, ...]
    """What became of the decision, in the order of the talk."""
    flags: tuple[Flag, ...]
    """What to look at before trusting the score, in the order of the closed list."""
    version: str
    """Codebook and reader; scores of different versions are not comparable."""
    reader: ReaderName
    """Which reader the score came from."""
    dropped: int
    """How many findings were dropped because their quote is not in the turn."""
    house: HouseView | None = None
    """How the talk stands to the house's style. None: no house was named."""


def measure_version(house: House | None = None) -> str:
    """Return the version that scores of this installation name.

    Codebook, reader, its error, inference of what customer turns call for, house style.
    """
    parts = (
        f"codebook-{codebook().version}",
        reader_version(),
        error_version(),
        f"calls-{inference_version()}",
        house and house.version,
    )
    return "+".join(part for part in parts if part)


def comparable_part(version: str) -> str:
    """Return what values can be compared by: the version without the house style, which moves no value."""
    return "+".join(part for part in version.split("+") if not part.startswith("house-"))


def assess(transcript: Transcript, *, hidden: bool = False, house: House | None = None) -> Assessment:
    """Return the account of a talk by the local reader.

    `hidden` says that invisible characters were taken out of it on the way in. A `house` adds how the talk
    stands to its style.
    """
    turns, findings, dropped, inferred = _read(transcript)
    tagged = transcript.model_copy(update={"turns": turns})
    raised: set[Flag] = set(flags_of(transcript))
    raised |= {"calls_for_inferred"} if inferred else set()
    raised |= {"hidden_characters"} if hidden else set()
    raised |= {"quote_not_found"} if dropped else set()
    card, ledger = score(tagged, findings, measured_error()), ledger_of(tagged, findings)
    return Assessment(
        transcript=tagged,
        scorecard=card,
        ledger=ledger,
        flags=tuple(flag for flag in FLAGS if flag in raised),
        version=measure_version(house),
        reader="local",
        dropped=dropped,
        house=house_view(house, tagged, card, ledger) if house else None,
    )


def read_turn(reader: TurnReader, index: int, turn: Turn) -> tuple[tuple[Finding, ...], int]:
    """Return what a trainee turn earned, and how many findings were dropped for want of their quote.

    Words that speak to whoever scores are not read.
    """
    raw = reader.read(index, turn.model_copy(update={"text": without_grader_talk(turn.text)}))
    kept = tuple(found for finding in raw if (found := quoted(finding, turn.text)))
    return kept, len(raw) - len(kept)


def _read(transcript: Transcript) -> tuple[tuple[Turn, ...], Sequence[Finding], int, bool]:
    """Return the tagged turns, the findings, how many were dropped, and whether tags were inferred."""
    reader = Reader(transcript.language, transcript.brief)
    hearing = Hearing(transcript)
    turns: list[Turn] = []
    findings: list[Finding] = []
    inferred: set[int] = set()
    dropped = 0
    stated = False
    for index, turn in enumerate(transcript.turns):
        if turn.speaker == "trainee":
            found, lost = read_turn(reader, index, turn)
            stated = stated or any(finding.code == "state" for finding in found)
            hearing.answered(turn.text)
            findings += found
            dropped += lost
        elif turn.calls_for is None:
            heard = hearing.hear(index, stated=stated)
            turn = turn.model_copy(update={"calls_for": heard.calls_for})
            reader.hear(index, turn.model_copy(update={"text": heard.text}))
            inferred.add(index)
        else:
            hearing.told()
            reader.hear(index, turn)
        turns.append(turn)
    kept = [finding for finding in findings if not _passed_over_nothing(finding, turns, inferred)]
    return tuple(turns), kept, dropped, bool(inferred)


def _passed_over_nothing(finding: Finding, turns: Sequence[Turn], inferred: Set[int]) -> bool:
    """Return whether an omission rests on a turn that, as far as can be inferred, asked and showed nothing.

    `absent` without words needs a direct question or a feeling (CODEBOOK 3).
    """
    cited = finding.cites
    if finding.code != "absent" or finding.quote or cited is None or cited not in inferred:
        return False
    return not {"question", "emotion"} & set(turns[cited].calls_for or ())


def quoted(finding: Finding, text: str) -> Finding | None:
    """Return the finding with a quote that stands in `text` and is long enough, or None where it does not.

    A quote of fewer than three words grows to its neighbours (CODEBOOK 5). Only an omission has no words.
    """
    if not finding.quote:
        omitted = finding.code in _OMISSIONS and finding.cites is not None
        return finding if omitted else None
    start = text.find(finding.quote)
    if start < 0:
        return None
    if len(words_of(finding.quote)) >= _SHORTEST_QUOTE:
        return finding
    return replace(finding, quote=_grown(text, start, start + len(finding.quote)))


def _grown(text: str, start: int, end: int) -> str:
    """Return `text[start:end]` with as many words after it, then before it, as make it three."""
    while len(words_of(text[start:end])) < _SHORTEST_QUOTE and end < len(text):
        end += 1 + len(text[end + 1 :].split(" ", 1)[0]) if end + 1 < len(text) else 1
    while len(words_of(text[start:end])) < _SHORTEST_QUOTE and start > 0:
        start = max(text.rfind(" ", 0, start - 1), -1) + 1 if start > 1 else 0
    return text[start:end].strip()
