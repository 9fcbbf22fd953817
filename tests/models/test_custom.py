"""Values of custom fields: as JSON has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.codes import FieldType
from tui_crm.models.custom import Typed, canonical, typed


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("1,200", FieldType.NUMBER, 1200),
        ("-0.50", FieldType.NUMBER, -0.5),
        ("1e3", FieldType.NUMBER, 1000),
        ("是", FieldType.BOOL, True),
        ("no", FieldType.BOOL, False),
        ("2026-11-21", FieldType.DATE, "2026-11-21"),
        ("007", FieldType.TEXT, "007"),
        ("a", FieldType.CHOICE, "A"),
    ],
)
def test_a_value_has_the_type_of_its_field(said: str, kind: FieldType, value: Typed) -> None:
    found = typed(canonical(said, kind, "A,B", "f"), kind)
    assert found == value
    assert type(found) is type(value)


@given(st.integers(-(10**27), 10**27))
def test_whole_numbers_are_exact(number: int) -> None:
    assert typed(canonical(str(number), FieldType.NUMBER, "", "f"), FieldType.NUMBER) == number
