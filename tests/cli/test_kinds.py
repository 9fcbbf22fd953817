"""Each kind of value as JSON, in a spreadsheet's cells and for people."""

from datetime import UTC, date, datetime, timedelta, timezone
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tui_crm import i18n
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import (
    Date,
    Fields,
    Flag,
    Id,
    Instant,
    Json,
    Kind,
    Mark,
    Moment,
    Nested,
    Number,
    Records,
    Text,
    Texts,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
LABELS = {"active": "active customer"}
LINES: tuple[Column[Any], ...] = (
    Column("value", "value"),
    Column("label", "label"),
    Column("secret", "secret", value=lambda item: item.get("secret"), in_table=False),
)


@pytest.mark.parametrize(
    ("kind", "value", "json", "cells", "shown"),
    [
        (Text(), "张伟", "张伟", ("张伟",), "张伟"),
        (Text(LABELS), "active", "active", ("active",), "active customer"),
        (Text(LABELS), "unheard-of", "unheard-of", ("unheard-of",), "unheard-of"),
        (Id("contact"), 42, "c42", ("c42",), "c42"),
        (Id("operation"), 7, "op7", ("op7",), "op7"),
        (
            Instant(),
            datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
            "2026-11-21T09:30:00Z",
            ("2026-11-21T09:30:00Z",),
            "2026-11-21 17:30",
        ),
        (
            Instant(),
            datetime(2026, 1, 1, 1, 2, 3, 456, tzinfo=timezone(timedelta(hours=2))),
            "2025-12-31T23:02:03Z",
            ("2025-12-31T23:02:03Z",),
            "2026-01-01 07:02",
        ),
        (Date(), date(2026, 11, 21), "2026-11-21", ("2026-11-21",), "2026-11-21"),
        (Moment(), date(2026, 11, 21), "2026-11-21", ("2026-11-21",), "2026-11-21"),
        (
            Moment(),
            datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
            "2026-11-21T09:30:00Z",
            ("2026-11-21T09:30:00Z",),
            "2026-11-21 17:30",
        ),
        (Number(), 1200, 1200, ("1200",), "1200"),
        (Number(), 0.41, 0.41, ("0.41",), "0.41"),
        (Flag(), True, True, ("true",), "yes"),
        (Flag(), False, False, ("false",), "no"),
        (Mark(), True, True, ("true",), "yes"),
        (Mark(), False, False, ("false",), ""),
        (Texts(LABELS), ("active", "vip"), ["active", "vip"], ("active; vip",), "active customer, vip"),
        (Texts(), (), [], ("",), ""),
        (
            Records(LINES),
            ({"value": "a@x.de", "label": "work", "secret": "1"}, {"value": "b@x.de", "label": "", "secret": "2"}),
            [
                {"value": "a@x.de", "label": "work", "secret": "1"},
                {"value": "b@x.de", "label": "", "secret": "2"},
            ],
            ("a@x.de; b@x.de",),
            "a@x.de · work\nb@x.de",
        ),
        (
            Records(LINES, in_cell=("value", "label")),
            ({"value": "lm88", "label": "wechat"}, {"value": "12345", "label": "qq"}),
            [{"value": "lm88", "label": "wechat", "secret": None}, {"value": "12345", "label": "qq", "secret": None}],
            ("lm88=wechat; 12345=qq",),
            "lm88 · wechat\n12345 · qq",
        ),
        (
            Records(LINES[:1], most=2),
            ({"value": "a"}, {"value": "b"}, {"value": "c"}, {"value": "d"}),
            [{"value": "a"}, {"value": "b"}, {"value": "c"}, {"value": "d"}],
            ("a; b; c; d",),
            "a\nb\n… and 2 more",
        ),
        (
            Nested(LINES),
            {"value": "a@x.de", "label": "", "secret": "1"},
            {"value": "a@x.de", "label": "", "secret": "1"},
            ("a@x.de", "", "1"),
            "a@x.de",
        ),
        (
            Fields(),
            {"sector": "trade", "seats": 3},
            {"sector": "trade", "seats": 3},
            ("sector=trade; seats=3",),
            "sector: trade, seats: 3",
        ),
    ],
)
def test_each_kind_has_three_faces(
    kind: Kind[Any], value: object, json: Json, cells: tuple[str, ...], shown: str
) -> None:
    assert kind.json(value) == json
    assert kind.cells(value) == cells
    assert kind.shown(value, SHANGHAI) == shown


def test_a_nested_record_has_a_header_a_column() -> None:
    assert Nested(LINES[:2]).headers("next") == ("next_value", "next_label")
    deep: tuple[Column[Any], ...] = (Column("next", "next", Nested(LINES[:2])),)
    assert Nested(deep).headers("best") == ("best_next_value", "best_next_label")
    assert Number().headers("value") == ("value",)


def test_labels_and_yes_are_translated_when_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_translations", Upper())
    assert Flag().shown(True, SHANGHAI) == "YES"
    assert Text(LABELS).shown("active", SHANGHAI) == "ACTIVE CUSTOMER"
    assert Text(LABELS).json("active") == "active"


class Upper(NullTranslations):
    """A language that shouts."""

    def gettext(self, message: str) -> str:
        return message.upper()
