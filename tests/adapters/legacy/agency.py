"""The three contexts around the tables of a test, while `unicorn addresses` moves homes in them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3
import contracts_service.adapters.stream as contracts_stream
import pytest
from contracts_service.adapters.contract_table import ContractTable
from contracts_service.domain.change import Origin
from contracts_service.domain.contract import Contract, ContractStatus
from contracts_service.use_cases import Call, draft_contract, move_active_contract
from moto import mock_aws
from properties_service.adapters.event_publisher import EventPublisher
from properties_service.adapters.property_table import PropertyTable
from properties_service.domain.approval import Delays
from properties_service.use_cases.syncing import Services, sync_property
from web_service.adapters.search.city_counts import CityCounts
from web_service.adapters.search.counted_listings import to_change
from web_service.adapters.search.country_counts import CountryCounts
from web_service.adapters.search.localities import city_of_key

from tests.adapters.legacy.consumers import Envelope, forget_clients, replay, set_up
from tests.adapters.legacy.stored import CONTRACTS, LISTINGS, PROPERTIES, Items, items_of, read, restore
from unicorn_cli.addresses.move import move
from unicorn_cli.addresses.store import CannotMove, Store
from unicorn_cli.addresses.survey import Survey, survey
from unicorn_kernel.address import Address
from unicorn_kit.event_bus import EventBus
from unicorn_kit.ids import uuid7

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

BUCKET = "images"
O_CONNELL = "ireland/dublin/o-connell-street-xevufxyhbv3b7d63b"
MOVES = {
    "australia/sydney/king-street/121-2": "australia/sydney/king-street/12-1-2-xw2tqvy3yn5yabyt4",
    "cesko/brno/udolni/33-4": "cesko-xnrcxmmnqum4d3qo2/brno/udolni-xe3roeigokveqk7xb/33-4-xui7fmoklwkmzgldx",
    "deutschland/koln/strasse-des-17-juni/5a": "deutschland/koln-x46my7ldaq42bfugm/"
    "strasse-des-17-juni-x65vy54m3lhkk2vin/5a",
    "ireland/dublin/o-connell-street/7": f"{O_CONNELL}/7",
    "ireland/dublin/oconnell-street/9": f"{O_CONNELL}/9",
    "usa/elmtown/elm/5": "usa/elmtown/elm/5-xjj6dap6xjgmxabep",
    "zhong-guo/su-zhou/guan-qian-jie/3": "zhong-guo-xv5eig4gze5p4z5lz/su-zhou-xd64qics37tccc2eb/"
    "guan-qian-jie-xvip5bqt7o3lmquey/3",
}
KOLN = "deutschland/koln/strasse-des-17-juni/5a"
SEVEN, NINE = "ireland/dublin/o-connell-street/7", "ireland/dublin/oconnell-street/9"
FILES = ("320.webp", "800.webp", "1600.webp", "master.jpg")


class Agency:
    """Delivers what the tables' streams publish; the heads that were stored at first are published already."""

    def __init__(self, dynamodb: "DynamoDBClient", s3: "S3Client") -> None:
        self.dynamodb, self.s3 = dynamodb, s3
        self.store = Store(
            dynamodb=dynamodb, s3=s3, contracts=CONTRACTS, properties=PROPERTIES, listings=LISTINGS, bucket=BUCKET
        )
        self.contracts = ContractTable(dynamodb, CONTRACTS)
        self.properties = PropertyTable(dynamodb, PROPERTIES)
        self._published = {pk: head["sequence"] for pk, head in self._heads()}

    def upload_photos(self) -> None:
        """Put files in the bucket for all photos of all listings."""
        for (property_id, sk), item in self.items(LISTINGS).items():
            for image in item["images"]["L"] if sk == "LISTING" else []:
                for name in FILES:
                    key = f"published/{property_id}/{image['M']['image_id']['S']}/{name}"
                    self.s3.put_object(Bucket=BUCKET, Key=key, Body=key.partition("/")[2][-40:].encode())

    def items(self, table: str) -> Items:
        return items_of(self.dynamodb, table)

    def photos(self) -> set[str]:
        return {found["Key"] for found in self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def survey(self) -> Survey:
        return survey(self.store)

    def move_all(self, store: Store | None = None) -> list[str]:
        """Run `unicorn addresses move --apply`; return why homes stayed."""
        found = survey(store or self.store)
        left = [problem.why for problem in found.obstacles]
        for home in found.homes:
            try:
                move(store or self.store, home, wait=self._wait)
            except CannotMove as reason:
                left.append(str(reason))
        return left

    def count(self, before: Items) -> None:
        """Count what has changed in the listings since; the table's stream has a record of each."""
        after = self.items(LISTINGS)
        changes = []
        for key in (key for key in before.keys() | after.keys() if key[1] == "LISTING"):
            images = {"OldImage": before.get(key), "NewImage": after.get(key)}
            changes.append(to_change({"dynamodb": {name: image for name, image in images.items() if image}}))
        CityCounts(self.dynamodb, LISTINGS).count(change for change in changes if change)
        cities = (city_of_key({"pk": {"S": pk}, "sk": {"S": sk}}) for pk, sk in self.items(LISTINGS))
        CountryCounts(self.dynamodb, LISTINGS).settle(city for city in cities if city)

    def _wait(self, has_come: Any) -> bool:
        self.deliver()
        return bool(has_come())

    def cancel(self, contract_id: str) -> None:
        property_id = self.contracts.get(UUID(contract_id)).property_id
        move_active_contract(property_id, ContractStatus.CANCELLED, contracts=self.contracts, call=_a_call())

    def draft(self, address: Address) -> Contract:
        return draft_contract(
            property_id=None,
            address=address,
            seller_name="Ada",
            expires_on=None,
            contracts=self.contracts,
            call=_a_call(),
        )

    def deliver(self) -> None:
        """Publish the facts of changed heads, and let Properties compare every property with its contract."""
        for pk, head in self._heads():
            if self._published.get(pk) != head["sequence"]:
                self._published[pk] = head["sequence"]
                event = contracts_stream.to_event({"dynamodb": {"NewImage": head}})
                assert event
                self._put(event.source, type(event).__name__, event.model_dump_json())
        publisher: Any = EventPublisher(EventBus(self, "bus", key=lambda event: event.property_id), uuid7)  # type: ignore[arg-type]
        services = Services(
            approvals=self.properties,
            workflow=lambda: None,  # type: ignore[arg-type, return-value]
            publisher=lambda: publisher,
            now=datetime.now(UTC),
            delays=Delays(patience=timedelta(days=10_000), review=timedelta(days=7), grace=timedelta(0)),
        )
        properties = {pk.partition("#")[2] for pk, _ in self.items(PROPERTIES) if pk.startswith("PROPERTY#")}
        for property_id in sorted(properties):
            sync_property(property_id, services=services)

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:
        for entry in Entries:
            self._put(entry["Source"], entry["DetailType"], entry["Detail"])
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "x"} for _ in Entries]}

    def _put(self, source: str, detail_type: str, detail: str) -> None:
        time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        envelope: Envelope = {"id": str(uuid7()), "source": source, "detail-type": detail_type, "time": time}
        replay([envelope | {"detail": json.loads(detail)}])

    def _heads(self) -> list[tuple[str, Any]]:
        return [(pk, item) for (pk, sk), item in self.items(CONTRACTS).items() if sk == "HEAD"]


