"""Which headers the properties of a card stand under: those of an address book with numbered groups, as Google writes it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final
from urllib.parse import unquote

from tui_crm.i18n import _
from tui_crm.models.spreadsheet import literal_cell
from tui_crm.services.importing.files.vcard import BrokenCardError, Property

_JOINED = " ::: "
_LAST = 101  # behind every PREF, which is from 1 to 100
_LEFT_OUT = frozenset(
    [
        "VERSION",
        "PRODID",
        "REV",
        "UID",
        "CLASS",
        "SOURCE",
        "SORT-STRING",
        "CLIENTPIDMAP",
        "XML",
        "PROFILE",
        "MAILER",
        "PHOTO",
        "LOGO",
        "SOUND",
        "KEY",
        "FBURL",
        "CALURI",
        "CALADRURI",
        "X-ABUID",
        "X-ABADR",
        "X-ABLABEL",
        "X-ABSHOWAS",
        "X-MS-OL-DESIGN",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
        "X-LOTUS-CHARSET",
        "X-CRM-LINE",
        "X-CRM-COLUMN",
        "X-CRM-VALUE",
        "X-CRM-REASON",
        "AGENT",
    ]
)
_PLAIN: Final = {
    "FN": "Name",
    "NICKNAME": "Nickname",
    "TITLE": "Organization Title",
    "NOTE": "Notes",
    "GENDER": "Gender",
    "X-GENDER": "Gender",
    "X-DEPARTMENT": "Organization Department",
    "X-PHONETIC-FIRST-NAME": "Phonetic First Name",
    "X-PHONETIC-LAST-NAME": "Phonetic Last Name",
}
_NAME: Final = ("Family Name", "Given Name", "Additional Name", "Name Prefix", "Name Suffix")
_CITY: Final = ("City", "Region", "Postal Code", "Country")
_EVENTS: Final = {"ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "X-MS-ANNIVERSARY": "Anniversary"}
_SERVICES: Final = {
    "X-AIM": "aim", "X-GOOGLE-TALK": "google talk", "X-GTALK": "google talk", "X-ICQ": "icq", "X-JABBER": "xmpp",
    "X-MSN": "msn", "X-QQ": "qq", "X-SKYPE": "skype", "X-SKYPE-USERNAME": "skype", "X-TELEGRAM": "telegram",
    "X-TWITTER": "twitter", "X-WECHAT": "wechat", "X-WEIXIN": "wechat", "X-WHATSAPP": "whatsapp", "X-YAHOO": "yahoo",
    "X-MS-IMADDRESS": "im", "X-LINKEDIN": "linkedin", "X-FACEBOOK": "facebook", "X-WEIBO": "weibo",
    "X-DINGTALK": "dingtalk",
}  # fmt: skip
_SCHEMES: Final = {"ymsgr": "yahoo", "gtalk": "google talk", "weixin": "wechat", "aim": "aim"}
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_ASKED = frozenset(("xmpp", "skype", "sip", "ymsgr"))  # their addresses go on with what to do there
_URI = re.compile(r"([a-z][a-z0-9+.-]*):(?://)?(.+)", re.IGNORECASE | re.DOTALL)
_SCREEN_NAME = re.compile(r"goim\?screenname=", re.IGNORECASE)
_DAY = re.compile(r"(?:(\d{4})-?|--)(\d\d)-?(\d\d)(?:[T ].*)?")
_LUNAR = re.compile("lunar|chinese|农历|農曆|阴历|陰曆", re.IGNORECASE)
_BIRTH = re.compile("birth|生日", re.IGNORECASE)
_CRM = "X-CRM-"


class _Cells:
    """The cells of one card by their headers."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.found: dict[str, str] = {}
        self._labels = labels
        self._count: Counter[str] = Counter()

    def put(self, header: str, text: str, between: str = _JOINED) -> None:
        """Put a text under a header, behind what stands there."""
        if text:
            before = self.found.get(header)
            self.found[header] = text if before in {None, text} else f"{before}{between}{text}"

    def group(self, base: str, cells: Mapping[str, str]) -> None:
        """Put cells that belong together under headers with the next number."""
        if any(text for part, text in cells.items() if part not in {"Type", "Service"}):
            self._count[base] += 1
            for part, text in cells.items():
                self.put(f"{base} {self._count[base]} - {part}", text)

    def label(self, said: Property) -> str:
        """Return what a value is for: what people wrote beside it, else its types."""
        own = self._labels.get(said.group) if said.group else None
        types = set(said.types)
        if own:
            return own
        if "fax" in types:
            return "home fax" if "home" in types else "fax"
        known = ("cell", "pager", "car", "work", "home", "main", "other")
        return next((word for word in known if word in types), "").replace("cell", "mobile")


