"""Which reports there are, by name: command line, screen, completion and docs are made from this table."""

from collections.abc import Mapping
from typing import Final

from tui_crm.models.report import ReportOf
from tui_crm.services.reports.activity import ACTIVITY
from tui_crm.services.reports.customers import CUSTOMERS
from tui_crm.services.reports.followups import FOLLOWUPS

REPORTS: Final[Mapping[str, ReportOf]] = {report.name: report for report in (ACTIVITY, FOLLOWUPS, CUSTOMERS)}
"""Every report."""
