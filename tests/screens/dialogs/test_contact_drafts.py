"""What was typed into the form of a contact and not saved: where it comes back, and when it is let go."""

import threading
from pathlib import Path

from tests.conftest import OpenCrm
from tests.screens.dialogs.contact_form_stage import closed, drafts, editing, fill, locks, opened
from tests.screens.stage import on_stage
from tui_crm.screens.contact_page import ContactPage
from tui_crm.screens.contact_verbs import _contact_form
from tui_crm.screens.dialogs.contact_form import ContactForm
from tui_crm.screens.prepared import Prepared
from tui_crm.services.crm import Crm


async def test_what_was_typed_comes_back_on_the_card_it_belongs_to(people: Path) -> None:
    async with editing(people) as (stage, _form):
        await fill(stage, "note", "half a thou")
        await stage.press("escape")
        await stage.until_told("What you typed is kept")
        await closed(stage)
        await stage.look_for("Anna")
        assert (await opened(stage, "e")).changed == {}
        await stage.press("escape")
        await closed(stage)
        await stage.look_for("张伟")
        assert (await opened(stage, "e")).changed == {"note": "half a thou"}


async def test_a_contact_that_is_gone_has_no_form_and_no_draft(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with editing(people) as (stage, _form):
        await fill(stage, "note", "mine")
        await stage.press("escape")
        await closed(stage)
        here = stage.table.highlighted_id or 0
        stage.contacts.open_form(_contact_form(here + 999))
        await stage.until_told("there is no contact")
        crm.contacts.delete([here])
        stage.contacts.open_form(_contact_form(here))
        await stage.until_told("张伟 is in the trash")
        assert len(drafts()) == 1, "it can still come out of the trash"
        crm.contacts.forget(here)
        await opened(stage, "n")
        assert drafts() == []


async def test_a_form_that_is_asked_for_twice_is_opened_once(people: Path) -> None:
    made: list[Crm] = []
    asked, go_on = threading.Event(), threading.Event()

    def prepare(crm: Crm) -> Prepared:
        made.append(crm)
        asked.set()
        assert go_on.wait(30)
        return _contact_form(None)(crm)

    async with on_stage(people) as stage:
        stage.contacts.open_form(prepare)
        await stage.until(asked.is_set)
        stage.contacts.open_form(prepare)
        go_on.set()
        await stage.until(lambda: isinstance(stage.app.screen, ContactForm))
        assert len(made) == 1
        await stage.press("escape")
        await closed(stage)
        assert locks() == []


async def test_a_form_that_nobody_waits_for_any_more_gives_its_draft_back(people: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def prepare(crm: Crm) -> Prepared:
        form = _contact_form(None)(crm)
        asked.set()
        assert go_on.wait(30)
        return form

    async with on_stage(people) as stage:
        await stage.look_for("张伟")
        await stage.press("i")
        await stage.until(lambda: isinstance(stage.app.screen, ContactPage) and stage.app.screen.contact_at_hand())
        page = stage.app.screen
        assert isinstance(page, ContactPage)
        page.open_form(prepare)
        await stage.until(asked.is_set)
        assert locks() != []
        await stage.press("escape")
        await closed(stage)
        go_on.set()
        await stage.until(lambda: locks() == [])
        assert stage.app.screen is stage.contacts
