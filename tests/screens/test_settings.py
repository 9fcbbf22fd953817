"""The settings on the screen: each with its origin, changed in place, taken back, and honest about who decides."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import OpenCrm, RunCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import SOME, assert_harmless
from tests.widgets.lines import assert_golden
from tui_crm import i18n, paths
from tui_crm.screens.dialogs.palette import Palette
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.setting_form import SettingForm, offered
from tui_crm.screens.dialogs.themes import ThemeChooser
from tui_crm.screens.setting_commands import setting_commands
from tui_crm.screens.settings import SettingsScreen
from tui_crm.screens.settings_lines import HELPS, TITLES
from tui_crm.services.feed import Changes
from tui_crm.settings import SETTINGS
from tui_crm.widgets.record_table import RecordTable


class Desk(Stage):
    """The settings on a stage."""

    @property
    def screen(self) -> SettingsScreen:
        found = self.app.screen_stack[0]
        assert isinstance(found, SettingsScreen)
        return found

    @property
    def table(self) -> RecordTable:
        return self.screen.query_one(RecordTable)

    async def go_to(self, key: str) -> None:
        """Put the cursor on the line called ``key``."""
        numbers = {line.key: number for number, line in self.screen._shown.items()}
        await self.put_cursor(self.table, numbers[key])
        await self.until_here(key)

    async def until_here(self, key: str) -> None:
        await self.until(lambda: self.screen._here is not None and self.screen._here.key == key)

    async def change(self, key: str, text: str) -> None:
        """Open the form of a setting and type another value."""
        await self.go_to(key)
        await self.press("enter")
        await self.until(lambda: isinstance(self.app.screen, SettingForm) and self.app.focused)
        form = self.app.screen
        assert isinstance(form, SettingForm)
        form.form.fill({"value": ""})
        await self.type(text)

    @property
    def titles(self) -> list[str]:
        """What the palette offers."""
        assert isinstance(self.app.screen, Palette)
        return [choice.title for choice in self.app.screen.choices]

    def value(self, key: str) -> tuple[str, str]:
        """Return a line's value and origin."""
        line = self.screen._lines[key]
        return line.value, line.origin


@asynccontextmanager
async def desk(
    file: Path, width: int = 80, height: int = 24, *, zone: str = "", plain: str = ""
) -> AsyncIterator[Desk]:
    async with on_stage(file, width, height, CRM_ZONE=zone, CRM_PLAIN=plain) as stage:
        await stage.press("8")
        shown = Desk(stage.app, stage.pilot)
        await shown.until(lambda: isinstance(stage.app.screen, SettingsScreen) and shown.table.source.count)
        await shown.pilot.pause()
        yield shown


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_the_screen_looks_right(people: Path, language: str, width: int, height: int) -> None:
    i18n.set_language(language)
    async with desk(people, width, height, zone="Asia/Tokyo") as stage:
        await stage.go_to("zone")
        file = stage.screen._lines["database"].title  # whose path is another one each time
        kept = [line for line in stage.lines if not line.startswith(f" {file}")]
        assert_golden(f"settings_{width}_{language}", kept)


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (200, 60), (111, 12)])
async def test_any_size_will_do(people: Path, width: int, height: int) -> None:
    async with desk(people, width, height) as stage:
        await stage.press("down", "down", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, SettingForm))
        assert len(stage.lines) == height


@pytest.mark.parametrize(
    ("language", "typed", "title"),
    [
        ("en", "working h", "Setting: Working hours"),
        ("en", "calendar_hours", "Setting: Working hours"),
        ("zh_CN", "工作时", "设置：工作时间"),
        ("zh_CN", "gongzuoshi", "设置：工作时间"),
        ("zh_CN", "gzsj", "设置：工作时间"),
        ("zh_CN", "working hours", "设置：工作时间"),
    ],
)
def test_the_palette_knows_each_by_its_name(language: str, typed: str, title: str) -> None:
    i18n.set_language(language)
    palette = Palette(setting_commands(), None)
    best = max(palette.choices, key=lambda choice: choice.fits(typed.split()))
    assert (best.title, best.fits(typed.split()) > 1) == (title, True)


