"""Undo is honest: what somebody changed since stays and is named, and everybody takes back what is theirs."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import NEXT_WEEK
from tests.store import difference, dump, wrong
from tui_crm.db import operations
from tui_crm.errors import Conflict, NotFound
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, FieldType, Stage
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

Act: TypeAlias = Callable[[], Done]


@pytest.fixture
def wang(open_crm: OpenCrm) -> Crm:
    """Return the same database as opened by wang."""
    return open_crm("wang")


def add(crm: Crm, **said: object) -> int:
    return crm.contacts.add({"name": "Ann", **said}).ids[0]


def test_a_field_that_was_changed_since_stays_and_is_named(li: Crm, wang: Crm) -> None:
    key = add(li, note="tall", needs="a quote")
    edited = li.contacts.edit(key, {"name": "Anna", "note": "short", "needs": ""})
    wang.contacts.edit(key, {"note": "very short", "source": "fair"})
    undone = li.history.undo(edited.operation_id)
    card = li.contacts.card(key)
    assert (card.row.name, card.needs, card.note, card.row.source) == ("Ann", "a quote", "very short", "fair")
    assert undone.kept == ("c1 note was changed since and stays as it is",)
    assert undone.ids == (key,)


def test_values_of_lists_are_taken_back_one_by_one(li: Crm, wang: Crm) -> None:
    key = add(li, emails=["a@x.cn"], tags=["vip"])
    edited = li.contacts.edit(key, {"emails": ["a@x.cn", "b@x.cn"], "tags": ["vip", "gold"], "phones": ["13800138000"]})
    wang.contacts.edit(key, {"emails": ["a@x.cn", "b@x.cn", "c@x.cn"]})
    wang.contacts.tag([key], add=["new"], remove=["vip"])
    assert li.history.undo(edited.operation_id).kept == ()
    card = li.contacts.card(key)
    assert [mail.value for mail in card.emails] == ["a@x.cn", "c@x.cn"]
    assert card.row.tags == ("new",)
    assert card.phones == ()


def test_a_value_of_a_list_that_was_changed_since_is_named(li: Crm, wang: Crm) -> None:
    li.custom_fields.add("budget", kind=FieldType.NUMBER)
    key = add(li, custom={"budget": "1"})
    edited = li.contacts.edit(key, {"custom": {"budget": "2"}})
    wang.contacts.edit(key, {"custom": {"budget": "3"}})
    assert li.history.undo(edited.operation_id).kept == ("c1 custom fields was changed since and stays as it is",)
    assert li.contacts.card(key).custom == {"budget": "3"}


def test_what_was_made_and_has_newer_children_goes_to_the_trash(li: Crm, wang: Crm) -> None:
    added = li.contacts.add({"name": "Ann", "company": "Acme"})
    key = added.ids[0]
    called = wang.activities.log(ActivityKind.CALL, key, next_step=NEXT_WEEK)
    undone = li.history.undo(added.operation_id)
    assert set(undone.kept) == {
        "c1 has been used since and went to the trash",
        "c2 has been used since and went to the trash",
    }
    assert li.contacts.card(key).row.deleted
    assert [entry.id for entry in li.activities.of_contact(key)] == [called.ids[0]]
    assert wrong(li.database) == {}
    li.history.undo(undone.operation_id)
    assert not li.contacts.card(key).row.deleted
    wang.history.undo()
    li.history.undo(added.operation_id)
    with pytest.raises(NotFound):
        li.contacts.card(key)


@pytest.mark.parametrize("thing", ["user", "team", "tag", "custom field"])
def test_what_has_no_trash_to_be_found_in_stays_while_it_is_in_use(li: Crm, thing: str) -> None:
    li.users.add("zhao")
    examples: dict[str, tuple[Act, Act, str]] = {
        "user": (lambda: li.users.add("bob"), lambda: li.contacts.add({"name": "Ann", "owner": "bob"}), "u3"),
        "team": (
            lambda: li.users.edit("zhao", team_name="north"),
            lambda: li.users.add("bob", team_name="north"),
            "g1",
        ),
        "tag": (lambda: li.tags.add("vip"), lambda: li.contacts.add({"name": "Ann", "tags": ["vip"]}), "l1"),
        "custom field": (
            lambda: li.custom_fields.add("size"),
            lambda: li.contacts.add({"name": "Ann", "custom": {"size": "1"}}),
            "f1",
        ),
    }
    made, use, name = examples[thing]
    ensure_user(li)
    added = made()
    use()
    before = dump(li.database)
    undone = li.history.undo(added.operation_id)
    assert undone.kept == (f"{name} has been used since and stays as it is",)
    if thing != "team":
        assert difference(before, dump(li.database)) == {}
    assert wrong(li.database) == {}
    assert li.history.undo(undone.operation_id).kept == ()
    assert difference(before, dump(li.database)) == {}


def test_what_the_program_did_for_itself_is_not_undone(li: Crm) -> None:
    key = add(li, owner="li")
    with pytest.raises(NotFound, match="op1 is the program's own and cannot be undone"):
        li.history.undo(1)
    assert [row.owner for row in li.contacts.rows([key])] == ["li"]
    assert li.users.logins() == ["li"]


def test_what_was_made_and_changed_since_goes_to_the_trash(li: Crm, wang: Crm) -> None:
    added = li.contacts.add({"name": "Ann"})
    wang.contacts.edit(1, {"name": "Anna"})
    assert li.history.undo(added.operation_id).kept == ("c1 was changed since and went to the trash",)
    assert li.contacts.card(1).row.deleted
    assert li.contacts.card(1).row.name == "Anna"


def test_what_was_changed_and_changed_back_does_not_count(li: Crm, wang: Crm) -> None:
    before = dump(li.database)
    added = li.contacts.add({"name": "Ann"})
    wang.contacts.edit(1, {"name": "Anna"})
    wang.history.undo()
    assert li.history.undo(added.operation_id).kept == ()
    assert dump(li.database)["contact"] == before["contact"]


def test_a_setting_that_was_changed_since_stays(li: Crm, wang: Crm) -> None:
    first = li.settings.set("levels", "A,B")
    wang.settings.set("levels", "X,Y")
    assert li.history.undo(first.operation_id).kept == ("o1 was changed since and stays as it is",)
    assert li.settings.get("levels") == "X,Y"


def test_nothing_is_put_back_that_would_share_a_name(li: Crm, wang: Crm) -> None:
    li.tags.add("vip")
    deleted = li.tags.delete("VIP")
    wang.tags.add("Vip")
    assert li.history.undo(deleted.operation_id).kept == ("l1 stays as it is: its name is taken by now",)
    renamed = wang.tags.rename("vip", "gold")
    li.tags.add("vip")
    assert wang.history.undo(renamed.operation_id).kept == ("l2 stays as it is: its name is taken by now",)
    assert [tag.name for tag in li.tags.all()] == ["gold", "vip"]


def test_a_user_is_not_put_back_beside_one_of_the_same_login(li: Crm, wang: Crm) -> None:
    added = li.users.add("zhao")
    li.history.undo(added.operation_id)
    wang.users.add("Zhao")
    assert li.history.redo().kept == ("u1 stays as it is: its name is taken by now",)
    assert [user.login for user in li.users.all()] == ["Zhao", "li"]


def test_an_undo_of_an_undo_is_a_redo(li: Crm) -> None:
    key = add(li)
    li.contacts.edit(key, {"name": "Anna"})
    undone = li.history.undo()
    redone = li.history.undo(undone.operation_id)
    assert li.contacts.card(key).row.name == "Anna"
    assert redone.what == "Redid: Edited Ann"
    again = li.history.undo(redone.operation_id)
    assert again.what == "Undid: Edited Ann"
    assert li.contacts.card(key).row.name == "Ann"


def test_redo_goes_through_everything_undone_in_turn(li: Crm) -> None:
    key = add(li)
    for name in ("B", "C"):
        li.contacts.edit(key, {"name": name})
    li.history.undo()
    li.history.undo()
    assert li.contacts.card(key).row.name == "Ann"
    names = [(li.history.redo(), li.contacts.card(key).row.name)[1] for _again in range(2)]
    assert names == ["B", "C"]
    with pytest.raises(NotFound, match="there is nothing to redo"):
        li.history.redo()


def test_new_work_ends_what_can_be_redone(li: Crm, wang: Crm) -> None:
    key = add(li)
    li.contacts.edit(key, {"name": "Anna"})
    li.history.undo()
    wang.contacts.edit(key, {"note": "of somebody else's"})
    li.history.redo()
    li.history.undo()
    li.contacts.edit(key, {"note": "of one's own"})
    with pytest.raises(NotFound, match="there is nothing to redo") as raised:
        li.history.redo()
    assert raised.value.exit_code == 3


def test_what_changed_nothing_does_not_end_what_can_be_redone(li: Crm) -> None:
    key = add(li)
    li.contacts.edit(key, {"name": "Anna"})
    li.history.undo()
    with li.database.write(li.actor, "Looked") as writing:
        assert writing.operation_id
    assert li.history.redo().what == "Redid: Edited Ann"
    assert li.contacts.card(key).row.name == "Anna"


def test_everybody_takes_back_what_is_theirs(li: Crm, wang: Crm) -> None:
    mine, theirs = add(li), add(wang)
    li.history.undo()
    assert [row.id for row in li.contacts.rows([mine, theirs])] == [theirs]
    with pytest.raises(NotFound, match="there is nothing to undo"):
        li.history.undo()
    with pytest.raises(NotFound, match="there is nothing to redo"):
        wang.history.redo()


def test_what_somebody_else_did_is_taken_back_by_its_number(li: Crm, wang: Crm) -> None:
    theirs = wang.contacts.add({"name": "Ann"})
    undone = li.history.undo(theirs.operation_id)
    assert undone.what == "Undid: Added Ann"
    assert [(entry.by, entry.state) for entry in li.history.list(limit=1)] == [("li", "undo")]
    assert li.history.redo().what == "Redid: Added Ann"


def test_a_user_made_on_the_first_write_is_no_work_of_theirs(li: Crm) -> None:
    add(li)
    li.history.undo()
    assert li.users.logins() == ["li"]
    with pytest.raises(NotFound, match="there is nothing to undo"):
        li.history.undo()
    assert [entry.source for entry in li.history.list()][-1] == "system"


def test_what_is_undone_is_not_undone_again(li: Crm) -> None:
    added = li.contacts.add({"name": "Ann"})
    undone = li.history.undo()
    with pytest.raises(NotFound, match="op2 is undone already"):
        li.history.undo(added.operation_id)
    li.history.redo()
    with pytest.raises(NotFound, match="op2 is in effect already"):
        li.history.undo(undone.operation_id)


def test_an_unknown_operation_is_told(li: Crm) -> None:
    with pytest.raises(NotFound, match="there is no operation op77") as raised:
        li.history.undo(77)
    assert raised.value.hint == "see: crm history"


def test_what_changed_nothing_is_passed_over(li: Crm) -> None:
    add(li)
    with li.database.write(li.actor, "Looked") as writing:
        looked = writing.operation_id
    with pytest.raises(NotFound, match=f"op{looked} changed nothing that can be taken back"):
        li.history.undo(looked)
    assert li.history.undo().what == "Undid: Added Ann"


def test_two_that_undo_the_same_at_once_do_it_once(li: Crm, wang: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    added = li.contacts.add({"name": "Ann"})
    look = operations.describe

    def meanwhile(*arguments: object) -> object:
        monkeypatch.undo()
        wang.history.undo(added.operation_id)
        return look(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "describe", meanwhile)
    with pytest.raises((Conflict, NotFound), match=r"just undone or redone op2|is undone already"):
        li.history.undo()
    assert li.contacts.rows([1]) == []
    assert wrong(li.database) == {}


def test_a_login_is_the_one_the_file_knows(open_crm: OpenCrm) -> None:
    for login in ("Ärger", "ZOE"):
        first = open_crm(login)
        add(first)
        again = open_crm("zoe" if login == "ZOE" else login)
        again.history.undo()
        assert again.actor.login == login
    assert open_crm("x").users.logins() == ["ZOE", "Ärger"]


def test_a_name_is_no_login(open_crm: OpenCrm, li: Crm) -> None:
    li.users.add("w1", name="wang")
    add(open_crm("wang"))
    assert li.users.logins() == ["w1", "wang"]


def test_the_list_tells_what_was_done_newest_first(li: Crm, wang: Crm) -> None:
    key = add(li)
    wang.contacts.set_stage([key], Stage.ACTIVE)
    wang.history.undo()
    wang.history.redo()
    add(li, name="Bob")
    li.history.undo()
    told = [(entry.id, entry.by, entry.what, entry.records, entry.state) for entry in li.history.list()]
    assert told == [
        (8, "li", "Undid: Added Bob", 1, "undo"),
        (7, "li", "Added Bob", 1, "undone"),
        (6, "wang", "Redid: Moved Ann to active", 2, "redo"),
        (5, "wang", "Undid: Moved Ann to active", 2, "undo"),
        (4, "wang", "Moved Ann to active", 2, "done"),
        (3, "wang", "New user wang", 1, "done"),
        (2, "li", "Added Ann", 1, "done"),
        (1, "li", "New user li", 1, "done"),
    ]
    assert [entry.id for entry in li.history.list(limit=2)] == [8, 7]
    assert [entry.id for entry in li.history.list(limit=2, before=7)] == [6, 5]
    assert [entry.id for entry in li.history.list(login="li")] == [8, 7, 2, 1]
    assert li.history.newest() == 8