def cells_of(properties: Iterable[Property]) -> tuple[dict[str, str], str]:
    """Return the cells of a card by their headers, and why it is broken ("" where it is not)."""
    said: list[Property] = []
    broken = ""
    try:
        said.extend(properties)
    except BrokenCardError as error:
        broken = str(error)
    labels = {each.group: _APPLE.sub(r"\1", each.text) for each in said if each.name == "X-ABLABEL"}
    cells = _Cells(labels)
    for each in sorted(said, key=_preference):
        _take(each, cells)
    _settle(cells, said)
    if any(each.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and each.text.lower() == "group" for each in said):
        broken = broken or _("this card is a group of others")
    return {header: literal_cell(text) for header, text in cells.found.items()}, broken


def _preference(said: Property) -> int:
    """Return where a property stands among the others: the name first, then what is preferred, best first."""
    if said.name in {"FN", "N"}:
        return 0
    if "pref" in said.types or "PREF" in said.parameters:
        number = next(iter(said.parameters.get("PREF", ())), "1")
        return int(number) if number.isascii() and number.isdigit() else 1
    return _LAST


def _take(said: Property, cells: _Cells) -> None:
    name = said.name
    if name in _LEFT_OUT:
        return
    if name in _PLAIN:
        cells.put(_PLAIN[name], said.parts()[0] if name == "GENDER" else said.text, "\n" if name == "NOTE" else _JOINED)
    elif name in _TAKEN:
        _TAKEN[name](said, cells)
    elif name in _SERVICES:
        cells.group("Handle", {"Service": _SERVICES[name], "Value": said.text})
    elif name in _EVENTS:
        cells.group("Event", {"Type": _EVENTS[name], "Value": said.text})
    elif name.startswith(_CRM):
        cells.put(name.removeprefix(_CRM).replace("-", " ").lower(), said.text)
    else:
        cells.put(name, said.text)


def _named(said: Property, cells: _Cells) -> None:
    for header, text in zip(_NAME, said.parts(), strict=False):
        cells.put(header, text)


def _organization(said: Property, cells: _Cells) -> None:
    name, *units = said.parts()
    first = "Organization Name" not in cells.found
    cells.put("Organization Name" if first else "Organization 2 - Name", name)
    cells.put("Organization Department" if first else "Organization 2 - Department", " / ".join(filter(None, units)))


def _phone(said: Property, cells: _Cells) -> None:
    scheme, _colon, rest = said.text.partition(":")
    number = rest.replace(";ext=", " ext ").partition(";")[0] if scheme.lower() == "tel" else said.text
    cells.group("Phone", {"Type": cells.label(said), "Value": number})


def _email(said: Property, cells: _Cells) -> None:
    scheme, _colon, rest = said.text.partition(":")
    cells.group("E-mail", {"Type": cells.label(said), "Value": rest if scheme.lower() == "mailto" else said.text})


def _address(said: Property, cells: _Cells) -> None:
    parts = [*said.parts(), *[""] * 7][:7]
    street = "\n".join(filter(None, parts[:3]))
    cells.group("Address", {"Type": cells.label(said), "Street": street, **dict(zip(_CITY, parts[3:], strict=True))})


def _label(said: Property, cells: _Cells) -> None:
    """Keep an address as it is printed, where no other says it in parts."""
    cells.put("LABEL", said.text, "\n\n")


def _website(said: Property, cells: _Cells) -> None:
    cells.group("Website", {"Type": cells.label(said), "Value": said.text})


def _birthday(said: Property, cells: _Cells) -> None:
    scale = " ".join((*said.parameters.get("CALSCALE", ()), *said.parameters.get("X-CALENDAR", ())))
    is_lunar = bool(_LUNAR.search(scale)) or said.name in {"X-LUNAR-BIRTHDAY", "X-LUNAR-BDAY"}
    _born(said.text, cells, said.name, omitted=said.parameters.get("X-APPLE-OMIT-YEAR", ()), is_lunar=is_lunar)


