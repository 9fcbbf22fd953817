"""Which contacts a filter finds, and in which order, worked out contact by contact in plain Python from their cards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.models.matching_oracle import scan_matches, spelled, stands, stands_together, terms_of, words
from tui_crm.clock import Clock
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.cards import ContactCard, NextStep, Tie
from tui_crm.models.codes import Stage
from tui_crm.models.filter_dates import Stretch, stretch
from tui_crm.models.filters import And, Condition, FieldTest, Filter, Node, Not, Operator, Or, SortKey, Words
from tui_crm.models.folding import label_key
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone, parse_phone
from tui_crm.models.viewpoint import Viewpoint


@dataclass(frozen=True)
class Oracle:
    """All cards, in the trash or not, as ``login`` sees them; ``roles`` by contact, of companies in the trash as well."""

    cards: Sequence[ContactCard]
    roles: Mapping[int, Sequence[str]]
    clock: Clock
    login: str

    def found(self, wanted: Filter, kinds: Iterable[str] = ()) -> list[int]:
        """Return the contacts that match, in the order of sorts, then of names; the head of a search is not put first."""
        spoken, kinds = wanted.fields(), set(kinds)
        cards = [
            card
            for card in self.cards
            if ("in" in spoken or not card.row.deleted)
            and ("kind" in spoken or not kinds or card.row.kind in kinds)
            and self.holds(wanted.where, card)
        ]
        cards.sort(key=lambda card: (by_name(card), card.row.id))
        for key in reversed(wanted.sort):
            cards = _sorted(cards, key)
        return [card.row.id for card in cards]

    def holds(self, node: Node, card: ContactCard) -> bool:
        match node:
            case Words(terms):
                query = " ".join(f'"{term}"' for term in terms)
                return _matches(query, card, self.roles.get(card.row.id, ()))
            case Not(inner):
                return not self.holds(inner, card)
            case And(nodes):
                return all(self.holds(inner, card) for inner in nodes)
            case Or(nodes):
                return any(self.holds(inner, card) for inner in nodes)
            case Condition(field, tests):
                return any(self._passes(field, test, card) for test in tests)

    def _passes(self, field: str, test: FieldTest, card: ContactCard) -> bool:
        if (field, test.operator, test.value) == ("next", Operator.IS, "on-purpose"):
            return card.row.no_next_since is not None
        if field == "in":
            return test.operator is Operator.ANY or card.row.deleted == (test.value == "trash")
        values = self.roles.get(card.row.id, ()) if field == "role" else _values(field, card)
        if test.operator in {Operator.NONE, Operator.ANY}:
            return bool(values) == (test.operator is Operator.ANY)
        return any(self._is(field, test, value, card) for value in values)

    def _is(self, field: str, test: FieldTest, value: object, card: ContactCard) -> bool:
        if field == "name":
            names = [card.row.name, card.nickname] if test.operator is Operator.IS else [card.row.name]
            return _named(test, [name for name in names if name], person=card.row.kind == "person")
        seen: Mapping[str, Callable[[], bool]] = {
            "created": lambda: _within(value, stretch(test, Viewpoint(self.clock, ""), ahead=False)),
            "last_activity": lambda: _within(value, stretch(test, Viewpoint(self.clock, ""), ahead=False)),
            "x.since": lambda: _on(
                date.fromisoformat(str(value)), stretch(test, Viewpoint(self.clock, ""), ahead=False)
            ),
            "touch_by": lambda: _within(value, stretch(test, Viewpoint(self.clock, ""), ahead=True)),
            "cadence": lambda: self._kept(test, value, card),
            "next": lambda: self._due(test, str(value), card.row.next),
            "birthday": lambda: _celebrated(str(value), stretch(test, Viewpoint(self.clock, ""), ahead=True)),
            "owner": lambda: str(value).lower() == (self.login if test.value == "me" else test.value).lower(),
        }
        return seen[field]() if field in seen else TESTS.get(field, _equal)(test, str(value))

    def _kept(self, test: FieldTest, days: object, card: ContactCard) -> bool:
        if test.value != "overdue":
            return _compares(test, str(days))
        begun = card.row.last_at or card.row.created_at
        return (begun + timedelta(days=int(str(days)))).astimezone(self.clock.zone).date() < self.clock.today()

    def _due(self, test: FieldTest, key: str, step: NextStep | None) -> bool:
        if test.value == "overdue":
            assert step
            if step.due_at is None:
                return step.due_on < self.clock.today()
            return step.due_at + timedelta(minutes=step.minutes or 0) < self.clock.now()
        start, end = stretch(test, Viewpoint(self.clock, ""), ahead=True).wall()
        return (start or "") <= key < (end or "9999")


def _within(value: object, reach: Stretch) -> bool:
    assert isinstance(value, datetime)
    return (reach.start is None or value >= reach.start) and (reach.end is None or value < reach.end)


def _on(day: date, reach: Stretch) -> bool:
    first, last = reach.days()
    return (first or date.min) <= day <= (last or date.max)


def _celebrated(birthday: str, reach: Stretch) -> bool:
    first, last = reach.days()
    return bool(first is None or last is None or parse_birthday(birthday).occurrences(first, last))


def _compares(test: FieldTest, text: str) -> bool:
    value = float(text)
    low, high = (float(end.removeprefix("c")) if end else None for end in (test.value, test.upper))
    if test.operator is Operator.BETWEEN:
        return (low is None or value >= low) and (high is None or value <= high)
    assert low is not None
    return {"": value == low, ">": value > low, ">=": value >= low, "<": value < low, "<=": value <= low}[test.operator]


def _named(test: FieldTest, names: Sequence[str], *, person: bool) -> bool:
    if test.operator is Operator.EXACTLY:
        return any(words(name) == words(test.value) for name in names)
    return scan_matches(test.value, names, person=person)


def _worded(test: FieldTest, value: str) -> bool:
    wanted, has = words(test.value), words(value)
    return wanted == has if test.operator is Operator.EXACTLY else stands(wanted, [has])


def _begins(test: FieldTest, value: str) -> bool:
    key, wanted = value.lower(), test.value.lower()
    return key == wanted if test.operator is Operator.EXACTLY else key.startswith(wanted)


def _rings(test: FieldTest, value: str) -> bool:
    phone, wanted = parse_phone(value, "CN"), test.value
    key = phone.e164 or phone.digits
    if test.operator is Operator.EXACTLY:
        return key == wanted
    if key.startswith(wanted):
        return True
    if wanted.startswith("+"):
        return False
    bare = wanted.lstrip("0") or wanted
    return phone.digits.startswith(bare) or (len(wanted) >= 4 and phone.digits.endswith(wanted))


def _folded_equal(test: FieldTest, value: str) -> bool:
    return words(test.value) == words(value)


def _equal(test: FieldTest, value: str) -> bool:
    return test.value.casefold() == value.casefold()


TESTS: Mapping[str, Callable[[FieldTest, str], bool]] = {
    **dict.fromkeys(
        ("role", "city", "region", "country", "source", "channel", "industry", "website", "needs", "note", "x.project"),
        _worded,
    ),
    **dict.fromkeys(("email", "domain", "handle", "wechat", "qq"), _begins),
    **dict.fromkeys(("id", "x.budget"), _compares),
    "company": lambda test, value: _named(test, [value], person=False),
    "phone": _rings,
    "tag": lambda test, value: label_key(test.value) == label_key(value),
}


ROW = ("level", "stage", "owner", "source", "kind", "id", "name")
"""The fields that are attributes of a card's line."""

