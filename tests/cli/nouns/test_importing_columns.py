"""`crm import`: what is said of columns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm

Leads = Callable[..., str]


@pytest.fixture
def leads(tmp_path: Path) -> Leads:
    """Return a call that writes a file of leads and returns its path."""

    def write(text: str, name: str = "leads.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_what_is_unsure_is_told(people: RunCrm, leads: Leads) -> None:
    people("field", "add", "budget", "--type", "number")
    file = leads('Name,First,Reach,Source,Source,Budget\nAnna,An,a@b.example,web,fair,"1,234"\n')
    told = people("import", "contacts", file, "--dry-run").stderr
    assert "column “Source (2)” is not used (fair), as “Source” is the same; --map says which it is" in told
    assert "column “Reach” is taken for email by its values alone; --map says what it is" in told
    assert "column “First” is taken for given_name, and can be something else" in told
    assert "column “Budget”: 1,234 is read as 1234; --decimal , reads it with a comma" in told
    said = people("import", "contacts", file, "--decimal", ",", "--map", "Reach=email", "--map", "First=nickname")
    assert [line for line in said.stderr.splitlines() if "Budget" in line or "Reach" in line or "First" in line] == []
    assert read(people("contact", "show", "Anna", "--format", "json"))["custom"] == {"budget": 1.234}


def test_what_is_not_used_can_be_kept(people: RunCrm, leads: Leads) -> None:
    file = leads("Name,Shoe,Hat,\nAnna,43,7,\n")
    assert people("import", "contacts", file).stderr.splitlines()[-1] == (
        "--keep-columns makes fields of your own of columns that are not used"
    )
    kept = people("import", "contacts", file, "--keep-columns", "--map", "Hat=x.cap:text", "--format", "json")
    assert (kept.stderr, read(kept)["also_created"]) == ("", {"fields": 2})
    assert read(people("contact", "show", "Anna", "--format", "json"))["custom"] == {"cap": "7", "shoe": 43}
    assert read(people("import", "show", "i2", "--format", "json"))["also_created"] == {"fields": 2}


def test_blank_columns_are_named_in_one_line(people: RunCrm, leads: Leads) -> None:
    blank = ",".join(f"blank{number}" for number in range(25))
    told = people("import", "contacts", leads(f"Name,{blank}\nAnna{',' * 25}\n"), "--dry-run").stderr.splitlines()
    assert told[-1].endswith(
        "blank in the first rows: " + ", ".join([f"blank{number}" for number in range(20)] + ["…"])
    )
    assert not any("is not used" in line or "--keep-columns" in line for line in told)
