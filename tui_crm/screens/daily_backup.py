"""The backup that the screens make once a day, in a thread of its own that gives up when the program is left."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class DailyBackup:
    """Makes the backup of the day; of a day on which it fails it tells once."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup")
        self._leaving = threading.Event()
        self._told = ""

    async def run(self, crm: "Crm") -> CrmError | None:
        """Make it unless there is one; returns why it could not be made, where that is news."""
        today = crm.clock.today().isoformat()
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._thread, crm.safety.back_up_daily, self._leaving.is_set
            )
        except CrmError as error:
            news, self._told = self._told != today, today
            return error if news else None
        return None

    def close(self) -> None:
        """Give up what is being made, and wait until that is done."""
        self._leaving.set()
        self._thread.shutdown(cancel_futures=True)