def _a_call() -> Call:
    origin = Origin(agent="agent1", correlation_id="a-call", causation_id="a-call")
    return Call(origin=origin, now=datetime.now(UTC), new_id=uuid7)


def archive() -> list[Envelope]:
    return list(read("events"))


@contextmanager
def a_stage(country: str = "") -> Iterator[Agency]:
    """Yield the agency of then, or its homes in one country."""
    with mock_aws(), pytest.MonkeyPatch.context() as monkeypatch:
        set_up(monkeypatch)
        dynamodb, s3 = boto3.client("dynamodb"), boto3.client("s3")
        restore(dynamodb, country)
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        agency = Agency(dynamodb, s3)
        agency.upload_photos()
        yield agency
    forget_clients()


def seen(agency: Agency) -> dict[str, Items]:
    """Return all items, but for ids and moments of the run itself."""
    passing = ("event_id", "revoked_at")
    tables = {table: agency.items(table) for table in (CONTRACTS, PROPERTIES, LISTINGS)}
    return {
        table: {
            key: {name: value for name, value in item.items() if name not in passing} for key, item in items.items()
        }
        for table, items in tables.items()
    }


def change(agency: Agency, table: str, pk: str, sk: str, **attributes: Any) -> None:
    item = agency.items(table)[pk, sk] | attributes
    agency.dynamodb.put_item(TableName=table, Item=item)


def contract_id_of(agency: Agency, property_id: str) -> str:
    found: str = agency.items(CONTRACTS)[f"PROPERTY#{property_id}", "HEAD"]["contract_id"]["S"]
    return found
