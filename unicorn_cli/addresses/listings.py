"""Move a listing in one transaction: its item, its public version, its search cards.

The table's stream counts it in its new city, by its tally there. The tally at the old id stays, as the marker does.

At the old id stays a marker, `sk` MOVED, with the new id and the photos whose old copies are still to be deleted. No
change of status is written, so the table's stream publishes nothing.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from unicorn_cli.addresses.ids import address_of, id_of, stored_address
from unicorn_cli.addresses.store import CannotMove, Item, Store, key, put, text
from unicorn_kernel.address import FIELDS, Address
from unicorn_kit.transactions import ConditionFailed

LISTING, PUBLIC, MOVED, TALLY = "LISTING", "PUBLIC", "MOVED", "TALLY"
CITY_CARDS = ("C0", "C1", "C4", "C5")  # their sort key names the street
PLAIN_CARDS = ("C0", "C1", "C2", "C3")  # those that every release writes
ITEMS_MAX = 100  # of a transaction
PROCESSING = timedelta(hours=1)  # after the time for an upload has passed
TRIES = 5  # while others change the listing


def listing_of(store: Store, property_id: str) -> Item | None:
    return store.get(store.listings, property_id, LISTING)


def marker_of(store: Store, property_id: str) -> Item | None:
    """Return what was left where a listing has moved away."""
    return store.get(store.listings, property_id, MOVED)


def image_ids(listing: Item, public: Item | None) -> set[str]:
    """Return the photos of a listing and of the version of it that customers see."""
    shown = json.loads(public["details"]["S"])["images"] if public else []
    ready = (image["M"] for image in listing["images"]["L"])
    return {image["image_id"]["S"] for image in ready} | {image["image_id"] for image in shown}


def move_listing(store: Store, old: str, new: str) -> None:
    """Move the listing under the old id, if it is that of the new id's home. Raises CannotMove."""
    for _ in range(TRIES):
        listing = listing_of(store, old)
        if listing is None or id_of(address_of(listing)) != new:
            return
        check_movable(listing)
        if listing_of(store, new):
            raise CannotMove(f"{new} is listed already")
        try:
            store.write(list(_changes(store, listing, new)))
        except ConditionFailed:
            continue
        return
    raise CannotMove("the listing or its city kept changing; run the command again")


def check_movable(listing: Item) -> None:
    """Raise CannotMove while something is on its way that knows the old id."""
    if text(listing, "listing_status") == "PENDING":
        raise CannotMove("its publication is being decided; run the command again when it is")
    if any(_is_on_its_way(image["M"]) for image in listing["images"]["L"]):
        raise CannotMove("photos of it are being uploaded; run the command again in an hour")


def _is_on_its_way(image: Item) -> bool:
    """Whether a photo may still be uploaded or processed; an upload that never came is forgotten after its time."""
    return text(image, "status") == "EXPECTED" and _moment(image["expires_at"]["S"]) + PROCESSING > datetime.now(UTC)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _changes(store: Store, listing: Item, new: str) -> Iterator[Any]:
    old, address = listing["pk"]["S"], address_of(listing)
    items = [item for item in store.partition(store.listings, old) if item["sk"]["S"] not in {MOVED, TALLY}]
    public = next((item for item in items if item["sk"]["S"] == PUBLIC), None)
    for item in items:
        yield _deleted(store, item, listing)
    for item in items if 2 * len(items) < ITEMS_MAX else _plain(items):
        yield put(store.listings, _moved(item, item["sk"]["S"], new, address))
    images = [{"S": image_id} for image_id in sorted(image_ids(listing, public))]
    yield put(store.listings, key(old, MOVED) | {"moved_to": {"S": new}, "images": {"L": images}}, replace=True)


def _plain(items: list[Item]) -> Iterator[Item]:
    """Yield the items without those of filters: a home of very many bedrooms has more than a transaction moves.

    It is found by its filters again once it is published again; until then its city's cards are filtered when read.
    """
    for item in items:
        if item["sk"]["S"] == LISTING:
            live = {name: value for name, value in item["live"]["M"].items() if name not in {"filed", "banded"}}
            yield item | {"live": {"M": live}}
        elif not item["sk"]["S"].startswith("C") or item["sk"]["S"].partition("#")[0] in PLAIN_CARDS:
            yield item


def _deleted(store: Store, item: Item, listing: Item) -> Any:
    """Return the deletion of an item; that of the listing only if nobody has changed it since it was read."""
    deletion: dict[str, Any] = {"TableName": store.listings, "Key": key(item["pk"]["S"], item["sk"]["S"])}
    if item["sk"]["S"] == LISTING:
        deletion["ConditionExpression"] = "version = :version"
        deletion["ExpressionAttributeValues"] = {":version": listing["version"]}
    return {"Delete": deletion}


def _moved(item: Item, sk: str, new: str, address: Address) -> Item:
    moved = item | {"pk": {"S": new}}
    match sk.partition("#")[0]:
        case "LISTING":
            created_at = item["listed"]["S"].partition("#")[0]
            version = {"N": str(int(item["version"]["N"]) + 1)}  # the stream counts a newer version alone
            named = {"address": stored_address(address), "listed": {"S": f"{created_at}#{new}"}}
            return moved | named | {"version": version, "counted_by": {"S": "stream"}}
        case "PUBLIC":
            return moved | {"details": {"S": _details(item["details"]["S"], address)}}
        case "CARD" | "C0" | "C1" | "C2" | "C3":
            return moved | _card(item, sk, new, address)
        case filtered if filtered.startswith(CITY_CARDS):
            return moved | _card(item, sk, new, address)
    raise CannotMove(f"it has an item that this command does not know ({sk}); use the command of the same version")


def _details(stored: str, address: Address) -> str:
    details = json.loads(stored)
    return json.dumps(details | {n: t for n in FIELDS if (t := getattr(address, n)) is not None}, ensure_ascii=False)


def _card(item: Item, sk: str, new: str, address: Address) -> Item:
    """Return the attributes of a card that name the home; 0 stands for a name that the new id says."""
    country, city, street, _ = new.split("/")
    area, separator, kind = item["area"]["S"].partition("#")
    place = "/".join((country, city, street)[: area.count("/") + 1])
    values = json.loads(item["card"]["S"])
    names = (address.country, address.city, address.street, address.number)
    said = (slug.replace("-", " ").title() for slug in new.split("/"))
    values[:4] = [0 if name == plain else name for name, plain in zip(names, said, strict=True)]
    return {
        "sk": {"S": _card_sk(sk, street)},
        "area": {"S": f"{place}{separator}{kind}"},
        "card": {"S": json.dumps(values, ensure_ascii=False, separators=(",", ":"))},
    }


def _card_sk(sk: str, street: str) -> str:
    """Return the card's sort key: CARD#n; since format 4 Cn#street#house in a city, Cn#house in a street."""
    card, _, place = sk.partition("#")
    return f"{card}#{street}#{place.partition('#')[2]}" if card.startswith(CITY_CARDS) else sk
