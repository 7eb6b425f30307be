"""One session as Markdown; whatever people said stands in it as plain text."""

import re
from collections.abc import Iterator

from simulator.export.sheet import Line, Sheet
from simulator.words import Words, words

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&!])|^([-+=]|\d+[.)])", re.MULTILINE)


def as_markdown(sheet: Sheet) -> str:
    """Return the session as a page to read."""
    return "\n\n".join(_paragraphs(sheet, words(sheet.language))) + "\n"


def _paragraphs(sheet: Sheet, t: Words) -> Iterator[str]:
    yield f"# {plain(sheet.title)}"
    yield " · ".join(plain(each) for each in sheet.beside)
    yield from _result(sheet, t)
    if sheet.ledger:
        yield f"## {t('What became of the decision')}"
        yield _list(f"{line.number}: **{plain(line.name)}**{_quoted(line.quote)}" for line in sheet.ledger)
    yield f"## {t('The talk')}"
    yield from (_line(line) for line in sheet.lines)
    if sheet.cards:
        yield f"## {t('Feedback')}"
        yield from ("  \n".join(plain(line) for line in card) for card in sheet.cards)
    if sheet.second:
        yield f"## {plain(sheet.second_title)}"
        yield _list(plain(line) for line in sheet.second)
    if sheet.reflection:
        yield f"## {t('Reflection')}"
        yield from (f"**{title}** {plain(text)}" for title, text in sheet.reflection)
    yield from _brief(sheet, t)
    if sheet.small_print:
        yield _list(plain(line) for line in sheet.small_print)


def _result(sheet: Sheet, t: Words) -> Iterator[str]:
    yield f"## {t('Result')}"
    yield from (plain(line) for line in sheet.verdict)
    if sheet.results:
        yield _list(f"{name}: {value}" for name, value in sheet.results)
        yield _list(f"{voice.name}: {voice.hits}/{voice.of}" for voice in sheet.voices)
    if sheet.moods and sheet.moods[0].shares:
        yield _list(
            f"{felt.name}: {' '.join(f'{10 * share:.0f}' for share in felt.shares)}" for felt in sheet.moods
        )
    if sheet.flags:
        yield _list(sheet.flags)


def _line(line: Line) -> str:
    found = "".join(f"\n> {each.sign} {each.name}{_quoted(each.quote)}  " for each in line.found)
    return f"**{plain(line.who)}:** {plain(line.text)}" + (f"\n{found.rstrip()}" if found else "")


def _brief(sheet: Sheet, t: Words) -> Iterator[str]:
    if sheet.brief:
        yield f"## {t('The brief')}"
    for title, lines in sheet.brief:
        yield f"**{title}**\n\n" + _list(plain(line) for line in lines)


def _list(lines: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _quoted(quote: str) -> str:
    return f" “{plain(quote)}”" if quote else ""


def plain(text: str) -> str:
    """Return text with Markdown's signs escaped, on one line."""
    line = " ".join(text.split())
    return _SIGNS.sub(lambda match: "\\" + match[0] if match[1] else _listless(match[2]), line)


def _listless(start: str) -> str:
    return start[:-1] + "\\" + start[-1]
