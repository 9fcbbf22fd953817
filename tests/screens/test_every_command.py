"""Every command of the table is reached by its key, and by the palette where it is offered there, in both languages."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.screens.import_stage import import_file, open_import, open_plan
from tests.screens.stage import Stage, on_stage
from tui_crm import i18n
from tui_crm.commands import COMMANDS, Command, Where, given_at, use_keymap
from tui_crm.drafts import Draft, Typed
from tui_crm.i18n import _
from tui_crm.keymap import Keymap
from tui_crm.models.cards import Done
from tui_crm.models.ticket import TicketState
from tui_crm.models.when import When
from tui_crm.screens.calling import CallScreen
from tui_crm.screens.contact_page import ContactPage
from tui_crm.screens.dialogs.activity_form import LogForm
from tui_crm.screens.dialogs.call_form import CallForm
from tui_crm.screens.dialogs.conflict import Clash, Conflicting
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.own_keys import OwnKeys
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.dialogs.survey_list import SurveyList
from tui_crm.screens.followups import FollowupsScreen
from tui_crm.screens.history import HistoryScreen
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.reports import ReportsScreen
from tui_crm.screens.settings import SettingsScreen
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.screens.tickets import TicketsScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.widgets.board import Board
from tui_crm.widgets.calendar_grid import CalendarGrid
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.charts import Chart
from tui_crm.widgets.form_editors import FormChoice
from tui_crm.widgets.form_field import FieldKind, FormField
from tui_crm.widgets.record_table import RecordTable


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Leave no keys of anybody's to the next test."""
    yield
    use_keymap(Keymap())


Scene = Callable[[Stage], Awaitable[None]]


async def stay(_stage: Stage) -> None:
    """Do nothing: the command can be given where one begins."""


async def open_page(stage: Stage) -> None:
    await stage.press("i")
    await stage.until(lambda: isinstance(stage.app.screen, ContactPage) and stage.app.screen.contact_at_hand())
    await stage.until(lambda: stage.app.screen.focused is not None)


async def look_for_leads(stage: Stage) -> None:
    """Have a filter that could be saved."""
    await stage.look_for("stage:lead")


async def call(stage: Stage) -> None:
    """Open call mode on leads, the form of the first call over it."""
    await stage.look_for("stage:lead,new")
    await stage.press("C")
    await stage.until(lambda: isinstance(stage.app.screen, CallForm) and stage.app.screen.form.here)


async def call_another(stage: Stage) -> None:
    await call(stage)
    first = stage.app.screen
    await stage.press("ctrl+t")
    await stage.until(lambda: isinstance(stage.app.screen, CallForm) and stage.app.screen is not first)
    await stage.until(lambda: stage.app.focused is not None)


async def pause_calling(stage: Stage) -> None:
    await call_another(stage)
    await stage.press("escape")
    await stage.until(lambda: isinstance(stage.app.screen, CallScreen))


async def open_today(stage: Stage) -> None:
    await stage.press("1")
    await stage.until(lambda: isinstance(stage.app.screen, TodayScreen) and stage.app.screen.line)


async def open_followups(stage: Stage) -> None:
    await stage.press("4")
    await stage.until(lambda: isinstance(stage.app.screen, FollowupsScreen) and stage.app.screen.contact_at_hand())


async def open_calendar(stage: Stage) -> None:
    await open_followups(stage)
    await stage.press("v")
    await stage.until(lambda: isinstance(stage.app.focused, CalendarGrid))


async def open_history(stage: Stage) -> None:
    await stage.press("U")
    await stage.until(lambda: isinstance(stage.app.screen, HistoryScreen) and stage.app.focused)


async def open_settings(stage: Stage) -> None:
    await stage.press("8")
    await stage.until(lambda: isinstance(stage.app.screen, SettingsScreen) and stage.app.focused)
    await stage.until(lambda: stage.app.screen.query_one(RecordTable).highlighted_id)
    await stage.press("down")  # to the theme, which the command line chose


async def open_reports(stage: Stage) -> None:
    await stage.press("7")
    await stage.until(lambda: isinstance(stage.app.screen, ReportsScreen) and stage.app.screen._chart.highlighted)
    await stage.until(lambda: isinstance(stage.app.focused, Chart))


async def open_surveys(stage: Stage) -> None:
    assert stage.app._crm is not None
    stage.app._crm.surveys.add("Autumn", "nps", "tag:nobody")
    surveys = SurveyList(stage.app._crm)
    await stage.app.push_screen(surveys)
    await stage.until(lambda: surveys.here)


async def open_keys(stage: Stage) -> None:
    keys = OwnKeys()
    await stage.app.push_screen(keys)
    await stage.until(lambda: keys.here)
    assert keys.here is not None
    use_keymap(Keymap({keys.here.id: ("f9",)}))


