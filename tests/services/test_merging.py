"""Contacts that are one and the same are found, made one with all that names them, and parted again."""

from datetime import timedelta

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.example_people import NEXT_WEEK
from tests.services.write_examples import twins
from tests.store import difference, dump, wrong
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind, FieldType, Kind, Stage
from tui_crm.services.crm import Crm


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def test_what_is_missing_is_filled_and_lists_are_united(li: Crm) -> None:
    for name in ("budget", "size"):
        li.custom_fields.add(name, kind=FieldType.NUMBER)
    keep = add(
        li, "Ann Lee", emails=["a@x.cn"], phones=["138 0013 8000"], tags=["vip"], note="tall", custom={"budget": "1"}
    )
    other = add(
        li, "A. Lee", emails=["A@X.cn", "b@x.cn"], phones=["+86 13800138000", "010-8888 6666"], tags=["vip", "new"],
        note="met in May", source="fair", needs="a quote", birthday="1990-02-28", nickname="Annie", consent="given",
        handles=[("wechat", "lee")], city="Rom", level="B", stage="active", custom={"budget": "2", "size": "3"},
    )  # fmt: skip
    third = add(li, "Ann", nickname="Nan", note="tall", gender="female", do_not_contact=True, consent="withdrawn")
    done = li.contacts.merge(keep, [other, third])
    assert (done.what, done.ids) == ("Merged 2 contacts into Ann Lee", (keep, other, third))
    card = li.contacts.card(keep)
    assert (card.row.name, card.nickname, card.gender, card.birthday, card.row.source) == (
        "Ann Lee", "Annie", "female", "1990-02-28", "fair",
    )  # fmt: skip
    assert (card.note, card.needs) == ("tall\n\nmet in May", "a quote")
    assert [mail.value for mail in card.emails] == ["a@x.cn", "b@x.cn"]
    assert [phone.value for phone in card.phones] == ["138 0013 8000", "010-8888 6666"]
    assert (card.row.tags, card.row.city, card.custom) == (("new", "vip"), "Rom", {"budget": "1", "size": "3"})
    assert (card.row.stage, card.row.level) == ("active", "B")
    assert (card.consent, card.row.do_not_contact) == ("withdrawn", True)
    assert [row.deleted for row in li.contacts.rows([keep, other, third])] == [False, True, True]
    assert wrong(li.database) == {}


def test_a_stage_that_somebody_set_stays(li: Crm) -> None:
    keep, other = add(li, stage="dormant"), add(li, "Bob", stage="active")
    li.contacts.merge(keep, [other])
    assert li.contacts.card(keep).row.stage == "dormant"
    assert {entry.outcome for entry in li.journey.timeline(keep) if entry.kind == "stage"} == {"dormant", "active"}


def test_whatever_named_another_names_the_kept_one(li: Crm) -> None:
    keep, other = twins(li)
    firm = li.contacts.meant("云帆")
    third = li.contacts.meant("Third")
    li.contacts.merge(keep, [other])
    entries = {entry.id: entry for entry in li.activities.of_contact(keep)}
    assert {(entry.contact_id, entry.customer_id) for entry in entries.values()} == {(keep, firm), (third, firm)}
    (meeting,) = (entry for entry in entries.values() if entry.kind == "meeting")
    assert meeting.participants == (keep,)
    assert [entry.contact_id for entry in li.followups.find()] == [keep]
    assert [(tie.name, tie.is_primary) for tie in li.contacts.card(keep).companies] == [("云帆", True)]
    assert {person.contact_id for person in li.contacts.card(firm).people} == {keep, third}
    assert li.activities.of_contact(other) == []


