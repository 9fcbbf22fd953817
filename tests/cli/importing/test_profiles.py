"""`crm import profiles`, and what is said with them."""

from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm


def test_a_profile_is_saved_used_shown_and_deleted(people: RunCrm, tmp_path: Path) -> None:
    file = str(tmp_path / "shop.csv")
    Path(file).write_text("Name,Shoe,Hat\nAnna,43,red\n", encoding="utf-8")
    saved = people(
        "import",
        "contacts",
        file,
        "--map",
        "Shoe=note",
        "--map",
        "Hat=",
        "--on-match",
        "fill",
        "--save-profile",
        "Shop",
    )
    assert (saved.exit_code, saved.stderr.splitlines()[-1]) == (0, "Saved import profile Shop")
    listed = people("import", "profiles", "list", "--format", "json")
    [profile] = read(listed)
    assert profile == {
        "id": "ip1",
        "name": "Shop",
        "kind": "contacts",
        "said": ["--map Shoe=note", "--map Hat=", "--on-match fill"],
        "headers": ["Name", "Shoe", "Hat"],
    }
    assert "--on-match fill" in people("import", "profiles", "show", "shop").stdout
    used = people("import", "contacts", file, "--profile", "shop", "--map", "Hat=tag", "--format", "json")
    assert (read(used)["updated"], read(used)["unmapped"]) == (1, [])
    assert read(people("contact", "show", "Anna", "--format", "json"))["tags"] == ["red"]
    assert people("import", "profiles", "delete", "Shop", "--yes").stderr == "Deleted import profile Shop\n"
    assert people("import", "contacts", file, "--profile", "shop").exit_code == 3
    people("undo")
    assert people("import", "profiles", "show", "ip1").exit_code == 0


@pytest.mark.parametrize("writes_nothing", [("--dry-run",), ("--plan", "p.jsonl")])
def test_what_writes_nothing_keeps_no_profile_and_a_refused_import_none(
    people: RunCrm, tmp_path: Path, writes_nothing: tuple[str, ...]
) -> None:
    file = tmp_path / "shop.csv"
    file.write_text("Name,Email\nAnna,no address\n", encoding="utf-8")
    assert people("import", "contacts", str(file), "--save-profile", "Shop").exit_code == 4
    file.write_text("Name,Foo\nAnna,x\n", encoding="utf-8")
    asked = people("import", "contacts", str(file), *writes_nothing, "--save-profile", "Shop")
    assert (asked.exit_code, writes_nothing[0] in asked.stderr) == (2, True)
    assert people("import", "profiles", "list", "--format", "ids").stdout == ""
