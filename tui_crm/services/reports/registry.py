"""Which reports there are, by name: command line, screen, completion and docs are made from this table."""

from collections.abc import Mapping
from typing import Final

from tui_crm.models.report import ReportOf
from tui_crm.services.reports.activity import ACTIVITY
from tui_crm.services.reports.bottlenecks import BOTTLENECKS
from tui_crm.services.reports.customers import CUSTOMERS
from tui_crm.services.reports.followups import FOLLOWUPS
from tui_crm.services.reports.satisfaction import SATISFACTION
from tui_crm.services.reports.sla import SLA
from tui_crm.services.reports.tickets import TICKETS

REPORTS: Final[Mapping[str, ReportOf]] = {
    report.name: report for report in (ACTIVITY, FOLLOWUPS, CUSTOMERS, TICKETS, SLA, BOTTLENECKS, SATISFACTION)
}
"""Every report."""
