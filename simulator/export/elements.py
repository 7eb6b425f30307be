"""Elements of a page. Text and attributes are escaped by the standard library, whatever stands in them."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

Attributes = Mapping[str, str]
Child = Element | str

NONE: Attributes = {}


def tag(name: str, attributes: Attributes = NONE, *children: Child) -> Element:
    """Return an element with its children in order; a text is never markup."""
    made = Element(name, dict(attributes))
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            made.append(child)
            last = child
        elif last is None:
            made.text = (made.text or "") + child
        else:
            last.tail = (last.tail or "") + child
    return made


def page(root: Element) -> str:
    """Return a whole document."""
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"
