"""Settings: what a person and the team have set, where each value comes from, and changing it in place."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.contact_texts import shell_command
from tui_crm.screens.messages import OPENING, PersonalChanged, StartAgain
from tui_crm.screens.own_settings import own_settings
from tui_crm.screens.screen import CrmScreen
from tui_crm.screens.settings_lines import LATER, Line, SettingsLines, columns, read_lines, told
from tui_crm.services import preferences
from tui_crm.settings import Origin, UserSettings
from tui_crm.widgets.card import Card
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.screen import Screen
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_SHOWN: Final = frozenset(
    {
        "setting",
        "user",
        "team",
        "tag",
        "custom_field",
        "calendar_day",
        "template",
        "segment",
        "survey",
        "service_way",
        "sla_policy",
    }
)


class SettingsScreen(CrmScreen):
    """The list of settings in sections, with what is to be known of the highlighted one beside it."""

    MODE = "settings"
    PLACES = (Where.SETTINGS, Where.LIST, Where.EVERYWHERE)
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SETTINGS)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._list = RecordTable(columns())
        self._card = Card()
        self._lines: Mapping[str, Line] = {}
        self._shown: Mapping[int, Line] = {}
        self._wanted = ""

    def body(self) -> ComposeResult:
        """Compose the list with the pane beside it."""
        with Horizontal(id="body"):
            yield self._list
            yield self._card

    def opened(self, crm: "Crm") -> None:  # noqa: ARG002 - it is read from there in any case
        """Begin to show the settings."""
        self._read_again()

    def data_changed(self, changes: "Changes") -> None:
        """Read the settings again where one of what they show was written."""
        if changes.everything or _SHOWN & changes.records.keys():
            self._read_again()

    def on_screen_resume(self) -> None:
        """Read again what other screens and dialogs may have changed."""
        self._read_again()

    def point_at(self, key: str) -> None:
        """Put the cursor on the line called ``key``, as soon as it is there."""
        self._wanted = key
        self._list.focus()
        self._point()

    def _point(self) -> None:
        found = next((number for number, line in self._shown.items() if line.key == self._wanted), None)
        if found is not None:
            self._wanted = ""
            self._list.show(self._list.source, keep_cursor=True, onto=found)

    @property
    def _settings(self) -> UserSettings:
        return own_settings(self.app)

    def _read_again(self) -> None:
        if self.crm is not None:
            reading: WorkType[None] = partial(self._read, self.crm)
            self.run_worker(reading, group="settings", exclusive=True)

    async def _read(self, crm: "Crm") -> None:
        try:
            lines = await asyncio.to_thread(read_lines, crm, self._settings)
        except CrmError as error:
            self.tell_failure(error)
            return
        if lines != self._lines:
            shown = SettingsLines(lines)
            self._lines, self._shown = lines, shown.lines
            self._list.show(shown, keep_cursor=True)
            self._point()
            self._look()
        self.show_keys()

    @property
    def _here(self) -> Line | None:
        return self._shown.get(self._list.highlighted_id or 0)

    @on(RecordTable.Highlighted)
    def _look(self) -> None:
        self._card.show(told(self._here) if self._here is not None else ())
        self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        here = self._here
        match action:
            case "reset":
                return here is not None and here.setting is not None and here.setting.origin is not Origin.DEFAULT
            case "copy_command":
                return here is not None and here.setting is not None
            case _:
                return super().check_action(action, parameters)

    @on(RecordTable.Selected)
    async def _open(self) -> None:
        here = self._here
        if here is None or self.crm is None:
            return
        if here.key == "theme":
            await self.app.run_action(COMMANDS["app.theme"].action)
        elif here.setting is not None:
            self._change(here)
        elif opened := _LISTS.get(here.key):
            await self.app.push_screen(opened(self.crm))

    def _change(self, line: Line) -> None:
        changing: WorkType[None] = partial(self._ask, line)
        self.run_worker(changing, group=OPENING, exclusive=True)

    async def _ask(self, line: Line) -> None:
        from tui_crm.screens.dialogs.setting_form import SettingForm  # noqa: PLC0415 - a dialog is loaded when it opens

        if line.key == "calendar_hours" and line.setting is not None:
            from tui_crm.screens.dialogs.calendar_form import WeekForm  # noqa: PLC0415 - as above

            await self.app.push_screen(WeekForm(line.setting.value, self._settings))
            return
        choices = await asyncio.to_thread(lambda: list(preferences.choices(line.key)))

        def answered(done: "Done | None") -> None:
            if done is not None:
                self._changed(line)

        if self.is_current:
            await self.app.push_screen(SettingForm(line, self._settings, choices), answered)

    def action_reset(self) -> None:
        """Take the setting back to its default."""
        from tui_crm.screens.dialogs.setting_form import changing  # noqa: PLC0415 - as above

        here = self._here
        if here is not None:
            write = changing(here.key, None, self._settings)

            def told_back(result: "Done | CrmError") -> bool:
                if not isinstance(result, CrmError):
                    self._changed(here)
                return False

            write.reply = told_back
            self.post_message(write)

    def _changed(self, before: Line) -> None:
        """Let everything know of a change, and offer to begin again where another value counts from then on."""
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - as above

        self.post_message(PersonalChanged(self._read_again))
        if before.key in LATER and self._is_another_now(before):

            def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
                if yes:
                    self.post_message(StartAgain())

            question = _("This counts when the screens are opened again. Open them again now?")
            self.app.push_screen(Question(question), answered)

    def _is_another_now(self, before: Line) -> bool:
        """Return whether a setting of one's own has another value than the line of ``before``."""
        now = preferences.own(self._settings.read_again(), before.key)
        return before.setting is None or now.value != before.setting.value

    def action_copy_command(self) -> None:
        """Copy the command that sets what is set now."""
        here = self._here
        if here is not None and here.setting is not None and self.crm is not None:
            self.copy(shell_command(self.crm, "config", "set", here.key, here.setting.value))


def _keys(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.own_keys import OwnKeys  # noqa: PLC0415 - a dialog is loaded when it opens

    del crm
    return OwnKeys()


def _fields(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.field_form import FieldList  # noqa: PLC0415 - as above

    return FieldList(crm)


def _tags(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.tag_form import TagList  # noqa: PLC0415 - as above

    return TagList(crm)


def _segments(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.segment_form import SegmentList  # noqa: PLC0415 - as above

    return SegmentList(crm)


def _templates(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.template_form import TemplateList  # noqa: PLC0415 - as above

    return TemplateList(crm)


def _surveys(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.survey_list import SurveyList  # noqa: PLC0415 - as above

    return SurveyList(crm)


def _days(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.calendar_form import DayList  # noqa: PLC0415 - as above

    return DayList(crm)


def _sla(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.policy_form import PolicyList  # noqa: PLC0415 - as above

    return PolicyList(crm)


def _ways(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.way_form import WayList  # noqa: PLC0415 - as above

    return WayList(crm)


def _users(crm: "Crm") -> "Screen[None]":
    from tui_crm.screens.dialogs.user_form import UserList  # noqa: PLC0415 - as above

    return UserList(crm)


_LISTS: "Final[Mapping[str, Callable[[Crm], Screen[None]]]]" = {
    "keys": _keys,
    "fields": _fields,
    "tags": _tags,
    "segments": _segments,
    "templates": _templates,
    "users": _users,
    "calendar_days": _days,
    "ways": _ways,
    "surveys": _surveys,
    "sla": _sla,
}
