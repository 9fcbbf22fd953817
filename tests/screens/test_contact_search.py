"""Questions and answers: the first page, then all; the newest question only; asked again in moderation."""

import threading
from array import array
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from textual.message import Message
from textual.widget import Widget

from tests.screens.waiting import until
from tests.widgets.stage import Stage
from tui_crm.errors import Busy, UsageError
from tui_crm.models.filters import EVERYTHING, Filter, Words
from tui_crm.screens.contact_search import Answer, ContactSearch, Doubted, NotUnderstood
from tui_crm.screens.messages import ReadFailed
from tui_crm.services.finding import Cancelled, FirstPage, ResultSet

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


WRONG = UsageError("no filter", at=0)
DOUBT = UsageError("no such tag", at=0)
BUSY = Busy("the file is busy")


class Host(Widget):
    """Gets the answers."""


@dataclass
class Contacts:
    """The contacts of a make-believe CRM: ``count`` of them, found by every filter."""

    count_of_all: int = 1_000
    page_gate: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    stopped: int = 0

    def __post_init__(self) -> None:
        self.page_gate.set()
        self.gate.set()

    def parse(self, text: str) -> Filter:
        self.asked.append(text)
        if text == "wrong":
            raise WRONG
        if text == "busy":
            raise BUSY
        return Filter(Words((text,)) if text else EVERYTHING)

    def doubts(self, _wanted: Filter, text: str) -> list[UsageError]:
        return [DOUBT] if text == "doubtful" else []

    def first_page(self, _wanted: Filter, limit: int, *, cancelled: Callable[[], bool]) -> FirstPage:
        self._pass(self.page_gate, cancelled)
        return FirstPage(tuple(range(1, min(limit, self.count_of_all) + 1)), complete=self.count_of_all <= limit)

    def find(self, _wanted: Filter, *, cancelled: Callable[[], bool]) -> ResultSet:
        self._pass(self.gate, cancelled)
        return ResultSet(array("q", range(1, self.count_of_all + 1)))

    def _pass(self, gate: threading.Event, cancelled: Callable[[], bool]) -> None:
        """Wait until ``gate`` is open; raises Cancelled where nobody waits for the answer."""
        while not gate.wait(0.001):
            if cancelled():
                self.stopped += 1
                raise Cancelled

    def count(self, _wanted: Filter) -> int:
        return 2 * self.count_of_all


class Watch:
    """A clock on which seconds pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def elapsed(self) -> float:
        return self.seconds


class Play:
    """A search on a stage, with make-believe contacts."""

    def __init__(self, contacts: Contacts) -> None:
        self.host = Host()
        self.stage = Stage(self.host)
        self.contacts = contacts
        self.watch = Watch()
        crm = cast("Crm", SimpleNamespace(contacts=contacts, clock=self.watch))
        self.search = ContactSearch(self.host, crm)

    def heard(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.stage.heard if isinstance(message, kind)]

    @property
    def answers(self) -> list[tuple[str, int, bool, int | None]]:
        """The text of each answer's question, how many ids it has, whether they are all, and the total."""
        found = [message for message in self.stage.heard if isinstance(message, Answer)]
        return [(each.question.text, len(each.ids), each.complete, each.total) for each in found]


@asynccontextmanager
async def playing(contacts: Contacts | None = None) -> AsyncIterator[tuple[Play, Callable[..., Awaitable[None]]]]:
    """Run a search; gives it, and a call that waits until it has so many answers."""
    play = Play(contacts or Contacts())

    async with play.stage.open() as pilot:

        async def wait(count: int = 0, holds: Callable[[], object] = lambda: True) -> None:
            await until(pilot, lambda: len(play.answers) >= count and holds(), lambda: play.stage.heard)

        yield play, wait
        play.search.close()


async def test_the_first_page_comes_before_all() -> None:
    async with playing() as (play, wait):
        play.search.ask("")
        await wait(2)
        assert play.answers == [("", 200, False, None), ("", 1_000, True, 1_000)]


async def test_a_page_that_is_all_needs_no_second_answer() -> None:
    async with playing(Contacts(7)) as (play, wait):
        play.search.ask("")
        await wait(1)
        play.search.ask("x")
        await wait(2)
        assert play.answers == [("", 7, True, 7), ("x", 7, True, 7)]


