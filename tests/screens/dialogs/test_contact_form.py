"""The form of a contact, on the program's screens: made, changed, warned of, asked about, kept."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import assert_harmless
from tests.widgets.lines import assert_golden
from tui_crm import i18n, paths
from tui_crm.errors import Busy
from tui_crm.models.cards import ContactCard
from tui_crm.models.ids import number_of
from tui_crm.screens.contact_page import ContactPage
from tui_crm.screens.contact_verbs import _contact_form
from tui_crm.screens.dialogs.conflict import Conflicting
from tui_crm.screens.dialogs.contact_form import ContactForm
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.prepared import Prepared
from tui_crm.services.contacts import Contacts
from tui_crm.services.crm import Crm
from tui_crm.widgets.form import Form
from tui_crm.widgets.painting import PLAIN

BUSY = Busy("the file is busy")


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


async def test_a_person_is_added(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 120, 40) as stage:
        form = await opened(stage)
        assert form.here == "name"
        await stage.type("Li Ming")
        await stage.press("tab")
        await stage.type("Nord")
        await stage.until(lambda: "tab takes  Nordlicht GmbH" in "\n".join(stage.lines))
        await stage.press("tab", "tab")
        await stage.type("buyer")
        await fill(stage, "phones", "138 0013 9999, home=010 6552 9988")
        await fill(stage, "birthday", "农历八月十五")
        await fill(stage, "tags", "vip")
        await stage.press("ctrl+s")
        await stage.until_told("Added Li Ming · u to undo")
        await closed(stage)
    card = card_of(open_crm("li"), "Li Ming")
    assert (card.row.kind, card.row.company, card.row.role, card.birthday) == (
        "person",
        "Nordlicht GmbH",
        "buyer",
        "lunar:--08-15",
    )
    assert [(each.value, each.label) for each in card.phones] == [("138 0013 9999", ""), ("010 6552 9988", "home")]
    assert drafts() == []


async def test_a_company_is_asked_for_less(people: Path, open_crm: OpenCrm) -> None:
    async with on_stage(people, 120, 40) as stage:
        await opened(stage)
        assert any("department" in line for line in stage.lines)
        await stage.press("up", "right", "tab")
        await stage.until(lambda: not any("department" in line for line in stage.lines))
        await stage.type("Gamma")
        await stage.press("ctrl+s")
        await stage.until_told("Added Gamma")
    assert card_of(open_crm("li"), "Gamma").row.kind == "company"


async def test_what_comes_along_is_told(people: Path) -> None:
    async with on_stage(people, 120, 40) as stage:
        await opened(stage)
        await fill(stage, "name", "Li Ming")
        await fill(stage, "company", "Gamma Ltd")
        await stage.until_shown("new: made when you save")
        await stage.press("ctrl+s")
        await stage.until_told("Added Li Ming", "made a new company: Gamma Ltd")


async def test_who_is_on_file_is_said_while_one_types(people: Path, open_crm: OpenCrm) -> None:
    anna = f"c{open_crm('li').contacts.meant('Anna Schmidt')}"
    async with on_stage(people, 200, 40) as stage:
        await opened(stage)
        await fill(stage, "name", "Anna Schmidt")
        await stage.until_shown(f"on file: {anna} Anna Schmidt Nordlicht GmbH")
        await fill(stage, "name", "Anna Schmid")
        await stage.until(lambda: "on file" not in "\n".join(stage.lines))
        await fill(stage, "phones", "+86 138-0013-8002")
        await stage.until_shown(f"{anna} Anna Schmidt Nordlicht GmbH has it")
        await fill(stage, "tags", "vip, brand new")
        await stage.until_shown("new: brand new")
        await fill(stage, "company", "Nordlicht GmbH")
        await stage.until(lambda: any("company" in line and "c3 · Nordlicht" in line for line in stage.lines))


async def test_a_company_of_two_must_be_named_by_its_id(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    ids = [f"c{crm.contacts.add({'name': 'Acme', 'kind': 'company'}).ids[0]}" for _twin in range(2)]
    async with on_stage(people, 200, 40) as stage:
        form = await opened(stage)
        await fill(stage, "name", "Li Ming")
        await fill(stage, "company", "Acme")
        await stage.until_shown(f"there are 2: {ids[0]}, {ids[1]}")
        await stage.press("ctrl+s")
        assert form.here == "company"
        await fill(stage, "company", ids[1])
        await stage.press("ctrl+s")
        await stage.until_told("Added Li Ming")
    assert crm.contacts.rows([crm.contacts.meant("Li Ming")])[0].customer_id == number_of("contact", ids[1])


async def test_a_contact_without_a_name_is_refused_at_its_name(people: Path) -> None:
    async with on_stage(people, 120, 40) as stage:
        form = await opened(stage)
        await fill(stage, "city", "Kiel")
        await stage.press("ctrl+s")
        await stage.until(lambda: form.here == "name")
        await stage.until_shown("a contact needs a name")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("emails", "zhang@", "is not an e-mail address"),
        ("phones", "1.38E+10", "that a spreadsheet rounded"),
        ("handles", "lm88", "is no account"),
        ("owner", "nobody", "there is no user “nobody”"),
        ("birthday", "3/5", "does not say which is the day"),
        ("birthday", "农历八月十五", "2027"),
        ("owner", "wang", ""),
        ("owner", "我", ""),
        ("phones", "138 0013 8000", "+8613800138000"),
    ],
)
async def test_fields_are_understood_while_one_types(people: Path, key: str, text: str, said: str) -> None:
    async with on_stage(people, 200, 60) as stage:
        form = await opened(stage)
        await fill(stage, key, text)
        await stage.until_shown(said)
        assert form.wrong == ([key] if "no" in said or "not" in said or "rounded" in said else [])


async def test_what_is_changed_is_changed_and_nothing_else(people: Path, open_crm: OpenCrm) -> None:
    before = card_of(open_crm("li"), "张伟")
    async with editing(people) as (stage, form):
        assert (form.values["name"], form.values["company"]) == ("张伟", "上海云帆贸易有限公司")
        await fill(stage, "note", "never before noon\nand by mail")
        await fill(stage, "level", "VIP")
        await stage.press("ctrl+s")
        await stage.until_told("Edited 张伟")
        await closed(stage)
    after = card_of(open_crm("li"), "张伟")
    assert (after.note, after.row.level) == ("never before noon\nand by mail", "VIP")
    assert (after.version, after.phones, after.companies) == (before.version + 1, before.phones, before.companies)


async def test_a_form_in_which_nothing_is_changed_changes_nothing(people: Path, open_crm: OpenCrm) -> None:
    newest = open_crm("li").history.newest()
    async with editing(people) as (stage, _form):
        await stage.press("ctrl+s")
        await stage.until_told("Nothing changed")
        await closed(stage)
    assert open_crm("li").history.newest() == newest


@pytest.mark.parametrize(("answer", "moved"), [("y", 1), ("n", 0)])
async def test_who_joins_a_company_may_take_the_past_along(
    people: Path, open_crm: OpenCrm, answer: str, moved: int
) -> None:
    async with editing(people, "Ola") as (stage, _form):
        await fill(stage, "company", "Nordlicht GmbH")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.until_shown("1 entry of the past: move with them?")
        await stage.press(answer)
        await stage.until_told("Edited Ola")
    crm = open_crm("li")
    ola = crm.contacts.meant("Ola Nordmann")
    assert crm.contacts.past_of(ola) == moved


async def test_the_question_of_the_past_leads_back_to_the_form(people: Path) -> None:
    async with editing(people, "Ola") as (stage, form):
        await fill(stage, "company", "Nordlicht GmbH")
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, ContactForm))
        assert form.values["company"] == "Nordlicht GmbH"


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


async def test_a_lookup_that_fails_does_not_stop_anybody(people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(*_said: object) -> None:
        asked.append(1)
        raise BUSY

    monkeypatch.setattr(Contacts, "lookalikes", refuse)
    monkeypatch.setattr(Contacts, "suggestions", refuse)
    async with on_stage(people, 120, 40) as stage:
        await opened(stage)
        await stage.type("Li")
        await stage.press("tab")
        await stage.type("No")
        await stage.until(lambda: len(asked) > 3)
        await stage.press("ctrl+s")
        await stage.until_told("Added Li")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [80, 120])
async def test_it_looks_like_this(people: Path, open_crm: OpenCrm, language: str, width: int) -> None:
    i18n.set_language(language)
    open_crm("li").custom_fields.add("budget", kind="number", label="Budget")
    async with on_stage(people, width, 24 if width == 80 else 40) as stage:
        await stage.look_for("张伟")
        await opened(stage, "e")
        await fill(stage, "emails", "zhang@")
        await stage.pilot.pause()
        assert_golden(f"contact_form_{width}_{language}", stage.lines)


SOME = ("markup action", "escape clipboard", "bidi override", "very long", "format braces", "newline", "lone surrogate")


async def test_no_payload_gets_through_the_form(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with editing(people) as (stage, form):
        keys = [key for key in form.values if key not in {"gender", "consent", "level", "stage"}]
        for name in SOME:
            form.fill(dict.fromkeys(keys, PAYLOADS[name]))
            await stage.pilot.pause()
            assert_harmless(stage, name)
        await stage.press("escape", "escape")
    assert crm.contacts.meant("张伟")


async def test_a_payload_on_file_can_be_edited(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with on_stage(people, 120, 40) as stage:
        for number, name in enumerate(SOME):
            text = PAYLOADS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            with crm.database.maintain() as connection:
                for column in ("name", "nickname", "note", "source", "level"):
                    connection.exec_driver_sql(f"UPDATE contact SET {column} = ?", (text,))
                connection.exec_driver_sql("UPDATE tag SET name = ?", (text,))
            form = await opened(stage, "e")
            assert_harmless(stage, name)
            await fill(stage, "city", f"Kiel {number}")
            assert form.changed == {"city": f"Kiel {number}"}
            await stage.press("ctrl+s")
            await stage.until_told("Edited")
            assert_harmless(stage, name)
            stage.app.clear_notifications()
