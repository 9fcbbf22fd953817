"""Which headers mean which field of a contact, in English and Chinese: the table that makes exports import by themselves.

Headers are written as they occur; how they are written (case, width, 繁體, ``*``, ``(必填)``) does not matter. Of several
synonyms of a field the earlier is the stronger. Sources: the exports of Google Contacts, Outlook, LinkedIn, HubSpot,
Salesforce, Zoho CRM, Pipedrive, Thunderbird, 悟空 CRM, 纷享销客 and Foxmail, and our own.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from tui_crm.i18n import N_
from tui_crm.models.cadence import LONGEST_CADENCE
from tui_crm.services.importing.columns.contact_names import PERSON_NAMES, complete_company, complete_contact
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Synonym, headers, labelled, words
from tui_crm.services.importing.columns.looks import Look
from tui_crm.services.importing.columns.shapes import dated, due, instant, line, number_of_days, text, word
from tui_crm.services.importing.columns.shapes_address import addresses
from tui_crm.services.importing.columns.shapes_birthday import birthday
from tui_crm.services.importing.columns.shapes_reach import emails, handles, phones, websites
from tui_crm.services.importing.columns.shapes_words import notes, salutation, tags
from tui_crm.services.importing.columns.vocabulary import (
    consents,
    genders,
    honorifics,
    kinds,
    opt_outs,
    spelling,
    stages,
    yes_or_no,
)
from tui_crm.services.importing.files.header import normal

_PLACES = {
    "work": "business | work | office | company | 商务 | 工作 | 办公 | 公司 | 单位",
    "home": "home | personal | private | 住宅 | 家庭 | 家 | 住家 | 个人 | 私人",
    "other": "other | alternate | secondary | 其他 | 备用 | 第二",
    "main": "main | primary | default | 主要",
}
_EMAIL = (
    "email | e-mail address | email value | e-mail addresses | mail | emails | 邮箱 | 电子邮件地址 | 电子邮件 | 电子邮箱"
    " | 邮箱地址 | 邮件地址 | 邮件 | 电邮 | 電子郵件地址 | 電郵 | 信箱 | 電子信箱 | email id"
)
_PHONE = (
    "phone | phone number | phone value | telephone | telephone number | tel | phones | 电话 | 电话号码 | 联系电话"
    " | 联系方式 | 联络电话 | 電話號碼 | 聯絡電話 | phone no | tel no | telephone no | contact no | contact number | 聯絡方式"
)
_MOBILE = (
    "mobile | mobile phone | mobile number | mobile phone number | cell | cell phone | cellphone | cell no | mob | mob no | phone mobile | mobiles"
    " | 手机 | 手机号 | 手机号码 | 移动电话 | 联系手机 | 行動電話 | 手機號碼 | 行動 | mobile no"
)
_LANDLINE = "座机 | 固定电话 | 固话 | 办公电话 | 市話"
_FAX = "fax | fax number | business fax | work fax | 传真 | 传真号码 | 商务传真 | 单位传真 | 公司傳真"
_ADDRESSES = {
    "": " | address | addresses | 地址",
    "work": "business | work | office | company | 商务 | 商务地址 | 工作 | 工作地址 | 办公 | 公司 | 单位",
    "home": "home | 住宅 | 住宅地址 | 家庭 | 家庭地址 | 住家",
    "other": "other | 其他 | 其他地址",
    "mailing": "mailing | mailing address | postal | 邮寄 | 通讯 | 通信",
    "billing": "billing | billing address | 账单 | 开票",
    "shipping": "shipping | shipping address | 收货 | 送货",
}
_ADDRESS_PARTS = {
    "street": "street | street & no | street and number | street 1 | address line 1 | address 1 | street address | street line 1 | 街道 | 街道地址 | 街",
    "street2": "street 2 | address line 2 | address 2 | street line 2 | extended address | 街道 2",
    "street3": "street 3 | address line 3 | address 3 | 街道 3",
    "city": "city | town | 城市 | 市 | 市县 | 市/县 | 所在城市 | 縣市",
    "district": "district | 区 | 区县 | 区/县 | 县区 | 所在区县 | 鄉鎮市區",
    "region": "state | province | region | state/province | state/region | county | 省 | 省份 | 省/市/自治区 | 所在省份 | 州 | 省/州",
    "postal_code": "postal code | zip | zip code | zip/postal code | postcode | zipcode | 邮政编码 | 邮编 | 郵遞區號",
    "country": "country | country/region | 国家 | 国家/地区 | 國家/地區",
    "address": "address | full address | 地址 | 详细地址 | 所在地址 | 联系地址",
    "formatted": "address formatted",
    "label": "address label | address type | addresses label | addresses type",
}
_HANDLES = {
    "wechat": "wechat | wechat id | weixin | 微信 | 微信号 | 微信 id | 微信號",
    "qq": "qq | qq number | qq号 | qq号码 | qq 號碼",
    "wecom": "wecom | 企业微信",
    "dingtalk": "dingtalk | 钉钉 | 钉钉号",
    "linkedin": "linkedin | linkedin url | linkedin profile | person linkedin url | 领英",
    "skype": "skype | skype id | skype name",
    "whatsapp": "whatsapp | whatsapp number",
    "telegram": "telegram | telegram id",
    "line": "line id",
    "twitter": "twitter | twitter handle | twitter username | x handle | 推特",
    "facebook": "facebook | facebook id | facebook url | 脸书",
    "instagram": "instagram",
    "weibo": "weibo | 微博",
}
_COMPANY_CARD = (
    "客户名称 | 公司名称 | 企业名称 | 单位名称 | 所属客户 | 客户 | account name | company name | organization name"
    " | associated company | company | organization | organisation | account | employer | 公司 | 单位 | 企业 | 工作单位"
    " | 所属公司 | 任职公司 | firm | company/firm"
)
_CONTACT_PERSON = (
    "联系人姓名 | 联系人 | contact name | 联系人名称 | contact | contact person | 主要联系人 | 聯絡人 | 聯絡人姓名"
    " | 聯絡人名稱 | 主要聯絡人 | primary contact"
)
_CARD_HEADERS = frozenset(words("客户名称 | 公司名称 | 企业名称 | 单位名称 | 客户 | account name | company name"))


def _is_stage(cell: str) -> bool:
    return spelling(cell) in stages()


def _is_word(cell: str) -> bool:
    return not any(character.isdigit() for character in cell)


def _is_called(cell: str) -> bool:
    return spelling(cell) not in honorifics()


def _address_headers() -> tuple[Synonym, ...]:
    """Declare every part alone and behind every word for a place, which is the address's label."""
    return tuple(
        Synonym(f"{place} {part_name}".strip(), part, label)
        for label, places in _ADDRESSES.items()
        for part, names in _ADDRESS_PARTS.items()
        for place, part_name in product(words(places), words(names))
    )


