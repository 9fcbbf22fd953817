"""How the history tells what became of tickets, ways, policies and scores: in words, in both languages."""

import pytest

from tests.services.example_people import ann
from tests.services.ticket_examples import incident
from tests.services.tickets.test_life_of_contacts import asked_and_answered
from tui_crm import i18n
from tui_crm.models.changes import RecordChange
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm


def told(crm: Crm, thing: str, operation: int | None = None) -> RecordChange:
    """Return what an operation, or else the last one, did to the first record of a thing."""
    newest = operation or crm.history.list()[0].id
    return next(change for change in crm.history.changes_of(newest).records if change.thing == thing)


def fields(change: RecordChange) -> dict[str, tuple[str, str]]:
    return {field.field: (field.old, field.new) for field in change.fields}


def test_a_checklist_says_who_ticked_what_off(li: Crm) -> None:
    key = incident(li)
    with li.database.write(li.actor, "a list") as writing:
        writing.update("ticket", key, {"checklist": (("serial number", None, None), ("photo", None, None))})
    assert fields(told(li, "ticket")) == {"checklist": ("", "serial number, photo")}
    li.tickets.check(key, 1)
    change = told(li, "ticket")
    assert (change.name, fields(change)) == ("T-1 · printer on fire", {"checklist": ("photo", "photo ✓ li")})


def test_states_links_and_codes_are_told_in_words(li: Crm, language: str) -> None:
    key = incident(li)
    other = li.tickets.open(li.tickets.rows([key])[0].contact_id, subject="smoke").ids[0]
    i18n.set_language(language)
    done = li.tickets.move([key], TicketState.RESOLVED, confirmed="yes")
    said = fields(told(li, "ticket", done.operation_id))
    with li.database.write(li.actor, "tie") as writing:
        writing.update("ticket", key, {"links": ((other,),), "priority": "urgent", "merged_into_id": other})
    tied = fields(told(li, "ticket"))
    expected = {
        "en": [("waiting", "resolved"), ("", "the customer says it is solved"), ("normal", "urgent")],
        "zh_CN": [("等待客户", "已解决"), ("", "客户确认已解决"), ("普通", "紧急")],
    }
    assert [said["state"], said["confirmed"], tied["priority"]] == expected[language]
    assert tied["links"] == tied["merged_into_id"] == ("", "T-2 · smoke")


def test_ways_policies_and_scores_are_called_by_words(li: Crm, language: str) -> None:
    person = ann(li)
    key = li.tickets.open(person, subject="q").ids[0]
    _invitation, _score = asked_and_answered(li, key)
    i18n.set_language(language)
    score = told(li, "score")
    with li.database.write(li.actor, "ways") as writing:
        flags = dict.fromkeys(("needs_cause", "needs_remedy", "needs_confirmation"), 0)
        writing.create("service_way", {"kind": "complaint", "priority": "high", "needs_cause": 1, **flags})
        policy = writing.create("sla_policy", {"kind": "complaint", "priority": "urgent", "level": "A"})
    way, terms = told(li, "service_way"), told(li, "sla_policy")
    with li.database.write(li.actor, "steps") as writing:
        writing.update("sla_policy", policy, {"steps": ((75, "notify", None, None), (100, "reassign", 1, None))})
    steps = fields(told(li, "sla_policy"))["steps"][1]
    expected = {
        "en": ["张伟 · CSAT 5", "complaint", "urgent complaint A", "75 % tell the owner, 100 % hand it over li"],
        "zh_CN": ["张伟 · 满意度 5", "投诉", "紧急 投诉 A", "75 % 通知处理人、100 % 转交 li"],
    }
    assert [score.name, way.name, terms.name, steps] == expected[language]


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
