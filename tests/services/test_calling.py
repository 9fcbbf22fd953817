"""Calling one after the other: whom the queue gives, whom it leaves out and says so, and that one goes on where one stopped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tui_crm.clock import FixedClock
from tui_crm.errors import Busy
from tui_crm.models.calling import CallProgress, LeftOut
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.services.calling import CallQueue
from tui_crm.services.crm import Crm

BUSY = Busy("somebody writes")
LATER = When(date(2026, 11, 24), None, "UTC")


def later(**by: float) -> FixedClock:
    """Return a clock that stands some time after the tests' now."""
    return FixedClock(NOW + timedelta(**by))


def add(crm: Crm, *names: str) -> list[int]:
    """Add contacts with a phone, and return their ids."""
    return [crm.contacts.add({"name": name, "phones": ["138 0013 8000"]}).ids[0] for name in names]


def call(crm: Crm, queue: CallQueue, outcome: str = "reached", **said: object) -> int | None:
    """Log a call with the contact that the queue has, and go on."""
    assert queue.here is not None
    queue.logged(crm.activities.log(ActivityKind.CALL, queue.here, outcome=outcome, **said).ids[0])  # type: ignore[arg-type]
    return queue.next()


@contextmanager
def queueing(crm: Crm, ids: list[int], key: str | None = None) -> Iterator[CallQueue]:
    queue = crm.calling.queue(ids, key)
    yield queue
    queue.close()


def test_it_gives_whom_to_call_in_order_and_says_who_is_left_out_and_why(li: Crm, open_crm: OpenCrm) -> None:
    ann, quiet, mute, gone, bob, spoken, beside, cyd = add(li, "Ann", "Quiet", "Mute", "Gone", "Bob", "Sp", "Be", "Cyd")
    li.contacts.edit(quiet, {"do_not_contact": True})
    li.contacts.edit(mute, {"phones": []})
    li.contacts.delete([gone])
    open_crm("wang").activities.log(ActivityKind.CALL, spoken, others=[beside], at=NOW - timedelta(minutes=60))
    li.activities.log(ActivityKind.CALL, bob, at=NOW - timedelta(minutes=61))
    li.activities.log(ActivityKind.MEETING, cyd)
    with queueing(li, [ann, quiet, mute, gone, bob, spoken, beside, cyd, 999]) as queue:
        assert queue.next() == ann
        assert queue.progress() == CallProgress(1, 9, 0, 0, 0, 0.0)
        assert call(li, queue) == bob
        assert call(li, queue, "no answer") == cyd
        assert queue.progress().place == 8
        assert call(li, queue, "no answer") is None
        assert queue.here is None
        assert queue.progress().called == 3
        assert queue.progress().left_out == {
            LeftOut.DO_NOT_CONTACT: 1,
            LeftOut.NO_PHONE: 1,
            LeftOut.GONE: 2,
            LeftOut.CALLED: 2,
        }


def test_what_was_done_is_told_from_the_log(li: Crm, open_crm: OpenCrm) -> None:
    ann, bob, cyd, dan, eve = add(li, "Ann", "Bob", "Cyd", "Dan", "Eve")
    with queueing(li, [ann, bob, cyd, dan]) as queue:
        assert queue.summary().calls == 0
        queue.next()
        call(li, queue, "no answer", next_step=LATER)
        call(li, queue, "reached", minutes=6, next_step=LATER)
        call(li, queue, "no answer", minutes=1)
        open_crm("wang").activities.log(ActivityKind.CALL, dan, outcome="reached")
        li.activities.log(ActivityKind.CALL, eve, outcome="reached")
        told = queue.summary()
        assert list(told.outcomes.items()) == [("no answer", 2), ("reached", 1)]
        assert (told.calls, told.minutes, told.followups) == (3, 7, 2)


def test_skipped_once_later_at_the_end_and_back(li: Crm) -> None:
    ann, bob, cyd, dan = add(li, "Ann", "Bob", "Cyd", "Dan")
    with queueing(li, [ann, bob, cyd, dan]) as queue:
        assert queue.next() == ann
        assert not queue.can_go_back
        assert queue.later() == bob
        assert queue.skip() == cyd
        assert (queue.progress().skipped, queue.progress().later) == (1, 1)
        assert queue.back() == bob
        assert queue.progress().skipped == 0
        assert queue.progress().place == 2
        assert call(li, queue) == cyd
        assert call(li, queue) == dan
        assert call(li, queue) == ann
        assert call(li, queue) is None
        assert queue.back() == ann


def test_a_call_that_is_taken_back_comes_again(li: Crm) -> None:
    ann, bob = add(li, "Ann", "Bob")
    with queueing(li, [ann, bob]) as queue:
        queue.next()
        assert call(li, queue) == bob
        li.history.undo()
        assert call(li, queue) == ann
        assert call(li, queue) is None


