"""What a shell offers for values that live in the database."""

from collections.abc import Callable

import pytest

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
