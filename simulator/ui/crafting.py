"""What a coach does with a file: edit it in an editor of one's own, copy it, publish it."""

import os
import subprocess
from asyncio import to_thread
from pathlib import Path

from textual.app import App, SuspendNotSupported

from scoring.text import safe_text
from simulator.errors import MotetError
from simulator.publishing import Published, publish
from simulator.ui.screens.ask import Ask
from simulator.ui.screens.choose import Choose
from simulator.ui.workshop_text import shown_path
from simulator.words import Words, mark
from simulator.workshop import Entry, IdFault, Workshop, editor_command

_ID_FAULTS: dict[IdFault, str] = {
    "invalid": mark("Write 2 to 40 small letters a–z, digits and _, beginning with a letter."),
    "taken": mark("This id is taken."),
}
_TYPED = "…"


def lent_to_editor(app: App[int], t: Words, path: Path, line: int) -> str:
    """Lend the terminal to the person's editor until it is left; return what there is to say, or nothing."""
    command = editor_command(os.environ, path, line)
    if not command:
        said = t("No editor is set. Set VISUAL or EDITOR, or open this file yourself: {path}")
        return said.format(path=shown_path(path))
    try:
        with app.suspend():
            subprocess.run(command, check=False)  # noqa: S603 # the person's own editor, no shell between
    except SuspendNotSupported:
        said = t("This terminal cannot be lent to an editor. Open this file yourself: {path}")
        return said.format(path=shown_path(path))
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "?"
        said = t("{editor} cannot be started ({reason}). Open this file yourself: {path}")
        return said.format(editor=safe_text(command[0]), reason=reason, path=shown_path(path))
    return ""


async def copied(app: App[int], t: Words, workshop: Workshop, entry: Entry) -> Entry | None:
    """Ask for a new id, and return the copy. None: no copy after all.

    Raises:
        MotetError: The copy cannot be written.
    """

    def fault(name: str) -> str:
        found = workshop.id_fault(entry.sort, name)
        return t(_ID_FAULTS[found]) if found else ""

    begun = await to_thread(workshop.free_id, entry)
    aside = t("The copy goes into your own folder: {path}").format(path=shown_path(workshop.own))
    name = await app.push_screen_wait(Ask(t, t("Which id should your copy have?"), begun, fault, aside))
    return await to_thread(workshop.fork, entry, name) if name else None


async def published(app: App[int], t: Words, workshop: Workshop, entry: Entry) -> str:
    """Ask for a folder, publish there, and return what was done. Empty: nothing after all.

    Raises:
        MotetError: The file has faults, or the folder cannot be used.
    """
    folder = await _folder(app, t, workshop)
    if folder is None:
        return ""
    done = await to_thread(publish, entry, folder, workshop.library)
    workshop.library.forget(entry.path)
    workshop.library.forget(done.path)
    return _told(done, t)


async def tried(app: App[int], t: Words, workshop: Workshop, entry: Entry) -> str:
    """Publish as `published` does, and return also what went wrong."""
    try:
        return await published(app, t, workshop, entry)
    except MotetError as error:
        return f"{t('Not published.')} {safe_text(str(error))}"


async def _folder(app: App[int], t: Words, workshop: Workshop) -> Path | None:
    shared = {str(number): folder for number, folder in enumerate(workshop.shared_folders)}
    chosen: str | None = _TYPED
    if shared:
        answers = [(number, shown_path(folder)) for number, folder in shared.items()]
        answers.append((_TYPED, t("another folder …")))
        chosen = await app.push_screen_wait(Choose(t, t("Publish to which folder?"), answers))
    if chosen != _TYPED:
        return shared.get(chosen or "")
    return await _typed_folder(app, t)


async def _typed_folder(app: App[int], t: Words) -> Path | None:
    def fault(typed: str) -> str:
        return "" if _path(typed).is_dir() else t("There is no such folder.")

    aside = t("A folder that others read. They name it with --content, or as content in their settings.")
    typed = await app.push_screen_wait(Ask(t, t("Publish to which folder?"), "", fault, aside))
    return _path(typed) if typed else None


def _path(typed: str) -> Path:
    return Path(os.path.expanduser(typed)).absolute()


def _told(done: Published, t: Words) -> str:
    path = shown_path(done.path)
    if not done.changed:
        return t("It stands there already as version {version}: {path}").format(
            version=done.version, path=path
        )
    said = t("Published as version {version}: {path}").format(version=done.version, path=path)
    if done.kept:
        return f"{said} {t('The one before is kept beside it as {name}.').format(name=done.kept.name)}"
    return said
