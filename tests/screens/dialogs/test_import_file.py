"""Importing a file from the screens."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.screens.stage import Stage, on_stage
from tui_crm.errors import Busy
from tui_crm.screens.dialogs.import_file import ImportFile
from tui_crm.services.importing.contacts.pipeline import ContactImport
from tui_crm.services.importing.planned import Planned
from tui_crm.services.importing.service import Importing

ROWS = "姓名,公司,手机,城市,备用栏\n张伟,上海云帆贸易,138 0013 8000,上海,甲\n王芳,杭州小满咖啡,139 1702 6638,杭州,乙\n"
BAD = ROWS.replace("备用栏", "邮箱").replace("甲", "").replace("乙", "") + "李娜,,,,不是邮箱\n"

BUSY = Busy("the file is busy", hint="try again")


async def _ask(stage: Stage, path: Path) -> None:
    await stage.press("ctrl+o")
    await stage.until(lambda: isinstance(stage.app.screen, ImportFile))
    await stage.paste(str(path))
    await stage.press("enter")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
async def test_a_file_is_shown_first_then_imported_and_can_be_taken_back(
    crm_file: Path, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "leads.csv").write_bytes(ROWS.encode(encoding))
    async with on_stage(crm_file, 100, 30) as stage:
        await _ask(stage, tmp_path / "leads.csv")
        await stage.until_shown("2 rows: 2 new", "comes along: companies: 2", "column “备用栏” is not used (甲, 乙)")
        assert ("read as GB18030" in "\n".join(stage.lines)) == (encoding == "gb18030")
        assert stage.names == []
        await stage.press("enter")
        await stage.until_told("Imported leads.csv: 2 new · u to undo")
        await stage.until(lambda: {"张伟", "王芳"} <= set(stage.names))
        assert not isinstance(stage.app.screen, ImportFile)
        await stage.press("u")
        await stage.until(lambda: stage.names == [])


async def test_rejected_rows_are_told_before_and_kept_beside(crm_file: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(BAD, encoding="utf-8")
    async with on_stage(crm_file, 120, 30) as stage:
        await _ask(stage, tmp_path / "leads.csv")
        await stage.until_shown("3 rows: 2 new · 1 rejected", "line 4:", "Rejected rows go into a file beside it")
        assert not (tmp_path / "leads.rejects.csv").exists()
        await stage.press("enter")
        await stage.until_told("Imported leads.csv: 2 new · 1 rejected", "leads.rejects.csv")
    assert "李娜" in (tmp_path / "leads.rejects.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("said", ["file://[", "file:///%00", "x" * 300, "~nobody-of-that-name/x.csv", "/dev"])
async def test_what_is_no_path_is_told(crm_file: Path, said: str) -> None:
    async with on_stage(crm_file, 120, 30) as stage:
        await stage.press("ctrl+o")
        await stage.until(lambda: isinstance(stage.app.screen, ImportFile))
        await stage.paste(said)
        await stage.press("tab", "enter")
        await stage.until_shown("there is no file")


async def test_what_only_the_command_line_can_do_is_said_to_be_done_there(crm_file: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("just,some\nthings,here\n", encoding="utf-8")
    async with on_stage(crm_file, 160, 30) as stage:
        await _ask(stage, tmp_path / "odd.csv")
        await stage.until_shown("no column says whom a row is about", "in a shell: say what they are with --map")


async def test_what_was_not_shown_is_not_imported(crm_file: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(ROWS, encoding="utf-8")
    async with on_stage(crm_file, 120, 30) as stage:
        await _ask(stage, tmp_path / "leads.csv")
        await stage.until_shown("2 rows: 2 new")
        (tmp_path / "leads.csv").write_text("姓名\n李娜\n", encoding="utf-8")
        await stage.press("enter")
        await stage.until_shown("leads.csv has changed since it was read", "Enter reads it again.")
        assert stage.names == []
        await stage.press("enter")
        await stage.until_shown("1 row: 1 new")
        (tmp_path / "leads.csv").unlink()
        await stage.press("enter")
        await stage.until_shown("leads.csv has changed since it was read")
        await stage.press("enter")
        await stage.until_shown("there is no file")


async def test_a_wrong_file_is_told_and_the_path_can_be_mended(crm_file: Path, tmp_path: Path) -> None:
    (tmp_path / "cat.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "good.csv").write_text(ROWS, encoding="utf-8")
    async with on_stage(crm_file, 120, 30) as stage:
        await _ask(stage, tmp_path / "no.csv")
        await stage.until_shown("there is no file")
        await stage.press("ctrl+u")
        await stage.paste("a letter, not a path " * 20)
        await stage.press("enter")
        await stage.until_shown("there is no file a letter")
        await stage.press("ctrl+u")
        await stage.paste(str(tmp_path / "cat.csv"))
        await stage.press("enter")
        await stage.until_shown("cat.csv", "text")
        await stage.press("ctrl+u")
        await stage.paste(str(tmp_path / "good.csv"))
        assert "text table" not in "\n".join(stage.lines)
        await stage.press("enter")
        await stage.until_shown("2 rows: 2 new")
        await stage.press("escape")
        assert not isinstance(stage.app.screen, ImportFile)
        assert stage.names == []


async def test_nothing_is_imported_twice(crm_file: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(ROWS, encoding="utf-8")
    async with on_stage(crm_file, 100, 30) as stage:
        for told in ("2 rows: 2 new", "2 rows: 2 as they were"):
            await _ask(stage, tmp_path / "leads.csv")
            await stage.until_shown(told)
            await stage.press("enter")
            await stage.pilot.pause()
            if told.endswith("new"):
                await stage.until_told("Imported leads.csv")
        await stage.until_shown("There is nothing to import.")


async def test_it_counts_while_it_reads_and_stops_when_nobody_wants_to_know(
    crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leads.csv").write_text(ROWS, encoding="utf-8")
    go_on, stopped = threading.Event(), threading.Event()

    @contextmanager
    def planned(_self: Importing, _kind: str, _file: Path, _options: object, progress: object) -> Iterator[Planned]:
        assert callable(progress)
        progress(12_000)
        assert go_on.wait(30)
        try:
            progress(24_000)
        finally:
            stopped.set()
        yield ContactImport.__new__(ContactImport)

    monkeypatch.setattr(Importing, "planned", planned)
    async with on_stage(crm_file) as stage:
        await _ask(stage, tmp_path / "leads.csv")
        await stage.until_shown("Reading… 12,000 rows")
        await stage.press("escape")
        await stage.until(lambda: not isinstance(stage.app.screen, ImportFile))
        go_on.set()
        await stage.until(stopped.is_set)
        assert stage.toasts == []


async def test_what_cannot_be_written_is_told_where_it_was_asked(
    crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leads.csv").write_text(ROWS, encoding="utf-8")
    async with on_stage(crm_file, 100, 30) as stage:
        await _ask(stage, tmp_path / "leads.csv")
        await stage.until_shown("2 rows: 2 new")

        def busy(*_said: object, **_more: object) -> None:
            raise BUSY

        monkeypatch.setattr(ContactImport, "apply", busy)
        await stage.press("enter")
        await stage.until_shown("the file is busy", "try again")
        assert stage.toasts == []
