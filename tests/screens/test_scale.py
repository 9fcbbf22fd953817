"""A million contacts are as light as ten: how many rows and ids a key looks at, counted on a make-believe CRM."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from tests.conftest import NOW
from tests.screens.stage import Stage, on_stage
from tui_crm.app import CrmApp
from tui_crm.clock import FixedClock
from tui_crm.models.agenda import DueCounts, Tally
from tui_crm.models.cards import ContactRow
from tui_crm.models.codes import Kind
from tui_crm.models.codes import Stage as LifecycleStage
from tui_crm.models.filters import Filter
from tui_crm.services.feed import Changes
from tui_crm.services.finding import FirstPage, ResultSet

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

MILLION = array("q", range(1, 1_000_001))


def row(contact_id: int) -> ContactRow:
    return ContactRow(
        id=contact_id, kind=Kind.PERSON, name=f"Contact {contact_id:,}", customer_id=contact_id, company="", role="",
        stage=LifecycleStage.LEAD, stage_pinned=False, owner="", level="", source="", city="", email="", phone="", tags=(),
        last_at=None, next=None, do_not_contact=False, created_at=NOW, deleted=False,
    )  # fmt: skip


@dataclass
class Contacts:
    """A million contacts that nobody stores; ``read`` are the ids of the rows that were asked for, call by call."""

    read: list[list[int]] = field(default_factory=list)

    def parse(self, _text: str) -> Filter:
        return Filter()

    def doubts(self, _wanted: Filter, _text: str) -> tuple[()]:
        return ()

    def first_page(self, _wanted: Filter, limit: int, *, cancelled: Callable[[], bool]) -> FirstPage:
        assert not cancelled()
        return FirstPage(tuple(MILLION[:limit]), complete=False)

    def find(self, _wanted: Filter, *, cancelled: Callable[[], bool]) -> ResultSet:
        assert not cancelled()
        return ResultSet(MILLION)

    def rows(self, ids: Sequence[int]) -> list[ContactRow]:
        self.read.append(list(ids))
        return [row(contact_id) for contact_id in ids]

    def completions(self, _text: str, _cursor: int) -> list[str]:
        return []


@pytest.fixture
def contacts(monkeypatch: pytest.MonkeyPatch) -> Contacts:
    """Let the program open a CRM of a million contacts."""
    made = Contacts()
    crm = cast(
        "Crm",
        SimpleNamespace(
            contacts=made,
            clock=FixedClock(NOW),
            actor=SimpleNamespace(login="li"),
            database=SimpleNamespace(path=Path("million.db")),
            today=SimpleNamespace(counts=lambda: DueCounts(Tally(0), Tally(0)), coming=lambda _since, _until: ()),
            worklists=SimpleNamespace(open_count=lambda: Tally(0)),
            sla=SimpleNamespace(
                newest_step=lambda: 0,
                told_since=lambda _last: [],
                escalate=lambda: None,
                count_at_risk=lambda: Tally(0),
            ),
            safety=SimpleNamespace(back_up_daily=lambda _cancelled: None),  # five seconds after the start
            feed=SimpleNamespace(stirred=lambda: False, close=lambda: None),
            close=lambda: None,
        ),
    )
    monkeypatch.setattr(CrmApp, "open_file", lambda self, _file: self.post_message(self.Opened(crm)))
    return made


async def shown(stage: Stage) -> None:
    await stage.until(lambda: stage.is_answered(""))
    await stage.pilot.pause()


async def test_a_page_of_rows_is_all_that_is_read(contacts: Contacts, tmp_path: Path) -> None:
    async with on_stage(tmp_path / "crm.db", 80, 24, wait=False) as stage:
        await shown(stage)
        assert "1,000,000" in stage.lines[2]
        assert sum(map(len, contacts.read)) <= 40
        for key, last in (("end", 1_000_000), ("pageup", 999_983), ("home", 1), ("pagedown", 19), ("j", 20)):
            contacts.read.clear()
            await stage.press(key)
            await stage.pilot.pause()
            assert stage.table.highlighted_id in range(last - 2, last + 3)
            assert sum(map(len, contacts.read)) <= 40, key


async def test_all_ids_replace_the_first_page_without_a_jump(contacts: Contacts, tmp_path: Path) -> None:
    async with on_stage(tmp_path / "crm.db", 80, 24, wait=False) as stage:
        await shown(stage)
        await stage.press("pagedown", "pagedown", "down")
        here, top = stage.table.highlighted_id, stage.table.scroll_offset.y
        stage.filter.text = " "
        await stage.until(lambda: stage.is_answered(" "))
        assert stage.table.highlighted_id == 1
        stage.table.action_move((here or 0) - 1)
        contacts.read.clear()
        stage.contacts.data_changed(Changes({}, everything=True))
        await stage.pilot.pause(0.05)
        assert stage.table.highlighted_id == here
        assert sum(map(len, contacts.read)) <= 80
        assert top > 0


async def test_a_million_are_selected_without_reading_one(contacts: Contacts, tmp_path: Path) -> None:
    async with on_stage(tmp_path / "crm.db", 80, 24, wait=False) as stage:
        await shown(stage)
        contacts.read.clear()
        await stage.press("asterisk")
        await stage.until(lambda: "1,000,000 selected" in stage.lines[2])
        await stage.press("delete")
        await stage.until_shown("Put 1,000,000 contacts in the trash?")
        await stage.press("escape", "escape")
        await stage.until(lambda: "selected" not in stage.lines[2])
        assert sum(map(len, contacts.read)) <= 40
