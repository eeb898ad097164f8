"""The port `PhotoFiles` on S3, and what the listings table says of photos."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws
from web_service.adapters.images import photo_bucket
from web_service.adapters.images.photo_bucket import PhotoBucket
from web_service.adapters.images.shown_photos import ShownPhotoTable
from web_service.adapters.listings.listing_items import listing_key
from web_service.adapters.listings.listing_table import ListingTable
from web_service.domain.images.photo_files import Changes, Files
from web_service.domain.publication.rules import withdraw

from tests.adapters.web.conftest import TABLE
from tests.unit.web.fakes import HOUSE, MONDAY, a_listing, an_image, approved, with_picture
from unicorn_kit.errors import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

BUCKET = "photos-of-homes"
NEAR = f"{HOUSE}-a"  # its keys are before those of the house, though its id is behind
IMAGE = str(uuid4())
LATER = datetime.now(UTC) + timedelta(hours=1)
NONE: Any = {"adopt": [], "hide": [], "show": [], "drop": [], "missing": []}


@pytest.fixture
def s3() -> Iterator["S3Client"]:
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield client


@pytest.fixture
def bucket(s3: "S3Client") -> PhotoBucket:
    return PhotoBucket(s3, BUCKET)


def put(s3: "S3Client", *keys: str) -> None:
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode())


def keys(s3: "S3Client") -> list[str]:
    return [found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_the_files_of_a_listing_are_found_under_both_prefixes(bucket: PhotoBucket, s3: "S3Client") -> None:
    put(s3, f"photos/{HOUSE}/{IMAGE}/320.webp", f"published/{HOUSE}/{IMAGE}/800.webp", f"photos/{NEAR}/{IMAGE}/1.webp")
    assert bucket.of(HOUSE) == Files(private={f"{IMAGE}/320.webp"}, public={f"{IMAGE}/800.webp"})


def test_changes_copy_and_delete_under_both_prefixes(bucket: PhotoBucket, s3: "S3Client") -> None:
    put(s3, f"photos/{HOUSE}/a/320.webp", f"photos/{HOUSE}/b/320.webp", f"published/{HOUSE}/c/320.webp")
    wanted = NONE | {"adopt": ["c/320.webp"], "hide": ["c/320.webp"], "show": ["a/320.webp"], "drop": ["b/320.webp"]}
    bucket.change(HOUSE, Changes(**wanted))
    assert keys(s3) == [f"{prefix}/{HOUSE}/{name}/320.webp" for prefix, name in
                        (("photos", "a"), ("photos", "c"), ("published", "a"))]  # fmt: skip
    public = s3.get_object(Bucket=BUCKET, Key=f"published/{HOUSE}/a/320.webp")
    assert (public["ContentType"], public["CacheControl"]) == ("image/webp", "public, max-age=30")
    assert public["Body"].read() == f"photos/{HOUSE}/a/320.webp".encode()
    private = s3.get_object(Bucket=BUCKET, Key=f"photos/{HOUSE}/c/320.webp")
    assert private["CacheControl"] == "private, max-age=600"


@pytest.mark.parametrize(("is_private", "prefix"), [(True, "photos"), (False, "published")])
def test_the_master_of_a_photo_is_brought_to_where_uploads_arrive(
    bucket: PhotoBucket, s3: "S3Client", is_private: bool, prefix: str
) -> None:
    first = replace(an_image(), is_private=is_private)
    master, new_id = f"{prefix}/{HOUSE}/{first.image_id}/master.jpg", uuid4()
    bucket.bring(HOUSE, first, new_id)  # it is gone
    assert keys(s3) == []
    put(s3, master)
    for _ in range(2):
        bucket.bring(HOUSE, first, new_id)
    assert keys(s3) == sorted([master, f"incoming/{HOUSE}/{new_id}"])
    brought = s3.get_object(Bucket=BUCKET, Key=f"incoming/{HOUSE}/{new_id}")
    assert (brought["Body"].read(), brought["ContentType"]) == (master.encode(), "image/jpeg")


def test_a_file_that_is_gone_meanwhile_is_left_out(bucket: PhotoBucket, s3: "S3Client") -> None:
    bucket.change(HOUSE, Changes(**NONE | {"show": ["a/320.webp"], "drop": ["b/320.webp"]}))
    assert keys(s3) == []


def test_a_file_that_is_not_deleted_is_a_failure(bucket: PhotoBucket, s3: "S3Client") -> None:
    answer = {"Errors": [{"Code": "InternalError", "Key": "k"}]}
    s3.delete_objects = lambda **_: answer  # type: ignore[assignment]
    with pytest.raises(StoreUnavailable):
        bucket.change(HOUSE, Changes(**NONE | {"drop": ["b/320.webp"]}))


def test_a_bucket_that_does_not_answer_is_unavailable(s3: "S3Client") -> None:
    nowhere = PhotoBucket(s3, "no-such-bucket")
    for ask in (
        lambda: nowhere.of(HOUSE),
        lambda: list(nowhere.walk(None, until=LATER)),
        lambda: nowhere.change(HOUSE, Changes(**NONE | {"drop": ["a"]})),
    ):
        with pytest.raises(StoreUnavailable):
            ask()


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch, s3: "S3Client") -> None:
    listed = s3.list_objects_v2
    monkeypatch.setattr(s3, "list_objects_v2", lambda **given: listed(**given, MaxKeys=2))


@pytest.mark.usefixtures("small_pages")
def test_all_properties_are_walked_once_and_those_behind_a_position_again(bucket: PhotoBucket, s3: "S3Client") -> None:
    houses = [f"usa/anytown/main-street/{number}" for number in (1, 10, "1-a", 2, 20)]
    put(s3, *(f"photos/{house}/{image}/320.webp" for house in houses for image in "abc"))
    put(s3, f"published/{houses[1]}/a/320.webp", "published/zz/a/b/1/x/320.webp", "photos/readme.txt")
    found = list(bucket.walk(None, until=LATER))
    assert sorted(name for name, _ in found) == sorted([*houses, "zz/a/b/1"])
    assert len(found) == len(houses) + 1
    files = dict(found)
    assert files[houses[1]].public == {"a/320.webp"}
    assert files[houses[0]].private == {"a/320.webp", "b/320.webp", "c/320.webp"}
    for at, (name, _) in enumerate(found):
        assert list(bucket.walk(name, until=LATER)) == found[at + 1 :]


def test_a_property_whose_files_are_not_at_rest_is_left_out(bucket: PhotoBucket, s3: "S3Client") -> None:
    put(s3, f"photos/{HOUSE}/a/320.webp")
    assert list(bucket.walk(None, until=LATER - timedelta(hours=2))) == []


def test_the_table_says_what_a_listing_has_and_what_its_public_version_shows(
    dynamodb: "DynamoDBClient", listings: ListingTable
) -> None:
    shown = ShownPhotoTable(dynamodb, TABLE)
    listing = with_picture(a_listing())
    listings.add(listing)
    [image] = listing.images
    drafted = shown.of([HOUSE])[HOUSE]
    assert drafted
    assert (tuple(drafted.images), drafted.shown) == (listing.images, set())
    public = approved(listing)
    listings.save(listing, public)
    known, other = shown.of([HOUSE, NEAR]).values()
    assert known
    assert known.shown == {str(image.image_id)}
    assert other
    assert (tuple(other.images), other.shown) == ((), frozenset())
    listings.save(public, withdraw(public, at=MONDAY))
    after = shown.of([HOUSE])[HOUSE]
    assert after
    assert after.shown == set()


def test_an_unreadable_listing_is_known_as_one(dynamodb: "DynamoDBClient") -> None:
    dynamodb.put_item(TableName=TABLE, Item=listing_key(HOUSE))
    assert ShownPhotoTable(dynamodb, TABLE).of([HOUSE]) == {HOUSE: None}


def test_public_copies_are_kept_as_long_as_an_answer_of_the_search() -> None:
    from web_service.handlers.search_api import FRESH  # noqa: PLC0415 - the search has no part in the rest

    assert f"public, max-age={FRESH}" == photo_bucket.FOR_ALL
