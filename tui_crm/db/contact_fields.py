"""Which fields filters over contacts know: each declared once, with its names, its kind, and how contacts sort by it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.db.conditions import (
    ADDRESSES,
    CARD,
    CUSTOMER,
    EMAILS,
    HANDLES,
    MEMBERSHIPS,
    TAGS,
    Binds,
    Clause,
    custom_values,
    distinct,
    handles_of,
)
from tui_crm.db.date_kinds import CREATED, LAST, Celebration, Due, custom_day
from tui_crm.db.field_kinds import (
    YES_NO,
    Beginning,
    Choice,
    FieldKind,
    Identity,
    Label,
    Name,
    Number,
    Owner,
    Phone,
    Tag,
    Trash,
    Wording,
    YesNo,
)
from tui_crm.i18n import N_
from tui_crm.models.codes import FieldType
from tui_crm.models.filters import Operator, Test
from tui_crm.models.viewpoint import Viewpoint


@dataclass(frozen=True)
class ContactField:
    """A field of contacts. ``label`` is a message; ``sort`` the key in SQL on the contact ``c``, "" where there is none.

    ``values`` is a query for values in use that begin with ``:beginning`` (folded), in their order.
    """

    name: str
    label: str
    kind: FieldKind
    aliases: tuple[str, ...] = ()
    example: str = ""
    sort: str = ""
    values: str = ""

    @property
    def operators(self) -> frozenset[Operator]:
        """The tests that it takes."""
        return self.kind.operators

    @property
    def sortable(self) -> bool:
        """Whether contacts can be sorted by it."""
        return bool(self.sort)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` of it is in SQL."""
        return self.kind.clause(test, binds, view)


def _of_customer(column: str) -> str:
    return f"(SELECT {column} FROM contact_summary s JOIN contact k ON k.id = s.customer_id WHERE s.contact_id = c.id)"


def _of_summary(column: str) -> str:
    return f"(SELECT {column} FROM contact_summary s WHERE s.contact_id = c.id)"


_KINDS = {"person": ("人", "个人", "联系人"), "company": ("公司", "企业", "单位")}
_STAGES = {
    "lead": ("潜在", "潜在客户"),
    "new": ("新客", "新客户"),
    "active": ("活跃", "活跃客户"),
    "dormant": ("休眠", "休眠客户"),
    "churned": ("流失", "流失客户"),
}
_STAGE_ORDER = "CASE k.stage WHEN 'lead' THEN 1 WHEN 'new' THEN 2 WHEN 'active' THEN 3 WHEN 'dormant' THEN 4 ELSE 5 END"
_GENDERS = {"female": ("女", "f"), "male": ("男", "m"), "other": ("其他",)}
_CONSENTS = {"given": ("已同意", "同意"), "withdrawn": ("已撤回", "撤回")}
_CITY = "(SELECT city_key FROM contact_address WHERE contact_id = c.id AND city <> '' ORDER BY position LIMIT 1)"
_COMPANY = _of_customer("CASE WHEN k.id <> c.id THEN k.name_key END")
_OWNER = _of_customer('(SELECT login FROM "user" u WHERE u.id = k.owner_id)')