def _company_names() -> tuple[Synonym, ...]:
    """Declare the headers of a company's name; some can only mean the card of a company where no person is named.

    The headers of a company's contact person (``联系人``) say the same: the rows are about companies.
    """
    return tuple(Synonym(header, "", "card" if header in _CARD_HEADERS else "") for header in words(_COMPANY_CARD))


_REACHED = (
    Field(
        "email", N_("e-mail addresses"), emails,
        headers(_EMAIL) + labelled(_EMAIL, _PLACES)
        + headers("emails address | emails value")
        + headers("email label | email type | emails label | emails type | 电子邮件类型", part="label")
        + headers("additional email addresses | additional emails"), many=True, look=Look.EMAIL,
    ),
    Field(
        "phone", N_("phone numbers"), phones,
        headers(_MOBILE, label="mobile") + headers(_LANDLINE, label="work") + headers(_PHONE) + labelled(_PHONE, _PLACES)
        + headers("company main phone | 单位主要电话 | 总机", label="main") + headers(_FAX, label="fax")
        + headers("home fax | 住宅传真", label="home fax") + headers("pager | pager number | 寻呼机", label="pager")
        + headers("car phone | 车载电话", label="car") + headers("other fax | 其他传真", label="other")
        + headers("phones number | phones value")
        + headers("phone label | phone type | phones label | phones type", part="label"), many=True, look=Look.PHONE,
    ),
    Field(
        "handle", N_("names on other services (handle.wechat)"), handles,
        tuple(synonym for service, names in _HANDLES.items() for synonym in headers(names, label=service))
        + headers("handle | handles | handle value | handles value | im | im value | im address | 即时通讯") + headers("im service | handle service | handles service", part="label"), many=True,
    ),
    Field(
        "address", N_("postal addresses (address.city, address.street …)"), addresses, _address_headers(), many=True,
    ),
    Field(
        "website", N_("websites"), websites,
        headers(
            "website | web page | website url | website value | web site | company domain name | url | homepage | domain"
            " | 网址 | 网站 | 官网 | 公司网站 | 公司网址 | 个人网页 | 网页 | 公司主页 | websites | personal website | personal web page"
        ) + headers("website label | website type", part="label"), many=True, look=Look.WEBSITE,
    ),
)  # fmt: skip

