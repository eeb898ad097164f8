"""The RESO feed: the newest change of each listing that customers see, or saw lately, in the order of its entries."""

from datetime import timedelta
from typing import NamedTuple

from web_service.domain.search.details import PublicListing

LIFETIME = timedelta(days=30)  # for so long at least, an entry says that a listing has left
SETTLING = timedelta(seconds=10)  # younger entries are not shown: a transaction's items become visible one by one

# The first moment of 2026, in milliseconds: before any feed. Who asks for what is newer than that knows nothing yet.
EARLIEST = 1_767_225_600_000


class Entry(NamedTuple):
    """The newest change of one listing; a newer one takes its place, at the end of the feed."""

    number: int  # milliseconds since 1970; no two are the same, and a later entry has a higher one
    property_id: str
    status: str  # StandardStatus
    found: PublicListing | None  # None: customers do not see it any more


class FeedState(NamedTuple):
    """What the feed can still tell. The newest entry that says that a listing has left is kept until there is another.

    So a reader that has read to the end has seen an entry at or behind `expiring`, however long ago that was.
    """

    begun: int  # the number before the first entry that there ever was
    last: int  # entry
    gone: int = 0  # the newest entry that says that a listing has left
    expiring: int = 0  # the newest but that one: it and earlier ones are deleted after their lifetime
    writes: int = 0  # of this state: two runs that have read the same one do not both write


class Span(NamedTuple):
    """The entries that a reader asks for, by their numbers; `since` is the moment whose listings it knows already."""

    after: int  # behind this one
    until: int | None  # up to this one
    since: int | None  # None: a reader that begins


class FeedPage(NamedTuple):
    entries: list[Entry]
    following: int | None  # the number behind which the next page begins, None if there is none
    read: int  # items that were read for it
