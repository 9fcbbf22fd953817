"""Statements about SLA policies."""

from sqlalchemy import Connection

from tui_crm.db import sql
from tui_crm.db.rows import number
from tui_crm.models.sla import Targets
from tui_crm.models.sla_policies import USUAL_POLICIES, Policy, Step, StepAction, Subject


def policies(connection: Connection) -> tuple[Policy, ...]:
    """Return the team's policies, the usual ones where it has none."""
    return own_policies(connection) or USUAL_POLICIES


def own_policies(connection: Connection) -> tuple[Policy, ...]:
    """Return the policies that the team has written down, those that say least first."""
    steps: dict[int, list[Step]] = {}
    query = "SELECT policy_id, percent, action, user_id, team_id FROM sla_step ORDER BY policy_id, position"
    for row in sql.rows(connection, query):
        step = Step(number(row.percent), StepAction(row.action), row.user_id, row.team_id)
        steps.setdefault(number(row.policy_id), []).append(step)
    query = """SELECT id, version, coalesce(priority, '') AS priority, coalesce(kind, '') AS kind,
        coalesce(level, '') AS level, first_minutes, next_minutes, resolution_minutes
        FROM sla_policy WHERE deleted_at IS NULL ORDER BY subject_key"""
    found = (
        Policy(
            row.priority, row.kind, row.level,
            Targets(row.first_minutes, row.next_minutes, row.resolution_minutes),
            tuple(steps.get(number(row.id), ())), number(row.id), number(row.version),
        )
        for row in sql.rows(connection, query)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda policy: policy.place))


def names(connection: Connection) -> dict[tuple[str, int], str]:
    """Return what users (by login) and teams are called, also those who have left: ``("user", 1): "li"``."""
    query = """SELECT 'user', id, login FROM "user" UNION ALL SELECT 'team', id, name FROM team"""
    return {(str(thing), number(key)): str(name) for thing, key, name in sql.rows(connection, query)}


def id_of(connection: Connection, subject: Subject) -> int | None:
    """Return the policy of a subject that the team has written down."""
    return next((own.id for own in own_policies(connection) if own.subject.key == subject.key), None)
