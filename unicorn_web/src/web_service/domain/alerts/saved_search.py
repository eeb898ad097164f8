"""A saved search: what somebody looks for, and the address that hears of new homes."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

CONFIRMED_WITHIN = timedelta(days=1)  # of being saved
KEPT = timedelta(days=180)  # from its confirmation on, or from when its owner last said to keep it
PER_ADDRESS = 5  # saved searches


class SearchState(StrEnum):
    UNCONFIRMED = "UNCONFIRMED"
    CONFIRMED = "CONFIRMED"


class AddressIsBusy(Exception):
    """Raised when no further search may be saved for an address at present; `seconds` is when it may."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            "this address was sent a mail to confirm a saved search within the last day, or has"
            f" {PER_ADDRESS} saved searches: open the link of that mail, or remove a search by the link of its mails"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    search_id: UUID
    email: str
    address: str  # a keyed digest of `email`, by which searches of an address are counted
    search: str  # the address of its page on the site, as in /search/usa/anytown?bedrooms=3
    secret_digest: str  # of what the links in its mails have
    state: SearchState = SearchState.UNCONFIRMED
    saved_at: datetime
    expires_at: datetime  # from then on nobody reads it, and no mail is sent
    mailed_on: str = ""  # the last day, in UTC, on which homes were mailed
    news: int = 0  # rises by one with each home that is found for it

    @property
    def locality(self) -> str:
        """Return `country[/city[/street]]`."""
        return self.search.partition("?")[0].partition("/search")[2].partition("/")[2]


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def is_secret_of(search: SavedSearch, secret: str) -> bool:
    return hmac.compare_digest(search.secret_digest, digest_of(secret))


def confirm(search: SavedSearch, *, at: datetime) -> SavedSearch:
    """Confirm a search, or keep one that is confirmed for as long again."""
    return replace(search, state=SearchState.CONFIRMED, expires_at=at + KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """What is kept of an address to which somebody else might have mails sent: no address, and no search."""

    address: str  # a keyed digest
    searches: dict[str, datetime]  # id of each → until when it is kept
    waits_until: datetime | None = None  # for the answer to the last mail that asked for one
    waits_for: str = ""  # the id of the search that this mail was about
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.searches and self.waits_until is None

    def saved(self, search: SavedSearch) -> "AddressBook":
        """Return the book with a new search. Raises AddressIsBusy."""
        now = search.saved_at
        searches = {name: until for name, until in self.searches.items() if until > now}
        waits = self.waits_until - now if self.waits_until and self.waits_until > now else timedelta()
        if len(searches) >= PER_ADDRESS:
            waits = max(waits, min(searches.values()) - now)
        if waits:
            raise AddressIsBusy(int(waits.total_seconds()) + 1)
        return replace(
            self,
            searches=searches | {str(search.search_id): search.expires_at},
            waits_until=now + CONFIRMED_WITHIN,
            waits_for=str(search.search_id),
            version=self.version + 1,
        )

    def confirmed(self, search: SavedSearch) -> "AddressBook":
        """Return the book with a search that is confirmed: whoever reads the mails there may be sent another."""
        answers = self.waits_for == str(search.search_id)
        return replace(
            self,
            searches=self.searches | {str(search.search_id): search.expires_at},
            waits_until=None if answers else self.waits_until,
            waits_for="" if answers else self.waits_for,
            version=self.version + 1,
        )

    def removed(self, search: SavedSearch) -> "AddressBook":
        """Return the book without a search; the mail that asked about it still counts for its day."""
        rest = {name: until for name, until in self.searches.items() if name != str(search.search_id)}
        return replace(self, searches=rest, version=self.version + 1)
