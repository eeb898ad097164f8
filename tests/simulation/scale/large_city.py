"""A city of 100,000 homes in memory, written by the shipped adapters, and searches in it that few of them match."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.public_items import public_items
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.features import Features
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.search.cards import Order, Position, SearchCriteria, area, filter_area

from tests.adapters.web.agency import TABLE, Counts
from tests.dynamodb import MemoryDynamoDB
from tests.unit.web.fakes import a_listing, approved
from unicorn_kernel.property_id import of_address

CITY = "usa/anytown"
HOMES = 100_000
BEDROOMS = [0] * 4 + [1] * 14 + [2] * 27 + [3] * 30 + [4] * 17 + [5] * 6 + [6] * 2  # of a hundred homes
LIMIT = 25


@dataclass(frozen=True)
class Search:
    """A search and what it is for people."""

    name: str
    order: Order
    criteria: SearchCriteria
    kind: str | None = None
    street: str | None = None


@dataclass
class Seen:
    """All pages of a search, or the first few of a long one."""

    shown: int = 0
    read: int = 0
    pages: int = 0
    short: int = 0  # pages before the last one that were not full
    empty: int = 0  # with a page behind them
    looks: int = 0  # items that were read to know that a page follows


class LargeCity:
    """Keeps the cards of the areas that are searched; all others of the city would only take memory."""

    def __init__(self, searches: list[Search], homes: int = HOMES) -> None:
        self._memory = MemoryDynamoDB("unicorn_web", TABLE)
        self._search = PublicListingTable(self._memory, TABLE)  # type: ignore[arg-type]
        areas = {part for search in searches for part in _areas(search)}
        for listing in _homes(homes):
            assert listing.public_version
            for item in public_items(listing, listing.public_version):
                if "area" in item and _is_searched(item["area"]["S"], areas):
                    self._memory.put_item(Item=dict(item), TableName=TABLE)
        self._count(homes)

    def _count(self, homes: int) -> None:
        """Let one home be counted by the stream, and the others at once: a count is a number, however it came."""
        Counts(self._memory).count([{"dynamodb": {"NewImage": listing_item(next(_homes(1)))}}])
        city = self._memory.items["PLACES#usa", "anytown"]
        number = {"N": str(homes)}
        counts = dict.fromkeys(("listings", "filed", "banded", "in_USD"), number)
        self._memory.put_item(Item=city | counts, TableName=TABLE)

    def read(self, search: Search, *, pages: int = 8) -> Seen:
        seen, after = Seen(), None
        while True:
            found = self._page(search, after)
            seen.pages, seen.shown, seen.read = seen.pages + 1, seen.shown + len(found.cards), seen.read + found.read
            after = found.following
            seen.looks += after is not None
            if after is None or seen.pages == pages:
                return seen
            seen.short += len(found.cards) < LIMIT
            seen.empty += not found.cards

    def _page(self, search: Search, after: Position | None) -> Any:
        place = area(f"{CITY}/{search.street}" if search.street else CITY, search.kind)
        return self._search.cards(place, search.order, search.criteria, limit=LIMIT, after=after)


def _areas(search: Search) -> tuple[str, ...]:
    plain = area(CITY, search.kind)
    street = (f"{CITY}/{search.street}",) if search.street else ()
    return plain, filter_area(plain, search.criteria.currency, search.criteria.bedrooms), *street


def _in_its_street(listing: Listing, number: int) -> Listing:
    """Put each two thousandth home into Side Street, each two hundredth into High Street."""
    street = "Side Street" if number % 2000 == 1 else "High Street" if number % 200 == 2 else None
    if not street:
        return listing
    address = replace(listing.address, street=street)
    return replace(listing, address=address, property_id=of_address(address))


def _is_searched(name: str, areas: set[str]) -> bool:
    """Whether a search may read an area; all bands of prices are kept, whichever of them cover a range."""
    return name in areas or name.startswith(f"{CITY}##USD#p")


def _homes(count: int) -> Iterator[Listing]:
    """Yield homes with common and rare features: each thousandth in another currency, one with fifty bedrooms."""
    chance = random.Random(7)
    for number in range(1, count + 1):
        listing = _in_its_street(a_listing(str(number)), number)
        kind = OfferKind.RENT if number % 4 == 0 else OfferKind.SALE
        price = Money(minor=100 * chance.randint(50_000, 1_000_000), currency="CHF" if number % 1000 == 0 else "USD")
        bedrooms = {count // 2: 50, count // 3: 9}.get(number, chance.choice(BEDROOMS))
        features = Features(bedrooms=bedrooms)
        shown = approved(replace(listing, kind=OfferKind.SALE, price=price, features=features))
        assert shown.public_version
        since = shown.public_version.since.replace(microsecond=number % 1000 * 1000, second=number // 1000 % 60)
        yield replace(shown, kind=kind, public_version=replace(shown.public_version, since=since))
