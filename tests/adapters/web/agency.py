"""An in-memory table with any number of listings, written by the same adapter as on AWS."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.search.card_search import READ_MAX
from web_service.adapters.search.public_counts import PublicCounts
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.features import Features, RentPeriod
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.publication.rules import Result, decide
from web_service.domain.search.cards import Card, Order, Position, SearchCriteria, area

from tests.dynamodb import MemoryDynamoDB
from tests.unit.web.fakes import TUESDAY, a_listing, answer_to, pending
from unicorn_kernel.property_id import of_address

TABLE = "WebListingsTable"
CITIES = [("USA", "Anytown"), ("USA", "Any"), ("USA", "Big City"), ("Österreich", "Linz"), ("Japan", "Kyōto")]
STREETS = ("Main Street", "Main Street 1", "Main")
CURRENCIES = ("USD", "JPY", "SPL")


class Counts:
    """The function that counts."""

    def __init__(self, client: Any) -> None:
        self._counts = PublicCounts(client, TABLE)

    def count(self, records: Sequence[dict[str, Any]]) -> None:
        unreadable: list[Any] = []
        self._counts.count(records, lambda *what: unreadable.append(what))
        assert not unreadable


class Agency:
    """Publishes and withdraws listings, and remembers which are public."""

    def __init__(self, seed: int, *, cities: Sequence[tuple[str, str]] = CITIES) -> None:
        self.dynamodb = MemoryDynamoDB("unicorn_web", TABLE)
        self.listings = ListingTable(self.dynamodb, TABLE)  # type: ignore[arg-type]
        self.search = PublicListingTable(self.dynamodb, TABLE)  # type: ignore[arg-type]
        self.counts = Counts(self.dynamodb)
        self.chance = random.Random(seed)
        self.public: dict[str, Listing] = {}
        self._cities = cities
        self._numbers = iter(range(1, 10**9))

    def settle(self, count: int, approved: float) -> None:
        """Write listings in every status; a share of them is approved, the others must not be found."""
        hidden = [status for status in ListingStatus if status is not ListingStatus.APPROVED]
        for _ in range(count):
            if self.chance.random() < approved:
                self.publish(self.draft())
            else:
                (status,) = self.chance.choices(hidden, weights=[4, 4, 4, 1])
                self.hide(self.draft(), status)

    def draft(self) -> Listing:
        chance = self.chance
        country, city = chance.choice(self._cities)
        listing = a_listing()
        address = replace(
            listing.address, country=country, city=city, street=chance.choice(STREETS), number=str(next(self._numbers))
        )
        price = Money(minor=chance.randint(1, 40), currency=chance.choice(CURRENCIES))  # many have the same price
        kind = chance.choice(list(OfferKind))
        period = RentPeriod.MONTH if kind is OfferKind.RENT else None
        features = Features(bedrooms=chance.choice([None, 0, 1, 2, 2, 3, 3, 4, 5, 9]), rent_period=period)
        return replace(
            listing, property_id=of_address(address), address=address, kind=kind, price=price, features=features
        )

    def publish(self, listing: Listing) -> Listing:
        """Approve a draft, without events to the other contexts."""
        asked = pending(listing)
        shown = replace(decide(asked, answer_to(asked), at=TUESDAY), version=2)
        self.listings.add(listing)
        self.listings.save(listing, shown)
        self.public[shown.property_id] = shown
        return shown

    def publish_again(self, listing: Listing) -> Listing:
        """Approve a public listing once more."""
        assert listing.public_version
        version = listing.version + 1
        currency = listing.price.currency
        live = replace(listing.public_version, version=version, currency=currency, is_filed=True, is_banded=True)
        shown = replace(listing, public_version=live, version=version)
        self.listings.save(listing, shown)
        self.public[shown.property_id] = shown
        return shown

    def withdraw(self, listing: Listing) -> None:
        gone = replace(listing, status=ListingStatus.WITHDRAWN, public_version=None, version=listing.version + 1)
        self.listings.save(listing, gone)
        del self.public[listing.property_id]

    def hide(self, listing: Listing, status: ListingStatus) -> None:
        if status is ListingStatus.WITHDRAWN:
            self.withdraw(self.publish(listing))
        elif status is ListingStatus.DECLINED:
            asked = pending(listing)
            self.listings.add(decide(asked, answer_to(asked, Result.DECLINED), at=TUESDAY))
        else:
            self.listings.add(replace(listing, status=status))

    def truth(self, place: str, kind: OfferKind | None, criteria: SearchCriteria) -> set[str]:
        """Return the public listings that a search must find."""
        found = [x for x in self.public.values() if x.property_id.startswith(f"{place}/") and kind in {None, x.kind}]
        return {listing.property_id for listing in found if _wanted(listing, criteria)}

    def count(self) -> None:
        """Let the table's stream be read to its end."""
        while self.dynamodb.stream:
            records, self.dynamodb.stream = self.dynamodb.stream, []
            self.counts.count(records)

    def counted(self) -> dict[str, Counter[str]]:
        """Return the number of public listings of each city, by slug, for each country."""
        counts: dict[str, Counter[str]] = {}
        for property_id in self.public:
            country, city, *_ = property_id.split("/")
            counts.setdefault(country, Counter())[city] += 1
        return counts

    def listed(self) -> dict[str, Counter[str]]:
        """Return the same numbers, read from the lists of localities once the stream is read."""
        self.count()
        countries = self.search.localities(None, limit=1000, after=None).localities
        found = {}
        for country in countries:
            cities = self.search.localities(country.slug, limit=1000, after=None).localities
            found[country.slug] = Counter({city.slug: city.listings for city in cities})
            assert (country.listings, country.cities) == (found[country.slug].total(), len(cities))
        return found


def _wanted(listing: Listing, criteria: SearchCriteria) -> bool:
    high = Decimal("Infinity") if criteria.max_price is None else criteria.max_price
    bedrooms = listing.features.bedrooms or 0
    if criteria.currency not in {None, listing.price.currency}:
        return False
    return (criteria.min_price or 0) <= listing.price.amount <= high and bedrooms >= criteria.bedrooms


class Reading:
    """All pages of a search; each is full and not the last, or the last; none is empty but an only one."""

    def __init__(
        self, search: PublicListingTable, place: str, order: Order, limit: int, *, is_changing: bool = False
    ) -> None:
        self.is_changing = is_changing
        self._search, self._place, self._order, self._limit = search, place, order, limit
        self.cards: list[Card] = []
        self.read = 0  # items
        self.looks = 0  # of these, each is one that only says that another page follows

    def pages(self, kind: OfferKind | None = None, criteria: SearchCriteria | None = None) -> Iterator[int]:
        """Yield the number of cards of each page."""
        after: Position | None = None
        while True:
            found = self._search.cards(
                area(self._place, kind), self._order, criteria or SearchCriteria(), limit=self._limit, after=after
            )
            assert len(found.cards) <= self._limit
            assert found.read <= READ_MAX
            assert len(found.cards) == self._limit or found.read == READ_MAX or found.following is None
            assert found.cards or after is None or self.is_changing
            self.cards += found.cards
            self.read += found.read
            self.looks += found.following is not None
            yield len(found.cards)
            if found.following is None:
                return
            after = found.following

    def all(self, kind: OfferKind | None = None, criteria: SearchCriteria | None = None) -> list[str]:
        """Return the property ids of every page, in order."""
        for _ in self.pages(kind, criteria):
            pass
        return [card.property_id for card in self.cards]
