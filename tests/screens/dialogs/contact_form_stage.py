"""The form of a contact on a stage: opened for somebody, filled, closed, and what it leaves of drafts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.screens.stage import Stage, on_stage
from tui_crm import paths
from tui_crm.models.cards import ContactCard
from tui_crm.screens.dialogs.contact_form import ContactForm
from tui_crm.services.crm import Crm
from tui_crm.widgets.form import Form


def form_of(stage: Stage) -> Form:
    """Return the form that is open."""
    screen = stage.app.screen
    assert isinstance(screen, ContactForm)
    return screen.form


async def opened(stage: Stage, key: str = "n") -> Form:
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, ContactForm) and stage.app.screen.form.here)
    return form_of(stage)


async def closed(stage: Stage) -> None:
    await stage.until(lambda: stage.app.screen is stage.contacts)


async def fill(stage: Stage, key: str, text: str) -> None:
    """Go to a field and put a text in, as pasted."""
    form_of(stage).go_to(key)
    await stage.until(lambda: form_of(stage).here == key)
    form_of(stage).fill({key: text})
    await stage.pilot.pause()


@asynccontextmanager
async def editing(people: Path, name: str = "张伟", width: int = 120) -> AsyncIterator[tuple[Stage, Form]]:
    """Open the form of somebody on file."""
    async with on_stage(people, width, 40) as stage:
        await stage.look_for(name)
        yield stage, await opened(stage, "e")


def card_of(crm: Crm, name: str) -> ContactCard:
    return crm.contacts.card(crm.contacts.meant(name))


def drafts() -> list[Path]:
    return sorted((paths.state_dir() / "drafts").rglob("*.json"))


def locks() -> list[Path]:
    return sorted((paths.state_dir() / "drafts").rglob("*.lock"))
