"""Which column of a file fills which field: by what the headers mean, and by what a person says with ``--map``."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from tui_crm.display import cut
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.choices import Decimal
from tui_crm.services.importing.columns.doubts import Doubt, doubts_of, doubts_of_numbers
from tui_crm.services.importing.columns.fields import Claim, Field, Kind
from tui_crm.services.importing.columns.looks import fits, look_of
from tui_crm.services.importing.columns.meanings import Meanings
from tui_crm.services.importing.columns.own_columns import is_own
from tui_crm.services.importing.columns.sampling import values_under
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.files.header import normal
from tui_crm.services.importing.files.reading import RowSource

_SAMPLES = 3
_WIDEST = 40  # cells of a header that is told
_MOST = 30  # headers that are told


class Unclaimed(NamedTuple):
    """A column that fills no field, with the first different values in it; none where its first 200 cells are blank.

    ``rival`` is the header of the column that fills the field which this one would fill; ``file`` is said where several
    are planned together.
    """

    header: str
    samples: tuple[str, ...]
    rival: str = ""
    file: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a file fill the fields of ``kind``; ``ignored`` are the headers a person set aside.

    ``doubts`` are what is not sure,
    and ``lacking`` says what the file lacks to be imported at all.
    """

    kind: Kind
    claims: tuple[Claim, ...]
    unmapped: tuple[Unclaimed, ...] = ()
    ignored: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lacking: str = ""


class Mappable(NamedTuple):
    """A field that columns can be mapped to: its name, what it is (translated), the headers that mean it by themselves.

    ``details`` are its parts and labels: behind a dot they say which of it a column is, as in ``address.city``; ``title`` is
    what people call it (translated), where that is more than its name.
    """

    name: str
    help: str
    headers: tuple[str, ...]
    details: tuple[str, ...] = ()
    title: str = ""


def fields(kind: Kind, team_fields: Iterable[TeamField] = ()) -> list[Mappable]:
    """Return what columns can be mapped to for ``kind``, the team's own fields included."""
    return [
        Mappable(
            field.name,
            _(field.help),
            tuple(dict.fromkeys(synonym.header for synonym in field.synonyms)),
            tuple(dict.fromkeys(_details(field))),
        )
        for field in Meanings(kind, team_fields).fields
    ]


def _details(field: Field) -> Iterator[str]:
    """Yield the parts of a field that have a meaning by themselves, then its labels."""
    for said in ([synonym.part for synonym in field.synonyms], [synonym.label for synonym in field.synonyms]):
        yield from (each for each in said if each not in {"", "label", field.name})


def map_columns(
    source: RowSource,
    kind: Kind,
    *,
    overrides: Iterable[str] = (),
    team_fields: Iterable[TeamField] = (),
    decimal: Decimal | None = None,
) -> ColumnMapping:
    """Say which column of ``source`` fills which field of ``kind``.

    ``overrides`` are ``Header=field``, or ``Header=`` for a column to ignore; ``decimal`` is the sign before decimals where
    it is said. Raises UsageError for an unknown header or field, BadInput where no column says whom a row is about.
    """
    values = values_under(source)
    mapping = understood(source, kind, values, overrides=overrides, team_fields=team_fields, decimal=decimal)
    if mapping.lacking:
        raise BadInput(
            mapping.lacking,
            hint=_('say what they are with --map "Header=field"; see: crm import fields {kind}').format(kind=kind.name),
        )
    return mapping


