"""Cards of every version and program become rows; a broken one is rejected with the reason, and comes back as it stood."""

from pathlib import Path
from quopri import encodestring

import pytest

from tests.services.importing.conftest import ReadRows, WriteFile
from tui_crm import i18n
from tui_crm.errors import BadInput, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.files.tables import BrokenRow, ReadOptions
from tui_crm.services.importing.report import ImportOptions


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(path: Path, options: ReadOptions = ReadOptions()) -> list[dict[str, str]]:  # noqa: B008
    with open_rows(path, options) as source:
        assert (source.table.format, list(source)) == ("vcf", list(source))
        return [dict(zip(source.header, cells, strict=True)) for _line, cells in source]


def one(path: Path) -> dict[str, str]:
    (found,) = read(path)
    return found


CHINESE = {"Name": "张伟", "Family Name": "张", "Given Name": "伟", "Notes": "第一行\n第二行"}
LINES = ("N:张;伟;;;", "FN:张伟", "NOTE:第一行\\n第二行")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
def test_any_encoding_is_found(write_file: WriteFile, encoding: str) -> None:
    lines = [line.replace("张伟", "張偉").replace("张", "張").replace("伟", "偉") for line in LINES]
    text = card(
        *(lines if encoding == "big5hkscs" else LINES), "TITLE:經理" if encoding == "big5hkscs" else "TITLE:销售经理"
    )
    assert one(write_file(text, encoding, "x.vcf"))["Name"] == ("張偉" if encoding == "big5hkscs" else "张伟")


def test_a_property_may_have_a_charset_of_its_own(write_file: WriteFile) -> None:
    parts = [
        (b"N;CHARSET=GBK:", "张;伟;;;".encode("gbk")),
        (b"FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:", encodestring("张伟".encode("gbk"))),
        (b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:", encodestring("第一行\r\n第二行".encode(), quotetabs=True)),
        (b"TITLE:", "经理".encode()),
    ]
    lines = [head + value.replace(b"\r\n", b"=0D=0A") for head, value in parts]
    raw = b"\r\n".join([b"BEGIN:VCARD", b"VERSION:2.1", *lines, b"END:VCARD"])
    assert one(write_file(raw, name="x.vcf")) == {**CHINESE, "Organization Title": "经理"}


def test_a_charset_says_nothing_of_text_in_utf_16(write_file: WriteFile) -> None:
    text = card("N;CHARSET=GBK:张;伟;;;", "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:=E5=BC=A0=E4=BC=9F", version="2.1")
    assert one(write_file(text, "utf-16", "x.vcf")) == {name: CHINESE[name] for name in list(CHINESE)[:3]}


def test_lines_are_joined_as_their_version_folds_them(write_file: WriteFile) -> None:
    new = card("NOTE:a lo", " ng no", "\tte \\, \\; \\: \\\\ \\n end")
    old = card(
        "NOTE;QUOTED-PRINTABLE:caf=C3=",
        "=A9 =3D=",
        "",
        "TEL;CELL:1",
        "ORG:C:\\new",
        "TITLE:head",
        " of sales",
        version="2.1",
    )
    found = read(write_file(new + old, name="x.vcf"))
    assert found[0]["Notes"] == "a long note , ; : \\ \n end"
    assert (found[1]["Notes"], found[1]["Organization Name"]) == ("café =", "C:\\new")
    assert (found[1]["Organization Title"], found[1]["Phone 1 - Type"]) == ("head of sales", "mobile")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("BDAY:19900305", {"Birthday": "1990-03-05"}),
        ("BDAY:1990-03-05T00:00:00Z", {"Birthday": "1990-03-05"}),
        ("BDAY:--0305", {"Birthday": "--03-05"}),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-05", {"Birthday": "--03-05"}),
        ("BDAY;CALSCALE=chinese:1990-08-15", {"Lunar Birthday": "1990-08-15"}),
        ("BDAY;VALUE=text:circa 1800", {"BDAY": "circa 1800"}),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1990-08-15;0;农历生日", {"Lunar Birthday": "1990-08-15"}),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bob;1;;", {"Nickname": "Bob"}),
        ("a.X-ABDATE:1990-08-15\r\na.X-ABLABEL:农历生日", {"Lunar Birthday": "1990-08-15"}),
        ("a.X-ABDATE:2001-02-03\r\na.X-ABLABEL:_$!<Anniversary>!$_", {"Event 1 - Type": "Anniversary", "Event 1 - Value": "2001-02-03"}),
        ("a.TEL:1\r\na.X-ABLabel:Lager", {"Phone 1 - Type": "Lager", "Phone 1 - Value": "1"}),
        ('TEL;VALUE=uri;TYPE="work,voice":tel:+1-2;ext=3', {"Phone 1 - Type": "work", "Phone 1 - Value": "+1-2 ext 3"}),
        ("EMAIL:b@x.cn\r\nEMAIL;PREF=1:mailto:a@x.cn", {"E-mail 1 - Value": "a@x.cn", "E-mail 2 - Value": "b@x.cn"}),
        ("X-WECHAT:lm88", {"Handle 1 - Service": "wechat", "Handle 1 - Value": "lm88"}),
        ("IMPP;X-SERVICE-TYPE=QQ:x-apple:1234", {"Handle 1 - Service": "qq", "Handle 1 - Value": "1234"}),
        ("IMPP:xmpp:a%40b.cn?message", {"Handle 1 - Service": "xmpp", "Handle 1 - Value": "a@b.cn"}),
        ("X-SOCIALPROFILE;TYPE=linkedin;X-USER=anna:http://x", {"Handle 1 - Service": "linkedin", "Handle 1 - Value": "anna"}),
        ("CATEGORIES:a,b\\, c", {"Labels": "a ::: b, c"}),
        ("ORG:Acme\\; Co;Sales;South", {"Organization Name": "Acme; Co", "Organization Department": "Sales / South"}),
        ("ROLE:cook", {"Organization Title": "cook"}),
        ("ROLE:cook\r\nTITLE:chef", {"Organization Title": "chef", "Profession": "cook"}),
        ("LABEL:Am Kai\\nKiel", {"Address 1 - Formatted": "Am Kai\nKiel"}),
        ("KIND:org", {"Kind": "company"}),
        ("X-ABSHOWAS:COMPANY", {"Kind": "company"}),
        ("X-CRM-LEVEL:A", {"level": "A"}),
        ("X-CRM-REASON:old", {}),
        ("X-HOBBY:chess", {"X-HOBBY": "chess"}),
        ("NOTE:'=1", {"Notes": "''=1"}),
        ("PHOTO;ENCODING=b:AAAA\r\n BBBB\r\nCCCC", {}),
        ("AGENT:\r\nBEGIN:VCARD\r\nFN:Other\r\nEND:VCARD", {}),
    ],
)  # fmt: skip
def test_what_programs_write_has_its_header(write_file: WriteFile, line: str, found: dict[str, str]) -> None:
    cells = one(write_file(card("FN:Anna", line), name="x.vcf"))
    assert cells == {"Name": "Anna", **found}


