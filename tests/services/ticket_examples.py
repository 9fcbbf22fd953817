"""One example of each write function of customer service: tickets, what is said on them, and what customers think of it."""

from collections.abc import Callable

from tests.services.example_people import YESTERDAY, Examples, ann
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm
from tui_crm.services.mail.to_tickets import TicketMails

TICKET_EXAMPLES = Examples()
example = TICKET_EXAMPLES.enter


def incident(crm: Crm) -> int:
    """Open an incident that has been answered and waits for the customer; returns its id."""
    said = {"kind": "incident", "subject": "printer on fire", "text": "It burns.", "product": "P1"}
    ticket_id = crm.tickets.open(ann(crm), owner="li", at=YESTERDAY, **said).ids[0]
    crm.tickets.reply(ticket_id, "Which one?", kind=ActivityKind.EMAIL, then=TicketState.WAITING)
    return ticket_id


def closed(crm: Crm) -> int:
    """Open an incident and close it; returns its id."""
    ticket_id = incident(crm)
    crm.tickets.move([ticket_id], TicketState.CLOSED, cause="a spark", remedy="water")
    return ticket_id


@example("tickets.open")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    return lambda: crm.tickets.open(key, kind="complaint", subject="too late", text="Where is it?", channel="phone")


@example("tickets.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    return lambda: crm.tickets.edit(key, kind="complaint", subject="fire", product="", confirmed="no")


@example("tickets.edit_many")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [incident(crm), crm.tickets.open(crm.contacts.meant("云帆"), subject="q").ids[0]]
    return lambda: crm.tickets.edit_many(keys, priority="urgent", cause="lightning")


@example("tickets.assign")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    crm.users.edit("li", team_name="support")
    return lambda: crm.tickets.assign([key], "team:Support")


@example("tickets.move")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    return lambda: crm.tickets.move([key], TicketState.CLOSED, cause="a spark", remedy="water", why="done")


@example("tickets.reply")
def _(crm: Crm) -> Callable[[], Done]:
    key = closed(crm)
    return lambda: crm.tickets.reply(key, "It burns again", incoming=True, channel="wechat")


@example("tickets.note")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    return lambda: crm.tickets.note(key, "he smokes")


@example("tickets.check")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    with crm.database.write(crm.actor, "a checklist") as writing:
        writing.update("ticket", key, {"checklist": (("serial number", None, None), ("photo", None, None))})
    return lambda: crm.tickets.check(key, 1)


@example("tickets.delete")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    return lambda: crm.tickets.delete([key])


@example("tickets.restore")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    crm.tickets.delete([key])
    return lambda: crm.tickets.restore([key])


def another(crm: Crm) -> int:
    """Open a request of the same customer that has a text, a ticked line, a link, and something said; returns its id."""
    linked = crm.tickets.open(crm.contacts.meant("云帆"), subject="the bill").ids[0]
    said = {"kind": "request", "subject": "a new printer", "text": "Not red.", "product": "P2"}
    key = crm.tickets.open(crm.contacts.meant("张伟"), at=YESTERDAY, **said).ids[0]
    crm.tickets.link(key, [linked])
    crm.tickets.reply(key, "When?", incoming=True)
    return key


@example("tickets.merge")
def _(crm: Crm) -> Callable[[], Done]:
    into, others = closed(crm), [another(crm), crm.tickets.open(crm.contacts.meant("Bob"), subject="q").ids[0]]
    crm.tickets.move(others[1:], TicketState.CLOSED)
    return lambda: crm.tickets.merge(into, others, anyway=True)


@example("tickets.split")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    said = [crm.tickets.reply(key, text, incoming=True).ids[0] for text in ("And the phone?", "It is dead")]
    said.append(crm.tickets.reply(key, "Plug it in").ids[0])
    return lambda: crm.tickets.split(key, said, subject="the phone")


@example("mail.to_tickets")
def _(crm: Crm) -> Callable[[], TicketMails]:
    key = closed(crm)
    head = "To: us@x.cn\nDate: Fri, 20 Nov 2026 23:00:00 +0000\n"
    answer = f"From: zhang@yunfan.cn\n{head}Subject: Re: [T-{key}]\n\nIt burns again\n"
    stranger = f"From: New <new@y.cn>\n{head}Subject: a question\n\nHow much?\n"
    logged = f"From: bob@x.cn\n{head}Subject: a price\n\nWhich one?\n"
    crm.mail.log(logged.encode())
    return lambda: crm.mail.to_tickets([*enumerate(each.encode() for each in (answer, stranger, logged))])


@example("tickets.link")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [incident(crm), another(crm)]
    return lambda: crm.tickets.link(keys[0], keys[1:])


@example("tickets.unlink")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [incident(crm), another(crm)]
    crm.tickets.link(keys[1], keys[:1])
    return lambda: crm.tickets.unlink(keys[0], keys[1:])


@example("ways.set")
def _(crm: Crm) -> Callable[[], Done]:
    crm.ways.set("incident", aftercare_days=2, checklist="photo")
    crm.users.edit("li", team_name="support")
    return lambda: crm.ways.set(
        "incident",
        owner="li",
        priority="urgent",
        aftercare_days=None,
        needs_cause=False,
        checklist="serial number\nphoto",
    )


@example("ways.reset")
def _(crm: Crm) -> Callable[[], Done]:
    crm.ways.set("incident", aftercare_days=2)
    return lambda: crm.ways.reset("incident")


def outage(crm: Crm) -> int:
    """Name a known problem that is behind an incident and a closed one; returns the incident's id."""
    crm.problems.add("Outage", text="Nothing works.", workaround="Wait.")
    keys = [incident(crm), crm.tickets.open(crm.contacts.meant("Bob"), subject="q").ids[0]]
    crm.tickets.move(keys[1:], TicketState.CLOSED)
    crm.problems.collect("outage", keys)
    return keys[0]


@example("problems.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.problems.add("Outage", text="Nothing works.", workaround="Wait.")


@example("problems.edit")
def _(crm: Crm) -> Callable[[], Done]:
    outage(crm)
    return lambda: crm.problems.edit("outage", name="The great outage", text="", workaround="Walk.")


@example("problems.collect")
def _(crm: Crm) -> Callable[[], Done]:
    key = outage(crm)
    crm.problems.add("Weather")
    return lambda: crm.problems.collect("weather", [key])


@example("problems.solve")
def _(crm: Crm) -> Callable[[], Done]:
    outage(crm)
    return lambda: crm.problems.solve("outage", resolve=True, answer="All is well again.")


@example("problems.reopen")
def _(crm: Crm) -> Callable[[], Done]:
    outage(crm)
    crm.problems.solve("outage")
    return lambda: crm.problems.reopen("outage")


@example("problems.delete")
def _(crm: Crm) -> Callable[[], Done]:
    outage(crm)
    return lambda: crm.problems.delete("outage")


@example("tickets.keep_receipt")
def _(crm: Crm) -> Callable[[], Done]:
    key = incident(crm)
    crm.templates.add("got it", occasion="receipt", text="$number")
    message = crm.tickets.receipt(key, "got it")
    return lambda: crm.tickets.keep_receipt(key, message)
