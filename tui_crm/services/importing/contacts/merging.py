"""What a row changes of a contact: the file's words win, nothing is erased, no value of a list is lost.

Both sides are values as rows have them: columns that are said, lists as tuples, names of tags, ids of custom fields.
``home`` is the company a person is in, by number or (where it comes along) by key, ``company`` its name. A role without a
company is a line at the end of the note; ``lines`` are those that would be, should the contact stay without one.
"""

from collections.abc import Callable, Collection, Hashable, Mapping

from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite.plan_matches import HAS_NAME
from tui_crm.models.emails import email_key
from tui_crm.models.phones import parse_phone
from tui_crm.services.importing.collisions import BLANK, Collisions
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.contacts.preparing import as_list, keys_of, role_line, tag_key, with_lines

SCALARS = (
    "name", "family_name", "given_name", "nickname", "gender", "source", "channel", "consent", "do_not_contact",
    "industry", "website", "birthday", "cadence", "needs",
)  # fmt: skip
"""Fields with one value that stand for themselves."""

_SHOWN = (
    *SCALARS,
    "note",
    "company",
    "role",
    "department",
    "emails",
    "phones",
    "handles",
    "addresses",
    "tags",
    "custom",
)
_TIED = ("role", "department")


def keys(values: Mapping[str, object]) -> int:
    """Return as bits which keys a contact has."""
    texts = [[str(value[0]) for value in as_list(values, name)] for name in ("emails", "phones")]
    return keys_of(str(values["name"]), *texts)


def merged(before: Mapping[str, object], said: Mapping[str, object], wins: Collisions, region: str) -> Values:
    """Return ``before`` with what of a row goes in.

    Values of lists that are new stand first, so that the file's value is the one shown; the others stay behind them.
    """
    after: Values = dict(before)
    said = said if wins.are_plain else _let_in(before, said, wins)
    for name in SCALARS:
        if name in said:
            after[name] = said[name]
    _merge_home(after, before, said)
    _merge_note(after, said)
    for name, same in _sameness(region).items():
        if name in said:
            after[name] = _united(before.get(name), said[name], same)
    if "tags" in said:
        after["tags"] = _tags(before.get("tags"), said["tags"])
    if "custom" in said:
        after["custom"] = tuple(sorted((dict(_pairs(before.get("custom"))) | dict(_pairs(said["custom"]))).items()))
    if "dues" in said:
        after["dues"] = tuple(sorted({*as_tuples(before.get("dues")), *as_tuples(said["dues"])}, key=_by_time))
    return after


def _let_in(before: Mapping[str, object], said: Mapping[str, object], wins: Collisions) -> Values:
    """Return what a row says where that wins over what is there."""
    known = {**before, "name": before["name"] if keys(before) & HAS_NAME else None}
    if "home" in said and not wins.takes("home", before.get("home")):
        said = {name: value for name, value in said.items() if name not in {"home", "company"}}
    if "home" in said and said["home"] != before.get("home"):
        known |= dict.fromkeys(_TIED)  # the role in another company is no gap that is filled
    elif before.get("home") is None:
        known |= dict.fromkeys(_TIED, before.get("note") or before.get("lines"))
    known["note"] = before.get("note") or before.get("lines")
    found = {
        name: value
        for name, value in said.items()
        if name in {"custom", "company"} or wins.takes(name, known.get(name))
    }
    if "custom" in said:
        old = dict(_pairs(before.get("custom")))
        found["custom"] = tuple(pair for pair in _pairs(said["custom"]) if wins.takes(pair[0], old.get(pair[0])))
    return found


def without(values: Mapping[str, object], blanks: Collection[str | int], wins: Collisions) -> Values:
    """Return values without those that blank cells erase, by their keys, or the ids of the team's own fields."""
    erased = {key for key in blanks if wins.takes(key, known=True)}
    after = {name: value for name, value in values.items() if name not in erased}
    if "note" in erased:
        after.pop("lines", None)
    pairs = tuple(pair for pair in _pairs(values.get("custom")) if pair[0] not in erased)
    return {**after, "custom": pairs} if "custom" in after else after


def _merge_home(after: Values, before: Mapping[str, object], said: Mapping[str, object]) -> None:
    """Put the company in place with the role in it; another company ends the old role."""
    home, moves = before.get("home"), False
    if "home" in said and said["home"] != home:
        after["home"], after["company"] = said["home"], said["company"]
        moves = home is not None
    for name in _TIED:
        if moves or name in said:
            after[name] = said.get(name)


def _merge_note(after: Values, said: Mapping[str, object]) -> None:
    if "note" in said:
        after["note"], after["lines"] = said["note"], ()
    line = role_line({**said, "company": None})
    if line and "home" not in said:
        after["lines"] = (*as_list(after, "lines"), line)


def settled(values: Mapping[str, object]) -> Values:
    """Return values as they will be stored: the note with the role, or the role in the company."""
    plain = {name: value for name, value in values.items() if name != "lines" and value not in BLANK}
    if values.get("home") is None:
        note = with_lines(values.get("note"), [str(line) for line in as_list(values, "lines")])
        plain = {name: value for name, value in plain.items() if name not in {"role", "department", "note"}}
        return plain | ({"note": note} if note else {})
    return plain


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Return the fields that differ between two settled values, old and new, and the follow-ups that come new."""
    differing = {name: (before.get(name), after.get(name)) for name in _SHOWN if before.get(name) != after.get(name)}
    if before.get("home") == after.get("home"):
        differing.pop("company", None)
    if fresh := new_dues(before, after):
        differing["next_follow_up"] = (None, " ".join(part for part in fresh[0] if part))
    return differing


def new_dues(before: Mapping[str, object], after: Mapping[str, object]) -> list[tuple[str, str | None]]:
    """Return the follow-ups, as (day, time), that come new."""
    known = set(as_tuples(before.get("dues")))
    fresh = [due for due in as_tuples(after.get("dues")) if due not in known]
    return [(str(day), None if clock_time is None else str(clock_time)) for day, clock_time in fresh]


def _by_time(due: tuple[object, ...]) -> tuple[str, str]:
    return str(due[0]), str(due[1] or "99:99")  # in the order of reminders: without a time, last of the day


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


def _pairs(values: object) -> list[tuple[int, str]]:
    return [(int(str(field)), str(value)) for field, value in as_tuples(values)]
