"""Reads the labelled corpus: conversations with the author's labels as spans and omissions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.transcript import Brief, Language, Transcript, Turn

CORPUS = Path(__file__).parent / "corpus"
_HEADER = re.compile(
    r"=== (?P<id>(?P<author>(?P<language>en|sv|da)-\w+)-\d+) \| style: (?P<style>\w+) \| corner: (?P<corner>\w+) \| scenario: (?P<scenario>\S+)"
)
_CUSTOMER = re.compile(r"C \[(?P<tags>[a-z_ ]*)\]: (?P<text>.*)")
_TRAINEE = re.compile(r"T(?P<omitted>(?: ![a-z_]+)*): ?(?P<text>.*)")
_SPAN = re.compile(r"\{([a-z_ ]+)\|([^{}|]+)\}")


@dataclass(frozen=True)
class Label:
    """One code that the author put on a stretch of a trainee turn."""

    turn: int
    """Index of the trainee turn."""
    code: str
    """The code."""
    start: int
    """Where the labelled words begin. -1: an omission, no words."""
    end: int
    """Where they end. -1: an omission."""

    def covers(self, start: int, end: int) -> bool:
        """Return whether half of the labelled words, or half of the stretch, lie in the other."""
        common = min(self.end, end) - max(self.start, start)
        return self.start >= 0 and common > 0 and 2 * common >= min(self.end - self.start, end - start)


@dataclass(frozen=True)
class Labelled:
    """One conversation of the corpus with its labels."""

    transcript: Transcript
    author: str
    """Who wrote and labelled it, e.g. `sv-a`."""
    style: str
    corner: str
    scenario: str
    labels: tuple[Label, ...]


def load_corpus(folder: Path = CORPUS) -> list[Labelled]:
    """Return all conversations of all authors, in the order of the file names."""
    return [talk for path in sorted(folder.glob("??-*.txt")) for talk in _talks(path.read_text("utf-8"))]


def _talks(text: str) -> Iterator[Labelled]:
    for block in re.split(r"\n(?==== )", text.strip()):
        yield _talk(block.strip().split("\n"))


def _talk(lines: list[str]) -> Labelled:
    header = _HEADER.match(lines[0])
    if header is None:
        raise ValueError(f"not a header: {lines[0]}")
    turns: list[Turn] = []
    labels: list[Label] = []
    for line in lines[lines.index("---") + 1 :]:
        if customer := _CUSTOMER.match(line):
            turns.append(
                Turn.model_validate(
                    {"speaker": "customer", "text": customer["text"], "calls_for": customer["tags"].split()}
                )
            )
        elif trainee := _TRAINEE.match(line):
            text, spans = _unmarked(trainee["text"])
            labels += [Label(len(turns), code, -1, -1) for code in re.findall(r"[a-z_]+", trainee["omitted"])]
            labels += [Label(len(turns), code, start, end) for code, start, end in spans]
            turns.append(Turn(speaker="trainee", text=text))
    language: Language = header["language"]  # type: ignore[assignment]  # the pattern allows these three only
    transcript = Transcript(id=header["id"], language=language, brief=_brief(lines), turns=tuple(turns))
    return Labelled(
        transcript, header["author"], header["style"], header["corner"], header["scenario"], tuple(labels)
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, at = "", 0
    spans: list[tuple[str, int, int]] = []
    for match in _SPAN.finditer(marked):
        text += marked[at : match.start()]
        spans += [(code, len(text), len(text) + len(match[2])) for code in match[1].split()]
        text += match[2]
        at = match.end()
    return text + marked[at:], spans


def _brief(lines: list[str]) -> Brief | None:
    if lines[1] == "brief: none":
        return None
    fields: dict[str, list[str]] = {}
    for line in lines[1 : lines.index("---")]:
        key, _, value = line.partition(": ")
        fields.setdefault(key, []).append(value)
    return Brief(
        decision=" ".join(fields["decision"]),
        reason=" ".join(fields.get("reason", [""])),
        fault_established=fields.get("fault") == ["yes"],
        may_offer=tuple(fields.get("offer", ())),
        must_not=tuple(fields.get("never", ())),
        facts=tuple(fields.get("fact", ())),
    )
