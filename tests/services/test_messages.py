"""A message is filled in with what is on file, goes as the contact likes it, and never to whom it must not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.conftest import OpenCrm
from tests.payloads import PAYLOADS
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.models.codes import ActivityKind
from tui_crm.models.messaging import Channel
from tui_crm.models.text import clean_line
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

EVERYTHING = "$salutation|$name|$given_name|$family_name|$company|$role|$city|$me|$owner|$last_touch|$next_follow_up|$birthday|$today"


@pytest.fixture
def crm(li: Crm) -> Crm:
    """Return a database with a template that leaves everything open, and one for e-mails."""
    li.users.add("wang", name="王芳")
    li.templates.add("all", occasion="greeting", text=EVERYTHING, language="en")
    li.templates.add("alles", occasion="greeting", text=EVERYTHING, language="zh_CN")
    li.templates.add("mail", occasion="thanks", text="Thanks, $name", subject="For $company", channel="email")
    return li


def zhang(crm: Crm, **said: object) -> int:
    known = {"name": "张伟", "gender": "male", "company": "云帆", "role": "经理", "city": "上海", "owner": "wang"}
    return crm.contacts.add({**known, "emails": ["z@x.cn"], "birthday": "1990-12-01", **said}).ids[0]


def test_everything_that_is_known_stands_in_it_in_the_language_of_the_template(crm: Crm) -> None:
    key = zhang(crm)
    crm.activities.log(ActivityKind.CALL, key, at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    crm.followups.add(When(date(2026, 11, 25), time(14, 30), "UTC"), contact_id=key)
    english = (
        "张先生|张伟|伟|张|云帆|经理|上海|li|王芳|20 November 2026|25 November 2026 14:30|1 December|21 November 2026"
    )
    assert crm.messages.fill(key, "all").text == english
    assert crm.messages.fill(key, "alles").text.endswith(
        "王芳|2026年11月20日|2026年11月25日 14:30|12月1日|2026年11月21日"
    )
    company = crm.contacts.card(key).row.customer_id
    assert crm.messages.fill(company, "all").text.startswith("云帆|云帆|$given_name|$family_name|云帆|$role")


def test_what_is_not_known_is_told_and_goes_nowhere(crm: Crm) -> None:
    key = crm.contacts.add({"name": "Ann", "emails": ["a@x.cn"]}).ids[0]
    message = crm.messages.fill(key, "mail")
    assert (message.subject, message.text, message.missing) == ("For $company", "Thanks, Ann", ("company",))
    before = crm.history.list()
    with pytest.raises(BadInput, match="\\$company is not known of Ann: the message stays here"):
        crm.messages.log(message)
    with pytest.raises(BadInput, match="\\$company, \\$city are not known of Ann"):
        crm.messages.log(replace(message, text="$city", missing=("company", "city")))
    with pytest.raises(BadInput, match="there is nothing in the message"):
        crm.messages.log(replace(message, subject="x", text=" \n"))
    assert crm.history.list() == before
    crm.messages.log(replace(message, subject="For you"))
    assert crm.messages.fill(key, "mail", values={"company": "Acme"}).subject == "For Acme"
    with pytest.raises(UsageError, match="there is no placeholder “\\$compny”"):
        crm.messages.fill(key, "mail", values={"compny": "Acme"})


def test_where_the_card_says_no_city_it_is_that_of_the_company(crm: Crm) -> None:
    key = zhang(crm, city="")
    assert "city" in crm.messages.fill(key, "all").missing
    crm.contacts.edit(crm.contacts.card(key).row.customer_id, {"city": "杭州"})
    assert "|杭州|" in crm.messages.fill(key, "all").text
    crm.contacts.edit(key, {"city": "上海"})
    assert "|上海|" in crm.messages.fill(key, "all").text


def test_who_is_not_to_be_written_to_is_not(crm: Crm) -> None:
    alone = crm.contacts.add({"name": "Ann", "do_not_contact": True}).ids[0]
    withdrawn = crm.contacts.add({"name": "Bob", "consent": "withdrawn"}).ids[0]
    worker = zhang(crm)
    crm.contacts.edit(crm.contacts.card(worker).row.customer_id, {"do_not_contact": True})
    gone = crm.contacts.add({"name": "Cid"}).ids[0]
    crm.contacts.delete([gone])
    for key, kind, told in (
        (alone, BadInput, "Ann is not to be contacted"),
        (withdrawn, BadInput, "Bob has withdrawn the consent"),
        (worker, BadInput, "云帆 is not to be contacted"),
        (gone, NotFound, "is in the trash"),
    ):
        with pytest.raises(kind, match=told):
            crm.messages.fill(key, "all")
        with pytest.raises(kind, match=told):
            crm.messages.offered(key)


def test_it_goes_as_the_contact_likes_it_and_doubts_are_told(crm: Crm) -> None:
    key = zhang(crm, channel="微信", handles=[("wechat", "zw88")])
    assert crm.messages.fill(key, "all").reach.address == "zw88"
    assert crm.messages.fill(key, "all").warnings == ()
    by_mail = crm.messages.fill(key, "mail")
    assert (by_mail.reach.address, by_mail.subject) == ("z@x.cn", "For 云帆")
    assert by_mail.warnings == ("张伟 prefers: 微信",)
    assert crm.messages.fill(key, "mail", channel=Channel.MESSAGE).subject == ""
    nobody = crm.contacts.add({"name": "Ann", "channel": "phone"}).ids[0]
    assert crm.messages.fill(nobody, "mail").warnings == ("Ann has no e-mail address", "Ann prefers: phone")
    assert crm.messages.fill(nobody, "all", channel=Channel.MESSAGE).warnings[0] == "Ann has no account or phone for it"


def test_templates_that_fit_the_contact_are_offered_first(crm: Crm) -> None:
    german = crm.contacts.add({"name": "Anna", "emails": ["a@x.de"]}).ids[0]
    assert [each.name for each in crm.messages.offered(zhang(crm), "greeting")] == ["alles", "all", "mail"]
    assert [each.name for each in crm.messages.offered(german, "thanks")] == ["mail", "all", "alles"]


def test_it_is_logged_with_its_follow_up_in_one_operation(crm: Crm) -> None:
    key = zhang(crm, handles=[("wechat", "zw88")])
    due = When(date(2026, 11, 25), None, "UTC")
    done = crm.messages.log(crm.messages.fill(key, "mail"), next_step=due, next_note="ask again")
    assert done.what == "Logged an e-mail to 张伟 from template mail"
    entry, reminder = crm.activities.get(done.ids[0]), crm.followups.get(done.ids[1])
    assert (entry.kind, entry.direction, entry.channel, entry.subject) == ("email", "out", "", "For 云帆")
    assert (entry.text, reminder.due_on, reminder.text) == ("Thanks, 张伟", date(2026, 11, 25), "ask again")
    other = crm.messages.log(replace(crm.messages.fill(key, "alles", channel=Channel.MESSAGE), text="你好"))
    entry = crm.activities.get(other.ids[0])
    assert (entry.kind, entry.channel, entry.subject, entry.text) == ("message", "wechat", "alles", "你好")
    crm.history.undo()
    crm.history.undo()
    assert crm.activities.of_contact(key) == []
    assert crm.followups.find(contact_id=key) == []


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=list(PAYLOADS))
def test_no_name_is_more_than_a_name(open_crm: OpenCrm, text: str) -> None:
    name = clean_line(text[:200])
    if not name:
        return
    crm = open_crm("li")
    crm.templates.add(
        "t", occasion="greeting", text="Dear $name, ${salutation}! $$me", subject="$name", channel="email"
    )
    message = crm.messages.fill(crm.contacts.add({"name": name, "emails": ["a@x.cn"]}).ids[0], "t")
    assert message.text == f"Dear {name}, {name}! $me"
    assert (message.subject, message.missing) == (name, ())
    logged = crm.activities.get(crm.messages.log(message).ids[0])
    assert (logged.subject, logged.text) == (name, message.text)
