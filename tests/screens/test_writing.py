"""The write worker: one write after the other, failures told, defects logged without a word of a customer."""

import asyncio
import threading
from functools import partial

from tui_crm import paths
from tui_crm.errors import CrmError, NotFound
from tui_crm.models.cards import Done
from tui_crm.screens.writing import WriteWorker
from tui_crm.services.crm import Crm

CRASH = ZeroDivisionError("张伟, 138 0013 8000")
GONE = NotFound("there is no contact c9")


async def test_what_was_done_comes_back(li: Crm) -> None:
    worker = WriteWorker()
    done = await worker.run(lambda crm: crm.contacts.add({"name": "Anna"}), li)
    assert isinstance(done, Done)
    assert done.what == "Added Anna"
    worker.close()


async def test_a_failure_comes_back(li: Crm) -> None:
    def refuse(_crm: Crm) -> Done:
        raise GONE

    worker = WriteWorker()
    assert await worker.run(refuse, li) is GONE
    worker.close()


async def test_a_defect_is_logged_and_told_without_its_text(li: Crm) -> None:
    def fail(_crm: Crm) -> Done:
        raise CRASH

    worker = WriteWorker()
    told = await worker.run(fail, li)
    worker.close()
    log = paths.log_file().read_text(encoding="utf-8")
    assert isinstance(told, CrmError)
    assert str(paths.log_file()) in told.message
    assert "defect ZeroDivisionError" in log
    assert "张伟" not in log + told.message


async def test_one_write_waits_for_the_other(li: Crm) -> None:
    order: list[str] = []
    gate = threading.Event()

    def slow(_crm: Crm) -> Done:
        gate.wait(10)
        order.append("slow")
        return Done(None, "slow")

    def quick(_crm: Crm) -> Done:
        order.append("quick")
        return Done(None, "quick")

    worker = WriteWorker()
    both = asyncio.gather(worker.run(slow, li), worker.run(quick, li))
    await asyncio.sleep(0)
    gate.set()
    await both
    assert order == ["slow", "quick"]
    worker.close()


async def test_closing_finishes_what_was_begun(li: Crm) -> None:
    gate = threading.Event()
    finished: list[int] = []

    def slow(_crm: Crm) -> Done:
        gate.wait(10)
        finished.append(1)
        return Done(None, "slow")

    worker = WriteWorker()
    running = asyncio.ensure_future(worker.run(slow, li))
    await asyncio.sleep(0)
    gate.set()
    worker.close()
    assert finished == [1]
    await running


async def test_what_waits_for_its_turn_is_written_though_nobody_listens_any_more(li: Crm) -> None:
    gate = threading.Event()
    written: list[str] = []

    def write(name: str, _crm: Crm) -> Done:
        gate.wait(10)
        written.append(name)
        return Done(None, name)

    worker = WriteWorker()
    both = [asyncio.ensure_future(worker.run(partial(write, name), li)) for name in ("slow", "waiting")]
    await asyncio.sleep(0)
    for each in both:
        each.cancel()
    await asyncio.gather(*both, return_exceptions=True)
    gate.set()
    worker.close()
    assert written == ["slow", "waiting"]
