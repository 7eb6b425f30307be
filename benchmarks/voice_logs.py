"""Whether the customer feels the same whoever finds the words: understudy, scripted model, real server.

Run: python benchmarks/voice_logs.py
Plays the same lines with the same seed by each, and compares the logs of moods and cues byte by byte. The real
server takes part where its weights were fetched by `.ci/weights`.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scoring.transcript import LANGUAGES, Language  # noqa: E402 - after the path
from simulator.content.library import Library, packaged_folder  # noqa: E402
from simulator.endpoints import EndpointSettings  # noqa: E402
from simulator.playing import play_lines  # noqa: E402
from simulator.speaking import Aloud  # noqa: E402
from simulator.stage import Stage  # noqa: E402
from simulator.talk import Talk  # noqa: E402
from simulator.voices.model import ModelVoice  # noqa: E402
from tests.simulator.voices.loopback import Loopback, spoken  # noqa: E402

LINES = ("What happened?", "I hear you.", "I can't take it back.", "")


def main() -> None:
    """Play and compare."""
    with Loopback(lambda asked: spoken("No way, not like this!")) as scripted:
        _compare("scripted model", scripted.base_url, LANGUAGES, len(LINES))
    weights = sorted((ROOT / ".cache" / "weights").glob("*.gguf"))
    if not weights:
        print("real server: no weights; fetch them with .ci/weights")
        return
    script = ROOT / "tests" / "simulator" / "voices" / "real.py"
    server = subprocess.Popen(
        [sys.executable, script, weights[0]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout
    assert server.stdin
    _compare("real server", f"{server.stdout.readline().decode().strip()}/v1", LANGUAGES, 2)
    server.stdin.close()
    server.wait(20)


def _compare(name: str, base_url: str, languages: tuple[Language, ...], lines: int) -> None:
    library = Library([packaged_folder()])
    for language in languages:
        stage = Stage(
            library.persona("pleader"), library.scenario("bank_loan_declined"), language, 7, 3, True
        )
        settings = EndpointSettings(
            base_url=base_url, model="m", first_token=300, gap=300, total=600, retries=0
        )
        voice = ModelVoice(settings, Path(tempfile.gettempdir()) / "motet-vocabulary")
        with Aloud(voice) as speak:
            acted = play_lines(stage, None, LINES[:lines], speak).talk
        plain = play_lines(stage, None, LINES[:lines]).talk
        same = _log(acted) == _log(plain)
        by = [said.wording.source for said in acted.said if said.wording]
        print(
            f"{name} {language}: {'byte-equal' if same else 'NOT byte-equal'}  {_digest(acted)}  words by {by}"
        )


def _log(talk: Talk) -> bytes:
    return "\n".join(f"{said.mood} {said.cue}" for said in talk.said if said.cue).encode()


def _digest(talk: Talk) -> str:
    return hashlib.sha256(_log(talk)).hexdigest()[:12]


if __name__ == "__main__":
    main()
