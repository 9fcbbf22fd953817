"""The page of all reports."""

import pytest

from tests.conftest import CHECKOUT
from tests.docs.reports_page import PAGES, page


@pytest.mark.parametrize("language", list(PAGES))
def test_it_is_current(language: str) -> None:
    stored = (CHECKOUT / PAGES[language]).read_text(encoding="utf-8")
    assert stored == page(language), "python -m tests.docs.reports_page --write"
