"""What the words of a case for the demo's help desk are: what a customer wants, what is answered, and how it is solved.

A sentence may have the slot ``{item}``, a ware of the customer's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.models.ticket import TicketKind


@dataclass(frozen=True)
class Case:
    """One case. ``ask`` is what the customer is asked for before it can go on, and ``back`` what they say to that.

    ``note`` is said among colleagues; ``solved`` tells the customer how it ends, ``cause`` and ``remedy`` the colleagues.
    """

    kind: TicketKind
    subject: str
    text: str
    answer: str
    solved: str
    ask: str = ""
    back: str = ""
    note: str = ""
    cause: str = ""
    remedy: str = ""
    wobbles: bool = False
    """Whether it is one of those that the known problem of the demo makes."""


@dataclass(frozen=True)
class Casebook:
    """The cases of a language, and what customers say with a good, a middling and a low score.

    ``burning`` is the complaint that is late, ``pressing`` the failure whose clock runs out soon, ``again`` what somebody
    writes who wrote a day before.
    """

    cases: tuple[Case, ...]
    comments: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    burning: Case
    pressing: Case
    again: Case
    recommends: Mapping[int, tuple[str, ...]]
