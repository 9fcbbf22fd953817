"""How the options that were typed become what ``services/contact_input.py`` takes."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui_crm.cli.values import whole_number
from tui_crm.errors import NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cadence import LONGEST_CADENCE
from tui_crm.models.value_lists import named, with_label

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.cards import ContactCard, Labelled
    from tui_crm.services.crm import Crm

Said = dict[str, Any]

_CHANGING = ("add_", "remove_")
_MISSING = {
    "emails": N_("{name} has no e-mail “{value}”"),
    "phones": N_("{name} has no phone “{value}”"),
    "tags": N_("{name} has no tag “{value}”"),
}


def said_of(given: Mapping[str, Any], session: "Session", crm: "Crm", cards: "Sequence[ContactCard]" = ()) -> Said:
    """Return what was said with ``given`` options of a new contact, or of those of ``cards``.

    Raises UsageError, BadInput, and NotFound for what shall be taken off but is not there.
    """
    said: Said = dict(given)
    for name, read in (("owner", session.user), ("cadence", _cadence), ("tags", _filled)):
        if name in said:
            said[name] = read(said[name])
    for name in said.keys() & {"emails", "phones", "add_emails", "add_phones"}:
        said[name] = _labelled(said[name])
    for name in said.keys() & {"remove_emails", "remove_phones"}:
        said[name] = [value for value, _label in _labelled(said[name])]
    if "company" in said or "add_companies" in said:
        said |= _companies(said.pop("company", None), said.pop("add_companies", ()))
    if "handles" in said:
        said["handles"] = _pairs("--handle", said["handles"], "wechat=lm88")
    if "custom" in said:
        said["custom"] = _pairs("--set", said["custom"], "x.budget=5000")
    if "birthday" in said or "lunar" in said:
        said["birthday"] = _birthday(said.get("birthday"), lunar=said.pop("lunar", False))
    if "handles" in said or any(f"{change}{name}" in said for name in _MISSING for change in _CHANGING):
        return _changed(said, _only(cards), crm)
    return said


def _cadence(days: str) -> int | str:
    """Return the days that ``--cadence`` says, empty for none. Raises UsageError."""
    return "" if days.strip().casefold() in ("", "none") else whole_number(days, "--cadence", 1, LONGEST_CADENCE)


def _companies(named: Sequence[str] | None, more: Sequence[str]) -> Said:
    """Return the first company named as the primary one, and the others with their roles as further ones."""
    primary, *others = _filled(named or ()) or [""]
    further = [*((company, "") for company in others), *_labelled(more)]
    return ({} if named is None else {"company": primary}) | ({"add_companies": further} if further else {})


def _filled(values: Sequence[str]) -> list[str]:
    """Return ``values`` without blank ones: one blank value says that there are none."""
    return [value for value in values if value.strip()]


def _labelled(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return values with the label that stands before ``=`` where there is one."""
    return [with_label(value) for value in _filled(values)]


def _pairs(option: str, values: Sequence[str], example: str) -> dict[str, str]:
    found = {}
    for value in values:
        pair = named(value)
        if pair is None:
            raise UsageError(
                _("“{value}” for {option} is no name and value").format(value=value, option=option),
                hint=_("for example {example}").format(example=example),
            )
        found[pair[0]] = pair[1]
    return found


def _birthday(text: str | None, *, lunar: bool) -> str:
    from tui_crm.models.birthday import parse_birthday  # noqa: PLC0415 - few commands take one

    if text is None:
        raise UsageError(_("--lunar goes with --birthday"))
    return str(parse_birthday(text, lunar=lunar)) if text.strip() else ""


def _only(cards: "Sequence[ContactCard]") -> "ContactCard | None":
    if len(cards) > 1:
        raise UsageError(_("accounts, and what is added or removed, change one contact at a time"))
    return cards[0] if cards else None


def _changed(said: Said, card: "ContactCard | None", crm: "Crm") -> Said:
    """Return ``said`` with whole lists in place of what is added to them and taken off them."""
    changing = {f"{change}{name}" for name in _MISSING for change in _CHANGING}
    result = {name: value for name, value in said.items() if name not in changing}
    if card is not None:
        for name, key in _keys(crm).items():
            if f"add_{name}" in said or f"remove_{name}" in said:
                kept = result.get(name, _listed(card, name))
                for value in said.get(f"remove_{name}", ()):
                    kept = _without(kept, value, key, _(_MISSING[name]).format(name=card.row.name, value=value))
                result[name] = [*kept, *said.get(f"add_{name}", ())]
    if "handles" in said:
        before = [(handle.label, handle.value) for handle in card.handles] if card else []
        others = [pair for pair in before if pair[0] not in said["handles"]]
        result["handles"] = [*others, *((service, value) for service, value in said["handles"].items() if value)]
    return result


def _keys(crm: "Crm") -> dict[str, Callable[[str], str]]:
    """Return for each list by what its values are compared."""
    from tui_crm.models.emails import email_key  # noqa: PLC0415 - few edits change lists
    from tui_crm.models.phones import parse_phone  # noqa: PLC0415 - as above

    def phone_key(number: str) -> str:
        phone = parse_phone(number, crm.settings.get("phone_region"))
        return phone.e164 or phone.digits

    return {"emails": email_key, "phones": phone_key, "tags": str.casefold}


def _listed(card: "ContactCard", name: str) -> list[Any]:
    if name == "tags":
        return list(card.row.tags)
    labelled: Sequence[Labelled] = getattr(card, name)
    return [(each.value, each.label) for each in labelled]


def _without(kept: list[Any], value: str, key: Callable[[str], str], missing: str) -> list[Any]:
    left = [each for each in kept if key(each if isinstance(each, str) else each[0]) != key(value)]
    if len(left) == len(kept):
        raise NotFound(missing)
    return left
