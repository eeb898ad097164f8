"""Stored data is encrypted, travels by TLS alone, is restorable on prod, and what is not kept for ever has an end."""

from typing import Any

import pytest

from tests.infra.deployed import Place, deployed
from tests.infra.stacks import STACKS, as_list

DEV, PROD = Place(stage="ana", kind="dev"), Place(stage="prod", kind="prod")
WITHOUT_AN_END = {
    "ContractsTable",
    "WebListingsTable",
    "WebRosterTable",
}  # every other table has items of use for a time
ENDS = {"expiration", "expires_at"}  # names of the attribute that holds it
RESTORABLE = {"ContractsTable", "PropertiesContractStatusTable", "WebListingsTable", "WebWebhooksTable"}
# What customers wrote is to be gone once it expires.
WITHOUT_BACKUPS = {"WebEnquiriesTable", "WebViewingsTable", "WebAlertsTable"}


def of_type(kind: str, place: Place = PROD) -> list[tuple[str, str]]:
    """Return (folder, logical id) of the resources of a type on a stage."""
    return [
        (folder, name)
        for folder in STACKS
        for name, resource in deployed(folder, place)["Resources"].items()
        if resource["Type"] == kind
    ]


def given(folder: str, name: str, place: Place = PROD) -> dict[str, Any]:
    found: dict[str, Any] = deployed(folder, place)["Resources"][name]["Properties"]
    return found


TABLES, BUCKETS, QUEUES = (of_type(f"AWS::{kind}") for kind in ("DynamoDB::Table", "S3::Bucket", "SQS::Queue"))


@pytest.mark.parametrize(("folder", "table"), TABLES)
def test_a_table_is_encrypted_by_a_key_whose_use_is_recorded(folder: str, table: str) -> None:
    assert given(folder, table)["SSESpecification"]["SSEEnabled"] is True


@pytest.mark.parametrize(("folder", "queue"), QUEUES)
def test_a_queue_is_encrypted(folder: str, queue: str) -> None:
    assert given(folder, queue)["SqsManagedSseEnabled"] is True


@pytest.mark.parametrize(("folder", "bucket"), BUCKETS)
def test_a_bucket_is_encrypted_and_public_to_nobody(folder: str, bucket: str) -> None:
    assert given(folder, bucket)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    closed = given(folder, bucket)["PublicAccessBlockConfiguration"]
    assert closed == dict.fromkeys(
        ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"], True
    )


@pytest.mark.parametrize(("folder", "bucket"), BUCKETS)
def test_a_bucket_is_reached_by_tls_alone(folder: str, bucket: str) -> None:
    without_tls = {"Bool": {"aws:SecureTransport": "false"}}
    denied = [found for found in statements(folder, bucket) if found.get("Condition") == without_tls]
    [statement] = [found for found in denied if found["Effect"] == "Deny"]
    assert (statement["Principal"], statement["Action"]) == ("*", "s3:*")
    itself, *objects = as_list(statement["Resource"])
    assert objects == [f"{itself}/*"]
    assert bucket in itself


def statements(folder: str, bucket: str) -> list[dict[str, Any]]:
    """Return the statements of a bucket's policy."""
    policies = [given(folder, name) for name in deployed(folder, PROD)["Resources"] if f"{bucket}Policy" == name]
    return [found for policy in policies for found in as_list(policy["PolicyDocument"]["Statement"])]


@pytest.mark.parametrize(("folder", "table"), TABLES)
def test_what_prod_keeps_can_be_restored_to_any_second(folder: str, table: str) -> None:
    for place in (DEV, PROD):
        recovery = given(folder, table, place).get("PointInTimeRecoverySpecification", {})
        wanted = table in RESTORABLE and place is PROD
        assert recovery.get("PointInTimeRecoveryEnabled", False) is wanted


def test_every_table_that_outlives_its_stack_can_be_restored() -> None:
    kept = {name for folder, name in TABLES if deployed(folder, PROD)["Resources"][name].get("DeletionPolicy")}
    assert kept == RESTORABLE | WITHOUT_BACKUPS


@pytest.mark.parametrize(("folder", "table"), TABLES)
def test_items_of_no_further_use_expire(folder: str, table: str) -> None:
    if table not in WITHOUT_AN_END:
        end = given(folder, table)["TimeToLiveSpecification"]
        assert (end["Enabled"], end["AttributeName"] in ENDS) == (True, True)


def test_the_archive_keeps_no_event_twice() -> None:
    """A replayed event is an archived one already: a second replay would publish both."""
    pattern = given(".", "EventArchive")["EventPattern"]
    assert pattern["detail"] == {"metadata": {"replay": [{"exists": False}]}}
