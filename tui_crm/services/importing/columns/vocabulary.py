"""Which words in a cell mean one of our own: stages, genders, yes and no, kinds of telephone."""

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from tui_crm.models.codes import Consent, Gender, Kind, Stage
from tui_crm.services.importing.columns.fields import words
from tui_crm.services.importing.files.header import normal

Vocabulary: TypeAlias = Mapping[str, object]


def vocabulary(declared: Mapping[object, str]) -> Vocabulary:
    """Return the words of a declaration ``{meaning: "one | two"}`` by their keys."""
    return {spelling(word): meaning for meaning, text in declared.items() for word in words(text)}


def spelling(word: str) -> str:
    """Return the key of ``word`` in a vocabulary."""
    return normal(word) or word.strip()


@cache
def yes_or_no() -> Vocabulary:
    """Words for True and False."""
    return vocabulary(
        {
            True: "yes | y | true | 1 | on | x | ✓ | √ | 是 | 有 | 对 | 同意 | 已同意 | ja | oui | si",
            False: "no | n | false | 0 | off | 否 | 不 | 不同意 | 未同意 | nein | non",
        }
    )


@cache
def consents() -> Vocabulary:
    """Words for a consent that was given or withdrawn."""
    return vocabulary(
        {
            str(Consent.GIVEN): "given | granted | subscribed | opted in | opt in | 已同意 | 同意 | 已授权 | 已订阅"
            " | yes | y | true | 1 | 是",
            str(Consent.WITHDRAWN): "withdrawn | unsubscribed | opted out | opt out | 已撤回 | 撤回 | 不同意 | 拒绝"
            " | 已退订 | no | n | false | 0 | 否",
        }
    )


@cache
def opt_outs() -> Vocabulary:
    """Words of a column that says who unsubscribed: yes withdraws the consent, no says nothing of it."""
    return {word: str(Consent.WITHDRAWN) if said else None for word, said in yes_or_no().items()}


@cache
def genders() -> Vocabulary:
    """Words for a gender; Outlook's ``Unspecified`` says nothing."""
    return vocabulary(
        {
            str(Gender.FEMALE): "female | f | woman | 女 | 女性 | 女士 | weiblich | féminin",
            str(Gender.MALE): "male | m | man | 男 | 男性 | 先生 | männlich | masculin",
            str(Gender.OTHER): "other | x | diverse | divers | non-binary | 其他",
            None: "unspecified | unknown | 未知 | 未指定 | 保密 | not specified",
        }
    )


@cache
def stages() -> Vocabulary:
    """Words for a lifecycle stage, ours and those of HubSpot and of Chinese teams."""
    return vocabulary(
        {
            str(
                Stage.LEAD
            ): "lead | 潜在客户 | 潜在 | 线索 | 意向客户 | 意向 | 未成交 | 未成交客户 | subscriber | marketing qualified lead"
            " | sales qualified lead | marketingqualifiedlead | salesqualifiedlead | opportunity | prospect | other",
            str(Stage.NEW): "new | 新客户 | 新客 | new customer",
            str(
                Stage.ACTIVE
            ): "active | 活跃客户 | 活跃 | customer | evangelist | 成交客户 | 已成交 | 已成交客户 | 老客户",
            str(Stage.DORMANT): "dormant | 休眠客户 | 休眠 | inactive | 沉睡客户",
            str(Stage.CHURNED): "churned | 流失客户 | 流失 | 已流失 | lost | former customer",
        }
    )


@cache
def kinds() -> Vocabulary:
    """Words for a person and for a company."""
    return vocabulary(
        {
            str(Kind.PERSON): "person | individual | people | contact | 个人 | 个人客户 | 联系人 | 自然人",
            str(
                Kind.COMPANY
            ): "company | organization | organisation | org | business | account | 公司 | 企业 | 企业客户"
            " | 单位 | 机构",
        }
    )


@cache
def labels() -> Vocabulary:
    """Words for what an e-mail, a phone or an address is for; any other label is kept, mail systems' own are not."""
    return vocabulary(
        {
            "work": "work | business | office | company | 工作 | 商务 | 单位 | 办公 | 公司",
            "home": "home | personal | private | 家 | 家庭 | 住宅 | 个人 | 家用",
            "mobile": "mobile | cell | cell phone | iphone | 手机 | 移动电话 | 行动电话",
            "fax": "fax | work fax | business fax | 传真 | 商务传真 | 单位传真",
            "home fax": "home fax | 家庭传真 | 住宅传真",
            "main": "main | 总机 | 主要 | main phone",
            "pager": "pager | 寻呼机",
            "other": "other | 其他 | 其它",
            "": "smtp | ex | mapipdl",
        }
    )


@cache
def honorifics() -> Vocabulary:
    """Words that are said with a name and are none."""
    return vocabulary(
        {
            "": "先生 | 女士 | 小姐 | 太太 | 夫人 | 博士 | 教授 | 老师 | 医生 | 律师 | 经理 | 总经理 | 总 | 董事长 | 主任"
            " | mr | mrs | ms | miss | dr | prof | sir | madam | herr | frau | mx",
        }
    )
