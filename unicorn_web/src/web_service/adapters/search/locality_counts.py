"""The counts of public listings, as part of the transaction that shows or hides one.

A locality without listings has no item, so a list of localities reads what it shows. The first listing of a locality
creates its item, with the name as its address spells it, and the last one deletes it: the locality *turns*. Most
changes turn none, so that is assumed without a read; a condition of the transaction fails otherwise.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from unicorn_kernel.address import InvalidAddress, canonical, city_name
from web_service.adapters.search.localities import IN_CURRENCY, locality_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from unicorn_kernel.address import Address
    from web_service.domain.listings.listing import Listing

COUNTRY, CITY = 0, 1
ONE = {":one": {"N": "1"}}


def counts(
    table: str, before: "Listing", after: "Listing", turning: Collection[int]
) -> list["TransactWriteItemTypeDef"]:  # fmt: skip
    """Return the changes of the counts of a listing's country and city, none if they stay; those in `turning` turn."""
    more, in_currencies = _more(before, after), _more_in_currencies(before, after)
    country, city, *_ = after.property_id.split("/")
    key = locality_key(country, city)
    if not more:
        recount = _adding(key, in_currencies, "attribute_exists(pk)")
        return [_in(table, recount)] if in_currencies and not turning else []
    address, in_country = _spelled(after.address), {"listings": more, "cities": more if CITY in turning else 0}
    changes = (
        _change(locality_key(None, country), address.country, in_country, COUNTRY in turning),
        _change(key, city_name(address), {"listings": more} | in_currencies, CITY in turning),
    )
    return [_in(table, change) for change in changes]


def _more(before: "Listing", after: "Listing") -> int:
    return (after.public_version is not None) - (before.public_version is not None)


def _more_in_currencies(before: "Listing", after: "Listing") -> dict[str, int]:
    """Return the changes of the counts of currencies; a version that was never counted changes none."""
    more: Counter[str] = Counter()
    for listing, by in ((before, -1), (after, 1)):
        if listing.public_version and listing.public_version.currency:
            more[IN_CURRENCY + listing.public_version.currency] += by
    return {name: number for name, number in more.items() if number}


def _spelled(address: "Address") -> "Address":
    """Return the address in its canonical spelling; one that was stored before there was any may have none."""
    try:
        return canonical(address)
    except InvalidAddress:
        return address


def _change(key: Mapping[str, Any], name: str, by: Mapping[str, int], turns: bool) -> dict[str, Any]:
    """Count one locality; a wrong count never keeps a listing from being taken down."""
    match by["listings"] > 0, turns:
        case True, True:
            numbers = {name: {"N": str(number)} for name, number in by.items()}
            item = dict(key) | {"spelling": {"S": name}} | numbers
            return {"Put": {"Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}
        case True, False:
            return _adding(key, by, "attribute_exists(pk)")
        case False, True:
            one = "attribute_not_exists(pk) OR listings <= :one"
            return {"Delete": {"Key": key, "ConditionExpression": one, "ExpressionAttributeValues": ONE}}
    return _adding(key, by, "listings > :one", ONE)


def _adding(
    key: Mapping[str, Any], by: Mapping[str, int], condition: str, values: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    numbers = {f":{name}": {"N": str(number)} for name, number in by.items()}
    return {
        "Update": {
            "Key": key,
            "UpdateExpression": "ADD " + ", ".join(f"{name} :{name}" for name in by),
            "ConditionExpression": condition,
            "ExpressionAttributeValues": numbers | dict(values or {}),
        }
    }


def _in(table: str, change: dict[str, Any]) -> Any:
    return {operation: {"TableName": table} | given for operation, given in change.items()}