def test_two_on_one_list_never_get_the_same(li: Crm, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    ann, bob, cyd = add(li, "Ann", "Bob", "Cyd")
    with queueing(li, [ann, bob, cyd]) as mine:
        with queueing(wang, [ann, bob, cyd]) as theirs:
            assert (mine.next(), theirs.next()) == (ann, bob)
            assert call(li, mine) == cyd
            assert mine.progress().left_out == {LeftOut.TAKEN: 1}
            assert call(wang, theirs) is None
            assert theirs.progress().left_out == {LeftOut.CALLED: 1, LeftOut.TAKEN: 1}
            assert mine.skip() is None
            assert theirs.next() == cyd, "who was with a colleague, who skipped"
            assert mine.back() == ann, "cyd is with a colleague"
        assert call(li, mine) is None
        assert mine.back() == ann


def test_who_was_called_between_look_and_lock_is_left_out(li: Crm, open_crm: OpenCrm) -> None:
    wang = open_crm("wang")
    ann, bob = add(li, "Ann", "Bob")
    with queueing(li, [ann, bob]) as queue:
        looked = queue._reasons

        def slow(ids: list[int]) -> dict[int, LeftOut]:
            found = looked(ids)
            if len(ids) > 1:
                wang.activities.log(ActivityKind.CALL, ann)
            return found

        queue._reasons = slow  # type: ignore[method-assign, assignment]
        assert queue.next() == bob
        assert queue.progress().left_out == {LeftOut.CALLED: 1}


def test_a_failure_on_the_way_loses_nobody(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    (ann,) = add(li, "Ann")
    with queueing(li, [ann]) as queue:
        with monkeypatch.context() as patched:
            looked = queue._reasons

            def busy(ids: list[int]) -> dict[int, LeftOut]:
                if ids == [ann] and queue._at:
                    raise BUSY
                return looked(ids)

            patched.setattr(queue, "_reasons", busy)
            with pytest.raises(Busy):
                queue.next()
        with queueing(li, [ann]) as other:
            assert other.next() == ann, "nobody holds it"
        assert queue.next() == ann


def test_one_goes_on_where_one_stopped(li: Crm, open_crm: OpenCrm) -> None:
    ids = [ann, bob, cyd, dan, eve] = add(li, "Ann", "Bob", "Cyd", "Dan", "Eve")
    with queueing(li, ids, "leads") as queue:
        assert queue.resumed is None
        queue.next()
        assert call(li, queue) == bob
        assert queue.skip() == cyd
        assert queue.later() == dan
        with queueing(open_crm("wang"), ids, "leads") as theirs:
            assert theirs.resumed is None, "a round is one's own"
            assert theirs.next() == bob
    tomorrow = open_crm("li", clock=later(days=1))
    with queueing(tomorrow, [eve, dan, cyd, bob, ann], "leads") as queue:
        assert queue.resumed == NOW
        assert queue.next() == eve, "in whichever order they come now"
        assert call(tomorrow, queue) == dan
        assert call(tomorrow, queue) == cyd
        assert queue.progress().left_out == {LeftOut.CALLED: 1}, "ann, yesterday"
        assert queue.summary().calls == 3
        assert queue.begin_anew() == cyd
        assert call(tomorrow, queue) == bob, "who was skipped"
        assert call(tomorrow, queue) == ann, "who was called a day ago"


def test_a_round_is_kept_until_it_is_done_or_old(li: Crm, open_crm: OpenCrm, home: Path) -> None:
    ann, bob = add(li, "Ann", "Bob")
    kept = home / "state" / "tui-crm" / "calls"

    def resumed(crm: Crm, key: str = "all") -> bool:
        queue = crm.calling.queue([ann, bob], key)
        return queue.resumed is not None

    with queueing(li, [ann, bob], "all") as queue:
        queue.next()
        assert [file.stat().st_mode & 0o777 for file in kept.glob("*/*")] == [0o600]
    assert not resumed(li), "nothing was done"
    with queueing(li, [ann, bob], "all") as queue:
        queue.next()
        queue.skip()
    assert resumed(li)
    assert not resumed(li, "other")
    assert resumed(open_crm("li", clock=later(days=7)))
    (file,) = kept.glob("*/*")
    whole = file.read_bytes()
    for damaged in (
        *(b"", b"[]", b"{}", b'{"begun": 1, "skipped": [], "later": []}'),
        *(whole.replace(b"2026", year) for year in (b"x", b"0001", b"9999")),
        *(whole.replace(b'"later": []', b'"later": [%d]' % number) for number in (-5, 0, 1 << 63)),
    ):
        file.write_bytes(damaged)
        assert not resumed(li)
    for make in (os.mkfifo, Path.mkdir):
        file.unlink()
        make(file)
        with queueing(li, [ann, bob], "all") as queue:
            assert queue.resumed is None
            queue.next()
            queue.skip()
        assert resumed(li), "it took the place"
    file.write_bytes(whole)
    with queueing(li, [ann, bob], "all") as queue:
        assert queue.next() == bob
        assert call(li, queue) is None
    assert not resumed(li), "it is done"
    with queueing(li, [ann], "all") as queue:
        queue.next()
        queue.skip()
    assert not resumed(open_crm("li", clock=later(days=7, minutes=1)))
    assert not [file for file in kept.glob("*/*") if file.is_file()]


def test_the_pace_is_calls_an_hour_once_it_can_be_told() -> None:
    progress = CallProgress(1, 200, 10, 0, 0, 1200.0)
    assert progress.per_hour == 30
    assert replace(progress, called=0).per_hour is None
    assert replace(progress, seconds=59.0).per_hour is None


def test_a_long_stretch_of_nobody_is_passed_over(li: Crm) -> None:
    (ann,) = add(li, "Ann")
    with queueing(li, [*range(100_000, 110_000), ann]) as queue:
        assert queue.next() == ann
        assert queue.progress().place == 10_001
        assert queue.progress().left_out == {LeftOut.GONE: 10_000}
