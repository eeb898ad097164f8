"""The ports `Uploads` and `Pictures` on S3."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from web_service.adapters.images.image_bucket import ImageBucket
from web_service.domain.images.image import RejectionCode
from web_service.domain.images.upload import ImageFile, ImageRejected, Upload

from tests.unit.web.fakes import HOUSE
from unicorn_kit.errors import StoreUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "pictures"
MASTER = ImageFile(name="master.jpg", content_type="image/jpeg", content=b"a picture")


@pytest.fixture
def s3() -> Iterator["S3Client"]:
    with mock_aws():
        client = boto3.client("s3", config=Config(signature_version="s3v4"))
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield client


@pytest.fixture
def bucket(s3: "S3Client") -> ImageBucket:
    return ImageBucket(s3, BUCKET)


def put(s3: "S3Client", key: str, content: bytes = b"x") -> None:
    s3.put_object(Bucket=BUCKET, Key=key, Body=content)


def test_a_ticket_fixes_key_type_and_size(bucket: ImageBucket) -> None:
    image_id = uuid4()
    upload = Upload(filename="front.jpg", content_type="image/jpeg", size=1234)
    ticket = bucket.ticket(HOUSE, image_id, upload, seconds=900)
    policy = json.loads(b64decode(ticket.fields["policy"]))
    conditions: list[Any] = policy["conditions"]
    assert {"Content-Type": "image/jpeg"} in conditions
    assert ["content-length-range", 1234, 1234] in conditions
    assert {"key": f"incoming/{HOUSE}/{image_id}"} in conditions
    assert {"bucket": BUCKET} in conditions
    assert ticket.fields["Content-Type"] == "image/jpeg"
    datetime.fromisoformat(policy["expiration"])


def test_only_the_listings_own_uploads_are_found(bucket: ImageBucket, s3: "S3Client") -> None:
    mine = uuid4()
    put(s3, f"incoming/usa/a/b/1/{mine}")
    put(s3, f"incoming/usa/a/b/11/{uuid4()}")
    put(s3, "incoming/usa/a/b/1/readme.txt")
    assert bucket.arrived("usa/a/b/1") == {mine}
    assert bucket.arrived("usa/a/b/2") == set()


def test_an_upload_is_read_then_deleted(bucket: ImageBucket, s3: "S3Client") -> None:
    image_id = uuid4()
    assert bucket.fetch(HOUSE, image_id, size_max=10) is None
    put(s3, f"incoming/{HOUSE}/{image_id}", b"0123456789")
    assert bucket.fetch(HOUSE, image_id, size_max=10) == b"0123456789"
    with pytest.raises(ImageRejected) as bad:
        bucket.fetch(HOUSE, image_id, size_max=9)
    assert bad.value.rejection.code is RejectionCode.TOO_LARGE
    bucket.discard(HOUSE, image_id)
    bucket.discard(HOUSE, image_id)
    assert bucket.fetch(HOUSE, image_id, size_max=10) is None


def test_files_have_a_type_and_are_kept_by_the_agents_browser_alone(bucket: ImageBucket, s3: "S3Client") -> None:
    image_id = uuid4()
    bucket.store(HOUSE, image_id, [MASTER])
    found = s3.get_object(Bucket=BUCKET, Key=f"photos/{HOUSE}/{image_id}/master.jpg")
    assert (found["ContentType"], found["CacheControl"]) == ("image/jpeg", "private, max-age=600")
    assert found["Body"].read() == b"a picture"


def test_a_file_is_never_replaced(bucket: ImageBucket, s3: "S3Client") -> None:
    image_id = uuid4()
    bucket.store(HOUSE, image_id, [MASTER])
    bucket.store(HOUSE, image_id, [MASTER])  # an interrupted attempt is repeated
    swapped = ImageFile(name="master.jpg", content_type="image/jpeg", content=b"another picture")
    with pytest.raises(ImageRejected) as bad:
        bucket.store(HOUSE, image_id, [swapped])
    assert bad.value.rejection.code is RejectionCode.CHANGED_MEANWHILE
    found = s3.get_object(Bucket=BUCKET, Key=f"photos/{HOUSE}/{image_id}/master.jpg")
    assert found["Body"].read() == b"a picture"


def test_a_failing_bucket_is_unavailable_not_broken(s3: "S3Client") -> None:
    nowhere = ImageBucket(s3, "no-such-bucket")
    for ask in (lambda: nowhere.arrived(HOUSE), lambda: nowhere.store(HOUSE, uuid4(), [MASTER])):
        with pytest.raises(StoreUnavailable):
            ask()
