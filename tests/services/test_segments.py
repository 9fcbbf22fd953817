"""Segments: a filter has a name, every filter can ask for it, and none breaks unseen."""

from contextlib import suppress

import pytest

from tests.store import wrong
from tui_crm.db import sql
from tui_crm.errors import BadInput, Conflict, NotFound, UsageError
from tui_crm.models.codes import Kind
from tui_crm.models.filtering.parsing import MOST
from tui_crm.services.crm import Crm


@pytest.fixture
def shop(li: Crm) -> Crm:
    """Return a database with four contacts and two segments, one of which asks for the other."""
    li.contacts.add({"name": "Ann", "tags": ["vip"], "city": "上海"})
    li.contacts.add({"name": "Bob", "tags": ["vip"], "company": "Acme"})
    li.contacts.add({"name": "Cem", "city": "上海"})
    li.segments.add("VIPs", "标签:VIP")
    li.segments.add("Big ones", "segment:vips 城市:上海")
    return li


def found(crm: Crm, text: str, kinds: list[Kind] | None = None) -> list[str]:
    """Return who a filter finds, asked in all three ways."""
    wanted = crm.contacts.parse(text)
    ids = list(crm.contacts.find(wanted, kinds=kinds))
    assert list(crm.contacts.first_page(wanted, kinds=kinds).ids) == ids
    assert crm.contacts.count(wanted, kinds=kinds) == len(ids)
    return [row.name for row in crm.contacts.rows(ids)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("segment:vips", ["Ann", "Bob"]),
        ('分群:"big ones"', ["Ann"]),
        ("-segment:VIPs", ["Acme", "Cem"]),
        ('segment:"Big ones",vips sort:-name', ["Bob", "Ann"]),
        ("segment:vips bob", ["Bob"]),
        ('(segment:vips or cem) -segment:"big ones"', ["Bob", "Cem"]),
        ("not segment:vips kind:person", ["Cem"]),
    ],
)
def test_every_filter_can_ask_for_them(shop: Crm, text: str, names: list[str]) -> None:
    assert found(shop, text) == names
    written = shop.contacts.text_of(shop.contacts.parse(text))
    assert shop.contacts.parse(written) == shop.contacts.parse(text)


def test_it_means_what_its_filter_means(shop: Crm) -> None:
    shop.contacts.delete([shop.contacts.meant("Cem")])
    for name, text in (("Firms", "kind:company"), ("Gone", "in:trash"), ("Searched", "bo"), ("Both", "bob acme")):
        shop.segments.add(name, text)
    assert found(shop, "segment:firms", [Kind.PERSON]) == ["Acme"]
    assert found(shop, "segment:gone") == ["Cem"]
    assert found(shop, "segment:searched") == found(shop, "segment:both") == ["Bob"]
    assert found(shop, "segment:searched ann") == []
    assert found(shop, "-segment:searched ann or segment:both") == ["Ann", "Bob"]


def test_it_is_kept_in_one_form_and_counted(shop: Crm) -> None:
    assert [(each.name, each.filter, each.contacts) for each in shop.segments.all()] == [
        ("Big ones", "segment:VIPs city:上海", 1), ("VIPs", "tag:vip", 2),
    ]  # fmt: skip
    assert shop.segments.get("e1").asked == "segment:VIPs"
    assert shop.segments.get("BIG ONES").asked == 'segment:"Big ones"'
    assert shop.contacts.suggestions("segment", "b") == ["Big ones"]
    assert shop.contacts.completions("segment:v", 9) == ["segment:VIPs"]


def test_a_new_name_is_written_into_the_others(shop: Crm) -> None:
    done = shop.segments.rename("vips", "重要客户")
    assert done.what == "Renamed segment VIPs to 重要客户"
    assert shop.segments.get("big ones").filter == "segment:重要客户 city:上海"
    assert found(shop, "segment:重要客户") == ["Ann", "Bob"]
    assert shop.segments.rename("重要客户", "重要客户").operation_id is None
    shop.history.undo()
    assert shop.segments.get("big ones").filter == "segment:VIPs city:上海"
    assert wrong(shop.database) == {}


