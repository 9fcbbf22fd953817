"""Importing a file from the screens: file, columns, plan, writing, and what came of it; back, and away, at any time."""

import tempfile
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.payloads import PAYLOADS
from tests.screens.import_stage import at, name, open_wizard
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import assert_harmless
from tui_crm.errors import Busy
from tui_crm.screens.dialogs.chooser import Chooser
from tui_crm.screens.importing import reading
from tui_crm.screens.importing.plan_rows import PAGE
from tui_crm.screens.importing.steps import At
from tui_crm.screens.importing.wizard import ImportWizard
from tui_crm.services.importing.contacts.pipeline import ContactImport
from tui_crm.services.importing.report import ImportOptions

ROWS = (
    "姓名,公司,手机,城市,备用栏,邮箱,生日\n张伟,上海云帆贸易,138 0013 8000,上海,甲,,3/4/1990\n"
    "王芳,杭州小满咖啡,139 1702 6638,杭州,乙,,5/6/1988\n李娜,,,,,不是邮箱,\n"
)
MENDED = ROWS.replace("不是邮箱", "li@na.example")


async def put(stage: Stage, wizard: ImportWizard, key: str) -> None:
    """Put the cursor on a line of the table of columns."""
    place = next(number for number, line in enumerate(wizard.columns._lines, 1) if line.key == key)
    await stage.put_cursor(wizard.columns.table, place)


def becomes(wizard: ImportWizard) -> dict[str, str]:
    """Return what every line of the table of columns says at its end, by its key."""
    return {line.key: line.cells[2].text for line in wizard.columns._lines if line.key}


async def test_a_file_goes_step_by_step_and_can_be_taken_back(crm_file: Path, tmp_path: Path) -> None:
    """A GBK file with a day that can be two, a column that nothing claims and a bad row, at 80×24."""
    (tmp_path / "leads.csv").write_bytes(ROWS.encode("gb18030"))
    async with on_stage(crm_file) as stage:
        wizard = await open_wizard(stage)
        await name(stage, tmp_path / "leads.csv")
        await at(stage, wizard, At.COLUMNS)
        assert wizard.columns.line is not None
        assert wizard.columns.line.key == "date_order", "what the file leaves open is asked first"
        await stage.until_shown("3/4/1990", "which day is it?", "张伟 · 王芳 · 李娜")
        await stage.press("ctrl+s")
        assert wizard.at is At.COLUMNS
        await stage.press("enter")
        await stage.until_shown("Which day is 3/4/1990?", "1990-04-03")
        await stage.press("enter")
        await stage.until(lambda: becomes(wizard)["date_order"] == "the day comes first")
        assert becomes(wizard)["column:4"] == "not used"
        await put(stage, wizard, "column:4")
        await stage.press("enter")
        await stage.until_shown("What is “备用栏”?", "甲 · 乙")
        await stage.type("nickn")
        await stage.press("enter")
        await stage.until(lambda: becomes(wizard)["column:4"] == "nickname")
        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        await stage.until_shown(
            "All 5",
            "New 2",
            "Rejected 1",
            "Come along 2",
            "Enter imports 2 rows.",
            "leads.rejects.csv",
            "138 0013 8000",
        )
        assert stage.names == []
        await stage.press("tab", "tab")
        await stage.until_shown("● Rejected", "is not an e-mail")
        await stage.press("escape")
        assert wizard.at is At.COLUMNS
        assert becomes(wizard)["column:4"] == "nickname", "nothing is lost by going back"
        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        await stage.press("enter")
        await at(stage, wizard, At.DONE)
        await stage.until_shown("leads.csv is imported", "rejects.csv")
        await stage.press("u")
        await stage.until_shown("leads.csv is taken back")
        await stage.press("ctrl+r")
        await stage.until_shown("leads.csv is imported")
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.contacts and {"张伟", "王芳"} <= set(stage.names))
    assert "李娜" in (tmp_path / "leads.rejects.csv").read_text(encoding="gb18030")