def _born(text: str, cells: _Cells, name: str, *, is_lunar: bool, omitted: Iterable[str] = ()) -> None:
    day = _DAY.fullmatch(text)
    if day is None:
        cells.put(name if is_lunar or not text[:1].isdigit() else "Birthday", text)
        return
    year = day[1] if day[1] and day[1] not in omitted else "-"
    cells.put("Lunar Birthday" if is_lunar else "Birthday", f"{year}-{day[2]}-{day[3]}")


def _dated(said: Property, cells: _Cells) -> None:
    """Take a day with a label of one's own: a birthday, or another event."""
    label = cells.label(said)
    if _BIRTH.search(label):
        _born(said.text, cells, said.name, is_lunar=bool(_LUNAR.search(label)))
    else:
        cells.group("Event", {"Type": label, "Value": said.text})


def _related(said: Property, cells: _Cells) -> None:
    cells.group("Relation", {"Type": cells.label(said), "Value": said.text})


def _categories(said: Property, cells: _Cells) -> None:
    for word in said.parts(","):
        cells.put("Labels", word)


def _message(said: Property, cells: _Cells) -> None:
    """Take a name on a service: ``xmpp:anna@example.com``, or with the service beside it."""
    uri = _URI.fullmatch(said.text)
    scheme, rest = (uri[1].lower(), uri[2]) if uri else ("", said.text)
    service = next(iter(said.parameters.get("X-SERVICE-TYPE", ())), "") or _SCHEMES.get(scheme, scheme)
    value = unquote(_SCREEN_NAME.sub("", rest.partition("?")[0] if scheme in _ASKED else rest))
    cells.group("Handle", {"Service": service.lower() or "im", "Value": value})


def _profile(said: Property, cells: _Cells) -> None:
    """Take a profile on a social network: the name there, else its address."""
    service = next(iter(said.types), "") or "other"
    user = next(iter(said.parameters.get("X-USER", ())), "")
    cells.group("Handle", {"Service": service, "Value": user or said.text.removeprefix("x-apple:")})


def _kind(said: Property, cells: _Cells) -> None:
    words = {"individual": "person", "org": "company"}
    cells.put("Kind", words.get(said.text.lower(), ""))


def _android(said: Property, cells: _Cells) -> None:
    """Take what Android has no property for: ``vnd.android.cursor.item/nickname;Bob``, or a day with a label."""
    kind, value, *rest = [*said.parts(), "", ""]
    word = kind.rpartition("/")[2]
    if word == "nickname":
        cells.put("Nickname", value)
    elif word == "contact_event" and _BIRTH.search(label := next((each for each in rest[1:] if each), "")):
        _born(value, cells, said.name, is_lunar=bool(_LUNAR.search(label)))
    else:
        cells.put(said.name, said.text)


_TAKEN: Final[dict[str, Callable[[Property, _Cells], None]]] = {
    "N": _named,
    "ORG": _organization,
    "TEL": _phone,
    "EMAIL": _email,
    "ADR": _address,
    "LABEL": _label,
    "URL": _website,
    "BDAY": _birthday,
    "X-LUNAR-BIRTHDAY": _birthday,
    "X-LUNAR-BDAY": _birthday,
    "X-ALTBDAY": _birthday,
    "X-ABDATE": _dated,
    "X-ABRELATEDNAMES": _related,
    "RELATED": _related,
    "CATEGORIES": _categories,
    "IMPP": _message,
    "X-SOCIALPROFILE": _profile,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ANDROID-CUSTOM": _android,
}


def _settle(cells: _Cells, said: Iterable[Property]) -> None:
    """Put what follows from several properties: what somebody does, whose card it is, an address that has no parts."""
    found = cells.found
    if "ROLE" in found:
        cells.put("Profession" if "Organization Title" in found else "Organization Title", found.pop("ROLE"))
    if any(each.name == "X-ABSHOWAS" and each.text.upper() == "COMPANY" for each in said):
        cells.put("Kind", "company")
    if found.get("Given Name") == found.get("Name") and "Family Name" not in found:
        found.pop("Given Name", None)  # a whole name, put there for those that read no other
    printed = found.pop("LABEL", "")
    if "Address 1 - Type" not in found and "Address 1 - Street" not in found:
        cells.group("Address", {"Formatted": printed})
