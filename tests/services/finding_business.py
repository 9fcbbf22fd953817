"""A small business to look for things in: people and companies in several scripts, with everything a filter can ask for."""

from datetime import date, datetime, time, timedelta
from itertools import product
from random import Random

from tui_crm.models.codes import ActivityKind, FieldType, Kind
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

NAMES = (
    "张伟", "张 伟", "张伟明", "王芳", "李明", "李娜", "欧阳修", "单雄信", "曾国藩", "Zhang Wei", "Li Ming", "Wang Fang",
    "Anna Schmidt", "Jörg Müller", "Søren Øst", "Łukasz", "O'Neil", "Jean-Luc Picard", "李 John", "3芳", "Ng", "Иван Петров",
    "田中さくら", "김철수", "!!!", "A", "An Li", "Anna-Li Wang", "none", "or", "not", "Dr. Who (the)", "重庆来客",
    "a b c d e f g 张三",
)  # fmt: skip
COMPANIES = (
    "上海云帆贸易", "云帆科技", "重庆单氏（中国）有限公司", "Nordlicht GmbH", "Łódź Sp. z o.o.", "Wang & Sons", "ABC贸易", "Zhang", "单氏贸易",
)  # fmt: skip
CITIES = ("上海", "上海市", "Hamburg", "New York", "York", "São Paulo", "重庆")
TAGS = ("vip", "partner", "重要 客户", "newsletter", "none")
SOURCES = ("fair", "2026 上海展会", "web", "Fair West")
LEVELS = ("A", "B", "a+", "VIP")
WORDS = ("printer", "coffee", "价格", "demo", "call after 5", "tea or water", "报价单", "Straße")
ROLES = ("buyer", "采购经理", "Head of Sales")
DOMAINS = ("gmail.com", "yunfan.cn", "mail.yunfan.cn", "example.com")
PHONES = ("138 0013 8{:03}", "+49 170 12345{:02}", "(021) 5555 {:04}", "010-6789{:04}", "{:04}", "ask 4{:03}")
USERS = ("wang", "Anna", "bob")
PROJECTS = ("red roof", "蓝色 项目", "Red")


class Business:
    """Fills an open CRM, the same way each time for a seed; ``contacts`` are the ids in order of creation."""

    def __init__(self, crm: Crm, seed: int = 7) -> None:
        self._crm = crm
        self._random = Random(seed)
        self.contacts: list[int] = []

    def open(self, size: int) -> None:
        """Make users, fields, the companies and ``size`` people with their past and future; some end in the trash."""
        for login in USERS:
            self._crm.users.add(login, name=f"{login} Example")
        self._crm.settings.set("levels", ",".join(LEVELS))
        self._crm.custom_fields.add("budget", kind=FieldType.NUMBER)
        self._crm.custom_fields.add("size", kind=FieldType.CHOICE, choices="S,M,L,very large")
        self._crm.custom_fields.add("since", kind=FieldType.DATE)
        self._crm.custom_fields.add("fit", kind=FieldType.BOOL)
        self._crm.custom_fields.add("project")
        self._crm.custom_fields.add("rare")
        for name in COMPANIES:
            self._add(Kind.COMPANY, name)
        for number in range(size):
            self._add(Kind.PERSON, NAMES[number % len(NAMES)])
        for subject, days in (("level:A", 14), ("tag:vip", 30)):
            self._crm.cadences.set(subject, days)
        for contact in self._random.sample(self.contacts, len(self.contacts) // 2):
            self._live(contact)
        self._crm.contacts.delete(self._random.sample(self.contacts, len(self.contacts) // 12))

    def _add(self, kind: Kind, name: str) -> None:
        self.contacts.append(self._crm.contacts.add({"kind": kind, "name": name, **self._card(kind)}).ids[0])

    def _card(self, kind: Kind) -> dict[str, object]:
        pick, some = self._random.choice, self._some
        number = len(self.contacts)
        said: dict[str, object] = {
            "nickname": some(0.1, "大伟", "Andy"),
            "gender": some(0.5, "female", "male", "other"),
            "source": some(0.6, *SOURCES),
            "level": some(0.5, *LEVELS),
            "stage": some(0.6, "new", "active", "dormant", "churned") or "lead",
            "channel": some(0.4, "phone", "wechat", "Phone call"),
            "consent": some(0.4, "given", "withdrawn"),
            "do_not_contact": self._random.random() < 0.1,
            "industry": some(0.3, "retail", "food 食品", "Retail bank"),
            "website": some(0.2, "www.yunfan.cn", "https://example.com/shop"),
            "birthday": some(0.4, "1990-11-25", "--02-29", "lunar:1985-10-15", "2001-12-01", "--11-21"),
            "needs": some(0.2, *WORDS),
            "note": some(0.3, *map(" ".join, product(WORDS, repeat=2))),
            "owner": some(0.6, "li", *USERS) or "",
            "tags": self._random.sample(TAGS, pick((0, 0, 1, 2, 3))),
            "emails": [
                f"{pick(('anna', 'Li.Ming', 'groß', 'info'))}{number}@{pick(DOMAINS)}" for _ in range(pick((0, 1, 2)))
            ],
            "phones": [pick(PHONES).format(number % 100 * 7 % 100) for _ in range(pick((0, 1, 1, 2)))],
            "handles": [(pick(("wechat", "qq", "mastodon")), f"{pick(('LM', 'x_', 'zw'))}{number}")] * pick((0, 0, 1)),
            "addresses": [
                {
                    "city": some(0.8, *CITIES, f"Aa{pick(range(100))}"),
                    "region": some(0.3, "浙江", "NY"),
                    "country": some(0.6, "China", "中国"),
                }
                for _ in range(pick((0, 1, 1, 2)))
            ],
            "custom": {name: value for name, value in self._custom().items() if value},
        }
        if kind is Kind.PERSON and (company := some(0.5, *COMPANIES)):
            said |= {"company": company, "role": some(0.6, *ROLES) or ""}
        return {name: value for name, value in said.items() if value != ""}

    def _custom(self) -> dict[str, str]:
        return {
            "budget": self._some(0.4, "100", "99.5", "1000", "-3"),
            "size": self._some(0.3, "S", "L", "very large"),
            "since": self._some(0.3, "2026-11-01", "2025-06-30", "2026-11-21"),
            "fit": self._some(0.3, "yes", "no"),
            "project": self._some(0.3, *PROJECTS),
            "rare": self._some(0.04, "one", "two", "three"),
        }

    def _some(self, share: float, *values: str) -> str:
        return self._random.choice(values) if self._random.random() < share else ""

    def _live(self, contact: int) -> None:
        now: datetime = self._crm.clock.now()
        if self._random.random() < 0.7:
            at = now - timedelta(hours=self._random.choice((1, 10, 24 * 29, 24 * 30, 24 * 30 + 1, 24 * 100)))
            self._crm.activities.log(ActivityKind.CALL, contact, at=at, without_next=contact % 5 == 0)
        if self._random.random() < 0.6:
            day = date(2026, 11, 21) + timedelta(days=self._random.choice((-30, -1, 0, 0, 1, 7, 8, 40)))
            zone = self._random.choice(("UTC", "America/New_York", "Asia/Shanghai"))
            due = When(day, self._random.choice((None, time(4, 45), time(9, 0), time(17, 0))), zone)
            self._crm.followups.add(due, contact_id=contact, text="call")
