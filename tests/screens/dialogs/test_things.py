"""The lists of what a team keeps: custom fields, tags and users, each added, changed and removed, and taken back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.screens.test_hostile import SOME, assert_harmless, leave
from tui_crm.screens.dialogs.field_form import FieldList, NewField
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.segment_form import SegmentList
from tui_crm.screens.dialogs.tag_form import TagList
from tui_crm.screens.dialogs.template_form import TemplateList
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.dialogs.user_form import Handover, UserList
from tui_crm.services.crm import Crm


class Keeping(Stage):
    """A list of things on a stage."""

    @property
    def dialog(self) -> Things:  # type: ignore[type-arg]
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, Things))
        assert isinstance(found, Things)
        return found

    @property
    def shown(self) -> list[str]:
        """The first cells of the list."""
        source = self.dialog.list.source
        rows = source.rows(list(source.ids))
        return [rows[number][0].text for number in source.ids]

    async def form(self) -> FormDialog:
        await self.until(lambda: isinstance(self.app.screen, FormDialog) and self.app.focused)
        found = self.app.screen
        assert isinstance(found, FormDialog)
        return found

    async def save(self) -> None:
        await self.press("ctrl+s")
        await self.until(lambda: self.app.screen is self.dialog)


@asynccontextmanager
async def keeping(file: Path, kind: Callable[[Crm], Things], width: int = 120) -> AsyncIterator[Keeping]:  # type: ignore[type-arg]
    async with on_stage(file, width, 40) as stage:
        assert stage.app._crm is not None
        await stage.app.push_screen(kind(stage.app._crm))
        shown = Keeping(stage.app, stage.pilot)
        await shown.pilot.pause()
        yield shown


async def test_a_field_is_made_renamed_removed_and_brought_back(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with keeping(people, FieldList) as stage:
        await stage.until_shown("No fields of your own yet: n adds one")
        await stage.press("n")
        form = await stage.form()
        form.form.fill({"name": "size", "label": "Size", "type": "choice", "choices": "S, M"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["x.size"])
        crm.contacts.edit(2, {"custom": {"size": "M"}})
        await stage.press("e")
        form = await stage.form()
        form.form.fill({"name": "x.format"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["x.format"])
        assert crm.contacts.card(2).custom == {"format": "M"}
        await stage.press("delete")
        await stage.until_shown("1 contact has a value")
        await stage.press("y")
        await stage.until(lambda: stage.shown == [])
        assert crm.contacts.card(2).custom == {}
        await stage.press("u")
        await stage.until(lambda: stage.shown == ["x.format"])
        assert crm.contacts.card(2).custom == {"format": "M"}


async def test_what_will_not_do_is_told_at_the_field(people: Path, open_crm: OpenCrm) -> None:
    open_crm("li").custom_fields.add("budget")
    async with keeping(people, FieldList) as stage:
        await stage.until(lambda: stage.shown == ["x.budget"])
        await stage.press("n")
        form = await stage.form()
        await stage.type("two words")
        await stage.until_shown("cannot name a field")
        form.form.fill({"name": "Budget"})
        await stage.press("ctrl+s")
        await stage.until_shown("there is a field “x.Budget” already")
        assert form.form.here == "name"
        form.form.fill({"name": "size", "type": "choice"})
        await stage.press("ctrl+s")
        await stage.until_shown("choices go with a field of type choice")
        assert form.form.here == "choices"
        assert isinstance(stage.app.screen, NewField)


async def test_a_tag_is_made_renamed_and_taken_off_everybody(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with keeping(people, TagList) as stage:
        await stage.until(lambda: stage.shown == ["partner", "vip"])
        await stage.press("n")
        await stage.form()
        await stage.type("gold")
        await stage.press("enter")  # a single answer
        await stage.until(lambda: stage.shown == ["gold", "partner", "vip"])
        await stage.press("end", "e")
        form = await stage.form()
        form.form.fill({"name": "gold"})
        await stage.press("ctrl+s")
        await stage.until_shown("there is a tag “gold” already")
        form.form.fill({"name": "key account"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["gold", "key account", "partner"])
        await stage.press("delete")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("n")
        assert len(crm.tags.all()) == 3
        await stage.press("delete")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("y")
        await stage.until(lambda: len(stage.shown) == 2)


async def test_a_template_is_made_changed_removed_and_brought_back(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with keeping(people, TemplateList) as stage:
        await stage.until_shown("No templates yet: n adds one")
        await stage.press("n")
        form = await stage.form()
        form.form.fill({"name": "Birthday", "text": "Dear $nam", "channel": "message", "language": "en"})
        await stage.press("ctrl+s")
        await stage.until_shown("there is no placeholder “$nam”", "did you mean “name”?")
        form.form.fill({"text": "Dear $name"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["Birthday"])
        await stage.press("e")
        form = await stage.form()
        crm.templates.edit("birthday", occasion="thanks")
        form.form.fill({"name": "Geburtstag", "channel": ""})
        await stage.save()
        await stage.until(lambda: stage.shown == ["Geburtstag"])
        entry = crm.templates.get("geburtstag")
        assert (entry.text, entry.channel, entry.occasion) == ("Dear $name", "", "thanks")
        await stage.press("delete")
        await stage.until_shown("Remove template Geburtstag?")
        await stage.press("y")
        await stage.until(lambda: stage.shown == [])
        await stage.press("u")
        await stage.until(lambda: stage.shown == ["Geburtstag"])


async def test_a_segment_is_made_changed_removed_and_brought_back(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with keeping(people, SegmentList) as stage:
        await stage.until_shown("No segments yet: n adds one")
        await stage.press("n")
        form = await stage.form()
        form.form.fill({"name": "VIPs", "filter": "tag:vip levl:A", "cadence": "14"})
        await stage.press("ctrl+s")
        await stage.until_shown("there is no field “levl”", "did you mean “level”?")
        form.form.fill({"filter": "tag:vip owner:me"})
        await stage.press("ctrl+s")
        await stage.until_shown("“owner:me” in segment “VIPs” changes by itself, or with who asks")
        assert form.form.here == "filter"
        form.form.fill({"filter": "tag:vip", "cadence": "0"})
        await stage.press("ctrl+s")
        await stage.until_shown("a cadence is from 1 to 3650 days")
        form.form.fill({"cadence": "14"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["VIPs"])
        crm.segments.add("Others", "-segment:vips")
        await stage.press("e")
        form = await stage.form()
        form.form.fill({"name": "Key accounts", "cadence": ""})
        await stage.save()
        await stage.until(lambda: stage.shown == ["Key accounts", "Others"])
        assert crm.segments.get("others").filter == '-segment:"Key accounts"'
        assert crm.cadences.all() == []
        await stage.press("u")
        await stage.until(lambda: stage.shown == ["Others", "VIPs"])
        assert [entry.subject for entry in crm.cadences.all()] == ["segment:VIPs"]
        await stage.press("home", "delete")
        await stage.until_shown("Remove segment Others?")
        await stage.press("y")
        await stage.until(lambda: stage.shown == ["VIPs"])


async def test_a_user_is_added_changed_and_retired(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    async with keeping(people, UserList) as stage:
        await stage.until(lambda: stage.shown == ["li", "wang"])
        await stage.press("n")
        form = await stage.form()
        form.form.fill({"login": "zhao", "name": "赵敏", "team": "Sales"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["li", "wang", "zhao"])
        await stage.press("end", "e")
        form = await stage.form()
        form.form.fill({"login": "me"})
        await stage.press("ctrl+s")
        await stage.until(lambda: form.form.here == "login")
        form.form.fill({"login": "zhao", "email": "zhao@x.example", "team": ""})
        await stage.save()
        assert [(user.login, user.email, user.team) for user in crm.users.all()][2] == ("zhao", "zhao@x.example", "")
        await stage.press("home", "down", "delete")
        await stage.until(lambda: isinstance(stage.app.screen, Handover))
        await stage.until_shown("wang leaves: who takes over 3 customers")
        await stage.press("right", "enter")
        await stage.until(lambda: stage.app.screen is stage.dialog)
        await stage.until_shown("retired")
        owned = {user.login: user.owned for user in crm.users.all()}
        assert owned["wang"] == 0
        assert owned["zhao"] == 3
        assert not stage.dialog.check_action("delete", ())


async def test_nobody_is_retired_who_has_no_heir(crm_file: Path, open_crm: OpenCrm) -> None:
    open_crm("li").users.add("li")
    async with keeping(crm_file, UserList) as stage:
        await stage.until(lambda: stage.shown == ["li"])
        assert not stage.dialog.check_action("delete", ())
        await stage.press("delete")
        assert stage.app.screen is stage.dialog


@pytest.mark.parametrize("kind", [FieldList, TagList, UserList, TemplateList, SegmentList])
async def test_no_payload_gets_through(people: Path, open_crm: OpenCrm, kind: type[FieldList]) -> None:
    crm = open_crm("li")
    crm.custom_fields.add("size", label="x")
    crm.templates.add("Hello", occasion="greeting", text="x")
    crm.segments.add("Some", "tag:vip")
    async with keeping(people, kind) as stage:
        for name in SOME:
            stored = PAYLOADS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            with crm.database.maintain() as connection:
                connection.exec_driver_sql("UPDATE custom_field SET label = ?", (stored,))
                connection.exec_driver_sql("UPDATE template SET name = ?, text = ?", (stored, stored))
                connection.exec_driver_sql("UPDATE segment SET name = ?, filter = ?", (stored, stored))
                connection.exec_driver_sql("UPDATE tag SET name = ? WHERE id = 1", (stored,))
                connection.exec_driver_sql('UPDATE "user" SET name = ?, email = ? WHERE id = 2', (stored, stored))
            await leave(stage)
            await stage.app.push_screen(kind(crm))
            await stage.until(lambda: stage.shown)
            assert_harmless(stage, name)
            await stage.press("e")
            await stage.form()
            await stage.pilot.pause()
            assert_harmless(stage, name)
            await stage.press("escape", "delete")
            await stage.pilot.pause()
            assert_harmless(stage, name)
