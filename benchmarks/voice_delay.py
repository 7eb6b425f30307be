"""What our own work adds before the first sentence, beside a bare loop over the SDK on the same server.

Run: python benchmarks/voice_delay.py [ROUNDS]
Each round asks both, in turns, for the same words of the same cue; the server answers at once. Prints the
milliseconds to the first whole sentence, and their difference.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from openai import AsyncOpenAI  # noqa: E402 - after the path
from openai.types.chat import ChatCompletionMessageParam  # noqa: E402

from simulator.content.library import Library, packaged_folder  # noqa: E402
from simulator.endpoints import EndpointSettings  # noqa: E402
from simulator.stage import Stage  # noqa: E402
from simulator.talk import Talk  # noqa: E402
from simulator.voices.model import ModelVoice  # noqa: E402
from tests.simulator.voices.loopback import Loopback, spoken  # noqa: E402

WORDS = "I came all the way in by bus, and I am furious! Forty minutes, for that."


def main() -> None:
    """Measure."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with Loopback(lambda asked: spoken(WORDS, prompt=1_500)) as server:
        asyncio.run(_measure(server, rounds))


async def _measure(server: Loopback, rounds: int) -> None:
    library = Library([packaged_folder()])
    stage = Stage(library.persona("prosecutor"), library.scenario("retail_hygiene_return"), "en", 1, 3, True)
    folder = Path(tempfile.gettempdir()) / "motet-vocabulary"
    voice = ModelVoice(EndpointSettings(base_url=server.base_url, model="m"), folder)
    bare = AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0)
    talk = Talk(stage)
    talk.begin()
    talk.hear("What happened?")
    sent: list[ChatCompletionMessageParam] = []
    ours, theirs = [], []
    for _ in range(rounds + 5):
        ours.append(await _first_of_ours(voice, talk))
        sent = sent or [
            {"role": "user", "content": message["content"]} for message in server.asked[0].messages
        ]
        theirs.append(await _first_of_theirs(bare, sent))
    await voice.close()
    await bare.close()
    _print(ours[5:], theirs[5:])


async def _first_of_ours(voice: ModelVoice, talk: Talk) -> float:
    cue = talk.said[-1].cue
    assert cue
    start, first = perf_counter(), 0.0
    async for piece in voice.word(cue, talk):
        if isinstance(piece, str):
            first = first or perf_counter() - start
    return first * 1_000


async def _first_of_theirs(bare: AsyncOpenAI, sent: list[ChatCompletionMessageParam]) -> float:
    start, text, first = perf_counter(), "", 0.0
    stream = await bare.chat.completions.create(
        model="m", messages=sent, stream=True, stream_options={"include_usage": True}, max_tokens=500
    )
    async for chunk in stream:
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        if not first and "! " in text:
            first = perf_counter() - start
    return first * 1_000


def _print(ours: list[float], theirs: list[float]) -> None:
    added = [one - other for one, other in zip(ours, theirs, strict=True)]
    for name, values in (("model voice", ours), ("bare SDK", theirs), ("added", added)):
        p99 = quantiles(values, n=100)[98]
        print(f"{name:12} median {median(values):6.2f} ms   p99 {p99:6.2f} ms")


if __name__ == "__main__":
    main()
