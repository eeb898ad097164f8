"""`unicorn addresses` on the deployed stacks: a home that the previous version stored moves, and stays what it was."""

import json
import subprocess
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from demo.listings import path_of
from tests.adapters.legacy.agency import FILES, KOLN
from tests.adapters.legacy.stored import read
from tests.integration.aws import Aws
from tests.integration.listings import reaches
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually
from unicorn_kernel.address import Address
from unicorn_kernel.property_id import of_address

type Command = Callable[..., subprocess.CompletedProcess[str]]

TABLES = {
    "contracts": "ContractsTableName",
    "properties": "PropertiesContractStatusTableName",
    "listings": "WebListingsTableName",
}
HOUSE = uuid4().hex[:8]  # in place of 5a, so that no other run has the home
OLD = KOLN.replace("5a", HOUSE)
NEW = of_address(Address(country="Deutschland", city="Köln", street="Straße des 17. Juni", number=HOUSE))


@pytest.fixture
def image_id(aws: Aws, outputs: dict[str, str]) -> str:
    """Store the home as the previous version did; return the id of its photo."""
    for name, table in TABLES.items():
        for item in read(name):
            written = json.dumps(item, ensure_ascii=False)
            if "koln" in written:
                renamed = (
                    written.replace("/5a", f"/{HOUSE}").replace('"5a', f'"{HOUSE}').replace('5a\\"', f'{HOUSE}\\"')
                )
                aws.dynamodb.put_item(TableName=outputs[table], Item=json.loads(renamed))
    listing = aws.dynamodb.get_item(TableName=outputs[TABLES["listings"]], Key=_key(OLD, "LISTING"))["Item"]
    assert listing["address"]["M"]["number"] == {"S": HOUSE}
    found: str = listing["images"]["L"][0]["M"]["image_id"]["S"]
    for name in FILES:
        aws.s3.put_object(Bucket=outputs["ImagesBucketName"], Key=f"published/{OLD}/{found}/{name}", Body=b"a photo")
    return found


def _key(pk: str, sk: str) -> Any:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def test_a_home_moves_with_its_listing_contract_photos_and_publication(
    unicorn: Command, web_api: Api, contracts_api: Api, customer: Api, aws: Aws, outputs: dict[str, str], image_id: str
) -> None:
    before = customer.get(path_of(OLD))
    checked = unicorn("addresses", "check")
    assert checked.returncode == 1
    assert f"{OLD} → {NEW} (the listing, 1 contract)" in checked.stdout
    assert "because of city Köln, street Straße des 17. Juni" in checked.stdout
    assert "Nothing was moved" in unicorn("addresses", "move").stdout
    assert customer.get(path_of(OLD)) == before

    moved = unicorn("addresses", "move", "--apply")
    assert f"✓ {OLD} → {NEW}" in moved.stdout, moved.stdout + moved.stderr
    assert OLD not in unicorn("addresses", "check").stdout

    customer.get(path_of(OLD), expect=404)
    after = customer.get(path_of(NEW))
    assert after["images"][0]["image_id"] == image_id
    assert json.dumps(after) == json.dumps(before).replace(OLD, NEW)
    assert NEW in {card["property_id"] for card in customer.get(f"/search/{'/'.join(NEW.split('/')[:3])}")}
    files = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=f"published/{NEW}/{image_id}/")
    assert len(files["Contents"]) == len(FILES)

    contracts_api.put("/contracts", {"property_id": NEW, "contract_status": "CANCELLED"})
    assert reaches(web_api, NEW, "WITHDRAWN")
    assert eventually(lambda: customer.call("GET", path_of(NEW), expect=404))
