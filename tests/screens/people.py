"""A handful of customers for the screens: Chinese and Western, people and companies, early and late."""

from datetime import time, timedelta

from tests.conftest import NOW
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

TODAY = NOW.date()
PEOPLE: tuple[tuple[str, str, str, str, int | None, int | None, str], ...] = (
    # name, company, stage, owner, touched days ago, due in days, at
    ("张伟", "上海云帆贸易有限公司", "active", "li", 3, 2, "09:30"),
    ("Anna Schmidt", "Nordlicht GmbH", "active", "li", 0, None, ""),
    ("王芳", "杭州小满咖啡", "dormant", "wang", 94, -2, ""),
    ("欧阳娜娜", "北京启航教育科技发展股份有限公司", "lead", "wang", 1, 0, "15:00"),
    ("Jean Dupont", "Boulangerie Dupont et Fils", "new", "li", 6, 5, ""),
    ("Ola Nordmann", "", "churned", "", 212, None, ""),
    ("Björn Åkesson", "", "lead", "", None, 40, ""),
    ("陈美玲", "", "lead", "wang", 400, 0, "08:00"),
)


def fill(crm: Crm) -> None:
    """Write PEOPLE and their companies into an empty database."""
    for login in ("li", "wang"):
        crm.users.add(login)
    for number, (name, company, stage, owner, touched, due, at) in enumerate(PEOPLE, 1):
        said: dict[str, object] = {"name": name, "stage": stage, "owner": owner, "phones": [f"138 0013 800{number}"]}
        if company:
            said |= {"company": company, "role": "采购经理" if name == "张伟" else "buyer"}
        if number == 1:
            said |= {
                "emails": ["zhang@yunfan.example"],
                "handles": [("wechat", "yf_zhangwei")],
                "tags": ["vip", "partner"],
            }
            said |= {"city": "上海", "level": "A", "note": "prefers calls after five"}
        (contact_id,) = crm.contacts.add({key: value for key, value in said.items() if value}).ids
        if touched is not None:
            log(crm, contact_id, touched)
        if due is not None:
            day = TODAY + timedelta(days=due)
            crm.followups.add(
                When(day, time.fromisoformat(at) if at else None, "UTC"), contact_id=contact_id, text="send"
            )


def log(crm: Crm, contact_id: int, days: int) -> None:
    """Log a call that was ``days`` ago."""
    crm.activities.log(
        ActivityKind.CALL, contact_id, at=NOW - timedelta(days=days), outcome="reached", text="asks for a better price"
    )
