"""Finding every interface text that stands in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import simulator

_SAYERS = frozenset({"t", "mark", "say"})


def texts_in_code() -> set[str]:
    """Return all texts that are handed to the interface's words, or marked for them."""
    root = Path(simulator.__file__).parent
    return {text for path in root.rglob("*.py") for text in _texts(ast.parse(path.read_text("utf-8")))}


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in _SAYERS:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
