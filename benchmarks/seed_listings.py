"""The demo listings as the Web context stores them."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from web_service.api.fields import TEXT_MAX
from web_service.domain.images.image import Image, ImageInfo, ImageStatus
from web_service.domain.listings.features import HEADLINE_MAX, Features, PropertyType
from web_service.domain.listings.listing import Listing, ListingStatus, OfferKind
from web_service.domain.listings.location import Location, Shown
from web_service.domain.listings.money import Money
from web_service.domain.publication.request import PublicVersion

from demo.catalogue import House
from unicorn_kernel.property_id import Address, of_address

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def listing_of(house: House) -> Listing:
    """Return a demo listing as an approved listing with one image."""
    address = Address(**house.address.body())
    info = ImageInfo(width=1600, height=1200, placeholder="data:image/webp;base64," + "A" * 140)
    image = Image(
        image_id=UUID("01a20f9d-d8c0-7017-891a-07277bdc2d1a"),
        filename="front.jpg",
        status=ImageStatus.READY,
        expires_at=NOW,
        info=info,
        alt_text=house.alt_text,
    )
    return Listing(
        property_id=of_address(address),
        address=address,
        agent=house.agent,
        description=house.description,
        kind=OfferKind(house.contract),
        price=Money.of(Decimal(str(house.listprice)), house.currency),
        features=_features(house),
        location=_location(house),
        images=(image,),
        status=ListingStatus.APPROVED,
        public_version=PublicVersion(request_id=image.image_id, since=NOW, version=3, currency=house.currency),
        created_at=NOW,
        modified_at=NOW,
    )


def _features(house: House) -> Features:
    given = asdict(house.features)
    numbers = {
        name: Decimal(str(given[name])) for name in ("bathrooms", "living_area", "lot_size") if given[name] is not None
    }
    kind = PropertyType(given["property_type"])
    return Features(**given | numbers | {"property_type": kind})


def _location(house: House) -> Location | None:
    if house.location is None:
        return None
    latitude, longitude = (Decimal(str(degrees)) for degrees in house.location)
    return Location(latitude=latitude, longitude=longitude, shown=Shown.ROUGH if house.is_rough else Shown.EXACT)


def with_texts(listing: Listing, letter: str) -> Listing:
    """Return the listing with texts of the maximum length."""
    features = replace(listing.features, headline=letter * HEADLINE_MAX)
    images = tuple(replace(image, alt_text=letter * TEXT_MAX) for image in listing.images)
    return replace(listing, features=features, images=images)


def in_china(listing: Listing) -> Listing:
    """Return the listing at an address of all seven fields in Chinese, at three bytes a character."""
    address = Address(
        country="中华人民共和国",
        region="江苏省",
        city="苏州市",
        postcode="215000",
        street="人民东路",
        number="12号",
        unit="3单元502室",
    )
    return replace(listing, property_id=of_address(address), address=address)


def bare(listing: Listing) -> Listing:
    """Return the listing with its required fields and one image only."""
    return replace(listing, features=Features(), images=tuple(replace(i, alt_text=None) for i in listing.images))