def test_what_will_not_do_is_told(shop: Crm) -> None:
    with pytest.raises(UsageError, match="there is no field “tagg”") as mistake:
        shop.segments.add("X", "city:上海 tagg:x")
    assert (mistake.value.text, mistake.value.at) == ("city:上海 tagg:x", 8)
    with pytest.raises(UsageError, match="leave “排序:” out") as mistake:
        shop.segments.add("X", "vip 排序:name")
    assert mistake.value.at == 4
    with pytest.raises(UsageError, match="a segment needs a filter"):
        shop.segments.add("X", " !!! ")
    with pytest.raises(BadInput, match="a letter or a digit"):
        shop.segments.add("*", "vip")
    with pytest.raises(BadInput, match="there is a segment “VIPs” already"):
        shop.segments.add("vips", "x")
    with pytest.raises(BadInput, match="there is a segment “VIPs” already"):
        shop.segments.rename("Big ones", "VIPS")
    with pytest.raises(NotFound, match="there is no segment “vip”") as missing:
        shop.segments.get("vip")
    assert "VIPs" in missing.value.hint
    with pytest.raises(UsageError, match="there is no segment “big one”") as unknown:
        shop.contacts.parse('-segment:"big one"')
    assert "Big ones" in unknown.value.hint
    with pytest.raises(BadInput, match="segment “Big ones” asks for “VIPs”"):
        shop.segments.remove("vips")
    with pytest.raises(Conflict):
        shop.segments.edit("vips", "level:A", base=7)
    assert [each.name for each in shop.segments.all()] == ["Big ones", "VIPs"]


def test_no_circle_is_written(shop: Crm) -> None:
    for text, path in (("segment:vips", "VIPs → VIPs"), ('bob or -segment:"big ones"', "Big ones → VIPs → Big ones")):
        with pytest.raises(UsageError, match=f"asks for itself: {path}$"):
            shop.segments.edit("vips", text)
    shop.segments.add("Half", " or ".join(f"note:{count}" for count in range(MOST // 2)))
    with pytest.raises(UsageError, match="100 conditions at most"):
        shop.segments.add("Many", "segment:half -(segment:half city:any)")
    assert found(shop, '-segment:"big ones" segment:vips') == ["Bob"]


def test_a_circle_made_by_hand_is_one_sentence(shop: Crm) -> None:
    with shop.database.maintain() as connection:
        sql.run(connection, "UPDATE segment SET filter = 'segment:\"Big ones\"' WHERE name = 'VIPs'")
    first, second = shop.segments.all()
    assert (first.contacts, first.problem) == (None, "segment “Big ones” asks for itself: Big ones → VIPs → Big ones")
    assert second.contacts is None
    with pytest.raises(UsageError, match="asks for itself"):
        found(shop, "segment:vips")
    shop.segments.add("Fine", "ann")
    assert shop.segments.get("fine").contacts == 1


def test_a_field_that_is_gone_is_missed(shop: Crm) -> None:
    shop.custom_fields.add("budget")
    shop.segments.add("Rich", "x.budget:any")
    shop.custom_fields.delete("budget")
    assert shop.segments.get("rich").problem == (
        "the filter of segment “Rich” cannot be read: there is no field “x.budget”"
    )
    shop.history.undo()
    assert shop.segments.get("rich").contacts == 0


def test_the_deepest_can_be_asked(shop: Crm) -> None:
    shop.segments.add("s0", "-(tag:vip (" * 4 + "role:buyer" + ") or note:tea)" * 4)
    level = 1
    with suppress(UsageError):
        while True:
            shop.segments.add(f"s{level}", f"-(segment:s{level - 1} or city:上海)")
            level += 1
    assert level < 20
    with pytest.raises(UsageError, match="stand in each other"):
        shop.segments.add("more", f"-(segment:s{level - 1} or city:上海)")
    for name in shop.segments.names():
        assert found(shop, f'-segment:"{name}"') is not None


def test_they_follow_what_is_called_otherwise(shop: Crm) -> None:
    shop.users.add("anna")
    shop.custom_fields.add("size")
    shop.segments.add("Mixed", "(tag:vip,none or x.size:vip) -owner:anna bob")
    shop.segments.add("Other", "note:vip segment:mixed owner:me")
    shop.tags.rename("VIP", "key account")
    shop.custom_fields.rename("size", "format")
    shop.users.edit("anna", login="ann")
    assert {each.name: each.filter for each in shop.segments.all()} == {
        "Big ones": "segment:VIPs city:上海",
        "Mixed": '(tag:"key account",none or x.format:vip) -owner:ann bob',
        "Other": "note:vip segment:Mixed owner:me",
        "VIPs": 'tag:"key account"',
    }
    for _step in range(3):
        shop.history.undo()
    assert shop.segments.get("mixed").filter == "(tag:vip,none or x.size:vip) -owner:anna bob"
    assert wrong(shop.database) == {}


def test_what_is_not_there_any_more_is_told(shop: Crm) -> None:
    shop.tags.delete("vip")
    entry = shop.segments.get("vips")
    assert (entry.contacts, entry.problem) == (0, "there is no tag “vip”")


def test_the_history_names_the_segment_of_a_cadence(shop: Crm) -> None:
    shop.cadences.set("segment:big ones", 14)
    done = shop.segments.remove("big ones")
    assert done.operation_id is not None
    changed = {record.thing: record for record in shop.history.changes_of(done.operation_id).records}
    assert [(field.title, field.old) for field in changed["cadence"].fields] == [
        ("segment", "Big ones"),
        ("days", "14"),
    ]
