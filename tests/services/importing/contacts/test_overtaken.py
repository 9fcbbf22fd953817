"""What others change while a plan of contacts is looked at: it is planned anew, and nothing goes where it cannot be found."""

from collections.abc import Callable

import pytest

from tests.conftest import OpenCrm
from tests.services.importing.conftest import WriteFile
from tui_crm.errors import Conflict
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions, ImportReport


@pytest.fixture
def overtaken(li: Crm, open_crm: OpenCrm, write_file: WriteFile) -> Callable[..., ImportReport]:
    """Import a text after somebody else did something between its plan and that."""

    def run(text: str, does: Callable[[Crm], object]) -> ImportReport:
        with li.importing.planned("contacts", write_file(text), ImportOptions()) as plan:
            does(open_crm("zhao"))
            return plan.apply()

    return run


def test_a_tag_that_was_deleted_comes_along_anew(li: Crm, overtaken: Callable[..., ImportReport]) -> None:
    li.tags.add("vip")
    done = overtaken("Name,Email,Tags\nAnn,ann@x.com,vip\n", lambda crm: crm.tags.delete("vip"))
    assert done.also_created == {"tags": 1}
    assert [(tag.name, tag.contacts) for tag in li.tags.all()] == [("vip", 1)]


def test_who_has_left_meanwhile_is_given_nothing(li: Crm, overtaken: Callable[..., ImportReport]) -> None:
    li.users.add("zoe")
    done = overtaken("Name,Email,Owner\nAnn,ann@x.com,zoe\n", lambda crm: crm.users.retire("zoe", to="zhao"))
    assert (done.applied, [row.reason[:22] for row in done.reasons]) == (False, ["its owner zoe has left"])


def test_who_became_a_user_meanwhile_is_not_made_twice(li: Crm, overtaken: Callable[..., ImportReport]) -> None:
    done = overtaken("Name,Email,Owner\nAnn,ann@x.com,Zoe Zed\n", lambda crm: crm.users.add("zoe", name="Zoe Zed"))
    assert (done.created, done.also_created) == (1, {})
    assert li.users.logins().count("zoe") == 1
    assert "Zoe Zed" not in li.users.logins()


def test_values_of_a_field_that_was_deleted_are_not_lost(li: Crm, overtaken: Callable[..., ImportReport]) -> None:
    li.custom_fields.add("color")
    with pytest.raises(Conflict, match="fields was deleted"):
        overtaken("Name,Email,x.color\nAnn,ann@x.com,red\n", lambda crm: crm.custom_fields.delete("color"))