def test_cards_are_mapped_without_a_word(write_file: WriteFile, read_rows: ReadRows) -> None:
    (row,) = read_rows(
        write_file(
            card(
                "N:Li;Ming;;;",
                "ORG:Haiming;Sales",
                "TITLE:Buyer",
                "item1.TEL;TYPE=CELL:138 0013 8000",
                "EMAIL;TYPE=WORK:li@x.cn",
                "ADR;TYPE=HOME:;;Am Kai 1;Kiel;;24103;Germany",
                "URL:https://li.example",
                "X-QQ:1234",
                "BDAY:--0305",
                "GENDER:M",
                "CATEGORIES:vip",
            ),
            name="li.vcf",
        )
    )
    assert row.problems == ()
    assert row.values == {
        "name": "Ming Li", "family_name": "Li", "given_name": "Ming", "company": "Haiming", "department": "Sales",
        "role": "Buyer", "phones": (("138 0013 8000", "mobile"),), "emails": (("li@x.cn", "work"),),
        "addresses": (("home", "Am Kai 1", "Kiel", None, "24103", "Germany"),), "website": "https://li.example",
        "handles": (("qq", "1234"),), "birthday": "--03-05", "gender": "male", "tags": ("vip",),
    }  # fmt: skip


BROKEN = [
    ("BEGIN:VCARD\nFN:Anna\nBEGIN:VCARD\nFN:Ben\nEND:VCARD\n", 1, "the card has no end: END:VCARD"),
    ("BEGIN:VCARD\nFN:Anna\n", 1, "the card has no end: END:VCARD"),
    (card("FN:Anna", "what is this"), 1, "“what is this” is no property of a card"),
    (card("FN:Anna", "NOTE;CHARSET=klingon:x"), 1, "“klingon” is no text encoding"),
    (card("FN:Anna", "NOTE;QUOTED-PRINTABLE:=FF=FE=FF"), 1, "“=FF=FE=FF” is not UTF-8"),
    (card("FN:Anna", f"NOTE:{'x' * (1 << 20)}y"), 1, "“NOTE” has more than 1048576 characters"),
    (card("FN:Anna", *["X-A:b"] * 3000), 1, "the card has more than 2000 properties"),
    (card("FN:Anna", "KIND:group", "MEMBER:urn:uuid:1"), 1, "this card is a group of others"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_card_is_rejected_and_the_others_are_not(
    write_file: WriteFile, text: str, line: int, reason: str
) -> None:
    with open_rows(write_file(card("FN:Zoe") + text, name="x.vcf")) as source:
        rows = list(source)
    broken = {at: (cells[0], cells.reason) for at, cells in rows if isinstance(cells, BrokenRow)}
    assert broken == {line + 4: ("Anna", reason)}
    assert rows[0][1][0] == "Zoe"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,city\nAnna,Kiel\n", "line 1: a card should begin here: BEGIN:VCARD"),
        (card("FN:Anna") + "\nFN:Ben\n", "line 6: a card should begin here"),
        ("", "is empty"),
        (f"BEGIN:VCARD\nNOTE:{'x' * (1 << 24)}\nEND:VCARD\n", "line 2: what begins here has more than 16777216"),
        (
            f"BEGIN:VCARD\n{'X-A:b' * 9 + chr(10)}" + f"NOTE:{'x' * 9_000_000}\n" * 2,
            "line 1: what begins here has more",
        ),
        ("".join(card(*(f"X-{c}{n}:1" for n in range(1100))) for c in "ab"), "line 1104: the records have more than"),
    ],
    ids=range(6),
)
def test_what_is_no_card_refuses_the_file(write_file: WriteFile, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=f"x\\.vcf,? {told}"):
        open_rows(write_file(text, name="x.vcf"))