_SORTED = (
    Field("source", N_("where the contact came from"), line("source"), headers(
        "source | lead source | 客户来源 | 线索来源 | 来源 | 获客渠道 | original source")),
    Field("level", N_("level, for example A or VIP"), line("level"), headers("level | 客户级别 | 客户等级 | 级别 | 等级")),
    Field("stage", N_("lifecycle stage: lead, new, active, dormant, churned"), word("stage", stages), headers(
        "stage | lifecycle stage | lifecyclestage | 生命周期阶段 | 生命周期 | 客户阶段")
        + headers("客户状态 | customer status", only=_is_stage)),
    Field("owner", N_("who looks after the contact: a login or name"), line("owner"), headers(
        "owner | contact owner | lead owner | owner name | 负责人 | 客户负责人 | 归属人 | 跟进人 | 添加人 | 业务员 | 所有者 | 所有人"
        " | 销售负责人 | company owner | account owner | 所属销售 | 归属销售 | 负责销售 | 销售代表 | 销售人员 | 业务代表"
        " | 业务人员 | 客户经理 | assigned to | sales rep | sales representative | salesperson | account manager")),
    Field("tag", N_("tags"), tags, headers(
        "tags | tag | labels | label | group membership | categories | category | 标签 | 类别 | 分组 | 群组 | 客户标签 | 企业标签"
        " | 標籤"), many=True),
    Field("channel", N_("preferred channel"), line("channel"), headers(
        "channel | preferred channel | preferred contact method | 首选联系方式 | 偏好渠道 | 首选渠道 | 联系偏好")),
    Field("consent", N_("consent to be written to: given or withdrawn"), word("consent", consents), headers(
        "consent | marketing consent | email consent | 营销同意 | 授权 | 同意接收")),
    Field("opt_out", N_("unsubscribed: yes withdraws the consent"), word("consent", opt_outs), headers(
        "opt out | email opt out | opted out | unsubscribed | has opted out of email | unsubscribed from all email | 退订"
        " | 已退订")),
    Field("do_not_contact", N_("do not contact: yes or no"), word("do_not_contact", yes_or_no), headers(
        "do not contact | do not call | donotcall | dnc | 请勿联系 | 勿扰 | 免打扰 | 禁止联系 | 请勿打扰")),
    Field("industry", N_("industry"), line("industry"), headers(
        "industry | 客户行业 | 行业 | 所属行业 | 行业类别 | 产业")),
    Field("cadence", N_("in how many days to be in touch again"), number_of_days("cadence", LONGEST_CADENCE),
        headers("cadence")),
    Field("needs", N_("what the contact needs"), text("needs"), headers("needs | 需求 | 客户需求 | 需求描述 | requirements")),
    Field("note", N_("notes"), notes, headers(
        "notes | note | 备注 | 附注 | description | comments | comment | remarks | remark | 备注信息 | 说明 | 描述"
        " | 客户备注 | 附註 | memo | history | remarks/history | notes/history"), many=True),
    Field("next_follow_up", N_("next follow-up: a date, or a date and time"), dated("next_follow_up", due), headers(
        "next follow up | 下次联系时间 | 下次跟进时间 | 下次跟进 | 下次跟进日期 | 下次联系日期 | 下次回访时间"
        " | next contact date | next activity date | follow up date"), is_date=True),
    Field("created_at", N_("when the contact was first recorded"), dated("created_at", instant), headers(
        "created at | create date | created date | created time | date created | created | 创建时间 | 创建日期 | 录入时间"
        " | 建档时间 | 添加时间 | 添加日期 | person created | contact created | organization created"), is_date=True),
)  # fmt: skip

