"""A form over a screen: it saves, says at which field it could not, and keeps what was typed until it is saved."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from textual import on
from textual.pilot import Pilot

from tests.conftest import NOW
from tests.screens.waiting import until
from tests.widgets import stage as stages
from tests.widgets.lines import screen_lines
from tui_crm import paths
from tui_crm.clock import FixedClock
from tui_crm.drafts import Draft, Drafts
from tui_crm.errors import BadInput, Busy, CrmError
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.messages import RunWrite
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

BAD_NAME = BadInput("a contact needs a name", field="full_name")
NO_NUMBER = BadInput("no number")
BUSY = Busy("the file is busy", hint="try again")
DONE = Done(1, "Edited x", (42,))


def number(text: str) -> str:
    if not text.isdigit():
        raise NO_NUMBER
    return ""


FIELDS = (FormField("name", "Name"), FormField("age", "Age", check=number))


class Stage(stages.Stage):
    """An app that answers writes with what it was given, one after the other."""

    CSS_PATH = ["../../../tui_crm/screens/app.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self, *answers: Done | CrmError) -> None:
        super().__init__()
        self.answers = list(answers)
        self.written: list[RunWrite] = []
        self.told: list[bool] = []
        self.result: list[Done | None] = []

    @on(RunWrite)
    def _answer(self, event: RunWrite) -> None:
        self.written.append(event)
        if self.answers:
            self.reply(self.answers.pop(0))

    def reply(self, answer: Done | CrmError) -> None:
        assert self.written[-1].reply is not None
        if not isinstance(answer, CrmError):
            self.written[-1].call(cast("Crm", None))
        self.told.append(self.written[-1].reply(answer))


@pytest.fixture
def open_draft(tmp_path: Path) -> Callable[[], Draft]:
    return lambda: Drafts(tmp_path / "crm.db", FixedClock(NOW)).open("contact:42")


def drafts() -> list[Path]:
    return sorted((paths.state_dir() / "drafts").rglob("*.json"))


def a_dialog(draft: Draft | None = None, saved: list[Mapping[str, str]] | None = None, **values: str) -> FormDialog:
    def save(typed: Mapping[str, str]) -> RunWrite:
        if saved is not None:
            saved.append(typed)
        return RunWrite("Saving…", lambda _crm: DONE)

    return FormDialog("Edit 张伟", FIELDS, values, save, draft=draft, base=(3,), names={"full_name": "name"})


async def opened(stage: Stage, pilot: Pilot[None], dialog: FormDialog) -> None:
    stage.push_screen(dialog, stage.result.append)
    await until(pilot, lambda: dialog.form.here == "name", lambda: screen_lines(stage))


async def test_it_saves_what_was_typed_and_closes() -> None:
    stage, saved = Stage(DONE), list[Mapping[str, str]]()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(None, saved, name="x"))
        await pilot.press(*"y", "tab", *"42", "ctrl+s")
        await until(pilot, lambda: stage.result, lambda: screen_lines(stage))
    assert saved == [{"name": "xy", "age": "42"}]
    assert stage.result == [DONE]
    assert stage.told == [False], "the app says what was done"


async def test_what_does_not_do_is_not_saved() -> None:
    stage = Stage(DONE)
    async with stage.open() as pilot:
        dialog = a_dialog()
        await opened(stage, pilot, dialog)
        await pilot.press("tab", *"old", "shift+tab", "ctrl+s")
        assert dialog.form.here == "age"
        assert stage.written == []


async def test_a_mistake_that_the_service_finds_stands_at_its_field() -> None:
    stage = Stage(BAD_NAME, DONE)
    async with stage.open(100, 24) as pilot:
        dialog = a_dialog()
        await opened(stage, pilot, dialog)
        await pilot.press("tab", "ctrl+s")
        await until(pilot, lambda: dialog.form.here == "name", lambda: screen_lines(stage))
        row = next(line for line in screen_lines(stage) if "▎ Name" in line)
        assert "a contact needs a name" in row
        assert stage.told == [True]
        await pilot.press(*"x", "ctrl+s")
        await until(pilot, lambda: stage.result, lambda: screen_lines(stage))


async def test_what_no_field_is_to_blame_for_is_said_of_all() -> None:
    stage = Stage(BUSY)
    async with stage.open(100, 24) as pilot:
        dialog = a_dialog()
        await opened(stage, pilot, dialog)
        await pilot.press("tab", "ctrl+s")
        await until(
            pilot,
            lambda: any("the file is busy  try again" in line for line in screen_lines(stage)),
            lambda: stage.told,
        )
        assert dialog.form.here == "age"
        await pilot.press(*"7")
        assert dialog.form.values["age"] == "7"


async def test_nothing_is_typed_or_saved_twice_while_it_saves() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        dialog = a_dialog()
        await opened(stage, pilot, dialog)
        await pilot.press(*"x", "ctrl+s", *"y", "ctrl+s")
        assert len(stage.written) == 1
        assert any("Saving…" in line for line in screen_lines(stage))
        stage.reply(BUSY)
        await pilot.press(*"z")
        assert dialog.form.values["name"] == "xz"


async def test_a_draft_is_on_disk_with_every_key_and_gone_when_saved(open_draft: Callable[[], Draft]) -> None:
    stage = Stage(BUSY, DONE)
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        assert drafts() == []
        await pilot.press("y")
        assert '"name": "xy"' in drafts()[0].read_text(encoding="ascii")
        await pilot.press("backspace")
        assert drafts() == [], "nothing is typed any more"
        await pilot.press("z", "ctrl+s")
        await until(pilot, lambda: stage.told == [True], lambda: stage.told)
        assert len(drafts()) == 1, "it could not be saved"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: stage.result, lambda: screen_lines(stage))
    assert drafts() == []


async def test_what_is_left_comes_back(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("y", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        assert any("What you typed is kept" in str(each.message) for each in stage._notifications)
        again = a_dialog(open_draft(), name="other", age="7")
        await opened(stage, pilot, again)
        assert again.form.values == {"name": "xy", "age": "7"}
        assert again.form.changed == {"name": "xy"}
        assert again.form.begun["name"] == "x"
        assert again.base == (3,)
        text = "\n".join(screen_lines(stage))
        assert "what you typed 2026-11-21 09:30 is back · ctrl+z discards it" in text


async def test_what_came_back_is_discarded_and_brought_back(open_draft: Callable[[], Draft]) -> None:
    kept = open_draft()
    kept.keep({"name": "mine"}, {"name": "x"}, (2,))
    kept.close()
    stage = Stage()
    async with stage.open() as pilot:
        dialog = a_dialog(open_draft(), name="theirs")
        await opened(stage, pilot, dialog)
        assert [*dialog.base] == [2]
        await pilot.press("ctrl+z")
        assert (dialog.form.values["name"], drafts()) == ("theirs", [])
        assert [*dialog.base] == [3]
        await pilot.press("ctrl+z")
        assert (dialog.form.values["name"], [*dialog.base]) == ("mine", [2])
        assert dialog.form.changed == {"name": "mine"}
        await until(pilot, drafts, lambda: screen_lines(stage))
        await pilot.press("ctrl+z", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        assert drafts() == []


async def test_what_is_typed_in_the_place_of_a_draft_is_not_lost_to_it(open_draft: Callable[[], Draft]) -> None:
    kept = open_draft()
    kept.keep({"name": "mine"}, {"name": "x"}, (2,))
    kept.close()
    stage = Stage()
    async with stage.open() as pilot:
        dialog = a_dialog(open_draft(), name="x")
        await opened(stage, pilot, dialog)
        await pilot.press("ctrl+z", *"yz", "ctrl+z")
        assert dialog.form.values["name"] == "mine"
        await pilot.press("ctrl+z")
        assert dialog.form.values["name"] == "xyz"
        assert '"xyz"' in drafts()[0].read_text(encoding="ascii")


async def test_a_draft_that_knows_no_version_is_compared_with_every_change(open_draft: Callable[[], Draft]) -> None:
    kept = open_draft()
    kept.keep({"name": "mine"}, {"name": "x"}, ())
    kept.close()
    stage = Stage()
    async with stage.open() as pilot:
        dialog = a_dialog(open_draft(), name="theirs")
        await opened(stage, pilot, dialog)
        assert [*dialog.base] == [1]


async def test_what_has_no_field_any_more_stays_in_the_draft(open_draft: Callable[[], Draft]) -> None:
    kept = open_draft()
    kept.keep({"name": "mine", "x.gone": "words"}, {"name": "x", "x.gone": "w"}, (2,))
    kept.close()
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press(*"y", "ctrl+z", "ctrl+z", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
    found = open_draft().found
    assert found is not None
    assert (found.values, found.begun["x.gone"]) == ({"name": "miney", "x.gone": "words"}, "w")


async def test_without_a_draft_there_is_none_to_discard() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(name="x"))
        await pilot.press("y", "ctrl+z")
        assert any("xy" in line for line in screen_lines(stage))
        assert "discard" not in screen_lines(stage)[-1]


async def test_nothing_typed_is_left_without_a_word(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        assert list(stage._notifications) == []


async def test_what_cannot_be_kept_is_said_and_not_left_unasked(open_draft: Callable[[], Draft]) -> None:
    paths.state_dir().parent.mkdir(parents=True)
    paths.state_dir().write_text("in the way", encoding="utf-8")
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft()))
        await pilot.press(*"xy")
        assert any(
            "what you typed cannot be kept" in line or "what you type cannot be kept" in line
            for line in screen_lines(stage)
        )
        (told,) = stage._notifications
        assert str(told.message).endswith(": Not a directory")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(stage.screen, Question), lambda: screen_lines(stage))
        await pilot.press("n")
        assert isinstance(stage.screen, FormDialog)
        await pilot.press("escape", "y")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)


async def test_an_unreadable_draft_is_told_and_kept(open_draft: Callable[[], Draft]) -> None:
    kept = open_draft()
    kept.keep({"name": "mine"}, {"name": "x"}, ())
    kept.close()
    drafts()[0].write_text("{", encoding="utf-8")
    stage = Stage()
    async with stage.open(200, 24) as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        assert any("a draft could not be read and is kept as" in line for line in screen_lines(stage))
        (told,) = stage._notifications
        assert str(told.message).endswith("contact-42.json.unreadable1: it is no draft")
    assert [file.read_text(encoding="utf-8") for file in paths.state_dir().rglob("*.unreadable1")] == ["{"]


async def test_a_save_that_ends_after_one_left_forgets_the_draft(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("y", "ctrl+s", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        assert len(drafts()) == 1
        stage.reply(DONE)
        assert (stage.told, drafts()) == ([False], [])


async def test_what_is_being_saved_comes_back_in_no_other_form(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("y", "ctrl+s", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        again = open_draft()
        assert again.found is None
        again.keep({"name": "other"}, {"name": "x"}, (3,))
        stage.reply(DONE)
        assert ['"other"' in file.read_text(encoding="ascii") for file in drafts()] == [True]


async def test_what_could_not_be_saved_after_one_left_comes_back(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("y", "ctrl+s", "escape")
        await until(pilot, lambda: stage.result == [None], lambda: stage.result)
        stage.reply(BUSY)
        found = open_draft().found
        assert found is not None
        assert found.values == {"name": "xy"}


async def test_what_was_written_is_no_draft_even_if_the_form_never_hears(open_draft: Callable[[], Draft]) -> None:
    stage = Stage()
    async with stage.open() as pilot:
        await opened(stage, pilot, a_dialog(open_draft(), name="x"))
        await pilot.press("y", "ctrl+s")
        assert len(drafts()) == 1
        stage.written[0].call(cast("Crm", None))
        assert drafts() == []


async def test_a_form_that_was_saved_behind_a_question_is_not_saved_again() -> None:
    stage = Stage()
    async with stage.open() as pilot:
        dialog = a_dialog(name="x")
        await opened(stage, pilot, dialog)
        await pilot.press("y", "ctrl+s")
        stage.push_screen(Question("Leave?"))
        await pilot.pause()
        stage.reply(DONE)
        assert dialog.check_action("save", ()) is False
        await pilot.press("n")
        await until(pilot, lambda: stage.result == [DONE], lambda: screen_lines(stage))


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (300, 80)])
async def test_it_bears_any_size(size: tuple[int, int]) -> None:
    stage = Stage()
    async with stage.open(*size) as pilot:
        dialog = a_dialog(name="x")
        await opened(stage, pilot, dialog)
        await pilot.resize_terminal(80, 24)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert {strip.cell_length for strip in stage.screen._compositor.render_strips()} == {20}