LISTS: Mapping[str, Callable[[ContactCard], Iterable[object]]] = {
    **{name: lambda card, name=name: [getattr(card.row, name)] for name in ROW},  # type: ignore[misc]
    "company": lambda card: [tie.name for tie in firms_of(card)],
    "city": lambda card: [address.city for address in card.addresses],
    "region": lambda card: [address.region for address in card.addresses],
    "country": lambda card: [address.country for address in card.addresses],
    "email": lambda card: [email.value for email in card.emails],
    "domain": lambda card: [email.value.rpartition("@")[2] for email in card.emails],
    "phone": lambda card: [phone.value for phone in card.phones],
    "handle": lambda card: [handle.value for handle in card.handles],
    "wechat": lambda card: [handle.value for handle in card.handles if handle.label == "wechat"],
    "qq": lambda card: [handle.value for handle in card.handles if handle.label == "qq"],
    "tag": lambda card: card.row.tags,
    "customer": lambda card: ["yes" if card.row.customer_id == card.row.id else "no"],
    "dnc": lambda card: ["yes" if card.row.do_not_contact else "no"],
    "created": lambda card: [card.row.created_at],
    "last_activity": lambda card: [card.row.last_at],
    "next": lambda card: [due_key(card)],
    "touch_by": lambda card: [card.row.touch_by],
    "cadence": lambda card: [card.row.cadence],
}


