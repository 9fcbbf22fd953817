"""A digest says what waits, the same as text, Markdown, a page and JSON, and what people wrote has no power in any."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.payloads import PAYLOADS
from tests.services.test_journey_page import ALLOWED, Reader
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.display import safe
from tui_crm.errors import NotFound
from tui_crm.models.agenda import Section
from tui_crm.models.codes import ActivityKind
from tui_crm.models.digest import Digest
from tui_crm.models.when import When
from tui_crm.services import today
from tui_crm.services.crm import Crm
from tui_crm.services.digests import objects, page, prose

ALL = (Section.OVERDUE, Section.TODAY, Section.SILENT)
TEXT = """\
Follow-ups of everybody · Sat 2026-11-21 09:30

Overdue (2)
  Fri 2026-11-20        Ann · Acme: send *a* <b>sample</b> soon  (li, r1)
  Sat 2026-11-21 09:00  call back  (urgent, wang, r2)

Due today (1)
  Sat 2026-11-21 18:00  Bo  (li, r3)

Without a next step (1)
  last on 2026-08-13  Cy: asked for a price  (c4)
"""
MARKDOWN = """\
# Follow-ups of everybody

Sat 2026-11-21 09:30

## Overdue (2)

- Fri 2026-11-20 · **Ann · Acme** · send \\*a\\* &lt;b>sample&lt;/b> soon · li · `r1`
- Sat 2026-11-21 09:00 · call back · urgent · wang · `r2`

## Due today (1)

- Sat 2026-11-21 18:00 · **Bo** · li · `r3`

## Without a next step (1)

- last on 2026-08-13 · **Cy** · asked for a price · `c4`
"""


@pytest.fixture
def busy(li: Crm, open_crm: OpenCrm) -> Crm:
    ann = li.contacts.add({"name": "Ann", "company": "Acme"}).ids[0]
    bo = li.contacts.add({"name": "Bo"}).ids[0]
    cy = li.contacts.add({"name": "Cy"}).ids[0]
    li.activities.log(ActivityKind.CALL, cy, at=NOW - timedelta(days=100), text="asked for a price")
    li.followups.add(When(date(2026, 11, 20), None, "UTC"), contact_id=ann, text="send *a* <b>sample</b>\nsoon")
    wang = open_crm("wang")
    wang.followups.add(When(date(2026, 11, 21), time(9), "UTC"), text="call back", priority="urgent")
    li.followups.add(When(date(2026, 11, 21), time(18), "UTC"), contact_id=bo)
    li.followups.done(li.followups.add(When(date(2026, 11, 20), None, "UTC"), text="done already").ids[0])
    return li


def text(digest: Digest) -> str:
    return "".join(f"{line}\n" for line in prose.text(digest))


def markdown(digest: Digest) -> str:
    return "".join(f"{line}\n" for line in prose.markdown(digest))


def html(digest: Digest) -> Reader:
    return Reader("\n".join(page.html(digest)))


def test_the_same_is_said_in_every_form(busy: Crm) -> None:
    digest = busy.checks.followups(ALL)
    assert text(digest) == TEXT
    assert markdown(digest) == MARKDOWN
    read = html(digest)
    assert (read.open, {tag for tag, _attributes in read.tags} - ALLOWED) == ([], set())
    assert read.classes("section") == ["overdue", "today", "silent"]
    assert [word in read.text for word in ("send *a* <b>sample</b> soon", "urgent · wang · r2")] == [True, True]
    found = json.loads(json.dumps(objects.digest_object(digest)))
    assert [(each["section"], each["count"]) for each in found["sections"]] == [
        ("overdue", 2), ("today", 1), ("silent", 1),
    ]  # fmt: skip
    assert [line["id"] for each in found["sections"] for line in each["lines"]] == ["r1", "r2", "r3", "c4"]


def test_whose_and_which(busy: Crm) -> None:
    def ids(*sections: Section, owner: str | None = None) -> list[int]:
        digest = busy.checks.followups(sections, owner=owner)
        return [line.id for each in digest.pages for line in each.lines]

    assert (ids(*ALL, owner="wang"), ids(*ALL, owner="li")) == ([2], [1, 3])
    assert (ids(Section.OVERDUE), ids(Section.TODAY)) == ([1, 2], [3])
    with pytest.raises(NotFound):
        ids(owner="nobody")


def test_whom_to_be_in_touch_with_again_is_told_where_one_asks(busy: Crm) -> None:
    busy.contacts.edit(busy.contacts.meant("Cy"), {"cadence": 30})
    assert text(busy.checks.followups(ALL)) == TEXT
    said = text(busy.checks.followups([Section.CADENCE, Section.SILENT]))
    assert said.endswith("\nTime to get in touch (1)\n  Sat 2026-09-12  Cy: asked for a price  (c4)\n")


def test_nothing_waits(li: Crm) -> None:
    digest = li.checks.followups()
    assert not digest.wants_attention
    assert text(digest).splitlines()[1:] == ["Nothing waits."]
    assert "Nothing waits." in html(digest).text
    assert markdown(digest).endswith("\n\nNothing waits.\n")


def test_what_is_more_than_a_page_is_counted(busy: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "PAGE", 1)
    digest = busy.checks.followups()
    assert "  … 1 more\n" in text(digest)
    assert "- … 1 more\n" in markdown(digest)
    assert "… 1 more" in html(digest).text


@pytest.mark.usefixtures("busy")
def test_times_are_those_of_the_reader_s_wall(open_crm: OpenCrm) -> None:
    shanghai = open_crm("li", clock=FixedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai")))
    said = text(shanghai.checks.followups())
    assert said.startswith("Follow-ups of everybody · Sat 2026-11-21 17:30\n")
    assert "Sat 2026-11-21 17:00  call back" in said


def test_it_speaks_chinese(busy: Crm) -> None:
    i18n.set_language("zh_CN")
    said = text(busy.checks.followups(ALL, owner="li"))
    assert said.startswith("li 的跟进 · 2026-11-21（周六） 09:30\n\n已逾期（1）\n")
    assert "Ann · Acme：send *a* <b>sample</b> soon  （li、r1）\n" in said
    assert '<html lang="zh-CN">' in "\n".join(page.html(busy.checks.followups()))


def test_hostile_text_is_text(li: Crm) -> None:
    for payload in PAYLOADS.values():
        li.followups.add(When(date(2026, 11, 20), None, "UTC"), text=f"x {payload}")
    digest = li.checks.followups()
    read = html(digest)
    assert (read.open, {tag for tag, _attributes in read.tags} - ALLOWED) == ([], set())
    assert all(line == safe(line) for line in (*prose.text(digest), *prose.markdown(digest)))
