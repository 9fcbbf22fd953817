"""What is promised for a ticket: the policy that fits it, stamped on it so that editing a policy does not rewrite the past."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_crm.db import sla_policies, tickets
from tui_crm.models.sla import Targets
from tui_crm.models.sla_policies import fitting

if TYPE_CHECKING:
    from sqlalchemy import Connection


def promised(connection: "Connection", values: Mapping[str, object]) -> dict[str, object]:
    """Return the columns of what is promised for a ticket with these values: priority, kind, customer_id."""
    level = tickets.level_of(connection, int(str(values["customer_id"])))
    policy = fitting(sla_policies.policies(connection), str(values["priority"]), str(values["kind"]), level)
    return target_columns(policy.targets if policy else Targets())


def target_columns(targets: Targets) -> dict[str, object]:
    """Return targets as the columns of a ticket, or of a policy."""
    return {
        "first_minutes": targets.first,
        "next_minutes": targets.next,
        "resolution_minutes": targets.resolution,
    }
