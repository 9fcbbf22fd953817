"""What a shell offers for values that live in the database: tags, users, fields, and filters.

Each looks into a database that is there and never makes one; where it cannot be read, nothing is offered.
"""

from typing import TYPE_CHECKING

from tui_crm.cli.commands import Context
from tui_crm.errors import CrmError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_crm.services.crm import Crm


def tags(ctx: Context) -> list[str]:
    """Return the tags there are."""
    return _looked_up(ctx, lambda crm: (tag.name for tag in crm.tags.all()))


def users(ctx: Context) -> list[str]:
    """Return the logins of everybody who works here."""
    return _looked_up(ctx, lambda crm: crm.users.logins())


def custom_fields(ctx: Context) -> list[str]:
    """Return the custom fields as ``--set`` takes them: ``x.budget=``."""
    return _looked_up(ctx, lambda crm: (f"x.{field.name}=" for field in crm.custom_fields.all()))


def field_names(ctx: Context) -> list[str]:
    """Return the names of the custom fields."""
    return _looked_up(ctx, lambda crm: (field.name for field in crm.custom_fields.all()))


def levels(ctx: Context) -> list[str]:
    """Return the customer levels of the team."""
    return _looked_up(ctx, lambda crm: crm.settings.get("levels").split(","))


def filters(ctx: Context, incomplete: str) -> list[str]:
    """Return how the last word of a filter may go on."""
    return _looked_up(ctx, lambda crm: crm.contacts.completions(incomplete, len(incomplete)))


def _looked_up(ctx: Context, look_up: "Callable[[Crm], Iterable[str]]") -> list[str]:
    try:
        with ctx.session.crm(create=False) as crm:
            return list(look_up(crm))
    except CrmError:
        return []
