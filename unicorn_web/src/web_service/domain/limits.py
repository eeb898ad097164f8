"""How many requests customers may send in an hour: from one network address, through one gateway, about one home.

Customers reach the API through a CDN or directly. Behind a CDN their own address stands in a header that a direct
caller may forge, so the address that the gateway itself sees is counted too, with more allowed: it may be the CDN's.
Enquiries, viewings and saved searches are counted each for themselves, in their own tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

WINDOW = 3600  # seconds
PER_HOME = 30
PER_PEER = 20  # times as many as from one address


class LimitReached(Exception):
    """Raised when a limit is reached; `seconds` is when it begins anew."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"there were too many such requests in this hour; send it again in {-(-seconds // 60)} minutes"
        )


@dataclass(frozen=True, slots=True)
class Limit:
    name: str  # of what is counted; an address only as a digest
    most: int  # in a window


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends a request: keyed digests of network addresses, and how many one of them may send in an hour."""

    address: str
    peer: str  # the address that the gateway sees
    most: int


def limits_of(sender: Sender, property_id: str) -> Iterator[Limit]:
    yield Limit(f"home#{property_id}", PER_HOME)
    yield from limits_of_sender(sender)


def limits_of_sender(sender: Sender) -> Iterator[Limit]:
    yield Limit(f"address#{sender.address}", sender.most)
    if sender.peer != sender.address:
        yield Limit(f"peer#{sender.peer}", sender.most * PER_PEER)


def window(at: datetime) -> int:
    """Return the number of the hour, in which each limit begins anew."""
    return int(at.timestamp()) // WINDOW


def seconds_left(at: datetime) -> int:
    return WINDOW - int(at.timestamp()) % WINDOW
