"""`unicorn events` and `unicorn replay` on the running system."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from web_service.adapters.listings.listing_table import ListingTable

from demo.catalogue import HOUSES
from demo.story_house import ADDRESS
from tests.integration.aws import Aws
from tests.integration.conftest import UNICORN
from tests.integration.listings import drafted, requested
from tests.simulation.answers import ANSWERED, unanswered
from unicorn_cli.bus.archive import read_archive
from unicorn_cli.bus.envelopes import Envelope, property_of, time_of
from unicorn_cli.bus.replay_command import replay_archived
from unicorn_cli.bus.subscription import remove_abandoned
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

type Run = Callable[..., subprocess.CompletedProcess[str]]
type Item = dict[str, Any]

TABLES = ("ContractsTableName", "PropertiesContractStatusTableName", "WebListingsTableName")
OF_A_STORY = 6  # events: three of the contract, the request, its evaluation, and the revocation as the contract ends
SEEDED = {house.address.property_id for house in HOUSES}
WRITES = {"version", "modified_at", "order", "settled"}  # these count writes, and a rebuild is a write
OF_AN_EXECUTION = {"task_token", "since"}  # a lost wait starts again in a new execution


@contextmanager
def following(system: LocalSystem, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [UNICORN, "events", "--follow", *options]
    environment = os.environ | {"UNICORN_HOME": str(system.home)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            assert "Listening" in process.stderr.readline()
            yield process
        finally:
            process.kill()


def taps(aws: Aws, bus: str) -> list[str]:
    rules = aws.events.list_rules(EventBusName=bus, NamePrefix="unicorn-local-tap")["Rules"]
    return [rule["Name"] for rule in rules] + aws.sqs.list_queues(QueueNamePrefix="unicorn-local-tap").get(
        "QueueUrls", []
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_following_shows_each_event_and_leaves_no_rule_on_the_bus(
    number: signal.Signals, system: LocalSystem, aws: Aws, outputs: dict[str, str], web_api: Api
) -> None:
    property_id = drafted(web_api)
    with following(system, "--json", "--property", property_id) as process:
        assert len(taps(aws, outputs["EventBusName"])) == 2
        requested(web_api, drafted(web_api))
        request_id = requested(web_api, property_id)
        assert process.stdout is not None
        event = json.loads(process.stdout.readline())
        assert (event["detail-type"], event["detail"]["request_id"]) == ("PublicationApprovalRequested", request_id)
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
    assert taps(aws, outputs["EventBusName"]) == []


def test_the_rule_of_a_killed_follower_is_removed_by_the_next(
    system: LocalSystem, aws: Aws, outputs: dict[str, str]
) -> None:
    with following(system) as process:
        process.kill()
        process.wait(timeout=20)
    assert len(taps(aws, outputs["EventBusName"])) == 2
    remove_abandoned(local_cloud(system), outputs["EventBusName"])
    assert taps(aws, outputs["EventBusName"]) == []


def test_replaying_the_story_three_times_leaves_every_table_as_it_was(
    unicorn: Run, system: LocalSystem, aws: Aws, outputs: dict[str, str], bus_events: Callable[[], list[Envelope]]
) -> None:
    house, began = ADDRESS.property_id, datetime.now(UTC).replace(microsecond=0)
    assert unicorn("story").returncode == 0

    def story() -> dict[str, Any] | None:
        details = [event["detail"] for event in bus_events() if event["detail"]["property_id"] == house]
        found = {detail["metadata"]["event_id"]: detail for detail in details}
        return found if len(found) == OF_A_STORY else None

    originals = eventually(story)
    assert originals is not None
    before = {name: about(house, items(aws, outputs[name])) for name in TABLES}
    assert all(before.values())
    for _ in range(3):
        now = datetime.now(UTC)
        replay = replay_archived(local_cloud(system), (began, now), house, Console(file=StringIO()))
        passed = [event["detail"] for event in bus_events() if event["detail"]["property_id"] == house]
        put_back = [detail for detail in passed if detail["metadata"].get("replay") == replay.name]
        assert len(put_back) == len(originals)
        for detail in put_back:
            original = originals[detail["metadata"]["event_id"]]
            assert detail == original | {"metadata": original["metadata"] | {"replay": replay.name}}
    assert len([event for event in bus_events() if event["detail"]["property_id"] == house]) == 4 * OF_A_STORY
    assert {name: about(house, items(aws, outputs[name])) for name in TABLES} == before
    unknown = unicorn("replay", "--from", "1h ago", "--property", "usa/no/such/house")
    assert unknown.returncode == 1
    assert "No event about usa/no/such/house is archived between" in unknown.stderr


def test_a_replay_restores_the_contract_status_table_and_webs_lost_evaluations(
    unicorn: Run, system: LocalSystem, aws: Aws, outputs: dict[str, str]
) -> None:
    begin, end = seeding(system, outputs["EventBusName"])
    before = {name: kept(aws, outputs[name]) for name in TABLES}
    lost = empty_the_contract_status_table(aws, outputs["PropertiesContractStatusTableName"])
    assert {item["sk"]["S"].partition("#")[0] for item in lost} >= {"CONTRACT", "PUBLICATION", "WAITER", "REQUEST"}
    assert lose_webs_evaluations(aws, outputs["WebListingsTableName"]) == ANSWERED
    answer = unicorn("replay", "--from", begin, "--to", end)
    assert answer.returncode == 0, answer.stderr

    def rebuilt() -> bool:
        return all(kept(aws, outputs[name]) == before[name] for name in TABLES)

    eventually(rebuilt, seconds=30)
    for name in TABLES:
        assert kept(aws, outputs[name]) == before[name]


def seeding(system: LocalSystem, bus: str) -> tuple[str, str]:
    """Return the time span of the seeding: the catalogue's listings were evaluated, and nothing else had happened."""
    cloud = local_cloud(system)
    now = cloud.client("events").describe_archive(ArchiveName=bus)["CreationTime"]
    with read_archive(cloud, bus, (now - timedelta(days=1), now + timedelta(days=1))) as archived:
        times = [time_of(event) for event in archived.in_order() if property_of(event) in SEEDED]
    return min(times).isoformat(), max(times).isoformat()


