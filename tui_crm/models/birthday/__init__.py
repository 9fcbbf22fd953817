"""When is somebody's birthday: solar or lunar, with or without the year, and on which days it is celebrated."""

from tui_crm.models.birthday.keys import keys_between
from tui_crm.models.birthday.lunar import lunar_year
from tui_crm.models.birthday.parse import birthday_of, parse_birthday
from tui_crm.models.birthday.value import Birthday, Calendar
from tui_crm.models.birthday.words import in_words

__all__ = ["Birthday", "Calendar", "birthday_of", "in_words", "keys_between", "lunar_year", "parse_birthday"]
