"""Which fields filters over contacts know: each declared once, with its names, its kind, its values and its sorting."""

from collections.abc import Iterable, Mapping

from tui_crm.db import contact_sorting as sorting
from tui_crm.db import contact_values as values
from tui_crm.db.conditions import Place, distinct
from tui_crm.db.contact_dates import Cadence, Celebration, Due, TouchBy
from tui_crm.db.contact_figures import OpenTickets, Satisfaction
from tui_crm.db.contact_kinds import Phone, Segment, Trash
from tui_crm.db.contact_places import (
    ADDRESSES,
    CARD,
    COMPANIES,
    CUSTOMER,
    EMAILS,
    HANDLES,
    LIST_INDEX,
    MEMBERSHIPS,
    STANDING,
    SUMMARY,
    TAGS,
    UNINDEXED,
    custom_values,
    handles_of,
)
from tui_crm.db.date_kinds import Day, Moment
from tui_crm.db.field_kinds import YES_NO, Beginning, Choice, FieldKind, Flag, Label, Number, Wording
from tui_crm.db.filter_fields import Field
from tui_crm.db.reference_kinds import ContactName, Identity, OwnName, Tag, User
from tui_crm.db.sqlite.search import CONTACT
from tui_crm.i18n import N_
from tui_crm.models.codes import FieldType
from tui_crm.models.emails import email_key

_KINDS = {"person": ("人", "个人", "联系人"), "company": ("公司", "企业", "单位")}
STAGES = {
    "lead": ("潜在", "潜在客户"),
    "new": ("新客", "新客户"),
    "active": ("活跃", "活跃客户"),
    "dormant": ("休眠", "休眠客户"),
    "churned": ("流失", "流失客户"),
}
_GENDERS = {"female": ("f", "女"), "male": ("m", "男"), "other": ("其他",)}
_CONSENTS = {"given": ("同意", "已同意"), "withdrawn": ("撤回", "已撤回")}
_NO_ID = N_("“{text}” is no id of a contact")
_CITIES = distinct("contact_address", "city_key")
KNOWN_LEVELS = distinct("contact", "level")
_SOURCES = distinct("contact", "source")


def _text(column: str, place: Place = CARD) -> Wording:
    """Return the kind of a text that the search document has."""
    return Wording(place, column, searched=CONTACT)


