"""The outline of a journey: does it say what a plain reading of its entries says, and what does it cost?"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, OpenCrm
from tests.services.many_activities import fill
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.models.journey import JOURNEY_KINDS, Asked, JourneyEntry, Outline
from tui_crm.services.crm import Crm
from tui_crm.services.journey import SILENCE_DAYS, local_days


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


MOMENTS = st.lists(st.tuples(st.integers(0, 400 * 24 * 60), st.sampled_from(ActivityKind)), max_size=40)
FEW_EXAMPLES = settings(max_examples=25)


@FEW_EXAMPLES
@given(
    logged=MOMENTS,
    steps=st.lists(st.tuples(st.integers(0, 400 * 24 * 60), st.sampled_from(Stage)), max_size=5),
    chosen=st.sets(st.sampled_from(JOURNEY_KINDS)),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kathmandu"]),
)
def test_the_outline_is_what_a_plain_reading_says(
    open_crm: OpenCrm,
    logged: list[tuple[int, ActivityKind]],
    steps: list[tuple[int, Stage]],
    chosen: set[str],
    zone: str,
) -> None:
    crm = open_crm(clock=FixedClock(NOW, ZoneInfo(zone)))
    key = add(crm)
    moments = [NOW - timedelta(minutes=ago) for ago, _kind in logged]
    fill(crm, key, moments, [str(kind) for _ago, kind in logged])
    with crm.database.write(crm.actor, "steps") as writing:
        writing.create_many("stage_transition", [transition(writing.operation_id, key, *step) for step in steps])
    outline = crm.journey.outline(key)
    entries = crm.journey.entries(key, outline.keys)

    assert [entry.key for entry in entries] == list(outline.keys)
    assert len(set(outline.keys)) == len(entries) == len(logged) + len(steps) + 1
    ats = [entry.at for entry in entries if isinstance(entry.at, datetime)]
    assert ats == sorted(ats, reverse=True)
    assert [outline.kind(position) for position in range(len(outline))] == [entry.kind for entry in entries]
    assert list(outline.days) == [at.astimezone(ZoneInfo(zone)).date().toordinal() for at in ats]

    filtered = [entry.key for entry in entries if entry.kind in chosen]
    assert list(outline.of_kinds(chosen).keys) == (filtered if chosen else list(outline.keys))
    assert sum(outline.counts().values()) == len(outline)

    in_order = sorted((NOW - timedelta(minutes=ago), number, stage) for number, (ago, stage) in enumerate(steps))
    for position, at in enumerate(ats):
        held = [stage for since, _number, stage in in_order if since <= at]
        assert outline.stage(position) == (held[-1] if held else Stage.LEAD)
    assert_silences(outline, entries, ZoneInfo(zone))


def transition(operation: int, contact_id: int, ago: int, stage: Stage) -> dict[str, object]:
    at = (NOW - timedelta(minutes=ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {"contact_id": contact_id, "from_stage": "lead", "to_stage": str(stage), "effective_at": at}
    return {**said, "recorded_at": at, "why": "w", "operation_id": operation}


def assert_silences(outline: Outline, entries: list[JourneyEntry], zone: ZoneInfo) -> None:
    """Compare with a reading of the days on which somebody was spoken with, one by one."""
    touched = [
        entry.at.astimezone(zone).date()
        for entry in entries
        if entry.kind in set(ActivityKind) - {ActivityKind.SYSTEM} and isinstance(entry.at, datetime)
    ]
    days = sorted(set(touched), reverse=True)
    gaps = [(newer - older).days for newer, older in pairwise(days)]
    usual = round(median(gaps)) if len(days) >= 3 else None
    today = NOW.astimezone(zone).date()
    assert outline.head.usual_gap == usual
    assert outline.head.silent == ((today - days[0]).days if days else None)
    expected = []
    for newer, older in pairwise([today, *days]):
        gap = (newer - older).days
        if gap >= SILENCE_DAYS and (usual is None or gap > 1.5 * usual):
            touches = [moment(entry) for entry in entries if touch_day(entry, zone) == newer]
            expected.append(
                (sum(moment(entry) >= min(touches) for entry in entries) if touches else outline.ahead, gap)
            )
    assert [(position, silence.days) for position, silence in outline.silences()] == expected


def touch_day(entry: JourneyEntry, zone: ZoneInfo) -> date | None:
    is_touch = entry.kind in set(ActivityKind) - {ActivityKind.SYSTEM}
    return moment(entry).astimezone(zone).date() if is_touch else None


def moment(entry: JourneyEntry) -> datetime:
    assert isinstance(entry.at, datetime)
    return entry.at


def test_pages_together_are_the_whole(li: Crm) -> None:
    key = add(li)
    fill(li, key, [NOW - timedelta(hours=7 * number) for number in range(103)], ["call", *["note"] * 102])
    outline = li.journey.outline(key)
    whole = li.journey.entries(key, outline.keys)
    pages = [li.journey.entries(key, outline.keys[start : start + 10]) for start in range(0, len(outline), 10)]
    assert [entry for page in pages for entry in page] == whole
    assert list(li.journey.timeline(key)) == whole
    assert list(li.journey.timeline(key, Asked(limit=7))) == whole[:7]


def test_the_days_of_a_zone_that_changes_its_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = int(datetime(2026, 3, 30, 12, tzinfo=UTC).timestamp())
    times = list(range(begin, begin - 40 * 86_400, -1_801))
    expected = [datetime.fromtimestamp(moment, berlin).date().toordinal() for moment in times]
    assert list(local_days(times, berlin)) == expected


def test_twenty_thousand_entries_are_outlined_in_few_statements_and_none_is_read(
    li: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(li)
    fill(li, key, [NOW - timedelta(minutes=37 * number) for number in range(20_000)], ["call", "email"] * 10_000)
    ran: list[str] = []
    execute = sql._execute

    def counted(connection: Any, statement: str, values: dict[str, object]) -> Any:
        ran.append(statement)
        return execute(connection, statement, values)

    monkeypatch.setattr(sql, "_execute", counted)
    outline = li.journey.outline(key)
    assert len(outline) == 20_001
    assert not [statement for statement in ran if "SELECT a.*" in statement]
    assert len(ran) <= 8
    ran.clear()
    li.journey.entries(key, outline.keys[9_000:9_040])
    assert len(ran) == 1
