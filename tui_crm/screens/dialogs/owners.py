"""Whose something is, as it is typed into a form: a login, or a word for oneself."""

from collections.abc import Sequence

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.viewpoint import ME
from tui_crm.widgets.form_field import Check


def login_meant(text: str, me: str) -> str:
    """Return the login that ``text`` means to whoever has the login ``me``."""
    return me if text.strip().casefold() in ME else text.strip()


def check_owner(logins: Sequence[str], me: str) -> Check:
    """Return what tells of a user that is not there; whoever is at the keyboard becomes one by writing."""
    known = {login.casefold() for login in (*logins, *ME, me)}

    def check(text: str) -> str:
        if text.strip().casefold() in known:
            return ""
        message = _("there is no user “{who}”").format(who=text.strip())
        raise BadInput(message, field="owner", hint=_("known users: {names}").format(names=", ".join(logins) or "—"))

    return check