def items(aws: Aws, table: str) -> dict[tuple[str, str], Item]:
    pages = aws.dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    found: list[Any] = [item for page in pages for item in page["Items"]]
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in found}


def about(house: str, found: dict[tuple[str, str], Item]) -> dict[tuple[str, str], Item]:
    """Return only the items about one property: other tests may still change the rest."""
    city = house.split("/")[1]
    return {key: item for key, item in found.items() if house in json.dumps(item) or key[1] == city}


def empty_the_contract_status_table(aws: Aws, table: str) -> list[Item]:
    lost = [item for item in items(aws, table).values() if is_of_a_seeded_house(item)]
    for item in lost:
        aws.dynamodb.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    return lost


def is_of_a_seeded_house(item: Item) -> bool:
    return item.get("property_id", {}).get("S") in SEEDED or any(house in item["pk"]["S"] for house in SEEDED)


def lose_webs_evaluations(aws: Aws, table: str) -> set[str]:
    listings = ListingTable(aws.dynamodb, table)
    evaluated = [listing for house in SEEDED if (listing := listings.get(house)).status in ANSWERED]
    for listing in evaluated:
        listings.save(listing, unanswered(listing))
    return {listing.status for listing in evaluated}


def kept(aws: Aws, table: str) -> dict[tuple[str, str], Item]:
    """Return the items of the seeded listings and their localities, without the parts that no event can restore.

    docs/adr/0017 lists those parts.
    """
    found = items(aws, table).items()
    wanted = {key: item for key, item in found if is_of_a_seeded_house(item) or key[0].startswith("PLACES")}
    return {key: _comparable(item) for key, item in wanted.items() if not key[0].startswith("IMAGE#")}


def _comparable(item: Item) -> Item:
    if item["sk"]["S"] == "REQUEST":
        return {"property_id": item["property_id"], "correlation_id": item["correlation_id"]}
    left = {name: value for name, value in item.items() if name not in WRITES | OF_AN_EXECUTION}
    if "live" in left:
        left["live"] = {"M": {name: value for name, value in left["live"]["M"].items() if name != "version"}}
    return left
