"""The log read for people: what an operation did, field by field, what could not be taken back, and finding it by words."""

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import NEXT_WEEK
from tui_crm import i18n
from tui_crm.actor import Source
from tui_crm.db.records import RECORD_TYPES
from tui_crm.errors import NotFound
from tui_crm.models.cards import Done
from tui_crm.models.changes import FieldChange, RecordChange
from tui_crm.models.codes import ActivityKind, FieldType, Kind, field_in_words
from tui_crm.models.record_labels import FIELD_LABELS, THING_LABELS
from tui_crm.services.crm import Crm


def fields(crm: Crm, done: Done, thing: str = "contact") -> dict[str, tuple[str, str]]:
    """Return what an operation did to the only record of a thing: title → (old, new)."""
    assert done.operation_id is not None
    (record,) = [each for each in crm.history.changes_of(done.operation_id).records if each.thing == thing]
    return {field.title: (field.old, field.new) for field in record.fields}


def made_by(crm: Crm, key: int, **said: object) -> tuple[RecordChange, ...]:
    """Return what an edit of a contact did."""
    done = crm.contacts.edit(key, said)
    assert done.operation_id is not None
    return crm.history.changes_of(done.operation_id).records


def test_values_are_told_as_people_read_them(li: Crm) -> None:
    li.users.add("wang")
    li.custom_fields.add("budget", kind=FieldType.NUMBER, label="Budget")
    key = li.contacts.add({"name": "Ann", "emails": ["a@x.cn"], "tags": ["vip"], "owner": "li"}).ids[0]
    edited = li.contacts.edit(key, {
        "name": "Anna", "owner": "wang", "stage": "active", "birthday": "lunar:1990-08-15", "do_not_contact": True,
        "emails": [("a@x.cn", ""), ("b@x.cn", "work")], "phones": ["138 0013 8000"], "tags": ["gold"],
        "handles": [("wechat", "ann")], "custom": {"budget": "12"}, "gender": "female", "city": "上海",
    })  # fmt: skip
    told = fields(li, edited)
    assert told == {
        "name": ("Ann", "Anna"),
        "owner": ("li", "wang"),
        "stage": ("lead", "active"),
        "birthday": ("", told["birthday"][1]),
        "do not contact": ("", "yes"),
        "e-mail": ("", "b@x.cn (work)"),
        "phone": ("", "138 0013 8000"),
        "tags": ("vip", "gold"),
        "accounts": ("", "WeChat ann"),
        "Budget": ("", "12"),
        "gender": ("", "female"),
        "address": ("", "上海"),
    }
    assert "8" in told["birthday"][1]


def test_every_kind_of_record_is_told(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "company": "Acme", "role": "buyer"}).ids[0]
    called = li.activities.log(ActivityKind.CALL, key, next_step=NEXT_WEEK, text="asks", outcome="reached")
    assert called.operation_id is not None
    made = li.history.changes_of(called.operation_id)
    assert [(each.thing, each.name, each.action) for each in made.records] == [
        ("activity", "Ann · asks", "create"),
        ("reminder", "Ann", "create"),
    ]
    (moved,) = [each for each in made_by(li, key, stage="active") if each.thing == "stage_transition"]
    assert moved.name == "Acme", "the stage is the customer’s"
    assert fields(li, li.followups.done(called.ids[1]), "reminder")["done"] == ("", "2026-11-21 09:30")
    assert fields(li, li.settings.set("levels", "A,B"), "setting") == {}
    assert fields(li, li.settings.set("levels", "A"), "setting") == {"value": ("A,B", "A")}
    assert fields(li, li.settings.set("levels", None), "setting") == {"setting": ("levels", ""), "value": ("A", "")}
    assert fields(li, li.contacts.delete([key])) == {"in the trash": ("", "yes")}


def test_what_was_made_by_an_undone_operation_is_told_from_the_log(li: Crm) -> None:
    made = li.contacts.add({"name": "Ann", "note": "tall"})
    undone = li.history.undo(made.operation_id)
    assert undone.operation_id is not None
    (record,) = li.history.changes_of(undone.operation_id).records
    assert (record.name, record.action) == ("Ann", "remove")
    assert {("name", "Ann", ""), ("note", "tall", "")} <= {(each.title, each.old, each.new) for each in record.fields}


def test_what_could_not_be_taken_back_is_remembered(li: Crm, open_crm: OpenCrm) -> None:
    key = li.contacts.add({"name": "Ann", "note": "tall"}).ids[0]
    edited = li.contacts.edit(key, {"name": "Anna", "note": "short"})
    open_crm("wang").contacts.edit(key, {"note": "very short"})
    undone = li.history.undo(edited.operation_id)
    assert undone.operation_id is not None
    assert edited.operation_id is not None
    for number in (undone.operation_id, edited.operation_id):
        told = open_crm("wang").history.changes_of(number)
        assert told.kept == undone.kept == ("c1 note was changed since and stays as it is",)
        assert told.kept_more == 0
    assert li.history.changes_of(undone.operation_id).entry.what == "Undid: Edited Ann"
    redone = li.history.undo(undone.operation_id)
    assert redone.kept == ()
    assert li.history.changes_of(edited.operation_id).kept == (), "the last word counts"


