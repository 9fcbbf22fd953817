"""A mail is read whatever program wrote it; what is broken or hostile is read or refused, and never a traceback."""

import base64
import random
from codecs import BOM_UTF8
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.payloads import PAYLOADS
from tui_crm.errors import BadInput
from tui_crm.models.mail import Mail
from tui_crm.models.text import clean
from tui_crm.services.mail import mailbox, reading
from tui_crm.services.mail.html_text import plain_text
from tui_crm.services.mail.reading import read_mail

HEAD = (
    b"From: Ann <Ann@Acme.com>\r\nTo: li@us.cn\r\nDate: Fri, 20 Nov 2026 10:00:00 +0800\r\nMessage-ID: <1@acme.com>\r\n"
)


def mail(*headers: str, body: str | bytes = b"hello", head: bytes = HEAD) -> Mail:
    lines = b"".join(header.encode() + b"\r\n" for header in headers)
    return read_mail(head + lines + b"\r\n" + (body.encode() if isinstance(body, str) else body))


def test_who_when_what() -> None:
    assert mail("Subject: A price", "Cc: Bo <bo@acme.com>, li@us.cn, nobody") == Mail(
        message_id="1@acme.com",
        answers=(),
        at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
        sender="ann@acme.com",
        recipients=("li@us.cn", "bo@acme.com"),
        sender_name="Ann",
        subject="A price",
        text="hello",
    )


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?B?5oql5Lu3?=",
        "=?UTF-8?q?=E6=8A=A5=E4=BB=B7?=",
        "=?gb2312?B?" + base64.b64encode("报价".encode("gb18030")).decode() + "?=",
        "=?gbk*zh?Q?=B1=A8=BC=DB?=",
        "=?big5?B?" + base64.b64encode("報價".encode("big5")).decode() + "?=",
        "=?utf-8?B?5oql?= =?utf-8?B?5Lu3?=",
        "=?utf-8?B?5oql5A==?=\r\n =?utf-8?B?u7c=?=",  # a character parted between two words, as it should not be
        "=?nonsense?B?5oql5Lu3?=",
        "报价",
    ],
)
def test_subjects_as_programs_write_them(subject: str) -> None:
    assert mail(f"Subject: {subject}").subject in {"报价", "報價"}


def test_raw_headers_in_gb18030() -> None:
    head = "From: 张伟 <zhang@yunfan.cn>\r\nTo: li@us.cn\r\nSubject: 关于样品的报价\r\n".encode("gb18030")
    found = mail(head=head)
    assert (found.sender, found.subject) == ("zhang@yunfan.cn", "关于样品的报价")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "您好，样品收到了"), ("gb2312", "镕基，朱镕"), ("gbk", "您好"), ("gb18030", "您好😀"),
        ("big5", "您好，樣品"), ("iso-8859-1", "Grüße – €"), ("us-ascii", "您好"), ("nonsense", "您好"), ("rot13", "您好"),
    ],
)  # fmt: skip
def test_bodies_in_the_charset_they_say_or_mean(charset: str, text: str) -> None:
    codec = {"gb2312": "gb18030", "us-ascii": "utf-8", "nonsense": "gb18030", "rot13": "utf-8", "iso-8859-1": "cp1252"}
    body = base64.b64encode(text.encode(codec.get(charset, charset)))
    headers = (f'Content-Type: text/plain; charset="{charset}"', "Content-Transfer-Encoding: base64")
    assert mail(*headers, body=body).text == text