_FIELDS = (
    ContactField("id", N_("ID"), Identity(), ("编号",), "id:c42", "c.id"),
    ContactField("kind", N_("Kind"), Choice(CARD, "o.kind", _KINDS), ("类型",), "kind:company", "c.kind"),
    ContactField("name", N_("Name"), Name(), ("姓名", "名称"), "name:wang", "c.name_key"),
    ContactField("company", N_("Company"), Name(of_company=True), ("公司", "单位"), "company:yunfan", _COMPANY),
    ContactField("role", N_("Role"), Wording(MEMBERSHIPS, "r.role", indexed=True), ("职位", "职务"), "role:buyer"),
    ContactField(
        "email", N_("E-mail"), Beginning(EMAILS, "e.address_key"), ("邮箱", "电子邮件", "mail"), "email:anna@"
    ),
    ContactField("domain", N_("Domain"), Beginning(EMAILS, "e.domain"), ("域名",), "domain:example.com"),
    ContactField("phone", N_("Phone"), Phone(), ("电话", "手机", "tel", "mobile"), "phone:8000"),
    ContactField("handle", N_("Handle"), Beginning(HANDLES, "h.value_key"), ("账号",), "handle:lm88"),
    ContactField(
        "city",
        N_("City"),
        Wording(ADDRESSES, "a.city_key", known=distinct("contact_address", "city_key")),
        ("城市",),
        "city:上海",
        _CITY,
    ),
    ContactField("region", N_("Region"), Wording(ADDRESSES, "a.region", indexed=True), ("省", "省份", "地区", "state")),
    ContactField("country", N_("Country"), Wording(ADDRESSES, "a.country", indexed=True), ("国家",), "country:china"),
    ContactField("tag", N_("Tag"), Tag(TAGS, "g.name_key"), ("标签", "tags"), "tag:vip,partner"),
    ContactField("owner", N_("Owner"), Owner(CUSTOMER, "k.owner_id"), ("负责人", "归属"), "owner:me", _OWNER),
    ContactField(
        "stage",
        N_("Stage"),
        Choice(CUSTOMER, "k.stage", _STAGES),
        ("阶段", "生命周期"),
        "stage:active,new",
        _of_customer(_STAGE_ORDER),
    ),
    ContactField(
        "level",
        N_("Level"),
        Label(CUSTOMER, "k.level", distinct("contact", "level")),
        ("等级", "级别", "客户等级"),
        "level:A",
        _of_customer("k.level"),
    ),
    ContactField(
        "source",
        N_("Source"),
        Wording(CARD, "o.source", known=distinct("contact", "source")),
        ("来源", "客户来源"),
        "source:fair",
        "c.source",
    ),
    ContactField("channel", N_("Channel"), Wording(CARD, "o.channel"), ("渠道",), "channel:wechat"),
    ContactField("consent", N_("Consent"), Choice(CARD, "o.consent", _CONSENTS), ("授权",), "consent:given"),
    ContactField("dnc", N_("Do not contact"), YesNo(CARD, "o.do_not_contact", YES_NO), ("勿扰", "免打扰"), "dnc:no"),
    ContactField("gender", N_("Gender"), Choice(CARD, "o.gender", _GENDERS), ("性别",), "gender:female"),
    ContactField("industry", N_("Industry"), Wording(CARD, "o.industry", indexed=True), ("行业",), "industry:retail"),
    ContactField(
        "website", N_("Website"), Wording(CARD, "o.website", indexed=True), ("网站", "网址"), "website:yunfan"
    ),
    ContactField("birthday", N_("Birthday"), Celebration(), ("生日",), "birthday:this-month", "c.birthday_key"),
    ContactField("needs", N_("Needs"), Wording(CARD, "o.needs", indexed=True), ("需求",), "needs:printer"),
    ContactField("note", N_("Note"), Wording(CARD, "o.note", indexed=True), ("备注",), 'note:"call after 5"'),
    ContactField("created", N_("Created"), CREATED, ("创建", "创建时间", "建档"), "created:this-week", "c.created_at"),
    ContactField(
        "last_activity",
        N_("Last touch"),
        LAST,
        ("last", "最近跟进", "最近联系", "上次跟进"),
        "last_activity:>30d",
        _of_summary("s.last_at"),
    ),
    ContactField(
        "next",
        N_("Next follow-up"),
        Due(),
        ("下次跟进", "next_followup"),
        "next:overdue,today",
        _of_summary("s.next_key"),
    ),
    ContactField("in", N_("In"), Trash(), ("在",), "in:trash"),
)

_SERVICES = {
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

CONTACT_FIELDS: Mapping[str, ContactField] = {
    field.name: field
    for field in (
        *_FIELDS,
        *(
            ContactField(service, service, Beginning(handles_of(service), "h.value_key"), aliases, f"{service}:lm88")
            for service, aliases in _SERVICES.items()
        ),
    )
}
"""Every field that every team has, by name."""


def custom_field(field_id: int, name: str, label: str, field_type: str, choices: str) -> ContactField:
    """Return the field ``x.name`` of a custom field."""
    place = custom_values(field_id)
    key, kind = "v.value", None
    match field_type:
        case FieldType.NUMBER:
            key, kind = "v.number", Number(place, "v.number")
        case FieldType.DATE:
            kind = custom_day(place)
        case FieldType.BOOL:
            kind = Choice(place, "v.value", YES_NO)
        case FieldType.CHOICE:
            known = [choice.strip() for choice in choices.split(",")]
            kind = Choice(place, "v.value", {choice: (choice.casefold(),) for choice in known})
        case _:
            kind = Wording(place, "v.value")
    sort = f"(SELECT {key} FROM custom_value v WHERE v.contact_id = c.id AND v.field_id = {field_id:d})"
    full = f"x.{name}"
    return ContactField(full, label or full, kind, (), f"{full}:any", sort)
