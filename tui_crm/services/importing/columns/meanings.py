"""What a header means for a kind of record: a field, a part of it, a label, and the number of its group."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import FieldType
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Synonym
from tui_crm.services.importing.columns.shapes import TeamField, custom
from tui_crm.services.importing.files.header import normal, without_remark
from tui_crm.services.importing.kinds.registry import kinds

CUSTOM_PREFIX = "x."
"""What stands before the name of a team's own field."""

_NUMBER = re.compile(r"\d+")
_LONGEST = 60


class _Meaning(NamedTuple):
    field: Field
    synonym: Synonym
    rank: int


class Meanings:
    """The headers that mean something for ``kind``, and for the ``team_fields`` that a team added itself."""

    def __init__(self, kind: Kind, team_fields: Iterable[TeamField] = ()) -> None:
        self._prefixes = frozenset(map(normal, kind.prefixes))
        own = tuple(map(_field_of, team_fields))
        self.fields = (*kind.fields, *own)
        self._known: Mapping[str, _Meaning] = {**_built_in(kind), **_meanings(own)} if own else _built_in(kind)

    def claim(self, header: str, index: int) -> Claim | None:
        """Return what column ``index`` under ``header`` fills, None where the header means nothing to us."""
        for form in self._forms(header):
            if found := self._known.get(form):
                return _claim(found, index, header, 0)
            number = _NUMBER.search(form)
            if number and (found := self._known.get(form[: number.start()] + form[number.end() :])):
                group = int(number[0])
                if found.field.many or group == 1:
                    return _claim(found, index, header, group)
        return None

    def named(self, target: str, header: str, index: int) -> Claim:
        """Return the claim of a column on what a person calls ``target``.

        That is a field (``email``), a field with a part or a label (``address.city``, ``email.work``, ``handle.wechat``),
        or any header that would mean it. Raises UsageError.
        """
        name, _dot, detail = target.strip().partition(".")
        for field in self.fields:
            if field.name == target.strip() or (field.name == name and _has(field, detail)):
                return _detailed(field, detail if field.name == name else "", header, index)
        claim = self.claim(target, index)
        if claim is None:
            names = [field.name for field in self.fields]
            near = get_close_matches(target, names, n=3, cutoff=0.5) or names
            raise UsageError(
                _("there is no field “{name}” to map “{header}” to").format(name=target, header=header),
                hint=_("perhaps: {names}").format(names=_(", ").join(near)),
            )
        return replace(claim, header=header, rank=-1, only=None)

    def _forms(self, header: str) -> Iterator[str]:
        """Yield what the header can be compared as: whole, without a remark in brackets, without a prefix."""
        whole, plain = normal(header), normal(without_remark(header))
        yield whole
        yield plain
        for prefix in self._prefixes:
            if plain.startswith(prefix) and plain != prefix:
                yield plain.removeprefix(prefix)


def _claim(meaning: _Meaning, index: int, header: str, group: int) -> Claim:
    synonym = meaning.synonym
    return Claim(index, header, meaning.field, synonym.part, synonym.label, group, meaning.rank, synonym.only)


def told_as(claim: Claim) -> str:
    """Return what a person calls the claim of a column, in the words that :meth:`Meanings.named` understands."""
    part = "" if claim.part == claim.field.name else claim.part
    return ".".join(filter(None, (claim.field.name, claim.label, part)))


def _has(field: Field, detail: str) -> bool:
    """Tell whether a field has such a part or label; one that many columns can fill has any label."""
    return field.many or any(detail in {synonym.part, synonym.label} for synonym in field.synonyms)


def _detailed(field: Field, detail: str, header: str, index: int) -> Claim:
    """Return a claim with what stands behind the dot: a part where the field has one of that name, else a label."""
    parts = {synonym.part for synonym in field.synonyms if synonym.part}
    default = Claim(index, header, field, next((s.part for s in field.synonyms if s.part == field.name), ""), rank=-1)
    place, _dot, part = detail.rpartition(".")
    if part in parts:
        return replace(default, part=part, label=place)
    return replace(default, label=detail)


def known_header(cell: str) -> bool:
    """Tell whether ``cell`` is a header that means something for records of any kind."""
    return len(cell) <= _LONGEST and any(_of_kind(kind.columns).claim(cell, 0) for kind in kinds())


@cache
def _of_kind(kind: Kind) -> Meanings:
    return Meanings(kind)


@cache
def _built_in(kind: Kind) -> Mapping[str, _Meaning]:
    return _meanings(kind.fields)


def _meanings(fields: Iterable[Field]) -> dict[str, _Meaning]:
    """Return the fields by their headers as compared; of two fields with the same header the first declared has it."""
    found: dict[str, _Meaning] = {}
    for field in fields:
        for rank, synonym in enumerate(field.synonyms):
            found.setdefault(normal(synonym.header), _Meaning(field, synonym, rank))
    return found


def _field_of(team_field: TeamField) -> Field:
    name = f"{CUSTOM_PREFIX}{team_field.name}"
    headers = tuple(Synonym(header) for header in (name, team_field.name, team_field.label) if header)
    return Field(
        name,
        team_field.label or N_("a field of your own"),
        custom(team_field),
        headers,
        is_date=team_field.type == FieldType.DATE,
        is_number=team_field.type == FieldType.NUMBER,
    )
