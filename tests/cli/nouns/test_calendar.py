"""`crm calendar`: when the team works."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


def shown(desk: RunCrm, *period: str) -> dict[str, tuple[bool, str, str, str]]:
    rows = read(desk("calendar", "show", *period, "-f", "json"))
    return {row["day"]: (row["works"], row["hours"], row["kind"], row["name"]) for row in rows}


def test_a_month_says_which_days_are_worked_and_why(desk: RunCrm) -> None:
    october = shown(desk, "2026-10")
    assert len(october) == 31
    assert october["2026-10-01"] == (False, "", "holiday", "National Day")
    assert october["2026-10-10"] == (
        True, "09:00-12:00 13:00-18:00", "make_up", "worked instead of 2026-10-07",
    )  # fmt: skip
    assert october["2026-10-09"] == (True, "09:00-12:00 13:00-18:00", "workday", "")
    assert len(shown(desk)) == 30
    assert next(iter(shown(desk, "next", "week"))) == "2026-11-23"
    assert desk("calendar", "show", "soon").exit_code == 2


def test_what_is_still_to_be_published_is_told(desk: RunCrm) -> None:
    told = desk("--lang", "zh_CN", "calendar", "show", "2090-10")
    assert told.stderr == "CN 2090 年的放假和调休安排还没有公布，暂按一般法定节假日计算\n"
    assert told.stdout.splitlines()[1].split() == ["2090-10-01", "周日", "否", "节假日", "国庆节"]


def test_days_of_the_teams_own(desk: RunCrm) -> None:
    off = desk("calendar", "off", "2026-12-24", "--until", "dec 26", "--name", "between the years")
    assert (off.stdout, off.stderr) == ("w1\nw2\nw3\n", "Took 2026-12-24 – 2026-12-26 off\n")
    worked = desk("calendar", "work", "12月26日", "--hours", "9-12", "-f", "jsonl")
    assert read(worked) == {
        "id": "w3", "day": "2026-12-26", "weekday": "sat", "kind": "work", "hours": "09:00-12:00", "name": "",
        "version": 2,
    }  # fmt: skip
    assert desk("calendar", "days").stdout == (
        "day         weekday  kind         working hours  name\n"
        "2026-12-24  Thu      day off                     between the years\n"
        "2026-12-25  Fri      day off                     between the years\n"
        "2026-12-26  Sat      working day  09:00-12:00\n"
    )
    assert shown(desk, "2026-12-26")["2026-12-26"] == (True, "09:00-12:00", "own_work", "")
    removed = desk("calendar", "remove", "2026-12-25", "--until", "2026-12-31")
    assert removed.stderr == "Made 2026-12-25 – 2026-12-31 an ordinary day again\n"
    assert desk("calendar", "days", "-f", "ids").stdout == "w1\n"
    desk("undo")
    assert desk("calendar", "days", "-f", "ids").stdout == "w1\nw2\nw3\n"


def test_country_and_hours_are_the_settings_of_those_names(desk: RunCrm) -> None:
    assert desk("calendar", "country", "de-by").stderr == "Set calendar_country to DE-BY\n"
    assert desk("calendar", "hours", "周一至周四", "9-12", "13-17;", "周五 9-12").exit_code == 0
    assert desk("config", "get", "calendar_hours").stdout == "mon-thu 09:00-12:00 13:00-17:00; fri 09:00-12:00\n"
    assert shown(desk, "2027-01-06")["2027-01-06"] == (False, "", "holiday", "Epiphany")


@pytest.mark.parametrize(
    ("words", "exit_code", "reason"),
    [
        ("off|tomorrow 9am", 2, "“tomorrow 9am” has a time"),
        ("off|someday", 2, "cannot read “someday”"),
        ("off|2026-12-24|--until|2026-12-01", 4, "2026-12-01 comes before 2026-12-24"),
        ("off|2026-12-24|--until|2028-12-24", 4, "at most 366 days"),
        ("work|2026-12-24|--hours|18-9", 4, "“18-9” ends before it begins"),
        ("remove|2026-12-24", 3, "the team has said nothing of 2026-12-24"),
        ("country|Atlantis", 2, "a country is two letters"),
        ("hours|mon-fri", 2, "hours look like this"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(desk: RunCrm, words: str, exit_code: int, reason: str) -> None:
    refused = desk("calendar", *words.split("|"))
    assert refused.exit_code == exit_code
    assert reason in refused.stderr
    assert desk("calendar", "days", "-f", "ids").stdout == ""
