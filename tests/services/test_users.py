"""Who works here: added, renamed, and gone with everything handed over."""

from functools import partial

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import NEXT_WEEK, TOMORROW
from tests.store import changes, dump
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm


def test_users_and_their_teams(li: Crm) -> None:
    done = li.users.add(" wang ", name="王芳", email="w@x.cn", team_name=" North ")
    assert (done.what, done.ids) == ("Added user wang", (1,))
    li.users.add("zhao", team_name="NORTH")
    li.contacts.add({"name": "Ann", "owner": "wang"})
    wang, zhao = (user for user in li.users.all() if user.login != "li")
    assert (wang.login, wang.name, wang.email, wang.team, wang.owned, wang.retired_at) == (
        "wang", "王芳", "w@x.cn", "North", 1, None,
    )  # fmt: skip
    assert zhao.team == "North"
    assert li.users.logins() == ["li", "wang", "zhao"]


def test_a_user_is_changed_field_by_field(li: Crm) -> None:
    li.users.add("wang", name="王芳", email="w@x.cn", team_name="North")
    assert li.users.edit("王芳", login="fang", email="", team_name="South").what == "Edited user wang"
    (fang,) = (user for user in li.users.all() if user.login == "fang")
    assert (fang.name, fang.email, fang.team) == ("王芳", "", "South")
    assert li.users.edit("u1", name="王芳").what == "Nothing changed"
    assert li.users.edit("fang", login="FANG", team_name="").ids == (1,)
    assert [user.team for user in li.users.all() if user.id == 1] == [""]


def test_what_will_not_do_is_told(li: Crm) -> None:
    li.users.add("wang")
    for login in ("wang", "WANG"):
        with pytest.raises(BadInput, match=f"there is a user “{login}” already") as raised:
            li.users.add(login)
        assert raised.value.field == "login"
    with pytest.raises(BadInput, match="there is a user “li” already"):
        li.users.edit("wang", login="li")
    with pytest.raises(BadInput, match="login"):
        li.users.add("\x00 ")
    with pytest.raises(BadInput, match="login"):
        li.users.edit("wang", login="")
    with pytest.raises(BadInput, match="there is no field “phone”"):
        li.users.add("zhao", phone="1")
    with pytest.raises(BadInput, match="there is no field “phone”"):
        li.users.edit("wang", phone="1")
    with pytest.raises(NotFound, match="there is no user “zhao”") as missing:
        li.users.edit("zhao", name="x")
    assert missing.value.hint == "known users: li, wang; add one with: crm user add LOGIN"
    with pytest.raises(BadInput):
        li.users.add("zhao", team_name="\x00")
    assert li.users.logins() == ["li", "wang"]


def test_who_leaves_hands_everything_over_at_once(li: Crm, open_crm: OpenCrm) -> None:
    li.users.add("wang")
    wang = open_crm("wang")
    firm = li.contacts.add({"name": "Acme", "kind": "company", "owner": "wang"}).ids[0]
    mine = li.contacts.add({"name": "Mine", "owner": "li"}).ids[0]
    gone = li.contacts.add({"name": "Gone", "owner": "wang"}).ids[0]
    li.contacts.delete([gone])
    wang.activities.log(ActivityKind.CALL, firm, next_step=NEXT_WEEK)
    wang.followups.add(TOMORROW, text="over")
    wang.followups.done(2)
    done = li.users.retire("WANG", to="li")
    assert (done.what, set(done.ids)) == ("Retired wang; li takes over", {1, firm, gone})
    assert [row.owner for row in li.contacts.rows([firm, mine, gone])] == ["li"] * 3
    assert [entry.owner for entry in li.followups.find(done=True)] == ["wang", "li"]
    assert li.activities.of_contact(firm)[0].by == "wang"
    assert li.users.logins() == ["li"]
    (left,) = (user for user in li.users.all() if user.login == "wang")
    assert (left.owned, left.retired_at is None) == (0, False)
    assert len(changes(li.database, done.operation_id)) == 4


def test_who_cannot_leave_or_take_over_is_told(li: Crm) -> None:
    for login in ("wang", "zhao"):
        li.users.add(login)
    with pytest.raises(BadInput, match="somebody else has to take over"):
        li.users.retire("wang", to="Wang")
    li.users.retire("wang", to="zhao")
    with pytest.raises(BadInput, match="wang is retired"):
        li.users.retire("wang", to="zhao")
    with pytest.raises(BadInput, match="wang is retired"):
        li.users.retire("zhao", to="wang")
    with pytest.raises(NotFound, match="there is no user “nobody”"):
        li.users.retire("zhao", to="nobody")
    with pytest.raises(NotFound, match="there is no user “u99”"):
        li.users.retire("u99", to="li")


def test_who_has_left_is_given_nothing_more(li: Crm) -> None:
    for login in ("wang", "anna"):
        li.users.add(login, name=f"{login.title()} X")
    key = li.contacts.add({"name": "Acme", "kind": "company", "owner": "wang"}).ids[0]
    li.followups.add(TOMORROW, text="call", owner="anna")
    li.users.retire("wang", to="anna")
    before = dump(li.database)
    for who in ("wang", "WANG", "Wang X", "u1"):
        for act in (
            partial(li.contacts.add, {"name": "Ann", "owner": who}),
            partial(li.contacts.edit, key, {"owner": who, "note": "x"}),
            partial(li.followups.add, TOMORROW, owner=who),
            partial(li.followups.edit, 1, owner=who),
        ):
            with pytest.raises(BadInput, match="wang has left and is given nothing more") as refused:
                act()
            assert refused.value.hint == "known users: anna, li"
    assert dump(li.database) == before
    assert list(li.contacts.find(li.contacts.parse("owner:wang"))) == []
    assert li.followups.find(owner="wang") == []


def test_who_is_gone_stays_what_they_were(li: Crm) -> None:
    li.users.add("wang")
    li.users.retire("wang", to="li")
    li.history.undo()
    assert li.users.logins() == ["li", "wang"]


@pytest.mark.parametrize("login", ["me", "ME", "我", "u1", "U12"])
def test_a_login_means_nobody_else(li: Crm, login: str) -> None:
    li.users.add("wang")
    with pytest.raises(BadInput, match="it means somebody else already"):
        li.users.add(login)
    with pytest.raises(BadInput, match="it means somebody else already"):
        li.users.edit("wang", login=login)
    assert li.users.logins() == ["li", "wang"]
