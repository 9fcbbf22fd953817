"""The page of a contact: who it is, who is around it, and that one finds back."""

from pathlib import Path

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm.screens.contact_page import ContactPage
from tui_crm.widgets.record_table import RecordTable


async def opened(stage: Stage, name: str, *keys: str) -> ContactPage:
    """Open the page of the contact called ``name``."""
    await stage.look_for(f'name:"{name}"')
    await stage.press(*(keys or ("i",)))
    await stage.until(lambda: isinstance(stage.app.screen, ContactPage) and stage.app.screen.contact_at_hand())
    assert isinstance(stage.app.screen, ContactPage)
    return stage.app.screen


async def test_it_tells_all_and_goes_back(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        await opened(stage, "张伟")
        await stage.until_shown("yf_zhangwei", "prefers calls after five", "esc back")
        await stage.press("escape")
        assert stage.app.screen is stage.contacts


async def test_one_goes_from_a_person_to_the_company_and_on_to_its_people(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        person = await opened(stage, "张伟")
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is not person and "采购经理" in "\n".join(stage.lines))
        company = stage.app.screen
        assert isinstance(company, ContactPage)
        assert company.query_one(RecordTable).source.rows([person.contact_at_hand() or 0])
        await stage.press("escape", "escape")
        assert stage.app.screen is stage.contacts


async def test_who_stands_alone_has_the_page_for_himself(people: Path) -> None:
    async with on_stage(people, 140, 40) as stage:
        page = await opened(stage, "Ola Nordmann")
        assert not page.query_one(RecordTable).display


async def test_a_colleagues_change_shows_on_it(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 140, 40) as stage:
        page = await opened(stage, "张伟")
        assert "select" not in stage.lines[-1]
        crm = open_crm("wang")
        crm.contacts.edit(page.contact_at_hand() or 0, {"note": "moved to Hangzhou"})
        await stage.until_shown("moved to Hangzhou")
        crm.contacts.delete([page.contact_at_hand() or 0])
        await stage.until_shown("in the trash")


async def test_who_is_deleted_there_is_left(people: Path) -> None:
    async with on_stage(people) as stage:
        await opened(stage, "张伟")
        await stage.press("delete")
        await stage.until_told("Deleted 张伟")
        assert stage.app.screen is stage.contacts
        assert "张伟" not in stage.names


async def test_its_command_is_copied(people: Path) -> None:
    async with on_stage(people) as stage:
        page = await opened(stage, "张伟")
        await stage.press("y")
        assert stage.app.clipboard == f"crm --db {people} contact show c{page.contact_at_hand()}"


async def test_the_verbs_work_on_it(people: Path) -> None:
    async with on_stage(people) as stage:
        await opened(stage, "Ola Nordmann")
        await stage.press("t")
        await stage.type("vip")
        await stage.press("enter")
        await stage.until(lambda: "vip" in "\n".join(stage.lines))


async def test_what_is_missed_while_elsewhere_is_caught_up_with(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people) as stage:
        page = await opened(stage, "张伟")
        assert page.app is stage.app
        await stage.press("J", "K", "i")
        assert stage.app.screen is page
        open_crm("wang").contacts.edit(page.contact_at_hand() or 0, {"name": "张小伟"})
        await stage.until_shown("张小伟")
        await stage.press("escape")
        await stage.look_for("张小伟")
        assert stage.names == ["张小伟"]
