"""Which way a message goes: as somebody likes it, and to which of their addresses."""

from collections.abc import Mapping

import pytest

from tui_crm.models.messaging import Channel, Reach, reach, wants
from tui_crm.services.crm import Crm

EMAIL, MESSAGE = Channel.EMAIL, Channel.MESSAGE
BOTH = {"emails": ["a@x.cn"], "phones": ["021 1", ("138", "mobile")], "handles": [("wechat", "zw88"), ("qq", "42")]}


@pytest.mark.parametrize(
    ("preferred", "way"),
    [("email", EMAIL), (" 邮件 ", EMAIL), ("E-Mail", EMAIL), ("微信", MESSAGE), ("QQ", MESSAGE), ("sms", MESSAGE),
     ("phone", None), ("电话", None), ("", None)],
)  # fmt: skip
def test_the_words_for_a_preferred_channel(preferred: str, way: Channel | None) -> None:
    assert wants(preferred) is way


@pytest.mark.parametrize(
    ("said", "channel", "expected"),
    [
        (BOTH, None, Reach(EMAIL, "", "a@x.cn")),
        (BOTH, MESSAGE, Reach(MESSAGE, "wechat", "zw88")),
        ({**BOTH, "channel": "QQ"}, None, Reach(MESSAGE, "qq", "42")),
        ({**BOTH, "channel": "微信"}, None, Reach(MESSAGE, "wechat", "zw88")),
        ({**BOTH, "channel": "微信"}, EMAIL, Reach(EMAIL, "", "a@x.cn")),
        ({**BOTH, "channel": "短信"}, None, Reach(MESSAGE, "sms", "138")),
        ({**BOTH, "channel": "WhatsApp"}, None, Reach(MESSAGE, "whatsapp", "138")),
        ({**BOTH, "channel": "phone"}, None, Reach(EMAIL, "", "a@x.cn")),
        ({**BOTH, "channel": "dingtalk"}, None, Reach(MESSAGE, "dingtalk", "")),
        ({"phones": ["021 1"]}, None, Reach(MESSAGE, "sms", "021 1")),
        ({}, None, Reach(EMAIL, "", "")),
        ({}, MESSAGE, Reach(MESSAGE, "sms", "")),
    ],
)
def test_how_somebody_is_reached(li: Crm, said: Mapping[str, object], channel: Channel | None, expected: Reach) -> None:
    card = li.contacts.card(li.contacts.add({"name": "Ann", **said}).ids[0])
    assert reach(card, channel) == expected
