"""Whose something is, as it is typed."""

import pytest

from tui_crm.errors import BadInput
from tui_crm.screens.dialogs.owners import check_owner, login_meant


@pytest.mark.parametrize(("typed", "meant"), [("me", "li"), (" ME ", "li"), ("我", "li"), (" wang ", "wang"), ("", "")])
def test_oneself_is_meant_by_words_of_either_language(typed: str, meant: str) -> None:
    assert login_meant(typed, "li") == meant


def test_users_will_do_and_whoever_is_at_the_keyboard() -> None:
    check = check_owner(["wang"], "li")
    assert [check(typed) for typed in ("Wang", "li", "me")] == ["", "", ""]
    with pytest.raises(BadInput, match="there is no user “chen”") as told:
        check(" chen ")
    assert told.value.hint == "known users: wang"
