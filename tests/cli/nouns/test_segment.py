"""`crm segment`: contacts that a filter with a name finds."""

from tests.cli.conftest import read
from tests.conftest import RunCrm


def test_it_is_made_listed_changed_and_removed(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--level", "A")
    made = people("segment", "add", "Key accounts", "level:A", "or", "tag:gold")
    assert (made.stdout, made.stderr) == ("e1\n", "there is no tag “gold”\nAdded segment Key accounts\n")
    assert people("segment", "list").stdout == (
        "segment       filter               contacts  days\nKey accounts  level:A or tag:gold         3\n"
    )
    assert people("contact", "list", 'segment:"key accounts"', "--format", "ids").exit_code == 0
    assert people("contact", "list", "segment:key accounts", "--format", "ids").exit_code == 2
    assert people("segment", "edit", "key accounts", "level:A").stderr == "Edited segment Key accounts\n"
    assert people("segment", "rename", "e1", "Best").stderr == "Renamed segment Key accounts to Best\n"
    (entry,) = read(people("segment", "list", "--format", "json"))
    assert entry == {"id": "e1", "name": "Best", "filter": "level:A", "contacts": 3, "cadence": None, "version": 3}
    assert people("segment", "show", "best").stdout == "segment   Best\nfilter    level:A\ncontacts  3\n"
    assert people("segment", "remove", "best", "--yes").stderr == "Removed segment Best\n"
    assert people("segment", "show", "best").exit_code == 3
    assert people("undo").exit_code == 0
    assert people("segment", "show", "best", "--format", "ids").stdout == "e1\n"


def test_a_mistake_points_at_the_word(people: RunCrm) -> None:
    refused = people("segment", "add", "X", "city:上海 levl:A")
    assert refused.exit_code == 2
    assert "  city:上海 levl:A\n            ^\n" in refused.stderr
    assert people("segment", "add", "…", "level:A").exit_code == 4
    assert people("segment", "list", "--format", "ids").stdout == ""


def test_what_cannot_be_asked_is_told(people: RunCrm) -> None:
    people("field", "add", "budget")
    people("segment", "add", "Rich", "x.budget:any")
    people("field", "delete", "budget", "--yes")
    told = people("segment", "list")
    assert "Rich: the filter of segment “Rich” cannot be read: there is no field “x.budget”\n" in told.stderr
    assert "x.budget:any" in told.stdout
