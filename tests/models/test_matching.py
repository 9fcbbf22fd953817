"""A search over an FTS5 index finds exactly the records that a scan by the definition finds."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import sqlcipher3.dbapi2
from hypothesis import given
from hypothesis import strategies as st

from tests.models.matching_oracle import scan_matches
from tui_crm.models.matching import BREAK, LONGEST_RUN, TAIL, fts_query, index_body, index_name, parse_terms
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.text import clean


@dataclass(frozen=True)
class Card:
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    person: bool = True


def card(*names: str, texts: Sequence[str] = (), phones: Sequence[str] = (), person: bool = True) -> Card:
    return Card(names, tuple(texts), tuple(parse_phone(number, "CN") for number in phones), person)


@pytest.fixture(params=[sqlite3, sqlcipher3.dbapi2], ids=["sqlite3", "sqlcipher3"])
def connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    connection = request.param.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(name, body, tokenize='ascii', prefix='1 2 3')")
    yield connection
    connection.close()


def fill(connection: Any, cards: Sequence[Card]) -> None:
    rows = [
        (at, index_name(card.names, person=card.person), index_body(card.texts, card.phones))
        for at, card in enumerate(cards)
    ]
    connection.execute("DELETE FROM search")
    connection.executemany("INSERT INTO search (rowid, name, body) VALUES (?, ?, ?)", rows)


def ask(connection: Any, query: str, column: str | None = None) -> list[int]:
    expression = fts_query(parse_terms(query), column)
    if not expression:
        return [row[0] for row in connection.execute("SELECT rowid FROM search ORDER BY rowid")]
    found = connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (expression,))
    return [row[0] for row in found]


def scan(query: str, cards: Sequence[Card]) -> list[int]:
    return [
        at
        for at, card in enumerate(cards)
        if scan_matches(query, card.names, person=card.person, texts=card.texts, phones=card.phones)
    ]


# ---- the definition, by examples

ZHANG = card("张伟", texts=["zhang@yunfan.cn", "price list, 报价单"], phones=["138 0013 8000"])
COMPANY = card("重慶銀行", texts=["西南"], phones=["021-62345678转12"], person=False)
ANNA = card("Anna Schmidt", "Zoë", texts=["Øresund Straße 12"], phones=["+49 30 1234567"])
SHAN = card("单田芳", phones=["8001"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [ZHANG, COMPANY, ANNA, SHAN]),
        ("!? 🎉", [ZHANG, COMPANY, ANNA, SHAN]),
        ("张", [ZHANG]),
        ("張偉", [ZHANG]),
        ("伟张", []),
        ("zh", [ZHANG]),
        ("zhangw", [ZHANG]),
        ("zhang wei", [ZHANG]),
        ('"zhang wei"', [ZHANG]),
        ("wei", []),
        ("zw", [ZHANG]),
        ("z w", [ZHANG]),
        ("zhang@yun", [ZHANG]),
        ("yunfan.cn", [ZHANG]),
        ("unfan", []),
        ("价单", [ZHANG]),
        ("list报价", [ZHANG]),
        ("cn price", [ZHANG]),
        ('"cn price"', []),
        ("8000", [ZHANG]),
        ("3800", []),
        ("000", []),
        ("13800138000", [ZHANG]),
        ("138-0013-80", [ZHANG]),
        ("+86 138 0013 8000", [ZHANG]),
        ("0086 13800138000", [ZHANG]),
        ("013800138000", [ZHANG]),
        ("１３８", [ZHANG]),
        ("02162345678", [COMPANY]),
        ("021 6234", [COMPANY]),
        ("62345678转12", [COMPANY]),
        ("5678", [COMPANY]),
        ("重庆银行", [COMPANY]),
        ("chongqingy", [COMPANY]),
        ("cqyh", [COMPANY]),
        ("zhongqing", []),
        ("ANNA sch", [ANNA]),
        ("anna zoe", [ANNA]),
        ('"anna zoe"', []),
        ("oresund strasse", [ANNA]),
        ("schmidt anna", [ANNA]),
        ("anna zhang", []),
        ("shantian", [SHAN]),
        ("dantian", []),
        ("8001", [SHAN]),
        ("NEAR 张", []),
        ("张*", [ZHANG]),
        ("^张 NOT", []),
        ("“张伟”", [ZHANG]),
    ],
)
def test_what_matches(connection: Any, query: str, expected: list[Card]) -> None:
    cards = [ZHANG, COMPANY, ANNA, SHAN]
    fill(connection, cards)
    assert [cards[at] for at in ask(connection, query)] == expected
    assert [cards[at] for at in scan(query, cards)] == expected


def test_a_column_restricts_the_search(connection: Any) -> None:
    fill(connection, [card("Anna"), card("Zoe", texts=["anna", "an na"])])
    assert ask(connection, "ann") == [0, 1]
    assert ask(connection, "an na", "name") == [0]
    assert ask(connection, "", "name") == [0, 1]


def test_only_latin_letters_or_digits_are_written_together(connection: Any) -> None:
    fill(connection, [card(texts=["together анна room12"])])
    assert ask(connection, "to gether") == [0]
    assert ask(connection, "ан на") == []
    assert ask(connection, "room 12") == []


def test_a_run_that_is_too_long_is_not_written_together(connection: Any) -> None:
    fill(connection, [card("一二三四五六"), card("一二三四五六七")])
    syllables = ["yi", "er", "san", "si", "wu", "liu", "qi"]
    assert len(syllables) == LONGEST_RUN + 1
    assert ask(connection, " ".join(syllables[:-1])) == [0, 1]
    assert ask(connection, " ".join(syllables)) == []


def test_a_very_long_text_is_a_search(connection: Any) -> None:
    fill(connection, [card("Anna")])
    assert ask(connection, " ".join(f"word{at}" for at in range(5000))) == []
    assert ask(connection, "a" * 100_000) == []
    assert ask(connection, "anna " * 5000) == [0]


# ---- what is indexed


def test_values_stand_apart() -> None:
    assert index_name(["张伟", "Ann-Zoë"], person=True) == f"张 伟 {BREAK} zhangwei {BREAK} zw {BREAK} ann zoe"
    assert index_body(["a@b.cn", "", "报价"], []) == f"a b cn {BREAK} 报 价"


def test_a_phone_is_indexed_as_typed_by_its_digits_and_backwards() -> None:
    assert index_body([], [parse_phone("021-62345678", "CN")]) == (
        f"021 62345678 {BREAK} 2162345678 {BREAK} 862162345678 {TAIL}876543261268"
    )
    assert index_body([], [parse_phone("8001", "CN")]) == f"8001 {TAIL}1008"
    assert index_body([], [parse_phone("call", "CN")]) == "call"


def test_the_marks_of_the_index_cannot_come_from_text(connection: Any) -> None:
    fill(connection, [card(f"张{BREAK}伟", texts=[f"{TAIL}0008"])])
    assert ask(connection, "张伟") == [0]
    assert ask(connection, "8000") == []


# ---- the index and the scan agree on everything

PIECES = (
    "张", "伟", "張偉", "李明", "重庆", "重慶", "銀行", "长沙", "單", "曾", "乐", "𠮷野", "zhang", "Wei", "li", "MING", "an", "na",
    "anna", "Zoë", "Ørsted", "straße", "Łódź", "o'brien", "naïve", "がギ", "ｶﾞ", "한국", "Анна", "a1", "3M", "x",
    "NEAR", "AND", "OR", "NOT", "12", "138", "0013", "8000", "00", "007", "2024", "１２", "١٢", "a@b.cn", "yunfan.cn",
    "zhangwei", "🎉", "👨‍👩‍👧", "*", '"', "^", "-", ":", "(", ")", "{", "\\", "'", "\ue000", "\ue001", "\u200d", "“",
)  # fmt: skip
JOINTS = ("", "", "", " ", " ", "-", "@", ".", "　", "\n", "，")
NUMBERS = (
    "13800138000", "138 0013 8000", "+86 138-0013-8000", "021-62345678", "(021)62345678转12", "+49 30 1234567",
    "+1 (202) 555-0143", "8001", "10086", "前台 8001", "00 44 20 7946 0958", "０１０ ６２３４５６７８",
)  # fmt: skip


def some_text(rng: random.Random, most: int = 4) -> str:
    return "".join(rng.choice(PIECES) + rng.choice(JOINTS) for _ in range(rng.randint(1, most)))


def some_card(rng: random.Random) -> Card:
    names = [clean(some_text(rng, 3)) for _ in range(rng.randint(1, 2))]
    texts = [clean(some_text(rng)) for _ in range(rng.randint(0, 3))]
    return card(*names, texts=texts, phones=rng.sample(NUMBERS, rng.randint(0, 2)), person=rng.random() < 0.7)


def some_query(rng: random.Random, cards: Sequence[Card]) -> str:
    """Return a piece of some card's text, spelling or phone, cut, respaced and joined with another at random."""
    chosen = rng.choice(cards)
    source = rng.choice(
        [
            *chosen.names,
            *chosen.texts,
            *(number.number for number in chosen.phones),
            *(number.e164 or "" for number in chosen.phones),
            index_name(chosen.names, person=chosen.person),
            some_text(rng),
        ]
    )
    begin = rng.randint(0, len(source))
    piece = source[begin : begin + rng.randint(1, 12)]
    if rng.random() < 0.3:
        piece = "".join(character + rng.choice(["", "", " ", "-"]) for character in piece)
    if rng.random() < 0.2:
        piece = f'"{piece}"'
    return piece if rng.random() < 0.6 else piece + rng.choice([" ", ""]) + some_text(rng, 2)


