"""A filter finds just what a scan of all cards finds, and its first page is the beginning of that."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import event

from tests.conftest import NOW
from tests.services.finding_business import CITIES, COMPANIES, NAMES, Business
from tests.services.finding_oracle import Oracle
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import cancelling, filter_sql, first_page, rows
from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite.driver import best, standard
from tui_crm.models.codes import Kind
from tui_crm.models.filtering.parsing import DEEPEST, MOST
from tui_crm.models.filters import Filter, SortKey
from tui_crm.services.crm import Crm
from tui_crm.services.finding import Cancelled, Finder

ASKED = """
id:c3 | id:3,c5 | id:>=c200 | id:<4 | id:10..20 | id:..5 | -id:>3
kind:company | kind:any | -kind:人 | kind:person,company
name:zhang | name:zhangwei | name:zw | name:"张 伟" | name:伟张 | name:=张伟 | name:="li ming" | name:=单氏贸易 | name:单 | name:andy | name:dr | name:"or"
company:云帆 | company:=云帆科技 | company:=单氏贸易 | company:none | company:any | company:sons | company:"wang & sons" | company:chongqing | -company:z
role:buyer | role:经理 | role:=buyer | role:none | role:any | role:"head of"
email:anna | email:=info9@gmail.com | email:none | -email:any | email:LI.ming | email:GROß | email:gross | domain:yunfan | domain:=yunfan.cn | domain:mail
phone:138 | phone:13800138007 | phone:8007 | phone:+8613 | phone:021 | phone:none | phone:any | phone:="138 0013 8007" | phone:+49170
phone:0049170 | phone:5 | phone:007 | phone:0086138 | phone:＋8613
handle:lm | wechat:lm1 | qq:zw | wechat:none | qq:any | handle:none | -wechat:x
city:上海 | city:=上海 | city:york | city:"new york" | city:=york | city:sao | city:none | city:any | city:海 | -city:hamburg
region:浙 | region:ny | region:none | country:china | country:中 | country:any | -country:china
tag:vip | tag:vip,none | tag:none | tag:any | tag:"none" | -tag:vip | tag:"重要 客户" | tag:NEWSLETTER
owner:me | owner:wang | owner:none | owner:any | -owner:me | owner:anna,bob | owner:"Anna Example"
customer:yes | customer:no stage:active | -客户:是 | stage:active | stage:lead,churned | stage:休眠 | -stage:lead
level:A | level:a,a+ | level:none | level:any | -level:vip
source:fair | source:=fair | source:上海 | source:2026 | source:none | source:any | -source:web
channel:phone | channel:=phone | channel:none | consent:given | consent:none | consent:withdrawn,none | dnc:yes | dnc:no | dnc:是
gender:female | gender:none | gender:男,other | -gender:any | industry:retail | industry:=retail | industry:食 | industry:none
website:yunfan | website:any | website:shop | needs:tea | needs:none | note:coffee | note:"demo coffee" | note:价 | note:any | note:strasse
birthday:today | birthday:this-month | birthday:today..+7d | birthday:none | birthday:any | birthday:2027-02 | birthday:..today
birthday:2026-12-01,2026-11-25
created:today | created:2026 | created:<1d | created:>1d | created:2025.. | created:..2025 | created:yesterday..tomorrow
last_activity:>30d | last_activity:>=30d | last_activity:<30d | last_activity:<=30d | last_activity:none | last_activity:>29d,none
last_activity:1d..30d | last_activity:today | last_activity:last-month | last_activity:any | last_activity:<12h | last_activity:30d..
next:overdue | next:today | next:tomorrow | next:none | next:any | next:<7d | next:<=7d | next:>7d | next:today..+7d | next:overdue,none
next:>=2026-12 | next:..yesterday | next:"2026-11-21 9:00" | next:逾期 | next:on-purpose | -next:暂不跟进 | next:on-purpose,today
touch_by:<today | touch_by:today..+7d | touch_by:none | touch_by:any | touch_by:>2w | touch_by:2026-12 | -touch_by:..yesterday
cadence:overdue | cadence:逾期,none | cadence:30 | cadence:<30 | cadence:14..20 | cadence:any | -cadence:overdue tag:vip
in:trash | in:any | in:list | -in:trash | in:trash tag:vip | in:any kind:company | in:trash zhang
x.budget:>=100 | x.budget:99.5 | x.budget:..100 | x.budget:0..500 | x.budget:none | x.budget:1,000 | x.size:S | x.size:"very large"
x.size:l,none | x.since:2026-11 | x.since:<30d | x.since:>2026-11-01 | x.since:any | x.since:2026-11-21 | x.since:..2026-11-21 | -x.since:<=2026-11-01 | x.fit:yes | x.fit:否 | x.fit:none
x.project:red | x.project:=red | x.project:蓝 | x.project:any
zhang | zhang wei | 张伟 | 伟张 | "zhang wei" | zw | oyx | shanxiongxin | li | li ming | "li ming" | a | anna vip | 8007 | 13800138007
138 0013 | +49 170 | yunfan.cn | li.ming | tea | 上海 云帆 | "head of sales" | 3 f | a b c d e f g zhang | lijohn | !!! | zhang -伟 | example | "or" | jorg
zhang stage:active | a -tag:vip owner:me | zhang or tag:vip | (zhang or wang) city:any | -(zhang or wang) | not not zhang | -zhang -li
zhang or li -wei or "none" | (stage:active or tag:vip) (city:上海 or city:none) | -(stage:lead -tag:vip) | ((a or b) c) or d
sort:name | sort:-name | sort:stage | sort:-stage | sort:company | sort:-company,-name | sort:owner | sort:-level | sort:city | sort:-city | sort:city,-id
sort:touch_by | sort:-touch_by,name | cadence:any sort:-touch_by | sort:-last_activity | sort:next | sort:created | sort:-id | sort:source | sort:kind,-created | sort:birthday | sort:x.budget
sort:-x.size,stage | sort:x.rare | sort:-x.rare,-id | tag:any sort:x.rare | sort:-x.since | zhang sort:-last_activity | tag:vip sort:-next,level | in:trash sort:-name | sort:stage,-last_activity
"""
TEXTS = [text.strip() for line in ASKED.strip().splitlines() for text in line.split(" | ")]


class Shop:
    """A filled database with the oracle that knows all its cards."""

    def __init__(self, crm: Crm, contacts: Sequence[int]) -> None:
        self.crm = crm
        self.finder: Finder = crm.contacts
        with crm.database.read() as connection:
            records = rows.load(connection, "contact", contacts)
        roles = {
            key: [str(tie[2]) for tie in as_tuples(record["relations"]) if tie[2]] for key, record in records.items()
        }
        self.oracle = Oracle(crm.contacts.cards(contacts), roles, crm.clock, crm.actor.login)

    def check(self, wanted: Filter, kinds: Sequence[Kind] | None = None) -> None:
        """Ask for a filter in every way and compare with the scan."""
        expected = self.oracle.found(wanted, kinds or ())
        found = self.finder.find(wanted, kinds=kinds)
        page = self.finder.first_page(wanted, 60, kinds=kinds)
        ranked = wanted.words is not None and not wanted.sort
        best_hits = list(self.finder.first_page(wanted, kinds=kinds).ids) if ranked else []
        assert list(found) == best_hits + [key for key in expected if key not in set(best_hits)]
        assert sorted(found) == sorted(expected)
        assert list(page.ids) == list(found[: len(page.ids)])
        assert len(page.ids) == len(found) if page.complete else len(page.ids) <= 60
        assert self.finder.count(wanted, kinds) == len(found)


@contextmanager
def as_if_few_were_many() -> Iterator[None]:
    """Look at so few contacts that a few hundred are found by the ways made for a million."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filter_sql, "FEW", 12)
        patch.setattr(first_page, "NEAR", 15)
        patch.setattr(first_page, "HEAD", 12)
        patch.setattr(first_page, "_HITS", 15)
        patch.setattr(first_page, "_RANKED", 5)
        yield


