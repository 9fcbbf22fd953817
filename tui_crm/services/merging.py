"""How contacts that are one and the same are found, made one, and parted again.

What the kept one lacks is filled from the others, lists are united, and whatever named another names the kept one; the
others go to the trash. It is one operation, so parting them is taking it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contacts, duplicates, no_next, operations, rows
from tui_crm.db.records import RECORD_TYPES, Collection, Values, as_tuples
from tui_crm.db.references import Reference, holders_of, references
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done, DuplicateGroup
from tui_crm.models.codes import Consent, Kind, Stage
from tui_crm.models.ids import shown
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, present

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_ONE, _SEVERAL = N_("Merged {other} into {name}"), N_("Merged {count} contacts into {name}")
MERGED = (_ONE, _SEVERAL)
"""The labels of operations that merge."""

_TEXTS = ("needs", "note")
_OWN = frozenset({"id", "version", "deleted_at", "created_at", "name", "kind", "stage_pinned", "no_next_since"})
"""Columns that stay those of the kept contact, or are seen to apart."""


def merge(crm: "Crm", keep: int, others: Sequence[int]) -> Done:
    """Make several contacts of one kind one, in one operation. Raises NotFound, BadInput."""
    others = list(dict.fromkeys(others))
    if not others or keep in others:
        raise BadInput(_("name at least two different contacts to merge"))
    ensure_user(crm)
    with crm.database.write(crm.actor, _ONE if len(others) == 1 else _SEVERAL) as writing:
        before = present(writing, [keep, *others])
        if len({record["kind"] for record in before.values()}) > 1:
            raise BadInput(_("a person and a company cannot be merged"))
        writing.arguments |= {"name": before[keep]["name"], "other": before[others[0]]["name"], "count": len(others)}
        writing.arguments["contact"] = keep
        lost = [before[key] for key in others]
        writing.update("contact", keep, _merged(before[keep], lost, frozenset([keep, *others]), writing.region))
        _point_to(writing, keep, frozenset(others))
        _rest(writing, keep, [record["no_next_since"] for record in before.values()])
        writing.update_many("contact", {key: {"deleted_at": writing.at} for key in others})
    return Done(writing.operation_id, told(writing.label, writing.arguments), (keep, *others))


def _merged(keep: Values, others: Sequence[Values], ids: frozenset[int], region: str) -> Values:
    """Return the fields of the kept contact as they become; ``ids`` are all that are merged."""
    kind = RECORD_TYPES["contact"]
    become: Values = {
        name: _filled(keep[name], [other[name] for other in others]) for name in kind.columns if name not in _OWN
    }
    become |= {name: _joined([keep[name], *(other[name] for other in others)]) for name in _TEXTS}
    everyone = [keep, *others]
    become["do_not_contact"] = int(any(one["do_not_contact"] for one in everyone))
    if any(one["consent"] == Consent.WITHDRAWN for one in everyone):
        become["consent"] = Consent.WITHDRAWN.value
    stages = [str(one["stage"]) for one in everyone]
    become["stage"] = next((stage for stage in stages if stage != Stage.LEAD), stages[0])
    for part in kind.collections:
        become[part.name] = _united(part, [as_tuples(one[part.name]) for one in everyone], ids, region)
    return become


def _filled(value: object, others: Iterable[object]) -> object:
    return next((each for each in (value, *others) if each not in (None, "")), value)


def _joined(texts: Iterable[object]) -> str | None:
    """Return different texts as paragraphs of one."""
    return "\n\n".join(dict.fromkeys(str(text) for text in texts if text)) or None


def _united(
    part: Collection, lists: Iterable[Sequence[tuple[object, ...]]], merged: frozenset[int], region: str
) -> tuple[tuple[object, ...], ...]:
    """Return the values of several lists, each once, the first one's first; ties between the merged ones fall away."""
    found: dict[tuple[object, ...], tuple[object, ...]] = {}
    for values in lists:
        for value in values:
            if part.name == "relations" and value[part.columns.index("other_id")] in merged:
                continue
            key = part.key_of(value, region) if part.key else value
            found[key] = _together(part, found[key], value) if key in found else value
    return _with_sole(part, tuple(found.values()))


def _together(part: Collection, first: tuple[object, ...], second: tuple[object, ...]) -> tuple[object, ...]:
    """Return one value for two of the same thing: the first's, with what it lacks, and the mark that either bears."""
    filled = tuple(_filled(own, [other]) for own, other in zip(first, second, strict=True))
    if not part.sole:
        return filled
    at = part.columns.index(part.sole)
    return (*filled[:at], int(bool(first[at]) or bool(second[at])), *filled[at + 1 :])


