"""Fields that the team adds: of five kinds, with names that filters can say."""

import pytest

from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import FieldType
from tui_crm.services.crm import Crm


def test_fields_with_their_use(li: Crm) -> None:
    assert li.custom_fields.add("x.budget", kind=FieldType.NUMBER, label="预算").what == "Added field x.budget"
    li.custom_fields.add("尺码", kind=FieldType.CHOICE, choices="S, M")
    key = li.contacts.add({"name": "Ann", "custom": {"budget": "1"}}).ids[0]
    told = [(field.name, field.label, field.type, field.choices, field.used) for field in li.custom_fields.all()]
    assert told == [("budget", "预算", "number", "", 1), ("尺码", "", "choice", "S, M", 0)]
    li.contacts.delete([key])
    assert [field.used for field in li.custom_fields.all()] == [0, 0]


def test_values_outlive_a_renaming_and_a_deletion(li: Crm) -> None:
    li.custom_fields.add("budget")
    key = li.contacts.add({"name": "Ann", "custom": {"budget": "1"}}).ids[0]
    assert li.custom_fields.rename("x.budget", "money").what == "Renamed field x.budget to x.money"
    assert li.contacts.card(key).custom == {"money": "1"}
    assert li.custom_fields.delete("money").what == "Deleted field x.money"
    assert li.contacts.card(key).custom == {}
    li.contacts.edit(key, {"note": "x"})
    li.history.undo()
    li.history.undo()
    assert li.contacts.card(key).custom == {"money": "1"}


@pytest.mark.parametrize("name", ["", "x.", "1st", "two words", "a-b", "a" * 41, "x.x.a", "a:b"])
def test_a_name_that_filters_cannot_say_is_told(li: Crm, name: str) -> None:
    li.custom_fields.add("budget")
    for write in (lambda: li.custom_fields.add(name), lambda: li.custom_fields.rename("budget", name)):
        with pytest.raises(BadInput, match="cannot name a field") as raised:
            write()  # type: ignore[no-untyped-call]
        assert raised.value.field == "name"


def test_what_will_not_do_is_told(li: Crm) -> None:
    li.custom_fields.add("budget")
    li.custom_fields.add("size")
    for write in (
        lambda: li.custom_fields.add("Budget"),
        lambda: li.custom_fields.rename("size", "BUDGET"),
    ):
        with pytest.raises(BadInput, match="already"):
            write()  # type: ignore[no-untyped-call]
    with pytest.raises(BadInput, match="“money” does not do for type") as raised:
        li.custom_fields.add("x1", kind="money")
    assert raised.value.hint.startswith("expected: text, number")
    for kind, choices in ((FieldType.CHOICE, ""), (FieldType.CHOICE, " , "), (FieldType.TEXT, "a,b")):
        with pytest.raises(BadInput, match="choices go with a field of type choice"):
            li.custom_fields.add("x1", kind=kind, choices=choices)
    for change in (lambda: li.custom_fields.delete("nope"), lambda: li.custom_fields.rename("nope", "x1")):
        with pytest.raises(NotFound, match="there is no custom field “nope”"):
            change()  # type: ignore[no-untyped-call]
    assert li.custom_fields.rename("size", "Size").ids == (2,)
    assert li.custom_fields.rename("Size", "Size").what == "Nothing changed"


def test_a_choice_is_one_whatever_its_case_and_how_often(li: Crm) -> None:
    li.custom_fields.add("size", kind="choice", choices="S, M，m, L, S,,")
    assert [field.choices for field in li.custom_fields.all()] == ["S, M, L"]
