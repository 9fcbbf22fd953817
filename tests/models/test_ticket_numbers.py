"""Words of subjects that may be the number of a ticket."""

import pytest

from tui_crm.models.ticket_numbers import numbers_in


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Re: [T-42] printer", ["t-42"]),
        ("t-42", ["t-42"]),
        ("#T-42: printer", ["t-42"]),
        ("回复：【T-42】打印机", ["t-42"]),
        ("AW: T-2-2, and T-7", ["t-2-2", "t-7"]),
        ("[INC 0013] [ #A/7 ]", ["inc 0013", "a/7"]),
        ("about #2024-9;", ["2024-9"]),
        ("XT-42 T-42x T-042 T-0 -T-4 T–42", []),
        ("T-42打印机坏了", ["t-42"]),
        ("", []),
        ("[] # ##", []),
        (" ".join(f"T-{number}" for number in range(1, 100)), [f"t-{number}" for number in range(1, 21)]),
    ],
)
def test_numbers(subject: str, found: list[str]) -> None:
    assert list(numbers_in(subject)) == found
