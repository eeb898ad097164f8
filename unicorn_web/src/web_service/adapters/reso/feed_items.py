"""How the RESO feed is stored, in a table of its own: a read model of the listings table.

| item   | pk          | sk         | contains                                                                       |
|--------|-------------|------------|--------------------------------------------------------------------------------|
| feed   | FEED        | FEED       | the numbers of domain/reso/feed.py's `FeedState`                                 |
| entry  | ENTRIES     | its number | `property_id`, `status`, and while the listing is public its packed `details`    |
| mark   | property id | MARK       | the number of the listing's only `entry`, and the `digest` of what it shows      |

An entry that says that a listing has left has `expires_at`, unless it is the newest of them; so has its mark. Details
are those of search/details.py without the images' placeholders, compressed: all entries are written under one key,
whose rate limits the feed.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple
from zlib import compress, decompress

from unicorn_kit.attributes import to_item, to_values
from web_service.adapters.search import details
from web_service.domain.reso.feed import LIFETIME, Entry, FeedState

type Item = Mapping[str, Any]

FEED_KEY = {"pk": {"S": "FEED"}, "sk": {"S": "FEED"}}
ENTRIES = {"S": "ENTRIES"}
GONE = "gone"  # the digest of a listing that has left
DAY = 24 * 60 * 60  # seconds beyond the lifetime, before the table may delete


class Shown(NamedTuple):
    """What an entry is to say of a listing."""

    status: str
    packed: bytes  # empty if customers do not see it any more
    digest: str


def entry_key(number: int) -> dict[str, Any]:
    return {"pk": ENTRIES, "sk": {"S": f"{number:015}"}}  # as text, numbers sort by their value


def mark_key(property_id: str) -> dict[str, Any]:
    return {"pk": {"S": property_id}, "sk": {"S": "MARK"}}


def feed_item(state: FeedState) -> dict[str, Any]:
    return FEED_KEY | to_item(state._asdict())


def to_state(item: Item) -> FeedState:
    return FeedState(**{name: int(item[name]["N"]) for name in FeedState._fields})


def shown(public: Item) -> Shown:
    """Return what the entry of a public item says; its digest depends on what is stored, not on the release."""
    stored = public["details"]["S"]
    found = details.unpack(stored)
    images = [image | {"placeholder": ""} for image in found.images]
    packed = compress(details.pack(found._replace(images=images)).encode(), 9)
    return Shown("Active", packed, sha256(stored.encode()).hexdigest()[:32])


def gone(status: str) -> Shown:
    return Shown(status, b"", GONE)


def entry_item(number: int, property_id: str, what: Shown, *, is_kept: bool) -> dict[str, Any]:
    """Return an entry; `is_kept` of the newest that says that a listing has left."""
    item = entry_key(number) | to_item({"property_id": property_id, "status": what.status})
    if what.packed:
        return item | {"details": {"B": what.packed}}
    return item if is_kept else item | to_item({"expires_at": expires_at(number)})


def mark_item(number: int, property_id: str, what: Shown) -> dict[str, Any]:
    expiry = {} if what.packed else {"expires_at": expires_at(number)}
    return mark_key(property_id) | to_item({"entry": number, "digest": what.digest} | expiry)


def to_entry(item: Item) -> Entry:
    packed = item["details"]["B"] if "details" in item else None
    found = details.unpack(decompress(packed).decode()) if packed else None
    kept = to_values({name: item[name] for name in ("sk", "property_id", "status")})
    return Entry(int(kept["sk"]), kept["property_id"], kept["status"], found)


def expires_at(number: int) -> int:
    return number // 1000 + int(LIFETIME.total_seconds()) + DAY
