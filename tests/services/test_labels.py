"""How operations are told."""

import pytest

from tui_crm.services.labels import told, told_json


def test_the_arguments_stand_in_the_sentence() -> None:
    assert told("Added {name}", {"name": "Ann"}) == "Added Ann"
    assert (
        told_json("Undid: {what}", '{"what": {"label": "Added {name}", "arguments": {"name": "{x}"}}}')
        == "Undid: Added {x}"
    )


@pytest.mark.parametrize("label", ["Added {nobody}", "Added {0}", "Added {name.x}", "Added {name", "{name!z}"])
def test_a_label_that_does_not_fit_is_told_as_it_stands(label: str) -> None:
    assert told(label, {"name": "Ann"}) == label
