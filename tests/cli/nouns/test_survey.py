"""`crm survey`: made, asked, reminded, answered, shown, ended."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm

LATER = ("--now", "2026-11-26T09:30:00Z")


@pytest.fixture
def asked(people: RunCrm) -> RunCrm:
    """Return the people, of whom a survey has asked two; one is not to be asked."""
    people("contact", "edit", "c3", "--do-not-contact")
    people("survey", "add", "Autumn", "--kind", "nps", "--filter", "kind:person")
    people("survey", "ask", "autumn")
    return people


def test_it_shows_whom_it_would_ask_and_asks_them_once(people: RunCrm) -> None:
    people("contact", "edit", "c3", "--do-not-contact")
    made = people("survey", "add", "Autumn", "--kind", "ces", "--filter", "kind:person")
    assert (made.stdout, made.stderr) == ("sv1\n", "Added survey Autumn\n")
    tried = people("survey", "ask", "autumn", "--dry-run")
    assert tried.stderr == "c3 Wang Fang: not to be contacted\n1 left out: not to be contacted\n"
    assert tried.stdout == (
        "id  contact  channel  service  address      subject\n"
        "c2  Li Ming  mail              li@acme.com  A short question\n"
        "c5  张伟     message  sms      13912345678\n"
    )
    assert people("score", "waiting", "--format", "ids").stdout == ""
    asked = people("survey", "ask", "autumn", "--letters")
    assert asked.stderr == "Asked 2 contacts in survey Autumn\n1 left out: not to be contacted\n"
    first, second = asked.stdout.split("─" * 40)
    assert "How much effort did it take you" in first
    assert "您觉得费力吗" in second
    again = people("survey", "ask", "autumn", "--format", "jsonl")
    assert (again.stdout, again.stderr.splitlines()[0]) == ("", "there is nobody to write to now")


def test_what_came_back_is_shown(asked: RunCrm) -> None:
    kept = asked("survey", "answer", "autumn", "c2", "9", "--comment", "fine", "--speed", "5")
    assert (kept.stdout, kept.stderr) == ("sc1\n", "Noted NPS 9 from Li Ming in survey Autumn\n")
    assert asked("survey", "show", "autumn").stdout == (
        "survey        Autumn\n"
        "kind          NPS\n"
        "filter        kind:person\n"
        "invited       2\n"
        "answered      1\n"
        "rate          50 %\n"
        "result        +100\n"
        "in groups     promoters (9–10) · 1 · 100 %\n"
        "              passives (7–8) · 0 · 0 %\n"
        "              detractors (0–6) · 0 · 0 %\n"
        "who answered  9 · Li Ming · Acme · fine\n"
        "not answered  张伟 · 云帆贸易 · 2026-11-21 09:30\n"
    )
    whole = read(asked("survey", "show", "sv1", "--format", "json"))
    assert (whole["figure"], whole["rate"], whole["groups"][0]) == (
        100, 50, {"group": "promoters", "count": 1, "percent": 100},
    )  # fmt: skip
    assert [each["contact_id"] for each in whole["waiting"]] == ["c5"]
    assert asked("survey", "list").stdout == (
        "survey  kind  filter       template  invited  answered  rate  result  ended\n"
        "Autumn  NPS   kind:person                  2         1  50 %  +100\n"
    )
    assert asked("score", "list", "--survey", "autumn", "--format", "ids").stdout == "sc1\n"
    assert asked("score", "waiting", "--survey", "autumn", "--format", "ids").stdout == "iv2\n"


def test_those_who_do_not_answer_are_reminded(asked: RunCrm) -> None:
    asked("survey", "answer", "autumn", "c2", "9")
    early = asked("survey", "remind", "autumn")
    assert early.stderr == "there is nobody to write to now\n1 left out: written to about it in the last days\n"
    reminded = asked(*LATER, "survey", "remind", "autumn", "--format", "csv")
    assert reminded.stderr == "Reminded 张伟 of survey Autumn\n"
    assert reminded.stdout.startswith(
        "id,contact,channel,service,to,subject,text,link\nc5,张伟,message,sms,13912345678,"
    )


def test_messages_are_handed_over_and_what_went_is_written_down(
    people: RunCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, said = tmp_path / "bin", tmp_path / "said"
    folder.mkdir(mode=0o700)
    script = f"""#!{sys.executable} -S
import sys
text = sys.stdin.read()
open({str(said)!r}, "a").write(text)
sys.exit("no such number" if "1391" in text else 0)
"""
    (folder / "send").write_text(script)
    (folder / "send").chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    people("config", "set", "message_command", "send")
    people("survey", "add", "Autumn", "--kind", "csat", "--filter", "tag:vip,partner sort:-name")
    sent = people("survey", "ask", "autumn", "--send")
    assert sent.exit_code == 74
    assert "Asked Li Ming in survey Autumn\n" in sent.stderr
    assert "no such number" in sent.stderr
    assert [each["contact"] for each in read(people("score", "waiting", "--format", "json"))] == ["Li Ming"]
    assert '"occasion": "survey"' in said.read_text()


def test_it_is_changed_ended_and_deleted(asked: RunCrm) -> None:
    assert (
        asked("survey", "edit", "autumn", "--name", "Winter", "--filter", "tag:vip").stderr == "Edited survey Autumn\n"
    )
    assert asked("survey", "end", "winter").stderr == "Ended survey Winter\n"
    assert asked("survey", "ask", "winter").exit_code == 4
    assert asked("survey", "answer", "winter", "c5", "0").exit_code == 0
    assert asked("survey", "delete", "winter", "--yes").stderr == "Deleted survey Winter\n"
    assert asked("survey", "list", "--format", "ids").stdout == ""
    assert asked("score", "list", "--format", "ids").stdout == "sc1\n"


REFUSED = (
    (("add", "X", "--filter", "tag:vip"), 2, "--kind"),
    (("add", "X", "--kind", "speed", "--filter", "tag:vip"), 2, "speed"),
    (("add", "X", "--kind", "nps", "--filter", "levl:A"), 2, "levl"),
    (("add", "autumn", "--kind", "nps", "--filter", "tag:vip"), 4, "there is a survey “autumn” already"),
    (("show", "spring"), 3, "there is no survey “spring”"),
    (("edit", "autumn"), 2, "nothing is said that should change"),
    (("answer", "autumn", "c3", "9"), 4, "survey Autumn has not asked Wang Fang"),
    (("answer", "autumn", "c2", "12"), 4, "NPS goes from 0 to 10"),
    (("delete", "autumn"), 2, "add --yes"),
)


def test_what_cannot_be_is_refused(asked: RunCrm) -> None:
    for words, code, said in REFUSED:
        refused = asked("survey", *words)
        assert (refused.exit_code, said in refused.stderr) == (code, True), refused.stderr
