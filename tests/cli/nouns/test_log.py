"""`crm log`: what happened, and what shall happen next."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.nouns.log import HELPS
from tui_crm.models.codes import LOGGED


@pytest.mark.parametrize("kind", LOGGED)
def test_each_kind_is_logged_as_itself(people: RunCrm, kind: str) -> None:
    assert people("log", kind, "c2").stdout == "a1\n"
    (entry,) = [entry for entry in read(people("contact", "timeline", "c2", "-f", "json")) if entry["id"]]
    assert (entry["kind"], entry["at"], entry["by"]) == (kind, "2026-11-21T09:30:00Z", "li")


def test_each_kind_has_a_help() -> None:
    assert set(HELPS) == set(LOGGED)


def test_everything_that_can_be_said_is_kept(people: RunCrm) -> None:
    options = {
        "--outcome": "reached",
        "--minutes": "12",
        "--note": "wants an offer",
        "--at": "yesterday 3pm",
        "--feeling": "-2",
        "--objection": "price",
        "--direction": "in",
        "--channel": "phone",
        "--subject": "printers",
        "--campaign": "fair",
        "--with": "Wang Fang",
        "--next": "next wed 10am",
        "--next-note": "send it",
    }
    words = [word for pair in options.items() for word in pair]
    logged = people("log", "call", "li ming", *words, "--with", "c5", "--format", "json")
    assert logged.stderr == "Logged a call with Li Ming\nr1 is due on Wed 2026-11-25 10:00\n"
    assert read(logged) == {
        "id": "a1",
        "kind": "call",
        "contact": "Li Ming",
        "contact_id": "c2",
        "customer_id": "c1",
        "at": "2026-11-20T15:00:00Z",
        "by": "li",
        "outcome": "reached",
        "minutes": 12,
        "note": "wants an offer",
        "subject": "printers",
        "direction": "in",
        "channel": "phone",
        "objection": "price",
        "feeling": -2,
        "campaign": "fair",
        "with": ["c3", "c5"],
        "message_id": "",
        "thread": "",
        "ticket": None,
        "next": {"id": "r1", "due": "2026-11-25T10:00:00Z", "text": "send it"},
    }


def test_the_follow_up_goes_with_its_activity(people: RunCrm) -> None:
    people("log", "visit", "c2", "--next", "三天后")
    assert [reminder["due"] for reminder in read(people("reminder", "list", "-f", "json"))] == ["2026-11-24"]
    assert people("undo").stdout == "Undid: Logged a visit to Li Ming\n"
    assert read(people("reminder", "list", "-f", "json")) == []


def test_times_are_read_and_shown_where_the_user_is(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_ZONE", "Asia/Shanghai")
    logged = people("log", "call", "c2", "--at", "昨天下午3点", "--next", "明天上午9点", "-f", "json")
    assert logged.stderr.splitlines()[1] == "r1 is due on Sun 2026-11-22 09:00"
    assert read(logged)["at"] == "2026-11-20T07:00:00Z"
    assert read(logged)["next"]["due"] == "2026-11-22T01:00:00Z"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--next", "someday"], 2, "  someday\n  ^\n"),
        (["--at", "the other day"], 2, "  the other day\n"),
        (["--next-note", "x"], 2, "crm: --next-note needs --next"),
        (["--next", "tomorrow", "--no-next"], 2, "crm: --next and --no-next exclude each other"),
        (["--feeling", "3"], 2, "crm: --feeling must be 2 or less"),
        (["--minutes", "-1"], 2, "crm: --minutes must be 0 or more"),
        (["--minutes", "ten"], 2, "crm: “ten” for --minutes is no whole number"),
        (["--direction", "up"], 2, "crm: “up” does not do for --direction: it takes in, out"),
        (["--outcome", "reech"], 2, "there is no outcome “reech”: r reached · n no answer · m left message"),
        (["--objection", "prise"], 2, "did you mean “price”?"),
        (["--with", "nobody at all"], 3, "crm: no contact fits “nobody at all”"),
    ],
)
def test_what_does_not_do_is_refused_and_nothing_written(
    people: RunCrm, words: list[str], code: int, told: str
) -> None:
    refused = people("log", "call", "c2", *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert told in refused.stderr
    assert read(people("contact", "show", "c2", "-f", "json"))["last_activity"] is None


def test_the_words_of_the_team_stand_in_the_help_and_are_the_ones_that_do(people: RunCrm) -> None:
    people("config", "set", "outcomes", "y=约见,reached")
    assert "how it ended: 约见, reached" in people("log", "call", "--help").stdout
    assert "结果：约见、已接通" in people("--lang", "zh_CN", "log", "call", "--help").stdout
    assert "what they objected to: price, timing" in " ".join(people("log", "note", "--help").stdout.split())
    assert read(people("log", "call", "c2", "--outcome", "y", "-f", "json"))["outcome"] == "约见"
    assert people("log", "call", "c2", "--outcome", "no answer").exit_code == 2


def test_no_next_step_on_purpose_is_said_found_and_shown(people: RunCrm) -> None:
    logged = people("log", "call", "c2", "--no-next")
    assert logged.stderr == "Logged a call with Li Ming\nno next step, on purpose\n"
    assert [row["id"] for row in read(people("contact", "list", "next:on-purpose", "-f", "json"))] == ["c2"]
    assert read(people("contact", "show", "c2", "-f", "json"))["no_next_since"] == "2026-11-21T09:30:00Z"
    assert "no next step on purpose since" in people("contact", "show", "c1").stdout
    people("log", "note", "c2")
    assert read(people("contact", "show", "c2", "-f", "json"))["no_next_since"] is None
    told = read(people("contact", "timeline", "c2", "-f", "json"))
    assert [entry["kind"] for entry in told if entry["kind"] != "birthday"] == ["note", "call", "change"]


def test_what_is_said_on_a_ticket_takes_it_along(people: RunCrm) -> None:
    people("ticket", "open", "c2", "-s", "too late", "-k", "complaint", "--at", "yesterday 3pm")
    words = ("--outcome", "reached", "--ticket", "T-1", "--next", "tomorrow", "-f", "json")
    assert read(people("log", "call", "c2", *words))["ticket"] == "t1"
    ticket = read(people("ticket", "show", "T-1", "-f", "json"))
    assert (ticket["state"], ticket["reply_count"], ticket["first_at"]) == ("open", 1, "2026-11-21T09:30:00Z")
    people("log", "note", "c1", "--note", "calls again", "--ticket", "t1")
    assert read(people("ticket", "show", "T-1", "-f", "json"))["reply_count"] == 1
    people("undo")
    people("undo")
    ticket = read(people("ticket", "show", "T-1", "-f", "json"))
    assert (ticket["state"], ticket["reply_count"], ticket["first_at"]) == ("new", 0, None)
    other = people("log", "call", "c3", "--ticket", "T-1")
    assert (other.exit_code, "T-1 is a ticket of another customer than Wang Fang" in other.stderr) == (4, True)
    assert people("log", "email", "-", "--ticket", "T-1", stdin="From: li@acme.com\n\nx").exit_code == 2