@pytest.fixture(scope="module", params=[best, standard], ids=["best", "standard"])
def shop(request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    folder.chmod(0o700)
    path = Path(shutil.copy(template, folder / "crm.db"))
    with Crm.open(path, login="li", source=Source.CLI, clock=FixedClock(NOW), driver=request.param()) as crm:
        business = Business(crm)
        business.open(180)
        yield Shop(crm, business.contacts)


@pytest.mark.parametrize("text", TEXTS)
def test_a_filter_finds_what_a_scan_finds(shop: Shop, text: str) -> None:
    wanted = shop.finder.parse(text)
    shop.check(wanted)
    with as_if_few_were_many():
        shop.check(wanted)


def test_the_examples_find_something_and_not_everything(shop: Shop) -> None:
    everybody = shop.finder.count(Filter())
    dull = {
        "kind:any",
        "in:list",
        "-in:trash",
        "created:today",
        "created:2026",
        "created:<1d",
        "in:any",
        "not not zhang",
    }
    counts = {
        text: shop.finder.count(shop.finder.parse(text)) for text in TEXTS if text not in dull and "sort:" not in text
    }
    fine = [text for text, count in counts.items() if 0 < count < everybody]
    assert len(fine) > 0.9 * len(counts), [text for text in counts if text not in fine]


PIECES = st.one_of(
    st.sampled_from([text for text in TEXTS if "sort:" not in text]),
    st.sampled_from([*NAMES, *COMPANIES, *CITIES]).flatmap(
        lambda name: st.slices(len(name)).map(lambda part: f'"{name[part]}"')
    ),
)
NESTED = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) ({two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"-({one})"),
    ),
    max_leaves=4,
)
SORTABLE = (
    "id", "kind", "name", "company", "city", "owner", "stage", "level", "source", "birthday", "created", "last_activity",
    "next", "touch_by", "x.budget", "x.size", "x.since", "x.rare",
)  # fmt: skip
SORTS = st.lists(
    st.sampled_from(SORTABLE).flatmap(lambda name: st.sampled_from([name, f"-{name}"])),
    max_size=3,
    unique_by=lambda key: key.removeprefix("-"),
)
KINDS = st.sampled_from([None, (Kind.PERSON,), (Kind.COMPANY,), (Kind.PERSON, Kind.COMPANY)])


