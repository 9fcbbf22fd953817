"""What may be said of a contact on the command line: every option once, for people and companies, adding and editing."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer

from tui_crm.cli import completing
from tui_crm.cli.values import member
from tui_crm.i18n import N_
from tui_crm.models.codes import Consent, Gender, Kind, Stage

_BOTH = (Kind.PERSON, Kind.COMPANY)
_PERSON = (Kind.PERSON,)


@dataclass(frozen=True)
class Option:
    """One option. ``name`` is what ``contact_input`` calls the field, or what :mod:`tui_crm.cli.cards.said` reads it by.

    ``flag`` is how it is written where that does not follow from the name; ``many`` may be repeated; ``codes`` are the
    words it takes, an empty one among them where the field may be empty; ``switch`` is one of two flags without a value.
    """

    name: str
    help: str
    flag: str = ""
    metavar: str = "TEXT"
    kinds: tuple[Kind, ...] = _BOTH
    many: bool = False
    switch: bool = False
    codes: type[StrEnum] | None = None
    editing_only: bool = False
    complete: Callable[..., list[str]] | None = None

    def parameter(self) -> inspect.Parameter:
        """Return the option as the parameter of a command, absent unless it was said."""
        annotation: Any = bool | None if self.switch else list[str] | None if self.many else str | None
        option: Any = typer.Option(
            self.flag or "--" + self.name.replace("_", "-"),
            metavar=None if self.switch else "|".join(self.codes) if self.codes else self.metavar,
            help=self.help,
            parser=self._code if self.codes else None,
            autocompletion=(lambda: list(self.codes or ())) if self.codes else self.complete,
        )
        by_name = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(self.name, by_name, default=None, annotation=Annotated[annotation, option])

    def _code(self, text: str) -> str:
        assert self.codes is not None
        return str(member(text, self.codes, "--" + self.name)) if text or self.codes is Stage else ""


_OPTIONS = (
    Option("name", N_("the whole name"), metavar="NAME"),
    Option("family_name", N_("family name"), metavar="NAME", kinds=_PERSON),
    Option("given_name", N_("given name"), metavar="NAME", kinds=_PERSON),
    Option("nickname", N_("how they are called"), metavar="NAME"),
    Option(
        "company",
        N_("the company they belong to, by name or id; made where there is none; further ones behind the first"),
        metavar="WHO",
        kinds=_PERSON,
        many=True,
    ),
    Option(
        "add_companies",
        N_("a company more, or role=company"),
        "--add-company",
        "WHO",
        kinds=_PERSON,
        many=True,
    ),
    Option(
        "remove_companies",
        N_("a company less"),
        "--remove-company",
        "WHO",
        kinds=_PERSON,
        many=True,
        editing_only=True,
    ),
    Option(
        "move_past",
        N_("what happened so far counts for the company they join, or stays with the old one"),
        "--move-past/--keep-past",
        kinds=_PERSON,
        switch=True,
        editing_only=True,
    ),
    Option("role", N_("what they are there"), kinds=_PERSON),
    Option("department", N_("where in the company they are"), kinds=_PERSON),
    Option("emails", N_("e-mail address, or label=address"), "--email", "ADDRESS", many=True),
    Option("add_emails", N_("an e-mail more"), "--add-email", "ADDRESS", many=True, editing_only=True),
    Option("remove_emails", N_("an e-mail less"), "--remove-email", "ADDRESS", many=True, editing_only=True),
    Option("phones", N_("phone number, or label=number"), "--phone", "NUMBER", many=True),
    Option("add_phones", N_("a phone more"), "--add-phone", "NUMBER", many=True, editing_only=True),
    Option("remove_phones", N_("a phone less"), "--remove-phone", "NUMBER", many=True, editing_only=True),
    Option("handles", N_("account elsewhere, such as wechat=lm88"), "--handle", "SERVICE=NAME", many=True),
    Option("street", N_("street and number")),
    Option("postal_code", N_("postal code")),
    Option("city", N_("city")),
    Option("region", N_("province or state")),
    Option("country", N_("country")),
    Option("tags", N_("tag"), "--tag", "TAG", many=True, complete=completing.tags),
    Option("add_tags", N_("a tag more"), "--add-tag", "TAG", many=True, editing_only=True, complete=completing.tags),
    Option(
        "remove_tags", N_("one less"), "--remove-tag", "TAG", many=True, editing_only=True, complete=completing.tags
    ),
    Option("owner", N_("who looks after them: a login, or me"), metavar="USER", complete=completing.users),
    Option("level", N_("customer level"), complete=completing.levels),
    Option("stage", N_("lifecycle stage"), codes=Stage),
    Option("stage_pinned", N_("keep the stage from being moved by rules, or let it"), "--pin/--unpin", switch=True),
    Option("source", N_("where they came from")),
    Option("channel", N_("how they like to be reached")),
    Option("consent", N_("whether they agreed to be written to"), codes=Consent),
    Option(
        "do_not_contact",
        N_("leave them alone, or no more"),
        "--do-not-contact/--contact-again",
        switch=True,
    ),
    Option("gender", N_("gender"), codes=Gender, kinds=_PERSON),
    Option(
        "birthday", N_("birthday, such as 1990-03-05, --03-05, 3月5日 or 农历八月十五"), metavar="DATE", kinds=_PERSON
    ),
    Option("lunar", N_("the birthday is in the lunar calendar"), "--lunar", switch=True, kinds=_PERSON),
    Option("cadence", N_("in how many days to be in touch again; none: as level and tags say"), metavar="DAYS"),
    Option("industry", N_("industry")),
    Option("website", N_("website"), metavar="URL"),
    Option("needs", N_("what they need")),
    Option("note", N_("anything else")),
    Option("custom", N_("a field of your own"), "--set", "x.FIELD=VALUE", many=True, complete=completing.custom_fields),
)


def options_for(kind: Kind, *, editing: bool) -> list[inspect.Parameter]:
    """Return the options that say something of a new contact of ``kind``, or ``editing`` of one that is there."""
    return [option.parameter() for option in _OPTIONS if kind in option.kinds and (editing or not option.editing_only)]
