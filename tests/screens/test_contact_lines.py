"""Every contact has a line that fits the columns."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tui_crm.screens.contact_card import Story, preview
from tui_crm.screens.contact_columns import columns
from tui_crm.screens.contact_lines import contact_rows
from tui_crm.services.crm import Crm
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import placed


@pytest.fixture
def opened(people: Path, open_crm: OpenCrm) -> Crm:
    assert people.exists()
    return open_crm("li")


def line(crm: Crm, name: str) -> dict[str, Cell]:
    """Return the cells of a contact by the keys of the columns."""
    contact_id = crm.contacts.meant(name)
    cells = contact_rows(crm, [contact_id])[contact_id]
    return {column.key: cell for column, cell in zip(columns(), cells, strict=True)}


def test_a_person_in_a_company(opened: Crm) -> None:
    cells = line(opened, "张伟")
    assert {key: cell.text for key, cell in cells.items()} == {
        "name": "张伟",
        "company": "上海云帆贸易有限公司",
        "stage": "active",
        "level": "A",
        "city": "上海",
        "owner": "li",
        "touched": "3 d",
        "next": "Mon 09:30",
        "touch_by": "—",
    }
    assert (cells["name"].role, cells["stage"].mark) == (Role.STRONG, "●")


def test_a_company_says_that_it_is_one(opened: Crm) -> None:
    cells = line(opened, "上海云帆贸易有限公司")
    assert (cells["company"].text, cells["company"].mark) == ("company", "▰")
    assert cells["stage"].text == "active"


def test_what_is_not_known_is_a_faint_dash(opened: Crm) -> None:
    cells = line(opened, "Björn Åkesson")
    dashes = {key for key, cell in cells.items() if cell == Cell("—", Role.FAINT)}
    assert dashes == {"company", "level", "city", "owner", "touched", "touch_by"}


@pytest.mark.parametrize(
    ("days", "text", "role"),
    [(1, "2 d late", Role.ERROR), (3, "today", Role.ACCENT), (5, "Mon", Role.MUTED), (40, "28 Dec", Role.MUTED)],
)
def test_by_when_to_be_in_touch_is_said_in_colour(opened: Crm, days: int, text: str, role: Role) -> None:
    opened.contacts.edit(opened.contacts.meant("张伟"), {"cadence": days})
    assert line(opened, "张伟")["touch_by"] == Cell(text, role)
    card = preview(Story(opened.contacts.card(opened.contacts.meant("张伟")), ()), opened.clock)
    said = [cell.text for section in card for row in section.rows for cell in row.cells]
    assert ("· 2 d late" if role is Role.ERROR else f"· by {text}") in said


def test_who_is_gone_is_left_out(opened: Crm) -> None:
    assert set(contact_rows(opened, [1, 999])) == {1}


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (41, "name stage next"),
        (67, "name company stage touched next"),
        (75, "name company stage owner touched next"),
        (78, "name company stage owner touched next"),
        (81, "name company stage level owner touched next"),
        (110, "name company stage level city owner touched next"),
        (120, "name company stage level city owner touched next touch_by"),
    ],
)
def test_the_columns_fold_away(width: int, shown: str) -> None:
    assert " ".join(place.column.key for place in placed(columns(), width)) == shown
