"""The link that opens a mail program with a letter ready in it: ``mailto:`` of RFC 6068."""

from urllib.parse import quote

_IN_ADDRESS = "@!$*+"  # what RFC 6068 leaves as it is in an address, without what divides addresses and fields


def mailto(address: str, subject: str, text: str) -> str:
    """Return the link; everything but ASCII letters and digits is percent-encoded UTF-8, line ends are CR LF."""
    fields = (("subject", subject), ("body", text.replace("\r\n", "\n").replace("\n", "\r\n")))
    said = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields if value)
    return f"mailto:{quote(address, safe=_IN_ADDRESS)}" + (f"?{said}" if said else "")
