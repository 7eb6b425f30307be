"""Whether the same words give the same bytes: across processes, hash seeds and Python versions.

Run: python benchmarks/same_bytes.py [PYTHON …]
Each PYTHON (default: this one) gets an environment of its own with Motet installed; each plays every
persona × scenario × language by three scripted trainees in two processes with different hash seeds.
Prints one digest a run, and exits 1 where two differ.
"""

import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROLES = ("balanced", "blunder", "stuffer")


def main() -> None:
    """Play on every Python and compare."""
    digests: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, python in enumerate(sys.argv[1:] or [sys.executable]):
            motet = _installed(python, Path(folder) / str(number))
            for hash_seed in ("1", "2"):
                digests[f"{python} hash seed {hash_seed}"] = _digest(motet, hash_seed)
    for name, digest in digests.items():
        print(f"{digest}  {name}")
    same = len(set(digests.values())) == 1
    print("byte-equal" if same else "NOT byte-equal")
    sys.exit(0 if same else 1)


def _installed(python: str, folder: Path) -> Path:
    subprocess.run([python, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", ROOT], check=True)
    return folder / "bin" / "motet"


def _digest(motet: Path, hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}

    def run(*arguments: str) -> bytes:
        return subprocess.run([motet, *arguments], check=True, capture_output=True, env=environment).stdout

    personas = json.loads(run("list", "personas", "--json"))
    scenarios = json.loads(run("list", "scenarios", "--json"))
    digest = hashlib.sha256()
    for persona, scenario, role in itertools.product(personas, scenarios, ROLES):
        for language in sorted(set(persona["languages"]) & set(scenario["languages"])):
            pair = ("play", persona["id"], scenario["id"], "--lang", language)
            digest.update(run(*pair, "--seed", "7", "--as", role, "--json"))
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    main()
