"""What a look at an endpoint found, in the interface's words."""

from collections.abc import Mapping

from textual.content import Content

from scoring.text import safe_text
from simulator.labels import CAUSE_TEXTS
from simulator.voices.examination import EndpointReport, Finding, Look, Status
from simulator.words import Words, mark

_SIGNS: Mapping[Status, tuple[str, str]] = {
    "ok": ("✓", "$success"),
    "warning": ("!", "$warning"),
    "failed": ("✗", "$error"),
}
_TEXTS: Mapping[tuple[Look, Status], str] = {
    ("reachable", "ok"): mark("The server answers."),
    ("reachable", "warning"): mark("The server answers, but does not offer this model."),
    ("streams", "ok"): mark("It speaks word by word, and counts its tokens."),
    ("streams", "warning"): mark("It speaks, but not word by word, or without counting its tokens."),
    ("schema", "ok"): mark("It answers in the form that reading a talk needs."),
    ("schema", "warning"): mark("It does not keep to a form; reading a talk may take more tries."),
}


def report_lines(report: EndpointReport, t: Words) -> Content:
    """Return a line for each thing that was looked at, and how many models are on offer."""
    lines = [_line(finding, t) for finding in report.findings]
    if report.models:
        offered = t("On offer: {count}. Enter takes the one under the cursor.")
        lines.append(Content.styled(offered.format(count=len(report.models)), "$text-muted"))
    return Content("\n").join(lines)


def _line(finding: Finding, t: Words) -> Content:
    sign, colour = _SIGNS[finding.status]
    text = CAUSE_TEXTS[finding.cause] if finding.cause else _TEXTS.get((finding.name, finding.status), "")
    detail = f"\n  {safe_text(finding.detail)}" if finding.cause else ""
    return Content.assemble(
        (f"{sign} ", colour), t(text) if text else safe_text(finding.detail), (detail, "$text-muted")
    )
