"""Where the model is, whose key it takes and how much it may use; tried out before anything is kept."""

from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from scoring.text import safe_text
from simulator.endpoints import EndpointSettings
from simulator.settling import ModelChoice
from simulator.ui.naming import KEY_SOURCES, KeySource, NotUsableError, Written, endpoint_from, written
from simulator.ui.room import Room
from simulator.ui.widgets.looked import report_lines
from simulator.ui.widgets.turning import Turning
from simulator.ui.widgets.writing import Field
from simulator.voices.examination import EndpointReport, examined
from simulator.words import Words, mark


class EndpointRoom(Room[EndpointSettings | None]):
    """Answers with the endpoint as it was left, or None where it was left as it had been."""

    CSS_PATH = "endpoint.tcss"
    AUTO_FOCUS = "#address"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "test", mark("test connection"), id="endpoint.test", priority=True),
        Binding("escape", "stop", mark("stop the test"), id="endpoint.stop"),
        Binding("escape", "done", mark("keep"), id="endpoint.done"),
        Binding("f6", "back", mark("leave it as it was"), id="endpoint.back", priority=True),
        Binding("down", "app.focus_next", mark("next"), id="endpoint.next", show=False),
        Binding("up", "app.focus_previous", mark("back"), id="endpoint.previous", show=False),
    ]

    @dataclass
    class Looked(Message):
        """The test has come to its end."""

        report: EndpointReport

    def __init__(self, t: Words, model: ModelChoice) -> None:
        """Begin with what is settled now; nothing is sent until a test is asked for."""
        super().__init__(t)
        self.endpoint = model.endpoint
        self.testing = False
        self._written = written(model.endpoint)

    def compose(self) -> ComposeResult:
        """Yield a line a setting, what a test sends, and what it found."""
        t, said, filled = self.t, self._written, self.endpoint.filled()
        sources = [(name, t(text)) for name, text in KEY_SOURCES.items()]
        with Vertical(id="sheet"):
            yield Static(t("The model"), markup=False, classes="title")
            yield from self._row(t("Address"), Field(said.address, filled.base_url, id="address"))
            model = filled.model or t("one that the server offers")
            yield from self._row(t("Model"), Field(said.model, model, id="model"))
            yield from self._row(t("The key stands"), Turning(sources, said.source, "source"))
            yield from self._row(t("under the name"), Field(said.key_name, t("no key"), id="key"))
            yield from self._row(
                t("Tokens a session"), Field(said.budget, t("as many as it takes"), id="budget")
            )
            yield Static(markup=False, id="told")
            yield OptionList(markup=False, compact=True, id="models")
        yield Footer(compact=True, show_command_palette=False)

    def _row(self, title: str, field: Widget) -> ComposeResult:
        if isinstance(field, Input):
            field.compact = True
        with Horizontal(classes="row"):
            yield Static(title, markup=False, classes="label")
            yield field

    def on_mount(self) -> None:
        """Say what a test would send, before anybody asks for one."""
        self._offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a test runs, esc stops it; else esc keeps what is written."""
        if action in ("stop", "done"):
            return self.testing == (action == "stop")
        return True

    def on_input_changed(self) -> None:
        """Follow the address that is written."""
        if not self.testing:
            self._offer()

    def on_input_submitted(self) -> None:
        """Go on to the next line."""
        self.focus_next()

    def action_test(self) -> None:
        """Send a few words of no meaning, and see what comes back."""
        endpoint = self._from_fields()
        if endpoint and not self.testing:
            self._test_runs(True)
            host = endpoint.filled().host
            self._tell(Content(self.t("Asking {host} …  esc stops it.").format(host=host)))
            self._test(endpoint)

    @work(exclusive=True, exit_on_error=False, group="test")
    async def _test(self, endpoint: EndpointSettings) -> None:
        self.post_message(self.Looked(await examined(endpoint)))

    def on_endpoint_room_looked(self, message: Looked) -> None:
        """Say what was found, and offer the models to choose from."""
        if self.testing:
            self._test_runs(False)
            self._tell(report_lines(message.report, self.t))
            models = self.query_one("#models", OptionList)
            models.set_options([Option(Content(name), id=name) for name in message.report.models])
            models.highlighted = 0 if message.report.models else None
            models.display = bool(message.report.models)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the model under the cursor."""
        self.query_one("#model", Field).value = event.option.id or ""

    def action_stop(self) -> None:
        """Stop the test."""
        self.workers.cancel_group(self, "test")
        self._test_runs(False)
        self._tell(Content(self.t("Stopped. Nothing more is sent.")))

    def action_done(self) -> None:
        """Answer with what is written, where it can be used."""
        endpoint = self._from_fields()
        if endpoint:
            self.dismiss(endpoint)

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def _from_fields(self) -> EndpointSettings | None:
        try:
            return endpoint_from(self._said(), self.endpoint, self.t)
        except NotUsableError as error:
            self._tell(Content.styled(str(error), "$error"))
            return None

    def _said(self) -> Written:
        address, model, key, budget = (
            safe_text(self.query_one(f"#{name}", Field).value)
            for name in ("address", "model", "key", "budget")
        )
        source: KeySource = next(
            name for name in KEY_SOURCES if name == self.query_one("#source", Turning).value
        )
        return Written(address, model, source, key, budget)

    def _offer(self) -> None:
        try:
            host = endpoint_from(self._said(), self.endpoint, self.t).filled().host
        except NotUsableError:
            return
        said = self.t("Test connection sends {host} a few words of no meaning. Nothing is sent before that.")
        self._tell(Content.styled(said.format(host=host), "$text-muted"))

    def _test_runs(self, runs: bool) -> None:
        self.testing = runs
        self.refresh_bindings()

    def _tell(self, text: Content) -> None:
        self.query_one("#told", Static).update(text)
