"""The session: global options become settings, a clock, a database and a login."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.cli import asking, context
from tui_crm.cli.columns import Column
from tui_crm.cli.context import Session
from tui_crm.cli.kinds import Instant
from tui_crm.cli.output import Format
from tui_crm.clock import FixedClock, SystemClock
from tui_crm.errors import Ambiguous, UsageError
from tui_crm.services.crm import Crm

LIS = Ambiguous("two of them", candidates=[("c1", "Li Ming"), ("c2", "Li Na")])


@pytest.mark.parametrize(
    ("now", "instant"),
    [
        ("2026-11-21T09:30:00Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30+08:00", datetime(2026, 11, 21, 1, 30, tzinfo=UTC)),
        ("2026-11-21 09:30", datetime(2026, 11, 21, 1, 30, tzinfo=UTC)),
        ("20261121T0930", datetime(2026, 11, 21, 1, 30, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21, 4, 0, tzinfo=UTC)),
    ],
)
def test_now_stands_still_and_without_an_offset_it_is_the_user_s(now: str, instant: datetime) -> None:
    clock = Session(now=now, environ={"CRM_ZONE": "Asia/Shanghai"}).clock
    assert clock == FixedClock(instant, ZoneInfo("Asia/Shanghai"))
    assert clock.now() == instant


def test_the_zone_is_the_setting_then_the_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert Session(environ={}).clock == SystemClock(ZoneInfo("Europe/Berlin"))
    assert Session(environ={"CRM_ZONE": "Asia/Tokyo"}).clock.zone == ZoneInfo("Asia/Tokyo")


def test_a_broken_settings_file_hurts_only_who_asks_for_settings() -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text("theme = ", encoding="utf-8")
    session = Session(environ={})
    assert session.out is not None
    with pytest.raises(UsageError, match="cannot read the settings file"):
        _ = session.settings


def test_the_database_is_the_flag_s(tmp_path: Path) -> None:
    assert Session(db=str(tmp_path / "a.db"), environ={"CRM_DB": "b.db"}).database == tmp_path / "a.db"
    assert Session(environ={"CRM_DB": "b.db"}).database == Path("b.db")


def test_an_open_crm_works_as_the_user_at_the_session_s_time(tmp_path: Path) -> None:
    session = Session(db=str(tmp_path / "crm.db"), user="wang", now="2026-11-21T09:30:00Z", environ={})
    with session.crm(create=True) as crm:
        assert crm.actor.login == "wang"
        assert crm.actor.source == "cli"
        assert crm.clock.now() == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    assert (tmp_path / "crm.db").is_file()


def test_a_new_database_is_told_of_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(db=str(tmp_path / "crm.db"), environ={})
    session.crm(create=True).close()
    session.crm().close()
    assert capsys.readouterr() == ("", f"made a new database: {tmp_path / 'crm.db'}\n")


def test_a_database_of_the_default_place_is_made_when_first_asked_for(home: Path) -> None:
    Session(environ={}).crm().close()
    assert paths.default_database().is_relative_to(home)
    assert paths.default_database().is_file()


def test_words_for_a_time_are_read_where_the_user_is() -> None:
    session = Session(now="2026-11-21T20:00:00Z", environ={"CRM_ZONE": "Asia/Shanghai"})
    due = session.when("tomorrow 9am")
    assert (due.date, due.time, due.zone) == (date(2026, 11, 23), time(9), "Asia/Shanghai")
    assert session.past("9am") == datetime(2026, 11, 21, 1, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_it_is_told_which_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(now="2026-10-24T08:30:00Z", environ={"CRM_ZONE": "Europe/Berlin"})
    assert [session.when(text).date for text in ("in 16 hours", "in 17 hours")] == [date(2026, 10, 25)] * 2
    assert capsys.readouterr().err == "02:30 comes twice then, and the first one is kept\n"


def test_me_is_the_user_at_the_keyboard() -> None:
    session = Session(user="wang", environ={})
    assert [session.user(word) for word in ("me", "我", "Me", "li", "")] == ["wang", "wang", "wang", "li", ""]


def test_without_leave_no_database_is_made(tmp_path: Path) -> None:
    session = Session(db=str(tmp_path / "none.db"), environ={})
    with pytest.raises(Exception, match=r"none\.db"):
        session.crm(create=False)
    assert list(tmp_path.glob("none*")) == []


def test_what_is_found_once_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(who: str) -> str:
        if who == "li":
            raise LIS
        return f"found {who}"

    session = Session(environ={})
    assert session.found(lookup, "c9") == "found c9"
    with pytest.raises(Ambiguous):
        session.found(lookup, "li")
    monkeypatch.setattr(asking, "choose", lambda error: error.candidates[1][0])
    assert session.found(lookup, "li") == "found c2"


def test_what_it_prints_is_in_the_user_s_zone(capsys: pytest.CaptureFixture[str]) -> None:
    columns: tuple[Column[dict[str, Any]], ...] = (Column("at", "at", Instant()),)
    row = {"at": datetime(2026, 11, 21, 9, 30, tzinfo=UTC)}
    session = Session(environ={"CRM_ZONE": "Asia/Shanghai"})
    session.show_list([row], columns, Format.TABLE)
    session.show(row, columns, Format.TABLE)
    assert capsys.readouterr().out == "at\n2026-11-21 17:30\nat  2026-11-21 17:30\n"


@pytest.mark.parametrize("watched", [True, False])
def test_who_waits_is_told_where_somebody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, watched: bool
) -> None:
    given: list[Any] = []
    monkeypatch.setattr(context, "somebody_reads", lambda: watched)
    monkeypatch.setattr(Crm, "open", lambda *_path, waiting, **_options: given.append(waiting))
    (tmp_path / "crm.db").touch()
    session = Session(db=str(tmp_path / "crm.db"), environ={})
    session.crm()
    if not watched:
        assert given == [None]
        return
    session.progress("reading")
    given[0]("waiting for wang, who is writing…")
    assert capsys.readouterr() == ("", "waiting for wang, who is writing…\n")


def test_working_days_are_counted_on_the_calendar_of_the_team(desk: RunCrm) -> None:
    def due(when: str) -> tuple[str, str]:
        done = desk("reminder", "add", "-", when, "-f", "json")
        return read(done)["due_on"], done.stderr

    assert due("in 3 working days")[0] == "2026-11-25"
    desk("config", "set", "calendar_hours", "tue 9-12")
    assert due("下个工作日")[0] == "2026-11-24"
    assert " are still to be published" in due("in 2500 working days")[1]
    assert desk("reminder", "list", "--until", "in 1 working day", "-f", "ids").stdout == "r2\n"


def test_without_a_database_working_days_are_the_usual_ones() -> None:
    session = Session(now="2026-11-21T09:30:00Z")
    assert session.when("3 working days").date == date(2026, 11, 25)
    assert session.past("1个工作日前").date() == date(2026, 11, 20)
    assert not session.database.exists()
