"""A week of a help desk at two open programs and on the command line comes out in the reports as the export says."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import RunCrm
from tests.screens.stage import on_stage
from tests.screens.week_by_keys import BY_KEYS, Desk
from tests.services.tickets.test_help_desk_week import check
from tests.services.tickets.week_desk import Office
from tests.services.tickets.week_script import DESKS, Script, Step


def _called(step: Step, numbers: dict[str, str]) -> Step:
    """Return a step with the numbers that its tickets have got."""
    said = numbers[step.said] if step.verb == "merge" else step.said
    return replace(step, ticket=numbers.get(step.ticket, step.ticket), said=said)


async def _played(file: Path, run: RunCrm, size: int) -> int:
    """Play the week; returns how many steps were done by keys. What no key does (a mail that comes in) the office does."""
    known: dict[str, int] = {}
    keyed = 0
    with Office(file, run) as office:
        office.open_shop()
        async with (
            on_stage(file, 120, 40, clock=office.wall, start="today", wait=False, CRM_USER=DESKS[0]) as one,
            on_stage(file, 80, 24, clock=office.wall, start="today", wait=False, CRM_USER=DESKS[1]) as other,
        ):
            desks = {login: Desk(stage, office.crm, known) for login, stage in zip(DESKS, (one, other), strict=True)}
            for step in Script(size).steps:
                office.wall.instant = step.at
                if step.agent in desks and step.verb in BY_KEYS:
                    await desks[step.agent].play(step)
                    keyed += 1
                    continue
                numbers = {name: office.crm.tickets.rows([key])[0].number for name, key in known.items()}
                office.do(_called(step, numbers))
                if step.verb == "open":
                    known[step.ticket] = office.crm.tickets.meant(step.ticket)
        office.play([])
        assert check(office.crm, size) > min(size, 100)
    return keyed


@pytest.mark.torture
async def test_the_week_by_keys(crm_file: Path, crm: RunCrm) -> None:
    assert await _played(crm_file, crm, 300) > 500
