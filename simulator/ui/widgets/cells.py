"""A cell of a table in plain text."""

from textual.content import Content


def cell(text: str, width: int, style: str = "") -> Content:
    """Return a text, shown literally, in `width` cells: cut with an ellipsis, or filled with blanks."""
    content = Content.styled(text, style) if style else Content(text)
    return content.truncate(width - 1, ellipsis=True).pad_right(1).truncate(width, pad=True)
