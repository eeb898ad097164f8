"""The ports of saved searches: their storage, the homes that are matched with them, and the mail service."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.alerts.mails import Mail
from web_service.domain.alerts.saved_search import SavedSearch
from web_service.domain.limits import Limit
from web_service.domain.search.details import PublicListing


class SearchNotFound(Exception):
    """Raised when there is no such saved search, or the caller does not have its secret."""


class SearchIsGone(Exception):
    """Raised when a saved search was removed, or was not confirmed or kept in time."""


class SearchChangedMeanwhile(Exception):
    """Raised when a saved search is no longer as it was read."""


class MailsAreOff(Exception):
    """Raised when this stage has no sender of mails."""


class MailRefused(Exception):
    """Raised when the mail service did not take a mail: nobody gets it."""


class MailUncertain(Exception):
    """Raised when the mail service did not answer: whether somebody gets the mail is not known."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A confirmed search of a locality, as the index has it."""

    search_id: UUID
    search: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A home that was found for a search and is to be mailed."""

    property_id: str
    found_at: datetime


class SavedSearches(Protocol):
    """Saved searches, each until it expires. All methods raise StoreUnavailable."""

    def add(self, search: SavedSearch, limits: Sequence[Limit], receipt: Receipt | None = None) -> None:
        """Write a new search, that a mail is due, its counts and the request's receipt, or nothing.

        Raises AddressIsBusy, LimitReached, SearchChangedMeanwhile and AnsweredMeanwhile.
        """

    def get(self, search_id: UUID) -> SavedSearch | None:
        """Return a search as last written, expired or not."""

    def confirm(self, before: SavedSearch, after: SavedSearch) -> None:
        """Write a confirmed search, which is found from then on. Raises SearchChangedMeanwhile."""

    def remove(self, search: SavedSearch) -> None:
        """Delete a search with its address. Removing what is not there changes nothing."""

    def candidates(self, locality: str) -> Iterator[Candidate]:
        """Yield the confirmed searches of exactly this locality, up to a moment behind."""

    def note(self, search_id: UUID, property_id: str, *, at: datetime) -> bool:
        """Keep a home for the next mail of a search, once; False if it was mailed before, or the search is gone."""

    def unasked(self, *, before: datetime) -> Sequence[UUID]:
        """Return the searches whose mail to confirm them was last tried before then, and has not gone out."""

    def try_again(self, search_id: UUID, *, before: datetime, at: datetime) -> bool:
        """Take such a mail for another try; False if somebody else has, or it has gone out."""

    def asked(self, search_id: UUID) -> None:
        """Keep in mind that this mail went out."""

    def due(self) -> Sequence[UUID]:
        """Return all searches for which homes wait, the one that waits longest first."""

    def found(self, search_id: UUID, *, limit: int) -> Sequence[Found]:
        """Return the homes that wait for a search, `limit` at most."""

    def begin(self, search: SavedSearch, day: str) -> bool:
        """Take the day's one mail of a search; False if it is taken, or the search is gone."""

    def give_back(self, search: SavedSearch, day: str) -> None:
        """Give back the day's mail, which nobody got: another run may send it."""

    def settle(self, search: SavedSearch, *, mailed: Sequence[str], dropped: Sequence[Found], is_done: bool) -> None:
        """Keep which homes were mailed, forget those that were dropped unless they were found again meanwhile.

        `is_done`: nothing waits for this search any more, unless something came since `search` was read.
        """


class Homes(Protocol):
    """Homes as customers see them. All methods raise StoreUnavailable."""

    def approved(self, property_id: str, request_id: UUID | None) -> PublicListing | None:
        """Return the version of a home that a request was about, if it is public or about to be; else None."""

    def public(self, property_ids: Sequence[str]) -> Mapping[str, PublicListing]:
        """Return those of the homes that are public, as last written; 100 at most."""


class Mailer(Protocol):
    """The mail service."""

    def send(self, mail: Mail) -> None:
        """Hand over a mail. Raises MailRefused and MailUncertain."""


type Remember = Callable[[SavedSearch], Receipt | None]
