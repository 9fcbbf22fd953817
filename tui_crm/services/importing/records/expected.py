"""Who comes along with earlier rows, and is meant by a later one: found as they will be found once they are there."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from tui_crm.db.records import folded, phone_keys
from tui_crm.models.emails import email_key
from tui_crm.models.phones import parse_phone

Said: TypeAlias = tuple[str, ...]
"""What a row says of somebody: name, e-mail, phone and company, each in its place."""


class Expected:
    """Those who come along so far, by what the rows said that name them first. ``region`` is that of the team's phones."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._known: dict[tuple[str, str], list[Said]] = defaultdict(list)

    def add(self, said: Said) -> None:
        """Expect somebody."""
        for key in self._keys(said):
            self._known[key].append(said)

    def find(self, said: Said) -> list[Said]:
        """Return who is meant: by the strongest key that finds any; a name is theirs who have no other e-mail, or else phone."""
        _name, email, phone, _company = said
        for key in self._keys(said):
            found = self._known.get(key, [])
            if key[0] == "name" and email:
                found = [other for other in found if not other[1]]
            elif key[0] == "name" and phone:
                found = [other for other in found if not other[2]]
            if found:
                return found
        return []

    def _keys(self, said: Said) -> Iterator[tuple[str, str]]:
        """Yield the keys of somebody, the strongest first."""
        name, email, phone, company = said
        if email:
            yield "email", email_key(email)
        if phone:
            yield "phone", phone_keys(parse_phone(phone, self._region))[0]
        if name:
            yield "name", folded(name)
        if company and not (name or email or phone):
            yield "company", folded(company)
