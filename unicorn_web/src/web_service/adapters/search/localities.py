"""How many listings are public in a country and in a city, counted by the transaction that shows or hides one.

| item    | pk         | sk      | holds                                              |
|---------|------------|---------|----------------------------------------------------|
| country | PLACES     | usa     | its name, its public listings, the cities with any |
| city    | PLACES#usa | anytown | its name, its public listings                      |

A locality without listings has no item, so a list of localities reads what it shows. The first listing of a locality
creates its item and the last one deletes it: the locality *turns*. Most changes turn none, so that is assumed without a
read; a condition of the transaction fails otherwise.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from web_service.domain.listings.listing import Listing

COUNTRY, CITY = 0, 1


def localities_pk(country: str | None) -> str:
    """Return the partition key of a country's cities, or of the countries."""
    return f"PLACES#{country}" if country else "PLACES"


def counts(table: str, listing: "Listing", by: int, turning: Collection[int]) -> list["TransactWriteItemTypeDef"]:
    """Return the changes that count a listing's country and city up or down by one; those in `turning` turn."""
    country, city, *_ = listing.property_id.split("/")
    address, cities = listing.address, by if CITY in turning else 0
    in_country = _change(_key(None, country), address.country, {"listings": by, "cities": cities}, COUNTRY in turning)
    in_city = _change(_key(country, city), address.city, {"listings": by}, CITY in turning)
    return [_in(table, in_country), _in(table, in_city)]


def _key(country: str | None, slug: str) -> dict[str, Any]:
    return {"pk": {"S": localities_pk(country)}, "sk": {"S": slug}}


def _change(key: Mapping[str, Any], spelling: str, by: Mapping[str, int], turns: bool) -> dict[str, Any]:
    """Count one locality; a wrong count never keeps a listing from being taken down."""
    named = {"spelling": {"S": spelling}}
    numbers = {name: {"N": str(number)} for name, number in by.items()}
    values = {f":{name}": number for name, number in numbers.items()}
    adding = "ADD " + ", ".join(f"{name} :{name}" for name in numbers)
    one = {":one": {"N": "1"}}
    match by["listings"] > 0, turns:
        case True, True:
            return {"Put": {"Item": dict(key) | named | numbers} | _if("attribute_not_exists(pk)")}
        case True, False:
            update = {"Key": key, "UpdateExpression": f"SET spelling = :spelling {adding}"}
            return {"Update": update | _if("attribute_exists(pk)", values | {":spelling": named["spelling"]})}
        case False, True:
            return {"Delete": {"Key": key} | _if("attribute_not_exists(pk) OR listings <= :one", one)}
    return {"Update": {"Key": key, "UpdateExpression": adding} | _if("listings > :one", values | one)}


def _if(condition: str, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"ConditionExpression": condition} | ({"ExpressionAttributeValues": values} if values else {})


def _in(table: str, change: dict[str, Any]) -> Any:
    return {operation: {"TableName": table} | given for operation, given in change.items()}
