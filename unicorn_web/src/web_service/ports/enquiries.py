"""The port of the enquiries' storage."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.agent import Origin
from web_service.domain.enquiries.enquiry import Enquiry, EnquiryState
from web_service.domain.limits import Limit
from web_service.ports.public_homes import PublicHome


class EnquiryNotFound(Exception):
    """Raised when there is no such enquiry, or no longer."""


class EnquiryChangedMeanwhile(Exception):
    """Raised when an enquiry is no longer the version that a change was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """Which enquiries to list, newest first."""

    agent: str
    state: EnquiryState | None = None
    before: UUID | None = None  # only those older than this one


class Enquiries(Protocol):
    """Enquiries, each until it expires, and the facts about them. All methods raise StoreUnavailable."""

    def home(self, property_id: str) -> PublicHome:
        """Return a home that customers may ask about. Raises HomeNotPublic and HomeGone."""

    def add(self, enquiry: Enquiry, limits: Sequence[Limit], event_id: UUID, receipt: Receipt | None = None) -> None:
        """Write a new enquiry, the fact of it, its counts and the request's receipt, or nothing.

        Raises HomeGone if the home is not public as the enquiry has it, LimitReached, and AnsweredMeanwhile.
        """

    def get(self, property_id: str, enquiry_id: UUID, *, now: datetime) -> Enquiry:
        """Return an enquiry as last written. Raises EnquiryNotFound, also from its last moment on."""

    def save(self, before: Enquiry, after: Enquiry, event_id: UUID, origin: Origin) -> None:
        """Write a changed enquiry and, if it is closed now, the fact of it, or nothing.

        Raises EnquiryChangedMeanwhile unless the stored version is that of `before`.
        """

    def find(self, wanted: InboxFilter, *, now: datetime, on_unreadable: Callable[[str], None]) -> Iterator[Enquiry]:
        """Yield an agent's enquiries, newest first, reading on only as far as they are taken.

        One that is unreadable is left out, and `on_unreadable` gets its id.
        """

    def count_new(self, agent: str, *, most: int, now: datetime) -> int:
        """Return how many new enquiries an agent has, `most` at most."""

    def open_about(
        self, property_id: str, listed_since: str, *, on_unreadable: Callable[[str], None]
    ) -> Iterator[Enquiry]:
        """Yield the enquiries about a home that are not closed, received while it was public since then.

        One that is unreadable is left out, and `on_unreadable` gets its id.
        """
