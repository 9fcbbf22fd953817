"""Kinds of field that only contacts have: phones, segments, and whether they are in the trash."""

from typing import ClassVar

from tui_crm.db.conditions import Binds, Clause, either
from tui_crm.db.contact_places import PHONES, UNINDEXED
from tui_crm.db.field_kinds import EXACT, Choice, FieldKind, begins, search, with_words
from tui_crm.db.sqlite.search import CONTACT
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.matching import FEWEST_DIGITS
from tui_crm.models.phones import Phone as PhoneNumber
from tui_crm.models.phones import parse_phone
from tui_crm.models.viewpoint import Viewpoint

_PLUS = ("+", "＋")


class Phone(FieldKind):
    """A phone: the same number, or its beginning, or from four digits on its end; with ``=`` the same number."""

    operators: ClassVar[frozenset[Operator]] = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return a whole number in international form (``+8613800138000``), else its digits; raises UsageError.

        A number without a country code must have been completed by :meth:`international` before.
        """
        phone = _phone(value, "")
        if not phone.digits:
            raise UsageError(_("“{text}” has no digit").format(text=value))
        if phone.e164:
            return phone.e164
        foreign = value.strip()[:1] in _PLUS or phone.digits.startswith("00")
        return f"+{phone.digits.removeprefix('00')}" if foreign else phone.digits

    def international(self, value: str, region: str) -> str:
        """Return a whole number of ``region`` in international form, anything else as it is; raises UsageError."""
        return _phone(value, region).e164 or value

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return PHONES.lacking("p.phone_key")
            case Operator.ANY:
                return PHONES.having("p.phone_key IS NOT NULL")
            case Operator.EXACTLY:
                return PHONES.having(f"p.phone_key = {binds.one(test.value)}")
        ways = [PHONES.having(begins("p.phone_key", test.value, binds))]
        if not test.value.startswith("+"):
            ways.append(_national(test.value, binds))
            if len(test.value) >= FEWEST_DIGITS:
                ways.append(PHONES.having(begins("p.tail", test.value[::-1], binds)))
        return either(ways)


def _national(digits: str, binds: Binds) -> Clause:
    """Return the clause for phones whose national digits begin like this, with or without the trunk's zero."""
    bare = digits.lstrip("0") or digits
    condition = f"substr(p.tail, -{len(bare)}) = {binds.one(bare[::-1])}"
    found = search(f'body : "{bare}"*', binds, CONTACT)
    return Clause(PHONES.having(condition).row, PHONES.ids(f"p.contact_id IN ({found}) AND {condition}"))


def _phone(value: str, region: str) -> PhoneNumber:
    try:
        return parse_phone(value, region)
    except BadInput as error:
        raise UsageError(error.message, hint=error.hint) from error


class Segment(FieldKind):
    """A segment by its name. ``db/segments.py`` writes out what it stands for before a filter is asked."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS})

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the name in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Raise: it has no clause of its own."""
        message = "a segment is written out before it is asked"
        raise AssertionError(message)


class Trash(Choice):
    """Where a contact is: ``list``, ``trash`` or ``any``. A filter that does not ask means the list."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.ANY})

    def __init__(self) -> None:
        super().__init__(UNINDEXED, "o.deleted_at", {"list": ("列表",), "trash": ("回收站", "废纸篓")})

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        if test.operator is Operator.ANY:
            return Clause("1")
        if test.value == "trash":
            return self.place.having(f"{self.column} IS NOT NULL")
        return Clause("c.deleted_at IS NULL")
