"""What filters over contacts understand of a team's own words, and what they offer."""

import pytest

from tests.conftest import OpenCrm
from tui_crm.db.filter_fields import MOST
from tui_crm.errors import UsageError
from tui_crm.models.codes import FieldType
from tui_crm.services.crm import Crm


@pytest.fixture
def team(li: Crm) -> Crm:
    """Return a CRM with a user, custom fields, and contacts that use tags, cities and the like."""
    li.users.add("Wang", name="王 Fang")
    li.custom_fields.add("budget", kind=FieldType.NUMBER)
    li.custom_fields.add("Größe", kind=FieldType.CHOICE, choices="S,very large")
    li.custom_fields.add("project")
    for number, city in enumerate(("Berlin", "Bern", "北京", "New York")):
        li.contacts.add(
            {
                "name": f"Anna {number}",
                "tags": ["VIP", "重要 客户"],
                "city": city,
                "source": "2026 Fair",
                "level": "B",
                "emails": [f"a@{city[:2].lower()}.com"] if city.isascii() else [],
                "company": f"Acme {number}",
                "custom": {"project": f"red {number}"},
            }
        )
    return li


def canonical(crm: Crm, text: str) -> str:
    return crm.contacts.text_of(crm.contacts.parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阶段:活跃 城市：北京", "stage:active city:北京"),
        ("STAGE:Active", "stage:active"),
        ("Last-Activity:<30d", "last_activity:<30d"),
        ("owner:ME owner:我", "owner:me"),
        ("owner:wang", "owner:Wang"),
        ('负责人:"王 Fang"', "owner:Wang"),
        ("owner:u1", "owner:Wang"),
        ("tag:vip", "tag:VIP"),
        ('tag:"重要客户"', 'tag:"重要 客户"'),
        ('x.BUDGET:>="1,000"', "x.budget:>=1000"),
        ("x.größe:s", "x.Größe:S"),
        ('x.größe:"Very  Large"', 'x.Größe:"very large"'),
        ("phone:13800138000", "phone:+8613800138000"),
        ('phone:"0138 00"', "phone:013800"),
        ("phone:+4917", "phone:+4917"),
        ("phone:＋4917", "phone:+4917"),
        ("phone:004917", "phone:+4917"),
        ("id:42,C43", "id:c42,c43"),
        ("next:逾期", "next:overdue"),
        ("dnc:是", "dnc:yes"),
        ("do_not_contact:no", "dnc:no"),
        ("in:回收站", "in:trash"),
        ("微信:lm88", "wechat:lm88"),
    ],
)
def test_values_are_kept_in_one_form(team: Crm, text: str, expected: str) -> None:
    assert canonical(team, text) == expected


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("stage:activ", "“activ” is none of lead, new, active, dormant, churned", "did you mean “active”?"),
        ("x.bugdet:1", "there is no field “x.bugdet”", "did you mean “x.budget”?"),
        ("x.budget:much", "“much” is no number", ""),
        ("id:c4x", "“c4x” is no id of a contact", "one looks like c42"),
        ("phone:anna", "“anna” has no digit", ""),
        ("phone:1.38E+10", "“1.38E+10” is a phone number that a spreadsheet rounded", ""),
        ("note:!!", "“!!” has no letter or digit to look for", ""),
        ("name:...", "“name” cannot be tested like this", "for example name:wang"),
        ('email:"  "', "“  ” says nothing", ""),
        ("in:bin", "“bin” is none of list, trash", ""),
        ("in:none", "“in” cannot be tested like this", "for example in:trash"),
        ("birthday:>today", "“birthday” cannot be tested like this", "for example birthday:this-month"),
        ("created:someday", "cannot read “someday” as a date or time", "for example created:"),
        ("birthday:02-30", "cannot read “-” as a date or time", "for example birthday:"),
        ("last_activity:30d", "“30d” is an age, not a date", "<30d is less than that, >30d is more"),
    ],
)
def test_a_mistake_says_what_there_is(team: Crm, text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        team.contacts.parse(text)
    assert caught.value.message.startswith(message)
    assert caught.value.hint.startswith(hint)
    assert text[caught.value.at :].lstrip('"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tag:vpi", ["there is no tag “vpi” did you mean “VIP”? 4"]),
        ("anna owner:wagn", ["there is no user “wagn” did you mean “Wang”? 11"]),
        ("tag:x,vip or not (owner:u99)", ["there is no tag “x”  4", "there is no user “u99”  24"]),
        ("tag:none owner:me owner:wang tag:vip level:Z source:nowhere city:Nix", []),
    ],
)
def test_what_is_not_there_fits_nobody_and_is_told(team: Crm, text: str, said: list[str]) -> None:
    wanted = team.contacts.parse(text)
    doubts = team.contacts.doubts(wanted, text)
    assert [f"{doubt.message} {doubt.hint} {doubt.at}" for doubt in doubts] == said
    assert team.contacts.parse(team.contacts.text_of(wanted)) == wanted


