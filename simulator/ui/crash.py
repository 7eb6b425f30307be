"""A crash, written down without a value in it: no words of a talk, no keys, no passwords."""

import traceback
from contextlib import suppress
from pathlib import Path


def written_down(error: BaseException, log_file: str) -> str:
    """Return where the crash was written, or in which line it happened where it was written nowhere.

    The report names files, lines and kinds of error; messages of errors are left out, for they may
    quote what was said.
    """
    while error.__cause__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"{type(error).__name__}\n",
        *(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames),
    ]
    if log_file:
        with suppress(OSError):
            path = Path(log_file)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.writelines(lines)
            return log_file
    return "".join([lines[0], *lines[-1:]]).strip()
