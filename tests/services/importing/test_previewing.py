"""What a file is taken for: how it is read, what each column is, and what a person is asked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.services.importing.columns.test_shapes import Own
from tests.services.importing.conftest import WriteFile
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.columns.doubts import Doubt, Why
from tui_crm.services.importing.columns.looks import Look
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called
from tui_crm.services.importing.previewing import DateQuestion, Preview, previewed
from tui_crm.services.importing.report import ImportOptions

Look_at = Callable[..., Preview]


@pytest.fixture
def look_at(write_file: WriteFile) -> Look_at:
    """Preview a text as contacts of a team with the fields x.fair and x.budget."""

    def look(text: str, *overrides: str, kind: str = "contacts", order: Order | None = None) -> Preview:
        options = ImportOptions(overrides=overrides, date_order=order)
        with open_rows(write_file(text)) as source:
            return previewed(source, kind_called(kind).columns, options, (Own("fair"), Own("budget", "number")))

    return look


def _doubts(preview: Preview) -> dict[str, tuple[Why, ...]]:
    return {column.header: tuple(doubt.why for doubt in column.doubts) for column in preview.unsure}


def test_it_says_how_the_file_is_read(look_at: Look_at) -> None:
    preview = look_at("Staff list\n\nName;E-Mail;City\nAnna;a@b.example;Kiel\n\nBen;;Bonn\nTotal: 2\n")
    assert (preview.file.rpartition("/")[2], preview.format, preview.encoding) == ("people.csv", "csv", "UTF-8")
    assert (preview.delimiter, preview.header_line, preview.preamble, preview.rows) == (";", 3, 1, 2)
    assert (preview.blank, preview.footers, preview.lacking) == (1, ((7, "Total: 2"),), "")
    assert look_at("Name\tCity\nAnna\tKiel\n").format == "tsv"


def test_it_says_which_sheet_of_a_spreadsheet_is_read() -> None:
    file = Path(__file__).parents[2] / "fixtures" / "imports" / "people.ods"
    with open_rows(file) as source:
        preview = previewed(source, kind_called("contacts").columns, ImportOptions(), ())
    assert (preview.format, preview.encoding, preview.sheet, preview.other_sheets) == ("ods", "", "客户", ("说明",))
    assert (preview.header_line, preview.rows, len(preview.remarks)) == (2, 3, 1)
    assert [column.target for column in preview.columns][:3] == ["name", "phone.mobile", "email"]


def test_every_column_has_what_it_fills_and_what_stands_in_it(look_at: Look_at) -> None:
    rows = "".join(f"Anna,{number}@b.example,Kiel,x,c1\n" for number in (1, 2, 2, 3, 4, 5, 6))
    preview = look_at(f"Name,Work Email,Ort,Foo,id\n{rows}", "Ort=address.home.city", "Foo=")
    assert [(each.header, each.target, each.label, each.part) for each in preview.columns] == [
        ("Name", "name", "", ""),
        ("Work Email", "email.work", "work", ""),
        ("Ort", "address.home.city", "home", "city"),
        ("Foo", "", "", ""),
        ("id", "", "", ""),
    ]
    assert preview.columns[1].samples == tuple(f"{number}@b.example" for number in range(1, 6))
    assert (preview.columns[3].is_ignored, preview.columns[4].is_ours, preview.unmapped) == (True, True, ())
    assert all(column.is_sure for column in preview.columns)


def test_a_target_that_is_said_again_means_the_same(look_at: Look_at) -> None:
    text = "姓名,客户名称,Business Street,农历生日,Birth Month,微信,Fax,x.fair\nA,B,C,八月十五,5,w,1,K\n"
    first = look_at(text)
    again = look_at(text, *(f"{column.header}={column.target}" for column in first.columns))
    assert [(each.target, each.part, each.label) for each in again.columns] == [
        (each.target, each.part, each.label) for each in first.columns
    ]
    assert [each.target for each in first.columns][1:5] == [
        "company.card", "address.work.street", "birthday.lunar", "birthday.month",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("a@b.example", "email"),
        ("a@b.example; c@d.example", "email"),
        ("+49 170 5550142", "phone"),
        ("13800138000", "phone"),
        ("021-6555 0188转102", "phone"),
        ("(617) 555-0163", "phone"),
        ("https://b.example/x", "website"),
        ("1042", ""),
        ("2024-03-12", ""),
        ("Anna <a@b.example> said", ""),
    ],
)
def test_an_unknown_header_is_claimed_by_what_its_values_look_like(look_at: Look_at, value: str, target: str) -> None:
    column = look_at(f"Name,Erreichbar\nAnna,{value}\nBen,\nZoe,-\n").columns[1]
    assert (column.target, column.is_sure) == (target, False)
    assert [doubt.why for doubt in column.doubts] == ([Why.LOOKS] if target else [])


def test_looks_do_not_tell_where_a_header_does_or_where_values_differ(look_at: Look_at) -> None:
    assert look_at("Name,Email,Boss\nAnna,a@b.example,c@d.example\n").columns[2].target == ""
    assert look_at("Name,Boss\nAnna,c@d.example\nBen,Carl\n").columns[1].target == ""
    assert look_at("Name,Foo\nAnna,c@d.example\n", "Foo=").columns[1].target == ""
    first, second = look_at("Name,One,Two\nAnna,a@b.example,c@d.example\n").columns[1:]
    assert (first.target, second.target, second.looks) == ("email", "", Look.EMAIL)


def test_a_file_without_headers_is_not_understood_by_looks(look_at: Look_at) -> None:
    preview = look_at("Anna,a@b.example\nBen,b@b.example\n")
    assert [column.target for column in preview.columns] == ["", ""]
    assert preview.lacking.endswith("no column says whom a row is about; the columns are Anna, a@b.example")


def test_what_is_ambiguous_or_has_a_rival_is_unsure(look_at: Look_at) -> None:
    preview = look_at("Name,First,Source,Source,Owner,负责人\nAnna,An,web,fair,li,\n")
    assert _doubts(preview) == {"First": (Why.AMBIGUOUS,), "Source": (Why.RIVALS,)}
    assert preview.columns[2].doubts[0].others == ("Source (2)",)
    assert [(column.header, column.rival) for column in preview.unmapped] == [
        ("Source (2)", "Source"),
        ("负责人", "Owner"),
    ]
    said = look_at("Name,First,Source,Source\nAnna,An,web,fair\n", "First=given_name", "Source=source")
    assert said.unsure == ()


def test_a_day_that_can_be_two_is_asked(look_at: Look_at) -> None:
    text = "Name,Birthday\nAnna,3/4/2024\nBen,2024-05-06\n"
    question = DateQuestion(
        "Birthday", "3/4/2024", ((Order.DAY_FIRST, date(2024, 4, 3)), (Order.MONTH_FIRST, date(2024, 3, 4)))
    )
    assert (look_at(text).date_question, look_at(text).date_order) == (question, None)
    assert look_at(text, order=Order.MONTH_FIRST).date_question is None
    decided = look_at(f"{text}Carl,3/15/2024\n")
    assert (decided.date_question, decided.date_order) == (None, Order.MONTH_FIRST)
    unneeded = look_at("Name,Birthday\nAnna,2024-05-06\n")
    assert (unneeded.date_question, unneeded.date_order) == (None, None)


def test_a_number_that_can_be_two_is_told(look_at: Look_at) -> None:
    [budget] = look_at('Name,Budget\nAnna,"1,234"\nBen,7\n').unsure
    assert budget.doubts == (Doubt("Budget", "x.budget", Why.DECIMAL, (), "1,234", "1234"),)
    assert look_at('Name,Budget\nAnna,"1,234"\nBen,"0,5"\n').unsure == ()
    assert look_at("Name,x.budget\nAnna,1.234\n").unsure == ()


def test_columns_of_other_kinds_are_understood_too(look_at: Look_at) -> None:
    preview = look_at("Ticket,Subject,Kunde\nT-1,Broken,a@b.example\n", kind="tickets")
    assert [column.target for column in preview.columns] == ["number", "subject", "email"]


def test_it_counts_what_it_sees_and_knows_a_mailbox(li: Crm, write_file: WriteFile) -> None:
    seen: list[int] = []
    people = write_file("Name\nAnn\nBen\n")
    assert li.importing.preview("contacts", people, ImportOptions(), seen.append).rows == 2
    assert seen == [1, 2]
    assert not li.importing.has_mails("activities", people)
    before = li.importing.preview("contacts", people, ImportOptions())
    after = li.importing.preview("contacts", people, ImportOptions(overrides=("Name=nickname",)), seen.append, before)
    assert (after.rows, after.columns[0].target, seen) == (2, "nickname", [1, 2]), "the rows are not read again"
    born = write_file("Name,Born\nAnn,3/4/1990\n")
    before = li.importing.preview("contacts", born, ImportOptions(overrides=("Born=",)))
    assert before.date_question is None
    after = li.importing.preview("contacts", born, ImportOptions(overrides=("Born=birthday",)), None, before)
    assert after.date_question is not None
    mails = write_file("From ann@x.example Sat Nov 21 09:30:00 2026\nFrom: ann@x.example\n\nHello\n")
    assert [li.importing.has_mails(*said) for said in (("activities", mails), ("contacts", mails))] == [True, False]


def test_the_thread_of_our_own_export_is_no_question(look_at: Look_at) -> None:
    preview = look_at('number,thread\n1,"[{""kind"": ""note""}]"\n', kind="tickets")
    assert [column.target for column in preview.columns] == ["number", "replies"]
    assert _doubts(preview) == {}
