"""Undo where somebody is gone: what would name them is left out and told; what went together comes back together."""

import pytest

from tests.conftest import OpenCrm
from tests.store import difference, dump, wrong
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user


@pytest.fixture
def wang(open_crm: OpenCrm) -> Crm:
    """Return the same database as opened by wang."""
    return open_crm("wang")


def add(crm: Crm, **said: object) -> int:
    return crm.contacts.add({"name": "Ann", **said}).ids[0]


def test_what_would_name_something_gone_is_left_out(li: Crm) -> None:
    made = li.tags.add("vip")
    tagged = li.contacts.add({"name": "Ann", "tags": ["vip"]})
    undone = li.history.undo(tagged.operation_id)
    li.history.undo(made.operation_id)
    redone = li.history.undo(undone.operation_id)
    assert redone.kept == ("c1 tags: what it named is gone",)
    assert li.contacts.card(1).row.tags == ()


def test_a_company_that_is_gone_is_not_joined_again(li: Crm) -> None:
    firm = li.contacts.add({"name": "Acme", "kind": "company"})
    key = add(li, tags=["vip"])
    li.contacts.edit(key, {"company": "Acme"})
    left = li.contacts.edit(key, {"company": "", "tags": []})
    li.history.undo(firm.operation_id)
    assert li.contacts.rows(firm.ids) == []
    (sentence,) = li.history.undo(left.operation_id).kept
    assert sentence.startswith(f"c{key} ")
    assert sentence.endswith(": what it named is gone")
    assert li.contacts.card(key).companies == ()
    assert li.contacts.card(key).row.tags == ("vip",)


def test_an_owner_who_is_gone_owns_nothing_again(li: Crm) -> None:
    zhao = li.users.add("zhao")
    key, other = add(li, owner="zhao"), add(li, name="Bob")
    gone = li.contacts.add({"name": "Eve", "owner": "zhao"})
    taken_out = li.history.undo(gone.operation_id)
    handed = li.contacts.edit_many([key, other], {"owner": "li"})
    assert li.history.undo(zhao.operation_id).kept == ()
    (back,) = li.history.undo(handed.operation_id).kept
    assert back.startswith(f"c{key} ")
    assert [row.owner for row in li.contacts.rows([key, other])] == ["li", ""]
    (again,) = li.history.undo(taken_out.operation_id).kept
    assert again.startswith(f"c{gone.ids[0]} ")
    assert li.contacts.card(gone.ids[0]).row.owner == ""
    assert wrong(li.database) == {}


def test_a_record_about_somebody_who_is_gone_is_not_put_back(li: Crm) -> None:
    added = li.contacts.add({"name": "Ann"})
    called = li.activities.log(ActivityKind.CALL, 1)
    undone = li.history.undo(called.operation_id)
    li.history.undo(added.operation_id)
    assert li.history.undo(undone.operation_id).kept == ("a1 is gone and could not be put back",)


def test_a_change_of_what_is_gone_says_so(li: Crm, wang: Crm) -> None:
    added = li.contacts.add({"name": "Ann"})
    edited = wang.contacts.edit(1, {"name": "Anna"})
    wang.history.undo()
    li.history.undo(added.operation_id)
    assert edited.operation_id is not None
    assert wang.history.redo().kept == ("c1 is gone and could not be put back",)


def test_a_large_removal_is_put_back_whoever_names_whom(li: Crm) -> None:
    """People come back in pages, and may belong to a company of a later page."""
    ensure_user(li)
    with li.database.write(li.actor, "Many") as writing:
        people = [
            {"name": f"p{count}", "kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}
            for count in range(700)
        ]
        made = writing.create_many("contact", [*people, {**people[0], "name": "Acme", "kind": "company"}])
        writing.update_many(
            "contact", {key: {"relations": ((made[-1], "member", None, None, 1),)} for key in made[:-1]}
        )
        operation_id = writing.operation_id
    before = dump(li.database)
    undone = li.history.undo(operation_id)
    assert undone.kept == ()
    assert len(undone.ids) == 701
    assert dump(li.database)["contact"] == []
    assert li.history.undo(undone.operation_id).kept == ()
    assert difference(before, dump(li.database)) == {}


def test_two_that_name_each_other_go_together(li: Crm) -> None:
    with li.database.write(li.actor, "Friends") as writing:
        plain = {"kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}
        first, second = writing.create_many("contact", [{**plain, "name": "Ann"}, {**plain, "name": "Bob"}])
        ties = {first: ((second, "friend", None, None, 0),), second: ((first, "friend", None, None, 0),)}
        writing.update_many("contact", {key: {"relations": tie} for key, tie in ties.items()})
    assert li.history.undo().kept == ()
    assert li.contacts.rows([first, second]) == []
