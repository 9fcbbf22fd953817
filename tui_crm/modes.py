"""Which screens one goes to and comes back to: each is declared once, and tabs, keys and palette are made from it.

A screen is imported when it is first shown: the others cost the start nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tui_crm.i18n import N_


@dataclass(frozen=True)
class Mode:
    """A screen that keeps its state: ``key`` opens it, ``module`` and ``screen`` name its class.

    ``title`` and ``help`` are marked messages. Only a mode with ``tab`` stands in the bar on top.
    """

    name: str
    key: str
    title: str
    help: str
    module: str
    screen: str
    tab: bool = True
    calm: bool = False
    """Whether the count beside its tab says how much there is, not what is late."""


MODES: Final[Mapping[str, Mode]] = {
    mode.name: mode
    for mode in (
        Mode(
            "today",
            "1",
            N_("Today"),
            N_("What waits for you: overdue, due today, in the next seven days, and who has no next step"),
            "tui_crm.screens.today",
            "TodayScreen",
        ),
        Mode(
            "contacts",
            "2",
            N_("Contacts"),
            N_("Everybody you work with: find, select, change"),
            "tui_crm.screens.contacts",
            "ContactsScreen",
        ),
        Mode(
            "journey",
            "3",
            N_("Journey"),
            N_("The story of one customer: what lies ahead and what happened"),
            "tui_crm.screens.journey",
            "JourneyScreen",
        ),
        Mode(
            "followups",
            "4",
            N_("Follow-ups"),
            N_("What shall happen, as a list, a week or a month: do it, put it off, hand it over"),
            "tui_crm.screens.followups",
            "FollowupsScreen",
            calm=True,
        ),
        Mode(
            "tickets",
            "6",
            N_("Tickets"),
            N_("What customers ask for, on a board: answer it in time, complaints first"),
            "tui_crm.screens.tickets",
            "TicketsScreen",
        ),
        Mode(
            "reports",
            "7",
            N_("Reports"),
            N_("What was done, which promises were kept, who is there; and the records behind each number"),
            "tui_crm.screens.reports",
            "ReportsScreen",
        ),
        Mode(
            "settings",
            "8",
            N_("Settings"),
            N_("Language, colours, keys, the team, and where each value comes from"),
            "tui_crm.screens.settings",
            "SettingsScreen",
        ),
        Mode(
            "history",
            "U",
            N_("History"),
            N_("Who did what, when and from where; take any of it back"),
            "tui_crm.screens.history",
            "HistoryScreen",
            tab=False,
        ),
    )
}
"""Every mode, by name, in the order of the tabs."""
