"""Which line shows what: the same as writing all lines out."""

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.widgets.timeline_layout import Layout, Place

COUNTS = st.integers(0, 12)


@given(st.data())
def test_lines_are_those_of_a_plain_reading(data: st.DataObject) -> None:
    count = data.draw(COUNTS)
    rules = sorted(data.draw(st.lists(st.integers(0, count), max_size=6)))
    unfolded = data.draw(st.dictionaries(st.integers(0, max(0, count - 1)), st.integers(0, 4), max_size=count))
    layout = Layout(count, rules, unfolded)
    written = []
    for position in range(count + 1):
        written += [Place(position, rule=number) for number, before in enumerate(rules) if before == position]
        if position < count:
            assert layout.line_of(position) == len(written)
            assert layout.height(position) == 1 + unfolded.get(position, 0)
            written += [Place(position, offset) for offset in range(1 + unfolded.get(position, 0))]
    assert layout.lines == len(written)
    assert [layout.at(line) for line in range(len(written))] == written
    assert layout.at(-1) is None
    assert layout.at(len(written)) is None