@pytest.mark.parametrize("text", ["tag:nix", "owner:nix", "level:nix", "source:nix", "city:nix"])
def test_unknown_values_of_all_fields_behave_alike(team: Crm, text: str) -> None:
    everybody = list(team.contacts.find(team.contacts.parse("")))
    assert list(team.contacts.find(team.contacts.parse(text))) == []
    assert list(team.contacts.find(team.contacts.parse(f"-{text}"))) == everybody
    anna = list(team.contacts.find(team.contacts.parse("anna")))
    assert list(team.contacts.find(team.contacts.parse(f"{text} or anna"))) == anna


def test_a_field_that_is_gone_is_missed_when_an_old_filter_is_asked(team: Crm) -> None:
    wanted = team.contacts.parse("x.budget:any")
    team.custom_fields.delete("budget")
    with pytest.raises(UsageError, match=r"there is no field “x\.budget”"):
        team.contacts.find(wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("owner:", ["owner:me", "owner:Wang", "owner:li", "owner:none", "owner:any"]),
        ("owner:w", ["owner:Wang"]),
        ("tag:", ["tag:VIP", 'tag:"重要 客户"', "tag:none", "tag:any"]),
        ("标签：重", ['标签："重要 客户"']),
        ("city:be", ["city:Berlin", "city:Bern"]),
        ("city:京", []),
        ("city:北", ["city:北京"]),
        ("city:new", ['city:"New York"']),
        ("source:fa", ['source:"2026 Fair"']),
        ("level:b", ["level:B"]),
        ("domain:be", ["domain:be.com"]),
        ('company:"acme 1', ['company:"Acme 1"']),
        ("stage:d", ["stage:dormant"]),
        ("x.g", ["x.Größe:"]),
        ("x.größe:v", ['x.größe:"very large"']),
        ("x.project:red", [f'x.project:"red {number}"' for number in range(4)]),
        ("next:o", ["next:overdue", "next:on-purpose"]),
        ("birthday:today.", ["birthday:today..+7d"]),
        ("dnc:", ["dnc:yes", "dnc:no", "dnc:none", "dnc:any"]),
        ("note:a", ["note:any"]),
        ("微", ["微信:", "微博:"]),
    ],
)
def test_a_filter_goes_on_with_what_there_is(team: Crm, text: str, expected: list[str]) -> None:
    assert team.contacts.completions(text, len(text)) == expected


def test_only_a_screenful_of_values_is_offered(li: Crm) -> None:
    for number in range(MOST + 5):
        li.tags.add(f"tag {number:02}")
    offered = li.contacts.completions("tag:", 4)
    assert len(offered) == MOST + 2
    assert offered[0] == 'tag:"tag 00"'


def test_people_who_left_and_tags_that_are_gone_are_not_offered(open_crm: OpenCrm) -> None:
    crm = open_crm()
    crm.users.add("bob")
    crm.users.add("zoe")
    crm.users.retire("bob", to="zoe")
    crm.tags.add("old")
    crm.tags.delete("old")
    assert "owner:bob" not in crm.contacts.completions("owner:", 6)
    assert crm.contacts.completions("tag:", 4) == ["tag:none", "tag:any"]
    assert canonical(crm, "owner:bob") == "owner:bob"
    assert [doubt.message for doubt in crm.contacts.doubts(crm.contacts.parse("tag:old owner:bob"))] == [
        "there is no tag “old”"
    ]