@pytest.mark.parametrize(
    ("kept", "other", "rests"),
    [
        ("rests", "rests", True),
        ("rests", "", True),
        ("", "rests", True),
        ("rests", "logged later", False),
        ("logged later", "rests", False),
        ("rests", "open", False),
        ("open", "rests", False),
        ("", "", False),
        ("logged before", "rests", True),
    ],
)
def test_no_next_step_on_purpose_is_kept_unless_something_came_after_it(
    li: Crm, open_crm: OpenCrm, kept: str, other: str, *, rests: bool
) -> None:
    ids = add(li), add(li, "Bob")
    times = {"logged before": timedelta(days=-1), "logged later": timedelta(days=1)}
    for key, what in zip(ids, (kept, other), strict=True):
        crm = open_crm("li", clock=FixedClock(NOW + times.get(what, timedelta())))
        if what:
            step = NEXT_WEEK if what == "open" else None
            crm.activities.log(ActivityKind.CALL, key, next_step=step, without_next=what == "rests")
    before = dump(li.database)
    later = open_crm("li", clock=FixedClock(NOW + timedelta(days=2)))
    later.contacts.merge(ids[0], ids[1:])
    (row,) = li.contacts.rows(ids[:1])
    assert row.no_next_since == (NOW if rests else None)
    assert wrong(li.database) == {}
    later.contacts.unmerge(ids[0])
    assert difference(before, dump(li.database)) == {}


def test_merged_companies_share_their_people(li: Crm) -> None:
    first, second, both = add(li, company="Acme"), add(li, "Bob", company="ACME Ltd"), add(li, "Eve", company="Acme")
    keep, other = li.contacts.meant("Acme"), li.contacts.meant("ACME Ltd")
    with li.database.write(li.actor, "Both") as writing:
        ties = ((keep, "member", None, None, 0), (other, "member", "Chef", None, 1))
        writing.update("contact", both, {"relations": ties})
    li.activities.log(ActivityKind.CALL, second, next_step=NEXT_WEEK)
    li.contacts.set_stage([other], Stage.ACTIVE)
    li.contacts.merge(keep, [other])
    assert {person.contact_id for person in li.contacts.card(keep).people} == {first, second, both}
    assert [(tie.contact_id, tie.is_primary) for tie in li.contacts.card(both).companies] == [(keep, True)]
    assert {row.customer_id for row in li.contacts.rows([first, second, both])} == {keep}
    assert [entry.customer_id for entry in li.activities.of_contact(keep)] == [keep]
    assert li.contacts.card(keep).row.stage == "active"
    assert wrong(li.database) == {}


def test_those_that_named_each_other_do_not_name_themselves(li: Crm) -> None:
    keep, other = add(li), add(li, "Bob")
    with li.database.write(li.actor, "Friends") as writing:
        for key, friend in ((keep, other), (other, keep)):
            writing.update("contact", key, {"relations": ((friend, "friend", None, None, 0),)})
    li.activities.log(ActivityKind.MEETING, keep, others=[other])
    li.contacts.merge(keep, [other])
    assert li.contacts.card(keep).companies == ()
    assert li.activities.of_contact(keep)[0].participants == ()


def test_parting_them_brings_everything_back(li: Crm) -> None:
    keep, other = twins(li)
    before = dump(li.database)
    li.contacts.merge(keep, [other])
    assert li.contacts.unmerge(other).what == "Undid: Merged 张伟 into Bob"
    assert difference(before, dump(li.database)) == {}
    with pytest.raises(NotFound, match=f"c{keep} was not merged"):
        li.contacts.unmerge(keep)


def test_parting_keeps_what_was_done_since(li: Crm) -> None:
    keep, other = add(li, emails=["a@x.cn"]), add(li, "Bob", emails=["b@x.cn"])
    li.contacts.merge(keep, [other])
    li.contacts.edit(keep, {"emails": ["a@x.cn", "b@x.cn", "c@x.cn"], "note": "since"})
    li.activities.log(ActivityKind.CALL, keep)
    assert li.contacts.unmerge(keep).kept == ()
    card = li.contacts.card(keep)
    assert ([mail.value for mail in card.emails], card.note) == (["a@x.cn", "c@x.cn"], "since")
    assert len(li.activities.of_contact(keep)) == 1
    assert [mail.value for mail in li.contacts.card(other).emails] == ["b@x.cn"]


