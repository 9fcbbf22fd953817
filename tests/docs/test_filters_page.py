"""The page of all fields of filters."""

from collections.abc import Mapping

import pytest

from tests.conftest import CHECKOUT
from tests.docs.filters_page import PAGES, page
from tui_crm.db.contact_fields import CONTACT_FIELDS
from tui_crm.db.filter_fields import Field
from tui_crm.db.ticket_fields import TICKET_FIELDS
from tui_crm.services.crm import Crm


@pytest.mark.parametrize("language", list(PAGES))
def test_it_is_current(language: str) -> None:
    stored = (CHECKOUT / PAGES[language]).read_text(encoding="utf-8")
    assert stored == page(language), "python -m tests.docs.filters_page --write"


@pytest.mark.parametrize(("fields", "finder"), [(CONTACT_FIELDS, "contacts"), (TICKET_FIELDS, "tickets")])
def test_its_examples_can_be_asked(li: Crm, fields: Mapping[str, Field], finder: str) -> None:
    li.segments.add("VIPs", "tag:vip")
    asked = {"contacts": li.contacts, "tickets": li.tickets}[finder]
    for field in fields.values():
        assert asked.count(asked.parse(field.example)) == 0
