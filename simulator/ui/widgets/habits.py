"""The mirror on the screen: what comes before what, how guesses lie, and the trainee's own words."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from scoring.codebook import SIDES
from scoring.mirror import FEWEST, FEWEST_SESSIONS, Mirror, Pattern, Share, mirror_of
from scoring.progress import Points
from simulator.labels import CODE_NAMES, SIDE_NAMES
from simulator.progress_text import move_name, share_text, signed, word_lines
from simulator.ui.past import Past
from simulator.ui.widgets.bar import bar
from simulator.words import Words

_LABEL = 11
_LEAST, _MOST = 11, 41
"""Cells of a bar."""
_BESIDE = 5 + _LABEL + 24
"""Cells of a row that no bar has: its edges, what it is, and the count."""


class Habits(VerticalScroll):
    """Counts across sessions, with their intervals; nothing is shown before there is enough."""

    def __init__(self, t: Words) -> None:
        """Begin empty."""
        super().__init__(id="habits")
        self.t = t
        self._past: Sequence[Past] = ()
        self._drawn = 0

    def on_resize(self) -> None:
        """Draw the bars as long as there is room for."""
        if self._drawn and self._drawn != self._width():
            self.refresh(recompose=True)

    async def fill(self, past: Sequence[Past]) -> None:
        """Show the mirror over sessions, newest first."""
        self._past = list(reversed(past))
        await self.recompose()

    def compose(self) -> ComposeResult:
        """Yield patterns, guesses, pulls and own words."""
        self._drawn = self._width()
        mirror = mirror_of([each.page.looked for each in self._past if each.page])
        yield from self._patterns(mirror)
        yield from self._guesses(mirror)
        yield from self._words(mirror)

    def _patterns(self, mirror: Mirror) -> Iterator[Widget]:
        t = self.t
        yield _title(t("What comes before what"))
        for pattern in mirror.patterns:
            yield Static(self._pattern(pattern), markup=False, classes="pattern")
        if not mirror.patterns:
            told = t("A pattern is shown once it came {count} times, in {sessions} sessions or more.")
            yield _line(told.format(count=FEWEST, sessions=FEWEST_SESSIONS))

    def _pattern(self, pattern: Pattern) -> Content:
        t, width = self.t, self._width()
        said = t("The customer {move} → you {pitfall}").format(
            move=t(move_name(pattern.move)), pitfall=t(CODE_NAMES[pattern.pitfall])
        )
        out = f". {t('This stands out.')}" if pattern.stands_out else ""
        rows = [Content.styled(said + out, "bold" if out else "")]
        for label, share, colour in (
            (t("here"), pattern.here, "$secondary"),
            (t("otherwise"), pattern.elsewhere, "$text-muted"),
        ):
            drawn = bar(_points(share), None, width, colour)
            head = (f"{label[: _LABEL - 1]:<{_LABEL}}", "$text-muted")
            rows.append(Content.assemble(head, drawn, f"  {share_text(share, t)}"))
        return Content("\n").join(rows)

    def _width(self) -> int:
        return max(_LEAST, min(_MOST, self.app.size.width - _BESIDE))

    def _guesses(self, mirror: Mirror) -> Iterator[Widget]:
        t = self.t
        yield _title(t("Your guesses, and what pressed you"))
        told = t("{side}: {mean} points ({low} to {high}) from the score; {inside} of {count} within it.")
        for side in SIDES:
            if gap := mirror.guesses.get(side):
                parts = {"mean": gap.mean, "low": gap.low, "high": gap.high}
                signs = {name: signed(points) for name, points in parts.items()}
                yield _line(
                    told.format(side=t(SIDE_NAMES[side]), inside=gap.inside, count=gap.count, **signs)
                )
        if mirror.pulls:
            told = t("Where you felt pulled is where a line went in {share} sessions.")
            yield _line(told.format(share=share_text(mirror.pulls, t)))
        if mirror.pressed:
            told = t("What pressed you came before a pitfall in {share} sessions.")
            yield _line(told.format(share=share_text(mirror.pressed, t)))
        if not (mirror.guesses or mirror.pulls or mirror.pressed):
            yield _line(t("Shown from {count} guesses or reflections on.").format(count=FEWEST))

    def _words(self, mirror: Mirror) -> Iterator[Widget]:
        by_id = {each.session.id: each for each in self._past}
        if mirror.words:
            yield _title(self.t("Your own words, and what was found"))
        for word in reversed(mirror.words):
            past = by_id[word.session]
            head = f"{past.session.started_at:%Y-%m-%d}  {past.persona}"
            rows = [Content.styled(head, "$text-muted"), *map(Content, word_lines(word, self.t))]
            yield Static(Content("\n").join(rows), markup=False, classes="pattern")


def _title(text: str) -> Static:
    return Static(text, markup=False, classes="title")


def _line(text: str) -> Static:
    return Static(Content(text), markup=False)


def _points(share: Share) -> Points:
    return Points(round(100 * share.hits / share.of) if share.of else 0, share.low, share.high)
