"""Saved searches in DynamoDB: each change is one conditional write, and what was mailed is not kept again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from web_service.adapters.alerts.alert_table import AlertTable
from web_service.domain.alerts.saved_search import (
    CONFIRMED_WITHIN,
    AddressIsBusy,
    SavedSearch,
    confirm,
    digest_of,
)
from web_service.domain.limits import Limit, LimitReached
from web_service.ports.alerts import Candidate, Found, SearchChangedMeanwhile

from tests.templates import create_table
from tests.unit.web.fakes import HOUSE, MONDAY, TUESDAY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "WebAlertsTable"
EMAIL = "ada@example.com"
TODAY, TOMORROW = "2026-03-02", "2026-03-03"
LIMITS = (Limit("address#a", 2),)


def a_search(number: int = 1, **changes: Any) -> SavedSearch:
    given: dict[str, Any] = {
        "search_id": UUID(int=number),
        "email": EMAIL,
        "address": f"digest {number}",
        "search": "/search/usa/anytown?bedrooms=3",
        "secret_digest": digest_of("secret"),
        "saved_at": MONDAY,
        "expires_at": MONDAY + CONFIRMED_WITHIN,
    }
    return SavedSearch(**given | changes)


@pytest.fixture
def alerts(dynamodb: "DynamoDBClient") -> Iterator[AlertTable]:
    table = create_table(dynamodb, "unicorn_web", TABLE)
    yield AlertTable(dynamodb, table)
    dynamodb.delete_table(TableName=table)


def confirmed(alerts: AlertTable, number: int = 1, **changes: Any) -> SavedSearch:
    search = a_search(number, **changes)
    alerts.add(search, ())
    after = confirm(search, at=MONDAY)
    alerts.confirm(search, after)
    return after


def items(dynamodb: "DynamoDBClient") -> list[dict[str, Any]]:
    return [dict(item) for item in dynamodb.scan(TableName=TABLE)["Items"]]


def test_a_search_is_read_as_it_was_written_confirmed_and_gone_once_removed(
    alerts: AlertTable, dynamodb: "DynamoDBClient"
) -> None:
    search = a_search()
    alerts.add(search, ())
    assert alerts.get(search.search_id) == search
    assert list(alerts.candidates("usa/anytown")) == []
    after = confirm(search, at=TUESDAY)
    alerts.confirm(search, after)
    assert alerts.get(search.search_id) == after
    assert list(alerts.candidates("usa/anytown")) == [Candidate(after.search_id, after.search, after.expires_at)]
    for _ in range(2):
        alerts.remove(after)
    assert alerts.get(search.search_id) is None
    assert list(alerts.candidates("usa/anytown")) == []
    assert items(dynamodb) == []


def test_no_index_has_an_address(alerts: AlertTable, dynamodb: "DynamoDBClient") -> None:
    search = confirmed(alerts)
    alerts.note(search.search_id, HOUSE, at=MONDAY)
    for index, name, value in (("by_locality", "locality", "usa/anytown"), ("by_due", "due", "HOMES")):
        [entry] = dynamodb.query(
            TableName=TABLE,
            IndexName=index,
            KeyConditionExpression=f"{name} = :value",
            ExpressionAttributeValues={":value": {"S": value}},
        )["Items"]
        assert "email" not in entry
        assert EMAIL not in str(entry)


def test_of_two_searches_of_an_address_at_once_one_is_written(
    alerts: AlertTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = alerts._book("digest 1")
    alerts.add(a_search(1), ())
    monkeypatch.setattr(alerts, "_book", lambda _: seen)  # who has read before the first one was written
    with pytest.raises(SearchChangedMeanwhile):
        alerts.add(a_search(2, address="digest 1"), ())
    assert alerts.get(UUID(int=2)) is None


def test_an_address_and_a_network_address_have_their_limits_in_the_same_write(
    alerts: AlertTable, dynamodb: "DynamoDBClient"
) -> None:
    for number in (1, 2):
        alerts.add(a_search(number), LIMITS)
    with pytest.raises(LimitReached):
        alerts.add(a_search(3), LIMITS)
    with pytest.raises(AddressIsBusy):
        alerts.add(a_search(4, address="digest 1"), ())
    stored = {item["pk"]["S"] for item in items(dynamodb)}
    assert not stored & {f"SEARCH#{UUID(int=3)}", "ADDRESS#digest 3", f"SEARCH#{UUID(int=4)}"}


def test_a_search_is_confirmed_as_it_was_read(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    with pytest.raises(SearchChangedMeanwhile):
        alerts.confirm(a_search(), confirm(a_search(), at=TUESDAY))
    alerts.remove(search)
    with pytest.raises(SearchChangedMeanwhile):
        alerts.confirm(search, confirm(search, at=TUESDAY))
    assert alerts.get(search.search_id) is None


def test_a_home_is_kept_once_and_not_after_it_was_mailed(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    assert alerts.due() == []
    for moment in (MONDAY, TUESDAY):
        assert alerts.note(search.search_id, HOUSE, at=moment)
        assert alerts.due() == [search.search_id]
        assert alerts.found(search.search_id, limit=5) == [Found(HOUSE, moment)]
    now = alerts.get(search.search_id)
    assert now
    alerts.settle(now, mailed=[HOUSE], dropped=[], is_done=True)
    assert (alerts.due(), alerts.found(search.search_id, limit=5)) == ([], [])
    assert not alerts.note(search.search_id, HOUSE, at=TUESDAY)
    assert alerts.due() == []


def test_a_home_that_was_dropped_may_come_again(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    alerts.note(search.search_id, HOUSE, at=MONDAY)
    alerts.settle(search, mailed=[], dropped=[Found(HOUSE, MONDAY)], is_done=False)
    assert alerts.found(search.search_id, limit=5) == []
    assert alerts.due() == [search.search_id]
    assert alerts.note(search.search_id, HOUSE, at=TUESDAY)


def test_a_home_that_is_found_again_while_a_mail_is_made_is_not_dropped(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    alerts.note(search.search_id, HOUSE, at=MONDAY)
    read, found = alerts.get(search.search_id), alerts.found(search.search_id, limit=5)
    assert read
    alerts.note(search.search_id, HOUSE, at=TUESDAY)
    alerts.settle(read, mailed=[], dropped=found, is_done=True)
    assert alerts.found(search.search_id, limit=5) == [Found(HOUSE, TUESDAY)]
    assert alerts.due() == [search.search_id]


def test_what_comes_while_a_mail_is_made_stays_due(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    alerts.note(search.search_id, HOUSE, at=MONDAY)
    read = alerts.get(search.search_id)
    assert read
    alerts.note(search.search_id, f"{HOUSE}1", at=MONDAY)
    alerts.settle(read, mailed=[HOUSE], dropped=[], is_done=True)
    assert alerts.due() == [search.search_id]


def test_nothing_is_kept_for_a_search_that_nobody_confirmed_or_that_is_gone(
    alerts: AlertTable, dynamodb: "DynamoDBClient"
) -> None:
    alerts.add(a_search(), ())
    assert not alerts.note(UUID(int=1), HOUSE, at=MONDAY)
    alerts.remove(a_search())
    assert not alerts.note(UUID(int=1), HOUSE, at=MONDAY)
    assert not alerts.begin(a_search(), TODAY)
    alerts.settle(a_search(), mailed=[], dropped=[], is_done=True)
    alerts.asked(UUID(int=1))
    assert not [item for item in items(dynamodb) if item["pk"]["S"].startswith("SEARCH#")]


def test_the_days_mail_is_taken_once_and_may_be_given_back(alerts: AlertTable) -> None:
    search = confirmed(alerts)
    assert [alerts.begin(search, TODAY) for _ in range(2)] == [True, False]
    alerts.give_back(search, TODAY)
    assert [alerts.begin(search, TODAY) for _ in range(2)] == [True, False]
    alerts.give_back(search, TOMORROW)  # another day's
    assert not alerts.begin(search, TODAY)
    assert [alerts.begin(search, TOMORROW) for _ in range(2)] == [True, False]
    assert not alerts.begin(search, TODAY)  # a clock that is behind


def test_who_waits_longest_is_first(alerts: AlertTable) -> None:
    for number in (1, 2, 3):
        confirmed(alerts, number)
    for number, hours in ((2, 1), (1, 2), (3, 3), (2, 4)):
        alerts.note(UUID(int=number), f"{HOUSE}{hours}", at=MONDAY + timedelta(hours=hours))
    assert alerts.due() == [UUID(int=2), UUID(int=1), UUID(int=3)]


def test_a_mail_that_asks_is_due_until_it_went_out_and_tried_by_one_at_a_time(alerts: AlertTable) -> None:
    alerts.add(a_search(), ())
    later = MONDAY + timedelta(minutes=5)
    assert alerts.unasked(before=MONDAY - timedelta(seconds=1)) == []
    assert alerts.unasked(before=MONDAY) == [UUID(int=1)]
    assert [alerts.try_again(UUID(int=1), before=MONDAY, at=later) for _ in range(2)] == [True, False]
    assert alerts.unasked(before=later) == [UUID(int=1)]
    alerts.asked(UUID(int=1))
    assert alerts.unasked(before=later) == []
    assert not alerts.try_again(UUID(int=1), before=later, at=later)


def test_what_is_mailed_is_remembered_for_longer_than_the_search_is_kept(
    alerts: AlertTable, dynamodb: "DynamoDBClient"
) -> None:
    search = confirmed(alerts)
    alerts.note(search.search_id, HOUSE, at=MONDAY)
    alerts.settle(search, mailed=[HOUSE], dropped=[], is_done=True)
    [sent] = [item for item in items(dynamodb) if item["sk"]["S"].startswith("SENT#")]
    assert int(sent["expires_at"]["N"]) > search.expires_at.timestamp()
