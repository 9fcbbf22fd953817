"""Columns get their values from attributes, items or a function, and nothing is nothing in every format."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Nested

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Person:
    id: int
    name: str | None


def test_a_value_comes_from_an_attribute_an_item_or_a_function() -> None:
    assert Column[Person]("name", "name").json(Person(1, "Li")) == "Li"
    assert Column[dict[str, str]]("name", "name").json({"name": "Li"}) == "Li"
    assert (
        Column[Person]("initial", "initial", value=lambda person: (person.name or "")[:1]).json(Person(1, "Li")) == "L"
    )
    assert Column[Person]("id", "id", Id("contact")).shown(Person(42, None), UTC) == "c42"


def test_nothing_is_null_or_blank() -> None:
    column = Column[Person]("name", "name")
    nobody = Person(1, None)
    assert column.json(nobody) is None
    assert column.cells(nobody) == ("",)
    assert column.shown(nobody, UTC) == ""


def test_nothing_leaves_every_cell_of_a_column_blank() -> None:
    column = Column[dict[str, None]]("value", "value", Nested((Column("a", "a"), Column("b", "b"))))
    assert column.cells({"value": None}) == ("", "")
