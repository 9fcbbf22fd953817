"""When is somebody's birthday: solar or lunar, with or without the year, and on which days it is celebrated."""

from tui_crm.models.birthday.keys import keys_between
from tui_crm.models.birthday.parse import parse_birthday
from tui_crm.models.birthday.value import Birthday, Calendar

__all__ = ["Birthday", "Calendar", "keys_between", "parse_birthday"]