@pytest.mark.parametrize("seed", range(8))
def test_the_index_finds_what_a_scan_finds(connection: Any, seed: int) -> None:
    rng = random.Random(seed)
    cards = [some_card(rng) for _ in range(60)]
    names_only = [Card(card.names, person=card.person) for card in cards]
    fill(connection, cards)
    hits = 0
    for _ in range(300):
        query = some_query(rng, cards)
        expected = scan(query, cards)
        assert ask(connection, query) == expected, query
        assert ask(connection, query, "name") == scan(query, names_only), query
        hits += 0 < len(expected) < len(cards)
    assert hits > 75


texts = st.lists(st.sampled_from(PIECES + JOINTS), max_size=6).map("".join)


@given(
    cards=st.lists(st.builds(card, texts.map(clean), texts=st.lists(texts.map(clean), max_size=2)), max_size=4),
    query=texts,
)
def test_the_index_finds_what_a_scan_finds_in_anything(cards: list[Card], query: str) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(name, body, tokenize='ascii', prefix='1 2 3')")
        fill(connection, cards)
        assert ask(connection, query) == scan(query, cards)
    finally:
        connection.close()


@given(query=st.text())
def test_any_text_is_a_search(query: str) -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(name, body, tokenize='ascii')")
        ask(connection, query)
    finally:
        connection.close()
