"""The in-memory DynamoDB gives the same responses to the Web context's calls as moto."""

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from web_service.adapters.listings.listing_table import ListingTable
from web_service.adapters.roster.block_queries import WITHOUT_WORDS
from web_service.adapters.search.public_listings import PublicListingTable
from web_service.domain.listings.money import Money
from web_service.domain.search.cards import Order, SearchCriteria
from web_service.ports.listings import ListingChangedMeanwhile, ListingExists

from benchmarks.item_sizes import size_of
from tests.adapters.web.agency import TABLE, Agency, Counts, Reading
from tests.dynamodb import MemoryDynamoDB

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


ANSWERED = ("Item", "Items", "Responses")


class Both:
    """A client that calls both moto and the in-memory table, and asserts equal responses."""

    def __init__(self, moto: "DynamoDBClient", memory: MemoryDynamoDB) -> None:
        self.exceptions = moto.exceptions
        self._moto, self._memory = moto, memory

    def __getattr__(self, operation: str) -> Any:
        def ask(**given: Any) -> Any:
            first, second = outcome(self._moto, operation, given), outcome(self._memory, operation, given)
            if isinstance(first, ClientError) or isinstance(second, ClientError):
                assert outcome_of(first) == outcome_of(second)
                raise first
            assert {n: in_order(first[n]) for n in ANSWERED if n in first} == second_without_key(second)
            return first

        return ask


def outcome(client: Any, operation: str, given: dict[str, Any]) -> Any:
    try:
        return getattr(client, operation)(**given) or {}
    except ClientError as error:
        return error


def outcome_of(error: Any) -> tuple[str, list[str]]:
    reasons = error.response.get("CancellationReasons", [])
    return error.response["Error"]["Code"], [reason["Code"] for reason in reasons]


def second_without_key(answer: dict[str, Any]) -> dict[str, Any]:
    """Remove LastEvaluatedKey: moto omits it on the last page; DynamoDB and the in-memory table need not."""
    return {name: in_order(value) for name, value in answer.items() if name != "LastEvaluatedKey"}


def in_order(answer: Any) -> Any:
    """Put the items of a batch in one order; it has none."""
    if isinstance(answer, dict) and isinstance(found := answer.get(TABLE), list):
        return {TABLE: sorted(found, key=str)}
    return answer


@pytest.mark.slow  # transactions on moto
def test_publishing_paging_and_withdrawing_match_moto(dynamodb: "DynamoDBClient") -> None:
    memory = MemoryDynamoDB("unicorn_web", TABLE)
    agency = Agency(1)
    both: Any = Both(dynamodb, memory)
    agency.listings, agency.search = ListingTable(both, TABLE), PublicListingTable(both, TABLE)
    agency.counts, agency.dynamodb = Counts(both), memory
    for number in range(1, 10):
        listing = agency.draft()
        agency.publish(
            replace(listing, price=Money(minor=number * 7 % 30, currency="USD"))
        )  # equal prices have no order
    agency.count()
    for order in ("place", "price", "-price"):
        for criteria in (
            SearchCriteria(),
            SearchCriteria(min_price=Decimal("0.05")),
            SearchCriteria(Decimal("0.05"), Decimal("0.2")),
            SearchCriteria(bedrooms=3, currency="USD"),
        ):
            for place in ("usa/anytown", "usa/anytown/main-street"):
                seen = Reading(agency.search, place, Order(order), 2).all(criteria=criteria)
                assert set(seen) == agency.truth(place, None, criteria)
    assert agency.listed() == agency.counted()
    for listing in list(agency.public.values()):
        agency.withdraw(listing)
        with pytest.raises(ListingChangedMeanwhile):
            agency.listings.save(listing, replace(listing, public_version=None))
    assert agency.listed() == {}
    with pytest.raises(ListingExists):
        agency.listings.add(listing)


def test_a_page_ends_at_a_megabyte() -> None:
    memory = MemoryDynamoDB("unicorn_web", TABLE)
    for number in range(5):
        item = {"pk": {"S": "PLACES"}, "sk": {"S": str(number)}, "spelling": {"S": "x" * 400_000}}
        memory.put_item(TableName=TABLE, Item=item)
    asked: dict[str, Any] = {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "PLACES"}},
    }
    page = memory.query(TableName=TABLE, Limit=10, **asked)
    assert len(page["Items"]) == 3
    assert memory.units == -(-3 * size_of(page["Items"][0]) // 4096) / 2
    rest = memory.query(TableName=TABLE, Limit=10, ExclusiveStartKey=page["LastEvaluatedKey"], **asked)
    assert [item["sk"]["S"] for item in page["Items"] + rest["Items"]] == ["0", "1", "2", "3", "4"]
    assert "LastEvaluatedKey" not in rest


def test_a_projection_leaves_out_what_it_does_not_name(dynamodb: "DynamoDBClient") -> None:
    memory = MemoryDynamoDB("unicorn_web", TABLE)
    both: Any = Both(dynamodb, memory)
    for number in "12":
        item = {"pk": {"S": "HOMES#usa"}, "sk": {"S": number}, "rows": {"S": "r"}, "words": {"S": "w"}}
        both.put_item(TableName=TABLE, Item=item)
    found = both.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "HOMES#usa"}},
        **WITHOUT_WORDS,
    )
    assert found["Items"] == [{"sk": {"S": number}, "rows": {"S": "r"}} for number in "12"]
