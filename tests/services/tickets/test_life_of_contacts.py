"""What becomes of tickets, scores and invitations when contacts are merged, move, are forgotten, or a colleague leaves."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import YESTERDAY, ann
from tests.store import difference, dump, records, wrong
from tui_crm.db.database import Database
from tui_crm.drafts import ABOUT_TICKETS, Drafts
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.screens.ticket_texts import contact_text
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

ASKED_AT = "2026-11-20T10:00:00Z"
SECRETS = (
    "Zebulon", "BRN-Zeb", "burst", "plumber", "marmalade", "crumbs", "sorely", "teatime", "butler", "gramophone", "kazoo",
)  # fmt: skip
"""Words that only stand in what the person said, or what was said of it."""


def asked_and_answered(crm: Crm, ticket_id: int, comment: str = "fast") -> tuple[int, int]:
    """Ask a ticket's contact how it was, and let them answer; returns the invitation's and the score's id."""
    row = crm.tickets.rows([ticket_id])[0]
    whose = {"contact_id": row.contact_id, "customer_id": row.customer_id, "ticket_id": ticket_id, "kind": "csat"}
    with crm.database.write(crm.actor, "asked") as writing:
        invitation = writing.create("invitation", {**whose, "asked_at": ASKED_AT, "reminders": 0})
        said = {**whose, "value": 5, "comment": comment, "at": ASKED_AT, "invitation_id": invitation}
        score = writing.create("score", said)
        writing.create("score", {**said, "kind": "speed", "of_id": score, "comment": None})
    return invitation, score


def customers_of(crm: Crm, *things: str) -> dict[str, set[object]]:
    """Return for which customers the records of some things count."""
    found: dict[str, set[object]] = {thing: set() for thing in things}
    for (thing, _key), record in records(crm.database).items():
        if thing in found:
            found[thing].add(record["customer_id"])
    return found


def test_tickets_go_with_who_is_merged_and_come_back(li: Crm) -> None:
    keep = li.contacts.add({"name": "Bob"}).ids[0]
    other = li.contacts.add({"name": "Bobby"}).ids[0]
    key = li.tickets.open(other, kind="complaint", subject="late").ids[0]
    li.tickets.reply(key, "sorry")
    asked_and_answered(li, key)
    before = dump(li.database)
    li.contacts.merge(keep, [other])
    row = li.tickets.rows([key])[0]
    assert (row.contact, row.customer_id) == ("Bob", keep)
    things = ("activity", "ticket", "invitation", "score")
    assert customers_of(li, *things) == {thing: {keep} for thing in things}
    assert wrong(li.database) == {}
    li.contacts.unmerge(keep)
    assert difference(before, dump(li.database)) == {}


def test_a_ticket_goes_on_though_its_contact_is_in_the_trash(li: Crm) -> None:
    person = ann(li)
    key = li.tickets.open(person, kind="complaint", subject="late").ids[0]
    before = li.tickets.rows([key])[0]
    li.contacts.delete([person])
    row = li.tickets.rows([key])[0]
    assert (row.contact, row.contact_deleted, row.clock_at) == ("张伟", True, before.clock_at)
    assert list(li.tickets.find(li.tickets.parse("")).ids) == [key]
    assert contact_text(row) == "张伟 (in the trash)"
    li.contacts.restore([person])
    assert li.tickets.rows([key]) == [before]


def test_what_is_on_a_ticket_counts_for_whom_the_ticket_does(li: Crm) -> None:
    person = ann(li)
    firm = li.contacts.meant("云帆")
    colleague = li.contacts.add({"name": "Mia", "company": "云帆"}).ids[0]
    theirs = li.tickets.open(person, subject="mine").ids[0]
    asked_and_answered(li, theirs)
    li.tickets.reply(theirs, "is it?", incoming=True)
    word = li.tickets.reply(theirs, "me too", incoming=True).ids[0]
    others = li.tickets.open(colleague, subject="another's").ids[0]
    aside = li.tickets.reply(others, "let me see", incoming=True).ids[0]
    with li.database.write(li.actor, "who said it") as writing:
        writing.update("activity", word, {"contact_id": colleague})
        writing.update("activity", aside, {"contact_id": person})
    before = dump(li.database)
    assert li.contacts.past_of(person) == 6
    done = li.contacts.edit(person, {"remove_companies": ["云帆"]}, move_past=True)
    assert [row.customer_id for row in li.tickets.rows([theirs, others])] == [person, firm]
    assert customers_of(li, "invitation", "score") == {"invitation": {person}, "score": {person}}
    told = {entry.id: entry.customer_id for key in (theirs, others) for entry in li.tickets.thread(key)}
    assert (told[word], told[aside]) == (person, firm)
    li.history.undo(done.operation_id)
    assert difference(before, dump(li.database)) == {}


