"""The one write worker: everything the screens change is written in its thread, one after the other."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError
from tui_crm.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm


class WriteWorker:
    """A thread that outlives every dialog: what was asked for is written, even while the program is being left."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write")

    async def run(self, call: "Callable[[Crm], Done]", crm: "Crm") -> "Done | CrmError":
        """Return what ``call`` did, or why it could not; anything unforeseen is logged as a defect of ours."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Done | CrmError] = loop.create_future()

        def tell(result: "Done | CrmError") -> None:
            if not answer.done():
                answer.set_result(result)

        def write() -> None:
            result = _written(call, crm)
            with suppress(RuntimeError):  # the loop is over, and nobody listens any more
                loop.call_soon_threadsafe(tell, result)

        self._thread.submit(write)  # not with the loop's own call: who stops waiting for that takes it back
        return await answer

    def close(self) -> None:
        """Wait until everything is written, also what waits for its turn."""
        self._thread.shutdown()


def _written(call: "Callable[[Crm], Done]", crm: "Crm") -> "Done | CrmError":
    try:
        return call(crm)
    except CrmError as error:
        return error
    except Exception as error:  # noqa: BLE001 - the boundary of writes: the screens stay, and say so
        from tui_crm import log, paths  # noqa: PLC0415 - the log is dear to import, and defects are rare

        log.open_log()
        log.defect(error)
        return CrmError(_("something went wrong that should not; see {log}").format(log=paths.log_file()))