def _with_sole(part: Collection, values: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    """Leave the mark that only one value may bear to the first that bears it."""
    if not part.sole:
        return values
    at = part.columns.index(part.sole)
    first = next((value for value in values if value[at]), None)
    return tuple(value if value is first else (*value[:at], 0, *value[at + 1 :]) for value in values)


def _point_to(writing: "Transaction", keep: int, others: frozenset[int]) -> None:
    """Let every record that names one of ``others`` name the kept contact, or its customer where it names customers."""
    customer = contacts.customers_of(writing.connection, [keep])[keep]
    pointing: dict[str, dict[int, list[Reference]]] = {}
    for reference in references(writing.connection):
        if reference.target == "contact":
            for holder in holders_of(writing.connection, reference, sorted(others)):
                pointing.setdefault(reference.holder.thing, {}).setdefault(holder, []).append(reference)
    for thing, holders in pointing.items():
        merged = {keep, *others} if thing == "contact" else set()
        records = rows.load(writing.connection, thing, [key for key in holders if key not in merged])
        changes = {
            key: {
                reference.field: _renamed(reference, key, record, others, customer if _is_customer(reference) else keep)
                for reference in holders[key]
            }
            for key, record in records.items()
        }
        writing.update_many(thing, changes)
        if thing == "reminder" and any(_is_open(record) for record in records.values()):
            writing.go_on_with([customer])


def _rest(writing: "Transaction", keep: int, since: Iterable[object]) -> None:
    """Let the kept one have no next step on purpose since the last of them had none, unless something came after that."""
    last = max((str(each) for each in since if each), default=None)
    if last is not None and contacts.customers_of(writing.connection, [keep])[keep] == keep:
        is_over = no_next.is_over(writing.connection, keep, last)
        writing.update("contact", keep, {"no_next_since": None if is_over else last})


def _is_open(record: Values) -> bool:
    return record["done_at"] is None and record["deleted_at"] is None


def _is_customer(reference: Reference) -> bool:
    return reference.column == "customer_id"


def _renamed(reference: Reference, holder: int, record: Values, others: frozenset[int], to: int) -> object:
    if reference.collection is None:
        return to
    part = reference.holder.collection(reference.collection)
    assert part is not None
    at = part.columns.index(reference.column)
    itself = holder if reference.holder.thing == "contact" else record.get("contact_id")
    values = [
        (*value[:at], to, *value[at + 1 :]) if value[at] in others else value
        for value in as_tuples(record[reference.collection])
    ]
    return _united(part, [[value for value in values if value[at] != itself]], frozenset(), "")


def unmerge(crm: "Crm", contact_id: int) -> Done:
    """Part what was merged last into a contact, or with others into another. Raises NotFound."""
    with crm.database.read() as connection:
        found = operations.newest_labelled(connection, MERGED, contact_id)
    if found is None:
        raise NotFound(_("{id} was not merged").format(id=shown("contact", contact_id)))
    return crm.history.undo(found)


def duplicate_groups(crm: "Crm", kinds: Sequence[Kind], limit: int) -> list[DuplicateGroup]:
    """Return groups of contacts of one of ``kinds`` that share an e-mail, a phone, or a name within a company."""
    with crm.database.read() as connection:
        ways: Mapping[str, Iterable[tuple[int, ...]]] = {
            "email": duplicates.sharing(connection, "contact_email", "address_key", kinds, limit),
            "phone": duplicates.sharing(connection, "contact_phone", "phone_key", kinds, limit),
            "name": duplicates.namesakes(connection, kinds, limit),
        }
        groups = _grouped([(why, ids) for why, found in ways.items() for ids in found])
        return [
            DuplicateGroup(tuple(why), tuple(contacts.rows_for(connection, sorted(ids)))) for why, ids in groups[:limit]
        ]


def _grouped(found: Sequence[tuple[str, tuple[int, ...]]]) -> list[tuple[list[str], set[int]]]:
    """Join groups that have a contact in common; the one with the oldest contact comes first."""
    groups: list[tuple[list[str], set[int]]] = []
    for why, ids in found:
        reasons, members = [why], set(ids)
        for group in [group for group in groups if group[1] & members]:
            groups.remove(group)
            reasons = list(dict.fromkeys([*group[0], *reasons]))
            members |= group[1]
        groups.append((reasons, members))
    return sorted(groups, key=lambda group: min(group[1]))
