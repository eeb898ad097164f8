"""What a listing is counted as, written by two functions at once."""

from typing import TYPE_CHECKING

import pytest
from web_service.adapters.search.counted_listings import Counted
from web_service.adapters.search.tallies import Tally, tally_write

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import HOUSE
from unicorn_kit.transactions import ConditionFailed, transact

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FIRST, SECOND, THIRD = (Tally(order, Counted("EUR", is_filed=True)) for order in ("1", "2", "3"))


def write(dynamodb: "DynamoDBClient", tally: Tally, before: Tally | None) -> None:
    transact(dynamodb, [tally_write(HOUSE, tally, before, TABLE)])  # type: ignore[list-item]  # one of two kinds


@pytest.mark.parametrize("before", [None, FIRST])
def test_of_two_functions_that_count_one_change_one_writes(dynamodb: "DynamoDBClient", before: Tally | None) -> None:
    write(dynamodb, FIRST, None)
    if before:
        write(dynamodb, SECOND, before)
    with pytest.raises(ConditionFailed):
        write(dynamodb, THIRD, before)