def _values(field: str, card: ContactCard) -> Sequence[object]:
    """Return the values of a field that are there."""
    if field.startswith("x."):
        found: Iterable[object] = [card.custom.get(field.removeprefix("x."))]
    else:
        found = LISTS[field](card) if field in LISTS else [getattr(card, field)]
    return [value for value in found if value]


def firms_of(card: ContactCard) -> list[Tie]:
    return [tie for tie in card.companies if tie.kind == "member"]


def due_key(card: ContactCard) -> str | None:
    step = card.row.next
    return f"{step.due_on.isoformat()}T{step.due_time or '99:99'}" if step else None


def _matches(query: str, card: ContactCard, roles: Sequence[str]) -> bool:
    """Say whether a search matches: the rule of ``matching_oracle`` over the names of the contact and its companies."""
    row = card.row
    own, firms = [name for name in (row.name, card.nickname) if name], [tie.name for tie in firms_of(card)]
    texts = [value for field in ("email", "handle", "tag") for value in _values(field, card)]
    texts += roles
    texts += [part for a in card.addresses for part in (a.street, a.city, a.region, a.postal_code, a.country)]
    texts += [card.website, card.industry, card.needs, card.note]
    phones: list[Phone] = [parse_phone(phone.value, "CN") for phone in card.phones]
    values = [words(str(value)) for value in (*own, *firms, *texts, *(phone.number for phone in phones)) if value]
    single = [word for name in own for word in spelled(name, person=row.kind == "person")]
    single += [word for name in firms for word in spelled(name, person=False)]
    for phone in phones:
        single += [phone.digits, (phone.e164 or "").removeprefix("+")]
    values += [(word,) for word in single if word]
    ends = [phone.e164 or phone.digits for phone in phones]
    return all(
        stands(term, values) or any(stands_together(joined, values, ends) for joined in together)
        for term, together in terms_of(query)
    )


def by_name(card: ContactCard) -> str:
    return name_key(card.row.name, person=card.row.kind == "person")


def _sorted(cards: list[ContactCard], key: SortKey) -> list[ContactCard]:
    """Sort by one key, blanks last either way; what is equal stays in its order."""
    keyed = [(sort_key(key.field, card), card) for card in cards]
    present = sorted({value for value, _card in keyed if value is not None}, reverse=key.descending)  # type: ignore[type-var]
    places = {value: place for place, value in enumerate(present)}
    keyed.sort(key=lambda pair: places.get(pair[0], len(places)))
    return [card for _value, card in keyed]


SORT_KEYS: Mapping[str, Callable[[ContactCard], object]] = {
    "name": by_name,
    "stage": lambda card: list(Stage).index(Stage(card.row.stage)),
    "company": lambda card: name_key(card.row.company, person=False) if card.row.company else None,
    "city": lambda card: next((" ".join(words(address.city)) for address in card.addresses if address.city), None),
    "birthday": lambda card: parse_birthday(card.birthday).key if card.birthday else None,
    "created": lambda card: card.row.created_at,
    "last_activity": lambda card: card.row.last_at,
    "next": due_key,
    "touch_by": lambda card: card.row.touch_by,
    "x.budget": lambda card: float(card.custom["budget"]) if "budget" in card.custom else None,
}


def sort_key(field: str, card: ContactCard) -> object:
    if field in SORT_KEYS:
        return SORT_KEYS[field](card)
    if field.startswith("x."):
        return card.custom.get(field.removeprefix("x."))
    return getattr(card.row, field) or None
