"""Which text is an e-mail address, and when two addresses are the same.

Addresses are kept as typed and compared lower-cased. The check is that of a mail program's address field, not of
RFC 5321: any script is welcome; quoted local parts, bare host names and IP addresses are not.
"""

import re
import unicodedata

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.text import clean_line

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = rf"(?=.{{1,253}}$)(?:{_LABEL}\.)+(?=[a-z]){_LABEL}"
_ADDRESS = re.compile(rf"""[^\s@<>()\[\]\\,;:"]{{1,64}}@{_DOMAIN}""", re.ASCII | re.IGNORECASE)

# What input methods write for the signs of an address, and what copying from a web page leaves in it.
_SIGNS = str.maketrans("＠．。", "@..", "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


def email_key(address: str) -> str:
    """Return what two equal addresses have in common: trimmed, NFC, lower-cased."""
    key = address.strip().lower()
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def domain(address: str) -> str:
    """Return the part behind the last ``@``, lower-cased; "" where there is none."""
    return email_key(address[address.rindex("@") + 1 :]) if "@" in address else ""


def check_email(text: str) -> str:
    """Return the address in ``text``; BadInput where there is none.

    It may stand as ``Name <a@b.c>`` or ``mailto:a@b.c``; upper case is kept.
    """
    if text.isascii() and text.isprintable() and _ADDRESS.fullmatch(text):
        return text
    line = clean_line(text)
    bare = _bare(line.translate(_SIGNS))
    if not _ADDRESS.fullmatch(_with_ascii_domain(bare)):
        message = _("“{text}” is not an e-mail address; one looks like name@example.com")
        raise BadInput(message.format(text=line), field="email")
    return bare


def _bare(line: str) -> str:
    if line.endswith(">") and "<" in line:
        line = line[line.rindex("<") + 1 : -1].strip()
    return line[len("mailto:") :].partition("?")[0] if line[:7].lower() == "mailto:" else line


def _with_ascii_domain(address: str) -> str:
    local, _at, host = address.rpartition("@")
    try:
        return f"{local}@{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""