async def open_journey(stage: Stage) -> None:
    """Open the journey of somebody with a reminder, the cursor on it."""
    here = stage.contacts.contact_at_hand()
    crm = stage.contacts.crm
    assert here is not None
    assert crm is not None
    crm.followups.add(When(crm.clock.today(), None, "UTC"), contact_id=here, text="call")
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and stage.app.screen.contact_at_hand())
    await stage.until(lambda: stage.app.screen.focused is not None)
    await stage.press("home")
    await stage.until(lambda: stage.app.screen.check_action("done", ()))


async def open_journey_at_a_change(stage: Stage) -> None:
    await open_journey(stage)
    await stage.press("end")
    await stage.until(lambda: stage.app.screen.check_action("take_back", ()))


async def open_kinds(stage: Stage) -> None:
    await open_journey(stage)
    await stage.press("K")


async def open_no_journey(stage: Stage) -> None:
    await stage.press("3")
    await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and stage.app.screen._offered)


async def go_to_filter(stage: Stage) -> None:
    await stage.press("slash", "a")


async def open_tickets(stage: Stage) -> None:
    here, crm = stage.contacts.contact_at_hand(), stage.contacts.crm
    assert here is not None
    assert crm is not None
    made = [crm.tickets.open(here, subject=subject).ids[0] for subject in ("door does not close", "door again")]
    crm.tickets.move(made, TicketState.OPEN)
    crm.tickets.link(made[0], made[1:])
    for key in made:
        crm.tickets.note(key, "looked at it")
    with crm.database.write(crm.actor, "Edited") as writing:
        writing.update_many("ticket", {key: {"checklist": (("call back", None, None),)} for key in made})
    await stage.press("6")
    await stage.until(lambda: isinstance(stage.app.screen, TicketsScreen) and stage.app.screen.ticket_at_hand())
    await stage.until(lambda: isinstance(stage.app.focused, Board))


async def list_tickets(stage: Stage) -> None:
    await open_tickets(stage)
    await stage.press("b")
    await stage.until(lambda: isinstance(stage.app.focused, RecordTable))


async def open_ticket(stage: Stage) -> None:
    await open_tickets(stage)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, TicketPage) and stage.app.screen.ticket_at_hand())
    await stage.until(lambda: stage.app.focused is not None)


async def open_palette(stage: Stage) -> None:
    await stage.press("ctrl+p")
    await stage.until(lambda: isinstance(stage.app.screen, Palette) and stage.app.focused)


async def open_reader(stage: Stage) -> None:
    row = CardRow((Cell("a line"),))
    stage.app.push_screen(Reader((CardSection((row,) * 100),)))
    await stage.until(lambda: isinstance(stage.app.screen, Reader))


async def ask(stage: Stage) -> None:
    stage.app.push_screen(Question("Really?"))
    await stage.until(lambda: isinstance(stage.app.screen, Question))


async def log_a_call(stage: Stage) -> None:
    await stage.press("c")
    await stage.until(lambda: isinstance(stage.app.screen, LogForm) and stage.app.screen.form.here)


async def fill_in(stage: Stage) -> None:
    fields = [FormField("name", "Name"), FormField("kind", "Kind", FieldKind.CHOICE, choices=[("a", "A"), ("b", "B")])]
    draft = Draft(stage.app._file.with_name("draft.json"), None, stage.app._clock)
    draft.found = Typed({"name": "typed before"}, {}, (), "2026-11-20T09:00:00+00:00")
    stage.app.push_screen(
        FormDialog("A form", fields, {}, lambda _values: RunWrite("", lambda _crm: Done(None, "")), draft=draft)
    )
    await stage.until(lambda: isinstance(stage.app.screen, FormDialog) and stage.app.focused)


async def choose_in_a_form(stage: Stage) -> None:
    await fill_in(stage)
    await stage.press("down")
    await stage.until(lambda: isinstance(stage.app.focused, FormChoice))


async def differ(stage: Stage) -> None:
    found = [Clash(key, key, "a", "b", "c") for key in ("name", "note")]
    stage.app.push_screen(Conflicting("张伟", found))
    await stage.until(lambda: isinstance(stage.app.screen, Conflicting) and stage.app.focused)


SCENES: Mapping[Where, Scene] = {
    Where.TODAY: open_today,
    Where.CONTACTS: stay,
    Where.CONTACT: stay,
    Where.PAGE: open_page,
    Where.CALLING: pause_calling,
    Where.CALL_FORM: call_another,
    Where.HISTORY: open_history,
    Where.IMPORT: open_plan,
    Where.IMPORT_FILE: open_import,
    Where.IMPORT_DONE: import_file,
    Where.SETTINGS: open_settings,
    Where.FOLLOWUPS: open_followups,
    Where.PICKS: open_followups,
    Where.CALENDAR: open_calendar,
    **dict.fromkeys((Where.REPORTS, Where.CHART), open_reports),
    **dict.fromkeys((Where.THINGS, Where.SURVEYS), open_surveys),
    Where.OWN_KEYS: open_keys,
    **dict.fromkeys((Where.JOURNEY, Where.TIMELINE), open_journey),
    Where.WORDS: open_kinds,
    Where.TICKETS: open_tickets,
    Where.TICKET: open_tickets,
    Where.BOARD: open_tickets,
    Where.TICKET_PAGE: open_ticket,
    Where.THREAD: open_ticket,
    Where.LIST: stay,
    Where.MARKS: stay,
    Where.FILTER: go_to_filter,
    Where.EVERYWHERE: stay,
    Where.DIALOG: open_reader,
    Where.READER: open_reader,
    Where.PALETTE: open_palette,
    Where.QUESTION: ask,
    Where.FORM: fill_in,
    Where.LOG: log_a_call,
    Where.FIELD: fill_in,
    Where.CONFLICT: differ,
}
"""How one comes from the contacts to where the commands can be given."""

