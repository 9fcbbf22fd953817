"""Every payload in every text of a contact, walked through everything the screens show: nothing crashes, acts or escapes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.payloads import PAYLOADS
from tests.screens.stage import Stage, on_stage
from tests.widgets.lines import screen_strips
from tests.widgets.test_hostile import FORBIDDEN
from tui_crm.display import safe
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.messages import ShowJourney
from tui_crm.screens.toasts import toast
from tui_crm.services.crm import Crm
from tui_crm.services.feed import Changes

SOME = ("markup closing nothing", "escape clipboard", "bidi override", "format braces", "markup action")
"""Payloads for what has many places; the last one acts where it is clicked."""
AT_ONCE = {
    "what is hidden": PAYLOADS["escape clipboard"] + PAYLOADS["bidi override"],
    "what is read": PAYLOADS["format braces"] + PAYLOADS["markup closing nothing"],
    "what acts": PAYLOADS["markup action"],
}
"""The same, several at a time, for what has many more places."""
TEXTS = ("name", "family_name", "nickname", "source", "level", "channel", "industry", "website", "needs", "note")
TABLES = {
    "contact_email": ("address", "label"),
    "contact_phone": ("number", "label"),
    "contact_handle": ("value", "service"),
    "contact_address": ("street", "city", "country"),
    "relation": ("role", "department"),
    "activity": ("subject", "text", "outcome", "objection"),
    "reminder": ("text", "place"),
    "tag": ("name",),
    '"user"': ("login", "name", "email"),
    "team": ("name",),
    "custom_field": ("label",),
    "custom_value": ("value",),
    "operation": ("login", "label"),
    "stage_transition": ("why",),
    "setting": ("value",),
    "template": ("name", "subject", "text"),
    "ticket": ("number", "subject", "text", "channel", "product", "cause", "remedy"),
}
TOURS: tuple[tuple[str, ...], ...] = (
    ("2", "i", "enter", "n", "C escape"), ("1", "e", "c", "a", "1 space"), ("3", "8", "8 enter", "f", "M", "C"),
    ("U", "U enter", "t", "s", "?", "1 z"), ("7", "7 G enter", "ctrl+t", "7 p"),
    ("6", "6 enter", "6 r", "6 e", "6 o", "6 b"), ("4 o", "4 v", "ctrl+p x"), ("6 v v",),
)  # fmt: skip
"""The keys that lead from the list of contacts to every place; what changes how other places look comes last in its tour."""


@pytest.fixture
def hostile(crm_file: Path, open_crm: OpenCrm) -> Iterator[Crm]:
    """Return a database of one contact in a company, with a text wherever one can be."""
    crm = open_crm("li")
    crm.users.add("wang")
    said: dict[str, object] = {
        "name": "x",
        "company": "y",
        "role": "r",
        "owner": "wang",
        "tags": ["t"],
        "emails": ["a@b.example"],
    }
    said |= {"phones": ["1380013800"], "handles": [("wechat", "h")], "city": "c", "note": "n", "level": "A"}
    crm.custom_fields.add("size", label="Size")
    crm.templates.add("Hello", occasion="greeting", text="Dear $name", subject="$company")
    said["custom"] = {"size": "big"}
    (contact_id,) = crm.contacts.add(said).ids
    long_ago = NOW - timedelta(days=1)  # so that it is to be called
    crm.activities.log(ActivityKind.CALL, contact_id, at=long_ago, outcome="reached", text="t", subject="s")
    crm.followups.add(When(crm.clock.today(), None, "UTC"), contact_id=contact_id, text="f", place="p")
    (ticket_id,) = crm.tickets.open(contact_id, subject="s", text="t", kind="complaint", owner="wang").ids
    crm.tickets.reply(ticket_id, "r")
    crm.tickets.note(ticket_id, "n")
    yield crm
    assert crm_file.exists()


def poison(crm: Crm, text: str) -> None:
    """Put ``text`` past all cleaning into every text there is."""
    stored = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    with crm.database.maintain() as connection:
        for column in TEXTS:
            connection.exec_driver_sql(f"UPDATE contact SET {column} = ?", (stored,))
        for table, columns in TABLES.items():
            for column in columns:
                connection.exec_driver_sql(f"UPDATE {table} SET {column} = ?", (stored,))


async def shown_anew(stage: Stage) -> None:
    """Have everything read again, and wait for the list and the card."""
    answer, sections = stage.contacts._shown, stage.preview._sections
    stage.contacts.data_changed(Changes({}, everything=True))
    await stage.until(lambda: stage.contacts._shown is not answer and stage.preview._sections is not sections)
    await stage.pilot.pause()


def assert_harmless(stage: Stage, name: str) -> None:
    strips = screen_strips(stage.app)
    drawn = "".join(strip.text for strip in strips)
    assert FORBIDDEN.isdisjoint(drawn), name
    drawn.encode("utf-8")
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    assert not any(style.link or "@click" in style.meta for style in styles), name
    assert stage.app.is_running


async def test_no_payload_gets_through_the_list_and_the_card(hostile: Crm) -> None:
    async with on_stage(hostile.database.path, 140, 40) as stage:
        for name, text in PAYLOADS.items():
            poison(hostile, text)
            await shown_anew(stage)
            assert_harmless(stage, name)
            assert {strip.cell_length for strip in screen_strips(stage.app)} == {140}, name


@pytest.mark.parametrize("tour", TOURS, ids=", ".join)
async def test_no_payload_gets_through_any_place_nor_acts_where_it_is_clicked(
    hostile: Crm, tour: tuple[str, ...]
) -> None:
    await walk(hostile, tour, AT_ONCE)


@pytest.mark.torture
@pytest.mark.parametrize("tour", TOURS, ids=", ".join)
async def test_none_of_all_payloads_gets_through_any_place(hostile: Crm, tour: tuple[str, ...]) -> None:
    await walk(hostile, tour, PAYLOADS | {"what acts": PAYLOADS["markup action"]})


async def walk(hostile: Crm, tour: tuple[str, ...], payloads: Mapping[str, str]) -> None:
    """Go to the places with each of these payloads everywhere, and click all over the last; no click writes anything."""
    written = [entry.id for entry in hostile.history.list()]
    async with on_stage(hostile.database.path, 140, 40) as stage:
        for number, (name, text) in enumerate(payloads.items(), start=1):
            await leave(stage)
            poison(hostile, text)
            await shown_anew(stage)
            for place in tour:
                await leave(stage)
                for key in place.split():
                    await stage.press(key)
                    await stage.pilot.pause()
                assert_harmless(stage, name)
                if number == len(payloads):
                    await click_all_over(stage)
    assert [entry.id for entry in hostile.history.list()] == written


async def click_all_over(stage: Stage) -> None:
    for y in range(3, 38, 7):
        for x in (3, 40, 62, 110):
            await stage.click(x, y)
            assert stage.app.is_running
            assert not stage.app._exit
    assert_harmless(stage, "clicks")


async def leave(stage: Stage) -> None:
    """Go back to the list."""
    for _step in range(20):
        if len(stage.app.screen_stack) == 1:
            break
        await stage.press("escape")
        await stage.pilot.pause()
    else:
        pytest.fail(f"{stage.app.screen} does not go away")
    await stage.press("2")


async def test_no_payload_gets_through_the_journey(hostile: Crm) -> None:
    with hostile.database.write(hostile.actor, "step") as writing:
        at = {"effective_at": writing.at, "recorded_at": writing.at, "why": "w", "operation_id": writing.operation_id}
        writing.create("stage_transition", {"contact_id": 1, "from_stage": "lead", "to_stage": "new", **at})
    hostile.contacts.edit(2, {"note": "other", "level": "A"})
    async with on_stage(hostile.database.path, 140, 40) as stage:
        stage.app.post_message(ShowJourney(2))
        await stage.until(lambda: isinstance(stage.app.screen, JourneyScreen) and stage.app.screen._lines is not None)
        journey = stage.app.screen
        assert isinstance(journey, JourneyScreen)
        for name in SOME:
            poison(hostile, PAYLOADS[name])
            journey._told = None
            journey.look_again()
            await stage.until(lambda: journey._told)
            await stage.press("home", "enter", "j", "enter", "j", "enter", "end", "enter", "home")
            await stage.pilot.pause()
            assert_harmless(stage, name)
            assert {strip.cell_length for strip in screen_strips(stage.app)} == {140}, name


async def test_what_is_said_in_passing_is_harmless_and_whole(hostile: Crm) -> None:
    async with on_stage(hostile.database.path, 140, 40) as stage:
        for name, text in PAYLOADS.items():
            stage.app.clear_notifications()
            toast(stage.app, text, text, severity="warning")
            await stage.pilot.pause()
            assert_harmless(stage, name)
            said = safe(text).strip()
            assert len(text) > 1_000 or len(said) > 15 or said in "".join(stage.lines), name


async def test_deleting_and_undoing_a_payload_is_told_harmlessly(hostile: Crm) -> None:
    async with on_stage(hostile.database.path, 140, 40) as stage:
        for name in SOME:
            poison(hostile, PAYLOADS[name])
            await stage.press("delete")
            await stage.until(lambda: any("Deleted" in text for text in stage.toasts))
            await stage.pilot.pause()
            assert_harmless(stage, name)
            await stage.press("u")
            await stage.until(lambda: any("Undid" in text for text in stage.toasts))
            await stage.pilot.pause()
            assert_harmless(stage, name)


async def test_a_payload_is_a_filter_like_any_other(hostile: Crm) -> None:
    async with on_stage(hostile.database.path, 140, 40) as stage:
        for name, text in PAYLOADS.items():
            stage.filter.text = text
            stage.contacts.action_copy_command()
            await stage.pilot.pause()
            assert_harmless(stage, name)
            stage.app.clear_notifications()


async def test_a_payload_can_be_a_tag(hostile: Crm) -> None:
    poison(hostile, "[@click=app.quit]x[/]")
    async with on_stage(hostile.database.path, 140, 40) as stage:
        await stage.press("t")
        await stage.type("[@c")
        await stage.press("tab")
        await stage.pilot.pause()
        assert_harmless(stage, "tag")
