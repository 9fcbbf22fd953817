"""The daily backup of the screens: once, told once where it fails, and given up when the program is left."""

import threading
from collections.abc import Callable

import pytest

from tui_crm.db.sqlite import backup
from tui_crm.errors import OutputFailed
from tui_crm.screens.daily_backup import DailyBackup
from tui_crm.services.crm import Crm
from tui_crm.services.safety import Safety

GIVEN_UP = backup.BackupStopped("given up")


async def test_it_is_made_beside_the_file(li: Crm) -> None:
    daily = DailyBackup()
    for _time in range(2):
        assert await daily.run(li) is None
    daily.close()
    assert [file.name for file in backup.folder_of(li.database.path).glob("*.db")] == ["daily-20261121T093000Z.db"]


async def test_a_failure_is_told_once(li: Crm) -> None:
    backup.folder_of(li.database.path).write_text("in the way", encoding="utf-8")
    daily = DailyBackup()
    failure = await daily.run(li)
    assert isinstance(failure, OutputFailed)
    assert await daily.run(li) is None
    daily.close()


async def test_it_is_given_up_when_the_program_is_left(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def back_up(_safety: Safety, stopped: Callable[[], bool]) -> None:
        while not stopped():
            begun.set()
        raise GIVEN_UP

    monkeypatch.setattr(Safety, "back_up_daily", back_up)
    daily = DailyBackup()

    def leave() -> None:
        begun.wait()
        daily.close()

    leaving = threading.Thread(target=leave)
    leaving.start()
    assert await daily.run(li) is GIVEN_UP
    leaving.join()