NOBODY_THERE = {"contacts.demo"}
"""What can only be done in an empty database."""

SPECIAL: Mapping[str, Scene] = {
    "contacts.demo": stay,
    "contacts.save": look_for_leads,
    "journey.take_back": open_journey_at_a_change,
    "journey.offered": open_no_journey,
    "tickets.sort": list_tickets,
    "form.choose": choose_in_a_form,
    "form.choose_back": choose_in_a_form,
}
"""Commands that need more than their place."""


def test_there_is_a_scene_for_every_place() -> None:
    assert SCENES.keys() == set(Where)


class Spy:
    """Hears which actions are asked for, and does nothing in their place."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._patch = pytest.MonkeyPatch()

    def listen(self, stage: Stage, command: Command) -> None:
        """Stand in for what ``command`` does."""
        target, _dot, call = command.action.partition(".")
        node = {"screen": stage.app.screen, "focused": stage.app.focused, "app": stage.app}[target]
        name = f"action_{call.partition('(')[0]}"
        assert node is not None
        ours = (type(each) for each in node.ancestors_with_self if each.__module__.startswith("tui_crm"))
        owner = next(kind for kind in ours if hasattr(kind, name))
        self._patch.setattr(owner, name, lambda _self, *_arguments: self.heard.append(command.id))

    async def heard_once(self, stage: Stage, command: Command) -> None:
        """Wait until ``command`` was asked for, once; then let its action be as it was."""
        await stage.until(lambda: self.heard)
        await stage.pilot.pause()
        assert self.heard == [command.id]
        self.heard.clear()
        self._patch.undo()


async def reached_by_keys(stage: Stage, command: Command) -> None:
    """Press every key of ``command``, and see that it is what is asked for."""
    await stage.until(lambda: command.is_enabled(stage.app.screen))
    for key in filter(None, command.keys.split(",")):
        spy = Spy()
        spy.listen(stage, command)
        await stage.press(key)
        await spy.heard_once(stage, command)


async def reached_by_palette(stage: Stage, *commands: Command) -> None:
    """Look for ``commands`` by their names in both languages, and see that what is chosen is what is asked for."""
    for language in ("zh_CN", "en"):
        i18n.set_language(language)
        await open_palette(stage)
        palette = stage.app.screen
        assert isinstance(palette, Palette)
        for command in commands:
            await found(stage, palette, command)
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is not palette)  # noqa: B023 - awaited within the loop
    for command in commands:
        spy = Spy()
        spy.listen(stage, command)
        await open_palette(stage)
        stage.app.screen.dismiss(command.id)
        await spy.heard_once(stage, command)


async def found(stage: Stage, palette: Palette, command: Command) -> None:
    """Type the name of ``command``, and see that it is offered for that, with something said of it."""
    before = palette.choices
    palette.query_one(Input).value = _(command.title)
    await stage.until(lambda: palette.choices is not before and command.id in [each.key for each in palette.choices])
    choice = next(choice for choice in palette.choices if choice.key == command.id)
    assert choice.remark, f"nothing is said of {command.id}"


def given_there(place: Where) -> list[Command]:
    return [command for command in given_at(place) if command.id not in SPECIAL]


@pytest.mark.parametrize("scene", dict.fromkeys(SCENES.values()), ids=lambda scene: scene.__name__)
async def test_keys_and_the_palette_reach_them(people: Path, scene: Scene) -> None:
    places = [place for place, come in SCENES.items() if come is scene]
    commands = [command for place in places for command in given_there(place)]
    named = [command for command in commands if command.palette]
    async with on_stage(people, 120, 40) as stage:
        await scene(stage)
        for command in commands:
            await reached_by_keys(stage, command)
        if named:
            await reached_by_palette(stage, *named)


@pytest.mark.parametrize("name", SPECIAL)
async def test_what_needs_a_special_state_is_reached_too(people: Path, crm_file: Path, name: str) -> None:
    command = COMMANDS[name]
    file = crm_file.with_name("empty.db") if name in NOBODY_THERE else people
    async with on_stage(file, 120, 40) as stage:
        await SPECIAL[name](stage)
        await reached_by_keys(stage, command)
        if command.palette:
            await reached_by_palette(stage, command)