@given(NESTED, SORTS, KINDS)
@example("zhang (tag:vip)", [], (Kind.COMPANY,))
def test_any_filter_finds_what_a_scan_finds(
    shop: Shop, text: str, sorts: list[str], kinds: tuple[Kind, ...] | None
) -> None:
    order = f" sort:{','.join(sorts)}" if sorts else ""
    wanted = shop.finder.parse(text + order)
    shop.check(wanted, kinds)
    with as_if_few_were_many():
        shop.check(wanted, kinds)


@given(st.sampled_from([*NAMES, *COMPANIES]), st.data())
def test_a_name_is_found_at_every_keystroke(shop: Shop, name: str, data: st.DataObject) -> None:
    typed = name[: data.draw(st.integers(1, len(name)))].replace('"', " ")
    wanted = shop.finder.parse(f'"{typed}" kind:any')
    assert set(shop.finder.find(wanted)) == set(shop.oracle.found(wanted))
    named = [card.row.id for card in shop.oracle.cards if card.row.name == name and not card.row.deleted]
    if wanted.words:
        assert set(named) <= set(shop.finder.find(wanted))


def test_the_beginning_of_a_name_comes_before_its_middle_and_names_before_the_rest(li: Crm) -> None:
    hits = (
        ("Zoe Wang", ""),
        ("Bo Wang", ""),
        ("Bob", "asks for Wang"),
        ("Ann", "knows Wang"),
        ("Wang Wu", ""),
        ("王五", ""),
    )
    for name, note in (*hits, ("Wang", ""), ("Adam Li", "")):
        li.contacts.add({"name": name, "note": note})
    found = li.contacts.find(li.contacts.parse("wang"))
    names = [row.name for row in li.contacts.rows(found)]
    assert names == ["Wang", "Wang Wu", "王五", "Bo Wang", "Zoe Wang", "Ann", "Bob"]


