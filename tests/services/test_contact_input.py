"""What people say of a contact is cleaned, checked and resolved; what will not do is told with its field."""

import pytest

from tui_crm.db.records import RECORD_TYPES
from tui_crm.errors import Ambiguous, BadInput, NotFound
from tui_crm.models.codes import FieldType, Kind
from tui_crm.services.contact_input import CUSTOMER_FIELDS, PLACE, checked
from tui_crm.services.crm import Crm


def add(crm: Crm, **said: object) -> int:
    return crm.contacts.add({"name": "Ann", **said}).ids[0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"name": "  Ann\t Lee "}, {"name": "Ann Lee"}),
        ({"name": "A\x00nn\x1b[0m"}, {"name": "Ann[0m"}),
        ({"name": "Zoe\u0308"}, {"name": "Zoë"}),
        ({"family_name": "李", "given_name": "明"}, {"name": "李明", "family_name": "李", "given_name": "明"}),
        ({"nickname": "Bobby"}, {"name": "Bobby", "nickname": "Bobby"}),
        ({"emails": ["a@x.cn"]}, {"name": "a@x.cn", "emails": (("a@x.cn", None),)}),
        ({"phones": ["138 0013 8000"]}, {"name": "138 0013 8000"}),
        ({"name": " ", "phones": ["12345"]}, {"name": "12345"}),
        ({"name": "x", "note": "one\r\ntwo\x07"}, {"note": "one\ntwo"}),
        ({"name": "x", "source": "  "}, {"source": None}),
        ({"name": "x", "stage": "", "kind": None}, {"stage": "lead", "kind": "person"}),
        ({"name": "x", "do_not_contact": "yes"}, {"do_not_contact": True}),
        ({"name": "x", "consent": "withdrawn", "gender": "female"}, {"consent": "withdrawn", "gender": "female"}),
        ({"name": "x", "birthday": "1990-2-28"}, {"birthday": "1990-02-28"}),
        ({"name": "x", "emails": ["<A@X.cn>", ("b@x.cn", "work"), {"address": "c@x.cn", "label": " home "}]},
         {"emails": (("A@X.cn", None), ("b@x.cn", "work"), ("c@x.cn", "home"))}),
        ({"name": "x", "emails": ["a@x.cn", "A@X.CN", "a@x.cn"]}, {"emails": (("a@x.cn", None),)}),
        ({"name": "x", "emails": ["", " ", ("", None)]}, {"emails": ()}),
        ({"name": "x", "phones": [("138", "mobile"), "138"]}, {"phones": (("138", "mobile"), ("138", None))}),
        ({"name": "x", "handles": [("wechat", "lm 88")]}, {"handles": (("wechat", "lm 88"),)}),
        ({"name": "x", "addresses": [{"city": "上海"}, {"label": ""}]},
         {"addresses": ((None, None, "上海", None, None, None),)}),
    ],
)  # fmt: skip
def test_what_is_said_becomes(said: dict[str, object], expected: dict[str, object]) -> None:
    values = checked(said, complete=True)
    assert {name: values[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("said", "field", "sentence", "hint"),
    [
        ({}, "name", "a contact needs a name", ""),
        ({"name": "\x07"}, "name", "a contact needs a name", ""),
        ({"name": "x", "nmae": "y"}, "nmae", "there is no field “nmae”", ""),
        ({"name": "x", "owner_id": 1}, "owner_id", "there is no field “owner_id”", ""),
        ({"name": "x", "stage": "won"}, "stage", "“won” does not do for stage",
         "expected: lead, new, active, dormant or churned"),
        ({"name": "x", "kind": "dog"}, "kind", "“dog” does not do for kind", "expected: person or company"),
        ({"name": "x", "gender": "?"}, "gender", "“?” does not do for gender", "expected: female, male or other"),
        ({"name": "x", "consent": "?"}, "consent", "“?” does not do for consent", "expected: given or withdrawn"),
        ({"name": "x", "do_not_contact": "?"}, "do_not_contact", "“?” does not do for do not contact", ""),
        ({"name": "x", "birthday": "soon"}, "birthday", "soon", "write 1990-03-05"),
        ({"name": "x", "emails": ["nobody"]}, "email", "“nobody” is not an e-mail address", ""),
        ({"name": "x", "emails": [("", "work")]}, "emails", "e-mail: address is missing", ""),
        ({"name": "x", "handles": ["wechat"]}, "handles", "accounts: value is missing", ""),
        ({"name": 5}, "name", "“5” does not do for name", ""),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told(said: dict[str, object], field: str, sentence: str, hint: str) -> None:
    with pytest.raises(BadInput) as raised:
        checked(said, complete=True)
    assert sentence in raised.value.message
    assert hint in raised.value.hint
    assert (raised.value.field, raised.value.exit_code) == (field, 4)


def test_an_edit_says_only_what_it_names() -> None:
    assert checked({"note": "x", "source": ""}, complete=False) == {"note": "x", "source": None}
    with pytest.raises(BadInput, match="a contact needs a name"):
        checked({"name": ""}, complete=False)


def test_every_field_of_a_contact_can_be_said() -> None:
    """A column that nobody can fill would be dead; what the program fills itself is listed."""
    ours = {"owner_id", "created_at", "deleted_at", "relations", "no_next_since"}
    for name in RECORD_TYPES["contact"].fields - ours - {"tags", "custom"}:
        checked(
            {"name": "x", name: "" if name not in {"emails", "phones", "handles", "addresses"} else []}
            if name != "name"
            else {"name": "x"},
            complete=True,
        )
    assert set(CUSTOMER_FIELDS) <= RECORD_TYPES["contact"].fields


def test_a_new_company_is_made_and_an_old_one_found(li: Crm) -> None:
    first = li.contacts.card(add(li, company="云帆  贸易", role=" Chef ", department="IT"))
    second = li.contacts.card(add(li, company="云帆 贸易"))
    assert first.row.company == second.row.company == "云帆 贸易"
    assert first.row.customer_id == second.row.customer_id
    assert (first.companies[0].role, first.companies[0].department, first.companies[0].is_primary) == (
        "Chef",
        "IT",
        True,
    )
    by_id = li.contacts.card(add(li, company=f"c{first.row.customer_id}"))
    assert by_id.row.customer_id == first.row.customer_id
    folded = li.contacts.card(add(li, company="雲帆贸易"))
    assert folded.row.customer_id == first.row.customer_id


def test_a_company_that_fits_several_is_told(li: Crm) -> None:
    for name in ("ACME", "Acme"):
        li.contacts.add({"name": name, "kind": Kind.COMPANY})
    assert li.contacts.card(add(li, company="Acme")).row.company == "Acme"
    with pytest.raises(Ambiguous, match="“acme” fits 2 companies") as raised:
        add(li, company="acme")
    assert raised.value.candidates == (("c1", "ACME"), ("c2", "Acme"))
    assert raised.value.exit_code == 3


def test_a_company_is_no_person_and_not_in_the_trash(li: Crm) -> None:
    person = add(li)
    with pytest.raises(BadInput, match="c1 is not a company"):
        add(li, company=f"c{person}")
    with pytest.raises(NotFound, match="there is no contact c99"):
        add(li, company="c99")
    firm = li.contacts.add({"name": "Acme", "kind": Kind.COMPANY}).ids[0]
    li.contacts.delete([firm])
    with pytest.raises(NotFound, match=f"contact c{firm} is in the trash"):
        add(li, company=f"c{firm}")
    assert li.contacts.card(add(li, company="Acme")).row.customer_id not in {firm, person}


def test_a_role_goes_with_its_company(li: Crm) -> None:
    with pytest.raises(BadInput, match="a role needs a company") as raised:
        add(li, role="Chef")
    assert (raised.value.field, raised.value.hint) == ("role", "name the company, too")
    key = add(li, company="Acme", role="Chef")
    li.contacts.edit(key, {"department": "IT"})
    assert (li.contacts.card(key).companies[0].role, li.contacts.card(key).companies[0].department) == ("Chef", "IT")
    li.contacts.edit(key, {"company": "Zenith"})
    assert [(tie.name, tie.role, tie.department) for tie in li.contacts.card(key).companies] == [("Zenith", "", "")]
    li.contacts.edit(key, {"company": ""})
    assert li.contacts.card(key).companies == ()
    assert li.contacts.card(key).row.customer_id == key


def test_the_first_address_is_said_by_its_parts(li: Crm) -> None:
    key = add(li, city="上海", addresses=[{"street": "南京路 1", "label": "home"}, {"city": "Berlin"}])
    assert [(place.street, place.city) for place in li.contacts.card(key).addresses] == [
        ("南京路 1", "上海"),
        ("", "Berlin"),
    ]
    li.contacts.edit(key, {"city": "Rom", "street": ""})
    assert [(place.label, place.city) for place in li.contacts.card(key).addresses] == [("home", "Rom"), ("", "Berlin")]
    other = add(li)
    li.contacts.edit(other, dict.fromkeys(PLACE, "x"))
    assert li.contacts.card(other).addresses[0].postal_code == "x"
    li.contacts.edit(other, dict.fromkeys(PLACE, ""))
    assert li.contacts.card(other).addresses == ()


def test_tags_are_named_and_made(li: Crm) -> None:
    key = add(li, tags=["vip", " VIP ", "", "重要 客户"])
    assert li.contacts.card(key).row.tags == ("vip", "重要 客户")
    li.contacts.edit(key, {"tags": []})
    assert li.contacts.card(key).row.tags == ()
    with pytest.raises(BadInput, match="a tag is a name without commas"):
        add(li, tags=["a,b"])


def test_an_owner_is_somebody(li: Crm) -> None:
    li.users.add("wang", name="王芳")
    assert [li.contacts.card(add(li, owner=who)).row.owner for who in ("wang", "WANG", "王芳", "u1", "")] == [
        "wang"
    ] * 4 + [""]
    with pytest.raises(NotFound, match="there is no user “zhao”") as raised:
        add(li, owner="zhao")
    assert "li, wang" in raised.value.hint


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        (FieldType.TEXT, " a\x00 b ", "a b"),
        (FieldType.NUMBER, "1,234,567.50", "1234567.5"),
        (FieldType.NUMBER, "-1e3", "-1000"),
        (FieldType.NUMBER, "0.10", "0.1"),
        (FieldType.DATE, "2026-11-21", "2026-11-21"),
        (FieldType.BOOL, "是", "yes"),
        (FieldType.BOOL, "No", "no"),
        (FieldType.CHOICE, "m", "M"),
    ],
)
def test_a_custom_value_is_kept_in_one_form(li: Crm, kind: FieldType, text: str, stored: str) -> None:
    li.custom_fields.add("f", kind=kind, choices="S, M" if kind is FieldType.CHOICE else "")
    assert li.contacts.card(add(li, custom={"x.f": text})).custom == {"f": stored}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldType.NUMBER, "many", "a number"),
        (FieldType.NUMBER, "nan", "a number"),
        (FieldType.NUMBER, "inf", "a number"),
        (FieldType.NUMBER, "1,5", "a number"),
        (FieldType.NUMBER, "1e999999999", "a number"),
        (FieldType.NUMBER, "1" * 29, "a number"),
        (FieldType.DATE, "tomorrow", "a date such as 2026-11-21"),
        (FieldType.BOOL, "maybe", "yes or no"),
        (FieldType.CHOICE, "XL", "S, M"),
    ],
)
def test_a_custom_value_that_will_not_do_is_told(li: Crm, kind: FieldType, text: str, expected: str) -> None:
    li.custom_fields.add("f", kind=kind, choices="S, M" if kind is FieldType.CHOICE else "")
    with pytest.raises(BadInput, match=r"does not do for x\.f") as raised:
        add(li, custom={"f": text})
    assert raised.value.message.endswith(f"expected {expected}")
    assert li.contacts.rows([1]) == []


