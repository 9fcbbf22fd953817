"""Words of subjects that may be the number of a ticket."""

import pytest

from tui_crm.models.ticket_numbers import answering, numbers_in


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


@pytest.mark.parametrize(
    ("subject", "number", "answer"),
    [
        ("printer", "T-42", "Re: printer [T-42]"),
        ("Re: AW: RE[2]: printer", "T-42", "Re: printer [T-42]"),
        ("回复：答复: 打印机", "INC 13", "Re: 打印机 [INC 13]"),
        ("re: [t-42] Regarding it", "T-42", "Re: [t-42] Regarding it"),
        ("T-421", "T-42", "Re: T-421 [T-42]"),
        ("", "T-42", "Re: [T-42]"),
    ],
)
def test_an_answer_names_the_ticket_once_so_that_it_is_found(subject: str, number: str, answer: str) -> None:
    assert answering(subject, number) == answer
    assert answering(answer, number) == answer
    assert number.casefold() in numbers_in(answer)
