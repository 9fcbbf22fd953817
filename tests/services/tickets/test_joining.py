"""Tickets made one and parted again: what moves, what is refused, and that undo restores everything, the clocks too."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.services.example_people import YESTERDAY, ann, bob
from tests.services.ticket_examples import another, closed, incident
from tests.store import difference, dump
from tui_crm.db import tickets
from tui_crm.errors import BadInput
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import TicketState
from tui_crm.services.crm import Crm

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.models.cards import Done


def opened(crm: Crm, **said: object) -> int:
    return crm.tickets.open(crm.contacts.meant("张伟"), **{"subject": "q", **said}).ids[0]  # type: ignore[arg-type]


def test_what_was_said_on_the_others_is_on_the_one_kept(li: Crm) -> None:
    into = incident(li)
    other = another(li)
    done = li.tickets.merge(into, [other, into])
    assert (done.what, done.ids, done.also) == ("Merged T-3 into T-1", (into, other), ("T-1 is open again",))
    card = li.tickets.card(into)
    assert [entry.text for entry in li.tickets.thread(into)] == ["Which one?", "When?"]
    assert li.tickets.thread(other) == []
    assert card.text == "It burns.\n\nT-3 a new printer\nNot red."
    assert ([row.number for row in card.links], [row.number for row in card.merged]) == (["T-2"], ["T-3"])
    gone = li.tickets.card(other)
    assert (gone.row.state, gone.row.merged_into_id, gone.links) == ("closed", into, ())
    assert [(move.to_state, move.why) for move in gone.moves][-1] == ("closed", "merged into T-1")


def test_cards_of_many_take_as_many_statements_as_that_of_one(li: Crm) -> None:
    into = incident(li)
    other = another(li)
    alone = opened(li)
    li.tickets.link(into, [alone])
    li.tickets.merge(into, [other])
    executed: list[str] = []
    event.listen(li.database.engine, "before_cursor_execute", lambda *said: executed.append(said[2]))
    with li.database.read() as connection:
        executed.clear()
        (one,) = tickets.cards_for(connection, [into])
        count = len(executed)
        cards = tickets.cards_for(connection, [alone, other, into])
    assert len(executed) == 2 * count
    assert cards[2] == one
    assert [([row.id for row in card.links], [row.id for row in card.merged]) for card in cards] == [
        ([into], []), ([], []), ([2, alone], [other]),
    ]  # fmt: skip


def test_lines_to_tick_off_are_there_once_and_ticked_if_one_is(li: Crm) -> None:
    into, other = incident(li), another(li)
    lists = {into: ("Photo", None, None), other: ("photo", "2026-11-20T10:00:00Z", 1)}
    with li.database.write(li.actor, "checklists") as writing:
        for key, line in lists.items():
            writing.update("ticket", key, {"checklist": (line, (f"line of {key}", None, None))})
    li.tickets.merge(into, [other])
    found = [(check.text, check.done_by) for check in li.tickets.card(into).checklist]
    assert found == [("photo", "li"), (f"line of {into}", ""), (f"line of {other}", "")]


@pytest.mark.parametrize(
    ("keep", "other", "then"),
    [
        ("new", "open", "open"), ("new", "new", "new"), ("new", "closed", "new"), ("open", "new", "open"),
        ("waiting", "new", "open"), ("waiting", "closed", "waiting"), ("resolved", "open", "open"),
        ("closed", "waiting", "waiting"), ("closed", "resolved", "closed"),
    ],
)  # fmt: skip
def test_a_request_that_waits_for_us_is_not_laid_to_rest(li: Crm, keep: str, other: str, then: str) -> None:
    ann(li)
    keys = [opened(li), opened(li)]
    for key, state in zip(keys, (keep, other), strict=True):
        li.tickets.move([key], TicketState(state))
    li.tickets.merge(keys[0], keys[1:])
    assert [row.state for row in li.tickets.rows(keys)] == [then, "closed"]


def test_no_complaint_goes_under(li: Crm) -> None:
    ann(li)
    keys = [opened(li, owner=""), opened(li, kind="complaint"), opened(li), opened(li, kind="complaint")]
    li.tickets.merge(keys[0], [keys[1]])
    card = li.tickets.card(keys[0])
    assert (card.row.kind, card.row.priority, card.row.owner, card.first_minutes) == ("complaint", "high", "li", 60)
    li.tickets.move([keys[2]], TicketState.CLOSED)
    li.tickets.move([keys[3]], TicketState.RESOLVED)
    with pytest.raises(BadInput, match="cause"):
        li.tickets.merge(keys[2], [keys[3]])
    li.tickets.edit(keys[3], cause="the post", remedy="a voucher")
    li.tickets.merge(keys[2], [keys[3]])
    assert [(row.state, row.kind) for row in li.tickets.rows([keys[2]])] == [("closed", "complaint")]


def test_of_two_calls_afterwards_one_is_left(li: Crm) -> None:
    into = closed(li)
    other = opened(li, kind="incident")
    li.tickets.move([other], TicketState.CLOSED, cause="a", remedy="b")
    own = [each.id for each in li.followups.find() if each.ticket_id == into]
    li.tickets.merge(into, [other])
    assert [(each.id, each.ticket_id) for each in li.followups.find()] == [(own[0], into)]


def test_what_is_not_one_is_refused(li: Crm) -> None:
    into, other, bobs = incident(li), another(li), li.tickets.open(bob(li), subject="mine").ids[0]
    before = dump(li.database)
    with pytest.raises(BadInput, match="at least two"):
        li.tickets.merge(into, [into])
    with pytest.raises(BadInput, match="T-1 and T-4 are of different customers"):
        li.tickets.merge(into, [other, bobs])
    assert difference(before, dump(li.database)) == {}
    li.tickets.merge(into, [bobs], anyway=True)
    writes: tuple[Callable[[], Done], ...] = (
        lambda: li.tickets.merge(bobs, [other]),
        lambda: li.tickets.merge(other, [bobs]),
        lambda: li.tickets.reply(bobs, "and?", incoming=True),
        lambda: li.tickets.move([bobs], TicketState.OPEN),
        lambda: li.tickets.edit(bobs, subject="x"),
        lambda: li.tickets.link(other, [bobs]),
        lambda: li.tickets.split(bobs, [1]),
        lambda: li.scores.add("csat", 5, ticket_id=bobs),
        lambda: li.activities.log(ActivityKind.CALL, li.contacts.meant("Bob"), ticket_id=bobs),
    )
    for refused in writes:
        with pytest.raises(BadInput, match="T-4 was merged into T-1"):
            refused()
    li.tickets.merge(other, [into])
    with pytest.raises(BadInput, match="T-4 was merged into T-3"):
        li.tickets.note(bobs, "chains are followed to their end")


def test_a_split_ticket_began_when_its_first_word_was_said(li: Crm) -> None:
    key = incident(li)
    asked = li.tickets.reply(key, "And the phone?", incoming=True, at=YESTERDAY).ids[0]
    answer = li.tickets.reply(key, "Plug it in").ids[0]
    made, source = li.tickets.split(key, [answer, asked]).ids
    card = li.tickets.card(made)
    assert (source, card.split_from_id, card.row.subject, card.row.opened_at) == (key, key, "And the phone?", YESTERDAY)
    assert (card.row.kind, card.row.owner, card.row.product, card.row.contact) == ("incident", "li", "P1", "张伟")
    assert (card.moves[0].to_state, card.moves[0].at) == ("new", YESTERDAY)
    assert (card.row.state, card.row.first_at is not None) == ("open", True)
    assert [entry.text for entry in li.tickets.thread(key)] == ["Which one?"]


def test_what_cannot_be_split_is_refused(li: Crm) -> None:
    key, other = incident(li), another(li)
    (word,), (strange,) = ([entry.id for entry in li.tickets.thread(each)] for each in (key, other))
    for chosen in ([], [strange], [word, 999]):
        with pytest.raises(BadInput):
            li.tickets.split(key, chosen)
    li.tickets.edit(key, text="")
    with pytest.raises(BadInput, match="nothing that was said would be left on T-1"):
        li.tickets.split(key, [word])


def test_a_link_holds_for_both_and_is_taken_away_from_either(li: Crm) -> None:
    first, second = incident(li), another(li)
    li.tickets.link(first, [second])
    assert li.tickets.link(second, [first]).operation_id is None
    assert first in {row.id for row in li.tickets.card(second).links}
    li.tickets.unlink(second, [first])
    assert (li.tickets.card(first).links, li.tickets.unlink(first, [second]).operation_id) == ((), None)
    with pytest.raises(BadInput):
        li.tickets.link(first, [first])