def test_what_cannot_be_merged_is_told(li: Crm) -> None:
    person, firm, gone = add(li), add(li, "Acme", kind=Kind.COMPANY), add(li, "Gone")
    li.contacts.delete([gone])
    for keep, others in ((person, []), (person, [person])):
        with pytest.raises(BadInput, match="at least two different contacts"):
            li.contacts.merge(keep, others)
    with pytest.raises(BadInput, match="a person and a company cannot be merged"):
        li.contacts.merge(person, [firm])
    with pytest.raises(NotFound, match=f"contact c{gone} is in the trash"):
        li.contacts.merge(person, [gone])
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.contacts.merge(person, [99])


def groups(crm: Crm, limit: int = 50) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    return [(group.why, tuple(row.id for row in group.contacts)) for group in crm.contacts.duplicates(limit)]


def test_the_same_address_or_phone_or_name_is_a_duplicate(li: Crm) -> None:
    one = add(li, "Ann Lee", emails=["a@x.cn"])
    two = add(li, "A. Lee", emails=["A@X.CN"], phones=["138 0013 8000"])
    three = add(li, "Annie", phones=["+86-13800138000"])
    firm, twin = add(li, "Acme Ltd", kind=Kind.COMPANY), add(li, "ACME  ltd", kind=Kind.COMPANY)
    add(li, "Acme Ltd", emails=["other@x.cn"], phones=["010-8888 6666"])
    assert groups(li) == [(("email", "phone"), (one, two, three)), (("name",), (firm, twin))]
    li.contacts.merge(one, [two, three])
    assert groups(li) == [(("name",), (firm, twin))]
    li.contacts.delete([twin])
    assert groups(li) == []


def test_people_of_a_name_are_one_in_a_company_or_with_nothing_to_tell_them_apart(li: Crm) -> None:
    at_acme = [add(li, "李明", company="Acme", emails=["l1@x.cn"]), add(li, "李明", company="Acme", emails=["l2@x.cn"])]
    add(li, "李明", company="Zenith")
    add(li, "李明", emails=["l3@x.cn"])
    assert groups(li) == [(("name",), tuple(at_acme))]
    bare = [add(li, "Bob", emails=["b@x.cn"]), add(li, "bob")]
    assert groups(li)[1:] == [(("name",), tuple(bare))]


def test_the_same_sound_is_not_the_same_name(li: Crm) -> None:
    for name in ("张伟", "章伟", "Zhang Wei"):
        add(li, name, company="Acme")
    assert groups(li) == []
    add(li, "張偉", company="Acme")
    assert len(groups(li)) == 1


def test_no_more_groups_come_than_were_asked_for(li: Crm) -> None:
    for count in range(5):
        for _twin in range(2):
            add(li, f"n{count}", emails=[f"{count}@x.cn"])
    assert len(groups(li)) == 5
    assert len(groups(li, 2)) == 2


def test_the_limit_counts_groups_of_the_kind_that_is_meant(li: Crm) -> None:
    for _twin in range(2):
        add(li, "Ann", emails=["a@x.cn"])
    firms = tuple(add(li, "Acme", kind=Kind.COMPANY, emails=["i@x.cn"], phones=["010-8888 6666"]) for _twin in range(2))
    (group,) = li.contacts.duplicates(1, [Kind.COMPANY])
    assert (group.why, tuple(row.id for row in group.contacts)) == (("email", "phone", "name"), firms)
    assert len(li.contacts.duplicates(1)) == 1


def test_a_follow_up_that_comes_along_ends_that_there_is_none_on_purpose(li: Crm) -> None:
    keep, other, third = add(li), add(li, "Bob"), add(li, "Cid")
    li.followups.done(*li.followups.add(NEXT_WEEK, contact_id=third).ids)
    li.activities.log(ActivityKind.CALL, keep, without_next=True)
    li.contacts.merge(keep, [third])
    assert li.contacts.rows([keep])[0].no_next_since == li.clock.now()
    step = li.followups.add(NEXT_WEEK, contact_id=other).ids[0]
    li.contacts.merge(keep, [other])
    li.followups.done(step)
    assert li.contacts.rows([keep])[0].no_next_since is None
    assert wrong(li.database) == {}
