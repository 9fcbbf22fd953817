"""WHO is an id, an e-mail, a phone in any format, or a name; who fits nobody or several is told."""

import pytest

from tui_crm.errors import Ambiguous, NotFound, UsageError
from tui_crm.models.codes import ActivityKind, Kind
from tui_crm.services.contacts import trashed
from tui_crm.services.crm import Crm
from tui_crm.services.people import find_contact


@pytest.fixture
def crm(li: Crm) -> Crm:
    """Return a database with 张伟 (c2) at 云帆 (c1), Zoë Ng (c3), and two of the name Ann Lee (c4, c5)."""
    li.contacts.add(
        {"name": "张伟", "company": "云帆贸易", "emails": ["Zhang.Wei@Yunfan.cn"], "phones": ["138 0013 8000"]}
    )
    li.contacts.add({"name": "Zoë Ng", "phones": ["+49 30 123456", "010-8888 6666 转 12"]})
    li.contacts.add({"name": "Ann Lee", "emails": ["ann@x.cn", "office@x.cn"]})
    li.contacts.add({"name": "Ann Lee", "emails": ["lee@x.cn", "office@x.cn"]})
    return li


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("c2", 2), (" C2 ", 2),
        ("zhang.wei@yunfan.CN", 2), (" Zhang.Wei@Yunfan.cn", 2),
        ("13800138000", 2), ("+86 138-0013-8000", 2), ("0086 13800138000", 2), ("138 0013 8000", 2), ("8000", 2),
        ("030 123456", 3), ("(030) 123456", 3), ("+4930123456", 3), ("3456", 3), ("010 88886666", 3),
        ("张伟", 2), ("張偉", 2), ("Zoë Ng", 3), ("zoe ng", 3), ("ZOE", 3), ("ng", 3), ("云帆", 1), ("云帆贸易", 1),
    ],
)  # fmt: skip
def test_one_is_meant(crm: Crm, who: str, found: int) -> None:
    assert crm.contacts.meant(who) == found


@pytest.mark.parametrize(
    "who", ["c99", "nobody@x.cn", "13900139000", "Nobody", "☎", "伟张", "999", "", "x" * 3000, 'a" OR "b']
)
def test_nobody_is_meant(crm: Crm, who: str) -> None:
    with pytest.raises(NotFound) as raised:
        crm.contacts.meant(who)
    assert raised.value.exit_code == 3
    assert who in raised.value.message


@pytest.mark.parametrize(
    ("who", "found"), [("Ann Lee", {"c4", "c5"}), ("office@x.cn", {"c4", "c5"}), ("lee", {"c4", "c5"})]
)
def test_several_are_meant(crm: Crm, who: str, found: set[str]) -> None:
    with pytest.raises(Ambiguous, match=f"“{who}” fits 2 contacts") as raised:
        crm.contacts.meant(who)
    assert {key for key, _name in raised.value.candidates} == found
    assert ("c4", "Ann Lee · ann@x.cn") in raised.value.candidates
    assert raised.value.hint == "name one by its id"


def test_an_exact_name_goes_before_one_that_only_folds_to_it(crm: Crm) -> None:
    for name in ("ZOË NG", "zoe ng jr"):
        crm.contacts.add({"name": name})
    assert crm.contacts.meant("Zoë Ng") == 3
    assert crm.contacts.meant("ZOË NG") == 6
    with pytest.raises(Ambiguous, match="fits 2"):
        crm.contacts.meant("zoe ng")


def test_a_whole_name_is_found_among_many_that_hold_it(crm: Crm) -> None:
    for count in range(30):
        crm.contacts.add({"name": f"Lee {count}"})
    crm.contacts.add({"name": "LEE"})
    assert crm.contacts.meant("lee") == 36


def test_a_person_is_no_company(crm: Crm) -> None:
    crm.contacts.add({"name": "云帆"})
    assert crm.contacts.meant("云帆", [Kind.PERSON]) == 6
    assert crm.contacts.meant("云帆", [Kind.COMPANY]) == 1
    with pytest.raises(NotFound):
        crm.contacts.meant("张伟", [Kind.COMPANY])


def test_who_is_in_the_trash_is_not_meant(crm: Crm) -> None:
    crm.contacts.delete([2])
    for who in ("c2", "张伟", "8000", "zhang.wei@yunfan.cn"):
        with pytest.raises(NotFound):
            crm.contacts.meant(who)
    assert trashed("c2") == 2


def test_what_is_restored_is_named_by_its_id() -> None:
    with pytest.raises(UsageError, match="by its id"):
        trashed("张伟")


def test_local_phones_are_those_of_the_team(crm: Crm) -> None:
    crm.settings.set("phone_region", "DE")
    assert crm.contacts.meant("030 123456") == 3
    assert crm.contacts.meant("0049 30 123456") == 3


def test_one_in_the_trash_is_told_with_the_way_out(li: Crm) -> None:
    gone = li.contacts.add({"name": "Ann", "kind": "company"}).ids[0]
    li.contacts.delete([gone])
    for attempt in (
        lambda: find_contact(li, "c1"),
        lambda: li.contacts.add({"name": "Bob", "company": "c1"}),
        lambda: li.activities.log(ActivityKind.CALL, gone),
    ):
        with pytest.raises(NotFound, match="contact c1 is in the trash") as raised:
            attempt()
        assert raised.value.hint == "take it out with: crm contact restore c1"


@pytest.mark.parametrize(
    ("who", "hint"),
    [("nobody", "look with: crm contact list nobody"), ("a b; rm", "look with: crm contact list 'a b; rm'"), (" ", "")],
)
def test_a_hint_can_be_pasted_into_a_shell(li: Crm, who: str, hint: str) -> None:
    with pytest.raises(NotFound) as raised:
        find_contact(li, who)
    assert raised.value.hint == hint
