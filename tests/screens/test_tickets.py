"""Tickets as a person meets them: the board, the list, the page, and every answer that a ticket can get."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import NOW, OpenCrm
from tests.screens.moved_clock import MovedClock
from tests.screens.stage import on_stage
from tests.screens.ticket_stage import board_of, open_desk, show_page, show_tickets
from tests.widgets.lines import assert_golden
from tui_crm import i18n
from tui_crm.models.ticket import TicketState
from tui_crm.screens.dialogs import contact_form
from tui_crm.screens.dialogs.closing_form import ClosingForm
from tui_crm.screens.dialogs.contact_chooser import ContactChooser
from tui_crm.screens.dialogs.contact_form import ContactForm
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.handing_over import HandingOver
from tui_crm.screens.dialogs.message_form import MessageForm
from tui_crm.screens.dialogs.reminder_form import NewReminder
from tui_crm.screens.dialogs.reply_form import NoteForm, ReplyForm
from tui_crm.screens.dialogs.ticket_choosers import AfterClosing
from tui_crm.screens.dialogs.ticket_form import NewTicket, TicketForm
from tui_crm.screens.ticket_page import TicketPage
from tui_crm.screens.ticket_search import Listed
from tui_crm.screens.tickets import TicketsScreen
from tui_crm.services.crm import Crm
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.thread import Thread


@pytest.fixture
def desk(people: Path, open_crm: OpenCrm) -> Path:
    """Return the people of the screens, with a help desk."""
    open_desk(open_crm("li"))
    return people


@pytest.mark.parametrize(("width", "height"), [(80, 24), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
async def test_board_list_and_page_look_as_they_did(desk: Path, width: int, height: int, language: str) -> None:
    i18n.set_language(language)
    async with on_stage(desk, width, height) as stage:
        screen = await show_tickets(stage)
        await stage.press("l", "v")
        await stage.until(lambda: board_of(stage).board.lanes)
        await stage.until(lambda: width < 170 or screen._preview._sections)
        assert_golden(f"tickets_board_{width}_{language}", stage.lines)
        await stage.press("b")
        await stage.until(lambda: isinstance(screen._shown, Listed) and stage.app.focused is screen._list)
        assert_golden(f"tickets_list_{width}_{language}", stage.lines)
        await show_page(stage)
        await stage.pilot.pause()
        assert_golden(f"ticket_page_{width}_{language}", stage.lines)


async def test_a_card_moves_by_keys_and_what_that_needs_is_asked(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 200, 40) as stage:
        await show_tickets(stage)
        board = board_of(stage)
        first = board.highlighted_id
        assert first is not None
        await stage.press("L")
        await stage.until_told("Moved T-1 to open", "undo")
        await stage.until(lambda: board.highlighted_column == "open")
        assert board.highlighted_id == first, "the cursor goes with the card"
        await stage.press("u")
        await stage.until(lambda: board.highlighted_column == "new")
        await stage.press("m", "end", "enter")  # to close a complaint
        await stage.until(lambda: isinstance(stage.app.screen, ClosingForm) and stage.app.screen.form.here)
        form = stage.app.screen
        assert isinstance(form, ClosingForm)
        assert list(form.form.values) == ["cause", "remedy"]
        await stage.type("packed wrongly")
        await stage.press("enter")
        await stage.type("sent again")
        open_crm("wang").tickets.edit(first, cause="the forwarder")
        await stage.press("ctrl+s")
        await stage.until_shown("the forwarder")
        assert li.tickets.card(first).row.cause == "the forwarder"
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, AfterClosing))
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, TicketsScreen))
        await stage.until(lambda: board.highlighted_column == "closed")
        assert (li.tickets.card(first).row.cause, li.tickets.card(first).remedy) == ("packed wrongly", "sent again")


async def test_a_selection_is_moved_handed_over_and_weighed_at_once(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")

    def now(crm: Crm) -> set[tuple[str, str, str]]:
        return {(row.state, row.owner, row.priority) for row in crm.tickets.rows([1, 2])}

    async with on_stage(desk, 200, 40) as stage:
        await show_tickets(stage)
        board = board_of(stage)
        await stage.press("space", "space", "p")
        await stage.until(
            lambda: stage.app.screen.query(RecordTable) and not isinstance(stage.app.screen, TicketsScreen)
        )
        await stage.press("home", "enter")
        await stage.until(lambda: {each[2] for each in now(li)} == {"urgent"})
        assert not board.selection, "a selection goes with its verb"
        await stage.press("g", "space", "space", "o")
        await stage.until(lambda: isinstance(stage.app.screen, HandingOver))
        await stage.type("wang")
        await stage.press("enter")
        await stage.until(lambda: {each[1] for each in now(li)} == {"wang"})
        await stage.press("*", "escape", "g", "space", "space", "L")
        await stage.until(lambda: now(li) == {("open", "wang", "urgent")})


async def test_a_reply_is_canned_kept_and_moves_the_ticket(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    li.templates.add("On its way", occasion="answer", text="Dear $name, $number is on its way.")
    async with on_stage(desk, 120, 40) as stage:
        await show_tickets(stage)
        await stage.press("l", "r")
        await stage.until(lambda: isinstance(stage.app.screen, ReplyForm) and stage.app.screen.form.here)
        form = stage.app.screen
        assert isinstance(form, ReplyForm)
        assert form.form.here == "text"
        assert form.form.values["kind"] == "email", "the way the customer spoke last"
        await stage.type("sorry")
        await stage.press("shift+tab", "right")
        await stage.until(lambda: form.form.values["text"] == "sorry\nDear Anna Schmidt, T-3 is on its way.")
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, TicketsScreen))
        await stage.press("r")
        await stage.until(lambda: isinstance(stage.app.screen, ReplyForm) and stage.app.screen.form.here)
        again = stage.app.screen
        assert isinstance(again, ReplyForm)
        await stage.pilot.pause()
        assert again.form.values["text"] == "sorry\nDear Anna Schmidt, T-3 is on its way.", "the draft comes back once"
        again.form.fill({"then": str(TicketState.WAITING)})
        await stage.press("ctrl+s")
        await stage.until_told("Answered T-3")
        await stage.until(lambda: board_of(stage).highlighted_column == "waiting")
        assert li.tickets.thread(3)[-1].text.endswith("T-3 is on its way.")
        assert li.tickets.rows([3])[0].paused


async def test_tickets_are_opened_by_form(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    li.templates.add("got it", occasion="receipt", text="$number until $promised", language="en")
    async with on_stage(desk, 120, 40) as stage:
        await stage.look_for("Anna")
        await stage.press("T")
        await stage.until(lambda: isinstance(stage.app.screen, NewTicket) and stage.app.screen.form.here == "subject")
        await stage.type("invoice copy")
        await stage.press("ctrl+s")
        await stage.until_told("Opened T-8 with Anna Schmidt")
        await stage.until(lambda: isinstance(stage.app.screen, MessageForm) and stage.app.screen.form.here)
        letter = stage.app.screen
        assert isinstance(letter, MessageForm)
        assert letter.form.values["text"].startswith("T-8 until 2")
        letter.form.fill({"way": "copy"})
        await stage.press("ctrl+s")
        await stage.until(lambda: [entry.kind for entry in li.tickets.thread(8)] == ["system"])
        await stage.until(lambda: stage.app.screen is not letter)
        screen = await show_tickets(stage)
        await stage.press("n")
        await stage.until(lambda: stage.app.screen is not screen and stage.app.focused)
        await stage.type("T-1")
        await stage.pilot.pause()
        assert not any(choice.title.startswith("T-1") for choice in getattr(stage.app.screen, "choices", ()))
        stage.app.screen.query_one(Input).value = "dupont"
        await stage.until_shown("Jean Dupont")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, NewTicket) and stage.app.screen.form.here)
        form = stage.app.screen
        assert isinstance(form, NewTicket)
        form.form.fill({"subject": "too dark", "kind": "complaint", "owner": "nobody"})
        await stage.press("ctrl+s")
        await stage.until_shown("there is no user “nobody”")
        form.form.fill({"owner": "me"})
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, MessageForm) and stage.app.screen.form.here)
        await stage.press("escape")
        await stage.until(lambda: (here := screen.ticket_at_hand()) is not None and here.number == "T-9")
        assert (li.tickets.rows([9])[0].owner, li.tickets.rows([9])[0].priority) == ("li", "high")


async def test_who_is_not_on_file_is_added_on_the_way_to_a_ticket(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk) as stage:
        await show_tickets(stage)
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, ContactChooser))
        await stage.type("Grete Lund")
        await stage.until_shown("a new contact")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ContactForm) and stage.app.screen.form.here)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.app.screen, NewTicket) and stage.app.screen.form.here)
        await stage.type("no light")
        await stage.press("ctrl+s")
        await stage.until_told("Opened T-8 with Grete Lund")
        assert li.tickets.rows([8])[0].subject == "no light"


@pytest.mark.parametrize(
    ("said", "known"),
    [("", {}), ("Grete", {"name": "Grete"}), ("+47 22", {"phones": "+47 22"}), ("g@x.no", {"emails": "g@x.no"})],
)
def test_a_form_begins_with_the_words_that_found_nobody(li: Crm, said: str, known: object) -> None:
    form = contact_form.prepared(li, said=said)
    dialog = form.make()
    assert isinstance(dialog, ContactForm)
    assert dialog._known == known
    form.draft.close()


async def test_a_ticket_is_noted_and_changed_by_form(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 120, 40) as stage:
        await show_tickets(stage)
        await stage.press("N")
        await stage.until(lambda: isinstance(stage.app.screen, NoteForm) and stage.app.screen.form.here)
        await stage.type("again")
        await stage.press("ctrl+s")
        await stage.until(lambda: [entry.text for entry in li.tickets.thread(1)] == ["again"])
        await stage.press("f")
        await stage.until(lambda: isinstance(stage.app.screen, NewReminder) and stage.app.screen.form.here)
        await stage.type("tomorrow 9am")
        await stage.press("ctrl+s")
        await stage.until(lambda: "张伟" in {entry.contact for entry in li.followups.find() if entry.ticket_id == 1})
        await stage.press("e")
        await stage.until(lambda: isinstance(stage.app.screen, TicketForm) and stage.app.screen.form.here)
        change = stage.app.screen
        assert isinstance(change, FormDialog)
        change.form.fill({"product": "walnut table", "owner": ""})
        await stage.press("ctrl+s")
        await stage.until_shown("somebody’s hands: name a user or a team")
        change.form.fill({"kind": "question"})
        await stage.press("ctrl+s")
        await stage.until(lambda: li.tickets.rows([1])[0].product == "walnut table")
        assert li.tickets.rows([1])[0].owner == ""


async def test_a_colleagues_change_shows_and_the_cursor_stays(desk: Path, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    async with on_stage(desk, 200, 40) as stage:
        screen = await show_tickets(stage)
        await stage.press("j")
        here = board_of(stage).highlighted_id
        wang.tickets.open(wang.contacts.meant("张伟"), subject="first of all", kind="complaint", priority="urgent")
        await stage.until_shown("first of all")
        assert board_of(stage).highlighted_id == here
        await stage.press("b")
        await stage.until(lambda: isinstance(screen._shown, Listed) and screen._list.highlighted_id == here)
        wang.tickets.edit(2, subject="how to oil walnut")
        await stage.until_shown("how to oil walnut")
        assert screen._list.highlighted_id == here


async def test_filters_narrow_the_board_and_point_at_mistakes(desk: Path) -> None:
    async with on_stage(desk, 200, 40) as stage:
        screen = await show_tickets(stage)
        board = board_of(stage)
        await stage.press("slash")
        await stage.type("kind:complaint")
        await stage.until(lambda: sorted(board.board.ids) == [1, 3])
        await stage.press("enter", "l")
        assert board.highlighted_id == 3
        screen.look_for("kind:nonsense ")
        await stage.until_shown("nonsense")
        await stage.until(lambda: screen._mistake is not None)
        screen.look_for("state:closed")
        await stage.until(lambda: list(board.board.ids) == [7])
        screen.look_for("nowhere")
        await stage.until_shown("No ticket fits this filter.")
        await stage.press("escape")
        await stage.until(lambda: board.board.count == 7)


async def test_clocks_tick_without_reading(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = MovedClock(NOW)
    async with on_stage(desk, 200, 40, clock=clock) as stage:
        screen = await show_tickets(stage)
        assert screen.crm is not None
        before = [line for line in stage.lines if "20 min" in line]
        assert before
        monkeypatch.setattr(type(screen.crm.tickets), "rows", lambda *_: pytest.fail("nothing is read"))
        monkeypatch.setattr(type(screen.crm.tickets), "find", lambda *_, **__: pytest.fail("nothing is read"))
        clock.instant += timedelta(minutes=5)
        screen.minute_passed()
        await stage.until_shown("25 min")


async def test_a_page_tells_all_and_goes_back(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    with li.database.write(li.actor, "Edited") as writing:
        writing.update("ticket", 3, {"checklist": (("call back", None, None), ("send a photo", None, None))})
    async with on_stage(desk, 140, 40, NO_COLOR="1") as stage:
        screen = await show_tickets(stage)
        await stage.press("l")
        page = await show_page(stage)
        await stage.until_shown("You promised Tuesday.", "Saturday, please.", "internal note", "CHECKLIST  0/2", "left")
        await stage.press("space")
        await stage.until(lambda: stage.app.screen is not page and stage.app.focused)
        await stage.press("down", "enter")
        await stage.until_shown("CHECKLIST  1/2")
        assert li.tickets.card(3).checklist[1].done_by == "li"
        thread = page.query_one(Thread)
        assert thread._cursor == 3, "the newest word"
        li.tickets.reply(3, "So be it.")
        await stage.until_shown("So be it.")
        assert thread._cursor == 4, "who reads the newest goes on with it"
        await stage.press("g", "j")
        li.tickets.note(3, "one more")
        await stage.until_shown("one more")
        assert thread._cursor == 1
        await stage.press("delete")
        await stage.until(lambda: stage.app.screen is screen)
        await stage.until(lambda: 3 not in board_of(stage).board.ids)


async def test_a_board_without_tickets_teaches(people: Path) -> None:
    async with on_stage(people) as stage:
        await show_tickets(stage)
        await stage.until_shown("No tickets yet.", "n opens one", "crm ticket open")


async def test_a_page_leads_to_related_tickets_and_the_board_to_ones_own(desk: Path, open_crm: OpenCrm) -> None:
    li = open_crm("li")
    async with on_stage(desk, 120, 40) as stage:
        screen = await show_tickets(stage)
        await stage.press("w")
        await stage.until(lambda: sorted(board_of(stage).board.ids) == [1, 3, 6])
        await stage.press("l")
        page = await show_page(stage)
        assert not page.check_action("follow", ())
        li.tickets.link(3, [4])
        await stage.until(lambda: page.check_action("follow", ()))
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, TicketPage) and stage.app.screen is not page)
        await stage.until_shown("T-4 门关不上", "see also")
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.app.screen is screen)
        screen.look_for('owner:me "door  hinge"')
        await stage.press("w")
        await stage.until(lambda: screen._look.text == '"door  hinge"')
