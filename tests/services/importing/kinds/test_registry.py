"""Kinds are found by name, and each line of the registry has its module."""

import pytest

from tui_crm.errors import UsageError
from tui_crm.services.importing.kinds.registry import DECLARED, kind_called, of_thing


def test_a_kind_is_found_by_its_name() -> None:
    for each in DECLARED:
        whole = kind_called(each.name)
        assert (whole.columns.name, whole.columns.thing) == (each.name, each.thing)
        assert (whole.begin is None) is each.are_contacts
        assert of_thing(each.thing).columns.thing == each.thing


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="“pets” cannot be imported") as caught:
        kind_called("pets")
    assert "contacts, companies" in caught.value.hint