_PERSON = (
    Field("name", N_("name"), line("name"), headers("name | full name | 姓名")
        + headers(_CONTACT_PERSON, label="card") + headers(
        "客户姓名 | contact full name | display name | 全名 | 名字 | 名称 | 线索名称 | 线索姓名 | lead name | person | 显示名称 | customer name | client name | who"
        " | 顯示名稱")),
    Field("family_name", N_("family name"), line("family_name"), headers(
        "family name | last name | surname | 姓 | 姓氏 | lastname")
        + headers("last", only=_is_word)),
    Field("given_name", N_("given name"), line("given_name"), headers("given name | first name | 名 | forename | firstname")
        + headers("first", only=_is_word)),
    Field("middle_name", N_("middle name: joined with the given name"), line("middle_name"), headers(
        "middle name | additional name | 中间名 | middlename | 中間名")),
    Field("salutation", N_("salutation: read only where it holds the whole name"), salutation, headers("中文称谓")),
    Field("nickname", N_("nickname"), line("nickname"), headers("nickname | nick name | 昵称 | 别名 | 英文名 | alias | 暱稱")
        + headers("称呼", only=_is_called)),
    Field("kind", N_("person or company"), word("kind", kinds), headers("kind | contact kind")),
    Field("gender", N_("gender"), word("gender", genders), headers("gender | sex | 性别")),
    Field("birthday", N_("birthday"), birthday, headers(
        "birthday | 生日 | 出生日期 | date of birth | birth date | birthdate | dob | b-day | 公历生日 | 阳历生日 | 生日(公历)")
        + headers("lunar birthday | 农历生日 | 阴历生日 | 生日(农历)", part="lunar")
        + headers("birth month", part="month") + headers("birth year", part="year"), is_date=True),
    Field("company", N_("name of the company a person belongs to"), line("company"), _company_names()),
    Field("role", N_("role in the company"), line("role"), headers(
        "role | job title | position | organization title | 职务 | 职位 | 职称 | 职衔 | 岗位 | 頭銜 | title")),
    Field("department", N_("department in the company"), line("department"), headers(
        "department | organization department | 部门 | 所属部门 | 所在部门")),
)  # fmt: skip

_COMPANY = (
    Field("name", N_("name"), line("name"), headers(
        "company name | 客户名称 | 公司名称 | 企业名称 | 单位名称 | account name | organization name | name | company"
        " | organization | organisation | account | customer name | customer | 客户 | 公司 | 企业 | 单位 | 名称 | 公司全称"
        " | 客户全称 | full name | display name")),
    Field("nickname", N_("short name"), line("nickname"), headers(
        "nickname | short name | 简称 | 公司简称 | 客户简称 | 别名 | alias")),
)  # fmt: skip

_NAME = next(field for field in _PERSON if field.name == "name")
_CUSTOMER = frozenset(map(normal, ("客户名称", "客户")))


def _name_of_customer(claims: Sequence[Claim], values: Sequence[Sequence[str]]) -> Sequence[Claim]:
    """Take 客户名称 for the name of a person where no column has one, and another column says the company."""
    said = {claim.index for claim in claims if claim.rank < 0}
    companies = [claim for claim in claims if claim.field.name == "company" and values[claim.index]]
    customer = next((claim for claim in companies if normal(claim.header) in _CUSTOMER), None)
    if customer is None or customer.index in said or len(companies) == 1:
        return claims
    if not {claim.field.name for claim in claims}.isdisjoint(PERSON_NAMES):
        return claims
    name = replace(customer, field=_NAME, label="", rank=0, is_assumed=True)
    return [name if claim is customer else claim for claim in claims]


_KEYS = (
    ("email", "emails"), ("phone", "phones"), ("handle", "handles"), ("address", "addresses"), ("tag", "tags"),
    ("company", "home"), ("next_follow_up", "dues"),
)  # fmt: skip
_ERASABLE = (
    "nickname", "email", "phone", "handle", "address", "website", "source", "level", "owner", "tag", "channel",
    "industry", "cadence", "needs", "note",
)  # fmt: skip
_CHANGING = ("name", *_ERASABLE, "stage", "consent", "do_not_contact", "next_follow_up")
_OF_PEOPLE = ("gender", "birthday", "role", "department")

CONTACTS = Kind(
    "contacts",
    _PERSON + _REACHED + _SORTED,
    frozenset(words("person | contact | lead | people | customer | 联系人 | 客户联系人 | 聯絡人 | 线索 | 客户")),
    frozenset({*PERSON_NAMES, "salutation", "company", "email", "phone"}),
    complete_contact,
    changing=(*_CHANGING, "family_name", "given_name", *_OF_PEOPLE, "company"),
    erasable=(*_ERASABLE, *_OF_PEOPLE),
    keys=_KEYS,
    arrange=_name_of_customer,
)
"""People, with the companies they belong to, and companies that stand among them."""

COMPANIES = Kind(
    "companies",
    _COMPANY + _REACHED + _SORTED,
    frozenset(words("organization | organisation | company | account | customer | 公司 | 客户 | 企业 | 单位")),
    frozenset({"name", "email", "phone"}),
    complete_company,
    changing=_CHANGING,
    erasable=_ERASABLE,
    keys=_KEYS,
)
"""Companies."""
