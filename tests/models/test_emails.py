"""Which address a text holds, when two are the same, and what is none."""

import pytest

from tui_crm.errors import BadInput
from tui_crm.models.emails import check_email, domain, email_key


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@example.com", "anna@example.com"),
        ("  Anna.Schmidt+crm@Mail.Example.co.uk\n", "Anna.Schmidt+crm@Mail.Example.co.uk"),
        ("Anna Schmidt <anna@example.com>", "anna@example.com"),
        ('"Schmidt, Anna" < anna@example.com >', "anna@example.com"),
        ("mailto:anna@example.com?subject=Hi", "anna@example.com"),
        ("Anna <MAILTO:anna@example.com>", "anna@example.com"),
        ("o'brien@example.ie", "o'brien@example.ie"),
        ("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
        ("张伟@例子.中国", "张伟@例子.中国"),
        ("ईमेल@उदाहरण.भारत", "ईमेल@उदाहरण.भारत"),
        ("zoe\u0308@example.com", "zoë@example.com"),
        ("zhang＠yunfan．cn", "zhang@yunfan.cn"),
        ("zhang@yunfan。cn", "zhang@yunfan.cn"),
        ("\u200banna@example.com\ufeff", "anna@example.com"),
        ("x@y.z", "x@y.z"),
    ],
)
def test_an_address_is_taken_out_of_what_stands_around_it(text: str, address: str) -> None:
    assert check_email(text) == address
    assert check_email(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@localhost",
        "anna@example..com",
        "anna@-example.com",
        "anna@example-.com",
        "anna@exa_mple.com",
        "anna@192.168.1.1",
        "anna@example.com, otto@example.com",
        "anna@@example.com",
        "an na@example.com",
        "anna@exam ple.com",
        "<anna@example.com",
        "张伟@例子",
        f"{'a' * 65}@example.com",
        f"a@{'b' * 64}.com",
        f"a@{'例' * 64}.com",
        f"a@{'b.' * 127}com",
    ],
)
def test_what_is_no_address_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(BadInput) as failure:
        check_email(text)
    assert failure.value.field == "email"
    assert f"“{text}” is not an e-mail address" in failure.value.message


def test_addresses_are_compared_trimmed_lower_cased_and_composed() -> None:
    assert email_key(" Zoe\u0308@Example.COM ") == email_key("zoë@example.com") == "zoë@example.com"


def test_the_domain_is_what_stands_behind_the_last_at() -> None:
    assert domain("Anna@Example.COM") == "example.com"
    assert domain("odd@local@example.com") == "example.com"
    assert domain("anna") == ""
