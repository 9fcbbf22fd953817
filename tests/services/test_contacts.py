"""People and companies: what a write does, what it refuses, and whose the customer's fields are."""

from datetime import date

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.example_people import NEXT_WEEK, ann
from tests.store import dump, wrong
from tui_crm.errors import BadInput, Conflict, NotFound, UsageError
from tui_crm.models.cards import Labelled, NextStep, PostalAddress
from tui_crm.models.codes import ActivityKind, Kind, Stage
from tui_crm.services.crm import Crm


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def stages(crm: Crm, contact_id: int) -> list[str]:
    return [entry.outcome for entry in crm.journey.timeline(contact_id) if entry.kind == "stage"]


def test_a_card_holds_everything_that_was_said(li: Crm) -> None:
    card = li.contacts.card(ann(li))
    row = card.row
    assert (row.kind, row.name, row.company, row.role, row.city) == ("person", "张伟", "云帆", "采购经理", "上海")
    assert (row.stage, row.level, row.owner, row.source, row.tags) == ("active", "A", "li", "fair", ("partner", "vip"))
    assert (row.email, row.phone, row.created_at, row.deleted) == ("Zhang@Yunfan.cn", "138 0013 8000", NOW, False)
    assert (card.nickname, card.gender, card.channel, card.consent, card.birthday) == (
        "大伟", "male", "wechat", "given", "1990-02-28",
    )  # fmt: skip
    assert (card.birthday_next, card.needs, card.note) == (date(2027, 2, 28), "a quote", "met in May")
    assert card.emails == (Labelled("Zhang@Yunfan.cn", ""), Labelled("z@x.cn", "home"))
    assert card.handles == (Labelled("zw88", "wechat"),)
    assert card.addresses == (PostalAddress("", "南京路 1 号", "上海", "", "", ""),)
    assert card.custom == {"budget": "1200.5"}
    (tie,) = card.companies
    assert (tie.name, tie.role, tie.is_primary) == ("云帆", "采购经理", True)
    (person,) = li.contacts.card(tie.contact_id).people
    assert (person.name, person.role) == ("张伟", "采购经理")


def test_rows_come_in_the_order_asked_for(li: Crm) -> None:
    keys = [add(li, name) for name in ("A", "B", "C")]
    assert [row.name for row in li.contacts.rows([keys[2], 99, keys[0], keys[2]])] == ["C", "A", "C"]
    assert [card.row.name for card in li.contacts.cards([keys[1], 99])] == ["B"]
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.contacts.card(99)


