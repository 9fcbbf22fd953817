"""Service ways in the settings: one is changed in its form, is the usual one again, and none is added."""

from pathlib import Path

from tests.conftest import OpenCrm
from tests.screens.dialogs.test_things import keeping
from tui_crm.models.service_ways import USUAL_WAYS
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.way_form import WayList


async def test_a_way_is_changed_and_is_the_usual_one_again(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.users.edit("wang", team_name="support")
    async with keeping(people, WayList) as stage:
        await stage.until(lambda: len(stage.shown) == len(USUAL_WAYS))
        await stage.press("n")
        await stage.put_cursor(stage.dialog.list, [*USUAL_WAYS].index("complaint") + 1)
        await stage.press("delete", "enter")
        form = await stage.form()
        assert "needs_cause" not in form.form.values
        form.form.fill(
            {"owner": "team:Support", "aftercare_days": "", "checklist": "call them\n\nhow much", "priority": "urgent"}
        )
        await stage.save()
        await stage.until_shown("team:support", "call them, how much")
        way = crm.ways.of("complaint")
        assert (way.team, way.aftercare_days, way.checklist, way.priority) == (
            "support", None, ("call them", "how much"), "urgent",
        )  # fmt: skip
        await stage.press("e")
        form = await stage.form()
        form.form.fill({"aftercare_days": "many"})
        await stage.press("ctrl+s")
        await stage.until_shown("“many” does not do for aftercare after days")
        form.form.fill({"aftercare_days": "9"})
        await stage.save()
        await stage.until(lambda: crm.ways.of("complaint").aftercare_days == 9)
        await stage.press("delete")
        await stage.until(lambda: isinstance(stage.app.screen, Question))
        await stage.press("y")
        await stage.until(lambda: crm.ways.of("complaint") == USUAL_WAYS["complaint"])
