"""What filters say put together: the simplest form of the same, and which words and fields are in it."""

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.filters import (
    EVERYTHING,
    And,
    Condition,
    FieldTest,
    Filter,
    Node,
    Not,
    Operator,
    Or,
    Words,
    all_of,
    any_of,
    none_of,
)

VIP = Condition("tag", (FieldTest(Operator.IS, "vip"),))
NEW = Condition("stage", (FieldTest(Operator.IS, "new"),))
OLD = Condition("stage", (FieldTest(Operator.IS, "churned"),))


def test_all_of_nothing_is_everything() -> None:
    assert all_of([]) == EVERYTHING
    assert Filter().where == EVERYTHING


def test_all_of_one_is_that_one_and_nothing_is_said_twice() -> None:
    assert all_of([VIP]) == VIP
    assert all_of([VIP, NEW, VIP]) == And((VIP, NEW))
    assert any_of([VIP, VIP]) == VIP


def test_words_side_by_side_are_one_search_wherever_they_stand() -> None:
    assert all_of([Words(("li",)), VIP, Words(("ming",))]) == And((Words(("li", "ming")), VIP))
    assert all_of([Words(("li",)), Words(("li",))]) == Words(("li", "li"))
    assert any_of([Words(("li",)), Words(("ming",))]) == Or((Words(("li",)), Words(("ming",))))


def test_what_stands_in_the_same_is_taken_out_of_it() -> None:
    assert all_of([VIP, And((NEW, OLD))]) == And((VIP, NEW, OLD))
    assert any_of([VIP, Or((NEW, OLD))]) == Or((VIP, NEW, OLD))
    assert all_of([VIP, Or((NEW, OLD))]) == And((VIP, Or((NEW, OLD))))


def test_what_is_denied_twice_is_said() -> None:
    assert none_of(VIP) == Not(VIP)
    assert none_of(none_of(VIP)) == VIP


def test_words_of_a_filter_are_those_that_everything_must_match() -> None:
    words = Words(("li",))
    assert Filter(words).words == words
    assert Filter(all_of([VIP, words])).words == words
    assert Filter(any_of([VIP, words])).words is None
    assert Filter(none_of(words)).words is None


def test_fields_are_those_of_all_conditions() -> None:
    assert Filter(all_of([Words(("li",)), none_of(any_of([VIP, NEW]))])).fields() == {"tag", "stage"}
    assert Filter().fields() == frozenset()


def holds(node: Node, record: frozenset[str]) -> bool:
    match node:
        case Condition(field):
            return field in record
        case Words(terms):
            return record.issuperset(terms)
        case Not(inner):
            return not holds(inner, record)
        case And(nodes):
            return all(holds(inner, record) for inner in nodes)
        case Or(nodes):
            return any(holds(inner, record) for inner in nodes)


NAMES = st.sampled_from("abcd")
LEAVES = st.one_of(
    NAMES.map(lambda name: Condition(name, (FieldTest(Operator.ANY),))),
    st.lists(NAMES, min_size=1).map(tuple).map(Words),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1).map(all_of), st.lists(inner, min_size=1).map(any_of), inner.map(none_of)
    ),
)


@given(st.lists(NODES, min_size=1), st.frozensets(NAMES))
def test_the_simplest_form_says_the_same(nodes: list[Node], record: frozenset[str]) -> None:
    assert holds(all_of(nodes), record) == all(holds(node, record) for node in nodes)
    assert holds(any_of(nodes), record) == any(holds(node, record) for node in nodes)
    assert holds(none_of(nodes[0]), record) != holds(nodes[0], record)
