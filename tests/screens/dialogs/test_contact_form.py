"""The form of a contact, on the program's screens: made, changed, warned of, and proof against any text."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.payloads import PAYLOADS
from tests.screens.dialogs.contact_form_stage import card_of, closed, drafts, editing, fill, opened
from tests.screens.stage import on_stage
from tests.screens.test_hostile import assert_harmless
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.errors import Busy
from tui_crm.models.ids import number_of
from tui_crm.screens.dialogs.contact_form import ContactForm
from tui_crm.screens.dialogs.question import Question
from tui_crm.services.contacts import Contacts

BUSY = Busy("the file is busy")


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