async def test_the_palette_goes_to_one(people: Path) -> None:
    async with on_stage(people) as stage:
        shown = Desk(stage.app, stage.pilot)
        for typed, key in (("hours", "calendar_hours"), ("custom f", "fields")):
            await shown.press("ctrl+p")
            await shown.until(lambda: isinstance(stage.app.screen, Palette))
            await shown.type(typed)
            await shown.press("enter")
            await shown.until(lambda: isinstance(stage.app.screen, SettingsScreen))
            await shown.until_here(key)
            assert shown.app.focused is shown.table


def test_every_setting_has_a_line() -> None:
    assert SETTINGS.keys() <= TITLES.keys() == HELPS.keys()


async def test_each_says_where_its_value_comes_from(people: Path, crm: RunCrm, open_crm: OpenCrm) -> None:
    crm("config", "set", "start", "contacts")
    open_crm("wang").settings.set("levels", "Gold,Silver")
    async with desk(people, 140, 40, plain="yes") as stage:
        told = {key: stage.value(key) for key in ("theme", "plain", "zone", "levels", "phone_region")}
        assert told == {
            "theme": ("dusk", "command line"),
            "plain": ("yes", "environment"),
            "zone": ("UTC", "default"),
            "levels": ("Gold,Silver", "database"),
            "phone_region": ("CN", "default"),
        }
        assert stage.screen._lines["start"].value == "Contacts"
        assert stage.value("users")[0] == "2"
        assert stage.value("tags")[0] == "2"


async def test_a_setting_of_one_s_own_is_kept_in_the_file(people: Path) -> None:
    async with desk(people) as stage:
        await stage.change("zone", "berl")
        await stage.press("tab")
        await stage.until_shown("Europe/Berlin")
        await stage.press("ctrl+s")
        await stage.until_told("Your time zone: Europe/Berlin")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("n")
        await stage.until(lambda: stage.value("zone") == ("Europe/Berlin", "settings file"))
        assert 'zone = "Europe/Berlin"' in paths.config_file().read_text(encoding="utf-8")
        await stage.press("r")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("y")
        await stage.until(lambda: stage.app._exit)
        assert stage.app.starts_again


async def test_a_setting_of_the_team_is_an_operation_like_any(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with desk(people) as stage:
        await stage.change("home_currency", "eur")
        await stage.press("enter")
        await stage.until_told("Home currency: EUR · u to undo")
        await stage.until(lambda: stage.value("home_currency") == ("EUR", "database"))
        assert wang.settings.get("home_currency") == "EUR"
        await stage.press("u")
        await stage.until(lambda: stage.value("home_currency") == ("CNY", "default"))
        wang.settings.set("phone_region", "DE")
        await stage.until(lambda: stage.value("phone_region") == ("DE", "database"))
        await stage.go_to("phone_region")
        await stage.press("r")
        await stage.until(lambda: stage.value("phone_region") == ("CN", "default"))


async def test_what_will_not_do_stays_in_the_form_with_the_reason(people: Path) -> None:
    async with desk(people) as stage:
        await stage.change("home_currency", "euro")
        await stage.until_shown("a currency is three letters")
        await stage.press("enter", "ctrl+s")
        assert isinstance(stage.app.screen, SettingForm)
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert stage.value("home_currency") == ("CNY", "default")


async def test_a_change_without_effect_says_so(people: Path) -> None:
    async with desk(people, 140, 40, zone="Asia/Tokyo") as stage:
        await stage.go_to("zone")
        await stage.until_shown("CRM_ZONE decides; a change counts once")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SettingForm))
        await stage.until_shown("CRM_ZONE decides")
        await stage.press("escape")
        await stage.go_to("theme")
        await stage.until_shown("The command line decides")


