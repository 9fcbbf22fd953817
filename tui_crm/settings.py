"""What a person can set, and where each value came from: flag > environment > settings file > default.

Every setting is declared once, in ``SETTINGS``. Those of scope ``user`` live in the user's TOML file and are resolved
here; those of scope ``database`` belong to the team, are kept in the database file, and are changed by a recorded
operation (``services/team_settings.py``).
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_crm import call_words
from tui_crm.currencies import CURRENCIES
from tui_crm.errors import UsageError
from tui_crm.i18n import LANGUAGES, N_, _, matching_language
from tui_crm.toml_files import Unreadable, read_toml, stored_text
from tui_crm.work_limits import parse_limits, written_limits
from tui_crm.working_hours import ORDINARY_HOURS, parse_week, written_week

STARTS = ("today", "contacts", "journey", "followups", "tickets")
"""The screens that the program can begin with."""

YES, NO = "yes", "no"
NOWHERE = "none"
"""The country without holidays."""
NEVER = "none"
"""The value of a limit that nothing reaches."""

_YES = frozenset((YES, "y", "true", "on", "1", "是"))
_NO = frozenset((NO, "n", "false", "off", "0", "否"))


class Scope(StrEnum):
    """To whom a setting belongs."""

    USER = "user"
    DATABASE = "database"


class Origin(StrEnum):
    """Where a value came from."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    DATABASE = "database"
    DEFAULT = "default"


@dataclass(frozen=True)
class Setting:
    """One thing that can be set: ``check`` returns the value in its canonical form or raises ValueError.

    ``choices`` returns the values there are, nothing where there is no end of them.
    """

    name: str
    scope: Scope
    help: str
    default: str = ""
    environment: str = ""
    check: Callable[[str], str] = str.strip
    choices: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True)
class Value:
    """A setting's value with its origin; ``where`` is the variable's name or the file's path."""

    setting: Setting
    value: str
    origin: Origin
    where: str = ""


def _language(text: str) -> str:
    code = text if text in LANGUAGES else matching_language(text)
    if code is None:
        raise ValueError(_("known languages: {names}").format(names=", ".join(LANGUAGES)))
    return code


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(_("no such time zone; for example Asia/Shanghai or Europe/Berlin")) from error