def test_cards_of_other_kinds_show_when_the_filter_asks_for_them(shop: Shop) -> None:
    people = shop.finder.find(Filter(), kinds=[Kind.PERSON])
    companies = shop.finder.find(Filter(), kinds=[Kind.COMPANY])
    everybody = shop.finder.find(shop.finder.parse("kind:any"), kinds=[Kind.PERSON])
    assert len(people) + len(companies) == len(everybody) == len(set(everybody))
    assert list(shop.finder.find(shop.finder.parse("kind:company"), kinds=[Kind.PERSON])) == list(companies)


def test_contacts_without_a_key_fill_the_page_behind_those_with_one(shop: Shop) -> None:
    with as_if_few_were_many():
        page = shop.finder.first_page(shop.finder.parse("sort:-x.rare"))
    valued = shop.finder.find(shop.finder.parse("x.rare:any sort:-x.rare"))
    assert list(page.ids[: len(valued)]) == list(valued)
    assert len(page.ids) > len(valued) > 1
    assert not page.complete


@pytest.mark.parametrize(
    "text",
    [
        "-(tag:vip (" * (DEEPEST // 2) + "li" + ") or note:tea)" * (DEEPEST // 2),
        "-(tag:vip or " * DEEPEST + "role:buyer" + ")" * DEEPEST,
        "(-company:z (stage:lead or " * (DEEPEST // 2) + "city:none" + "))" * (DEEPEST // 2),
        "-(name:a phone:1 x.project:red -" * DEEPEST + "birthday:today" + ")" * DEEPEST,
        f"phone:{','.join(str(number) for number in range(1000, 1000 + MOST))}",
        " or ".join(f"note:{number}" for number in range(MOST // 2)),
        " ".join(f"-company:{number}" for number in range(MOST // 2)),
        " or ".join(f"w{number}" for number in range(MOST)),
        " ".join(f"w{number}" for number in range(200)),
        f"birthday:{','.join(f'2026-{month:02}' for month in range(1, 13))}",
        f"x.project:{'木' * 5000}",
        f'"{"木" * 5000}"',
    ],
    ids=range(12),
)
def test_the_deepest_and_the_longest_filters_can_be_asked(shop: Shop, text: str) -> None:
    shop.check(shop.finder.parse(text))


def test_a_result_is_a_sequence_of_ids(shop: Shop) -> None:
    found = shop.finder.find(Filter(sort=(SortKey("id"),)))
    assert found.ids.typecode == "q"
    assert list(found) == sorted(found)
    assert list(found[2:5]) == [found[2], found[3], found[4]]
    assert found[-1] == max(found)
    assert found.index(found[7]) == 7
    assert found[7] in found
    assert -1 not in found


@pytest.mark.parametrize("text", ["", "zhang", "stage:active", "sort:stage", "zhang tag:vip"])
def test_who_no_longer_wants_the_answer_gets_none(shop: Shop, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancelling, "_STEPS", 50)
    wanted = shop.finder.parse(text)
    for ask in (shop.finder.find, shop.finder.first_page, shop.finder.count):
        with pytest.raises(Cancelled):
            ask(wanted, cancelled=lambda: True)
    assert list(shop.finder.find(wanted, cancelled=lambda: False)) == list(shop.finder.find(wanted))


def test_being_cancelled_is_asked_about_again_and_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancelling, "_STEPS", 50)
    answers = iter([False] * 5)
    with pytest.raises(Cancelled):
        shop.finder.find(shop.finder.parse("sort:owner"), cancelled=lambda: next(answers, True))


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", 2),
        ("stage:active", 2),
        ("zhang", 6),
        ("zhang tag:vip", 6),
        ("in:trash zhang", 4),
        ("sort:-last_activity", 2),
        ("tag:vip owner:me", 3),
    ],
)
def test_a_first_page_takes_a_few_statements(shop: Shop, text: str, statements: int) -> None:
    wanted = shop.finder.parse(text)
    executed: list[str] = []
    engine = shop.crm.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: executed.append(args[2]))
    shop.finder.first_page(wanted)
    assert len([statement for statement in executed if statement != "BEGIN"]) == statements, executed
