"""The link that opens a mail program says exactly what the message says, whatever stands in it."""

from urllib.parse import unquote, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from tests.payloads import PAYLOADS
from tui_crm.models.mailto import mailto

WHOLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def read(link: str) -> tuple[str, str, str]:
    """Read a link as a mail program does (RFC 6068)."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = dict(field.split("=", 1) for field in parts.query.split("&") if field)
    assert fields.keys() <= {"subject", "body"}
    return (
        *(unquote(text, errors="strict") for text in (parts.path, fields.get("subject", ""), fields.get("body", ""))),
    )  # type: ignore[return-value]


@given(WHOLE, WHOLE, WHOLE)
@example("a@x.cn", "生日快乐", "张先生，您好！\n\n祝您 & 家人 100% 好?#=+")
@example("a+b@x.cn?cc=evil@x.cn&bcc=b", "x\r\nBcc: evil@x.cn", "&bcc=evil@x.cn")
def test_it_is_read_as_it_was_written(address: str, subject: str, text: str) -> None:
    link = mailto(address, subject, text)
    assert link.isascii()
    assert not set(link) & set(' "<>\\^`{|}\r\n\t')
    said_to, said_about, said = read(link)
    assert (said_to, said_about) == (address, subject)
    assert said == text.replace("\r\n", "\n").replace("\n", "\r\n")


def test_it_bears_whatever_has_broken_programs() -> None:
    for text in PAYLOADS.values():
        stored = text.encode("utf-8", "replace").decode()
        assert read(mailto("a@x.cn", stored, ""))[1] == stored


def test_what_is_not_said_is_not_there() -> None:
    assert mailto("li@x.cn", "", "") == "mailto:li@x.cn"
    assert mailto("li@x.cn", "", "a b") == "mailto:li@x.cn?body=a%20b"