def _zones() -> Iterable[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415 - walks the zones of the machine

    return sorted(available_timezones())


def _regions() -> Iterable[str]:
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - dear to import, and seldom wanted

    return sorted(SUPPORTED_REGIONS)


def _region(text: str) -> str:
    code = text.strip().upper()
    if code not in _regions():
        raise ValueError(_("a region is two letters, for example CN or DE"))
    return code


def _places() -> Iterable[str]:
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - seldom wanted

    return (NOWHERE, *sorted(codes[1] for codes in COUNTRIES.values()))


def _place(text: str) -> str:
    from holidays import country_holidays  # noqa: PLC0415 - as above

    if text.strip().lower() == NOWHERE:
        return NOWHERE
    country, _dash, subdivision = text.strip().upper().partition("-")
    if country not in _places():
        raise ValueError(_("a country is two letters, for example CN or DE; “none” has no holidays"))
    known = country_holidays(country, expand=False).subdivisions
    found = {name.upper(): name for name in known}.get(subdivision)
    if subdivision and found is None:
        raise ValueError(
            _("the parts of {country} are: {names}").format(country=country, names=", ".join(known) or "—")
        )
    return f"{country}-{found}" if found else country


def _week(text: str) -> str:
    return written_week(parse_week(text))


def _limits(text: str) -> str:
    return written_limits(parse_limits(text))


def _currency(text: str) -> str:
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise ValueError(_("a currency is three letters of ISO 4217, for example CNY, EUR or USD"))
    return code


def _yes_or_no(text: str) -> str:
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError(_("say yes or no"))
    return YES if word in _YES else NO


def _start(text: str) -> str:
    name = text.strip().lower()
    if name not in STARTS:
        raise ValueError(_("known screens: {names}").format(names=", ".join(STARTS)))
    return name


def _command(text: str) -> str:
    """Return a command's words as a shell would quote them; none ever runs it."""
    import shlex  # noqa: PLC0415 - seldom wanted

    try:
        words = shlex.split(text)
    except ValueError:  # a quote that does not end, said in English
        words = []
    if not words or not words[0].strip() or "\0" in text:
        raise ValueError(_("a command is a program and its arguments, for example /home/me/bin/send --now"))
    program = os.path.expanduser(words[0])  # noqa: PTH111 - a bare name is looked up where programs lie
    if os.sep in program and not os.path.isabs(program):  # noqa: PTH117 - as above
        raise ValueError(_("name the program by its whole path, or by its bare name where it lies with the others"))
    return shlex.join([program, *words[1:]])


def _whole(text: str, first: int, last: int, *, or_never: bool = False) -> str:
    """Return a whole number from ``first`` to ``last``, or ``none`` where that may be said."""
    word = text.strip()
    if or_never and word.lower() == NEVER:
        return NEVER
    if not word.isdecimal() or len(word) > len(str(last)) or not first <= int(word) <= last:
        message = (
            _("say a whole number from {first} to {last}, or none")
            if or_never
            else _("say a whole number from {first} to {last}")
        )
        raise ValueError(message.format(first=first, last=last))
    return str(int(word))


def _levels(text: str) -> str:
    names = [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]
    if not names or len(set(names)) != len(names):
        raise ValueError(_("levels are different names with commas between, for example A,B,C,VIP"))
    return ",".join(names)


def _causes(text: str) -> str:
    names = [" ".join(name.split()) for name in text.replace("，", ",").split(",") if name.strip()]
    if len({name.casefold() for name in names}) != len(names):
        raise ValueError(_("causes are different names with commas between, for example wrong address,too late"))
    return ",".join(names)


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("database", Scope.USER, N_("the database file"), environment="CRM_DB"),
        Setting("user", Scope.USER, N_("who you are"), environment="CRM_USER"),
        Setting(
            "language", Scope.USER, N_("language of the program"), environment="CRM_LANG",
            check=_language, choices=lambda: LANGUAGES,
        ),
        Setting("theme", Scope.USER, N_("colours of the screens"), "dusk", environment="CRM_THEME"),
        Setting(
            "plain", Scope.USER, N_("plain screens, for screen readers"), NO, environment="CRM_PLAIN",
            check=_yes_or_no, choices=lambda: (YES, NO),
        ),
        Setting("start", Scope.USER, N_("the screen that opens first"), STARTS[0], check=_start, choices=lambda: STARTS),
        Setting("zone", Scope.USER, N_("your time zone"), environment="CRM_ZONE", check=_zone, choices=_zones),
        Setting("message_command", Scope.USER, N_("the command that messages are handed to"), check=_command),
        Setting(
            "calendar_zone", Scope.DATABASE, N_("time zone of the team’s calendar"), "Asia/Shanghai",
            check=_zone, choices=_zones,
        ),
        Setting(
            "calendar_country", Scope.DATABASE, N_("the country whose holidays the team has"), "CN",
            check=_place, choices=_places,
        ),
        Setting(
            "calendar_hours", Scope.DATABASE, N_("the team’s working hours"), ORDINARY_HOURS, check=_week,
        ),
        Setting(
            "phone_region", Scope.DATABASE, N_("region of phones without a country code"), "CN",
            check=_region, choices=_regions,
        ),
        Setting(
            "home_currency", Scope.DATABASE, N_("the currency of the team’s own prices"), "CNY",
            check=_currency, choices=lambda: CURRENCIES,
        ),
        Setting("levels", Scope.DATABASE, N_("customer levels"), "A,B,C,VIP", check=_levels),
        Setting(
            "outcomes", Scope.DATABASE, N_("how a call can end, each with its key"), call_words.USUAL["outcomes"],
            check=partial(call_words.checked, "outcomes"),
        ),
        Setting(
            "objections", Scope.DATABASE, N_("what can be objected, each with its key"), call_words.USUAL["objections"],
            check=partial(call_words.checked, "objections"),
        ),
        Setting("ticket_receipt", Scope.DATABASE, N_("the template of receipts for tickets; none for no receipts")),
        Setting("ticket_causes", Scope.DATABASE, N_("what the causes of tickets are called"), check=_causes),
        Setting(
            "low_csat", Scope.DATABASE, N_("a CSAT up to which somebody follows up (1–5, or none)"), "2",
            check=partial(_whole, first=1, last=5, or_never=True),
        ),
        Setting(
            "low_nps", Scope.DATABASE, N_("an NPS up to which somebody follows up (0–10, or none)"), "6",
            check=partial(_whole, first=0, last=10, or_never=True),
        ),
        Setting(
            "hard_ces", Scope.DATABASE, N_("a CES from which on somebody follows up (1 easy – 7 hard, or none)"), "6",
            check=partial(_whole, first=1, last=7, or_never=True),
        ),
        Setting(
            "survey_rest_days", Scope.DATABASE, N_("days in which nobody is asked by a second survey"), "90",
            check=partial(_whole, first=0, last=3650),
        ),
        Setting(
            "survey_reminders", Scope.DATABASE, N_("how often a survey may remind somebody"), "2",
            check=partial(_whole, first=0, last=10),
        ),
        Setting("wip_limits", Scope.DATABASE, N_("how many tickets each state should have at most"), check=_limits),
    )
}  # fmt: skip