_FIELDS = (
    Field("id", N_("Id"), Identity("contact", CARD, _NO_ID), ("编号",), "id:c42", sorting.BY_ID),
    Field("kind", N_("Kind"), Choice(LIST_INDEX, "o.kind", _KINDS), ("类型",), "kind:company", sorting.BY_KIND),
    Field("name", N_("Name"), OwnName(CARD, "o"), ("姓名", "名称", "名字"), "name:wang", sorting.BY_NAME),
    Field(
        "company",
        N_("Company"),
        ContactName(COMPANIES, "f"),
        ("公司", "单位"),
        "company:acme",
        sorting.BY_COMPANY,
        values.COMPANIES,
    ),
    Field(
        "customer",
        N_("Customer by itself"),
        Flag(STANDING, "(s.customer_id = s.contact_id)", YES_NO),
        ("客户", "standalone"),
        "customer:yes",
    ),
    Field("role", N_("Role"), _text("r.role", MEMBERSHIPS), ("职位", "职务"), "role:buyer"),
    Field(
        "email", N_("E-mail"), Beginning(EMAILS, "e.address_key", email_key), ("mail", "邮箱", "邮件"), "email:anna@"
    ),
    Field(
        "domain",
        N_("Domain"),
        Beginning(EMAILS, "e.domain", email_key),
        ("域名",),
        "domain:example.com",
        None,
        values.DOMAINS,
    ),
    Field("phone", N_("Phone"), Phone(), ("tel", "mobile", "电话", "手机"), "phone:8000"),
    Field("handle", N_("Handle"), Beginning(HANDLES, "h.value_key", str.casefold), ("账号",), "handle:lm88"),
    Field(
        "city",
        N_("City"),
        Wording(ADDRESSES, "a.city_key", known=_CITIES),
        ("城市",),
        "city:上海",
        sorting.BY_CITY,
        values.CITIES,
    ),
    Field("region", N_("Region"), _text("a.region", ADDRESSES), ("state", "省", "省份"), "region:浙江"),
    Field("country", N_("Country"), _text("a.country", ADDRESSES), ("国家",), "country:china"),
    Field("tag", N_("Tag"), Tag(TAGS, "g.name_key"), ("tags", "标签"), "tag:vip,partner", None, values.TAGS),
    Field("segment", N_("Segment"), Segment(), ("分群", "客户分群"), "segment:VIPs", None, values.SEGMENTS),
    Field("owner", N_("Owner"), User(CUSTOMER, "k.owner_id"), ("负责人",), "owner:me", sorting.BY_OWNER, values.USERS),
    Field("stage", N_("Stage"), Choice(CUSTOMER, "k.stage", STAGES), ("阶段",), "stage:active,new", sorting.BY_STAGE),
    Field(
        "level",
        N_("Level"),
        Label(CUSTOMER, "k.level", KNOWN_LEVELS),
        ("等级", "级别", "客户等级"),
        "level:A",
        sorting.of_customer("level"),
        values.LEVELS,
    ),
    Field(
        "source",
        N_("Source"),
        Wording(CARD, "o.source", known=_SOURCES),
        ("来源", "客户来源"),
        "source:fair",
        sorting.of_card("source"),
        values.SOURCES,
    ),
    Field("channel", N_("Channel"), Wording(UNINDEXED, "o.channel"), ("渠道",), "channel:wechat"),
    Field("consent", N_("Consent"), Choice(UNINDEXED, "o.consent", _CONSENTS), ("授权",), "consent:given"),
    Field(
        "dnc", N_("Do not contact"), Flag(UNINDEXED, "o.do_not_contact", YES_NO), ("do_not_contact", "勿扰"), "dnc:no"
    ),
    Field("gender", N_("Gender"), Choice(UNINDEXED, "o.gender", _GENDERS), ("性别",), "gender:female"),
    Field("industry", N_("Industry"), _text("o.industry"), ("行业",), "industry:retail"),
    Field("website", N_("Website"), _text("o.website"), ("网站", "网址"), "website:example.com"),
    Field(
        "birthday",
        N_("Birthday"),
        Celebration(),
        ("生日",),
        "birthday:this-month",
        sorting.of_card("birthday_key"),
    ),
    Field("needs", N_("Needs"), _text("o.needs"), ("需求",), "needs:printer"),
    Field("note", N_("Note"), _text("o.note"), ("notes", "备注"), "note:price"),
    Field(
        "created",
        N_("Created"),
        Moment(CARD, "o.created_at"),
        ("创建", "创建时间"),
        "created:this-week",
        sorting.of_card("created_at"),
    ),
    Field(
        "last_activity",
        N_("Last activity"),
        Moment(SUMMARY, "s.last_at"),
        ("last", "最近跟进", "最近联系"),
        "last_activity:>30d",
        sorting.of_summary("last_at"),
    ),
    Field("next", N_("Next follow-up"), Due(), ("下次跟进",), "next:overdue,today", sorting.of_summary("next_key")),
    Field(
        "touch_by",
        N_("In touch by"),
        TouchBy(SUMMARY, "s.touch_by"),
        ("联系期限", "touch"),
        "touch_by:this-week",
        sorting.of_summary("touch_by"),
    ),
    Field("cadence", N_("Cadence"), Cadence(STANDING, "s.cadence"), ("联系频率",), "cadence:30"),
    Field("tickets", N_("Open tickets"), OpenTickets(), ("工单", "未结工单"), "tickets:>0"),
    Field("csat", N_("Satisfaction"), Satisfaction(), ("满意度",), "csat:1,2"),
    Field("in", N_("In"), Trash(), ("位于",), "in:trash"),
)

_SERVICES: Mapping[str, tuple[str, ...]] = {
    "wechat": ("微信", "weixin"),
    "wecom": ("企业微信",),
    "qq": (),
    "dingtalk": ("钉钉",),
    "feishu": ("飞书", "lark"),
    "weibo": ("微博",),
    "whatsapp": (),
    "telegram": (),
    "signal": (),
    "line": (),
    "skype": (),
    "linkedin": ("领英",),
    "xing": (),
    "facebook": (),
    "instagram": (),
    "github": (),
}


def _services() -> Iterable[Field]:
    for service, aliases in _SERVICES.items():
        kind = Beginning(handles_of(service), "h.value_key", str.casefold)
        yield Field(service, service, kind, aliases, f"{service}:lm88")


CONTACT_FIELDS: Mapping[str, Field] = {field.name: field for field in (*_FIELDS, *_services())}
"""Every field that every team has, by name."""


def custom_field(field_id: int, name: str, label: str, field_type: str, choices: str) -> Field:
    """Return the field ``x.name`` of a custom field; ``choices`` with commas between."""
    place, full = custom_values(field_id), f"x.{name}"
    known = values.of_custom(field_id) if field_type == FieldType.TEXT else None
    kinds: dict[str, FieldKind] = {
        FieldType.TEXT: Wording(custom_values(field_id, indexed=False), "v.value"),
        FieldType.NUMBER: Number(place, "v.number"),
        FieldType.DATE: Day(place, "v.value"),
        FieldType.BOOL: Choice(place, "v.value", YES_NO),
        FieldType.CHOICE: Choice(place, "v.value", {choice.strip(): () for choice in choices.split(",")}),
    }
    column = "number" if field_type == FieldType.NUMBER else "value"
    return Field(full, label or full, kinds[field_type], (), f"{full}:any", sorting.of_custom(field_id, column), known)
