"""An accepted turn survives the sudden death of its process."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_no_accepted_turn_is_lost_by_kills_and_a_wrong_order_is_caught() -> None:
    """Twenty SIGKILLs lose nothing; the mutant that accepts before it commits loses turns."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "20"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "turns accepted, 0 lost" in ran.stdout
