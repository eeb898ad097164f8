"""The Web context's ports in memory, and common values of its tests."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from web_service.adapters.search import details
from web_service.adapters.search.cards import unpack
from web_service.adapters.search.public_items import house_of, public_items
from web_service.domain.agent import Agent, Origin
from web_service.domain.images.collection import accept, expect
from web_service.domain.images.edit import ImageEdit
from web_service.domain.images.image import Image, ImageInfo, ImageStatus
from web_service.domain.images.upload import ImageFile, ProcessedImage, Ticket, Upload
from web_service.domain.listings.listing import Listing, ListingFilter, ListingStatus, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import PublicationRequest, Reason
from web_service.domain.publication.reviewing import Questions, is_open
from web_service.domain.publication.reviewing import ask as ask_for_review
from web_service.domain.publication.rules import Evaluation, Result, decide, request_approval
from web_service.domain.reso.feed import Entry, FeedPage, FeedState
from web_service.domain.search.cards import Card, CardPage, Order, Position, SearchCriteria
from web_service.domain.search.details import PublicListing, card_of
from web_service.domain.search.free_text import has_all, words_of_home
from web_service.domain.search.geohash import geohash
from web_service.domain.search.localities import Locality, LocalityPage
from web_service.domain.search.regions import Region
from web_service.domain.search.roster import Wishes, key_of, row_of
from web_service.ports.known_localities import Street
from web_service.ports.listings import ListingChangedMeanwhile, ListingExists, ListingNotFound
from web_service.ports.localities import LocalityNotFound
from web_service.ports.reviews import Place, ReviewNotFound
from web_service.use_cases.changes import Call

from unicorn_kernel.address import Address, city_name
from unicorn_kit.receipts import Receipt

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
HOUSE = "usa/anytown/main-street/111"
ADDRESS = Address(country="USA", city="Anytown", street="Main Street", number="111")
AGENT = Agent(name="agent1")
OTHER = Agent(name="agent2")
ADMIN = Agent(name="admin1", is_admin=True)
ORIGIN = Origin(correlation_id="c", causation_id="r")
IDS = map(lambda number: UUID(int=number), count(1))  # several threads may ask it, unlike a generator
INFO = ImageInfo(width=1600, height=1200, placeholder="data:image/webp;base64,AA==")


def a_call(agent: Agent = AGENT, *, now: datetime = MONDAY) -> Call:
    return Call(agent=agent, origin=ORIGIN, now=now, new_id=lambda: next(IDS))


def a_listing(number: str = "111", **changes: Any) -> Listing:
    listing = Listing(
        property_id=f"usa/anytown/main-street/{number}",
        address=replace(ADDRESS, number=number),
        agent=AGENT.name,
        description="A lovely house",
        kind=OfferKind.SALE,
        price=Money(minor=19999, currency="USD"),
        created_at=MONDAY,
        modified_at=MONDAY,
    )
    return replace(listing, **changes)


def a_request(*, at: datetime = MONDAY) -> PublicationRequest:
    return PublicationRequest(request_id=next(IDS), event_id=next(IDS), requested_at=at, origin=ORIGIN)


def an_image(image_id: UUID | None = None, *, now: datetime = MONDAY) -> Image:
    return Image(
        image_id=image_id or next(IDS),
        filename="front.jpg",
        status=ImageStatus.EXPECTED,
        expires_at=now + timedelta(minutes=15),
    )


def with_picture(listing: Listing) -> Listing:
    image = an_image()
    return accept(expect(listing, image, now=MONDAY), image.image_id, INFO)


def pending(listing: Listing | None = None, *, at: datetime = MONDAY) -> Listing:
    return request_approval(listing or a_listing(), a_request(at=at))


def answer_to(listing: Listing, result: Result = Result.APPROVED, **changes: Any) -> Evaluation:
    assert listing.request
    evaluation = Evaluation(
        property_id=listing.property_id,
        request_id=listing.request.request_id,
        result=result,
        occurred_at=listing.request.requested_at,
    )
    return replace(evaluation, **changes)


NOT_JUDGED = Reason(code="DESCRIPTION_LANGUAGE_UNKNOWN", subject="description", message="It cannot be checked.")


def questions_about(listing: Listing, **changes: Any) -> Questions:
    """Return what Properties asks a person of a pending listing, who has a week."""
    assert listing.request
    asked_at = listing.request.requested_at
    questions = Questions(
        property_id=listing.property_id,
        request_id=listing.request.request_id,
        questions=(NOT_JUDGED,),
        answer_by=asked_at + timedelta(days=7),
        occurred_at=asked_at,
    )
    return replace(questions, **changes)


def reviewed(listing: Listing | None = None, *, at: datetime = MONDAY) -> Listing:
    """Return a listing whose request waits for a person."""
    asked = pending(listing, at=at)
    return ask_for_review(asked, questions_about(asked), at=at)


def declined(listing: Listing | None = None, *reasons: Reason) -> Listing:
    """Return a listing that was declined because of its content, unless other reasons are given."""
    asked = pending(listing)
    return decide(asked, answer_to(asked, Result.DECLINED, reasons=reasons or (NOT_JUDGED,)), at=MONDAY)


def approved(listing: Listing | None = None) -> Listing:
    asked = pending(listing)
    return decide(asked, answer_to(asked), at=MONDAY)


class FakeListings:
    """The port `Listings`. Public versions are kept apart, as they were when they were published."""

    def __init__(self, *listings: Listing) -> None:
        self.stored = {listing.property_id: listing for listing in listings}
        self.public = {listing.property_id: listing for listing in listings if listing.public_version}
        self.saves: list[Listing] = []
        self.quicker: list[Listing] = []  # concurrent writes, each just before the next save

    def get(self, property_id: str) -> Listing:
        if property_id not in self.stored:
            raise ListingNotFound(f"there is no listing of {property_id}")
        return self.stored[property_id]

    def add(self, listing: Listing, receipt: Receipt | None = None) -> None:
        if listing.property_id in self.stored:
            raise ListingExists(listing, self.stored[listing.property_id])
        self.stored[listing.property_id] = listing

    def save(self, before: Listing, after: Listing, receipt: Receipt | None = None) -> None:
        if self.quicker:
            other = self.quicker.pop(0)
            self.stored[other.property_id] = other
        if self.stored[before.property_id].version != before.version:
            raise ListingChangedMeanwhile
        self.stored[after.property_id] = after
        self.saves.append(after)
        if after.public_version is None:
            self.public.pop(after.property_id, None)
        elif after.public_version != before.public_version:
            self.public[after.property_id] = after

    def remove(self, listing: Listing) -> None:
        if self.stored[listing.property_id].version != listing.version:
            raise ListingChangedMeanwhile
        del self.stored[listing.property_id]

    def find(self, wanted: ListingFilter) -> Iterator[Listing]:
        newest = sorted(self.stored.values(), key=lambda found: (found.created_at, found.property_id), reverse=True)
        return (
            listing
            for listing in newest
            if wanted.agent in {None, listing.agent}
            and wanted.status in {None, listing.status}
            and (wanted.before is None or (listing.created_at, listing.property_id) < wanted.before)
        )


class FakeReviews:
    """The port `Reviews` on the listings that FakeListings has and had."""

    def __init__(self, listings: FakeListings) -> None:
        self._listings = listings

    def property_of(self, request_id: UUID) -> str:
        for listing in (*self._listings.stored.values(), *self._listings.saves):
            if listing.review and listing.request and listing.request.request_id == request_id:
                return listing.property_id
        raise ReviewNotFound("there is no review of that request")

    def waiting(self, after: Place | None, *, on_unreadable: Callable[[str], None]) -> Iterator[Listing]:
        found = sorted(filter(is_open, self._listings.stored.values()), key=_place_of)
        return (listing for listing in found if after is None or _place_of(listing) > after)

    def count_waiting(self, *, most: int) -> int:
        return min(most, sum(map(is_open, self._listings.stored.values())))


def _place_of(listing: Listing) -> Place:
    assert listing.review
    return listing.review.asked_at, listing.property_id


class FakeResoFeed:
    """The port `ResoFeed` with an entry for each public version, entered on Monday."""

    def __init__(self, public: "FakePublicListings") -> None:
        self._public = public

    def state(self) -> FeedState | None:
        first = int(MONDAY.timestamp() * 1000)
        count = len(self._public.published)
        return FeedState(first - 1, first + count - 1) if count else None

    def page(self, after: int, until: int, *, limit: int) -> FeedPage:
        first = int(MONDAY.timestamp() * 1000)
        found = [
            Entry(number, property_id, "Active", self._public.details(property_id))
            for number, property_id in enumerate(self._public.published, first)
            if after < number <= until
        ]
        return FeedPage(found[:limit], found[limit - 1].number if len(found) > limit else None, len(found))


class FakePublicListings:
    """The port `PublicListings` on the public versions of FakeListings."""

    def __init__(self, listings: FakeListings) -> None:
        self._listings = listings

    @property
    def published(self) -> dict[str, Listing]:
        return self._listings.public

    def cards(
        self, area: str, order: Order, criteria: SearchCriteria, *, limit: int, after: Position | None
    ) -> CardPage:
        items = [item for item in self._items() if item.get("area", {}).get("S") == area and SORTED_BY[order] in item]
        items.sort(key=lambda item: _sorted_by(item, order), reverse=order in {Order.PRICE_DESCENDING, Order.NEWEST})
        found = [(_position(item, order), unpack(item["pk"]["S"], item["card"]["S"])) for item in items]
        found = [(position, card) for position, card in found if criteria.match(card)]
        start = 0 if after is None else [position for position, _ in found].index(after) + 1
        page = found[start : start + limit]
        last = page[-1][0] if len(found) > start + limit else None
        return CardPage([card for _, card in page], last, len(page))

    def in_region(self, region: Region, kind: str | None, *, limit: int, after: Position | None) -> CardPage:
        found: list[tuple[str, str, Card]] = []
        for property_id, listing in self._listings.public.items():
            public = self.details(property_id)
            if public and public.location and kind in {None, listing.kind}:
                latitude, longitude, _ = public.location
                if region.contains(latitude, longitude):
                    found.append((geohash(latitude, longitude), property_id, card_of(property_id, public)))
        page = sorted(one for one in found if after is None or one[:2] > (after.place, after.property_id))
        last = Position(page[limit - 1][1], page[limit - 1][0], "") if len(page) > limit else None
        return CardPage([card for *_, card in page[:limit]], last, len(page[:limit]))

    def currencies(self, locality: str) -> dict[str, int]:
        public = self._listings.public.items()
        return dict(Counter(listing.price.currency for pk, listing in public if pk.startswith(f"{locality}/")))

    def localities(self, country: str | None, *, limit: int, after: str | None) -> LocalityPage:
        found: dict[str, list[Listing]] = {}
        for listing in self._listings.public.values():
            slugs = listing.property_id.split("/")
            if country in {None, slugs[0]}:
                found.setdefault(slugs[1] if country else slugs[0], []).append(listing)
        slugs = sorted(slug for slug in found if after is None or slug > after)
        places = [_place(slug, found[slug], country) for slug in slugs[:limit]]
        return LocalityPage(places, slugs[limit - 1] if len(slugs) > limit else None, len(places))

    def details(self, property_id: str) -> PublicListing | None:
        for item in self._items():
            if item["pk"]["S"] == property_id and item["sk"]["S"] == "PUBLIC":
                return details.unpack(item["details"]["S"])
        return None

    def was_public(self, property_id: str) -> bool:
        found = self._listings.stored.get(property_id)
        return bool(found and any(past.status is ListingStatus.APPROVED for past in found.status_history))

    def _items(self) -> Iterator[dict[str, Any]]:
        for listing in self._listings.public.values():
            assert listing.public_version
            for item in public_items(listing, listing.public_version):
                yield dict(item)


class FakeRoster:
    """The port `Roster` on the public versions of FakeListings, always up to date."""

    def __init__(self, public: FakePublicListings) -> None:
        self._public = public

    def cards(self, locality: str, order: Order, wishes: Wishes, *, limit: int, after: Position | None) -> CardPage:
        found: list[tuple[Any, str, Card]] = []
        for property_id in self._public.published:
            public = self._public.details(property_id)
            if not public or not property_id.startswith(f"{locality}/"):
                continue
            row = row_of(key_of(property_id)[1], house_of(public.number, public.unit), public)
            if not has_all(words_of_home(public), wishes.words):
                continue
            if wishes.match(row) and not ("price" in order and row.price is None):
                values = {Order.PRICE: row.price, Order.PRICE_DESCENDING: -(row.price or 0), Order.NEWEST: -row.since}
                found.append((values.get(order, row.place), property_id, card_of(property_id, public)))
        found.sort()
        cards = [card for *_, card in found]
        start = 0 if after is None else [card.property_id for card in cards].index(after.property_id) + 1
        last = cards[start + limit - 1].property_id if len(cards) > start + limit else None
        page = cards[start : start + limit]
        return CardPage(page, Position(last, "", "") if last else None, len(page) + 1)


SORTED_BY = {Order.PLACE: "sk", Order.PRICE: "price", Order.PRICE_DESCENDING: "price", Order.NEWEST: "since"}


def _sorted_by(item: dict[str, Any], order: Order) -> tuple[Decimal | str, str]:
    """Return the sort value of an item, and its property id."""
    value = item[SORTED_BY[order]]
    return Decimal(value["N"]) if "N" in value else value["S"], item["pk"]["S"]


def _position(item: dict[str, Any], order: Order) -> Position:
    value = item[SORTED_BY[order]]
    return Position(item["pk"]["S"], item["sk"]["S"], str(Decimal(value["N"])) if "N" in value else "")


def _place(slug: str, listings: list[Listing], country: str | None) -> Locality:
    cities = {listing.property_id.split("/")[1] for listing in listings}
    address = listings[0].address
    return Locality(slug, city_name(address) if country else address.country, len(listings), len(cities))


class FakeKnownLocalities:
    """The port `KnownLocalities` on the public listings of FakeListings."""

    def __init__(self, public: "FakePublicListings") -> None:
        self._public = public

    def countries(self) -> list[Locality]:
        return self._public.localities(None, limit=1000, after=None).localities

    def cities(self, beginning: str, *, limit: int) -> list[tuple[str, str]]:
        found = {tuple(property_id.split("/")[:2]) for property_id in self._public.published}
        return sorted((country, city) for country, city in found if city.startswith(beginning))[:limit]

    def cities_of(self, country: str, *, limit: int) -> list[Locality]:
        return self._public.localities(country, limit=limit, after=None).localities

    def city(self, country: str, city: str) -> Locality | None:
        return next((one for one in self.cities_of(country, limit=1000) if one.slug == city), None)

    def streets(self, country: str, city: str, beginning: str, *, limit: int) -> list[Street]:
        found = {
            Street(property_id.split("/")[2], listing.address.street)
            for property_id, listing in self._public.published.items()
            if property_id.startswith(f"{country}/{city}/{beginning}")
        }
        return sorted(found)[:limit]


class FakeLocalities:
    """The port `Localities` on the public listings of FakeListings; names are by `country` or `country/city`."""

    def __init__(self, listings: FakeListings) -> None:
        self._listings = listings
        self.names: dict[str, str] = {}

    def rename(self, country: str, city: str | None, name: str) -> Locality:
        slug = f"{country}/{city}" if city else country
        count = sum(property_id.startswith(f"{slug}/") for property_id in self._listings.public)
        if not count:
            raise LocalityNotFound("no listing is public there")
        self.names[slug] = name
        return Locality(city or country, name, count, 0 if city else 1)


class FakeBucket:
    """The ports `Uploads` and `Images`."""

    def __init__(self) -> None:
        self.incoming: dict[tuple[str, UUID], bytes] = {}
        self.stored: dict[tuple[str, UUID], Sequence[ImageFile]] = {}
        self.tickets: list[tuple[UUID, Upload, int]] = []

    def ticket(self, property_id: str, image_id: UUID, upload: Upload, *, seconds: int) -> Ticket:
        self.tickets.append((image_id, upload, seconds))
        return Ticket(url="https://bucket.example", fields={"key": f"incoming/{property_id}/{image_id}"})

    def arrived(self, property_id: str) -> set[UUID]:
        return {image_id for found, image_id in self.incoming if found == property_id}

    def fetch(self, property_id: str, image_id: UUID, *, size_max: int) -> bytes | None:
        return self.incoming.get((property_id, image_id))

    def store(self, property_id: str, image_id: UUID, files: Sequence[ImageFile]) -> None:
        self.stored[property_id, image_id] = files

    def discard(self, property_id: str, image_id: UUID) -> None:
        self.incoming.pop((property_id, image_id), None)


class FakeImageProcessor:
    """The port `ImageProcessor`: every file is an image; `edits` are those that it was asked for."""

    def __init__(self) -> None:
        self.edits: list[ImageEdit] = []

    def process(self, content: bytes, edit: ImageEdit | None = None) -> ProcessedImage:
        if edit:
            self.edits.append(edit)
        file = ImageFile(name="master.jpg", content_type="image/jpeg", content=content)
        return ProcessedImage(info=INFO, files=[file])


STATUSES = list(ListingStatus)
