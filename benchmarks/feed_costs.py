"""The cost of the RESO feed, computed from the items that its adapters write: for docs/scale.md."""

from dataclasses import replace
from random import Random
from uuid import UUID

from web_service.adapters.reso import feed_items
from web_service.adapters.search.public_items import public_items
from web_service.api.fields import DESCRIPTION_MAX
from web_service.domain.images.collection import IMAGES_MAX
from web_service.domain.listings.listing import Listing
from web_service.domain.reso.feed import FeedState

from benchmarks.item_sizes import size_of, writes
from benchmarks.seed_listings import listing_of, with_texts
from demo.catalogue import HOUSES

KEY_WRITES, KEY_READS = 1_000, 3_000  # units a second that one partition key supports
NUMBER = 1_800_000_000_000
PAGE = 100
WORDS = 400  # of a language whose texts are as hard to compress as descriptions are


def figures() -> str:
    first = listing_of(HOUSES[0])
    cases = {
        "a demo listing, with one image": first,
        "with eight images and a description of 2,000 bytes": _described(_pictured(first, 8), 2_000),
        "with everything that fits": _described(_pictured(with_texts(first, "x"), IMAGES_MAX), DESCRIPTION_MAX),
    }
    rows = [
        "| an entry of the RESO feed | bytes | units of a new one | of a change | new ones a second | changes a second"
        " | read units of a page of 100 | pages a second |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(name, listing) for name, listing in cases.items()),
    ]
    return "\n".join(rows)


def _row(name: str, listing: Listing) -> str:
    assert listing.public_version
    what = feed_items.shown(public_items(listing, listing.public_version)[0])
    entry = size_of(feed_items.entry_item(NUMBER, listing.property_id, what, is_kept=False))
    one = 2 * writes(entry)  # of a transaction; a change deletes the entry before, too
    others = 2 * (
        writes(size_of(feed_items.mark_item(NUMBER, listing.property_id, what)))
        + writes(size_of(feed_items.feed_item(FeedState(NUMBER, NUMBER))))
    )
    page = -(-PAGE * entry // 4096)
    return (
        f"| {name} | {entry:,} | {one + others} | {2 * one + others} | {KEY_WRITES // one} | {KEY_WRITES // (2 * one)}"
        f" | {page} | {KEY_READS // page} |"
    )


def _described(listing: Listing, size: int) -> Listing:
    chance = Random(1)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(WORDS)]
    return replace(listing, description=" ".join(chance.choices(words, k=size))[:size])


def _pictured(listing: Listing, count: int) -> Listing:
    chance = Random(2)
    [image] = listing.images
    return replace(
        listing, images=tuple(replace(image, image_id=UUID(int=chance.getrandbits(128))) for _ in range(count))
    )
