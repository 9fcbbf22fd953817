"""What stands open in a template: found, refused where nobody fills it in, and filled in whatever stands in the values."""

from string import Template

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.payloads import PAYLOADS
from tui_crm.errors import BadInput
from tui_crm.models.placeholders import PLACEHOLDERS, Filled, check, fill, left_open, placeholders_in

KNOWN = dict.fromkeys(PLACEHOLDERS, "x")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear $name,", "Dear 张三,"),
        ("$name您好，${name}！", "张三您好，张三！"),
        ("${name}s and $$name", "张三s and $name"),
        ("it costs $5, US$ 7 or $", "it costs $5, US$ 7 or $"),
        ("$$$name$$", "$张三$"),
        ("$${name} $${}", "${name} ${}"),
        ("", ""),
    ],
)
def test_a_text_is_filled_in(text: str, filled: str) -> None:
    check(text, "text")
    assert fill(text, {"name": "张三"}) == Filled(filled, ())


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("Hi $nam", "“$nam”", "did you mean “name”?"),
        ("Hi ${ name }", "“${ name }”", "did you mean “name”?"),
        ("$NAME", "“$NAME”", "did you mean “name”?"),
        ("$name.__class__ ${name.__class__}", "“${name.__class__}”", "there are: $salutation"),
        ("${", "“${”", "there are: $salutation"),
        ("${}", "“${}”", "there are: $salutation"),
        ("$姓名", "“$姓”", "there are: $salutation"),
        ("$_x", "“$_x”", "there are: $salutation"),
    ],
)
def test_what_nobody_fills_in_is_refused_by_its_name(text: str, said: str, hint: str) -> None:
    with pytest.raises(BadInput) as raised:
        check(text, "text")
    assert said in raised.value.message
    assert raised.value.hint.startswith(hint)
    assert raised.value.field == "text"


def test_what_is_not_known_stays_open_and_is_told_once() -> None:
    filled = fill("$company, $name, ${company}, $city", {"name": "x", "city": ""})
    assert filled == Filled("$company, x, ${company}, $city", ("company", "city"))
    assert left_open("Acme, x, ${company}", filled.missing) == ("company",)
    assert left_open("Acme, $name", filled.missing) == ()


def test_the_names_are_found_each_once() -> None:
    assert placeholders_in("$$me $name ${me} $name") == ("name", "me")


@pytest.mark.parametrize("value", PAYLOADS.values(), ids=list(PAYLOADS))
def test_values_mean_nothing_but_themselves(value: str) -> None:
    if value:
        assert fill("<$name|${name}>", {"name": value, "me": "secret"}).text == f"<{value}|{value}>"


@given(st.text(alphabet="$na{}me 5张\n", max_size=30), st.text(alphabet="$name{}x", min_size=1, max_size=12))
@settings(max_examples=200)
def test_it_agrees_with_the_standard_template_wherever_both_take_a_text(text: str, value: str) -> None:
    values = {**KNOWN, "name": value}
    try:
        check(text, "text")
        expected = Template(text).substitute(values)
    except (BadInput, KeyError, ValueError):  # ours refuses more (${ n}), the standard one refuses $5
        return
    assert fill(text, values) == Filled(expected, ())
