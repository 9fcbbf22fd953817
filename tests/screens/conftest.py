"""Databases for the screens."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.screens.people import fill


@pytest.fixture
def people(crm_file: Path, open_crm: OpenCrm) -> Path:
    """Return a database with the people of ``tests.screens.people``."""
    fill(open_crm("li"))
    return crm_file
