"""All properties, page by page."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from properties_service.adapters.property_scan import PropertyScan
from properties_service.adapters.status_items import contract_item, waiter_item
from properties_service.domain.contract_status import ContractStatus

from tests.unit.properties.fakes import a_fact, a_waiter

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Pages:
    """A client that answers a scan with these pages, one after the other."""

    def __init__(self, *pages: list[Any]) -> None:
        self._pages = pages

    def scan(self, *, ExclusiveStartKey: int = 0, **_: object) -> dict[str, Any]:
        more = ExclusiveStartKey + 1 < len(self._pages)
        return {"Items": self._pages[ExclusiveStartKey]} | ({"LastEvaluatedKey": ExclusiveStartKey + 1} if more else {})


def test_a_property_that_a_page_may_have_cut_is_read_when_it_is_looked_at() -> None:
    """Its contract may be on one page, and its publication on the next: half of a state looks like all of it."""
    first, cut, last = ("usa/anytown/main-street/1", "usa/anytown/main-street/2", "usa/anytown/main-street/3")
    contracts = {
        house: contract_item(replace(a_fact(ContractStatus.APPROVED), property_id=house))
        for house in (first, "usa/anytown/main-street/1a", cut, "usa/anytown/main-street/2a", last)
    }
    waiter = waiter_item(replace(a_waiter(), property_id=cut))
    one, whole, two, also_whole, three = contracts.values()
    client = cast("DynamoDBClient", Pages([one, whole, two], [waiter, also_whole, three]))
    seen = [found for page in PropertyScan(client, "table").seen() for step in page for found in step.item]
    assert {found.property_id for found in seen if found.state is None} == {first, cut, last}
    assert [found.property_id for found in seen if found.state] == [
        "usa/anytown/main-street/1a",
        "usa/anytown/main-street/2a",
    ]