async def test_a_filter_is_counted_beside_all_there_are() -> None:
    async with playing() as (play, wait):
        play.search.ask("x")
        await wait(2)
        assert play.answers == [("x", 200, False, None), ("x", 1_000, True, 2_000)]
        play.search.ask("y")
        await wait(3)
        assert play.answers[2] == ("y", 200, False, 2_000)


async def test_a_newer_question_stops_the_query_of_an_older_one() -> None:
    async with playing() as (play, wait):
        play.contacts.gate.clear()
        play.search.ask("old")
        await wait(1)
        play.search.ask("new")
        await wait(2, lambda: play.contacts.stopped)
        play.contacts.gate.set()
        await wait(3)
        assert [(text, complete) for text, _count, complete, _total in play.answers] == [
            ("old", False),
            ("new", False),
            ("new", True),
        ]


async def test_of_many_questions_at_once_the_last_is_answered() -> None:
    async with playing() as (play, wait):
        for text in "abcdefghij":
            play.search.ask(text)
        await wait(1, lambda: ("j", 1_000, True, 2_000) in play.answers)
        current = [
            each for each in play.stage.heard if isinstance(each, Answer) and play.search.is_current(each.question)
        ]
        assert {each.question.text for each in current} == {"j"}


async def test_what_is_no_filter_is_said() -> None:
    async with playing() as (play, wait):
        play.search.ask("wrong")
        await wait(0, lambda: play.heard(NotUnderstood))
        (told,) = play.heard(NotUnderstood)
        assert isinstance(told, NotUnderstood)
        assert (told.question.text, told.error.message) == ("wrong", "no filter")


async def test_a_doubt_is_told_and_the_answer_comes_all_the_same() -> None:
    async with playing() as (play, wait):
        play.search.ask("doubtful")
        await wait(2)
        (told,) = play.heard(Doubted)
        assert isinstance(told, Doubted)
        assert (told.question.text, told.error) == ("doubtful", DOUBT)
        play.search.ask_again()
        await wait(3)
        assert len(play.heard(Doubted)) == 1


async def test_what_cannot_be_read_is_said() -> None:
    async with playing() as (play, wait):
        play.search.ask("busy")
        await wait(0, lambda: play.heard(ReadFailed))
        assert play.answers == []


async def test_asking_again_brings_all_at_once_and_counts_anew() -> None:
    async with playing() as (play, wait):
        play.search.ask("x")
        await wait(2)
        play.contacts.count_of_all = 1_001
        play.search.ask_again()
        await wait(3)
        assert play.answers[2] == ("x", 1_001, True, 2_002)


async def test_whoever_writes_all_the_while_keeps_no_answer_away() -> None:
    async with playing() as (play, wait):
        play.contacts.page_gate.clear()
        play.search.ask("x")
        for _write in range(10):
            play.search.ask_again()
        await wait(0, lambda: play.contacts.asked)
        assert play.search._waiting is None
        play.contacts.page_gate.set()
        await wait(3)
        assert play.answers == [("x", 200, False, None), ("x", 1_000, True, 2_000), ("x", 1_000, True, 2_000)]
        assert play.contacts.asked == ["x", "x"]
        assert not play.contacts.stopped


async def test_a_search_that_is_closed_asks_no_more() -> None:
    async with playing() as (play, wait):
        play.contacts.gate.clear()
        play.search.ask("x")
        await wait(1)
        play.search.ask_again()
        play.search.close()
        await wait(1, lambda: play.contacts.stopped)
        assert play.contacts.asked == ["x"]


async def test_asking_again_and_again_asks_once() -> None:
    async with playing() as (play, wait):
        play.search.ask("x")
        await wait(2)
        for _write in range(10):
            play.search.ask_again()
        await wait(3)
        assert play.contacts.asked == ["x", "x"]


async def test_after_a_long_answer_asking_again_waits() -> None:
    async with playing() as (play, wait):
        play.search.ask("x")
        await wait(2)
        play.search._took = 10.0
        play.watch.seconds = play.search._asked + 12.0
        play.search.ask_again()
        waiting = play.search._waiting
        assert waiting is not None
        assert waiting._interval == pytest.approx(28.0)
        play.search.ask("y")
        await wait(4)
        assert play.contacts.asked == ["x", "y"]


async def test_a_closed_search_stops() -> None:
    async with playing() as (play, wait):
        play.contacts.gate.clear()
        play.search.ask("x")
        await wait(1)
        play.search.close()
        await wait(1, lambda: play.contacts.stopped)
        assert len(play.answers) == 1
