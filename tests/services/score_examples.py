"""One example of each write function of what customers think of the service: scores, surveys, and who is asked."""

from collections.abc import Callable
from dataclasses import replace

from tests.services.example_people import Examples, ann, bob
from tests.services.ticket_examples import closed
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm

SCORE_EXAMPLES = Examples()
example = SCORE_EXAMPLES.enter

ALL_ASPECTS = {"speed": 5, "attitude": 1, "ability": 3}


def asked(crm: Crm) -> int:
    """Ask Bob and somebody else in a survey; returns Bob’s id."""
    key = bob(crm)
    crm.contacts.add({"name": "Cem", "tags": ["vip"], "emails": ["cem@x.cn"]})
    crm.surveys.add("Autumn", "nps", "tag:vip")
    crm.surveys.ask("autumn", crm.surveys.to_ask("autumn").people)
    return key


@example("scores.add")
def _(crm: Crm) -> Callable[[], Done]:
    key = closed(crm)
    crm.surveys.ask_after(key, crm.surveys.to_ask_after(key))
    return lambda: crm.scores.add("csat", 1, ticket_id=key, comment="it burns still", aspects=ALL_ASPECTS)


@example("scores.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = bob(crm)
    call = crm.activities.log(ActivityKind.CALL, key).ids[0]
    made = crm.scores.add("nps", 9, contact_id=key, aspects={"speed": 5, "ability": 4}, stage="new", activity_id=call)
    said = {"speed": 1, "ability": None, "attitude": 2}
    return lambda: crm.scores.edit(made.ids[0], value=2, comment="not after all", aspects=said)


@example("scores.delete")
def _(crm: Crm) -> Callable[[], Done]:
    key = crm.scores.add("ces", 7, contact_id=bob(crm), aspects=ALL_ASPECTS).ids[0]
    return lambda: crm.scores.delete([key])


@example("scores.restore")
def _(crm: Crm) -> Callable[[], Done]:
    key = bob(crm)
    keys = [crm.scores.add("csat", value, contact_id=key, aspects={"speed": 1}).ids[0] for value in (5, 1)]
    crm.scores.delete(keys)
    return lambda: crm.scores.restore(keys)


@example("surveys.add")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add("Ask", occasion="survey", text="$question $scale")
    return lambda: crm.surveys.add("Autumn", "nps", "tag:vip sort:name", template="ask")


@example("surveys.edit")
def _(crm: Crm) -> Callable[[], Done]:
    asked(crm)
    crm.templates.add("Ask", occasion="survey", text="$question $scale")
    return lambda: crm.surveys.edit("autumn", name="Winter", text="stage:lead", template="ask")


@example("surveys.end")
def _(crm: Crm) -> Callable[[], Done]:
    asked(crm)
    return lambda: crm.surveys.end("autumn")


@example("surveys.delete")
def _(crm: Crm) -> Callable[[], Done]:
    asked(crm)
    return lambda: crm.surveys.delete("autumn")


@example("surveys.ask")
def _(crm: Crm) -> Callable[[], Done]:
    asked(crm)
    ann(crm)
    crm.surveys.add("Winter", "ces", "stage:active")
    return lambda: crm.surveys.ask("Winter", crm.surveys.to_ask("Winter").people)


@example("surveys.remind")
def _(crm: Crm) -> Callable[[], Done]:
    asked(crm)
    crm.settings.set("survey_rest_days", "0")
    people = crm.surveys.to_ask("autumn").people
    waiting = {each.contact_id: each.id for each in crm.surveys.waiting()}
    reminded = [replace(each, invitation_id=waiting[each.contact_id]) for each in people]
    with crm.database.write(crm.actor, "long ago") as writing:
        writing.update_many("invitation", {key: {"asked_at": "2026-11-01T09:00:00Z"} for key in waiting.values()})
    return lambda: crm.surveys.remind("autumn", reminded)


@example("surveys.answer")
def _(crm: Crm) -> Callable[[], Done]:
    key = asked(crm)
    return lambda: crm.surveys.answer("autumn", key, 3, comment="hm", aspects={"speed": 2})


@example("surveys.ask_after")
def _(crm: Crm) -> Callable[[], Done]:
    key = closed(crm)
    return lambda: crm.surveys.ask_after(key, crm.surveys.to_ask_after(key))
