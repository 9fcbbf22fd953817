"""What a row changes of a contact that is there: the file's words win, nothing is erased, no value is lost.

Both sides are values as rows have them: columns that are said, lists as tuples, names of tags, company and owner.
"""

from collections.abc import Callable, Hashable, Mapping

from tui_crm.db.records import as_tuples
from tui_crm.models.emails import email_key
from tui_crm.models.phones import parse_phone
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.fields import Values
from tui_crm.services.importing.preparing import company_named, custom_values, tag_key

SCALARS = (
    "name", "family_name", "given_name", "nickname", "gender", "source", "channel", "consent", "do_not_contact",
    "industry", "website", "birthday", "needs", "note", "owner", "level", "stage", "role", "department",
)  # fmt: skip
"""Fields with one value."""


def merged(before: Mapping[str, object], said: Mapping[str, object], mode: OnMatch, region: str) -> Values:
    """Return ``before`` with what a row says; with ``fill`` only where nothing was said before.

    Values of lists that are new stand first, so that the file's value is the one shown; the others stay behind them.
    """
    after: Values = dict(before)
    for name in SCALARS:
        if name in said and (mode is OnMatch.UPDATE or not before.get(name)):
            after[name] = said[name]
    if "company" in said and (mode is OnMatch.UPDATE or not before.get("company")):
        _join(after, before, said)
    for name, same in _sameness(region).items():
        if name in said and (mode is OnMatch.UPDATE or not before.get(name)):
            after[name] = _united(before.get(name), said[name], same)
    if "tags" in said and (mode is OnMatch.UPDATE or not before.get("tags")):
        after["tags"] = _tags(before.get("tags"), said["tags"])
    if "custom" in said:
        old, new = custom_values(before.get("custom")), custom_values(said["custom"])
        after["custom"] = tuple(sorted((old | new if mode is OnMatch.UPDATE else new | old).items()))
    return after


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Return the fields that differ, old and new."""
    names = [*SCALARS, "company", "emails", "phones", "handles", "addresses", "tags", "custom"]
    blank: tuple[object, ...] = ("", (), None)
    differing = {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
    return {name: pair for name, pair in differing.items() if not (pair[0] in blank and pair[1] in blank)}


def _join(after: Values, before: Mapping[str, object], said: Mapping[str, object]) -> None:
    """Put the company in place; the same company in another spelling stays as it is, another one ends the old role."""
    old, new = str(before.get("company") or ""), str(said["company"])
    if old and company_named(old).key == company_named(new).key:
        return
    after["company"] = new
    for name in ("role", "department"):
        after[name] = said.get(name)


def _sameness(region: str) -> dict[str, Callable[[tuple[object, ...]], Hashable]]:
    """Return for each list what two of its values have in common when they are the same thing."""

    def phone(value: tuple[object, ...]) -> Hashable:
        parsed = parse_phone(str(value[0]), region)
        return parsed.e164 or parsed.digits

    return {
        "emails": lambda value: email_key(str(value[0])),
        "phones": phone,
        "handles": lambda value: (str(value[0]).casefold(), str(value[1]).casefold()),
        "addresses": lambda value: tuple(str(part or "").casefold() for part in value[1:]),
    }


def _united(old: object, new: object, same: Callable[[tuple[object, ...]], Hashable]) -> tuple[tuple[object, ...], ...]:
    known = {same(value) for value in as_tuples(old)}
    fresh = {same(value): value for value in reversed(as_tuples(new)) if same(value) not in known}
    return (*reversed(fresh.values()), *as_tuples(old))


def _tags(old: object, new: object) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for side in (old, new):
        for name in side if isinstance(side, tuple) else ():
            found.setdefault(tag_key(str(name)), str(name))
    return tuple(found.values())
