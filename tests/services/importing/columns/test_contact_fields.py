"""The exports people bring map with no manual step; the answers stand here, written by hand."""

from pathlib import Path

import pytest

from tests.services.importing.columns import more_exports
from tests.services.importing.conftest import ReadRows
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.columns.mapping import map_columns
from tui_crm.services.importing.files.header import normal
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import DECLARED, kind_called

EXPORTS = Path(__file__).parents[3] / "fixtures" / "imports"

ANSWERS: dict[str, list[Values]] = {
    "google_new": [
        {
            "name": "Lena Marie Brandt",
            "given_name": "Lena Marie",
            "family_name": "Brandt",
            "nickname": "Leni",
            "company": "Hafenwerk GmbH",
            "role": "Einkaufsleiterin",
            "department": "Einkauf",
            "birthday": "1984-03-15",
            "note": "Met in Kiel.\nPrefers mornings.",
            "tags": ("Navy", "Messe 2024"),
            "emails": (
                ("lena@brandt.example", "home"),
                ("leni@brandt.example", "home"),
                ("lena.brandt@hafenwerk.example", "work"),
            ),
            "phones": (("+49 170 5550142", "mobile"), ("030 23125 017", "fax")),
            "addresses": (("work", "Am Kai 7\nHinterhaus", "Kiel", "Schleswig-Holstein", "24103", "DE"),),
            "handles": (("linkedin", "https://www.linkedin.com/in/lena-brandt-example"),),
            "website": "https://hafenwerk.example",
        },
        {
            "name": "张伟",
            "given_name": "伟",
            "family_name": "张",
            "company": "海明科技",
            "role": "采购经理",
            "birthday": "--10-01",
            "emails": (("zhang.wei@haiming.example", None),),
            "phones": (("138 0013 8000", "mobile"), ("010-6555 0142", "mobile")),
        },
        {"name": "Nordlicht Bäckerei", "kind": "company", "phones": (("0431 5550199", "main"),)},
        {"name": "newsletter-fan@example.org", "emails": (("newsletter-fan@example.org", "other"),)},
    ],
    "google_old": [
        {
            "name": "Otto Falk",
            "given_name": "Otto",
            "family_name": "Falk",
            "birthday": "1979-11-02",
            "gender": "male",
            "note": "Knows the harbour master",
            "tags": ("Yard",),
            "emails": (("otto@falk-werft.example", "work"), ("o.falk@alt.example", "Obsolete")),
            "handles": (("skype", "otto.falk"),),
            "phones": (("0171 5550110", "mobile"), ("0171 5550111", "mobile"), ("+49 40 5550112", "work")),
            "addresses": (("home", "Deichstr. 3\n20459 Hamburg", None, None, None, None),),
            "company": "Falk Werft",
            "role": "Owner",
            "website": "http://falk-werft.example",
        },
        {
            "name": "王芳",
            "emails": (("wangfang@example.cn", "home"),),
            "phones": (("+86 139 1234 5678", None),),
        },
    ],
    "outlook_en": [
        {
            "name": "Zoë Okafor",
            "given_name": "Zoë",
            "family_name": "Okafor",
            "company": "Brightwater Ltd",
            "department": "Finance",
            "role": "Controller",
            "addresses": (
                ("work", "12 Mill Lane\nUnit 4", "Leeds", "West Yorkshire", "LS1 4AP", "United Kingdom"),
                ("home", "3 Elm Close", "York", None, None, None),
            ),
            "phones": (("0113 496 0101", "fax"), ("0113 496 0100", "work"), ("07700 900123", "mobile")),
            "birthday": "1984-03-15",
            "tags": ("Partner", "Trade fair"),
            "emails": (("zoe@brightwater.example", None), ("zoe.okafor@home.example", None)),
            "gender": "female",
            "note": "Café next door",
            "website": "http://brightwater.example",
        },
        {
            "name": "Ken Adeyemi",
            "given_name": "Ken",
            "family_name": "Adeyemi",
            "emails": (("ken@example.net", None),),
        },
        {
            "name": "Mercer & Sons",
            "kind": "company",
            "phones": (("0113 496 0177", "work"),),
            "birthday": "1999-04-05",
        },
    ],
    "outlook_zh": [
        {
            "name": "陈静",
            "given_name": "静",
            "family_name": "陈",
            "company": "上海明德贸易有限公司",
            "department": "市场部",
            "role": "总监",
            "addresses": (("work", "漕溪北路88号", "上海", None, "200030", None),),
            "phones": (("021-6555 0188转102", "work"), ("13800138001", "mobile")),
            "emails": (("chenjing@mingde.example", None),),
            "note": "老客户，喜欢喝茶",
            "birthday": "1986-05-20",
            "tags": ("重点", "华东"),
            "gender": "female",
        },
        {"name": "赵强", "emails": (("zhaoqiang@example.cn", None),)},
        {"name": "欧阳娜娜", "company": "西安长乐文化", "phones": (("13900139002", "mobile"),)},
    ],
    "wukong_customer": [
        {
            "name": "杭州云帆软件有限公司",
            "kind": "company",
            "source": "促销",
            "phones": (("13700137003", "mobile"), ("0571-8555 0166", None)),
            "website": "www.yunfan.example",
            "industry": "IT",
            "level": "A（重点客户）",
            "next_follow_up": ("2024-03-12", "09:14"),
            "note": "需要报价",
            "emails": (("info@yunfan.example", None),),
        },
        {
            "name": "绿野农业合作社",
            "kind": "company",
            "source": "转介绍",
            "phones": (("13600136004", "mobile"),),
            "next_follow_up": ("2024-03-05", None),
        },
    ],
    "wukong_contact": [
        {
            "name": "刘洋",
            "company": "杭州云帆软件有限公司",
            "phones": (("13500135005", "mobile"),),
            "emails": (("liuyang@yunfan.example", None),),
            "role": "技术总监",
            "addresses": ((None, "杭州市西湖区文三路1号", None, None, None, None),),
            "next_follow_up": ("2024-03-15", None),
            "note": "微信联系",
            "gender": "male",
        },
        {
            "name": "何敏",
            "company": "绿野农业合作社",
            "phones": (("0575-8555 0133", None),),
            "role": "理事长",
            "gender": "female",
        },
        {"name": "远山茶业", "kind": "company", "phones": (("13400134006", "mobile"),)},
    ],
    "wukong_lead": [
        {
            "name": "孙悦",
            "emails": (("sunyue@example.cn", None),),
            "source": "搜索引擎",
            "phones": (("13300133007", "mobile"),),
            "industry": "教育",
            "next_follow_up": ("2024-03-05", None),
            "addresses": ((None, "成都市锦江区", None, None, None, None),),
            "note": "官网留言",
        },
    ],
    "linkedin": [
        {
            "name": "Mira Solberg",
            "given_name": "Mira",
            "family_name": "Solberg",
            "handles": (("linkedin", "https://www.linkedin.com/in/mira-solberg-example"),),
            "emails": (("mira@fjordtech.example", None),),
            "company": "Fjordtech AS",
            "role": "VP, Sales",
        },
        {
            "name": "João Almeida",
            "given_name": "João",
            "family_name": "Almeida",
            "handles": (("linkedin", "https://www.linkedin.com/in/joao-almeida-example"),),
            "company": "Porto Azul",
            "role": "Founder",
        },
        {
            "name": "林雪",
            "given_name": "雪",
            "family_name": "林",
            "handles": (("linkedin", "https://www.linkedin.com/in/lin-xue-example"),),
        },
    ],
    "hubspot": [
        {
            "name": "Priya Raman",
            "given_name": "Priya",
            "family_name": "Raman",
            "emails": (("priya@lotus.example", None), ("p.raman@old.example", None), ("priya@home.example", None)),
            "phones": (("+1 202-555-0134", None),),
            "stage": "active",
            "created_at": "2024-03-12T01:14:00Z",
            "company": "Lotus Labs",
            "owner": "Sam Reyes",
            "addresses": ((None, None, "Austin", None, None, None),),
        },
        {
            "name": "info@bare.example",
            "emails": (("info@bare.example", None),),
            "stage": "lead",
            "created_at": "2024-03-13T09:40:00Z",
        },
    ],
    "salesforce_report": [
        {
            "name": "Tom Whitfield",
            "given_name": "Tom",
            "family_name": "Whitfield",
            "role": "Buyer",
            "addresses": (("mailing", "9 Dock Rd\nFloor 2", "Boston", "MA", "02110", "United States"),),
            "phones": (("(617) 555-0163", None), ("(617) 555-0164", "mobile")),
            "emails": (("tom@anchor.example", None),),
            "owner": "Sam Reyes",
            "company": "Anchor Supply",
        },
        {
            "name": "Inês Duarte",
            "given_name": "Inês",
            "family_name": "Duarte",
            "role": "CFO",
            "addresses": (("mailing", None, None, None, None, "Portugal"),),
            "emails": (("ines@mar.example", None),),
            "owner": "Sam Reyes",
            "company": "Mar Lda",
        },
    ],
    "foxmail": [
        {
            "name": "吴丽",
            "given_name": "丽",
            "family_name": "吴",
            "emails": (("wuli@example.cn", None),),
            "phones": (("13200132008", "mobile"), ("010-6555 0177", "work")),
            "role": "会计",
        },
        {"name": "客服中心", "emails": (("kefu@example.cn", None),)},
    ],
    "hand_made_zh": [
        {
            "name": "周杰",
            "company": "长江物流",
            "phones": (("１３１００１３１００９", "mobile"),),
            "handles": (("wechat", "zhoujie_cj"),),
            "emails": (("zhoujie@changjiang.example", None),),
            "addresses": ((None, None, "武汉", None, None, None),),
            "birthday": "lunar:--08-15",
            "level": "VIP",
            "note": "发货量大",
        },
        {
            "name": "吴敏",
            "phones": (("13000130010", "mobile"), ("027-8555 0144", "mobile")),
            "addresses": ((None, None, "武汉", None, None, None),),
            "level": "B",
        },
        {"name": "徐丽丽", "company": "珞珈书店", "note": "电话待核实"},
    ],
    "big5_tw": [
        {
            "name": "陳怡君",
            "company": "鴻達股份有限公司",
            "role": "專案經理",
            "phones": (("0912-345-678", "mobile"), ("02-2555-0188", "work")),
            "emails": (("yichun@hongda.example", None),),
            "addresses": ((None, "台北市大安區和平東路一段1號", None, None, None, None),),
            "note": "請用 LINE 聯絡",
            "gender": "female",
        },
        {"name": "林志豪", "company": "南海旅行社", "phones": (("0922-555-019", "mobile"),), "gender": "male"},
    ],
    "customers_tw": [
        {
            "name": "陳怡君",
            "nickname": "小陳",
            "company": "鴻達股份有限公司",
            "phones": (("0912-345-678", None),),
            "emails": (("yichun@hongda.example", None),),
            "stage": "lead",
            "owner": "林志豪",
        },
        {
            "name": "南海旅行社",
            "kind": "company",
            "phones": (("02-2555-0188", None),),
            "emails": (("info@nanhai.example", None),),
            "stage": "active",
            "owner": "林志豪",
        },
    ],
    "customers_zh": [
        {
            "name": "张伟",
            "company": "上海云帆贸易",
            "phones": (("13800138000", "mobile"),),
            "emails": (("zhang@yunfan.example", None),),
        },
        {"name": "绿野农业合作社", "kind": "company", "emails": (("info@lvye.example", None),)},
    ],
    **more_exports.ANSWERS,
}

