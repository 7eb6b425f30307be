"""The way through the rooms: home, brief, talk, debrief, and round again."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.text import safe_text
from simulator.errors import MotetError
from simulator.ui.board import Go, Start, Wish, read_board
from simulator.ui.house import House, Preferences
from simulator.ui.screens.home import Home
from simulator.words import Words, words

if TYPE_CHECKING:  # loaded behind the first paint
    from textual.app import App

    from simulator.content.library import Library
    from simulator.practice import Choice, Practice
    from simulator.store.store import Store
    from simulator.ui.account import Account
    from simulator.ui.board import Ahead
    from simulator.ui.notes import StoreNotes
    from simulator.ui.past import Archive
    from simulator.ui.talking import Outcome


class Journey:
    """Leads one trainee from room to room; the rooms only show and answer."""

    def __init__(self, app: App[int], house: House) -> None:
        """Take the app whose screens the rooms are, and what the house holds."""
        self.app = app
        self.house = house
        self.preferences = house.preferences

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.preferences.ui_language)

    async def run(self, first: Callable[[], Practice] | None = None) -> None:
        """Go straight into a talk where one is asked for, then home and on until the trainee leaves."""
        if first:
            await self._safely(partial(self._open, first))
        while True:
            await self._safely(self._once)

    async def _safely(self, step: Callable[[], Awaitable[None]]) -> None:
        """Take a step; where it fails, say why and go home."""
        from simulator.ui.screens.choose import Choose

        try:
            await step()
        except MotetError as error:
            answers = [("on", self.t("go on"))]
            await self.app.push_screen_wait(Choose(self.t, safe_text(str(error)), answers))

    async def _once(self) -> None:
        wish = await self.app.push_screen_wait(self._home())
        self.prefer(wish.preferences)
        await self._fulfil(wish)

    def _home(self) -> Home:
        t = self.t
        return Home(t, self.preferences, lambda wanted: read_board(self.house, wanted, t))

    async def _fulfil(self, wish: Wish) -> None:
        match wish:
            case Start(persona, scenario, ahead=ahead):
                await self._practise(persona, scenario, ahead)
            case Go("resume", board=board):
                await self._open(partial(self._resumed, board.open_session))
            case Go("last", board=board):
                await self._debrief(board.last_session)
            case Go("settings"):
                await self._settings()
            case Go("progress"):
                await self._progress()
            case Go("workshop"):
                await self._workshop()

    def prefer(self, preferences: Preferences) -> None:
        """Take changed preferences, and keep them for the next time."""
        if preferences != self.preferences:
            self.preferences = preferences
            self.app.theme = preferences.theme
            self.house.keep(preferences)

    async def _practise(self, persona: str, scenario: str, ahead: Ahead | None = None) -> None:
        from simulator.practice import stage_for, start
        from simulator.ui.notes import StoreNotes
        from simulator.ui.screens.brief import BriefRoom

        library, store = await to_thread(self.house.library), await to_thread(self.house.store)
        choice = self._choice(persona, scenario, ahead)
        stage = stage_for(library, choice)
        picture = ahead.aim if ahead else stage.persona.languages[stage.language].picture
        intention = await self.app.push_screen_wait(BriefRoom(self.t, stage.persona, stage.matter, picture))
        if intention is None:
            return
        practice = await to_thread(start, library, store, choice, self.house.voice())
        notes = StoreNotes(store, practice.id)
        said = replace(notes.reflection(), intention=intention.sentence, hook=intention.hook)
        await to_thread(notes.keep_reflection, said)
        await self._talk(practice)

    def _choice(self, persona: str, scenario: str, ahead: Ahead | None) -> Choice:
        from simulator.practice import EXAM_SEED, Choice

        now = self.preferences
        if ahead:
            now = replace(now, mode=ahead.mode, intensity=ahead.intensity)
        return Choice(
            persona=persona,
            scenario=scenario,
            language=now.language,
            trainee=now.trainee,
            mode=now.mode,
            seed=EXAM_SEED if now.mode == "exam" else self.house.seed(),
            intensity=now.intensity,
            abuse=now.abuse,
        )

    def _resumed(self, session_id: str) -> Practice:
        from simulator.practice import resume

        return resume(self.house.library(), self.house.store(), session_id, self.house.voice())

    async def _open(self, practice: Callable[[], Practice]) -> None:
        opened = await to_thread(practice)
        if not opened.session.talk.said:
            await self._prepare(opened)
        await self._talk(opened)

    async def _prepare(self, practice: Practice) -> None:
        """Show the brief of a talk that has not begun, and keep the intention; esc goes on without one."""
        from simulator.ui.notes import StoreNotes
        from simulator.ui.screens.brief import BriefRoom

        stage, notes = practice.stage, StoreNotes(practice.store, practice.id)
        picture = stage.persona.languages[stage.language].picture
        intention = await self.app.push_screen_wait(BriefRoom(self.t, stage.persona, stage.matter, picture))
        if intention:
            said = replace(notes.reflection(), intention=intention.sentence, hook=intention.hook)
            await to_thread(notes.keep_reflection, said)

    async def _talk(self, practice: Practice, draft: str = "") -> None:
        """Talk, from an own turn again as often as wanted, and see the debrief."""
        from simulator.ui.talking import Finished, Fork

        outcome = await self._talked(practice, draft)
        if isinstance(outcome, Fork):
            await self._again(practice.id, outcome.turn)
        elif isinstance(outcome, Finished):
            await to_thread(practice.store.end_session, practice.id, practice.session.talk.ending)
            await self._debrief(practice.id, practice)

    async def _talked(self, practice: Practice, draft: str) -> Outcome:
        from simulator.ui.notes import StoreNotes
        from simulator.ui.screens.brief import Intention
        from simulator.ui.screens.talk import TalkRoom
        from simulator.ui.talking import Manner

        notes = StoreNotes(practice.store, practice.id)
        said = await to_thread(notes.reflection)
        manner = Manner(
            learn=practice.mode == "learn",
            exam=practice.mode == "exam",
            speed=self.preferences.speed,
            intention=Intention(said.intention, said.hook),
        )
        draft = draft or await to_thread(notes.draft)
        try:
            return await self.app.push_screen_wait(TalkRoom(self.t, practice.session, notes, manner, draft))
        finally:
            await practice.session.voice.close()

    async def _again(self, session_id: str, turn: int) -> None:
        """Begin a branch at an own turn, with the words that were said there in the composer."""
        from simulator.practice import fork

        library, store = self.house.library(), self.house.store()
        words_then = (await to_thread(store.turns, session_id))[turn].turn.text
        practice = await to_thread(fork, library, store, session_id, turn, self.house.voice())
        await self._talk(practice, words_then)

    async def _debrief(self, session_id: str, practice: Practice | None = None) -> bool:
        """Ask for the own guess, show the debrief, and go on; return whether only back.

        `practice` is the session where it has just been finished.
        """
        from simulator.ui.accounts import account_of
        from simulator.ui.notes import StoreNotes
        from simulator.ui.screens.debrief import Again, Back, DebriefRoom
        from simulator.ui.screens.debrief import Next as Suggested

        library, store = await to_thread(self.house.library), await to_thread(self.house.store)
        notes = StoreNotes(store, session_id)
        await self._guessed(session_id, notes)
        if practice:
            await self._second_reading(practice)
        account = await to_thread(account_of, library, store, session_id, self.preferences.ui_language)
        save = partial(self._archive(library, store).export, session_id)
        way = await self.app.push_screen_wait(DebriefRoom(self.t, account, notes, save))
        if isinstance(way, Again):
            await self._again(session_id, way.turn)
        elif isinstance(way, Suggested):
            await self._follow(account)
        return isinstance(way, Back)

    async def _second_reading(self, practice: Practice) -> None:
        """Have a model read the talk too, where the trainee chose one; esc goes on without it."""
        judge = await to_thread(self.house.judge)
        if judge:
            from simulator.ui.screens.reading import ReadingRoom

            read = partial(practice.read_twice, judge)
            await self.app.push_screen_wait(ReadingRoom(self.t, judge, read))

    async def _guessed(self, session_id: str, notes: StoreNotes) -> None:
        from simulator.ui.screens.guess import GuessRoom

        said = await to_thread(notes.reflection)
        scored = await to_thread(self.house.store().scores, session_id)
        if said.guess_empathy is not None or scored:
            return
        guess = await self.app.push_screen_wait(GuessRoom(self.t))
        if guess:
            said = replace(said, guess_empathy=guess.empathy, guess_boundaries=guess.boundaries)
            await to_thread(notes.keep_reflection, said)

    async def _follow(self, account: Account) -> None:
        """Start what the debrief suggests: the same pair, a step harder, or the nearest other pair."""
        from simulator.harder import Pairing, step_from

        stage, wanted = account.debrief.stage, account.debrief.next
        here = Pairing(stage.persona.id, stage.scenario.id, stage.language, stage.intensity)
        if wanted == "harder":
            here = replace(here, intensity=stage.intensity + 1)
        elif wanted == "another":
            library = await to_thread(self.house.library)
            step = await to_thread(step_from, library, here, "harder")
            if step is None:
                return
            here = step.pairing
        self.preferences = replace(self.preferences, language=here.language, intensity=here.intensity)
        await self._practise(here.persona, here.scenario)

    async def _settings(self) -> None:
        from simulator.ui.screens.settings import SettingsRoom

        model = await to_thread(self.house.model)
        room = SettingsRoom(self.t, self.preferences, model, self.house.data_folder)
        chosen = await self.app.push_screen_wait(room)
        self.prefer(chosen.preferences)
        await to_thread(self.house.keep_model, model, chosen.model)

    def _archive(self, library: Library, store: Store) -> Archive:
        from simulator.ui.past import Archive

        now, by_model = self.preferences, self.house.model().reader == "model"
        return Archive(library, store, now.trainee, now.ui_language, Path(self.house.data_folder), by_model)

    async def _progress(self, at: str = "") -> None:
        """Show the sessions, the cursor on `at`, and again after a look at one."""
        from simulator.ui.screens.progress import Look, ProgressRoom

        library, store = await to_thread(self.house.library), await to_thread(self.house.store)
        archive = self._archive(library, store)
        past = await to_thread(archive.past)
        match await self.app.push_screen_wait(ProgressRoom(self.t, archive, past, at)):
            case Look(session, open=True):
                await self._open(partial(self._resumed, session))
            case Look(session):
                if await self._debrief(session):
                    await self._progress(session)

    async def _workshop(self) -> None:
        """Show the coach's shelves and what is opened there; a talk that is tried leads back to it."""
        from simulator.ui.coaching import Coaching
        from simulator.ui.pairing import Pairing, Try
        from simulator.workshop import Workshop

        async def practise(wanted: Try) -> None:
            self.preferences = replace(self.preferences, language=wanted.pairing.language)
            await self._practise(wanted.persona, wanted.scenario)

        now, library = self.preferences, await to_thread(self.house.library)
        workshop = Workshop(library, Path(self.house.data_folder))
        await Coaching(self.app, self.t, workshop, Pairing(now.language), now.speed, practise).run()
