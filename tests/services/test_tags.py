"""Labels: there is one of each name; renaming and deleting one is for everybody."""

import pytest

from tui_crm.errors import BadInput, NotFound
from tui_crm.services.crm import Crm


def test_tags_with_their_bearers(li: Crm) -> None:
    assert li.tags.add(" 重要  客户 ").what == "Added tag 重要 客户"
    keys = [li.contacts.add({"name": name, "tags": ["vip"]}).ids[0] for name in ("Ann", "Bob")]
    li.contacts.delete([keys[1]])
    assert [(tag.name, tag.contacts) for tag in li.tags.all()] == [("vip", 1), ("重要 客户", 0)]


def test_a_tag_is_renamed_for_everybody(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "tags": ["vip"]}).ids[0]
    assert li.tags.rename("VIP", "Gold").what == "Renamed tag VIP to Gold"
    assert li.contacts.card(key).row.tags == ("Gold",)
    assert li.tags.rename("gold", "GOLD").ids == (1,)
    assert li.tags.rename("gold", "GOLD").operation_id is None


def test_a_deleted_tag_comes_back_with_an_undo(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "tags": ["vip", "new"]}).ids[0]
    assert li.tags.delete("vip").what == "Deleted tag vip"
    assert li.contacts.card(key).row.tags == ("new",)
    li.history.undo()
    assert li.contacts.card(key).row.tags == ("new", "vip")


def test_a_deleted_name_is_free(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "tags": ["vip"]}).ids[0]
    li.tags.delete("vip")
    li.tags.add("vip")
    assert li.contacts.card(key).row.tags == ()
    li.contacts.tag([key], add=["vip"])
    assert li.contacts.card(key).row.tags == ("vip",)


def test_what_will_not_do_is_told(li: Crm) -> None:
    li.tags.add("vip")
    li.tags.add("gold")
    with pytest.raises(BadInput, match="there is a tag “ViP” already") as raised:
        li.tags.add("ViP")
    assert raised.value.exit_code == 4
    with pytest.raises(BadInput, match="there is a tag “GOLD” already"):
        li.tags.rename("vip", "GOLD")
    for name in ("", " \x00", "a,b"):
        with pytest.raises(BadInput, match="a tag is a name without commas"):
            li.tags.add(name)
        with pytest.raises(BadInput, match="a tag is a name without commas"):
            li.tags.rename("vip", name)
    for change in (lambda: li.tags.delete("new"), lambda: li.tags.rename("new", "newer")):
        with pytest.raises(NotFound, match="there is no tag “new”"):
            change()  # type: ignore[no-untyped-call]
    assert [tag.name for tag in li.tags.all()] == ["gold", "vip"]


def test_signs_tell_tags_apart(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "tags": ["C", "C++", "c#", "C＃"]}).ids[0]
    assert li.contacts.card(key).row.tags == ("C", "c#", "C++")
    assert list(li.contacts.find(li.contacts.parse("tag:c++"))) == [key]
    assert list(li.contacts.find(li.contacts.parse("-tag:c"))) == []
    li.tags.delete("C++")
    assert li.contacts.card(key).row.tags == ("C", "c#")
