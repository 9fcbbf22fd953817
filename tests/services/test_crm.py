"""An open CRM hands out its services, closes its file, and lets no failure or log quote a customer."""

import logging
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW
from tests.services.write_examples import EXAMPLES
from tui_crm import log
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql
from tui_crm.errors import NotFound
from tui_crm.services.crm import Crm

CLOCK = FixedClock(NOW)


def test_a_file_is_made_or_not(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    with pytest.raises(NotFound):
        Crm.open(path, login="li", source=Source.CLI, clock=CLOCK, create=False)
    with Crm.open(path, login="li", source=Source.CLI, clock=CLOCK) as crm:
        assert crm.contacts.rows([1]) == []
        assert crm.clock is CLOCK
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["crm.db"]


def test_a_service_is_made_once(li: Crm) -> None:
    for name in {example.partition(".")[0] for example in EXAMPLES}:
        assert getattr(li, name) is getattr(li, name)


def test_every_write_says_who_and_from_where(tmp_path: Path) -> None:
    for source in (Source.CLI, Source.SCREEN):
        with Crm.open(tmp_path / "crm.db", login="li", source=source, clock=CLOCK) as crm:
            crm.contacts.add({"name": "Ann"})
            newest = crm.history.list(limit=1)[0]
            assert (newest.by, newest.source, newest.at) == ("li", source, NOW)


def test_a_defect_is_logged_without_a_word_of_a_customer(li: Crm, tmp_path: Path) -> None:
    file = tmp_path / "crm.log"
    log.open_log(file)
    try:
        with pytest.raises(IntegrityError) as raised, li.database.write(li.actor, "Broken") as writing:
            writing.create("contact", {"name": "Zebediah", "note": "limps", "kind": None})
        log.defect(raised.value)
        with pytest.raises(ValueError, match="Zebediah") as quoted:
            int("Zebediah")
        log.defect(quoted.value)
    finally:
        for handler in logging.getLogger("tui_crm").handlers:
            handler.close()
        logging.getLogger("tui_crm").handlers.clear()
    text = file.read_text(encoding="utf-8")
    assert "IntegrityError" in text
    assert "ValueError" in text
    assert "Zebediah" not in text + str(raised.value) + repr(raised.value)
    assert "limps" not in text + str(raised.value) + repr(raised.value)


def test_no_statement_is_written_with_its_values(li: Crm, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    li.contacts.add({"name": "Zebediah", "phones": ["136 9876 5432"]})
    with li.database.read() as connection:
        sql.rows(connection, "SELECT * FROM contact WHERE name = :name", name="Zebediah")
    assert "Zebediah" not in caplog.text
    assert "9876" not in caplog.text
