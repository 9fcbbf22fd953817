"""The page to share: whole, well-formed, in the reader's language, loading nothing, and deaf to what it is told."""

from datetime import timedelta
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.payloads import PAYLOADS
from tui_crm import i18n
from tui_crm.display import safe
from tui_crm.models.codes import ActivityKind, Stage
from tui_crm.models.journey import Asked
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

VOID = {"meta", "br", "link", "img", "input", "hr"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "p", "ol", "li", "div", "span"),
    *("section", "time", "b", "br", "del", "ins", "footer"),
}


class Reader(HTMLParser):
    """Keeps the elements, their classes and the text of a page, and sees that what is opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text += data

    def classes(self, tag: str) -> list[str]:
        return [str(attributes.get("class")) for name, attributes in self.tags if name == tag]


def page(crm: Crm, contact_id: int, asked: Asked | None = None) -> str:
    stream = StringIO()
    crm.journey.share(contact_id, stream, asked or Asked())
    return stream.getvalue()


@pytest.fixture
def story(li: Crm) -> int:
    """Write a story with a bit of everything; returns whose it is."""
    key = li.contacts.add({"name": "Ann", "company": "Acme", "role": "CEO", "birthday": "1990-12-01"}).ids[0]
    firm = li.contacts.meant("Acme")
    for days, feeling in ((1, 2), (2, 0), (60, -1)):
        at = NOW - timedelta(days=days)
        said: dict[str, Any] = {
            "minutes": 6,
            "text": f"line {days}\nsecond line",
            "objection": "price",
            "outcome": "reached",
        }
        li.activities.log(ActivityKind.CALL, key, at=at, feeling=feeling, **said)
    li.contacts.set_stage([firm], Stage.ACTIVE, why="second order")
    li.contacts.edit(key, {"level": "A", "note": "tall"})
    li.followups.add(When((NOW + timedelta(days=2)).date(), None, "UTC"), contact_id=key, text="send it")
    return key


def test_the_whole_story_stands_on_the_page(li: Crm, story: int) -> None:
    read = Reader(page(li, story))
    assert read.open == []
    assert {tag for tag, _attributes in read.tags} <= ALLOWED
    for words in ("Ann", "CEO · Acme", "send it", "birthday", "line 1\nsecond line", "objection: price", "feeling +2"):
        assert words in read.text
    assert "— 58 days of silence —" in read.text
    assert read.classes("section") == ["band ahead", "band active", "band lead"]
    assert read.text.index("send it") < read.text.index("now ") < read.text.index("line 1")
    assert "good" in read.classes("span")
    assert "bad" in read.classes("span")
    assert ("html", {"lang": "en"}) in read.tags


def test_it_loads_nothing_and_runs_nothing(li: Crm, story: int) -> None:
    written = page(li, story)
    read = Reader(written)
    assert not [name for _tag, attributes in read.tags for name in attributes if name in {"src", "href", "style"}]
    assert "url(" not in written
    assert "@import" not in written
    policy = next(attributes for tag, attributes in read.tags if attributes.get("http-equiv"))
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_speaks_chinese(li: Crm, story: int) -> None:
    i18n.set_language("zh_CN")
    read = Reader(page(li, story))
    assert ("html", {"lang": "zh-CN"}) in read.tags
    assert "58 天" in read.text
    assert "silence" not in read.text


def test_what_was_asked_for_and_an_empty_story(li: Crm, story: int) -> None:
    read = Reader(page(li, story, Asked(kinds=["call"], limit=2)))
    assert ("line 2" in read.text, "line 60" in read.text, "send it" in read.text) == (True, False, False)
    nothing = Reader(page(li, story, Asked(search="nobody said this")))
    assert "Nothing has happened yet." in nothing.text


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_gets_through(li: Crm, story: int, name: str) -> None:
    text = PAYLOADS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:500]
    with li.database.maintain() as connection:
        for table, column in (
            ("contact", "name"), ("activity", "text"), ("activity", "subject"), ("activity", "objection"),
            ("activity", "outcome"), ("reminder", "text"), ("stage_transition", "why"), ('"user"', "login"),
        ):  # fmt: skip
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = ?", (text,))
    read = Reader(page(li, story))
    assert read.open == []
    assert {tag for tag, _attributes in read.tags} <= ALLOWED
    assert {name for _tag, attributes in read.tags for name in attributes} <= {
        *("lang", "charset", "http-equiv", "content", "name", "class", "datetime"),
    }
    assert safe(text.split("\n")[0]) in read.text
    assert not [character for character in read.text if character < " " and character != "\n"]


def test_the_page_takes_the_place_of_a_file_whole(li: Crm, story: int, tmp_path: Path) -> None:
    target = tmp_path / "ann.html"
    report = li.journey.share(story, target)
    assert (report.file, target.read_text(encoding="utf-8").count("</html>")) == (target, 1)
    assert target.stat().st_mode & 0o777 == 0o600
