"""A filter over tickets finds just what a scan of all of them finds, and loses or doubles none."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.services.tickets.finding_oracle import Oracle, known
from tests.services.tickets.help_desk import CAUSES, PRODUCTS, SUBJECTS, HelpDesk
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import filter_sql
from tui_crm.errors import UsageError
from tui_crm.models.filters import Filter
from tui_crm.models.viewpoint import Viewpoint
from tui_crm.services.crm import Crm

ASKED = """
id:t3 | id:3,t5 | id:>=t40 | 编号:10..20 | number:t-1 | number:=CN-7 | number:cn | 工单号:=t-2
state:new,open | state:waiting | state:closed | 状态:已解决 | -state:open | state:any | kind:complaint | kind:投诉,咨询 | kind:incident state:any
priority:urgent,high | 优先级:紧急 | -priority:normal | owner:me | owner:zhao,anna | owner:none | owner:any | owner:team:support | owner:"team:二线",me
team:support | team:none | team:SUPPORT,二线 | contact:wang | contact:=李明 | contact:"jörg m" | customer:云帆 | customer:nordlicht | customer:=bo
subject:printer | subject:打印 | subject:="straße wrong" | subject:quoted | -subject:printer | text:"not print" | text:打印机 | text:"quiet" | text:"the printer" | text:said
channel:phone | channel:none | channel:微信 | product:printer | product:="printer x2" | product:none | cause:wrong | cause:none state:any | cause:软件 state:any
problem:any | problem:fan | problem:none | problem:gone | problem:固件 | opened:today | opened:<2d | opened:>10d | opened:2026-10 | opened:..2026-11-01
resolved:any | resolved:this-week | resolved:<30d | closed:any | closed:<20d | closed:none state:any | waiting:us | waiting:customer | waiting:none | waiting:any state:any
unanswered:>2h | unanswered:none | unanswered:<1d | clock:first | clock:resolution,next | clock:none | due:overdue | due:today | due:<2h | due:none | due:>6h | due:any | due:逾期,none
sla:breached | sla:ok | sla:at-risk | sla:paused | sla:none | sla:any | sla:超时 state:any | -sla:breached | sla:ok state:any
csat:<=2 | csat:5 | csat:none | csat:any | csat:2..4 | confirmed:yes | confirmed:no | confirmed:none | 客户确认:是
level:a | level:vip,B | level:none | stage:lead | stage:active | tag:vip | tag:none | tag:partner,vip | segment:"good ones" | -segment:"good ones" | segment:printers
in:trash | in:merged | in:any | in:list | -in:merged | in:trash,merged kind:complaint
printer | 打印机 | "not print" | printer quiet | t-1 | cn 7 | still | said | c++ | wrong -printer | printer or order | (printer or 太慢) kind:complaint | fire state:any
sort:id | sort:-id | sort:state,-opened | sort:-priority | sort:kind,-id | sort:owner | sort:-team,opened | sort:contact | sort:-customer | sort:product | sort:-cause state:any
sort:opened | sort:-resolved state:any | sort:closed state:any | sort:-unanswered | sort:due | sort:-due | sort:-csat | sort:csat in:any | sort:stage,-level | sort:level | printer sort:-opened
"""
TEXTS = [text.strip() for line in ASKED.strip().splitlines() for text in line.split(" | ")]


class Desk:
    """A filled database with the oracle that knows all its tickets."""

    def __init__(self, crm: Crm, tickets: list[int]) -> None:
        self.crm = crm
        self.finder = crm.tickets
        segments = {
            name: frozenset(crm.contacts.find(crm.contacts.parse(f'segment:"{name}"'))) for name in crm.segments.names()
        }
        self.oracle = Oracle(known(crm, tickets, segments), Viewpoint(crm.clock, crm.actor.login))

    def check(self, wanted: Filter) -> None:
        """Ask for a filter in every way and compare with the scan."""
        expected = self.oracle.found(wanted)
        assert list(self.finder.find(wanted)) == expected
        page = self.finder.first_page(wanted, 7)
        assert list(page.ids) == expected[:7]
        assert page.complete == (len(expected) <= 7)
        assert self.finder.count(wanted) == len(expected)


@pytest.fixture(scope="module")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    folder.chmod(0o700)
    path = Path(shutil.copy(template, folder / "crm.db"))
    with Crm.open(path, login="li", source=Source.CLI, clock=FixedClock(NOW)) as crm:
        made = HelpDesk(crm)
        made.open(60)
        yield Desk(crm, made.tickets)


@pytest.mark.parametrize("text", TEXTS)
def test_a_filter_finds_what_a_scan_finds(desk: Desk, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = desk.finder.parse(text)
    assert desk.finder.parse(desk.finder.text_of(wanted)) == wanted
    desk.check(wanted)
    monkeypatch.setattr(filter_sql, "FEW", 3)
    desk.check(wanted)


def test_the_examples_find_something_and_not_everything(desk: Desk) -> None:
    dull = {
        "in:any",
        "state:any",
        "in:list",
        "-in:merged",
        "waiting:any state:any",
        "stage:lead",
        "stage:active",
        "problem:gone",
    }
    everything = desk.finder.count(desk.finder.parse("in:any"))
    counts = {
        text: desk.finder.count(desk.finder.parse(text)) for text in TEXTS if text not in dull and "sort:" not in text
    }
    assert {text: count for text, count in counts.items() if not 0 < count < everything} == {}


PIECES = st.one_of(
    st.sampled_from([text for text in TEXTS if "sort:" not in text]),
    st.sampled_from([*SUBJECTS, *PRODUCTS, *CAUSES]).flatmap(
        lambda text: st.slices(len(text)).map(lambda part: f'"{text[part]}"')
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
    "id", "state", "kind", "priority", "owner", "team", "contact", "customer", "product", "cause", "opened", "resolved",
    "closed", "unanswered", "due", "csat", "stage", "level",
)  # fmt: skip
SORTS = st.lists(
    st.sampled_from(SORTABLE).flatmap(lambda name: st.sampled_from([name, f"-{name}"])),
    max_size=3,
    unique_by=lambda key: key.removeprefix("-"),
)


def check_any(desk: Desk, text: str, sorts: list[str]) -> None:
    wanted = desk.finder.parse(f"{text} sort:{','.join(sorts)}" if sorts else text)
    desk.check(wanted)


@settings(max_examples=40)
@given(NESTED, SORTS)
def test_any_filter_finds_what_a_scan_finds(desk: Desk, text: str, sorts: list[str]) -> None:
    check_any(desk, text, sorts)


@pytest.mark.torture
@settings(max_examples=3000)
@given(NESTED, SORTS)
def test_any_filter_finds_what_a_scan_finds_for_long(desk: Desk, text: str, sorts: list[str]) -> None:
    check_any(desk, text, sorts)


def test_what_tickets_can_be_sorted_by_is_told(desk: Desk) -> None:
    assert [name for name, _label in desk.finder.sortings()] == [
        name for name in desk.finder.vocabulary().names() if name in SORTABLE
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("状态：待受理，处理中 处理人:我", "state:new,open owner:me"),
        ("owner:ZHAO team:support", "owner:zhao team:Support"),
        ("owner:TEAM:support", "owner:team:Support"),
        ("id:3 due:超时 sla:预警", "id:t3 due:overdue sla:at-risk"),
        ("排序:-优先级", "sort:-priority"),
    ],
)
def test_a_filter_is_kept_in_canonical_words(desk: Desk, text: str, written: str) -> None:
    assert desk.finder.text_of(desk.finder.parse(text)) == written


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("sta", ["state:", "stage:"]),
        ("state:w", ["state:waiting"]),
        ("team:s", ["team:Support"]),
        ("owner:z", ["owner:zhao"]),
        ("due:o", ["due:overdue"]),
        ("sla:", ["sla:ok", "sla:at-risk", "sla:breached", "sla:paused", "sla:none", "sla:any"]),
        ("product:sca", []),
        ("product:x", ['product:"Printer X2"', 'product:"printer X1"']),
        ("problem:fan", ['problem:"Fan noise"']),
        ("segment:g", ['segment:"Good ones"']),
        ("排", ["排序:"]),
        ("sort:-pri", ["sort:-priority"]),
    ],
)
def test_words_are_completed(desk: Desk, text: str, offered: list[str]) -> None:
    assert desk.finder.completions(text, len(text)) == offered


def test_what_is_not_there_is_doubted_and_what_is_wrong_is_refused(desk: Desk) -> None:
    text = "owner:zhoa team:suport owner:team:x tag:wip"
    doubts = desk.finder.doubts(desk.finder.parse(text), text)
    assert [(doubt.message, doubt.hint, doubt.at) for doubt in doubts] == [
        ("there is no user “zhoa”", "did you mean “zhao”?", 6),
        ("there is no team “suport”", "did you mean “Support”?", 16),
        ("there is no team “x”", "", 34),
        ("there is no tag “wip”", "did you mean “vip”?", 40),
    ]
    for wrong in (
        "state:done",
        "id:c3",
        "segment:nobody",
        "csat:good",
        "due:soon",
        "sort:tag",
        "city:x",
        "sla:late..ok",
    ):
        with pytest.raises(UsageError):
            desk.finder.parse(wrong)


def test_words_find_tickets_to_go_to_at_once(desk: Desk) -> None:
    tickets = desk.finder
    assert [row.number for row in tickets.search("cn-7", 1)] == ["CN-7"]
    found = tickets.search("printer", 100)
    matching = set(tickets.find(tickets.parse("printer state:any")))
    assert {row.id for row in found} == matching
    assert [row.is_live for row in found] == sorted((row.is_live for row in found), reverse=True)
    assert len(tickets.search("printer", 3)) == 3
    assert tickets.search(" !!! ", 3) == tickets.search("nothingofthiskind", 3) == []


def test_contacts_know_how_many_tickets_are_open_and_what_they_last_answered(desk: Desk) -> None:
    people = desk.crm.contacts
    live = [
        each.row
        for each in desk.oracle.tickets
        if each.row.is_live and not each.row.deleted and not each.row.merged_into_id
    ]
    with desk.crm.database.read() as connection:
        answers = connection.exec_driver_sql(
            "SELECT contact_id, customer_id, value FROM score WHERE kind = 'csat' AND deleted_at IS NULL ORDER BY at, id"
        ).fetchall()
    open_: dict[int, int] = {}
    said: dict[int, int] = {}
    for who in people.find(Filter()):
        open_[who] = sum(who in {row.contact_id, row.customer_id} for row in live)
        mine = [value for asked, customer, value in answers if who in {asked, customer}]
        said.update((who, value) for value in mine[-1:])
    assert len(set(open_.values())) > 3
    expectations: dict[str, Callable[[int], bool]] = {
        "tickets:>0": lambda who: open_[who] > 0,
        "tickets:0": lambda who: open_[who] == 0,
        "tickets:<5": lambda who: open_[who] < 5,
        "tickets:2..6": lambda who: 2 <= open_[who] <= 6,
        "tickets:none": lambda who: open_[who] == 0,
        "tickets:any": lambda who: open_[who] > 0,
        "csat:>=3": lambda who: said.get(who, 0) >= 3,
        "csat:none": lambda who: who not in said,
        "csat:any": lambda who: who in said,
        "-csat:1,2": lambda who: said.get(who) not in {1, 2},
    }
    for text, holds in expectations.items():
        expected = {who for who in open_ if holds(who)}
        assert set(people.find(people.parse(text))) == expected, text
        assert people.count(people.parse(f"{text} tag:vip")) == len(
            expected & set(people.find(people.parse("tag:vip")))
        )
