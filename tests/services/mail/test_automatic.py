"""Mails that no person wrote are known by their headers, their sender or how their subject begins."""

import pytest

from tui_crm.services.mail.reading import read_mail


def is_automatic(*headers: str, body: str = "hello") -> bool:
    lines = ["From: ann@acme.com", "To: li@us.cn", *headers, "", body]
    return read_mail("\r\n".join(lines).encode()).automatic


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "auto-submitted: Auto-Generated; owner-email=x@y.cn",
        "Precedence: Bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "From: MAILER-DAEMON@mx.acme.com (Mail Delivery System)",
        "Subject: Automatic reply: printer",
        "Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiDmiZPljbDmnLo=?=",
        "Subject: Out of Office: until Monday",
        "Subject: Undelivered Mail Returned to Sender",
    ],
)
def test_what_machines_send(header: str) -> None:
    head = [] if header.startswith("From") else ["From: ann@acme.com"]
    assert read_mail("\r\n".join([*head, "To: li@us.cn", header, "", "hello"]).encode()).automatic


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Precedence: list",
        "List-Id: <support.us.cn>",
        "Return-Path: <ann@acme.com>",
        "Subject: Re: your automatic reply",
        "Subject: 关于自动回复的问题",
    ],
)
def test_what_people_send(header: str) -> None:
    assert not is_automatic(header)


REPORT = """From: MAILER-DAEMON@acme.com
To: li@us.cn
Message-ID: <bounce@acme.com>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Not delivered.

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; ann@acme.com

--b
{part}

--b--
"""


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: message/rfc822\n\nFrom: li@us.cn\nMessage-ID: <ours@us.cn>\n\nhello",
        "Content-Type: text/rfc822-headers\n\nFrom: li@us.cn\nmessage-id: <ours@us.cn>\n",
    ],
)
def test_a_report_answers_the_mail_that_it_is_on(part: str) -> None:
    mail = read_mail(REPORT.format(part=part).encode())
    assert (mail.automatic, mail.answers) == (True, ("ours@us.cn",))
