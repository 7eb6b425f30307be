"""How much of each prompt a server need not read again: the share of tokens that the last request began with.

Run: python benchmarks/voice_prefix.py
By structure, over every persona × scenario × language with a balanced trainee, from the third turn on. With
weights fetched by `.ci/weights`, also what a real llama.cpp server says it kept.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scoring.transcript import LANGUAGES  # noqa: E402 - after the path
from simulator.content.library import Library, packaged_folder, shared_languages  # noqa: E402
from simulator.endpoints import EndpointSettings  # noqa: E402
from simulator.stage import Stage  # noqa: E402
from simulator.voices.chat import Message  # noqa: E402
from simulator.voices.endpoint import Endpoint  # noqa: E402
from simulator.voices.prompt import messages  # noqa: E402
from simulator.voices.tokens import Count, counter  # noqa: E402
from tests.simulator.voices.actors import played  # noqa: E402


def main() -> None:
    """Print both."""
    count = counter("", Path(tempfile.gettempdir()) / "motet-vocabulary")
    for language in LANGUAGES:
        shares = [share for stage in _stages(language) for share in _shares(_requests(stage, count), count)]
        print(f"{language}: median {median(shares):.1%}, lowest {min(shares):.1%}, {len(shares)} requests")
    weights = sorted((ROOT / ".cache" / "weights").glob("*.gguf"))
    if weights:
        stage = next(iter(_stages("en")))
        _real(weights[0], _requests(stage, count))


def _stages(language: str) -> Iterator[Stage]:
    library = Library([packaged_folder()])
    for persona in library.personas().values():
        for scenario in library.scenarios().values():
            for each in shared_languages(persona, scenario):
                if each == language:
                    yield Stage(persona, scenario, each, 1, persona.intensity, True)


def _requests(stage: Stage, count: Count) -> list[list[Message]]:
    return [messages(talk, cue, count, 100_000) for talk, cue in played(stage)]


def _shares(requests: Sequence[list[Message]], count: Count) -> list[float]:
    """Return for each request from the third on which share of it the server has just read."""
    return [count(_common(before, now)) / count(now) for before, now in pairwise(requests[1:])]


def _common(before: list[Message], now: list[Message]) -> list[Message]:
    return [one for one, other in zip(before, now, strict=False) if one == other]


def _real(weights: Path, requests: Sequence[list[Message]]) -> None:
    script = ROOT / "tests" / "simulator" / "voices" / "real.py"
    server = subprocess.Popen(
        [sys.executable, script, weights],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout
    assert server.stdin
    address = server.stdout.readline().decode().strip()
    asyncio.run(_asked(EndpointSettings(base_url=f"{address}/v1", model="m", total=600), requests))
    server.stdin.close()
    server.wait(20)


async def _asked(settings: EndpointSettings, requests: Sequence[list[Message]]) -> None:
    endpoint = Endpoint(settings)
    cached = total = 0
    for number, request in enumerate(requests):
        usage = (await endpoint.complete(request, 8)).finish.usage
        assert usage
        if number >= 2:
            cached, total = cached + usage.cached, total + usage.prompt
    await endpoint.close()
    print(f"llama.cpp: {cached / total:.1%} of {total} prompt tokens kept from the third turn on")


if __name__ == "__main__":
    main()
