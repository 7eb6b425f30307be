"""Whether every outcome has one of the named causes: mutated streams and mutated judge replies.

Run: python benchmarks/voice_fuzz.py [COUNT]
"""

import asyncio
import json
import random
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import httpx2  # noqa: E402 - after the path

from scoring.assessment import assess  # noqa: E402
from scoring.judge import Failed, judge  # noqa: E402
from scoring.judge_question import Question  # noqa: E402
from simulator.endpoints import EndpointSettings  # noqa: E402
from simulator.errors import EndpointError  # noqa: E402
from simulator.voices.chat import Message  # noqa: E402
from simulator.voices.endpoint import Endpoint  # noqa: E402
from tests.scoring.judges import by_labels  # noqa: E402
from tests.scoring.test_judge import FOUND, talk  # noqa: E402
from tests.simulator.voices.loopback import spoken  # noqa: E402

SPICE = [
    b"\xff",
    b"\x00",
    b"null",
    b"[]",
    b"{}",
    b'"',
    b"\n\n",
    b"data:",
    b"event: error\n",
    b"\xed\xa0\xbd",
    b"-1",
    b"NaN",
]


def main() -> None:
    """Fuzz both and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    start = perf_counter()
    streams = asyncio.run(_streams(count))
    print(f"{count} streams in {perf_counter() - start:.0f} s: {dict(streams.most_common())}")
    start = perf_counter()
    replies = _replies(count)
    print(f"{count} replies in {perf_counter() - start:.0f} s: {dict(replies.most_common())}")


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Return bytes with one to four accidents: cut, spiced, doubled, swapped, flipped."""
    for _ in range(dice.randint(1, 4)):
        at, end = sorted((dice.randrange(len(raw) + 1), dice.randrange(len(raw) + 1)))
        match dice.randrange(5):
            case 0:
                raw = raw[:end]
            case 1:
                raw = raw[:at] + dice.choice(SPICE) + raw[at:]
            case 2:
                raw = raw[:at] + raw[at:end] * 2 + raw[end:]
            case 3:
                raw = raw[:at] + raw[end:]
            case _:
                raw = raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]
    return raw


async def _streams(count: int) -> Counter[str]:
    dice, outcomes = random.Random(1), Counter[str]()
    whole = b"".join(spoken("I am so angry about this. Eighty-nine pounds!").pieces[1:])

    async def answer(request: httpx2.Request) -> httpx2.Response:
        kind = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=kind, content=mutated(whole, dice))

    settings = EndpointSettings(base_url="http://127.0.0.1:1/v1", model="m")
    endpoint = Endpoint(settings, lambda: httpx2.MockTransport(answer))
    for _ in range(count):
        try:
            async for _piece in endpoint.stream([Message("user", "Hello")], 50):
                pass
            outcomes["whole"] += 1
        except EndpointError as error:
            outcomes[error.cause] += 1
    await endpoint.close()
    return outcomes


def _replies(count: int) -> Counter[str]:
    dice, outcomes = random.Random(2), Counter[str]()
    local = assess(talk())
    good: list[str] = []

    def first(asked: Question) -> str:
        good.append(by_labels(FOUND)(asked))
        return good[0]

    judge(local, first, lambda: "⟦0⟧", "m")
    texts = {turn.text for turn in local.transcript.turns}
    for _ in range(count):
        raw = mutated(good[0].encode(), dice).decode("utf-8", "replace")
        found = judge(local, lambda asked, raw=raw: raw, lambda: "⟦0⟧", "m")  # type: ignore[misc]  # a bound default
        if isinstance(found, Failed):
            outcomes[found.reason] += 1
            continue
        quotes = [each.quote for each in found.scorecard.findings]
        outcomes["read" if all(any(quote in text for text in texts) for quote in quotes) else "INVENTED"] += 1
    json.loads(good[0])
    return outcomes


if __name__ == "__main__":
    main()
