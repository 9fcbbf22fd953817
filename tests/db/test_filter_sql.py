"""A filter as statements: whom it finds, in which order, by which index, and that no term becomes a piece of SQL."""

from collections.abc import Iterator

import pytest

from tests.conftest import NOW
from tui_crm.clock import FixedClock
from tui_crm.db import filter_sql
from tui_crm.db.contact_fields import CONTACT_FIELDS
from tui_crm.db.contact_filter import CONTACTS
from tui_crm.db.filter_sql import Asked, Query, terms_of
from tui_crm.models.filters import Condition, FieldTest, Filter, Node, Operator, SortKey, Words, all_of, any_of, none_of
from tui_crm.models.matching import parse_terms
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.services.crm import Crm

VIP = Condition("tag", (FieldTest(Operator.IS, "vip"),))
NEW = Condition("tag", (FieldTest(Operator.IS, "new"),))
FEMALE = Condition("gender", (FieldTest(Operator.IS, "female"),))
TRASH = Condition("in", (FieldTest(Operator.IS, "trash"),))
COMPANY = Condition("kind", (FieldTest(Operator.IS, "company"),))
VIEW = Viewpoint(FixedClock(NOW), "li")


class Asking:
    """Asks filters of a CRM where five contacts are vip, three of them new and female."""

    def __init__(self, crm: Crm) -> None:
        for number in range(6):
            tags = ["vip"] * (number < 5) + ["new"] * (number < 3)
            gender = "female" if number < 3 else "male"
            crm.contacts.add({"name": f"Anna {number}", "tags": tags, "gender": gender})
        self._context = crm.database.read()
        self._connection = self._context.__enter__()

    def __call__(self, *nodes: Node, sort: tuple[SortKey, ...] = (), kinds: tuple[str, ...] = ()) -> Asked:
        wanted = Filter(all_of(nodes), sort)
        return Asked(self._connection, Query(CONTACTS, wanted, CONTACT_FIELDS.__getitem__, kinds, VIEW))

    def close(self) -> None:
        self._context.__exit__(None, None, None)


@pytest.fixture
def ask(li: Crm) -> Iterator[Asking]:
    asking = Asking(li)
    yield asking
    asking.close()


def test_the_trash_and_other_kinds_are_left_out_unless_the_filter_speaks_of_them(ask: Asking) -> None:
    asked = ask(VIP, kinds=("person",))
    assert asked.live
    assert asked.base == "c.deleted_at IS NULL AND c.kind IN (:p0)"
    assert ask(none_of(TRASH), COMPANY, kinds=("person",)).base == "1"
    assert not ask(any_of([TRASH, VIP])).live


def test_the_fewest_decide(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(VIP, NEW)
    vip, new = asked.conditions
    assert asked.few([vip, new]) is new
    assert asked.few([new, vip]) is new
    monkeypatch.setattr(filter_sql, "FEW", 4)
    assert asked.few([vip]) is None
    assert asked.few([vip, new]) is new
    monkeypatch.setattr(filter_sql, "FEW", 2)
    assert asked.few([vip, new]) is None


def test_what_no_index_gives_is_not_counted(ask: Asking) -> None:
    asked = ask(FEMALE, none_of(NEW), COMPANY)
    assert asked.few(asked.conditions) is None


def test_conditions_hold_by_sets_and_one_by_one(ask: Asking) -> None:
    asked = ask(VIP, none_of(FEMALE))
    for few in (None, asked.conditions[0]):
        assert asked.ids(f"SELECT c.id FROM contact c WHERE {asked.where(few)} ORDER BY {asked.order}") == [4, 5]
    assert asked.count(f"SELECT 1 FROM contact c WHERE {asked.rows()}") == 2
    assert asked.count(f"SELECT 1 FROM contact c WHERE {asked.rows(apart=asked.conditions[0])}") == 3


def test_words_are_ranked_unless_a_sort_is_asked_for(ask: Asking) -> None:
    words = Words(("anna",))
    assert ask(words, VIP).ranked
    assert not ask(words, VIP, sort=(SortKey("name"),)).ranked
    assert not ask(VIP).ranked
    assert not ask(any_of([words, VIP])).ranked


def test_names_come_last_in_every_order(ask: Asking) -> None:
    assert ask().order == "c.name_key, c.id"
    asked = ask(sort=(SortKey("kind", descending=True), SortKey("created")))
    assert asked.order == "c.kind DESC NULLS LAST, c.created_at ASC NULLS LAST, c.name_key, c.id"


def test_each_term_stays_one_whatever_is_in_it() -> None:
    assert terms_of(Words(("li ming", 'a"b', "“x”"))) == parse_terms('"li ming" "a b" x')
