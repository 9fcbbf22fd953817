"""What is promised, in the settings: changed after one has seen what that would come to, added, and taken out."""

from pathlib import Path

from tests.conftest import NOW, OpenCrm
from tests.screens.dialogs.test_things import keeping
from tui_crm.models.sla import Targets
from tui_crm.models.sla_policies import USUAL_POLICIES, Subject
from tui_crm.screens.dialogs.policy_form import PolicyList
from tui_crm.screens.dialogs.question import Question


async def test_a_promise_is_changed_added_and_taken_out(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    ticket = crm.tickets.open(1, subject="help", at=NOW).ids[0]
    async with keeping(people, PolicyList) as stage:
        await stage.until(lambda: len(stage.shown) == len(USUAL_POLICIES))
        assert stage.shown[0] == "any ticket"
        await stage.press("e")
        form = await stage.form()
        assert form.form.values["first"] == "1d"
        form.form.fill({"first": "soon"})
        await stage.press("ctrl+s")
        await stage.until_shown("a time is written like 30m")
        form.form.fill({"first": "4h", "steps": "80:notify，100:shout", "apply": "yes"})
        await stage.press("ctrl+s")
        await stage.until_shown("1 open ticket would have another promise: 1 due earlier or later", "Save it?")
        await stage.press("y")
        await stage.until_shown("“100:shout” is no step")
        form.form.fill({"steps": "80:notify，100:raise"})
        await stage.save()
        await stage.until_shown("80:notify, 100:raise")
        assert crm.sla.policy(Subject()).targets == Targets(240, 480, 2400)
        assert crm.tickets.card(ticket).first_minutes == 240
        await stage.press("n")
        form = await stage.form()
        form.form.fill({"kind": "incident", "level": "vip", "first": "15m"})
        await stage.save()
        await stage.until_shown("incident · VIP", "15 min")
        assert crm.sla.policy(Subject(kind="incident", level="VIP")).targets == Targets(15, None, None)
        await stage.put_cursor(stage.dialog.list, stage.shown.index("incident · VIP") + 1)
        await stage.press("delete")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("y")
        await stage.until(lambda: len(stage.shown) == len(USUAL_POLICIES))
