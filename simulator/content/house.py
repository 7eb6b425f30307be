"""Reading a house's style: `house.yaml` in a content folder or beside the settings."""

from pathlib import Path

from pydantic import TypeAdapter

from scoring.house import House, PassRule
from simulator.content.loading import read_document
from simulator.content.problems import validated
from simulator.settings import folders, settings

FILE = "house.yaml"


def load_house(path: Path) -> House:
    """Return the house style of a file.

    Raises:
        BrokenContentError: The file cannot be used.
    """
    return validated(read_document(path, path.parent), TypeAdapter(House))


def house_file(extra: Path | None = None) -> Path | None:
    """Return the file of the house style in force. None: there is none.

    Looked for in `extra`, the settings' content folder, the data folder and the settings' own folder; the
    first one found counts.
    """
    places = (extra, settings().content, folders().data, folders().config)
    files = (place / FILE for place in places if place is not None)
    return next((file for file in files if file.is_symlink() or file.exists()), None)


def own_house(extra: Path | None = None) -> House | None:
    """Return the house style in force. None: there is none.

    Raises:
        BrokenContentError: There is a file that cannot be used.
    """
    file = house_file(extra)
    return load_house(file) if file else None


def with_rule(house: House | None, rule: PassRule) -> House:
    """Return the house's style with another rule of when a talk passes; a style of no switches where None."""
    return (house or House()).model_copy(update={"pass_rule": rule})