def test_plain_counts_before_html_and_attachments_are_named() -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@x.cn", "b@x.cn"
    message.set_content("plain one")
    message.add_alternative("<p>html one</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="报价 单.pdf")
    message.add_attachment("a text\n", filename="notes.txt")
    inner = EmailMessage()
    inner["Subject"] = "Re: 报价"
    inner.set_content("forwarded")
    message.add_attachment(inner)
    message.add_attachment(EmailMessage())
    message.add_attachment(inner, filename="offer.eml")
    assert read_mail(message.as_bytes()).text == "plain one\n\n[报价 单.pdf]\n[notes.txt]\n[Re: 报价]\n[offer.eml]"


def test_every_text_counts_and_of_the_same_the_plain_one() -> None:
    body = """--m\nContent-Type: text/plain\n\nabove the picture\n--m\nContent-Type: image/png; name=a.png\n\nx
--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nbelow it\n--a
Content-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/html\n\n<p>below it</p>\n--i
Content-Type: text/html\n\n<p>again</p>\n--i--\n--a--\n--m\nContent-Type: text/html\n\n<p>only a page</p>
--m\nContent-Type: text/plain\n\nfoot of the list\n--m--\n"""
    found = mail("Content-Type: multipart/mixed; boundary=m", body=body).text
    assert found == "above the picture\n\nbelow it\n\nonly a page\n\nfoot of the list\n\n[a.png]"


@pytest.mark.parametrize(
    ("ends", "text", "told"),
    [
        ("", "one \ntwo\n\n from\nhere ", "one two\n\nfrom\nhere"),
        ("", "> it was \n> long\n>> older \n> newer\nso \n-- \nAnn ", "> it was long\n>> older\n> newer\nso\n-- \nAnn"),
        ("; delsp=yes", "我们下周 \n三再谈。\nyes  \nsir", "我们下周三再谈。\nyes sir"),
    ],
)
def test_lines_that_a_program_broke_are_whole_again(ends: str, text: str, told: str) -> None:
    assert mail(f"Content-Type: text/plain; charset=utf-8; format=flowed{ends}", body=text).text == told
    assert mail("Content-Type: text/plain; charset=utf-8", body=text).text == text.strip()


def test_html_alone_becomes_plain() -> None:
    page = "<style>p{}</style><p>Dear&nbsp;Li,</p><ul><li>one<li>two</ul><!-- <p>no</p> --><script>x()</script>1 &lt; 2"
    found = mail("Content-Type: text/html; charset=utf-8", body=page).text
    assert found.replace("\xa0", " ").splitlines() == ["Dear Li,", "", "one", "two", "1 < 2"]


def test_what_it_answers() -> None:
    found = mail("References: <a@x> <b@x>\r\n <c@x>", "In-Reply-To: <c@x> (your mail)")
    assert found.answers == ("a@x", "b@x", "c@x")
    assert mail("In-Reply-To: <d@x>").answers == ("d@x",)


def test_a_mail_without_an_id_gets_one_of_what_it_says() -> None:
    bare = HEAD.replace(b"Message-ID: <1@acme.com>\r\n", b"")
    first, again, other = (mail(head=bare, body=body) for body in ("x", "x", "y"))
    assert first.message_id == again.message_id != other.message_id
    assert first.message_id.startswith("sha256-")


@pytest.mark.parametrize("empty", [b"<>", b"< >", b""])
def test_brackets_with_nothing_in_them_are_no_id(empty: bytes) -> None:
    first, second = (read_mail(HEAD.replace(b"<1@acme.com>", empty) + body) for body in (b"\r\none", b"\r\ntwo"))
    assert first.message_id.startswith("sha256-")
    assert first.message_id != second.message_id


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 31 Feb 2026 10:00:00", "Fri, 1 Jan 1904 00:00:00 -0000"])
def test_a_date_that_cannot_be_read(date: str) -> None:
    head = f"From: a@x.cn\r\nDate: {date}\r\n".encode()
    assert mail(head=head).at is None
    received = "Received: from x by y; Fri, 20 Nov 2026 02:00:00 -0000"
    assert mail(received, head=head).at == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_a_name_is_no_address() -> None:
    evil = base64.b64encode(b"evil@x.cn, ceo@acme.com").decode()
    found = mail(head=f'From: =?utf-8?B?{evil}?= <real@x.cn>\r\nTo: "boss@acme.com" <li@us.cn>\r\n'.encode())
    assert (found.sender, found.recipients) == ("real@x.cn", ("li@us.cn",))


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000))
HOSTILE = {
    "nothing": b"",
    "no mail": b"%PDF-1.7 \x00\xff" * 100,
    "only text": b"hello\nworld\n",
    "endless nesting": b"From: a@x.cn\r\n" + NESTED,
    "many parts": b"From: a@x.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 5_000,
    "comments": b"From: " + b"(" * 50_000 + b"\r\nTo: a@x.cn\r\n\r\n",
    "quotes": b'From: "' + b'\\"' * 50_000 + b"\r\nTo: a@x.cn\r\n\r\n",
    "addresses": b"From: a@x.cn\r\nTo: " + b"a@x.cn, " * 50_000 + b"\r\n\r\n",
    "encoded words": b"From: a@x.cn\r\nSubject: " + b"=?utf-8?B?" * 20_000 + b"\r\n\r\n",
    "question marks": b"From: a@x.cn\r\nSubject: " + b"=?x" * 30_000 + b"\r\n\r\n",
    "one line": b"From: a@x.cn\r\nSubject: " + b"x " * 500_000 + b"\r\n\r\n",
    "bad base64": b"From: a@x.cn\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=A\xff",
    "bad parameters": b"From: a@x.cn\r\nContent-Type: text/plain; charset*0*=x'y'%ff; charset*1*=%zz\r\n\r\nx",
    "bad name": b"From: a@x.cn\r\nContent-Disposition: attachment; filename*=nonsense''%ff%fe\r\n\r\nx",
    "no type": b"From: a@x.cn\r\nContent-Type: \xff\xfe\x00;;;\r\n\r\nx",
    "ids": b"From: a@x.cn\r\nReferences: " + b"<" * 100_000 + b"\r\n\r\n",
    "surrogates": b"From: a@x.cn\r\nSubject: \xed\xa0\x80\r\n\r\n\xed\xa0\x80",
    "escapes": b"From: a@x.cn\r\nSubject: \x1b]52;c;eA==\x07\r\n\r\n\x1b[2J",
    "header lines": b"From: a@x.cn\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
    "page": b"From: a@x.cn\r\nContent-Type: text/html\r\n\r\n" + b"<!--<a " * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_or_refused(name: str) -> None:
    read_or_refuse(HOSTILE[name])  # for hours, where a parser falls for it


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_hostile_text_is_kept_as_it_is(payload: str) -> None:
    content = payload.encode("utf-8", "replace")
    headers = ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64")
    assert mail(*headers, body=base64.b64encode(content)).text == clean(content.decode()).strip()


def mangled(rng: random.Random) -> bytes:
    content = bytearray(rng.choice([*HOSTILE.values(), HEAD + b"\r\nx"])[:4_000])
    for _change in range(rng.randrange(1, 30)):
        at = rng.randrange(len(content) + 1)
        new = rng.choice([rng.randbytes(rng.randrange(4)), b"=?", b"\r\n", b'"', b"<", b";", b"--b\r\n"])
        content[at : at + rng.randrange(3)] = new
    return bytes(content)


def test_random_damage_is_one_sentence_at_most() -> None:
    for seed in range(60):
        read_or_refuse(mangled(random.Random(seed)))


@pytest.mark.torture
def test_random_damage_at_length() -> None:
    for seed in range(20_000):
        read_or_refuse(mangled(random.Random(seed)))


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_any_bytes(content: bytes) -> None:
    read_or_refuse(content)
    read_or_refuse(b"From: a@x.cn\r\nContent-Type: text/html\r\nSubject: " + content)


def read_or_refuse(content: bytes) -> None:
    """Read a mail; what is kept is clean and can be stored, and what is refused is told."""
    try:
        found = read_mail(content)
    except BadInput:
        return
    for text in (found.message_id, found.sender, found.subject, found.text, *found.answers, *found.recipients):
        assert text == clean(text)
        text.encode()


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_OCTETS", 1_000)
    with pytest.raises(BadInput, match="larger"):
        mail(body=b"x" * 1_000)


def test_a_long_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TEXT", 10)
    assert mail(body="x" * 11).text == "x" * 10 + " …"


def test_pages_as_people_write_them() -> None:
    assert plain_text("a<br>b<br/>c<br /><br/><br>d") == "a\nb\nc\n\nd"
    assert plain_text("<p>1 < 2 & <b>3</b> > 2</p>") == "1 < 2 & 3 > 2"
    assert plain_text("<td>a</td><td>b</td><tr><td>c") == "a  b\nc"
    assert plain_text("never <b") == "never"


MBOX = b"""From ann@acme.com Fri Nov 20 10:00:00 2026
From: ann@acme.com
Subject: one

>From here on
>>From there
From me, not a mark

From - Fri Nov 20 11:00:00 2026
From: bo@acme.com

two
"""


def test_a_mailbox_is_parted_at_its_marks() -> None:
    first, second = mailbox.mails(BytesIO(MBOX))
    assert (first.line, second.line) == (1, 9)
    assert read_mail(first.content).text == "From here on\n>From there\nFrom me, not a mark"
    assert read_mail(second.content).text == "two"
    windows, _other = mailbox.mails(BytesIO(MBOX.replace(b"\n", b"\r\n")))
    assert read_mail(windows.content).subject == "one"


def test_a_file_without_marks_is_one_mail() -> None:
    (only,) = mailbox.mails(BytesIO(HEAD + b"\r\n>From here\r\n"))
    assert (only.line, read_mail(only.content).text) == (1, ">From here")
    assert list(mailbox.mails(BytesIO(b""))) == list(mailbox.mails(BytesIO(b"\n \n"))) == []
    assert [found.line for found in mailbox.mails(BytesIO(b"\n" + MBOX))] == [2, 10]


def test_a_byte_order_mark_before_it_says_nothing() -> None:
    assert read_mail(BOM_UTF8 + HEAD).sender == "ann@acme.com"
    first, _other = mailbox.mails(BytesIO(BOM_UTF8 + MBOX))
    assert (first.line, read_mail(first.content).subject) == (1, "one")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("charset", ["utf-16", "gb2312", "utf-8"])
def test_a_mail_saved_in_utf_16_is_read(codec: str, charset: str) -> None:
    said = HEAD.decode() + f"Subject: 报价\r\nContent-Type: text/plain; charset={charset}\r\n\r\n您好，样品收到了\r\n"
    found = read_mail(f"\ufeff{said}".encode(codec))
    assert (found.sender, found.subject, found.text) == ("ann@acme.com", "报价", "您好，样品收到了")
    encoded = base64.b64encode("您好".encode("gb18030")).decode()
    said = f"{HEAD.decode()}Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: Base64\n\n{encoded}\n"
    assert read_mail(f"\ufeff{said}".encode(codec)).text == "您好"
    with pytest.raises(BadInput):
        read_mail(f"\ufeff{said}".encode(codec)[:-1])


def test_no_more_parts_are_made_than_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Message] = []
    attach = Message.attach

    def count(whole: Message, part: Message) -> None:
        made.append(part)
        attach(whole, part)

    monkeypatch.setattr(Message, "attach", count)
    parts = b"--x\n\nfirst\n" + b"--x\n\n\n" * 2_000
    head = b"From: a@acme.com\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert read_mail(head + parts + b"--x--\n").text == "first"
    assert 400 < len(made) <= 500


def test_a_line_that_looks_like_many_marks_is_passed_at_once() -> None:
    hostile = b"From " + b"11:11" * 20_000 + b"x"
    (only,) = mailbox.mails(BytesIO(HEAD + b"\n\n" + hostile + b"\n"))
    assert hostile in only.content
    for line in (b"From a 2026", b"From 10:0026", b"From a 10:00 2026 x"):
        assert len(list(mailbox.mails(BytesIO(HEAD + b"\n" + line + b"\nTo: b@x.cn\n")))) == 1


def test_of_a_mail_that_is_too_large_no_more_is_kept_than_tells_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MOST_OCTETS", 1_000)
    monkeypatch.setattr(mailbox, "_LINE", 100)
    big = b"From a Fri Nov 20 10:00:00 2026\nFrom: a@x.cn\n\n" + b"x" * 5_000 + b"\nmore\n\n"
    first, second = mailbox.mails(BytesIO(big + MBOX.partition(b"\n\nFrom - ")[0]))
    assert 1_000 < len(first.content) <= 1_100
    assert second.line == 7
