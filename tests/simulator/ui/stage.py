"""The app in a terminal of its own, for tests that look at the bytes: `python -m tests.simulator.ui.stage`.

Arguments: the folder of the store, the folder of the content. With `--crash` the app falls over in the talk.
"""

import sys
from pathlib import Path

from simulator.content.library import Library
from simulator.store.store import open_store
from simulator.ui.app import run_app
from simulator.ui.house import House, Preferences
from simulator.ui.widgets.composer import Composer


def main(folder: Path, content: Path, *wishes: str) -> None:
    """Open the app on a store and a library of their own, and leave with its code."""
    if "--crash" in wishes:
        Composer.action_send = _fall  # type: ignore[method-assign] # a fault that no screen foresees
    library, store = Library([content, folder]), open_store(folder / "motet.db")
    house = House(
        preferences=Preferences(trainee="Kim", speed="instant"),
        library=lambda: library,
        store=lambda: store,
        seed=lambda: 7,
        data_folder=str(folder),
        log_file=str(folder / "motet.log"),
    )
    sys.exit(run_app(house))


def _fall(self: Composer) -> None:
    password = self.text
    raise ValueError(f"cannot send {password}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
