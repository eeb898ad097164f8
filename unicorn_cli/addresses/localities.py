"""The counts of public listings in cities and countries, when a public listing moves from one city to another."""

from collections import Counter
from typing import Any

from unicorn_cli.addresses.store import Item, Store, key
from unicorn_kernel.address import Address, city_name

IN_CURRENCY = "in_"  # a city's count of listings in a currency; not all listings are in one
COUNTRIES = "PLACES"

type _Key = tuple[str, str]


def recount(store: Store, old: str, new: str, address: Address, currency: str | None) -> list[Any]:
    """Return the changes that count a listing in another city, on condition that nobody else counts meanwhile."""
    before, after = _places(old), _places(new)
    if before == after:
        return []
    (old_country, old_city), (new_country, new_city) = before, after
    stored = {place: store.get(store.listings, *place) for place in {*before, *after}}
    more = {place: Counter[str]() for place in stored}
    for places, by in ((before, -1), (after, 1)):
        for place in places:
            more[place]["listings"] += by
        if currency:
            more[places[1]][IN_CURRENCY + currency] += by
    more[old_country]["cities"] -= _count(stored[old_city], "listings") == 1
    more[new_country]["cities"] += stored[new_city] is None
    names = {new_country: address.country, new_city: city_name(address)}
    changes = (_recounted(store, place, stored[place], more[place], names.get(place)) for place in stored)
    return [changed for changed in changes if changed]


def _places(property_id: str) -> tuple[_Key, _Key]:
    country, city, *_ = property_id.split("/")
    return (COUNTRIES, country), (f"{COUNTRIES}#{country}", city)


def _count(item: Item | None, name: str) -> int:
    return int(item[name]["N"]) if item and name in item else 0


def _recounted(store: Store, place: _Key, item: Item | None, more: Counter[str], name: str | None) -> Any:
    """Return the change of one locality: created by its first listing, deleted with its last one."""
    counts = {counted: _count(item, counted) + by for counted, by in more.items() if by}
    if not counts:
        return None
    if item is None:
        numbers = {counted: {"N": str(number)} for counted, number in counts.items() if number > 0}
        if name is None or not numbers:  # the old city, which is gone already
            return None
        created = key(*place) | {"spelling": {"S": name}} | numbers
        return {"Put": _in(store, Item=created, ConditionExpression="attribute_not_exists(pk)")}
    read = {f":was_{index}": item[counted] for index, counted in enumerate(counts) if counted in item}
    names = {f"#n{index}": counted for index, counted in enumerate(counts)}
    was = [
        f"#n{index} = :was_{index}" if counted in item else f"attribute_not_exists(#n{index})"
        for index, counted in enumerate(counts)
    ]
    guarded: dict[str, Any] = {"ConditionExpression": " AND ".join(was), "ExpressionAttributeNames": names}
    if counts.get("listings", _count(item, "listings")) <= 0:
        return {"Delete": _in(store, Key=key(*place), ExpressionAttributeValues=read, **guarded)}
    values = read | {f":to_{index}": {"N": str(max(0, number))} for index, number in enumerate(counts.values())}
    setting = "SET " + ", ".join(f"#n{index} = :to_{index}" for index in range(len(counts)))
    return {
        "Update": _in(store, Key=key(*place), UpdateExpression=setting, ExpressionAttributeValues=values, **guarded)
    }


def _in(store: Store, **operation: Any) -> dict[str, Any]:
    return {"TableName": store.listings} | operation
