"""The surveys in the settings: added, asked, answered, changed, reminded, removed."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.dialogs.test_things import keeping
from tui_crm.errors import OutputFailed
from tui_crm.models.messaging import Message
from tui_crm.screens.dialogs.chooser import Chooser
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.rating_form import RatingForm
from tui_crm.screens.dialogs.survey_list import SurveyForm, SurveyList
from tui_crm.services import handing_over


async def test_a_survey_from_its_name_to_its_result(people: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    anna, ola = li.contacts.meant("Anna Schmidt"), li.contacts.meant("Ola Nordmann")
    li.contacts.tag([anna, ola], add=["autumn"])
    li.contacts.edit(ola, {"do_not_contact": True})
    async with keeping(people, SurveyList) as shown:
        await shown.until_shown("No surveys yet: n adds one")
        await shown.press("n")
        assert isinstance(await shown.form(), SurveyForm)
        await shown.type("Autumn")
        await shown.press("tab", "2", "tab")
        await shown.type("tag:autumn")
        await shown.save()
        await shown.until(lambda: shown.shown == ["Autumn"])

        await shown.press("enter")
        await shown.until_told("Nobody has been asked yet.")
        await shown.press("a")
        await shown.until(lambda: isinstance(shown.app.screen, Question))
        await shown.until_shown("1 left out: not to be contacted", "copied into the clipboard", "Ask 1 contact?")
        await shown.press("y")
        await shown.until_told("Asked Anna Schmidt in survey Autumn")
        assert "How likely are you to recommend us" in shown.app.clipboard
        await shown.until(lambda: shown.app.screen is shown.dialog and shown.dialog.things[0].asked)
        await shown.press("m")
        await shown.until_told("There is nobody to write to now.", "1 left out: written to about it in the last days")

        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.app.screen, Chooser) and shown.app.focused)
        await shown.until_shown("NPS —", "9–10: 0 · 7–8: 0 · 0–6: 0", "asked 2026-11-21: enter keeps an answer")
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.app.screen, RatingForm) and shown.app.screen.form.here)
        await shown.type("10")
        await shown.save()
        await shown.until_told("Noted NPS 10 from Anna Schmidt in survey Autumn")
        await shown.until_shown("100 %", "+100")
        await shown.press("enter")
        await shown.until_shown("NPS +100", "9–10: 1 · 7–8: 0")
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.app.screen, RatingForm) and shown.app.screen.form.here)
        await shown.press("backspace", "backspace", "7")
        await shown.save()
        await shown.until_told("Edited the NPS of Anna Schmidt")

        await shown.press("e")
        await shown.form()
        await shown.press("end", "2")
        await shown.save()
        await shown.until(lambda: shown.shown == ["Autumn2"])
        await shown.press("delete")
        await shown.until(lambda: isinstance(shown.app.screen, Question))
        await shown.press("y")
        await shown.until(lambda: shown.shown == [])
    assert [each.value for each in li.scores.find()] == [7]


async def test_messages_are_handed_over_one_by_one_and_to_nobody_twice(
    people: Path, open_crm: OpenCrm, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, wang = open_crm("li"), open_crm("wang")
    names = ["Anna Schmidt", "Ola Nordmann", "Björn Åkesson", "Jean Dupont"]
    li.contacts.tag([li.contacts.meant(name) for name in names], add=["autumn"])
    li.surveys.add("Autumn", "nps", "tag:autumn")
    theirs = wang.surveys.to_ask("autumn").people
    first, second, third, last = (each.contact for each in theirs)
    letters: list[str] = []
    failure = OutputFailed("no such number")

    def hand_over(message: Message, settings: object) -> None:
        del settings
        letters.append(message.contact)
        if message.contact == first:
            wang.surveys.ask("autumn", theirs[1:2])
        elif message.contact == last:
            raise failure

    monkeypatch.setattr(handing_over, "is_configured", lambda _settings: True)
    monkeypatch.setattr(handing_over, "hand_over", hand_over)
    async with keeping(people, SurveyList) as shown:
        await shown.until(lambda: shown.dialog.things)
        await shown.press("a")
        await shown.until_shown("Ask 4 contacts?", "The messages are handed to your command.")
        await shown.press("y")
        await shown.until_told("Asked 2 contacts in survey Autumn")
        await shown.until(lambda: shown.dialog.things[0].asked == 3)
    assert letters == [first, third, last]
    assert {each.contact for each in li.surveys.waiting()} == {first, second, third}
