"""Which headers say whom a ticket or a score is of, in English and Chinese, and what a customer beside a contact is."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.fields import Field, Values, headers
from tui_crm.services.importing.columns.looks import Look
from tui_crm.services.importing.columns.shapes import line

WHOM: Final = (
    Field("contact", N_("who asks: a name, e-mail, phone or id"), line("contact"), headers(
        "contact | requester | contact name | requester name | from | reporter | full name | reported by | user | 联系人"
        " | 联系人姓名 | 提交人 | 报修人 | 发起人 | 请求人 | 投诉人 | 咨询人 | 姓名 | name")),
    Field("contact_id", N_("their id (c12), where the name beside it is theirs"), line("contact_id"), headers(
        "contact id", only=lambda cell: number_of("contact", cell) is not None)),
    Field("customer", N_("the customer: who asks, or the company of who is named"), line("customer"), headers(
        "customer | customer name | client | client name | 客户 | 客户姓名 | 客户名称 | 客户昵称 | 所属客户 | 关联客户")),
    Field("email", N_("the e-mail of who asks"), line("email"), headers(
        "email | contact email | requester email | customer email | from email | e-mail | email address | 邮箱 | 客户邮箱"
        " | 联系邮箱 | 电子邮箱 | 邮件地址"), look=Look.EMAIL),
    Field("phone", N_("the phone of who asks"), line("phone"), headers(
        "phone | contact phone | requester phone | customer phone | mobile phone | mobile | work phone | phone number | 电话"
        " | 联系电话 | 客户电话 | 手机 | 手机号 | 手机号码 | 客户手机"), look=Look.PHONE),
    Field("company", N_("the company of who asks"), line("company"), headers(
        "company | organization | organisation | company name | organization name | account | 公司 | 公司名称 | 单位"
        " | 企业名称 | 所属公司 | 客户公司")),
)  # fmt: skip
"""What tells of whom a row is: of a ticket, or of a score."""


def settle_customer(values: Values) -> None:
    """Put right whom a row names: a customer alone is whom it is about, and one beside somebody else is their company."""
    customer = values.pop("customer", None)
    if customer is not None and "contact" not in values:
        values["contact"] = customer
    elif customer is not None and customer != values["contact"]:
        values.setdefault("company", customer)
