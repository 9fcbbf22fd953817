"""One example of each write function of the services, found by its name: what it needs, and the call.

``tests/services/test_undo.py`` finds the functions by introspection and demands an example of each. Those for what the
whole team shares are in ``team_examples.py``, those of service in ``ticket_examples.py`` and ``score_examples.py``.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.services.example_people import NEXT_WEEK, TOMORROW, YESTERDAY, Examples, ann, bob, called
from tests.services.score_examples import SCORE_EXAMPLES
from tests.services.sla_examples import SLA_EXAMPLES
from tests.services.team_examples import TEAM_EXAMPLES
from tests.services.ticket_examples import TICKET_EXAMPLES
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

EXAMPLES = Examples(TEAM_EXAMPLES | TICKET_EXAMPLES | SLA_EXAMPLES | SCORE_EXAMPLES)
example = EXAMPLES.enter


@example("contacts.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.contacts.add(
        {"name": "李明", "company": "Acme", "tags": ["new"], "stage": "new", "city": "Berlin"}
    )


@example("contacts.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    said = {"name": "Zoë", "company": "Acme", "emails": ["n@x.cn"], "tags": ["gold"], "custom": {"budget": ""}}
    return lambda: crm.contacts.edit(
        key, {**said, "stage": "dormant", "owner": "", "note": "", "birthday": "", "cadence": 7}
    )


@example("contacts.edit_many")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.edit_many(keys, {"level": "B", "stage": "churned", "kind": "company", "city": "Rom"})


@example("contacts.delete")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    keys = [crm.contacts.meant("云帆"), bob(crm)]
    return lambda: crm.contacts.delete(keys)


@example("contacts.restore")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    crm.contacts.delete([key])
    return lambda: crm.contacts.restore([key])


@example("contacts.tag")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.tag(keys, add=["new", "Gold"], remove=["vip"])


@example("contacts.set_stage")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.set_stage(keys, Stage.CHURNED, why="they said so", pinned=True)


def twins(crm: Crm) -> tuple[int, int]:
    """Add two contacts that are one, with everything that may name the second; returns their ids."""
    keep, other = bob(crm), ann(crm)
    third = crm.contacts.add({"name": "Third", "company": "云帆"}).ids[0]
    crm.activities.log(ActivityKind.CALL, other, next_step=TOMORROW, others=[third])
    crm.activities.log(ActivityKind.MEETING, third, others=[keep, other])
    return keep, other


@example("contacts.merge")
def _(crm: Crm) -> Callable[[], Done]:
    keep, other = twins(crm)
    return lambda: crm.contacts.merge(keep, [other])


@example("contacts.unmerge")
def _(crm: Crm) -> Callable[[], Done]:
    keep, other = twins(crm)
    crm.contacts.merge(keep, [other])
    return lambda: crm.contacts.unmerge(keep)


@example("activities.log")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = ann(crm), bob(crm)
    return lambda: crm.activities.log(
        ActivityKind.VISIT,
        key,
        others=[other],
        next_step=TOMORROW,
        next_note="call",
        outcome="reached",
        minutes=7,
        feeling=2,
        direction="out",
        text="说好了",
    )


@example("activities.delete")
def _(crm: Crm) -> Callable[[], Done]:
    met = crm.activities.log(ActivityKind.MEETING, ann(crm), others=[bob(crm)], text="it rained").ids[0]
    return lambda: crm.activities.delete(met)


@example("activities.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = crm.activities.log(ActivityKind.CALL, bob(crm), at=YESTERDAY, outcome="no answer", minutes=3).ids[0]
    earlier = YESTERDAY - timedelta(days=1)
    return lambda: crm.activities.edit(key, at=earlier, kind="visit", outcome="", minutes=5, feeling=-1, text="right")


@example("followups.add")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    return lambda: crm.followups.add(
        TOMORROW, contact_id=key, text="call", priority="high", place="there", minutes=30, repeat="每周一"
    )


@example("followups.add_many")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.followups.add_many(TOMORROW, keys, text="invite", priority="low", repeat="every day")


@example("followups.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.edit(
        key, due=TOMORROW, owner="li", text="", priority="low", place="here", repeat="每月15日"
    )


@example("followups.done")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW, repeat="every day").ids[0]
    return lambda: crm.followups.done(key, other)


@example("followups.reopen")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW, repeat="完成后3天").ids[0]
    crm.followups.done(key, other)
    return lambda: crm.followups.reopen(key, other)


@example("followups.snooze")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.snooze(key, TOMORROW)


@example("followups.snooze_many")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW).ids[0]
    return lambda: crm.followups.snooze_many([key, other], NEXT_WEEK)


@example("followups.edit_many")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW).ids[0]
    return lambda: crm.followups.edit_many([key, other], owner="li", priority="high", repeat="every year")


@example("followups.delete")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.delete(key)


@example("messages.log")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add("Hello", occasion="greeting", text="Hello $name")
    message = crm.messages.fill(ann(crm), "hello")
    return lambda: crm.messages.log(message, next_step=TOMORROW, next_note="call")


@example("history.undo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return crm.history.undo


@example("history.redo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    crm.history.undo()
    return crm.history.redo


CSV = "姓名,公司,手机,邮箱,标签\n张伟,云帆,13800138000,z@x.cn,new\n李明,Acme,,li@ming.cn,\n"


def csv_file(crm: Crm) -> Path:
    """Write a file to import beside the database."""
    path = crm.database.path.with_name("people.csv")
    path.write_text(CSV, encoding="utf-8")
    return path


@example("importing.run")
def _(crm: Crm) -> Callable[[], object]:
    ann(crm)
    path = csv_file(crm)
    return lambda: crm.importing.run("contacts", path, ImportOptions())


@example("importing.apply_plan")
def _(crm: Crm) -> Callable[[], object]:
    ann(crm)
    place = crm.database.path.with_name("plan.jsonl")
    with crm.importing.planned_into(place, "contacts", [csv_file(crm)], ImportOptions()):
        return lambda: crm.importing.apply_plan(place)


@example("importing.undo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    report = crm.importing.run("contacts", csv_file(crm), ImportOptions())
    assert report.number is not None
    number = report.number
    return lambda: crm.importing.undo(number)


MAIL = b"From: Zhang@yunfan.cn\nTo: li@us.cn\nMessage-ID: <%d@x>\nReferences: %b\nSubject: prices\n\nhow much?\n"


@example("mail.log")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    crm.mail.log(MAIL % (2, b"<1@x>"))  # its conversation grows backwards
    return lambda: crm.mail.log(MAIL % (1, b"<0@x>"), next_step=TOMORROW)


@example("mail.run")
def _(crm: Crm) -> Callable[[], object]:
    ann(crm)
    path = crm.database.path.with_name("box")
    mark = b"From x Fri Nov 20 10:00:00 2026\n"
    path.write_bytes(b"".join(mark + MAIL % (number, b"<0@x>") + b"\n" for number in range(3)))
    return lambda: crm.mail.run(path, ImportOptions())
