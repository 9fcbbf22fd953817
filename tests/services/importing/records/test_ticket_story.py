"""State and times of a row tell one way that a ticket came, or a sentence says where they do not agree."""

import pytest

from tui_crm.errors import BadInput
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.records.ticket_story import story

NOW = "2026-11-21T09:30:00Z"


def at(day: int, hour: int = 9) -> str:
    return f"2026-11-{day:02}T{hour:02}:00:00Z"


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ({}, []),
        ({"state": "open"}, [(2, "open")]),
        ({"first_response": at(3)}, [(3, "open")]),
        ({"state": "waiting"}, [(2, "waiting")]),
        ({"state": "waiting", "first_response": at(3), "updated": at(4)}, [(3, "open"), (4, "waiting")]),
        ({"resolved": at(5)}, [(5, "resolved")]),
        ({"state": "resolved", "updated": at(6)}, [(6, "resolved")]),
        ({"first_response": at(3), "resolved": at(5), "closed": at(6)}, [(3, "open"), (5, "resolved"), (6, "closed")]),
        ({"state": "closed", "resolved": at(5)}, [(5, "resolved"), (5, "closed")]),
        ({"state": "closed", "first_response": at(7), "closed": at(6)}, [(6, "closed")]),
        ({"first_response_after": 2 * 24 * 60}, [(4, "open")]),
        ({"moves": ((at(2), "new", ""), (at(3), "waiting", "li"), (at(3), "open", ""))}, [(3, "waiting"), (3, "open")]),
        ({"merged_into": "7", "updated": at(8)}, [(8, "closed")]),
    ],
)
def test_what_is_said_tells_the_steps(said: Values, steps: list[tuple[int, str]]) -> None:
    found = story({"opened": at(2), **said}, NOW)
    assert [(step.at, str(step.state)) for step in found.steps] == [(at(day), state) for day, state in steps]
    assert found.state == (steps[-1][1] if steps else "new")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"resolved": at(1)}, "it was resolved at 2026-11-01T09:00:00Z, before it was opened"),
        ({"closed": at(3), "resolved": at(4)}, "it was closed at .*, before it was resolved"),
        ({"closed": at(22)}, "it was closed at .*, which is still to come"),
        ({"state": "open", "closed": at(3)}, "it is open, but was closed at"),
        ({"state": "resolved", "resolved": at(3), "closed": at(3)}, "it is resolved, but was closed at"),
        ({"state": "new", "first_response": at(3)}, "it is new, but was first answered at"),
        ({"state": "closed"}, "it is closed, and nothing says since when"),
        ({"state": "open", "moves": ((at(2), "new", ""),)}, "the last state that it came into is new"),
        ({"moves": ((at(2), "open", ""),)}, "do not begin with its opening"),
        ({"moves": ((at(2), "new", ""), (at(4), "open", ""), (at(3), "closed", ""))}, "in the order of their times"),
        ({"opened": "", "closed": at(3)}, "nothing says when it was opened"),
    ],
)
def test_what_does_not_agree_is_said(said: Values, sentence: str) -> None:
    values = {name: value for name, value in {"opened": at(2), **said}.items() if value}
    with pytest.raises(BadInput, match=sentence):
        story(values, NOW)
