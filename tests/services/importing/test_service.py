"""Files become contacts: matched, counted, all or none, undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import store
from tests.conftest import CHECKOUT, OpenCrm
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import set_language
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.contacts.planning import Planner
from tui_crm.services.importing.report import ImportOptions, ImportReport, PlannedRow

FAMILIES = sorted((CHECKOUT / "tests/fixtures/imports").glob("*.csv"))
HEADER = "姓名,公司,职务,手机,邮箱,标签,客户级别,备注\n"

Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(li: Crm, tmp_path: Path) -> Bring:
    """Import a text (under HEADER, unless it is a whole file) with these options."""

    def run(
        text: str, *, whole: bool = False, crm: Crm | None = None, kind: str = "contacts", **said: Any
    ) -> ImportReport:
        path = tmp_path / "people.csv"
        path.write_text(text if whole else HEADER + text, encoding="utf-8")
        return (crm or li).importing.run(kind, path, ImportOptions(**said))

    return run


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def named(crm: Crm, name: str) -> Any:
    return crm.contacts.card(crm.contacts.meant(name))


def test_phones_and_cities_without_a_letter_or_digit_go_in_and_match_nobody(li: Crm, bring: Bring) -> None:
    text = "Name,Phone,City\nAnna,call me,—\nBen,ask,—\n"
    assert counts(bring(text, whole=True)) == (2, 0, 0, 0, 0)
    assert counts(bring(text, whole=True)) == (0, 0, 2, 0, 0)
    assert store.wrong(li.database) == {}


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_an_export_that_people_bring_goes_in_twice_and_out_again(li: Crm, path: Path) -> None:
    before = store.dump(li.database)
    first = li.importing.run("contacts", path, ImportOptions(keep_good=True, rejects=Path("/dev/null")))
    assert first.created > 0
    assert first.applied
    assert store.wrong(li.database) == {}
    there = store.dump(li.database, versions=True)
    again = li.importing.run("contacts", path, ImportOptions(keep_good=True, rejects=Path("/dev/null")))
    assert counts(again) == (0, 0, first.rows - first.rejected, 0, first.rejected)
    assert again.operation_id is None
    assert store.dump(li.database, versions=True) == there
    assert first.number is not None
    assert li.importing.undo(first.number).kept == ()
    left = store.dump(li.database)
    assert store.difference(before, {**left, "user": before["user"]}) == {}
    assert store.wrong(li.database) == {}


def test_a_row_makes_the_company_and_the_person(li: Crm, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text(
        "客户名称,联系人,职务,手机\n上海云帆贸易,张伟,采购经理,13800138000\n上海云帆贸易,李明,,13900139000\n",
        encoding="utf-8",
    )
    report = li.importing.run("contacts", path, ImportOptions())
    assert (report.created, dict(report.also_created)) == (2, {"companies": 1})
    assert li.importing.get(1).also_created == report.also_created
    card = named(li, "张伟")
    assert (card.row.company, card.row.role) == ("上海云帆贸易", "采购经理")
    assert [tie.name for tie in li.contacts.card(card.row.customer_id).people] == ["李明", "张伟"]


def test_a_dry_run_writes_nothing(li: Crm, bring: Bring, crm_file: Path) -> None:
    bring("张伟,,,13800138000,z@a.cn,vip,A,\n")
    before, content = store.dump(li.database, versions=True), crm_file.read_bytes()
    wal = crm_file.with_name(crm_file.name + "-wal")
    written = wal.read_bytes() if wal.exists() else b""
    report = bring("张伟,新公司,总监,13800138001,z@a.cn,neu,B,x\n李明,,,,l@a.cn,,,\n", dry_run=True)
    assert (counts(report), report.dry_run, report.applied, report.number) == ((1, 1, 0, 0, 0), True, False, None)
    assert store.dump(li.database, versions=True) == before
    assert (crm_file.read_bytes(), wal.read_bytes() if wal.exists() else b"") == (content, written)


def test_a_plan_says_old_and_new(li: Crm, bring: Bring, tmp_path: Path) -> None:
    bring("张伟,,,13800138000,z@a.cn,vip,A,\n")
    seen: list[PlannedRow] = []
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "张伟,,,,z@a.cn,,B,\n王芳,,,,w@a.cn,,,\n", encoding="utf-8")
    li.importing.run("contacts", path, ImportOptions(dry_run=True), listing=seen.extend)
    assert [(row.line, row.outcome, row.name) for row in seen] == [(2, "updated", "张伟"), (3, "created", "王芳")]
    assert dict(seen[0].changes) == {"level": ("A", "B")}


def test_a_blank_cell_erases_nothing_and_a_new_value_stands_first(li: Crm, bring: Bring) -> None:
    bring("张伟,云帆,经理,13800138000,z@a.cn,vip,A,喜欢茶\n")
    report = bring("张伟,,,13900139000,z@a.cn,neu,,\n")
    assert counts(report) == (0, 1, 0, 0, 0)
    card = named(li, "张伟")
    assert [phone.value for phone in card.phones] == ["13900139000", "13800138000"]
    assert (card.row.role, card.note, card.row.level, set(card.row.tags)) == ("经理", "喜欢茶", "A", {"vip", "neu"})


def test_fill_skip_and_create(li: Crm, bring: Bring) -> None:
    bring("张伟,,,,z@a.cn,,A,\n")
    assert counts(bring("张伟,,,13800138000,z@a.cn,,B,\n", on_match=OnMatch.FILL)) == (0, 1, 0, 0, 0)
    card = named(li, "张伟")
    assert (card.row.level, card.row.phone) == ("A", "13800138000")
    assert counts(bring("张伟,,,,z@a.cn,,C,\n", on_match=OnMatch.SKIP)) == (0, 0, 0, 1, 0)
    assert counts(bring("张伟,,,,z@a.cn,,C,\n", on_match=OnMatch.CREATE)) == (1, 0, 0, 0, 0)


def test_a_weaker_key_is_tried_only_where_the_stronger_is_blank(li: Crm, bring: Bring) -> None:
    bring("张伟,,,13800138000,z@a.cn,,,\n李明,,,13900139000,,,,\n")
    report = bring("张伟二,,,13800138000,other@a.cn,,,\n李明,,,13900139000,l@a.cn,,,\n")
    assert counts(report) == (1, 1, 0, 0, 0)
    assert named(li, "李明").row.email == "l@a.cn"


def test_a_name_matches_with_its_company_only(bring: Bring) -> None:
    bring("张伟,云帆,,,,,,\n张伟,远航,,,,,,\n")
    report = bring("张伟,云帆,经理,,,,,\n张伟,,,,,,,\n")
    assert counts(report) == (1, 1, 0, 0, 0)


def test_a_key_that_fits_two_rejects(li: Crm, bring: Bring) -> None:
    for name in ("张伟", "李明"):
        li.contacts.add({"name": name, "phones": ["021 5555 0000"]})
    before = store.dump(li.database, versions=True)
    report = bring("谁,,,021-55550000,,,,\n王芳,,,,w@a.cn,,,\n")
    assert (counts(report), report.applied, report.number) == ((0, 0, 0, 0, 1), False, None)
    assert "c1" in report.reasons[0].reason
    assert "c2" in report.reasons[0].reason
    assert store.dump(li.database, versions=True) == before


def test_several_companies_of_one_name_are_not_guessed(li: Crm, bring: Bring) -> None:
    for _ in range(2):
        li.contacts.add({"name": "云帆", "kind": "company"})
    assert counts(bring("张伟,云帆,,,,,,\n")) == (0, 0, 0, 0, 1)


def test_rows_of_one_file_join(li: Crm, bring: Bring) -> None:
    report = bring("张伟,,,13800138000,z@a.cn,vip,,\n张伟,,,13900139000,Z@A.cn,neu,B,\n张伟,,,13900139000,,,,\n")
    assert counts(report) == (1, 1, 1, 0, 0)
    card = named(li, "张伟")
    assert ({phone.value for phone in card.phones}, card.row.level) == ({"13800138000", "13900139000"}, "B")
    assert store.wrong(li.database) == {}


def test_a_person_and_a_company_with_one_address_stay_two(li: Crm, bring: Bring) -> None:
    report = bring(
        "名称,类型,邮箱\n云帆,公司,info@a.cn\n张伟,个人,info@a.cn\n".replace("名称", "name").replace("类型", "kind"),
        whole=True,
    )
    assert counts(report) == (2, 0, 0, 0, 0)
    assert len(li.contacts.find(li.contacts.parse("email:info@a.cn kind:any"))) == 2


def test_a_name_made_of_an_address_overwrites_none(li: Crm, bring: Bring) -> None:
    bring("张伟,,,,z@a.cn,,,\n")
    assert counts(bring(",,,,z@a.cn,,,\n")) == (0, 0, 1, 0, 0)
    assert named(li, "z@a.cn").row.name == "张伟"


def test_what_a_row_says_of_the_customer_goes_to_the_company(li: Crm, bring: Bring) -> None:
    bring("张伟,云帆,,,z@a.cn,,A,\n")
    company = li.contacts.card(named(li, "张伟").row.customer_id)
    assert company.row.level == "A"
    assert counts(bring("张伟,云帆,,,z@a.cn,,B,\n")) == (0, 1, 0, 0, 0)
    assert li.contacts.card(company.row.id).row.level == "B"
    assert counts(bring("张伟,云帆,,,z@a.cn,,B,\n")) == (0, 0, 1, 0, 0)


def test_stage_owner_and_follow_up_come_along(li: Crm, bring: Bring) -> None:
    text = "姓名,邮箱,客户阶段,负责人,下次联系时间\n张伟,z@a.cn,活跃,王芳,2026-12-01 10:00\n"
    report = bring(text, whole=True)
    assert dict(report.also_created) == {"users": 1}
    row = named(li, "张伟").row
    assert (row.stage, row.owner) == ("active", "王芳")
    assert [(entry.due_on.isoformat(), entry.due_time) for entry in li.followups.find()] == [("2026-12-01", "10:00")]
    assert counts(bring(text, whole=True)) == (0, 0, 1, 0, 0)
    assert len(li.followups.find()) == 1


def test_a_row_of_somebody_who_has_left_is_rejected_and_named(li: Crm, bring: Bring) -> None:
    for login, name in (("wang", "王芳"), ("anna", "Anna"), ("old", "Anna")):
        li.users.add(login, name=name)
    li.users.retire("old", to="anna")
    rows = "name,email,owner\nAnn,ann@x.cn,wang\nBob,bob@x.cn,王芳\nEve,eve@x.cn,Anna\n"
    bring(rows, whole=True)
    li.users.retire("wang", to="anna")
    report = bring(rows, whole=True, keep_good=True)
    assert counts(report) == (0, 0, 1, 0, 2)
    reason = "its owner wang has left: name who looks after them now, or leave the column out with --map"
    assert {rejected.reason for rejected in report.reasons} == {reason}
    assert {named(li, name).row.owner for name in ("Ann", "Bob", "Eve")} == {"anna"}


def test_custom_fields_come_along(li: Crm, bring: Bring) -> None:
    li.custom_fields.add("budget", kind="number", label="预算")
    text = "姓名,邮箱,预算\n张伟,z@a.cn,1200\n李明,l@a.cn,viel\n"
    report = bring(text, whole=True, keep_good=True)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert named(li, "张伟").custom == {"budget": "1200"}


def test_rejected_rows_come_back_and_can_be_mended(li: Crm, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("姓名;手机;邮箱\n张伟;1.38E+10;z@a.cn\n李明;13900139000;l@a.cn\n".encode("gb18030"))
    assert li.importing.run("contacts", path, ImportOptions()).applied is False
    report = li.importing.run("contacts", path, ImportOptions(keep_good=True))
    assert (counts(report), report.rejects) == ((1, 0, 0, 0, 1), tmp_path / "leads.rejects.csv")
    assert report.rejects is not None
    back = report.rejects.read_bytes().decode("gb18030")
    assert back.splitlines()[0] == "姓名;手机;邮箱;line;column;value;reason"
    report.rejects.write_bytes(back.replace("1.38E+10", "13800138000", 1).encode("gb18030"))
    mended = li.importing.run("contacts", report.rejects, ImportOptions())
    assert (counts(mended), mended.unmapped) == ((1, 0, 0, 0, 0), ())


def test_undo_keeps_what_somebody_changed_since(li: Crm, bring: Bring) -> None:
    bring("张伟,,,,z@a.cn,,A,\n")
    report = bring("张伟,,,13800138000,z@a.cn,,B,\n李明,,,,l@a.cn,,,\n")
    li.contacts.edit(li.contacts.meant("张伟"), {"level": "VIP"})
    li.contacts.edit(li.contacts.meant("李明"), {"note": "ours now"})
    assert report.number is not None
    done = li.importing.undo(report.number)
    assert len(done.kept) == 2
    card = named(li, "张伟")
    assert (card.row.level, card.row.phone) == ("VIP", "")


def test_a_contact_that_changes_meanwhile_is_planned_again(
    li: Crm, open_crm: OpenCrm, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("张伟,,,,z@a.cn,,A,\n")
    wang = open_crm("wang")
    plan = Planner.plan
    done: list[bool] = []

    def planned_then_overtaken(planner: Planner) -> None:
        plan(planner)
        if not done:
            done.append(True)
            wang.contacts.edit(wang.contacts.meant("张伟"), {"level": "C", "note": "wang was here"})

    monkeypatch.setattr(Planner, "plan", planned_then_overtaken)
    report = bring("张伟,,,,z@a.cn,,B,\n")
    assert counts(report) == (0, 1, 0, 0, 0)
    card = named(li, "张伟")
    assert (card.row.level, card.note) == ("B", "wang was here")
    assert report.operation_id is not None
    li.history.undo(report.operation_id)
    assert named(li, "张伟").row.level == "C"


def test_the_large_way_equals_the_small_way(
    open_crm: OpenCrm, crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.generate import write_csv  # noqa: PLC0415
    from tui_crm.db.sqlite import bulk  # noqa: PLC0415

    path = tmp_path / "many.csv"
    write_csv(path, 300)
    small = open_crm("li")
    with small.database.read() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    first = small.importing.run("contacts", path, ImportOptions())
    assert first.number is not None
    whole = store.dump(small.database)
    small.importing.undo(first.number)
    monkeypatch.setattr(bulk, "_FEW", 1)
    again = Path(crm_file.with_name("second.db"))
    large = Crm.open(again, login="li", source=small.actor.source, clock=small.clock)
    large.importing.run("contacts", path, ImportOptions())
    assert store.difference(whole, store.dump(large.database)) == {}
    assert store.wrong(large.database) == {}
    with large.database.read() as connection:
        assert connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == made
    large.close()


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("", {}),
        ("foo,bar\n1,2\n", {}),
        ("姓名,邮箱\n张伟,z@a.cn\n", {"keys": ("shoe size",)}),
        ("姓名,邮箱\n张伟,z@a.cn\n", {"overrides": ("Mobile=phone",)}),
        ("姓名,邮箱\n张伟,z@a.cn\n", {"encoding": "klingon"}),
    ],
)
def test_what_cannot_be_imported_is_said_in_a_sentence(
    li: Crm, bring: Bring, content: str, options: dict[str, Any]
) -> None:
    before = store.dump(li.database, versions=True)
    with pytest.raises((BadInput, UsageError)) as failure:
        bring(content, whole=True, **options)
    assert failure.value.message
    assert store.dump(li.database, versions=True) == before


def test_a_role_without_a_company_is_kept_in_the_note(li: Crm, bring: Bring) -> None:
    text = "张伟,,采购经理,,z@a.cn,,,喜欢茶\n李明,,总监,,l@a.cn,,,\n"
    bring(text)
    assert (named(li, "张伟").note, named(li, "李明").note) == ("喜欢茶\n采购经理", "总监")
    assert counts(bring(text)) == (0, 0, 2, 0, 0)
    assert store.wrong(li.database) == {}


def test_a_role_goes_to_the_company_that_is_known(li: Crm, bring: Bring) -> None:
    bring("张伟,云帆,采购经理,,z@a.cn,,,\n")
    assert counts(bring("张伟,,总监,,z@a.cn,,,\n")) == (0, 1, 0, 0, 0)
    card = named(li, "张伟")
    assert (card.row.role, card.note) == ("总监", "")


def test_a_file_of_a_header_alone_changes_nothing(li: Crm, bring: Bring) -> None:
    before = store.dump(li.database, versions=True)
    report = bring("姓名,邮箱\n", whole=True)
    assert (report.rows, report.number) == (0, None)
    assert store.dump(li.database, versions=True) == before


def test_whom_a_row_fits_is_told_in_order(li: Crm, bring: Bring) -> None:
    li.contacts.add({"name": "Eve", "emails": ["e@x.cn"]})
    li.contacts.add({"name": "Fay", "emails": ["f@x.cn"]})
    rows = ["Ann,a@x.cn", "Bo,b@x.cn", "Cy,b@x.cn;a@x.cn;f@x.cn;e@x.cn"]
    set_language("zh_CN")
    report = bring("\n".join(["Name,Email", *rows, ""]), whole=True, dry_run=True)
    assert [row.reason for row in report.reasons] == ["符合多位联系人：c1、c2、第 2 行、第 3 行"]


def test_tickets_stay_in_the_search_index_just_once(li: Crm, bring: Bring) -> None:
    who = li.contacts.add({"name": "Zeno"}).ids[0]
    for number in range(4):  # more of them than contacts: their places in the index lie behind those of new contacts
        li.tickets.open(who, subject=f"printer {number}")
    assert bring("Wang,,\nLi,,\n").created == 2
    assert store.wrong(li.database) == {}
    assert len(li.tickets.search("printer", 9)) == 4
