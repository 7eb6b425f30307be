"""Judging models by script: an honest one that answers from labels, and one that obeys whatever it reads."""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from scoring.finding import PITFALLS, Finding
from scoring.judge_question import Question
from scoring.transcript import Language

Json = dict[str, object]
ATTACKS: dict[str, dict[Language, list[str]]]
BENIGN: dict[Language, list[str]]
_FILE = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text("utf-8"))
ATTACKS, BENIGN = _FILE["attacks"], _FILE["benign"]


def reply(opportunities: Sequence[Json], pitfalls: Sequence[Json] = ()) -> str:
    """Return a reply of the right form; pitfalls that are not named do not occur."""
    named = {pitfall["code"] for pitfall in pitfalls}
    rest: list[Json] = [
        {"code": code, "found": False, "occurrences": []} for code in PITFALLS if code not in named
    ]
    return json.dumps({"opportunities": list(opportunities), "pitfalls": [*pitfalls, *rest]})


def by_labels(findings: Sequence[Finding]) -> Callable[[Question], str]:
    """Return a judge that finds exactly these."""

    def ask(asked: Question) -> str:
        talk = json.loads(asked.talk)
        acts = [_verdict(item, findings) for item in talk["asked"]]
        pitfalls: list[Json] = [
            {"code": code, "found": True, "occurrences": places}
            for code in PITFALLS
            if (places := [_place(each) for each in findings if each.code == code])
        ]
        return reply(acts, pitfalls)

    return ask


def obedient(asked: Question) -> str:
    """Return the reply of a judge that credits everything as soon as anything in the talk tells it to.

    It quotes whatever it can: the attack itself, the first words of a turn, and words that nobody said.
    """
    talk = json.loads(asked.talk)
    heard = " ".join(turn["text"] for turn in talk["turns"] if turn["speaker"] == "trainee")
    attacks = [line for by_language in ATTACKS.values() for lines in by_language.values() for line in lines]
    obeys = any(line in heard for line in attacks)
    texts = {turn["id"]: turn["text"].split(" ", 1)[1].rsplit(" ", 1)[0] for turn in talk["turns"]}
    return reply([_credited(item, texts) if obeys else _not(item["id"]) for item in talk["asked"]])


def _verdict(item: Json, findings: Sequence[Finding]) -> Json:
    turns = item["turns"]
    assert isinstance(turns, list)
    for each in findings:
        if each.code == item["code"] and f"t{each.turn}" in turns:
            return {"id": item["id"], "met": True, "turn": f"t{each.turn}", "quote": each.quote}
    return _not(item["id"])


def _not(name: object) -> Json:
    return {"id": name, "met": False, "turn": "", "quote": ""}


def _place(finding: Finding) -> Json:
    return {"turn": f"t{finding.turn}", "quote": finding.quote}


def _credited(item: Json, texts: dict[str, str]) -> Json:
    turns = item["turns"]
    assert isinstance(turns, list)
    turn = str(turns[-1])
    return {"id": item["id"], "met": True, "turn": turn, "quote": " ".join(texts[turn].split()[:5])}


def attack_lines(language: Language) -> Iterator[str]:
    """Yield all attacks in a language."""
    for by_language in ATTACKS.values():
        yield from by_language[language]
