"""An answer on a ticket goes from its form: to a command, into the mail program; where it cannot, it stays there."""

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.stage import Stage, on_stage
from tests.screens.ticket_stage import open_desk, show_tickets
from tui_crm import paths
from tui_crm.models.codes import ActivityKind
from tui_crm.screens.dialogs.reply_form import ReplyForm
from tui_crm.settings import store


async def reply_form(stage: Stage) -> ReplyForm:
    """Open the form for an answer on the ticket at hand."""
    await stage.press("r")
    await stage.until(lambda: isinstance(stage.app.screen, ReplyForm) and stage.app.screen.form.here)
    form = stage.app.screen
    assert isinstance(form, ReplyForm)
    return form


async def test_an_answer_goes_and_is_kept_then(
    people: Path, open_crm: OpenCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, said, folder = open_crm("li"), tmp_path / "said", tmp_path / "bin"
    open_desk(li)
    li.contacts.edit(li.contacts.meant("Anna Schmidt"), {"emails": ["anna@nordlicht.example"]})
    li.tickets.reply(3, "rang up", kind=ActivityKind.CALL)
    before = len(li.tickets.thread(3))
    folder.mkdir(mode=0o700)
    send = folder / "send"
    send.write_text(f"#!{sys.executable} -S\nraise SystemExit('no route')")
    send.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    store(paths.config_file(), "message_command", "send")
    async with on_stage(people, 80, 24) as stage:
        await show_tickets(stage)
        await stage.press("l")
        form = await reply_form(stage)
        assert (form.form.values["way"], "subject" in form.form._shown, "at" in form.form._shown) == (
            "keep",
            False,
            True,
        )
        await stage.type("sorry $name")
        form.form.fill({"way": "command"})
        await stage.until(lambda: "subject" in form.form._shown and "at" not in form.form._shown)
        assert form.form.values["subject"] == "Re: delivery date slipped [T-3]"
        await stage.press("ctrl+s")
        await stage.until_shown("send did not take the message: no route")
        assert len(li.tickets.thread(3)) == before
        await stage.press("escape")
        form = await reply_form(stage)
        await stage.until(lambda: form.form.values["text"] == "sorry $name" and form.form.values["way"] == "command")
        send.write_text(f"#!{sys.executable} -S\nimport sys; open({str(said)!r}, 'w').write(sys.stdin.read())")
        form.form.fill({"then": "waiting", "way": "mail", "kind": "message"})
        await stage.until(lambda: form.form.values["kind"] == "email")
        form.form.fill({"kind": "message"})
        await stage.until(lambda: form.form.values["way"] == "keep")
        form.form.fill({"way": "command", "kind": "call"})
        await stage.until(lambda: "way" not in form.form._shown)
        form.form.fill({"kind": "email"})
        await stage.until(lambda: "subject" in form.form._shown)
        await stage.press("ctrl+s")
        await stage.until_told("Answered T-3", "Handed the message to Anna Schmidt over")
        told = json.loads(said.read_text())
        assert (told["ticket"], told["subject"], told["text"], told["channel"]) == (
            "T-3", "Re: delivery date slipped [T-3]", "sorry $name", "email",
        )  # fmt: skip
        word = li.tickets.thread(3)[-1]
        assert (word.kind, word.subject, word.text) == ("email", told["subject"], "sorry $name")
        assert li.tickets.rows([3])[0].paused
        li.contacts.edit(li.contacts.meant("Anna Schmidt"), {"do_not_contact": True})
        form = await reply_form(stage)
        form.form.go_to("way")
        await stage.until_shown("Anna Schmidt is not to be contacted")
