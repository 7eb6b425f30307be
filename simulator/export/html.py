"""One session as a page of HTML that needs nothing else: no network, no script, no file beside it."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from xml.etree.ElementTree import Element

from scoring.codebook import SIDES, Side
from simulator.export.elements import NONE, Child, page, tag
from simulator.export.pictures import curve, ends_of, plane
from simulator.export.sheet import Line, Sheet
from simulator.labels import SIDE_NAMES
from simulator.words import Words, words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load: nothing."""
_NAMES = {"+": "paid", "·": "unpaid", "–": "slip"}


def as_html(sheet: Sheet) -> str:
    """Return the session as one document."""
    t = words(sheet.language)
    return page(tag("html", {"lang": sheet.language}, _head(sheet), tag("body", NONE, *_body(sheet, t))))


def _head(sheet: Sheet) -> Element:
    return tag(
        "head",
        NONE,
        tag("meta", {"charset": "utf-8"}),
        tag("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        tag("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        tag("meta", {"name": "color-scheme", "content": "light dark"}),
        tag("title", NONE, sheet.title),
        tag("style", NONE, files("simulator.export").joinpath("page.css").read_text("utf-8")),
    )


def _body(sheet: Sheet, t: Words) -> Iterator[Element]:
    yield tag("header", NONE, tag("h1", NONE, sheet.title), _text("p", " · ".join(sheet.beside), "beside"))
    yield tag("main", NONE, *_sections(sheet, t))
    claim = t(
        "What a score says: in this practice talk you did so much of what the moment called for. "
        "It says nothing about you as a person, and the customer is not one."
    )
    version = [_text("p", sheet.score.version, "version")] if sheet.score else []
    small_print = [_text("p", line) for line in sheet.small_print]
    yield tag("footer", NONE, _text("p", claim), *version, *small_print)


def _sections(sheet: Sheet, t: Words) -> Iterator[Element]:
    yield _section(t("Result"), *_result(sheet, t))
    if sheet.cards:
        yield _section(t("Feedback"), *(_card(card, sheet) for card in sheet.cards))
    yield from _course(sheet, t)
    yield _section(t("The talk"), tag("ol", {"class": "talk", "lang": sheet.spoken}, *_talk(sheet)))
    if sheet.second:
        yield _section(sheet.second_title, _list(sheet.second))
    if sheet.reflection:
        yield _section(t("Reflection"), _pairs(sheet.reflection))
    if sheet.brief:
        yield _section(t("The brief"), *_brief(sheet))


def _result(sheet: Sheet, t: Words) -> Iterator[Element]:
    yield from (_text("p", line, "verdict") for line in sheet.verdict)
    picture = plane(sheet, t)
    if sheet.results:
        tables = [_values(sheet, t), *(_voices(sheet, side, t) for side in SIDES)]
        yield tag(
            "div", {"class": "halves"}, *([picture] if picture is not None else []), tag("div", NONE, *tables)
        )
    yield from (_text("p", flag, "flag") for flag in sheet.flags)


def _values(sheet: Sheet, t: Words) -> Element:
    rows = [_row(name, value) for name, value in sheet.results]
    if sheet.guess:
        guess = t("empathy {warm}, boundaries {clear}").format(warm=sheet.guess[0], clear=sheet.guess[1])
        rows.append(_row(f"○ {t('Your guess')}", guess))
    return tag("table", {"class": "values"}, *rows)


def _voices(sheet: Sheet, side: Side, t: Words) -> Element:
    rows = []
    for voice in (each for each in sheet.voices if each.side == side):
        filled = round(100 * voice.hits / voice.of) if voice.of else 0
        meter = tag("span", {"class": "meter"}, tag("span", {"style": f"width:{filled}%"}))
        count = t("{hits} of {all}").format(hits=voice.hits, all=voice.of)
        rows.append(_row(voice.name, tag("span", NONE, meter, f" {count}")))
    return tag("table", {"class": f"voices {side}"}, tag("caption", NONE, t(SIDE_NAMES[side])), *rows)


def _course(sheet: Sheet, t: Words) -> Iterator[Element]:
    picture = curve(sheet, t)
    if picture is not None:
        keys = [
            tag("li", {"class": felt.role}, f"{felt.name} {ends_of(felt.shares)}") for felt in sheet.moods
        ]
        yield _section(t("How the customer felt"), picture, tag("ul", {"class": "keys"}, *keys))
    if sheet.ledger:
        lines = [
            tag(
                "li",
                {"class": line.status, "value": str(line.number)},
                tag("strong", NONE, line.name),
                *_quoted(line.quote, sheet),
            )
            for line in sheet.ledger
        ]
        yield _section(t("What became of the decision"), tag("ol", {"class": "ledger"}, *lines))


def _talk(sheet: Sheet) -> Iterator[Element]:
    for line in sheet.lines:
        number: list[Child] = [tag("span", {"class": "number"}, str(line.number)), " "] if line.own else []
        spoken = tag(
            "p", NONE, *number, tag("b", NONE, line.who), " ", tag("span", {"class": "words"}, line.text)
        )
        yield tag("li", {"class": "own" if line.own else "customer"}, spoken, *_found(line, sheet))


def _found(line: Line, sheet: Sheet) -> Iterator[Element]:
    if line.found:
        rows = [
            tag("li", {"class": _NAMES[each.sign]}, f"{each.sign} {each.name}", *_quoted(each.quote, sheet))
            for each in line.found
        ]
        yield tag("ul", {"class": "found", "lang": sheet.language}, *rows)


def _quoted(quote: str, sheet: Sheet) -> list[Child]:
    return [" ", tag("q", {"lang": sheet.spoken}, quote)] if quote else []


def _card(lines: Sequence[str], sheet: Sheet) -> Element:
    return tag("div", {"class": "card", "lang": sheet.spoken}, *(_text("p", line) for line in lines))


def _brief(sheet: Sheet) -> Iterator[Element]:
    for title, lines in sheet.brief:
        yield _text("h3", title)
        yield tag("ul", {"lang": sheet.spoken}, *(_text("li", line) for line in lines))


def _section(title: str, *children: Element) -> Element:
    return tag("section", NONE, tag("h2", NONE, title), *children)


def _pairs(pairs: Sequence[tuple[str, str]]) -> Element:
    return tag(
        "dl",
        NONE,
        *(_text(name, part) for pair in pairs for name, part in zip(("dt", "dd"), pair, strict=True)),
    )


def _list(lines: Sequence[str]) -> Element:
    return tag("ul", NONE, *(_text("li", line) for line in lines))


def _row(name: str, value: Child) -> Element:
    return tag("tr", NONE, tag("th", {"scope": "row"}, name), tag("td", NONE, value))


def _text(name: str, text: str, style: str = "") -> Element:
    return tag(name, {"class": style} if style else NONE, text)
