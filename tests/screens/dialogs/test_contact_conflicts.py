"""What two people change in one contact at the same time: merged where it can be, asked where it cannot."""

from pathlib import Path

from tests.conftest import OpenCrm
from tests.screens.dialogs.contact_form_stage import card_of, closed, drafts, editing, fill, opened
from tui_crm.screens.dialogs.conflict import Conflicting
from tui_crm.widgets.painting import PLAIN


async def test_different_fields_of_two_people_merge(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, _form):
        wang.contacts.edit(wang.contacts.meant("张伟"), {"nickname": "大伟"})
        await fill(stage, "note", "mine")
        await stage.press("ctrl+s")
        await stage.until_told("Edited 张伟")
    card = card_of(wang, "张伟")
    assert (card.nickname, card.note) == ("大伟", "mine")


async def test_the_same_field_of_two_people_asks(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, _form):
        wang.contacts.edit(
            wang.contacts.meant("张伟"), {"note": "theirs", "city": "苏州", "nickname": "大伟", "level": "VIP"}
        )
        for key, text in {"note": "mine", "city": "北京", "source": "fair", "level": "B"}.items():
            await fill(stage, key, text)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        text = "\n".join(stage.lines)
        for said in ("Before", "prefers calls after five", "● mine", "○ theirs", "● 北京", "○ 苏州", "● B", "○ VIP"):
            assert said in text
        await stage.press("right", "down", "left", "right", "left", "down", "t", "ctrl+s")
        await stage.until_told("Edited 张伟")
        await closed(stage)
    card = card_of(wang, "张伟")
    fields = (card.row.level, card.note, card.row.city, card.nickname, card.row.source)
    assert fields == ("VIP", "mine", "苏州", "大伟", "fair")
    assert drafts() == []


async def test_read_aloud_a_conflict_says_what_is_chosen(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, _form):
        wang.contacts.edit(wang.contacts.meant("张伟"), {"note": "theirs"})
        await fill(stage, "note", "mine")
        stage.app.add_class(PLAIN)
        await stage.press("ctrl+s")
        await stage.until_shown("(x) mine", "( ) theirs")


async def test_from_a_conflict_one_can_go_back_and_nothing_is_lost(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, form):
        wang.contacts.edit(wang.contacts.meant("张伟"), {"note": "theirs"})
        await fill(stage, "note", "mine")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.press("escape")
        await stage.until_shown("somebody else changed note")
        assert form.values["note"] == "mine"
        assert len(drafts()) == 1
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.press("enter")
        await stage.until_told("Edited 张伟")
    assert card_of(wang, "张伟").note == "mine"


async def test_who_moved_to_another_company_has_another_role_there(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, _form):
        wang.contacts.edit(wang.contacts.meant("张伟"), {"company": "Nordlicht GmbH", "role": "CEO"})
        await fill(stage, "role", "boss")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        await stage.until_shown("● 上海云帆", "○ Nordlicht GmbH", "● boss", "○ CEO")
        await stage.press("ctrl+s")
        await stage.until_told("Edited 张伟")
        await closed(stage)
    row = card_of(wang, "张伟").row
    assert (row.company, row.role) == ("上海云帆贸易有限公司", "boss")


async def test_a_draft_older_than_a_colleagues_change_finds_the_conflict(people: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with editing(people) as (stage, _form):
        await fill(stage, "note", "mine")
        await stage.press("escape")
        await closed(stage)
        wang.contacts.edit(wang.contacts.meant("张伟"), {"note": "theirs", "nickname": "大伟"})
        form = await opened(stage, "e")
        assert (form.values["note"], form.values["nickname"]) == ("mine", "大伟")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Conflicting))
        assert isinstance(stage.app.screen, Conflicting)
        assert [clash.key for clash in stage.app.screen._found] == ["note"]