def understood(
    source: RowSource,
    kind: Kind,
    values: Sequence[tuple[str, ...]],
    *,
    overrides: Iterable[str] = (),
    team_fields: Iterable[TeamField] = (),
    decimal: Decimal | None = None,
) -> ColumnMapping:
    """Say the same of a file that may lack what a row is about; ``values`` are those of its first rows, by column.

    Raises UsageError.
    """
    meanings = Meanings(kind, team_fields)
    said = dict(_said(source, meanings, overrides))
    by_header = {index: meanings.claim(header, index) for index, header in enumerate(source.header)}
    meant = [claim for claim in {**by_header, **said}.values() if claim and _fits(claim, values[claim.index])]
    claims, rivals = _strongest(kind.arrange(meant, values))
    lacking = ""
    if kind.essential.isdisjoint(claim.field.name for claim in claims):
        lacking = _(kind.unclear).format(file=source.name, headers=_listed(source.header))
    ignored = tuple(source.header[index] for index, claim in said.items() if claim is None)
    claims = (*claims, *_by_looks(source.header, meanings.fields, claims, ignored, values))
    known = {*ignored, *(claim.header for claim in claims)}
    filled = {loser.index: winner.header for winner, loser in rivals}
    unmapped = tuple(
        Unclaimed(header, found[:_SAMPLES], filled.get(index, ""))
        for index, (header, found) in enumerate(zip(source.header, values, strict=True))
        if header not in known and (found or not header.startswith("#")) and not is_own(kind, header, found[:_SAMPLES])
    )
    doubts = [*doubts_of(claims, rivals, values), *(() if decimal else doubts_of_numbers(source, claims, values))]
    return ColumnMapping(kind, claims, unmapped, ignored, tuple(doubts), lacking)


def _fits(claim: Claim, values: Sequence[str]) -> bool:
    """Tell whether a header that can mean something else, too, means what the claim says: by its values."""
    return claim.only is None or all(claim.only(value) for value in values if value.strip())


def _by_looks(
    header: Sequence[str],
    fields: Iterable[Field],
    claims: Iterable[Claim],
    passed: Container[str],
    values: Sequence[tuple[str, ...]],
) -> Iterator[Claim]:
    """Yield claims of columns whose headers mean nothing on fields that no other column fills.

    A header that is such a value itself is no header: the file has none.
    """
    filled, known = {claim.field.name for claim in claims}, {claim.index for claim in claims}
    by_look = {field.look: field for field in reversed(tuple(fields)) if field.look}
    for index, (name, found) in enumerate(zip(header, values, strict=True)):
        if index in known or name in passed:
            continue
        look = look_of(found)
        field = by_look.get(look)
        if field is not None and field.name not in filled and not fits(look, name):
            filled.add(field.name)
            yield Claim(index, name, field, by_looks=True)


def _strongest(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[tuple[Claim, Claim], ...]]:
    """Leave each field that takes one column (a part of it, one) to the strongest claim, the first of equals.

    Return the claims that are left, and (winner, loser) of the others.
    """
    best: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        place = claim.field.name, claim.part
        if claim.rank < best.setdefault(place, claim).rank:
            best[place] = claim
    winners = [claim if claim.field.many else best[claim.field.name, claim.part] for claim in claims]
    together = tuple(zip(winners, claims, strict=True))
    left = tuple(claim for winner, claim in together if winner is claim)
    return left, tuple((winner, claim) for winner, claim in together if winner is not claim)


def columns_in(overrides: Iterable[str]) -> tuple[str, ...]:
    """Return the headers that mappings (``Header=field``) speak of."""
    return tuple(override.rpartition("=")[0].strip() for override in overrides)


def _listed(headers: Sequence[str]) -> str:
    """Return headers as they are told: of a file without any, a record would stand there at length."""
    told = [cut(header, _WIDEST) for header in headers[:_MOST]]
    return _(", ").join([*told, "…"] if len(headers) > _MOST else told)


def _said(source: RowSource, meanings: Meanings, overrides: Iterable[str]) -> Iterator[tuple[int, Claim | None]]:
    header = source.header
    for override in overrides:
        column, sign, target = override.rpartition("=")
        if not sign:
            raise UsageError(
                _("“{text}” is no mapping").format(text=override),
                hint=_("for example: {example}").format(example="Mobile=phone"),
            )
        index = column_called(source, column)
        yield index, meanings.named(target, header[index], index) if target.strip() else None


def column_called(source: RowSource, name: str) -> int:
    """Return the index of the column a person means: its header as it stands, or as headers are compared."""
    wanted, header = name.strip(), source.header
    if wanted in header:
        return header.index(wanted)
    places: Mapping[str, int] = {normal(each): index for index, each in reversed(list(enumerate(header)))}
    if normal(wanted) in places and normal(wanted):
        return places[normal(wanted)]
    near = get_close_matches(wanted, header, n=3, cutoff=0.4) or header
    raise UsageError(
        _("{file} has no column “{name}”").format(file=source.name, name=wanted),
        hint=_("perhaps: {names}").format(names=_listed(near)),
    )