def test_hundreds_of_rows_are_read_in_pieces(li: Crm) -> None:
    li.tags.add("vip")
    firm = add(li, "Firm", kind=Kind.COMPANY)
    plain = {"kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}
    member = {"relations": ((firm, "member", None, None, 1),), "tags": ((1,),)}
    with li.database.write(li.actor, "Many") as writing:
        people = [{**plain, **member, "name": f"n{count}"} for count in range(505)]
        keys = [firm, *writing.create_many("contact", people)]
    rows = li.contacts.rows(keys)
    assert [row.name for row in rows] == ["Firm", *(f"n{count}" for count in range(505))]
    assert {row.tags for row in rows[1:]} == {("vip",)}
    assert len(li.contacts.card(firm).people) == 505
    assert len(li.contacts.edit_many(keys[1:], {"level": "A", "source": "fair"}).ids) == 506
    assert {row.level for row in li.contacts.rows(keys)} == {"A"}


def test_what_a_write_did_is_told_in_words(li: Crm) -> None:
    added = li.contacts.add({"name": "[b]Ann[/b]", "company": "Acme"})
    assert (added.what, added.ids, added.kept) == ("Added [b]Ann[/b]", (2,), ())
    assert li.contacts.edit(2, {"note": "x"}).what == "Edited [b]Ann[/b]"
    assert li.contacts.edit_many([1, 2], {"note": "y"}).what == "Edited 2 contacts"
    assert li.contacts.set_stage([2], Stage.NEW).what == "Moved [b]Ann[/b] to new"
    assert li.contacts.tag([1, 2], add=["vip"]).what == "Tagged 2 contacts"
    assert li.contacts.delete([2]).what == "Deleted [b]Ann[/b]"
    assert li.contacts.restore([2]).what == "Restored [b]Ann[/b]"


def test_what_changes_nothing_says_so_and_is_no_operation(li: Crm) -> None:
    key = add(li, tags=["vip"], note="x")
    newest = li.history.newest()
    for done in (
        li.contacts.edit(key, {"note": "x", "stage": "lead", "do_not_contact": False}),
        li.contacts.tag([key], add=["VIP"]),
        li.contacts.set_stage([key], Stage.LEAD),
    ):
        assert (done.operation_id, done.what, done.ids) == (None, "Nothing changed", ())
    assert li.history.newest() == newest


def test_customer_fields_said_of_a_person_are_the_companys(li: Crm) -> None:
    person = add(li, company="Acme", stage="active", level="A", owner="li")
    other = add(li, "Bob", company="Acme")
    firm = li.contacts.meant("Acme")
    for key in (person, other, firm):
        row = li.contacts.card(key).row
        assert (row.stage, row.level, row.owner, row.customer_id) == ("active", "A", "li", firm)
    done = li.contacts.edit(other, {"stage": "dormant", "owner": "", "nickname": "Bo"})
    assert set(done.ids) == {other, firm}
    assert [li.contacts.card(key).row.stage for key in (person, other, firm)] == ["dormant"] * 3
    assert stages(li, firm) == stages(li, person) == ["dormant", "active"]
    li.contacts.set_stage([person], Stage.CHURNED, pinned=True)
    assert li.contacts.card(firm).row.stage_pinned


def test_customer_fields_go_to_the_new_company_when_one_joins(li: Crm) -> None:
    person = add(li, company="Old", level="A")
    done = li.contacts.edit(person, {"company": "New", "level": "B"})
    new = li.contacts.meant("New")
    assert set(done.ids) == {person, new}
    assert (li.contacts.card(li.contacts.meant("Old")).row.level, li.contacts.card(new).row.level) == ("A", "B")
    li.contacts.edit(person, {"company": "", "level": "C"})
    assert li.contacts.card(person).row.level == "C"
    assert li.contacts.card(new).row.level == "B"


def test_a_company_is_its_own_customer_whatever_it_belongs_to(li: Crm) -> None:
    daughter = add(li, "Daughter", kind=Kind.COMPANY, company="Mother", stage="active")
    mother = li.contacts.meant("Mother")
    li.contacts.edit(daughter, {"level": "A"})
    assert [li.contacts.card(key).row.level for key in (daughter, mother)] == ["A", ""]
    assert [li.contacts.card(key).row.stage for key in (daughter, mother)] == ["active", "lead"]
    assert li.contacts.card(daughter).row.customer_id == daughter


def test_the_fields_of_a_company_in_the_trash_are_its_own(li: Crm) -> None:
    person = add(li, company="Acme", level="A")
    firm = li.contacts.meant("Acme")
    li.contacts.delete([firm])
    li.contacts.edit(person, {"level": "B", "stage": "new"})
    assert li.contacts.card(person).row.level == "B"
    li.contacts.restore([firm])
    assert li.contacts.card(person).row.level == "A"
    assert stages(li, firm) == []


def test_becoming_a_company_moves_the_customers_fields(li: Crm) -> None:
    person = add(li, company="Acme", level="A")
    li.contacts.edit(person, {"kind": Kind.COMPANY, "level": "B"})
    assert li.contacts.card(person).row.level == "B"
    assert li.contacts.card(li.contacts.meant("Acme")).row.level == "A"


def test_stages_are_dated_and_say_why(li: Crm) -> None:
    key = add(li, stage="new")
    li.contacts.set_stage([key], Stage.ACTIVE, why="second order")
    li.contacts.edit(key, {"stage": "active", "note": "x"})
    entries = [entry for entry in li.journey.timeline(key) if entry.kind == "stage"]
    assert [(entry.outcome, entry.at, entry.by) for entry in entries] == [("active", NOW, "li"), ("new", NOW, "li")]
    assert "second order" in entries[0].note


def test_two_save_the_same_card(li: Crm, open_crm: OpenCrm) -> None:
    key = add(li, note="x")
    wang, card = open_crm("wang"), li.contacts.card(key)
    wang.contacts.edit(key, {"note": "theirs", "needs": "theirs"}, base=card.version)
    li.contacts.edit(key, {"nickname": "mine"}, base=card.version)
    with pytest.raises(Conflict, match="c1") as raised:
        li.contacts.edit(key, {"note": "mine", "source": "fair"}, base=card.version)
    assert raised.value.fields == {"note": ("x", "mine", "theirs")}
    merged = li.contacts.card(key)
    assert (merged.note, merged.needs, merged.nickname) == ("theirs", "theirs", "mine")


def test_two_save_fields_of_the_same_customer(li: Crm, open_crm: OpenCrm) -> None:
    first, second = add(li, company="Acme", level="A"), add(li, "Bob", company="Acme")
    wang, card = open_crm("wang"), li.contacts.card(second)
    wang.contacts.edit(first, {"level": "B"})
    with pytest.raises(Conflict) as raised:
        li.contacts.edit(second, {"level": "C"}, base=card.version, customer_base=card.customer_version)
    assert raised.value.fields == {"level": ("A", "C", "B")}
    fresh = li.contacts.card(second)
    li.contacts.edit(second, {"level": "C"}, base=fresh.version, customer_base=fresh.customer_version)
    assert li.contacts.card(first).row.level == "C"


def test_a_save_says_at_which_version_it_read_what_it_changes(li: Crm) -> None:
    key = add(li, company="Acme", level="A")
    with pytest.raises(UsageError, match="level of c2 are those of c1, whose version --base does not say"):
        li.contacts.edit(key, {"level": "C"}, base=1)
    with pytest.raises(UsageError, match="those of the company that is joined"):
        li.contacts.edit(key, {"level": "C", "company": "Other"}, base=1, customer_base=1)
    assert li.contacts.card(key).row.level == "A"
    single = add(li, "Bob")
    with pytest.raises(UsageError, match="c3 is its own customer"):
        li.contacts.edit(single, {"level": "C"}, base=2, customer_base=1)
    li.contacts.edit(single, {"level": "C"}, base=1, customer_base=1)
    li.contacts.edit(single, {"level": "B"}, base=2)
    assert li.contacts.card(single).row.level == "B"


@pytest.mark.parametrize("company", ["Other", ""])
def test_a_save_does_not_reach_another_customer_than_it_read(li: Crm, open_crm: OpenCrm, company: str) -> None:
    key = add(li, company="Acme", level="A")
    add(li, "Other", kind="company", level="B")
    card = li.contacts.card(key)
    open_crm("wang").contacts.edit(key, {"company": company})
    with pytest.raises(Conflict, match="somebody else changed company of c2 meanwhile"):
        li.contacts.edit(key, {"level": "C"}, base=card.version, customer_base=card.customer_version)
    assert "C" not in {row.level for row in li.contacts.rows([1, 2, 3])}
    li.contacts.edit(key, {"note": "x"}, base=card.version, customer_base=card.customer_version)
    fresh = li.contacts.card(key)
    own = fresh.row.customer_id == key
    li.contacts.edit(key, {"level": "VIP"}, base=fresh.version, customer_base=None if own else fresh.customer_version)
    assert li.contacts.card(key).row.level == "VIP"


def test_several_are_saved_at_once_or_not_at_all(li: Crm, open_crm: OpenCrm) -> None:
    keys = [add(li), add(li, "Bob")]
    cards = li.contacts.cards(keys)
    open_crm("wang").contacts.edit(keys[1], {"note": "theirs"})
    with pytest.raises(Conflict):
        li.contacts.edit_many(keys, {"note": "mine"}, bases={card.row.id: card.version for card in cards})
    assert [card.note for card in li.contacts.cards(keys)] == ["", "theirs"]
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.contacts.edit_many([keys[0], 99], {"note": "mine"})
    assert li.contacts.card(keys[0]).note == ""


def test_the_trash(li: Crm) -> None:
    key = add(li)
    li.contacts.delete([key])
    assert li.contacts.card(key).row.deleted
    writes = [
        lambda: li.contacts.delete([key]),
        lambda: li.contacts.edit(key, {"note": "x"}),
        lambda: li.contacts.tag([key], add=["vip"]),
        lambda: li.contacts.set_stage([key], Stage.NEW),
    ]
    for write in writes:
        with pytest.raises(NotFound, match=f"contact c{key} is in the trash"):
            write()  # type: ignore[no-untyped-call]
    li.contacts.restore([key])
    with pytest.raises(NotFound, match=f"contact c{key} is not in the trash"):
        li.contacts.restore([key])
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.contacts.delete([key, 99])
    assert not li.contacts.card(key).row.deleted


def test_tags_are_put_on_and_taken_off_at_once(li: Crm) -> None:
    keys = [add(li, tags=["a"]), add(li, "Bob", tags=["b"])]
    li.contacts.tag(keys, add=["new", "a"], remove=["b"])
    assert [row.tags for row in li.contacts.rows(keys)] == [("a", "new"), ("a", "new")]
    with pytest.raises(NotFound, match="there is no tag “zzz”") as raised:
        li.contacts.tag(keys, remove=["zzz"])
    assert raised.value.hint == "see: crm tag list"
    with pytest.raises(BadInput):
        li.contacts.tag(keys, add=["x,y"])


def test_lists_show_the_last_touch_and_the_next_step(li: Crm) -> None:
    person = add(li, company="Acme")
    firm, other = li.contacts.meant("Acme"), add(li, "Bob", company="Acme")
    li.activities.log(ActivityKind.CALL, person, next_step=NEXT_WEEK, next_note="call")
    step = NextStep(1, date(2026, 11, 28), None, "call")
    told = [(row.last_at, row.next) for row in li.contacts.rows([person, firm, other])]
    assert told == [(NOW, step), (NOW, step), (None, None)]
    li.followups.done(1)
    assert [row.next for row in li.contacts.rows([person, firm])] == [None, None]
    assert wrong(li.database) == {}


def test_the_past_moves_with_a_person_only_when_somebody_says_so(li: Crm) -> None:
    key = add(li, company="Acme")
    firm = li.contacts.card(key).row.customer_id
    li.activities.log(ActivityKind.CALL, key, next_step=NEXT_WEEK)
    assert li.contacts.past_of(key) == 2
    before = dump(li.database)
    li.contacts.edit(key, {"company": ""})
    assert li.activities.of_contact(key)[0].customer_id == firm
    li.history.undo()
    moved = li.contacts.edit(key, {"company": ""}, move_past=True)
    assert li.activities.of_contact(key)[0].customer_id == key
    assert [entry.id for entry in li.activities.of_contact(firm)] == []
    assert li.contacts.past_of(key) == 2
    assert wrong(li.database) == {}
    li.history.undo(moved.operation_id)
    assert dump(li.database) == before
