"""How a filter is written, and that it reads back as the same."""

from hypothesis import given
from hypothesis import strategies as st

from tests.models.filtering.language import Language
from tui_crm.models.filtering import parse, text_of
from tui_crm.models.filters import (
    Condition,
    FieldTest,
    Filter,
    Node,
    Operator,
    SortKey,
    Words,
    all_of,
    any_of,
    none_of,
)
from tui_crm.models.matching import words

VIP = Condition("note", (FieldTest(Operator.IS, "vip"),))


def test_everything_is_an_empty_text() -> None:
    assert text_of(Filter()) == ""


def test_a_filter_is_written_in_the_plainest_way() -> None:
    names = any_of([Words(("li", "ming")), none_of(any_of([VIP, Words(("not",))]))])
    where = all_of([VIP, none_of(Words(("a", "b"))), names])
    text = 'note:vip -(a b) (li ming or -(note:vip or "not")) sort:-value,stage'
    assert text_of(Filter(where, (SortKey("value", descending=True), SortKey("stage")))) == text


TEXT = st.text(min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)
VALUES = TEXT.filter(lambda text: "!" not in text)
TESTS = st.one_of(
    st.sampled_from([FieldTest(Operator.NONE), FieldTest(Operator.ANY)]),
    st.builds(FieldTest, st.sampled_from([Operator.IS, Operator.EXACTLY, Operator.MORE, Operator.AT_MOST]), VALUES),
    st.builds(FieldTest, st.just(Operator.BETWEEN), VALUES, VALUES | st.just("")),
    st.builds(FieldTest, st.just(Operator.BETWEEN), st.just(""), VALUES),
)
CONDITIONS = st.lists(TESTS, min_size=1, max_size=3, unique=True).map(lambda tests: Condition("value", tuple(tests)))
SEARCHES = st.lists(TEXT.filter(words), min_size=1, max_size=3).map(tuple).map(Words)
NODES: st.SearchStrategy[Node] = st.recursive(
    CONDITIONS | SEARCHES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(all_of),
        st.lists(inner, min_size=1, max_size=3).map(any_of),
        inner.map(none_of),
    ),
    max_leaves=6,
)
SORTS = st.lists(
    st.builds(SortKey, st.sampled_from(["stage", "value", "x.size"]), st.booleans()), unique_by=lambda key: key.field
)


@given(NODES, SORTS.map(tuple))
def test_what_is_written_reads_back_as_the_same_filter(where: Node, sort: tuple[SortKey, ...]) -> None:
    wanted = Filter(where, sort)
    assert parse(text_of(wanted), Language()) == wanted
