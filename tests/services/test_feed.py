"""What anybody writes is told once, by kind and id: a colleague's work, one's own, an undo, a restored file."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tui_crm.models.codes import ActivityKind
from tui_crm.services import feed
from tui_crm.services.crm import Crm
from tui_crm.services.feed import Changes


@pytest.fixture
def watched(li: Crm) -> Crm:
    li.contacts.add({"name": "张伟"})
    li.feed.stirred()
    return li


def told(crm: Crm) -> Changes | None:
    """Return what the feed tells of, which must have stirred for it."""
    assert crm.feed.stirred()
    assert not crm.feed.stirred()
    return crm.feed.changes()


def test_nothing_is_told_of_what_was_before(watched: Crm) -> None:
    assert not watched.feed.stirred()
    assert watched.feed.changes() is None


def test_a_colleagues_work_is_told(watched: Crm, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    wang.contacts.edit(1, {"city": "上海"})
    changes = told(watched)
    assert changes is not None
    assert changes.records["contact"] == {1}
    assert watched.feed.changes() is None


def test_ones_own_work_is_told(watched: Crm) -> None:
    logged = watched.activities.log(ActivityKind.CALL, 1)
    assert told(watched) == Changes({"activity": frozenset(logged.ids)})


def test_several_operations_are_told_at_once(watched: Crm) -> None:
    watched.contacts.add({"name": "Anna"})
    watched.contacts.edit(1, {"city": "上海"})
    changes = told(watched)
    assert changes is not None
    assert changes.records["contact"] == {1, 2}


def test_an_undo_is_told(watched: Crm) -> None:
    watched.contacts.edit(1, {"city": "上海"})
    told(watched)
    watched.history.undo()
    changes = told(watched)
    assert changes is not None
    assert changes.records["contact"] == {1}


def test_what_is_no_operation_is_not_told(watched: Crm) -> None:
    with watched.database.maintain() as connection:
        connection.exec_driver_sql("DELETE FROM contact_summary")
    assert told(watched) is None


def test_too_many_records_are_told_as_everything(watched: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST", 3)
    for name in "abc":
        watched.contacts.add({"name": name})
    assert told(watched) == Changes({"contact": frozenset({2, 3, 4})})
    for name in "defg":
        watched.contacts.add({"name": name})
    assert told(watched) == Changes({}, everything=True)


def test_a_restored_file_is_a_change_of_everything(watched: Crm, crm_file: Path) -> None:
    backup = watched.safety.back_up(crm_file.with_name("copy.db"))
    Path(shutil.copy(backup, crm_file.with_name("new.db"))).replace(crm_file)
    assert told(watched) == Changes({}, everything=True)


def test_closing_lets_go(watched: Crm) -> None:
    watched.feed.close()
    watched.feed.close()
