"""The whole talk with what was found in it, each of the trainee's turns beside the line it answers."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from scoring.finding import ACTS, Finding
from scoring.text import safe_text
from simulator.debrief import Debrief
from simulator.debrief_text import apart_text
from simulator.labels import CODE_NAMES
from simulator.readings import Readings
from simulator.words import Words, mark

_SECOND = mark("The second reader:")


class Conversation(OptionList):
    """One entry an exchange; the entry's id is the index of the trainee's turn in it."""

    def __init__(self, t: Words, debrief: Debrief, readings: Readings) -> None:
        """Take the debrief, and where the reader beside it reads otherwise."""
        self._readings = readings
        self._apart = {each.turn: each for each in readings.apart}
        self._t = t
        self._debrief = debrief
        super().__init__(*self._entries(), markup=False, id="conversation")

    @property
    def turn(self) -> int | None:
        """The trainee turn under the cursor. None: there is none."""
        if self.highlighted is None:
            return None
        name = self.get_option_at_index(self.highlighted).id
        return int(name) if name else None

    def _entries(self) -> list[Option]:
        entries: list[Option] = []
        pending: list[Content] = []
        for index, item in enumerate(self._debrief.said):
            if item.cue:
                pending.append(self._line(self._debrief.stage.persona.name, item.turn.text, "$accent"))
            else:
                pending.append(self._line(self._t("You"), item.turn.text or self._t("(silence)"), "$primary"))
                pending += [self._found(finding) for finding in self._findings(index)]
                pending += self._second(index)
                entries.append(Option(Content("\n").join([*pending, Content("")]), id=str(index)))
                pending = []
        if pending:
            entries.append(Option(Content("\n").join(pending), disabled=True))
        return entries

    def _line(self, name: str, text: str, colour: str) -> Content:
        return Content.assemble((safe_text(name), f"bold {colour}"), "  ", safe_text(text))

    def _second(self, index: int) -> list[Content]:
        """Return one line on what the second reader found more in a turn, and what it did not find."""
        apart = self._apart.get(index)
        if apart is None:
            return []
        told = apart_text(apart, self._readings, self._t)
        return [Content.styled(f"   {self._t(_SECOND)} {told}", "$secondary")]

    def _findings(self, index: int) -> Sequence[Finding]:
        return [finding for finding in self._debrief.assessment.scorecard.findings if finding.turn == index]

    def _found(self, finding: Finding) -> Content:
        good = finding.code in ACTS or finding.code == "repair"
        sign = ("+" if finding.credited or finding.code == "repair" else "·") if good else "–"
        colour = {"+": "$success", "·": "$text-muted", "–": "$error"}[sign]
        quote = f"  “{finding.quote}”" if finding.quote else ""
        return Content.assemble(
            (f"   {sign} {self._t(CODE_NAMES[finding.code])}", colour),
            (safe_text(quote), "$text-muted italic"),
        )