def test_custom_values_are_said_one_by_one(li: Crm) -> None:
    for name in ("a", "b"):
        li.custom_fields.add(name)
    key = add(li, custom={"a": "1", "b": "2"})
    li.contacts.edit(key, {"custom": {"a": "", "x.b": "3"}})
    assert li.contacts.card(key).custom == {"b": "3"}
    with pytest.raises(BadInput, match="there is no custom field “c”") as raised:
        add(li, custom={"c": "1"})
    assert raised.value.hint == "known fields: x.a, x.b"


def test_a_rounded_phone_is_told(li: Crm) -> None:
    with pytest.raises(BadInput, match="a spreadsheet rounded"):
        add(li, phones=["1.38E+10"])
    assert li.contacts.rows([1]) == []


def test_a_level_is_one_of_the_team_s(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "level": "vip"}).ids[0]
    assert li.contacts.card(key).row.level == "VIP"
    with pytest.raises(BadInput, match="there is no level “Gold”: it is one of A, B, C, VIP") as refused:
        li.contacts.edit(key, {"level": "Gold", "note": "x"})
    assert refused.value.hint == "the list is the team's: crm config set levels A,B,C,VIP,Gold"
    li.settings.set("levels", "Gold,Silver")
    li.contacts.edit(key, {"level": "gold"})
    assert li.contacts.card(key).row.level == "Gold"
    li.contacts.edit(key, {"level": ""})
    assert li.contacts.card(key).row.level == ""