LEFT: dict[str, dict[str, tuple[str, ...]]] = {
    "google_new": {"Custom Field 1 - Label": ("Kundennummer",), "Custom Field 1 - Value": ("K-1042",)},
    "google_old": {"IM 1 - Type": ("Home",)},
    "outlook_en": {
        "Title": ("Ms.",),
        "Anniversary": ("0/0/00",),
        "E-mail Display Name": ("Zoë Okafor (zoe@brightwater.example)",),
        "Initials": ("Z.O.",),
        "Priority": ("Normal",),
        "Private": ("False",),
        "Sensitivity": ("Normal",),
    },
    "outlook_zh": {"电子邮件显示名称": ("陈静",), "敏感度": ("普通",), "优先级": ("普通",)},
    "wukong_contact": {"是否关键决策人": ("是", "否")},
    "linkedin": {"Connected On": ("12 Mar 2024", "7 Feb 2022", "30 Nov 2023")},
    "hubspot": {"Record ID": ("51", "101"), "Lead Status": ("Open",)},
    "salesforce_report": {"Salutation": ("Mr.",)},
    "customers_tw": {"客戶編號": ("C-001", "C-002")},
    "customers_zh": {
        "客户编号": ("K0001", "K0002"),
        "客户类型": ("经销商", "终端客户"),
        "客户状态": ("跟进中", "已成交"),
        "称呼": ("先生",),
    },
    **more_exports.LEFT,
}
"""Columns with values that nothing claims, with what they hold."""


