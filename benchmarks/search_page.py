"""The bytes of a page of a search: 25 random homes in the words of the demo listings, for docs/speed.md."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from uuid import UUID

from web_service.adapters.search.cards import unpack
from web_service.adapters.search.public_items import public_items
from web_service.api.search.queries import LIMIT
from web_service.api.search.views import card_view
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.money import Money

from benchmarks.seed_listings import NOW, listing_of
from demo.catalogue import HOUSES
from unicorn_kernel.property_id import of_address
from unicorn_kit.http import json_response

DAYS = 90  # between the uploads of the images
LEVEL = 6  # of gzip
LATE = "with region and postcode"


def homes() -> list[Listing]:
    """Return different homes of one city in the order of a search by place."""
    return sorted(_homes(Random(25)), key=lambda home: (home.address.street, int(home.address.number)))


def _homes(chance: Random) -> Iterator[Listing]:
    """Yield homes with the features of demo listings, and with their words in other texts."""
    for number in chance.sample(range(1, 200), LIMIT):
        like, street = listing_of(chance.choice(HOUSES)), chance.choice(HOUSES).address.street
        address = replace(like.address, country="USA", city="Anytown", street=street, number=str(number))
        image = replace(like.images[0], image_id=_image_id(chance), alt_text=_words(chance, "alt_text"))
        yield replace(
            like,
            property_id=of_address(address),
            address=address,
            price=Money(minor=_price(chance, like.kind), currency="USD"),
            features=replace(like.features, headline=_words(chance, "headline")),
            images=(image,),
        )


def with_all_of_an_address(listing: Listing) -> Listing:
    postcode = f"{90_000 + int(listing.address.number):05}"
    return replace(listing, address=replace(listing.address, region="California", postcode=postcode))


def page(listings: list[Listing]) -> bytes:
    """Return the body of the page that shows these listings."""
    cards = []
    for listing in listings:
        assert listing.public_version
        _, card, *_ = public_items(listing, listing.public_version)
        cards.append(card_view(unpack(card["pk"]["S"], card["card"]["S"])))
    return json_response(cards).body.encode()


def figures() -> str:
    """Return the table of docs/speed.md."""
    found = homes()
    lines = [f"| a page of {LIMIT} homes | bytes | gzipped |", "|---|--:|--:|"]
    for name, listings in (("of the demo listings' kind", found), (LATE, list(map(with_all_of_an_address, found)))):
        body = page(listings)
        lines.append(f"| {name} | {len(body):,} | {len(gzip.compress(body, LEVEL)):,} |")
    return "\n".join(lines)


def _price(chance: Random, kind: OfferKind) -> int:
    """Return a price as agents ask it, in cents: a sale in thousands, a rent in tens of dollars a month."""
    return 100 * (chance.randrange(150, 1_500) * 1_000 if kind is OfferKind.SALE else chance.randrange(90, 500) * 10)


def _image_id(chance: Random) -> UUID:
    """Return an id as uploads have them: a UUIDv7."""
    moment = int(NOW.timestamp() * 1000) - chance.randrange(DAYS * 86_400_000)
    return UUID(int=moment << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))


def _words(chance: Random, name: str) -> str:
    texts = [house.alt_text if name == "alt_text" else house.features.headline or "" for house in HOUSES]
    words = [word for text in texts for word in text.lower().split()]
    return " ".join(chance.choices(words, k=len(chance.choice(texts).split()))).capitalize()
