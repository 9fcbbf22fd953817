"""Kinds are found by name."""

import pytest

from tui_crm.errors import UsageError
from tui_crm.services.importing.columns.kinds import KINDS, kind_called


def test_a_kind_is_found_by_its_name() -> None:
    assert [kind_called(name).name for name in KINDS] == ["contacts", "companies", "tickets", "scores"]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="“pets” cannot be imported") as caught:
        kind_called("pets")
    assert "contacts, companies" in caught.value.hint