def named(name: str) -> Setting:
    """Return the setting called ``name``; raises UsageError naming the known ones."""
    if name not in SETTINGS:
        raise UsageError(
            _("there is no setting “{name}”").format(name=name),
            hint=_("known settings: {names}").format(names=", ".join(SETTINGS)),
        )
    return SETTINGS[name]


def checked(name: str, text: str, *, where: str = "") -> str:
    """Return ``text`` in the canonical form of setting ``name``; raises UsageError that says what is wrong where."""
    setting = named(name)
    try:
        text.encode()
        return setting.check(text)
    except UnicodeEncodeError:  # bytes of an argument or a variable that are no UTF-8 arrive as lone surrogates
        raise UsageError(_("{parameter} is not valid UTF-8 text").format(parameter=where or name)) from None
    except ValueError as error:
        place = f" ({where})" if where else ""
        raise UsageError(
            _("“{value}” does not do for setting {name}{place}: {reason}").format(
                value=text, name=name, place=place, reason=error
            )
        ) from error


class UserSettings:
    """The user's settings, resolved once per run from flags, environment, file and defaults."""

    def __init__(self, file: Path, *, flags: Mapping[str, str | None], environ: Mapping[str, str] = os.environ) -> None:
        self.file = file
        self.environ = environ
        self._flags = flags
        self._stored = _read(file)

    def read_again(self) -> "UserSettings":
        """Return the settings as they are by now, the file read anew."""
        return UserSettings(self.file, flags=self._flags, environ=self.environ)

    def value(self, name: str) -> Value:
        """Return the value of user setting ``name`` with its origin; raises UsageError where the value is bad."""
        setting = named(name)
        if flag := self._flags.get(name):
            return Value(setting, checked(name, flag), Origin.FLAG)
        if setting.environment and (given := self.environ.get(setting.environment)):
            return Value(
                setting, checked(name, given, where=setting.environment), Origin.ENVIRONMENT, setting.environment
            )
        if name in self._stored:
            where = str(self.file)
            return Value(setting, checked(name, self._stored[name], where=where), Origin.FILE, where)
        return Value(setting, setting.default, Origin.DEFAULT)

    def get(self, name: str) -> str:
        """Return just the value of user setting ``name``."""
        return self.value(name).value


def _read(file: Path) -> dict[str, str]:
    stored = _table(file)
    unknown = [name for name in stored if name not in SETTINGS or SETTINGS[name].scope is not Scope.USER]
    if unknown:
        raise UsageError(
            _("{file}: there is no setting “{name}”").format(file=file, name=unknown[0]),
            hint=_("known settings: {names}").format(
                names=", ".join(name for name, setting in SETTINGS.items() if setting.scope is Scope.USER)
            ),
        )
    for name, value in stored.items():
        if not isinstance(value, str):
            raise UsageError(
                _("{file}: {name} is no text").format(file=file, name=name),
                hint=_("write it in quotes: {line}").format(line=f'{name} = "…"'),
            )
    return {name: str(value) for name, value in stored.items()}


def _table(file: Path) -> dict[str, object]:
    """Return what stands in ``file``, nothing where there is none. Raises UsageError."""
    try:
        return read_toml(file)
    except Unreadable as error:
        raise UsageError(
            _("cannot read the settings file {file}: {reason}").format(file=file, reason=error.reason), hint=error.hint
        ) from error


def store(file: Path, name: str, text: str | None) -> None:
    """Write user setting ``name`` into ``file``, keeping its comments; None removes it. Raises UsageError, OutputFailed."""
    import tomlkit  # noqa: PLC0415 - only `config set` needs it

    from tui_crm.whole_files import whole_text  # noqa: PLC0415 - as above

    document = tomlkit.parse(stored_text(file)) if _table(file) else tomlkit.document()
    if text is None:
        document.pop(name, None)
    else:
        document[name] = checked(name, text)
    with whole_text(file, new_folder=True) as stream:
        stream.write(tomlkit.dumps(document))
