"""A header says which field it means, however the exporter dresses it."""

import pytest

from tests.services.importing.columns.test_shapes import Own
from tui_crm.errors import UsageError
from tui_crm.services.importing.columns.meanings import Meanings, known_header
from tui_crm.services.importing.kinds.registry import kind_called

OTHER_EXPORTS: dict[str, list[tuple[str, str | None]]] = {
    "Zoho CRM": [
        ("Contact Owner", "owner"), ("Account Name", "company:card"), ("Home Phone", "phone:home"), ("Mobile", "phone:mobile"),
        ("Email Opt Out", "opt_out"), ("Skype ID", "handle:skype"), ("Secondary Email", "email:other"), ("Asst Phone", None),
        ("Mailing Zip", "address.postal_code:mailing"), ("Other City", "address.city:other"), ("Record Id", None),
    ],
    "Pipedrive": [
        ("Person - Name", "name"), ("Person - Email - Work", "email:work"), ("Person - Phone - Mobile", "phone:mobile"),
        ("Person - Organization", "company"), ("Person - Labels", "tag"), ("Person - Next activity date", "next_follow_up"),
        ("Organization - Name", "company"), ("Organization - Address", None), ("Person - Person created", "created_at"),
    ],
    "Thunderbird": [
        ("Display Name", "name"), ("Primary Email", "email:main"), ("Home Address 2", "address.street2:home"),
        ("Work ZipCode", "address.postal_code:work"), ("Fax Number", "phone:fax"), ("Web Page 2", "website#2"),
        ("Birth Month", "birthday.month"), ("Custom 1", None),
    ],
    "Salesforce Data Loader": [
        ("FirstName", "given_name"), ("MailingCity", "address.city:mailing"), ("MobilePhone", "phone:mobile"),
        ("HasOptedOutOfEmail", "opt_out"), ("DoNotCall", "do_not_contact"), ("CreatedDate", "created_at"),
        ("AccountId", None), ("OwnerId", None), ("Website__c", "website"),
    ],
    "Outlook 繁體": [
        ("名字", "name"), ("姓氏", "family_name"), ("職稱", "role"), ("商務 - 街道", "address.street:work"),
        ("商務 - 縣/市", "address.city:work"), ("商務 - 省/州", "address.region:work"), ("商務電話", "phone:work"),
        ("住家電話", "phone:home"), ("行動電話", "phone:mobile"), ("電子郵件 2 地址", "email#2"), ("附註", "note"),
        ("類別", "tag"), ("網頁", "website"),
    ],
    "纷享销客": [
        ("手机1", "phone:mobile#1"), ("电话2", "phone#2"), ("负责人（必填）", "owner"), ("省", "address.region"),
        ("区", "address.district"), ("详细地址", "address.address"), ("联系人.姓名", "name:card"), ("联系人-手机", "phone:mobile"),
        ("客户电话", "phone"), ("联系人类型", None),
    ],
    "hand-made": [
        ("first_name", "given_name"), ("work_email", "email:work"), ("phone_mobile", "phone:mobile"), ("电话（白天）", "phone"),
        ("customer email", "email"), ("街道 2", "address.street2"), ("Organization 2 - Name", None), ("", None), ("2024", None),
    ],
}  # fmt: skip


def _told(meanings: Meanings, header: str) -> str | None:
    claim = meanings.claim(header, 0)
    if claim is None:
        return None
    part = f".{claim.part}" if claim.part else ""
    label = f":{claim.label}" if claim.label else ""
    return f"{claim.field.name}{part}{label}" + (f"#{claim.group}" if claim.group else "")


@pytest.mark.parametrize("exporter", OTHER_EXPORTS)
def test_other_exports_are_understood_too(exporter: str) -> None:
    meanings = Meanings(kind_called("contacts").columns)
    expected = OTHER_EXPORTS[exporter]
    assert [(header, _told(meanings, header)) for header, _meant in expected] == expected


def test_companies_have_meanings_of_their_own() -> None:
    meanings = Meanings(kind_called("companies").columns)
    headers = [
        "Organization - Name",
        "客户名称",
        "公司简称",
        "Organization - Address",
        "公司电话",
        "Account Owner",
        "First Name",
    ]
    assert [_told(meanings, header) for header in headers] == [
        "name", "name", "nickname", "address.address", "phone:work", "owner", None,
    ]  # fmt: skip


def test_a_teams_own_field_is_meant_by_its_name_and_its_label() -> None:
    meanings = Meanings(kind_called("contacts").columns, [Own("fair", label="Trade fair / 展会"), Own("notes")])
    headers = ["x.fair", "Fair", "TRADE FAIR 展會", "x.notes", "Notes"]
    assert [_told(meanings, header) for header in headers] == ["x.fair", "x.fair", "x.fair", "x.notes", "x.notes"]
    assert _told(Meanings(kind_called("contacts").columns), "fair") is None


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("email", "email"),
        (" phone ", "phone"),
        ("email.work", "email:work"),
        ("handle.wechat", "handle:wechat"),
        ("address.city", "address.city"),
        ("address.home.city", "address.city:home"),
        ("address", "address.address"),
        ("name", "name"),
        ("x.fair", "x.fair"),
        ("city", "address.city"),
        ("mobile", "phone:mobile"),
        ("职务", "role"),
        ("birthday", "birthday"),
    ],
)
def test_a_target_is_a_field_a_part_a_label_or_a_header(target: str, meant: str) -> None:
    claim = Meanings(kind_called("contacts").columns, [Own("fair")]).named(target, "Ort", 3)
    part = f".{claim.part}" if claim.part else ""
    label = f":{claim.label}" if claim.label else ""
    assert f"{claim.field.name}{part}{label}" == meant
    assert (claim.index, claim.header) == (3, "Ort")
    assert claim.rank < 0


@pytest.mark.parametrize(
    ("target", "near"), [("emial", "email"), ("natme", "name"), ("x.fare", "x.fair"), ("name.first", "name")]
)
def test_an_unknown_target_is_refused_with_near_ones(target: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"there is no field “{target}”") as caught:
        Meanings(kind_called("contacts").columns, [Own("fair")]).named(target, "Ort", 0)
    assert near in caught.value.hint


def test_a_target_unlike_any_is_refused_with_all() -> None:
    with pytest.raises(UsageError) as caught:
        Meanings(kind_called("companies").columns).named("qqqqqqq", "Ort", 0)
    assert "email" in caught.value.hint
    assert "website" in caught.value.hint


@pytest.mark.parametrize(
    ("cell", "known"),
    [("E-mail 1 - Value", True), ("客户名称", True), ("公司简称", True), ("Anna", False), ("name " * 20, False)],
)
def test_headers_of_any_kind_are_known(cell: str, known: bool) -> None:  # noqa: FBT001 - an answer
    assert known_header(cell) is known