DAMAGED = {"hand_made_zh": [(7, "手机(必填)", "1.38E+10")], "hand_made_en": [(5, "Cell #", "1.38E+10")]}


def test_every_export_has_its_answer() -> None:
    assert {path.stem for path in EXPORTS.glob("*.csv")} == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_export_maps_with_no_manual_step(read_rows: ReadRows, name: str) -> None:
    rows = read_rows(EXPORTS / f"{name}.csv")
    assert [row.values for row in rows] == ANSWERS[name]
    problems = [(row.line, problem.column, problem.value) for row in rows for problem in row.problems]
    assert problems == DAMAGED.get(name, [])


@pytest.mark.parametrize("name", ANSWERS)
def test_no_column_with_values_is_dropped_silently(name: str) -> None:
    with open_rows(EXPORTS / f"{name}.csv") as source:
        mapping = map_columns(source, kind_called("contacts").columns)
    assert {column.header: column.samples for column in mapping.unmapped if column.samples} == LEFT.get(name, {})


@pytest.mark.parametrize("kind", [kind.name for kind in DECLARED])
def test_no_header_means_two_things(kind: str) -> None:
    meanings: dict[str, set[tuple[str, str, str]]] = {}
    for field in kind_called(kind).columns.fields:
        for synonym in field.synonyms:
            meanings.setdefault(normal(synonym.header), set()).add((field.name, synonym.part, synonym.label))
    assert [header for header, meant in meanings.items() if len(meant) > 1 or not header] == []


@pytest.mark.parametrize("kind", [kind.name for kind in DECLARED])
def test_every_field_and_prefix_is_declared_once(kind: str) -> None:
    names = [field.name for field in kind_called(kind).columns.fields]
    assert len(names) == len(set(names))
    assert kind_called(kind).columns.essential <= set(names)
    assert all(field.help and field.synonyms for field in kind_called(kind).columns.fields)