def test_who_leaves_hands_over_tickets_ways_and_policies(li: Crm, open_crm: OpenCrm) -> None:
    person = ann(li)
    ensure_user(open_crm("wang"))
    keys = [li.tickets.open(person, subject=name, owner="wang").ids[0] for name in ("new", "done", "over")]
    li.tickets.move([keys[1]], TicketState.RESOLVED)
    li.tickets.move([keys[2]], TicketState.CLOSED)
    with li.database.write(li.actor, "ways") as writing:
        wang = writing.record("ticket", keys[0])["owner_id"]
        flags = dict.fromkeys(("needs_cause", "needs_remedy", "needs_confirmation"), 0)
        way = writing.create("service_way", {"kind": "question", "priority": "normal", "owner_id": wang, **flags})
        steps = ((75, "notify", None, None), (100, "reassign", wang, None))
        policy = writing.create("sla_policy", {"kind": "question", "first_minutes": 60, "steps": steps})
    before = dump(li.database)
    done = li.users.retire("wang", to="li")
    assert [row.owner for row in li.tickets.rows(keys)] == ["li", "li", "wang"]
    kept = records(li.database)
    assert kept["service_way", way]["owner_id"] == 1
    assert kept["sla_policy", policy]["steps"] == ((75, "notify", None, None), (100, "reassign", 1, None))
    assert li.tickets.rows(li.tickets.open(person, subject="next").ids)[0].owner == "li"
    li.tickets.delete([li.tickets.meant("T-4")])
    li.history.undo()
    li.history.undo()
    li.history.undo(done.operation_id)
    after = {name: pair for name, pair in difference(before, dump(li.database)).items() if name != "sqlite_sequence"}
    assert after == {}


def service_of_zebulon(crm: Crm) -> tuple[int, int]:
    """Serve a person of a company, with a word of theirs in every place; returns their id, and a colleague's ticket."""
    firm = crm.contacts.add({"name": "Acme", "kind": "company"}).ids[0]
    key = crm.contacts.add({"name": "Zebulon", "company": f"c{firm}"}).ids[0]
    colleague = crm.contacts.add({"name": "Mia", "company": f"c{firm}"}).ids[0]
    said = {"subject": "burst pipe", "text": "call a plumber", "product": "gramophone"}
    ticket = crm.tickets.open(key, kind="complaint", number="BRN-Zeb 7", at=YESTERDAY, **said).ids[0]
    other = crm.tickets.open(colleague, subject="a lamp").ids[0]
    with crm.database.write(crm.actor, "a list") as writing:
        writing.update("ticket", ticket, {"checklist": (("ask the butler", None, None),), "links": ((other,),)})
        writing.update("ticket", other, {"split_from_id": ticket})
    crm.tickets.check(ticket, 0)
    crm.tickets.reply(ticket, "no marmalade today", kind=ActivityKind.EMAIL, incoming=True)
    crm.tickets.note(ticket, "crumbs everywhere")
    crm.tickets.move([ticket], TicketState.WAITING, why="sorely missed")
    colleagues = crm.tickets.reply(ticket, "Mia speaking", incoming=True).ids[0]
    theirs = crm.tickets.reply(other, "my kazoo, too", incoming=True).ids[0]
    with crm.database.write(crm.actor, "said by others") as writing:
        writing.update("activity", colleagues, {"contact_id": colleague})
        writing.update("activity", theirs, {"contact_id": key})
        values = {"clock": "first", "started_at": ASKED_AT, "percent": 75, "action": "notify", "at": ASKED_AT}
        writing.create("escalation", {**values, "ticket_id": ticket})
    _invitation, score = asked_and_answered(crm, ticket, "teatime")
    with crm.database.write(crm.actor, "tied to the talk") as writing:
        writing.update("score", score, {"activity_id": colleagues})
    crm.tickets.move([ticket], TicketState.CLOSED, cause="plumber", remedy="butler", why="sorely", confirmed="yes")
    gone = crm.tickets.open(key, subject="burst again")
    crm.tickets.move(gone.ids, TicketState.OPEN, why="sorely")
    crm.history.undo()
    crm.history.undo()
    return key, other


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_of_who_is_forgotten_no_word_on_a_ticket_is_left(open_crm: OpenCrm, crm_file: Path, home: Path) -> None:
    crm = open_crm()
    key, other = service_of_zebulon(crm)
    assert traces(crm_file) == set(SECRETS)
    drafts = Drafts(crm.database.path, crm.clock)
    for name in (*(f"{form}:1" for form in ABOUT_TICKETS), "receipt:1_7", f"ticket_of:{key}", "reply:2"):
        draft = drafts.open(name)
        draft.keep({"text": "burst"}, {"text": ""}, (1,))
        draft.close()
    crm.contacts.forget(key)
    assert [file.name.partition(".")[0] for file in (home / "state").rglob("*.json")] == ["reply-2"]
    assert traces(crm_file) == set()
    card = crm.tickets.card(other)
    assert (card.row.number, card.row.contact, card.split_from_id, card.links) == ("T-2", "Mia", None, ())
    told = [entry.what for entry in crm.history.list()]
    assert {"Opened t1 with c2", "Ticked off on t1: c2", "Opened T-3 with c2"} <= set(told)
    crm.close()
    assert traces(crm_file) == set()
    with Database(crm_file) as database:
        assert wrong(database) == {}
        left = {thing for thing, _key in records(database)}
        assert left >= {"ticket", "ticket_transition", "activity"}
        assert not left & {"score", "invitation", "escalation", "reminder"}
        assert [said["text"] for (thing, _key), said in records(database).items() if thing == "activity"] == [
            "Mia speaking"
        ]


def traces(path: Path) -> set[str]:
    content = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    return {secret for secret in SECRETS if secret.encode() in content or secret.lower().encode() in content}
