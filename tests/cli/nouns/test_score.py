"""`crm score`, `crm ticket rate` and `crm ticket ask`: answers kept, found, changed, and asked for."""

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


@pytest.fixture
def desk(people: RunCrm) -> RunCrm:
    """Return the people with a ticket of Li Ming that is closed."""
    people("ticket", "open", "c2", "--subject", "no light", "--kind", "incident")
    people("ticket", "close", "T-1", "--cause", "the fuse", "--remedy", "a new one")
    return people


def test_a_ticket_is_rated_and_the_rating_shown(desk: RunCrm) -> None:
    words = ("--comment", "dark still", "--speed", "5", "--ability", "1")
    rated = desk("ticket", "rate", "T-1", "2", *words)
    told = "Noted CSAT 2 for T-1\nCSAT 2 is low: follow-up r2 for li on 2026-11-23\n"
    assert (rated.stdout, rated.stderr) == ("sc1\n", told)
    assert read(desk("score", "show", "sc1", "--format", "json")) == {
        "id": "sc1", "at": "2026-11-21T09:30:00Z", "contact": "Li Ming", "contact_id": "c2", "company": "Acme",
        "kind": "csat", "value": 2, "aspects": {"speed": 5, "ability": 1}, "comment": "dark still", "ticket": "T-1",
        "survey": None, "stage": None, "activity": None, "by": "li", "version": 1,
    }  # fmt: skip
    edited = desk("score", "edit", "sc1", "--value", "4", "--speed", "none", "--comment", "")
    assert edited.stderr == "Edited the CSAT of Li Ming\nits follow-up is withdrawn\n"
    listed = desk("score", "list")
    assert listed.stdout == (
        "id   at                contact  company  kind  value  aspects     comment  ticket  survey  by\n"
        "sc1  2026-11-21 09:30  Li Ming  Acme     CSAT      4  ability: 1           T-1             li\n"
    )
    assert listed.stderr == "CSAT: 100.0 % of 1\n"
    assert desk("score", "delete", "sc1", "--yes").stderr == "Deleted the CSAT of Li Ming\n"
    assert desk("score", "list", "--format", "ids").stdout == ""
    assert desk("score", "restore", "sc1").stderr == "Restored the CSAT of Li Ming\n"


def test_answers_are_looked_for(desk: RunCrm) -> None:
    desk("ticket", "rate", "T-1", "5")
    desk("score", "add", "c3", "--nps", "9", "--at", "2026-11-10 12:00")
    desk("score", "add", "张伟", "--nps", "3", "--stage", "active")
    desk("score", "add", "c2", "--ces", "2", "--ticket", "T-1")
    for words, found in (
        ((), "sc4\nsc3\nsc1\nsc2\n"),
        (("--kind", "nps"), "sc3\nsc2\n"),
        (("--ticket", "T-1"), "sc4\nsc1\n"),
        (("--contact", "Acme"), "sc4\nsc1\n"),
        (("--below", "4"), "sc4\nsc3\n"),
        (("--until", "2026-11-10"), "sc2\n"),
        (("--since", "2026-11-11", "-n", "1"), "sc4\n"),
    ):
        assert desk("score", "list", *words, "--format", "ids").stdout == found, words
    assert desk("score", "list").stderr == "CSAT: 100.0 % of 1\nNPS: 0 of 2\nCES: 2.0 of 1\n"
    assert read(desk("score", "list", "--kind", "nps", "--format", "json"))[0]["stage"] == "active"


def test_asking_after_closing(desk: RunCrm) -> None:
    asked = desk("ticket", "ask", "T-1")
    assert asked.stderr == "Asked Li Ming how T-1 was\n"
    assert asked.stdout.startswith(
        "To: li@acme.com\nSubject: How did we do? (T-1)\n\nDear Li Ming,\n\nyour request T-1, “no light”"
    )
    assert desk("ticket", "ask", "T-1").exit_code == 4
    (waiting,) = read(desk("score", "waiting", "--format", "json"))
    assert (waiting["ticket"], waiting["contact_id"], waiting["channel"]) == ("T-1", "c2", "email")
    desk("ticket", "rate", "T-1", "5")
    assert desk("score", "waiting", "--format", "ids").stdout == ""
    desk("ticket", "reopen", "T-1")
    closed = desk("--now", "2026-11-22T09:30:00Z", "ticket", "close", "T-1", "--ask")
    assert closed.stderr == "Moved T-1 to closed\nAsked Li Ming how T-1 was\n"
    assert closed.stdout.startswith("To: li@acme.com\n")


def test_closing_goes_on_where_nobody_may_be_asked(desk: RunCrm) -> None:
    desk("contact", "edit", "c2", "--do-not-contact")
    desk("ticket", "reopen", "T-1")
    closed = desk("ticket", "close", "T-1", "--ask")
    told = "Moved T-1 to closed\nnot asked: Li Ming is not to be contacted: the card says so\n"
    assert (closed.exit_code, closed.stderr, closed.stdout) == (0, told, "")


REFUSED = (
    (("score", "add", "c2"), 2, "say one answer: --csat, --nps or --ces"),
    (("score", "add", "c2", "--nps", "11"), 4, "NPS goes from 0 to 10, and 11 is not on it"),
    (("score", "add", "c2", "--csat", "1", "--speed", "0"), 4, "speed goes from 1 to 5, and 0 is not on it"),
    (("score", "add", "c3", "--csat", "1", "--ticket", "T-1"), 4, "T-1 is no ticket of Wang Fang"),
    (("score", "list", "--kind", "speed"), 2, "speed is an aspect of answers"),
    (("score", "edit", "sc1"), 2, "nothing is said that should change"),
    (("score", "edit", "sc1", "--speed", "x"), 2, "“x” for --speed is neither 1 to 5 nor none"),
    (("score", "edit", "sc9", "--value", "3"), 3, "there is no score sc9"),
    (("score", "show", "t1"), 2, "“t1” is no id of this kind"),
    (("ticket", "close", "T-1", "--send"), 2, "--send goes with --ask"),
    (("ticket", "ask", "T-1", "--copy", "--send"), 2, "a message goes one way"),
    (("ticket", "ask", "T-1", "--template", "nope"), 3, "there is no template “nope”"),
    (("ticket", "rate", "T-9", "5"), 3, "there is no ticket “T-9”"),
)


def test_what_cannot_be_is_refused(desk: RunCrm) -> None:
    for words, code, said in REFUSED:
        refused = desk(*words)
        assert (refused.exit_code, said in refused.stderr) == (code, True), refused.stderr
    assert desk("score", "list", "--format", "ids").stdout == desk("score", "waiting", "--format", "ids").stdout == ""


def test_a_ticket_shows_how_it_was_rated(desk: RunCrm) -> None:
    assert "ratings" not in desk("ticket", "show", "T-1").stdout
    desk("ticket", "rate", "T-1", "4", "--comment", "fine", "--speed", "3")
    assert (
        "ratings    CSAT · 4 · speed: 3 · fine · Li Ming · 2026-11-21 09:30\n" in desk("ticket", "show", "T-1").stdout
    )
    (rated,) = read(desk("ticket", "show", "T-1", "--format", "json"))["scores"]
    assert (rated["id"], rated["value"], rated["aspects"]) == ("sc1", 4, {"speed": 3})
