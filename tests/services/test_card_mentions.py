"""Whom Today names because somebody wrote their name on a card: in the note, the needs or a custom field."""

from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.agenda_of_today import DAY, TODAY, add, call, lines, names, on, texts
from tui_crm.clock import FixedClock
from tui_crm.models.agenda import Section
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

MENTIONS = Section.MENTIONS


@pytest.fixture
def wang(open_crm: OpenCrm) -> Crm:
    crm = open_crm("wang")
    crm.users.add("wang", name="王强")
    return crm


def ago(open_crm: OpenCrm, days: int, login: str = "li") -> Crm:
    return open_crm(login, clock=FixedClock(NOW - days * DAY))


@pytest.mark.parametrize("text", ["ask @wang", "问 ＠王强 一下"])
@pytest.mark.parametrize("field", ["note", "needs"])
def test_a_name_written_on_a_card_waits_until_it_is_answered(
    li: Crm, wang: Crm, open_crm: OpenCrm, field: str, text: str
) -> None:
    key = add(li)
    ago(open_crm, 3, "wang").activities.log(ActivityKind.NOTE, key, text="before")
    ago(open_crm, 2).contacts.edit(key, {field: text})
    (line,) = lines(wang, MENTIONS)
    assert (line.thing, line.id, line.contact_id, line.name) == ("contact", key, key, "Ann")
    assert (line.text, line.person, line.day, line.time) == (text, "li", TODAY - 2 * DAY, "09:30")
    assert (names(li, MENTIONS), names(li, MENTIONS, everybody=True)) == ([], ["Ann"])
    wang.activities.log(ActivityKind.NOTE, key, text="saw it")
    assert names(wang, MENTIONS) == []
    wang.history.undo()
    wang.followups.add(on(5), contact_id=key)
    assert names(wang, MENTIONS) == []


def test_what_is_written_when_a_card_is_made_counts_as_it_was_then(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    early = ago(open_crm, 3)
    early.custom_fields.add("story")
    made = add(early, "made", note="@wang knows her")
    custom = add(early, "custom", custom={"story": "met @wang"})
    later = add(early, "later", note="nothing yet")
    gone = add(early, "gone", needs="@wang")
    ago(open_crm, 1).contacts.edit(later, {"note": "ask @wang"})
    li.contacts.edit(made, {"note": "@wang knows her well", "needs": "tea"})
    li.contacts.edit(gone, {"needs": "tea"})
    assert [(line.id, line.day) for line in lines(wang, MENTIONS)] == [
        (later, TODAY - DAY), (custom, TODAY - 3 * DAY), (made, TODAY - 3 * DAY),
    ]  # fmt: skip
    assert texts(wang, MENTIONS) == ["ask @wang", "met @wang", "@wang knows her well"]
    li.contacts.edit(custom, {"custom": {"story": "met him"}})
    li.contacts.delete([later])
    assert names(wang, MENTIONS) == ["made"]


def test_only_whoever_was_not_named_before_is_asked(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    open_crm("kim").users.add("kim")
    old = ago(open_crm, 20)
    key = add(old, note="@wang was here")
    li.contacts.edit(key, {"note": "@wang was here\nand so on, for a long time: @kim, see @li and ask @kim"})
    assert (names(wang, MENTIONS), names(li, MENTIONS)) == ([], [])
    kim = open_crm("kim")
    assert texts(kim, MENTIONS) == ["…long time: @kim, see @li and ask @kim"]
    wang.contacts.edit(key, {"needs": "@kim, and @li"})
    assert [(line.text, line.person) for line in lines(kim, MENTIONS)] == [("@kim, and @li", "wang")]
    assert texts(li, MENTIONS) == ["@kim, and @li"]
    kim.activities.log(ActivityKind.NOTE, key, text="ok")
    assert (names(kim, MENTIONS), names(li, MENTIONS, everybody=True)) == ([], ["Ann"])


def test_a_name_that_was_taken_out_asks_nobody_and_put_in_again_does(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    key = add(ago(open_crm, 9), note="@wang")
    ago(open_crm, 8, "wang").activities.log(ActivityKind.NOTE, key, text="ok")
    assert names(wang, MENTIONS) == []
    li.contacts.edit(key, {"note": "done"})
    li.contacts.edit(key, {"note": "ask @wang again"})
    assert [line.day for line in lines(wang, MENTIONS)] == [TODAY]
    li.history.undo()
    assert names(wang, MENTIONS) == []
    li.history.redo()
    assert texts(wang, MENTIONS) == ["ask @wang again"]


def test_undo_and_redo_by_a_colleague_do_not_change_who_wrote(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    key = add(li)
    early = ago(open_crm, 2)
    early.contacts.edit(key, {"note": "@wang"})
    wang.history.undo(li.history.newest())
    wang.history.undo(wang.history.newest())
    assert [(line.person, line.day) for line in lines(wang, MENTIONS)] == [("li", TODAY - 2 * DAY)]


def test_what_a_machine_wrote_asks_nobody(li: Crm, wang: Crm, tmp_path: Path) -> None:
    mine = add(li, "Bob", emails=["bob@x.cn"])
    file = tmp_path / "new.csv"
    file.write_text("name,email,note\nEve,eve@x.cn,@wang\nBob,bob@x.cn,@wang\n", encoding="utf-8")
    li.importing.run("contacts", file, ImportOptions())
    assert li.contacts.card(mine).note == "@wang"
    assert names(wang, MENTIONS) == []


def test_a_merged_card_goes_on_asking_where_it_is_now(li: Crm, wang: Crm, open_crm: OpenCrm) -> None:
    early = ago(open_crm, 3)
    old = add(ago(open_crm, 30), "old", note="@wang long ago")
    keep, second, third = (add(early, name) for name in ("keep", "second", "third"))
    ago(open_crm, 2, "li").contacts.edit(third, {"note": "ask @wang"})
    li.contacts.merge(second, [third])
    li.contacts.merge(keep, [second, old])
    (line,) = lines(wang, MENTIONS)
    assert (line.id, line.day, line.text) == (keep, TODAY - 2 * DAY, "ask @wang\n@wang long ago")
    call(wang, keep)
    assert names(wang, MENTIONS) == []
    wang.history.undo()
    li.history.undo()
    li.history.undo()
    assert [line.id for line in lines(wang, MENTIONS)] == [third]


def test_a_forgotten_person_leaves_nothing(li: Crm, wang: Crm) -> None:
    key = add(li, note="@wang")
    assert names(wang, MENTIONS) == ["Ann"]
    li.contacts.delete([key])
    assert names(wang, MENTIONS) == []
    li.contacts.forget(key)
    assert names(wang, MENTIONS, everybody=True) == []


def test_a_mention_on_a_card_is_let_go_of(wang: Crm, open_crm: OpenCrm) -> None:
    add(ago(open_crm, 15), "old", note="@wang")
    add(ago(open_crm, 13), "new", note="@wang")
    assert names(wang, MENTIONS) == ["new"]
