"""What the text of a filter means, and at which word a mistake is pointed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.models.filtering.language import Language
from tui_crm.errors import UsageError
from tui_crm.models.filtering import parse, text_of
from tui_crm.models.filtering.parsing import DEEPEST, LONGEST, MOST
from tui_crm.models.filters import (
    EVERYTHING,
    And,
    Condition,
    FieldTest,
    Filter,
    Node,
    Not,
    Operator,
    Or,
    SortKey,
    Words,
)


def stage(*names: str) -> Condition:
    return Condition("stage", tuple(FieldTest(Operator.IS, name) for name in names))


def value(*tests: FieldTest) -> Condition:
    return Condition("value", tests)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EVERYTHING),
        ("   \t\n", EVERYTHING),
        ("li", Words(("li",))),
        ("li ming", Words(("li", "ming"))),
        ('"li ming" bo', Words(("li ming", "bo"))),
        ("“li ming” bo", Words(("li ming", "bo"))),
        ('say "hi', Words(("say", "hi"))),
        ('a"b c"d', Words(("a", "b c", "d"))),
        (r'"a \"b\" \\ c"', Words(('a "b" \\ c',))),
        ("stage:new", stage("new")),
        ("STAGE:New", stage("new")),
        ("阶段：new，lead", stage("new", "lead")),
        ("stage:new、lead", stage("new", "lead")),
        ("stage:new,new", stage("new")),
        ('stage:"won over"', stage("won over")),
        ('stage:"none"', stage("none")),
        ("stage:none", Condition("stage", (FieldTest(Operator.NONE),))),
        ("stage:无,ANY", Condition("stage", (FieldTest(Operator.NONE), FieldTest(Operator.ANY)))),
        ("note:=none", Condition("note", (FieldTest(Operator.EXACTLY, "none"),))),
        ("value:>5", value(FieldTest(Operator.MORE, "5"))),
        ("value:>=5,<1", value(FieldTest(Operator.AT_LEAST, "5"), FieldTest(Operator.LESS, "1"))),
        ("value:≤5", value(FieldTest(Operator.AT_MOST, "5"))),
        ("value：＞5", value(FieldTest(Operator.MORE, "5"))),
        ("value:1..5", value(FieldTest(Operator.BETWEEN, "1", "5"))),
        ("value:1..", value(FieldTest(Operator.BETWEEN, "1"))),
        ("value:..5", value(FieldTest(Operator.BETWEEN, "", "5"))),
        ('value:"1 a".."5 b"', value(FieldTest(Operator.BETWEEN, "1 a", "5 b"))),
        ("value:none..any", value(FieldTest(Operator.BETWEEN, "none", "any"))),
        ("note:-5", Condition("note", (FieldTest(Operator.IS, "-5"),))),
        ("note:a:b", Condition("note", (FieldTest(Operator.IS, "a:b"),))),
        ("note:宝洁（中国）", Condition("note", (FieldTest(Operator.IS, "宝洁（中国）"),))),
        ("(note:f(x))", Condition("note", (FieldTest(Operator.IS, "f(x)"),))),
        ("宝洁（中国） b", Words(("宝洁（中国）", "b"))),
        ("10:30", Words(("10:30",))),
        ("-li", Not(Words(("li",)))),
        ("not li ming", And((Not(Words(("li",))), Words(("ming",))))),
        ("NOT -li", Words(("li",))),
        ("－li", Not(Words(("li",)))),
        ("- li", Words(("li",))),
        ("a-b", Words(("a-b",))),
        ("!!! li", Words(("li",))),
        ("-!!!", EVERYTHING),
        ("!!! or li", Words(("li",))),
        ("a or b c", Or((Words(("a",)), Words(("b", "c"))))),
        ("(a or b) c", And((Or((Words(("a",)), Words(("b",)))), Words(("c",))))),
        ("（a or b） c", And((Or((Words(("a",)), Words(("b",)))), Words(("c",))))),
        ("a (b c)", Words(("a", "b", "c"))),
        ("-(a b)", Not(Words(("a", "b")))),
        ("a stage:new b", And((Words(("a", "b")), stage("new")))),
        ("a OR stage:new", Or((Words(("a",)), stage("new")))),
        ('"or" "not"', Words(("or", "not"))),
        ("oregon nothing", Words(("oregon", "nothing"))),
    ],
)
def test_a_text_is_read(text: str, expected: Node) -> None:
    assert parse(text, Language()) == Filter(expected)


@pytest.mark.parametrize(
    ("text", "where", "sort"),
    [
        ("sort:value", EVERYTHING, (SortKey("value"),)),
        ("sort:-value,stage", EVERYTHING, (SortKey("value", descending=True), SortKey("stage"))),
        ("a sort:-最近 b", Words(("a", "b")), (SortKey("value", descending=True),)),
        ("sort:stage 排序：－value", EVERYTHING, (SortKey("stage"), SortKey("value", descending=True))),
        ("sort:stage,-stage", EVERYTHING, (SortKey("stage"),)),
        ("a or b sort:stage", Or((Words(("a",)), Words(("b",)))), (SortKey("stage"),)),
    ],
)
def test_sorts_stand_anywhere_on_the_top_level(text: str, where: Node, sort: tuple[SortKey, ...]) -> None:
    assert parse(text, Language()) == Filter(where, sort)


@pytest.mark.parametrize(
    ("text", "word", "message", "hint"),
    [
        ("li stgae:new", "stgae:new", "there is no field “stgae”", "did you mean “stage”?"),
        ("http://x.y", "http", "there is no field “http”", "to search for the words, put them in quotes"),
        ("li stage:old", "old", "no stage old", "lead?"),
        ('stage:new,"old x"', "old x", "no stage old x", "lead?"),
        ("note:ab!cd", "!cd", "no exclamations", ""),
        ('note:"ab!cd"', "!cd", "no exclamations", ""),
        ("stage:", "stage:", "“stage:” needs a value", "for example stage:x"),
        ("stage: new", "stage:", "“stage:” needs a value", "for example stage:x"),
        ("stage:new, lead", ", lead", "“stage:” needs a value", "for example stage:x"),
        ("value:>", ">", "“value:” needs a value", "for example value:x"),
        ("value:..", "..", "“value:” needs a value", "for example value:x"),
        ("stage:>new", ">new", "“stage” cannot be tested like this", "for example stage:x"),
        ("stage:new..lead", "..lead", "“stage” cannot be tested like this", "for example stage:x"),
        ('stage:new"lead"', '"lead"', "a comma is missing before “lead”", ""),
        ("value:1..2..3", "..3", "a comma is missing before “..”", ""),
        ("(a b", "(a b", "this “(” is never closed", ""),
        ("a (b (c) d", "(b", "this “(” is never closed", ""),
        ("a) b", ") b", "this “)” closes nothing", ""),
        (")", ")", "this “)” closes nothing", ""),
        ("a ()", "()", "nothing stands in this parenthesis", ""),
        ("(", "(", "nothing stands in this parenthesis", ""),
        ("or a", "or a", "“or” needs something on either side", 'to search for the word, put it in quotes: "or"'),
        ("a or", "or", "“or” needs something on either side", 'to search for the word, put it in quotes: "or"'),
        ("a OR OR b", "OR OR", "“OR” needs something on either side", 'to search for the word, put it in quotes: "OR"'),
        ("(or a)", "or a", "“or” needs something on either side", 'to search for the word, put it in quotes: "or"'),
        ("a not", "not", "“not” needs something behind it", 'to search for the word, put it in quotes: "not"'),
        ("a -)", "-)", "“-” needs something behind it", 'to search for the word, put it in quotes: "-"'),
        ("sort:", "sort:", "“sort:” needs a field", ""),
        ("sort:,", "sort:", "“sort:” needs a field", ""),
        ("sort:note", "note", "cannot sort by “note”", ""),
        ("sort:-vlaue", "-vlaue", "cannot sort by “vlaue”", "did you mean “value”?"),
        ("sort:value..", "..", "cannot sort by “..”", ""),
        ("(sort:value)", "sort:value", "“sort:” stands by itself, outside of parentheses", ""),
        ("-sort:value", "sort:value", "“sort:” stands by itself, outside of parentheses", ""),
    ],
)
def test_a_mistake_points_at_the_word(text: str, word: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, Language())
    error = caught.value
    assert (error.message, error.hint) == (message, hint)
    assert error.text == text
    assert error.text[error.at :].startswith(word)


def test_what_is_too_much_is_refused_before_it_is_asked() -> None:
    with pytest.raises(UsageError, match="too long"):
        parse("a" * (LONGEST + 1), Language())
    assert parse("a" * LONGEST, Language()).words == Words(("a" * LONGEST,))
    with pytest.raises(UsageError, match=f"{MOST} conditions at most"):
        parse(" or ".join(["a"] * (MOST + 2)), Language())
    assert parse(" or ".join(f"a{number}" for number in range(MOST + 1)), Language()).words is None
    with pytest.raises(UsageError, match="too many parentheses"):
        parse("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), Language())
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST, Language()) == Filter(Words(("a",)))


SIGNS = """
stage: value: note: sort: x.size: new lead none any or not - ( ) , " “ ” : .. > >= = a 张伟 ： ， （ ） ! \\ -value .
"""
SCRAPS = st.lists(st.sampled_from([*SIGNS.split(), " "]) | st.text(max_size=3), max_size=14).map("".join)


def read(text: str) -> Filter | UsageError:
    """Return the filter, or why the text is none."""
    try:
        return parse(text, Language())
    except UsageError as error:
        return error


@given(SCRAPS)
def test_any_text_is_read_or_refused_and_what_is_read_is_written_as_it_was_meant(text: str) -> None:
    wanted = read(text)
    if isinstance(wanted, UsageError):
        assert wanted.text == text
        assert 0 <= wanted.at <= len(text)
        return
    written = text_of(wanted)
    assert parse(written, Language()) == wanted
    assert text_of(parse(written, Language())) == written