def test_a_format_that_is_named_has_to_be_true(write_file: WriteFile) -> None:
    path = write_file(card("FN:Anna"), name="people.txt")
    assert one(path) == {"Name": "Anna"}
    with pytest.raises(BadInput, match=r"people\.txt is no CSV file, but VCF"):
        open_rows(path, ReadOptions(file_format=FileFormat.CSV))
    with pytest.raises(UsageError, match="--delimiter says nothing of a VCF file"):
        open_rows(path, ReadOptions(delimiter=";"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("version", ["2.1", "4.0"])
def test_rejected_cards_come_back_as_they_stood(li: Crm, tmp_path: Path, version: str, encoding: str) -> None:
    i18n.set_language("zh_CN")
    bad = card("FN:李 明", "EMAIL:nowhere, x", "NOTE:第一行，很长", " 第二行", "X-ODD:kept", version=version)
    file = tmp_path / "people.vcf"
    file.write_bytes((card("FN:张伟", "EMAIL:z@x.cn", "NOTE:销售经理") + bad).encode(encoding))
    report = li.importing.run("contacts", file, ImportOptions(keep_good=True))
    assert (report.created, report.rejects) == (1, tmp_path / "people.rejects.vcf")
    assert report.rejects is not None
    text = report.rejects.read_bytes().decode(encoding)
    *before, line, column, value, reason, end = text.removeprefix("\ufeff").replace("\r\n", "\n").splitlines()
    assert before == bad.splitlines()[:-1]
    assert (line, column, value, end) == (
        "X-CRM-LINE:7",
        "X-CRM-COLUMN:E-mail 1 - Value",
        "X-CRM-VALUE:nowhere\\, x",
        "END:VCARD",
    )
    assert reason.startswith("X-CRM-REASON;CHARSET=UTF-8;" if encoding == "gb18030" else "X-CRM-REASON:“nowhere\\, x”")
    again = li.importing.run("contacts", report.rejects, ImportOptions(keep_good=True))
    assert again.rejects is not None
    assert again.rejects.read_bytes().decode(encoding).count("X-CRM-") == 4
    report.rejects.write_bytes(text.replace("EMAIL:nowhere, x", "EMAIL:li@x.cn").encode(encoding))
    mended = li.importing.run("contacts", report.rejects, ImportOptions())
    assert (mended.created, [each.header for each in mended.unmapped]) == (1, ["X-ODD"])
