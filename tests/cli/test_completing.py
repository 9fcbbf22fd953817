"""What a shell offers for values that live in the database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Return a call that says what fish is offered at the end of a line."""

    def ask(line: str) -> list[str]:
        monkeypatch.setenv("_CRM_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        offered = people().stdout.splitlines()
        monkeypatch.delenv("_CRM_COMPLETE")
        return [item.partition("\t")[0] for item in offered if item]

    return ask


def test_tags_users_levels_and_fields(complete: Complete, people: RunCrm) -> None:
    people("user", "add", "wang")
    people("field", "add", "budget")
    assert complete("crm contact edit c2 --tag v") == ["vip"]
    assert complete("crm contact tag c2 ") == ["partner", "vip"]
    assert complete("crm contact add --owner ") == ["li", "wang"]
    assert complete("crm contact add --level V") == ["VIP"]
    assert complete("crm contact add --set x.") == ["x.budget="]
    assert complete("crm field delete b") == ["budget"]
    assert complete("crm tag rename p") == ["partner"]
    people("template", "add", "Hello", "-o", "greeting", "--text", "x")
    assert complete("crm template edit H") == complete("crm message c2 --template H") == ["Hello"]
    people("segment", "add", "Key accounts", "level:A")
    assert complete("crm segment rename K") == ["Key accounts"]
    assert complete("crm segment edit K tag:v") == ["tag:vip"]
    assert complete("crm user retire li --to w") == ["wang"]
    assert complete("crm history --by l") == ["li"]


def test_filters(complete: Complete) -> None:
    assert complete("crm contact list stag") == ["stage:"]
    assert complete("crm contact list stage:ac") == ["stage:active"]
    assert complete("crm contact list city:上海 tag:vip,p") == ["tag:vip,partner"]


def test_codes(complete: Complete) -> None:
    assert complete("crm contact add --stage d") == ["dormant"]
    assert complete("crm contact edit c2 --gender f") == ["female"]
    assert complete("crm log call c2 --outcome no") == ["no answer"]
    assert complete("crm log call c2 --objection c") == ["competitor"]
    assert complete("crm reminder add c2 today --priority h") == ["high"]
    assert complete("crm field add x --type ch") == ["choice"]


def test_the_database_of_the_line_is_looked_into(complete: Complete, people: RunCrm) -> None:
    other = paths.default_database().with_name("other.db")
    people("--db", str(other), "tag", "add", "elsewhere")
    assert complete(f"crm --db {other} tag delete ") == ["elsewhere"]


def test_nothing_is_made_or_told_where_there_is_none(complete: Complete, people: RunCrm) -> None:
    missing = paths.default_database().with_name("missing.db")
    assert complete(f"crm --db {missing} contact list tag:") == []
    assert complete(f"crm --db {missing} contact add --tag ") == []
    assert not missing.exists()
    del people


def test_orders(complete: Complete) -> None:
    assert complete("crm contact list --sort last_a") == ["last_activity"]
    assert complete("crm contact list --sort=name,-last_a") == ["name,-last_activity"]


def test_operations_and_imports(complete: Complete, people: RunCrm, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("Name\nZhao Lei\n", encoding="utf-8")
    people("import", "contacts", str(tmp_path / "leads.csv"))
    newest = read(people("history", "-n", "1", "-f", "json"))[0]["id"]
    assert newest in complete("crm undo ")
    assert complete(f"crm undo {newest}") == [newest]
    assert complete("crm import show ") == ["i1"]
    people("import", "undo", "i1")
    assert newest not in complete("crm undo ")
    assert complete("crm import undo ") == ["i1"]


def test_keys_and_fields_of_an_import(complete: Complete, people: RunCrm) -> None:
    people("field", "add", "budget")
    assert complete("crm import contacts a.csv --key ") == ["email", "phone", "name"]
    assert complete("crm import contacts a.csv --key email,ph") == ["email,phone"]
    assert complete("crm import contacts a.csv --map Mobile=ph") == ["Mobile=phone"]
    assert complete("crm import companies a.csv --map Geld=x.") == ["Geld=x.budget"]
    assert complete("crm import companies a.csv --map Abteilung=depart") == []
    assert complete("crm import contacts a.csv --map Mob") == []


def test_settings_and_languages(complete: Complete) -> None:
    assert complete("crm --lang z") == ["zh_CN"]
    assert complete("crm config set language ") == ["en", "zh_CN"]
    assert complete("crm config set theme pa") == ["paper"]
    assert complete("crm config set zone Asia/Shang") == ["Asia/Shanghai"]
    assert complete("crm config set phone_region D") == ["DE", "DJ", "DK", "DM", "DO", "DZ"]
    assert complete("crm config set user l") == ["li"]
    assert complete("crm config set levels ") == []


def test_tickets_owners_and_causes(complete: Complete, people: RunCrm) -> None:
    assert people("config", "set", "ticket_causes", "rain,Rain").exit_code == 2
    people("config", "set", "ticket_causes", " rain， wrong  address")
    people("user", "add", "wang", "--team", "support")
    people("ticket", "open", "c2", "-s", "x", "--number", "A1")
    people("ticket", "open", "c2", "-s", "x", "-k", "complaint")
    people("ticket", "edit", "A1", "--cause", "a spark")
    assert complete("crm ticket show ") == ["T-2", "A1"]
    assert complete("crm ticket assign A1 t") == ["team:support"]
    assert complete("crm ticket close A1 --cause ") == ["rain", "wrong address", "a spark"]
    assert complete("crm way set incident --owner ") == ["li", "wang", "team:support"]
    assert complete("crm ticket list kind:comp") == ["kind:complaint"]
    assert complete("crm ticket move A1 w") == ["waiting"]
    assert complete("crm ticket open c2 --kind c") == ["complaint"]


def test_rules_of_an_import(complete: Complete) -> None:
    assert complete("crm import contacts --rule pho") == ["phone="]
    assert complete("crm import reminders --rule pl") == ["place="]
    assert complete("crm import contacts --rule phone=") == ["phone=overwrite", "phone=fill", "phone=never"]
