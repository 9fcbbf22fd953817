"""`crm field`: the fields that the team adds to contacts."""

from tests.cli.conftest import read
from tests.conftest import RunCrm


def test_fields_are_made_used_renamed_and_deleted(people: RunCrm) -> None:
    assert people("field", "add", "size", "--type", "choice", "--choices", "S,M,L", "--label", "Size").exit_code == 0
    budget = people("field", "add", "x.budget", "--type", "number", "--format", "json")
    assert (read(budget)["id"], read(budget)["name"], budget.stderr) == ("f2", "x.budget", "Added field x.budget\n")
    people("contact", "edit", "c2", "--set", "x.size=m", "--set", "budget=5000")
    fields = read(people("field", "list", "-f", "json"))
    assert [(field["name"], field["type"], field["choices"], field["used"]) for field in fields] == [
        ("x.budget", "number", "", 1),
        ("x.size", "choice", "S, M, L", 1),
    ]
    assert people("contact", "list", "x.size:M x.budget:>=5000", "-f", "ids").stdout == "c2\n"
    assert people("field", "rename", "size", "format").stderr == "Renamed field x.size to x.format\n"
    assert read(people("contact", "show", "c2", "-f", "json"))["custom"] == {"budget": 5000, "format": "M"}
    assert people("field", "delete", "format", "--yes").stderr == "Deleted field x.format\n"
    assert read(people("contact", "show", "c2", "-f", "json"))["custom"] == {"budget": 5000}


def test_deleting_asks(people: RunCrm) -> None:
    people("field", "add", "size")
    assert people("field", "delete", "size").exit_code == 2
    assert len(read(people("field", "list", "-f", "json"))) == 1


def test_what_cannot_be(people: RunCrm) -> None:
    assert people("field", "add", "two words").exit_code == 4
    assert people("field", "add", "size", "--type", "colour").exit_code == 2
    assert people("field", "add", "size", "--type", "choice").exit_code == 4
    assert people("field", "rename", "nothing", "x").exit_code == 3
    people("field", "add", "budget", "--type", "number")
    assert people("contact", "edit", "c2", "--set", "x.budget=much").exit_code == 4


def test_the_table(people: RunCrm) -> None:
    people("field", "add", "vip_since", "--type", "date", "--label", "VIP since")
    assert people("field", "list").stdout == (
        "field        title      type  choices  contacts\nx.vip_since  VIP since  date                  0\n"
    )