def test_of_much_only_the_first_is_told(li: Crm) -> None:
    keys = [li.contacts.add({"name": f"Ann {number}"}).ids[0] for number in range(5)]
    tagged = li.contacts.tag(keys, ["vip"], [])
    assert tagged.operation_id is not None
    told = li.history.changes_of(tagged.operation_id, limit=2)
    assert [record.record_id for record in told.records] == keys[:2]
    assert (told.more, told.entry.records) == (4, 6)


def test_what_is_forgotten_stays_untold(li: Crm) -> None:
    added = li.contacts.add({"name": "Ann Smith", "note": "tall"})
    edited = li.contacts.edit(added.ids[0], {"note": "short"})
    li.contacts.forget(added.ids[0])
    assert edited.operation_id is not None
    (record,) = li.history.changes_of(edited.operation_id).records
    assert (record.name, record.action, record.fields) == ("", "forgotten", ())


def test_an_operation_that_is_not_there(li: Crm) -> None:
    li.contacts.add({"name": "Ann"})
    for ask in (li.history.changes_of, li.history.undo, li.history.redo):
        with pytest.raises(NotFound, match="there is no operation op99"):
            ask(99)
    assert li.history.entries([99, 2]).keys() == {2}


def test_any_operation_is_done_again(li: Crm) -> None:
    first, second = (li.contacts.add({"name": name}) for name in ("Ann", "Bob"))
    for done in (first, second):
        li.history.undo(done.operation_id)
    assert li.history.redo(first.operation_id).what == "Redid: Added Ann"
    with pytest.raises(NotFound, match="in effect already"):
        li.history.redo(first.operation_id)


def test_a_list_is_continued_at_both_ends(li: Crm) -> None:
    for number in range(6):
        li.contacts.add({"name": f"Ann {number}"})
    newest = li.history.ids(limit=3)
    assert newest == [7, 6, 5]
    assert li.history.ids(before=5, limit=3) == [4, 3, 2]
    assert li.history.ids("ann", before=3, limit=3) == [2]
    li.contacts.add({"name": "Bob"})
    assert li.history.ids(after=7, limit=3) == [8]
    assert li.history.ids("ann", after=7, limit=3) == []


def found(crm: Crm, words: str, **options: int) -> list[str]:
    ids = crm.history.ids(words, limit=options.get("limit", 100))
    entries = crm.history.entries(ids)
    return [entries[number].what for number in ids]


def test_operations_are_found_by_who_where_and_what(li: Crm, open_crm: OpenCrm) -> None:
    key = li.contacts.add({"name": "Ann 100%"}).ids[0]
    open_crm("wang", source=Source.SCREEN).contacts.edit(key, {"note": "x"})
    li.history.undo(li.contacts.delete([key]).operation_id)
    assert found(li, "wang edited") == ["Edited Ann 100%"]
    assert found(li, "screens") == ["Edited Ann 100%"]
    assert found(li, "deleted") == ["Undid: Deleted Ann 100%", "Deleted Ann 100%"]
    assert found(li, "undid") == ["Undid: Deleted Ann 100%"]
    assert found(li, "100%") == found(li, "ANN")
    assert found(li, "op2") == ["Added Ann 100%"]
    assert found(li, "1_0") == found(li, "'; DROP TABLE contact; --") == found(li, "\\") == []
    assert found(li, "ann", limit=1) == ["Undid: Deleted Ann 100%"]
    assert found(li, "  ") == [entry.what for entry in li.history.list()]


def test_words_are_those_of_the_language_in_use(li: Crm) -> None:
    li.contacts.add({"name": "Ann"})
    assert found(li, "添加") == []
    i18n.set_language("zh_CN")
    (told,) = found(li, "ann")
    assert found(li, told.split("Ann")[0].strip()[:2]) == [told]
    assert found(li, "added") == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_field_of_every_record_has_a_word(language: str) -> None:
    assert THING_LABELS.keys() == RECORD_TYPES.keys()
    i18n.set_language(language)
    for thing, kind in RECORD_TYPES.items():
        wordless = [name for name in kind.fields if "_" in field_in_words(thing, name)]
        assert wordless == []
    assert {name: FIELD_LABELS[name].keys() - RECORD_TYPES[name].fields for name in FIELD_LABELS} == {
        name: set() for name in FIELD_LABELS
    }


def test_a_field_change_says_nothing_twice(li: Crm) -> None:
    company = li.contacts.add({"name": "Acme", "kind": Kind.COMPANY}).ids[0]
    renamed = li.contacts.edit(company, {"name": "Acme AG"})
    assert renamed.operation_id is not None
    (record,) = li.history.changes_of(renamed.operation_id).records
    assert record.fields == (FieldChange("name", "Acme", "Acme AG"),)