async def test_one_of_a_few_is_chosen(people: Path) -> None:
    async with desk(people) as stage:
        await stage.go_to("start")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, SettingForm) and stage.app.focused)
        await stage.press("right", "enter")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert 'start = "journey"' in paths.config_file().read_text(encoding="utf-8")


async def test_the_theme_is_chosen_as_everywhere(people: Path) -> None:
    async with desk(people) as stage:
        await stage.go_to("theme")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ThemeChooser))
        before = stage.app.theme
        await stage.press("down")
        await stage.until(lambda: stage.app.theme != before)
        await stage.press("escape")
        await stage.until(lambda: stage.app.theme == before)


async def test_a_file_that_cannot_be_written_is_told_in_the_form(people: Path) -> None:
    async with desk(people) as stage:
        paths.config_file().unlink()
        paths.config_file().symlink_to("/proc/none/config.toml")
        await stage.change("zone", "UTC")
        await stage.press("ctrl+s")
        await stage.until_shown("cannot write")
        assert isinstance(stage.app.screen, SettingForm)


async def test_the_command_that_does_the_same_is_copied(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(people) as stage:
        copied: list[str] = []
        monkeypatch.setattr(stage.app, "copy_to_clipboard", copied.append)
        await stage.go_to("levels")
        await stage.press("y")
        assert copied == [f"crm --db {people} config set levels A,B,C,VIP"]


def test_values_are_offered_by_how_they_begin_and_by_what_they_hold() -> None:
    zones = ["America/New_York", "Asia/Shanghai", "Europe/Berlin"]
    assert offered(zones, "asia", 4) == ["Asia/Shanghai"]
    assert offered(zones, "new", 3) == ["America/New_York"]
    assert offered(zones, "e", 1)[0] == "Europe/Berlin"
    assert offered(zones, " ", 1) == []


async def test_no_payload_gets_through(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.settings.set("levels", "A,B")
    async with desk(people, 140, 40) as stage:
        await stage.go_to("levels")
        for name in SOME:
            stored = PAYLOADS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            with crm.database.maintain() as connection:
                connection.exec_driver_sql("UPDATE setting SET value = ?", (stored,))
            before = stage.screen._lines
            stage.screen.data_changed(Changes({}, everything=True))
            await stage.until(lambda before=before: stage.screen._lines is not before)  # type: ignore[misc]
            await stage.pilot.pause()
            assert stage.value("levels")[0] == stored
            assert_harmless(stage, name)
            await stage.press("enter")
            await stage.until(lambda: isinstance(stage.app.screen, SettingForm))
            await stage.pilot.pause()
            assert_harmless(stage, name)
            await stage.press("escape")


async def test_the_last_backup_is_told(people: Path, open_crm: OpenCrm) -> None:
    made = open_crm("li").safety.back_up()
    async with desk(people, 200, 40) as stage:
        line = stage.screen._lines["backup"]
        assert (line.value, line.where) == ("2026-11-21 09:30", str(made))


def test_what_the_screens_set_the_command_line_says(crm: RunCrm) -> None:
    crm("config", "set", "zone", "Europe/Berlin")
    rows = json.loads(crm("config", "show", "--format", "json").stdout)
    assert {row["name"] for row in rows} == set(SETTINGS)


async def test_what_stays_as_it_is_asks_nothing(people: Path) -> None:
    async with desk(people, zone="Asia/Tokyo") as stage:
        await stage.change("zone", "Europe/Berlin")
        await stage.press("ctrl+s")
        await stage.until_told("Your time zone: Asia/Tokyo")
        await stage.until(lambda: 'zone = "Europe/Berlin"' in paths.config_file().read_text(encoding="utf-8"))
        assert not isinstance(stage.app.screen, Question), "the environment decides, now and when they are opened again"
