"""A message on the screens: a template is chosen, read over, goes its way, and is logged with what comes next."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tui_crm import paths
from tui_crm.models.cards import ActivityEntry
from tui_crm.screens.dialogs import contact_form
from tui_crm.screens.dialogs.chooser import Chooser
from tui_crm.screens.dialogs.message_form import MessageForm
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.today import TodayScreen
from tui_crm.services.crm import Crm
from tui_crm.settings import store


@pytest.fixture
def crm(people: Path, open_crm: OpenCrm) -> Iterator[Crm]:
    """Return the database of the people."""
    crm = open_crm("li")
    crm.contacts.edit(crm.contacts.meant("张伟"), {"gender": "male", "channel": "微信"})
    yield crm
    assert people.exists()


async def chosen(stage: Stage) -> MessageForm:
    """Take the first template that is offered, and return the form."""
    await stage.until(lambda: isinstance(stage.app.screen, Chooser) and stage.app.focused)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.app.screen, MessageForm) and stage.app.screen.form.here)
    found = stage.app.screen
    assert isinstance(found, MessageForm)
    return found


def newest(crm: Crm, name: str) -> ActivityEntry:
    return crm.activities.of_contact(crm.contacts.meant(name), 1)[0]


async def test_a_message_is_copied_and_logged_with_what_comes_next(people: Path, crm: Crm) -> None:
    async with on_stage(people, 80, 24) as stage:
        await stage.look_for("张伟")
        await stage.press("M")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.until_shown("There are no templates yet. Add the usual ones?")
        await stage.press("y")
        await stage.until(lambda: isinstance(stage.app.screen, Chooser) and stage.app.focused)
        assert [choice.title for choice in stage.app.screen.choices][:2] == ["After our talk", "Birthday"]  # type: ignore[attr-defined]
        await stage.press("escape")
        crm.templates.add(
            "Angebot", occasion="follow-up", language="zh_CN", text="$salutation，$next_follow_up见！$role"
        )
        crm.templates.edit("Angebot", text="$salutation，下次见！$birthday", subject="$birthday")
        await stage.press("M")
        form = await chosen(stage)
        await stage.until_shown(
            "Message to 张伟", "WeChat yf_zhangwei", "张先生，下次见！$birthday", "not known: $birthday"
        )
        assert form.form.values["way"] == "copy"
        assert "subject" not in form.form._shown
        await stage.press("ctrl+s")
        await stage.until_shown("$birthday is not known of 张伟: the message stays here")
        assert form.form.here == "text"
        form.form.fill({"text": "张先生，下次见！", "next_note": "ask"})
        await stage.press("ctrl+s")
        await stage.until_shown("when shall that be?")
        await stage.press("escape")
        await stage.press("M")
        form = await chosen(stage)
        await stage.until_shown("is back")
        form.form.fill({"next": "next wed"})
        await stage.press("ctrl+s")
        await stage.until_told("Logged a message to 张伟 from template Angebot", "Copied the message to 张伟")
        assert stage.app.clipboard == "张先生，下次见！"
        entry = newest(crm, "张伟")
        assert (entry.kind, entry.channel, entry.subject, entry.text) == (
            "message",
            "wechat",
            "Angebot",
            "张先生，下次见！",
        )
        assert [each.text for each in crm.followups.find(contact_id=entry.contact_id)] == ["send", "ask"]


async def test_it_goes_to_the_mail_program_or_to_a_command(
    people: Path, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, folder = tmp_path / "said", tmp_path / "bin"
    folder.mkdir(mode=0o700)
    for name, what in (("xdg-open", "sys.argv[1]"), ("send", "sys.stdin.read()")):
        (folder / name).write_text(f"#!{sys.executable} -S\nimport sys; open({str(said)!r}, 'w').write({what})")
        (folder / name).chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    crm.templates.add("Thanks", occasion="thanks", text="Dear $name, thanks!", subject="For $company")
    async with on_stage(people, 120, 40) as stage:
        await stage.look_for("张伟")
        store(paths.config_file(), "message_command", "send")
        await stage.press("M")
        form = await chosen(stage)
        assert form.form.values["way"] == "command"
        (folder / "send").write_text(f"#!{sys.executable} -S\nraise SystemExit('no route')")
        await stage.press("ctrl+s")
        await stage.until_shown("send did not take the message: no route")
        form.form.fill({"way": "mail"})
        await stage.until_shown("For 上海云帆贸易有限公司", "zhang@yunfan.example · 张伟 prefers: 微信")
        form.form.fill({"log": "", "next": "tomorrow"})
        await stage.press("ctrl+s")
        await stage.until_told("Set a follow-up with 张伟", "Opened the e-mail to 张伟")
        assert said.read_text().startswith("mailto:zhang@yunfan.example?subject=For%20")
        assert newest(crm, "张伟").kind == "call"


async def test_a_birthday_is_greeted_and_who_wants_no_message_gets_none(people: Path, crm: Crm) -> None:
    crm.templates.add_starters("en")
    jean, ola = crm.contacts.meant("Jean Dupont"), crm.contacts.meant("Ola Nordmann")
    crm.contacts.edit(jean, {"birthday": "1990-11-21"})
    crm.contacts.edit(ola, {"do_not_contact": True})
    async with on_stage(people, 120, 40) as stage:
        await stage.look_for("Ola")
        await stage.press("M")
        await stage.until_told("Ola Nordmann is not to be contacted")
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.app.screen, TodayScreen) and stage.app.screen.line)
        today = stage.app.screen
        assert isinstance(today, TodayScreen)
        assert today._lines is not None
        (greeted,) = [key for key, line in today._lines.lines.items() if line.text == "1990-11-21"]
        await stage.put_cursor(today._list, greeted)
        await stage.press("M")
        await stage.until(lambda: isinstance(stage.app.screen, Chooser) and stage.app.focused)
        titles = [choice.title for choice in stage.app.screen.choices]  # type: ignore[attr-defined]
        assert titles[:3] == ["Birthday", "Season’s greetings", "After our talk"]


def test_a_message_begun_goes_with_whom_it_is_to(crm: Crm) -> None:
    here = crm.contacts.meant("张伟")
    assert not contact_form._is_gone(crm, f"message:{here}_7")
    assert contact_form._is_gone(crm, "message:999_7")
