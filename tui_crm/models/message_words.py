"""How a message says what it knows, in its own language, whatever the program speaks: a day, and how somebody is addressed.

Nobody is addressed by a guess. A family name is what the card says it is; only a name of two or three Chinese characters
has its first one, or its first two where these are a double surname. A name in Chinese characters is addressed in Chinese
in both languages: how it is spelled in Latin letters is for its bearer to say.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from tui_crm.models.codes import Gender
from tui_crm.models.ticket import TicketState

CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_STATES: Final[Mapping[str, Mapping[str, str]]] = {
    ENGLISH: {
        TicketState.NEW: "new",
        TicketState.OPEN: "in progress",
        TicketState.WAITING: "waiting for your answer",
        TicketState.RESOLVED: "solved",
        TicketState.CLOSED: "closed",
    },
    CHINESE: {
        TicketState.NEW: "待受理",
        TicketState.OPEN: "处理中",
        TicketState.WAITING: "等待您的答复",
        TicketState.RESOLVED: "已解决",
        TicketState.CLOSED: "已关闭",
    },
}
_TITLES: Final = {
    (CHINESE, Gender.MALE): "先生",
    (CHINESE, Gender.FEMALE): "女士",
    (ENGLISH, Gender.MALE): "Mr ",
    (ENGLISH, Gender.FEMALE): "Ms ",
}
_PAIRS: Final = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐司徒司空夏侯钟离宇文长孙端木南宫独孤轩辕百里东郭西门呼延万俟澹台闻人"
    "拓跋濮阳淳于单于申屠公冶赫连乐正歐陽司馬諸葛東方尉遲公孫鍾離長孫獨孤軒轅東郭西門澹臺聞人濮陽單于赫連樂正"
)
_DOUBLE_SURNAMES: Final = frozenset(map("".join, zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
"""The double surnames of 百家姓 that are borne today, and some from beyond it; traditional forms too."""
_SHORT_NAMES: Final = range(2, 4)  # characters of a Chinese name whose first one is the surname


def in_chinese(text: str) -> bool:
    """Return whether ``text`` is written in Chinese characters and nothing else."""
    return bool(text) and all("\u3400" <= character <= "\u9fff" for character in text)


def language_of(name: str) -> str:
    """Return in which language somebody of this name is written to, as far as the name tells."""
    return CHINESE if any(map(in_chinese, name)) else ENGLISH


def day(moment: date, language: str, *, year: bool = True) -> str:
    """Return a day as a letter says it: ``21 November 2026``, ``2026年11月21日``."""
    if language == CHINESE:
        return (f"{moment.year:04}年" if year else "") + f"{moment.month}月{moment.day}日"
    return f"{moment.day} {_MONTHS[moment.month - 1]}" + (f" {moment.year:04}" if year else "")


def moment(local: datetime, language: str) -> str:
    """Return a moment on a wall as a letter says it: ``21 November 2026, 16:30``, ``2026年11月21日 16:30``."""
    return f"{day(local, language)}{' ' if language == CHINESE else ', '}{local:%H:%M}"


def state(code: str, language: str) -> str:
    """Return in which state a ticket is, as a letter says it."""
    return _STATES[language].get(code, code)


def salutation(name: str, family_name: str, gender: str, language: str) -> str:
    """Return how somebody is addressed: by title and family name where both are known, else by the whole name."""
    family = parts_of(name, "", family_name)[1]
    if not family or gender not in {Gender.MALE, Gender.FEMALE}:
        return name
    if in_chinese(family):
        return family + _TITLES[CHINESE, Gender(gender)]
    title = _TITLES[CHINESE if language == CHINESE else ENGLISH, Gender(gender)]
    return family + title if language == CHINESE else title + family


def parts_of(name: str, given_name: str, family_name: str) -> tuple[str, str]:
    """Return the given and the family name as a card says them; of a short Chinese name as it is divided, else ""."""
    surname = _surname(name)
    family = family_name or ("" if given_name else surname)
    return given_name or (name[len(surname) :] if surname and family == surname else ""), family


def is_whole_name(family: str) -> bool:
    """Return whether what stands as a Chinese family name is a surname with a given name; a double surname is none."""
    return all(parts_of(family, "", "")) and family not in _DOUBLE_SURNAMES


def _surname(name: str) -> str:
    """Return the surname that a short Chinese name begins with, "" where that would be a guess."""
    if not in_chinese(name):
        return ""
    if name[:2] in _DOUBLE_SURNAMES and len(name) > len(name[:2]):
        return name[:2]
    return name[0] if len(name) in _SHORT_NAMES else ""
