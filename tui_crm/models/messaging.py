"""What messages are for and which way they go, and what a contact's own words for a preferred channel mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.codes import ActivityKind

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard


class Occasion(StrEnum):
    """What a message is for."""

    GREETING = "greeting"
    FOLLOW_UP = "follow-up"
    THANKS = "thanks"
    RECEIPT = "receipt"
    SURVEY = "survey"
    ANSWER = "answer"


class Channel(StrEnum):
    """Which way a message goes: by e-mail, or as a short message of whatever service."""

    EMAIL = "email"
    MESSAGE = "message"


OCCASION_LABELS: Final[Mapping[str, str]] = {
    Occasion.GREETING: N_("greeting"),
    Occasion.FOLLOW_UP: N_("follow-up"),
    Occasion.THANKS: N_("thanks"),
    Occasion.RECEIPT: N_("receipt"),
    Occasion.SURVEY: NP_("of customers", "survey"),
    Occasion.ANSWER: N_("canned answer"),
}
CHANNEL_LABELS: Final[Mapping[str, str]] = {Channel.EMAIL: N_("mail"), Channel.MESSAGE: N_("message")}

LOGGED_AS: Final[Mapping[Channel, ActivityKind]] = {
    Channel.EMAIL: ActivityKind.EMAIL,
    Channel.MESSAGE: ActivityKind.MESSAGE,
}
"""The kind of activity that a message is kept as."""

SMS: Final = "sms"
"""The service of messages that go to a phone number."""

_BY_EMAIL: Final = frozenset({"email", "e-mail", "mail", "邮件", "电子邮件", "邮箱", "电邮"})
_TO_A_PHONE: Final = frozenset({SMS, "text", "mobile", "短信", "手机", "whatsapp", "signal", "imessage"})
_BY_WORD_OF_MOUTH: Final = frozenset({"phone", "call", "telephone", "visit", "meeting", "电话", "拜访", "面谈", "见面"})
_SERVICES: Final[Mapping[str, str]] = {
    "微信": "wechat",
    "企业微信": "wecom",
    "钉钉": "dingtalk",
    "飞书": "feishu",
    "短信": SMS,
}


@dataclass(frozen=True)
class Reach:
    """How a message gets to somebody: over which ``service`` (an e-mail's is empty), to which ``address``, empty if unknown."""

    channel: Channel
    service: str
    address: str


@dataclass(frozen=True)
class Message:
    """A template filled in for somebody, with how it gets there; an e-mail alone has a subject.

    ``missing`` are placeholders of which nothing is known: they stand in it as they were. ``warnings`` are sentences.
    Words of one's own have no ``template``; ``ticket`` is the number of the one that it is about, empty where it is of none.
    """

    contact_id: int
    contact: str
    template: str
    occasion: str
    reach: Reach
    subject: str
    text: str
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    ticket: str = ""


def wants(preferred: str) -> Channel | None:
    """Return which way somebody likes to be written to who says ``preferred``; None where that is no way of writing."""
    said = _folded(preferred)
    if not said or said in _BY_WORD_OF_MOUTH:
        return None
    return Channel.EMAIL if said in _BY_EMAIL else Channel.MESSAGE


def reach(card: "ContactCard", channel: Channel | None) -> Reach:
    """Return how ``card`` is reached over ``channel``; with None as they like it, else by e-mail where they have one."""
    way = channel or wants(card.channel) or (Channel.EMAIL if card.emails or not _numbers(card) else Channel.MESSAGE)
    if way is Channel.EMAIL:
        return Reach(way, "", card.emails[0].value if card.emails else "")
    return _short_message(card)


def _short_message(card: "ContactCard") -> Reach:
    service = _folded(card.channel) if wants(card.channel) is Channel.MESSAGE else ""
    service = _SERVICES.get(service, service)
    accounts = {_folded(handle.label): handle.value for handle in reversed(card.handles)}
    numbers = _numbers(card)
    if service in accounts:
        return Reach(Channel.MESSAGE, service, accounts[service])
    if service in _TO_A_PHONE:
        return Reach(Channel.MESSAGE, service, numbers[0] if numbers else "")
    if service:
        return Reach(Channel.MESSAGE, service, "")
    if card.handles:
        return Reach(Channel.MESSAGE, _folded(card.handles[0].label), card.handles[0].value)
    return Reach(Channel.MESSAGE, SMS, numbers[0] if numbers else "")


def _numbers(card: "ContactCard") -> list[str]:
    """Return the phone numbers, mobile ones first."""
    return [phone.value for phone in sorted(card.phones, key=lambda phone: phone.label != "mobile")]


def _folded(text: str) -> str:
    return text.strip().casefold()
