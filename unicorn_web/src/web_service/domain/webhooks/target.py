"""Where a webhook's events go: which addresses are taken, and which machines may be reached by them.

A name is judged by what it resolves to, when it is registered and again at each attempt; the sender connects to the
very address that was judged, so a name that changes its answer in between gains nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

URL_MAX = 500  # characters
HTTPS = 443
DEVIATIONS = frozenset("ßς\u200c\u200d")
GLOBAL_UNICAST = ip_network("2000::/3")  # without what stands for an IPv4 address: mapped, compatible, translated
# What IANA's registries of special addresses have, and Python's `is_global` does not know.
SPECIAL = (ip_network("192.88.99.0/24"), ip_network("3fff::/20"))
NO_ADDRESS = "this is no address; an example is https://example.com/hooks"
_SAFE = "/?=&%;:@!$'()*+,~"
_URL = re.compile(
    r"(?P<scheme>(?i:https?))://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@/%-]*)?(?P<query>\?[A-Za-z0-9._~!$&'()*+,;=:@/%?-]*)?"
)


class InvalidTarget(Exception):
    """Raised when events may not be sent to an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address in its parts; `host` is a name, or an IP address without brackets."""

    is_secure: bool
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        """The value of the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.is_secure and self.port == HTTPS else f"{host}:{self.port}"


def read_target(url: str, *, is_loopback_allowed: bool = False) -> Target:
    """Return the parts of an address. Raises InvalidTarget.

    On stage local `http://127.0.0.1:…` is taken as well: receivers on the developer's own machine.
    """
    found = _URL.fullmatch(url)
    if len(url) > URL_MAX or found is None:
        raise InvalidTarget(_fault(url))
    host, is_secure = found["host"].strip("[]"), found["scheme"].lower() == "https"
    if not is_secure and not (is_loopback_allowed and host == "127.0.0.1"):
        raise InvalidTarget("begin it with https://")
    port = int(found["port"] or (HTTPS if is_secure else 80))
    if not 0 < port < 65536:  # noqa: PLR2004
        raise InvalidTarget("give a port between 1 and 65535")
    return Target(is_secure=is_secure, host=host, port=port, path=(found["path"] or "/") + (found["query"] or ""))


def judged(addresses: Sequence[str], *, is_loopback_allowed: bool = False) -> str:
    """Return the address to connect to, of all that a name resolves to. Raises InvalidTarget if one is not public."""
    if not addresses:
        raise InvalidTarget("its host name is not known")
    if is_loopback_allowed and set(addresses) == {"127.0.0.1"}:
        return addresses[0]
    if not all(map(is_public, addresses)):
        raise InvalidTarget("its host is not on the public internet")
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether an IP address is one machine on the public internet."""
    address = ip_address(text)
    if any(address.version == special.version and address in special for special in SPECIAL):
        return False
    if isinstance(address, IPv6Address):
        is_other = address.sixtofour or address.teredo  # these stand for an IPv4 address
        return address in GLOBAL_UNICAST and address.is_global and not is_other
    return address.is_global and not address.is_multicast


def _fault(url: str) -> str:
    if len(url) > URL_MAX:
        return f"use at most {URL_MAX} characters"
    try:
        split = urlsplit(url)
    except ValueError:
        return NO_ADDRESS
    if split.username is not None or split.password is not None:
        return "leave out the user name and the password"
    if split.fragment:
        return "leave out what follows #"
    return NO_ADDRESS if url.isascii() or split.scheme not in {"https", "http"} else _in_ascii(split)


def _in_ascii(split: SplitResult) -> str:
    """Say how an address of other letters is written, unless Python's IDNA of 2003 and that of 2008 differ on it."""
    host = split.hostname or ""
    if host.isascii():
        rest = split.path + (f"?{split.query}" if split.query else "")
        return f"write what is not ASCII as %..: {quote(rest, safe=_SAFE)}"
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        name = ""
    return f"write its host as {name}" if name and not set(host) & DEVIATIONS else "write its host in ASCII, as xn--…"
