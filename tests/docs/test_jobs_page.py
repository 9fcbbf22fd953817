"""The page of daily jobs is true: each is done, one after the other, by the keys that stand there, and by no more."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, OpenCrm
from tests.docs.jobs_page import JOBS, PAGES, Job, page
from tests.docs.pressing import pressed
from tests.docs.walkthrough import steps
from tests.screens.stage import Stage, on_stage
from tui_crm import i18n
from tui_crm.screens.screen import CrmScreen

_ROW = re.compile(r"^\| .+ \| .+ \| (.*<kbd>.*) \| (\d+) \|$", re.MULTILINE)


async def begin(stage: Stage, job: Job) -> None:
    """Go where a job begins; the way there is none of its keys."""
    while not isinstance(stage.app.screen, CrmScreen):
        await stage.press("escape")
        await settled(stage)
    if job.place:
        await stage.app.run_action(f"app.go('{job.place}')")
        await settled(stage)
    if job.place == "contacts":
        while stage.table.selection:
            await stage.press("escape")
        await stage.look_for(job.who)
    await settled(stage)


async def settled(stage: Stage) -> None:
    """Wait until nothing is being read or written."""
    await stage.pilot.pause()
    await stage.until(lambda: not any(worker.is_running for worker in stage.app.workers))
    await stage.pilot.pause()


async def do(stage: Stage, keys: str) -> int:
    """Do what a cell of the page says, and return how many keys were pressed."""
    count = 0
    for step in steps(keys):
        if step.press:
            await stage.press(pressed(step.press))
            count += 1
        else:
            await stage.paste(step.type)
        await settled(stage)
    return count


@pytest.mark.parametrize("language", list(PAGES))
async def test_every_job_takes_the_keys_that_the_page_says(people: Path, open_crm: OpenCrm, language: str) -> None:
    i18n.set_language(language)
    text = (CHECKOUT / PAGES[language]).read_text(encoding="utf-8")
    assert text == page(language), "python -m tests.docs.jobs_page --write"
    crm = open_crm("li")
    async with on_stage(people, 80, 24) as stage:
        for job, (keys, count) in zip(JOBS, _ROW.findall(text), strict=True):
            await begin(stage, job)
            assert not job.is_done(stage, crm), job.title
            assert await do(stage, keys) == int(count), job.title
            await stage.until(lambda job=job: job.is_done(stage, crm))  # type: ignore[misc]


def test_a_call_takes_five_keys_at_most() -> None:
    calls = [job for job in JOBS if job.steps[0] == "c"]
    assert len(JOBS) == 12
    assert max(sum(isinstance(step, str) for step in job.steps) for job in calls) == 5
