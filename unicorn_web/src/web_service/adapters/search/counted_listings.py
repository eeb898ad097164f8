"""A record of the listings table's stream → what it changes in the counts of public listings.

The release before this one counted in the transaction that shows or hides a listing. `counted_by` in a listing's item
says that its writer left the counts to the stream, `filed` in `live` that the public version was written so.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from unicorn_kernel.address import Address, InvalidAddress, canonical, city_name
from unicorn_kit.attributes import to_values
from unicorn_kit.errors import Unreadable
from web_service.adapters.search.localities import DUE, LISTINGS, CityKey, city_of_key

LISTING_SK = "LISTING"

type _Item = Mapping[str, Any]


class Counted(NamedTuple):
    """What a listing is counted as while it is public."""

    currency: str | None  # None: it is in no count of a currency
    is_filed: bool  # whether it has cards in the areas of filters
    is_banded: bool = False  # whether it has cards in the bands of prices


class Change(NamedTuple):
    """A listing became public or ceased to be, or is public as something else."""

    property_id: str
    order: str  # rises with every change of a listing, and from one listing under an id to the next
    after: Counted | None  # None: not public
    before: Counted | None  # what its writer's release had counted it as already
    by_stream: bool  # whether its writer left the counts to the stream
    names: tuple[str, str]  # of its country and city, as its address spells them


def to_change(record: Mapping[str, Any]) -> Change | None:
    """Return the change of a record, None if it changes no count. Raises Unreadable."""
    try:
        images = record["dynamodb"]
        old, new = images.get("OldImage"), images.get("NewImage")
        newest = new or old
        if newest["sk"]["S"] != LISTING_SK or _counted(old) == _counted(new):
            return None
        before = _counted(old)
        return Change(
            property_id=newest["pk"]["S"],
            order=_order(newest, is_gone=new is None),
            after=_counted(new),
            before=before if before and not before.is_filed else None,
            by_stream=new is None or "counted_by" in new,
            names=_names(newest),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def changed_city(record: Mapping[str, Any]) -> CityKey | None:
    """Return the city that a record is of, if something of it may be due to its country."""
    new = record["dynamodb"].get("NewImage")
    if new is None or (new.get(DUE, {"N": "0"})["N"] == "0" and new.get(LISTINGS, {"N": "0"})["N"] != "0"):
        return None
    return city_of_key(new)


def _order(item: _Item, *, is_gone: bool) -> str:
    """Return the moment that the listing was created, its version, and whether it was removed then."""
    return f"{item['created_at']['S']} {int(item['version']['N']):09}{' removed' if is_gone else ''}"


def _counted(item: _Item | None) -> Counted | None:
    if not item or "live" not in item:
        return None
    live = item["live"]["M"]
    return Counted(live["currency"]["S"] if "currency" in live else None, "filed" in live, "banded" in live)


def _names(item: _Item) -> tuple[str, str]:
    """Return the names in their canonical spelling; an address that was stored before there was any may have none."""
    address = Address(**to_values(item["address"]["M"]))
    with suppress(InvalidAddress):
        address = canonical(address)
    return address.country, city_name(address)
