"""Templates: one of each name, with nothing left open that nobody fills in; whatever is done is taken back."""

from functools import partial

import pytest

from tests.conftest import OpenCrm
from tui_crm.errors import BadInput, Conflict, NotFound
from tui_crm.models.messaging import Occasion
from tui_crm.models.placeholders import check, placeholders_in
from tui_crm.models.template import fitting_first
from tui_crm.services.crm import Crm
from tui_crm.services.starter_templates import STARTERS


def names(crm: Crm) -> list[str]:
    return [each.name for each in crm.templates.all()]


def test_a_template_is_made_changed_and_deleted(li: Crm) -> None:
    done = li.templates.add(" 生日  祝福 ", occasion="greeting", text="$name，生日快乐！\n", channel="message")
    assert done.what == "Added template 生日 祝福"
    entry = li.templates.get("m1")
    assert (entry.name, entry.text, entry.channel, entry.language) == ("生日 祝福", "$name，生日快乐！", "message", "")
    assert li.templates.edit("生日 祝福", name="Birthday", channel="", subject="Hi $name").ids == (1,)
    entry = li.templates.get("BIRTHDAY")
    assert (entry.channel, entry.subject, entry.text) == ("", "Hi $name", "$name，生日快乐！")
    assert li.templates.edit("birthday", subject="Hi $name").what == "Nothing changed"
    assert li.templates.delete("birthday").what == "Deleted template Birthday"
    assert names(li) == []
    li.templates.add("birthday", occasion="thanks", text="free again")
    li.history.undo()
    li.history.undo()
    assert names(li) == ["Birthday"]


def test_what_will_not_do_is_told(li: Crm) -> None:
    li.templates.add("Hello", occasion="greeting", text="Hello $name")
    for said, message in (
        ({"name": "hello", "occasion": "greeting", "text": "x"}, "there is a template “hello” already"),
        ({"name": " ", "occasion": "greeting", "text": "x"}, "a name with a letter or a digit"),
        ({"name": "🎂", "occasion": "greeting", "text": "x"}, "a name with a letter or a digit"),
        ({"name": "New", "occasion": "greeting", "text": " \n"}, "a template needs a text"),
        ({"name": "New", "text": "x"}, "occasion is missing"),
        ({"name": "New", "occasion": "party", "text": "x"}, "“party” does not do for occasion"),
        ({"name": "New", "occasion": "thanks", "text": "x", "language": "fr"}, "“fr” does not do for language"),
        ({"name": "New", "occasion": "thanks", "text": "x", "colour": "red"}, "there is no field “colour”"),
        ({"name": "New", "occasion": "thanks", "text": "$naem"}, "there is no placeholder “\\$naem”"),
        ({"name": "New", "occasion": "thanks", "text": "x", "subject": "$\x00foo"}, "there is no placeholder “\\$foo”"),
    ):
        with pytest.raises(BadInput, match=message):
            li.templates.add(**said)
    with pytest.raises(BadInput, match="there is no placeholder") as raised:
        li.templates.edit("hello", text="$salutatoin")
    assert raised.value.hint == "did you mean “salutation”?"
    with pytest.raises(NotFound, match="there is no template “Helo”") as missing:
        li.templates.get("Helo")
    assert missing.value.hint == "did you mean “Hello”?"
    assert names(li) == ["Hello"]


def test_only_a_template_that_may_become_an_email_has_a_subject(li: Crm) -> None:
    refused = partial(pytest.raises, BadInput, match="only an e-mail has a subject, and this template is for messages")
    with refused() as raised:
        li.templates.add("Chat", occasion="greeting", text="x", channel="message", subject="y")
    assert raised.value.field == "subject"
    li.templates.add("Any", occasion="greeting", text="x", subject="y")
    with refused():
        li.templates.edit("any", channel="message")
    li.templates.edit("any", channel="message", subject="")
    with refused():
        li.templates.edit("any", subject="y")
    with li.database.write(li.actor, "by an older program") as writing:
        writing.update("template", 1, {"subject": "old"})
    assert li.templates.edit("any", text="z").ids == (1,)
    assert (li.templates.get("any").subject, li.templates.get("any").channel) == ("old", "message")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(li: Crm, open_crm: OpenCrm) -> None:
    li.templates.add("Hello", occasion="greeting", text="one")
    open_crm("wang").templates.edit("hello", text="two")
    with pytest.raises(Conflict, match="somebody else changed text"):
        li.templates.edit("hello", base=1, text="three")
    li.templates.edit("hello", base=1, subject="mine")
    assert (li.templates.get("hello").text, li.templates.get("hello").subject) == ("two", "mine")


@pytest.mark.parametrize("language", STARTERS)
def test_the_starters_have_every_occasion_and_come_once(li: Crm, language: str) -> None:
    taken = STARTERS[language][0]
    li.templates.add(taken.name, occasion="thanks", text="ours")
    assert len(li.templates.add_starters(language).ids) == len(STARTERS[language]) - 1
    assert li.templates.get(taken.name).text == "ours"
    assert li.templates.add_starters(language).operation_id is None
    assert {each.occasion for each in STARTERS[language]} == set(Occasion)
    for each in STARTERS[language]:
        check(f"{each.subject}\n{each.text}", "text")
        assert {"salutation", "me"} <= {*placeholders_in(each.text)}
    li.history.undo()
    assert names(li) == [taken.name]


def test_what_fits_comes_first(li: Crm) -> None:
    for name, said in {
        "a": {"occasion": "thanks", "language": "en"},
        "b": {"occasion": "greeting", "language": "en", "channel": "email"},
        "c": {"occasion": "greeting", "language": "zh_CN", "channel": "email"},
        "d": {"occasion": "greeting", "language": "zh_CN"},
        "e": {"occasion": "greeting"},
    }.items():
        li.templates.add(name, text="x", **said)
    order = fitting_first(li.templates.all(), "greeting", "zh_CN", "message")
    assert [each.name for each in order] == ["d", "e", "c", "b", "a"]
    assert [each.name for each in fitting_first(li.templates.all(), "", "en", "")] == ["a", "b", "e", "c", "d"]