async def test_what_is_wrong_is_told_where_one_is(
    crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No path, no text, no column of a name, a file that changes between two steps, a database that is busy."""
    leads = tmp_path / "leads.csv"
    (tmp_path / "cat.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    async with on_stage(crm_file, 120, 30) as stage:
        wizard = await open_wizard(stage)
        for said in ("file://[", "file:///%00", "x" * 300, "~nobody-of-that-name/x.csv", "/dev", str(tmp_path / "no")):
            await name(stage, said)
            await stage.until_shown("there is no file")
        await name(stage, tmp_path / "cat.csv")
        await stage.until_shown("cat.csv", "text")
        leads.write_text("just,some\nthings,here\n", encoding="utf-8")
        await name(stage, leads)
        await at(stage, wizard, At.COLUMNS)
        await stage.press("enter")
        await stage.until_shown("leads.csv: no column says whom a row is about")
        leads.write_text(MENDED.replace("3/4", "13/4"), encoding="utf-8")
        await stage.press("escape", "enter")
        await stage.until(lambda: wizard.at is At.COLUMNS and len(becomes(wizard)) > 10)
        leads.write_text("姓名\n李娜\n", encoding="utf-8")
        await stage.press("ctrl+s")
        await stage.until_told("leads.csv has changed since it was read")
        await stage.until(lambda: "column:1" not in becomes(wizard))
        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        leads.write_text("姓名\n王芳\n", encoding="utf-8")
        await stage.press("enter")
        await stage.until_shown("leads.csv has changed since it was read", "Enter reads it again.")
        await stage.press("enter")
        await at(stage, wizard, At.COLUMNS)

        def busy(*_said: object, **_more: object) -> None:
            raise Busy("the file is busy", hint="try again")  # noqa: EM101, TRY003 - a word of the test

        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        monkeypatch.setattr(ContactImport, "apply", busy)
        await stage.press("enter")
        await stage.until_shown("the file is busy", "try again")
        monkeypatch.undo()
        assert stage.names == []


async def test_reading_planning_and_writing_can_be_left_at_any_time(
    crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then, and no folder is left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    (tmp_path / "leads.csv").write_text("name\n" + "".join(f"Person {n}\n" for n in range(700)), encoding="utf-8")
    come, go_on = threading.Semaphore(0), threading.Semaphore(0)
    progress = reading.Attempt.progress

    def slow(attempt: reading.Attempt, rows: int) -> None:
        if rows in {0, 500}:
            progress(attempt, rows)
            come.release()
            assert go_on.acquire(timeout=30)
        progress(attempt, rows)

    async def in_the_middle(stage: Stage, *keys: str) -> None:
        await stage.until(lambda: come.acquire(blocking=False))
        await stage.press(*keys)
        go_on.release()

    monkeypatch.setattr(reading.Attempt, "progress", slow)
    async with on_stage(crm_file) as stage:
        wizard = await open_wizard(stage)
        await name(stage, tmp_path / "leads.csv")
        await in_the_middle(stage, "escape")
        await at(stage, wizard, At.FILE)
        await stage.press("enter")
        await stage.until_shown("Reading… 500 rows")
        await in_the_middle(stage)
        await at(stage, wizard, At.COLUMNS)
        await stage.press("ctrl+s")
        await stage.until_shown("500 rows · 71 %")
        await in_the_middle(stage, "escape")
        await at(stage, wizard, At.COLUMNS)
        await stage.press("ctrl+s")
        await in_the_middle(stage)
        await at(stage, wizard, At.PLAN)
        assert wizard.plan.table.source.count == 700
        await stage.press("end")
        await stage.until_shown("Person 699")
        assert len(wizard.plan._rows._pages) < 700 // PAGE + 1 if wizard.plan._rows else False
        await stage.press("enter")
        await in_the_middle(stage, "escape")
        await stage.until_shown("It is given up: nothing is written.")
        await at(stage, wizard, At.COLUMNS)
        assert stage.names == []
        await stage.press("ctrl+s")
        await in_the_middle(stage, "2")
        await stage.press("escape", "escape", "escape")
        await stage.until(lambda: not isinstance(stage.app.screen, ImportWizard))
        await stage.until(lambda: not list((tmp_path / "scratch").iterdir()))


async def test_other_kinds_questions_and_profiles(crm_file: Path, tmp_path: Path) -> None:
    """Tickets by their kind; a mailbox goes straight to its plan; a profile is saved and offered; nothing goes in twice."""
    leads = tmp_path / "leads.csv"
    leads.write_text(MENDED.replace("3/4", "13/4"), encoding="utf-8")
    (tmp_path / "mail.mbox").write_text(
        "From ann@x.example Sat Nov 21 09:30:00 2026\nFrom: ann@x.example\nSubject: hello\n\nHello\n", encoding="utf-8"
    )
    async with on_stage(crm_file, 120, 40, CRM_LANG="en") as stage:
        wizard = await open_wizard(stage)
        await stage.press("up", "right", "right", "enter")
        assert wizard.file.kind == "activities"
        await name(stage, tmp_path / "mail.mbox")
        await at(stage, wizard, At.PLAN)
        await stage.until_shown("Passed by 1", "There is nothing to import")
        await stage.press("enter")
        assert wizard.at is At.PLAN
        await stage.press("escape", "up", "left", "left", "enter")
        await name(stage, leads)
        await at(stage, wizard, At.COLUMNS)
        for key, typed in (("source", "Berlin fair"), ("save", "Ours")):
            await put(stage, wizard, key)
            await stage.press("enter")
            await stage.until(lambda: isinstance(stage.app.focused, Input))
            await stage.type(typed)
            await stage.press("enter")
            await stage.until(lambda: becomes(wizard)[key] == typed)  # noqa: B023 - awaited within the loop
        for key, answer in (("on_match", "gets only what is missing"), ("keys", "phone, e-mail, name and company")):
            await put(stage, wizard, key)
            await stage.press("enter")
            await stage.until(lambda: isinstance(stage.app.screen, Chooser))
            await stage.press("down", "enter")
            await stage.until(lambda: becomes(wizard)[key] == answer)  # noqa: B023 - as above
        await put(stage, wizard, "keep_columns")
        await stage.press("enter")
        await stage.until(lambda: becomes(wizard)["column:4"].startswith("a new field"))
        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        await stage.press("enter")
        await at(stage, wizard, At.DONE)
        await stage.until_shown("New 3", "fields    1")
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.contacts and stage.is_answered('source:"Berlin fair"'))
        assert {"张伟", "王芳", "李娜"} <= set(stage.names)
        wizard = await open_wizard(stage)
        await name(stage, leads)
        await at(stage, wizard, At.COLUMNS)
        assert becomes(wizard)["profile"] == "use it?"
        await put(stage, wizard, "profile")
        await stage.press("enter")
        await stage.until(lambda: becomes(wizard)["profile"] == "used")
        await stage.press("ctrl+s")
        await at(stage, wizard, At.PLAN)
        await stage.until_shown("There is nothing to import: everything is on file")


async def test_no_payload_gets_through_the_import(crm_file: Path, tmp_path: Path) -> None:
    """As a header, in every cell, in the file's own name, in a field of one's own and a profile; in every step."""
    payload = "all of them"
    chosen = ("markup closing nothing", "escape clipboard", "bidi override", "format braces", "markup action")
    text = " ".join(PAYLOADS[name] for name in chosen)
    cell = text.replace('"', '""').replace("\n", " ")
    place = tmp_path / "[@click=app.quit]x[b].csv"
    rows = f'name,"h{cell}",email\nx,"{cell}",\n"y{cell}","{cell}","{cell}"\n'
    place.write_text(rows, encoding="utf-8", errors="replace")
    async with on_stage(crm_file, 140, 40) as stage:
        wizard = await open_wizard(stage)
        crm = stage.contacts.crm
        assert crm is not None
        crm.custom_fields.add("size", label="Size")
        crm.import_profiles.save("Ours", "contacts", ImportOptions(), ["name", "email"])
        with crm.database.maintain() as connection:
            for change in ("custom_field SET label", "import_profile SET name"):
                connection.exec_driver_sql(f"UPDATE {change} = ?", (text.replace("\0", ""),))
        wizard.file.line.value = str(place)
        await stage.press("enter")
        await at(stage, wizard, At.COLUMNS)
        assert_harmless(stage, payload)
        await put(stage, wizard, "column:1")
        await stage.press("enter")
        await stage.pilot.pause()
        assert_harmless(stage, payload)
        await stage.press("escape", "ctrl+s")
        await at(stage, wizard, At.PLAN)
        for key in ("down", "down", "tab", "tab"):
            await stage.press(key)
            await stage.pilot.pause()
            assert_harmless(stage, payload)
        await stage.press("enter")
        await at(stage, wizard, At.DONE)
        assert_harmless(stage, payload)
        for y in range(3, 38, 7):
            for x in (3, 40, 62, 110):
                await stage.click(x, y)
                assert not stage.app._exit
