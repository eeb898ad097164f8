"""Photos of earlier releases, all their files below `published/`, are shown before and after an update."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from web_service.adapters.images.photo_bucket import PhotoBucket
from web_service.adapters.images.shown_photos import ShownPhotoTable
from web_service.adapters.listings.listing_items import to_listing
from web_service.events import PublicationApprovalRequested
from web_service.use_cases.photo_files import reconcile_photos, sync_photos

from tests.adapters.web.conftest import TABLE
from tests.adapters.web.stored_examples import FRONT, LISTING, example
from unicorn_kit.rounds import Budget, Tally

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

BUCKET = "photos-of-earlier-releases"
FOLDER = f"{LISTING.property_id}/{FRONT.image_id}"
WIDTHS = {f"{FOLDER}/{width}.webp" for width in (320, 800, 1600)}
PUBLIC = {f"published/{name}" for name in WIDTHS}
MASTER = f"published/{FOLDER}/master.jpg"


@pytest.fixture
def s3(dynamodb: "DynamoDBClient") -> Iterator["S3Client"]:
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for key in (*PUBLIC, MASTER):
        client.put_object(Bucket=BUCKET, Key=key, Body=b"a photo", CacheControl="public, max-age=31536000, immutable")
    yield client
    for key in keys(client):
        client.delete_object(Bucket=BUCKET, Key=key)
    client.delete_bucket(Bucket=BUCKET)


def keys(s3: "S3Client") -> set[str]:
    return {found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])}


def reconciled(s3: "S3Client", dynamodb: "DynamoDBClient") -> Tally:
    files, shown = PhotoBucket(s3, BUCKET), ShownPhotoTable(dynamodb, TABLE)
    return reconcile_photos(
        None,
        until=None,
        files=files,
        shown=shown,
        sync=lambda property_id: bool(sync_photos(property_id, files=files, shown=shown)),
        dry_run=False,
        budget=Budget(lambda: 60.0, 100),
        move=lambda _: None,
    )


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_what_was_public_stays_so_and_gets_private_files(
    dynamodb: "DynamoDBClient", s3: "S3Client", version: int
) -> None:
    for item in (example("listing", version), example("public", min(version, 4))):
        dynamodb.put_item(TableName=TABLE, Item=item)
    assert keys(s3) >= PUBLIC  # before anything has run, customers see it at the address that they are told
    assert reconciled(s3, dynamodb) == Tally(found=1, done=1)
    assert keys(s3) == PUBLIC | {MASTER} | {f"photos/{name}" for name in WIDTHS}
    assert reconciled(s3, dynamodb) == Tally()


def test_what_nobody_approved_is_private_afterwards_and_can_be_evaluated(
    dynamodb: "DynamoDBClient", s3: "S3Client"
) -> None:
    item = example("listing", 5)
    item.pop("live")
    dynamodb.put_item(TableName=TABLE, Item=item)
    reconciled(s3, dynamodb)
    assert keys(s3) == {MASTER} | {f"photos/{name}" for name in WIDTHS}
    listing = to_listing(item)
    assert listing.request
    assert PublicationApprovalRequested.of(listing, listing.request).images == (MASTER,)  # as its results are stored


def test_what_belongs_to_no_listing_is_deleted(dynamodb: "DynamoDBClient", s3: "S3Client") -> None:
    reconciled(s3, dynamodb)
    assert keys(s3) == set()
