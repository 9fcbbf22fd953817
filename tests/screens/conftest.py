"""What the screens of Today stand on: the people of the screens, with a day's work."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.screens.today_stage import on
from tui_crm.models.codes import ActivityKind


@pytest.fixture
def day(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with a day's work for li."""
    li, wang = open_crm("li"), open_crm("wang")
    meant = li.contacts.meant
    li.followups.add(on(-2), contact_id=meant("Anna Schmidt"), text="send the quote", priority="urgent")
    li.followups.add(on(-1, "09:00"), contact_id=meant("欧阳娜娜"), text="确认交货日期")
    li.followups.add(on(0, "14:00"), contact_id=meant("Björn Åkesson"), text="call about the reorder", priority="high")
    li.followups.add(on(0), text="buy coffee", priority="low")
    li.followups.add(on(0, "16:00"), contact_id=meant("Nordlicht GmbH"), text="demo", minutes=90, place="Hafen 3")
    li.followups.add(on(2, "10:00"), contact_id=meant("Anna Schmidt"), text="visit", minutes=45, place="Hafen 3")
    li.contacts.edit(meant("Jean Dupont"), {"birthday": "1990-11-23"})
    li.contacts.edit(meant("张伟"), {"birthday": "lunar:1980-10-13"})
    li.contacts.edit(meant("Ola Nordmann"), {"owner": "li", "stage": "active"})
    note = "@li the boss wants to see the samples first"
    wang.activities.log(ActivityKind.NOTE, meant("Ola Nordmann"), at=NOW - timedelta(days=1), text=note)
    return people
