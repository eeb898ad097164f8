"""Photos on the deployed stacks: public while an approved version shows them, private before and after."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx
import pytest

from demo.listings import path_of
from tests.integration.aws import Aws
from tests.integration.listings import (
    a_photo,
    approve,
    drafted,
    images,
    own,
    publish,
    published,
    reaches,
    requested,
    ticket,
)
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually

MINUTE = 60  # seconds after which nothing can be read that no approved version shows
CLOSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
type Folder = Callable[[str], str]


@pytest.fixture
def bucket(aws: Aws, outputs: dict[str, str]) -> str:
    """The address of the images bucket."""
    return f"{aws.s3.meta.endpoint_url}/{outputs['ImagesBucketName']}"


def keys(aws: Aws, outputs: dict[str, str], prefix: str) -> list[str]:
    page = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=prefix)
    return [found["Key"] for found in page.get("Contents", [])]


def statuses(addresses: list[str]) -> set[int]:
    return {httpx.get(address, trust_env=False).status_code for address in addresses}


def public(bucket: str, property_id: str, image_id: str) -> list[str]:
    """Return the public address of every width."""
    return [f"{bucket}/published/{property_id}/{image_id}/{width}.webp" for width in (320, 800, 1600)]


def appear(addresses: list[str]) -> bool:
    return bool(eventually(lambda: statuses(addresses) == {HTTPStatus.OK}, seconds=MINUTE))


def close(addresses: list[str]) -> bool:
    return bool(eventually(lambda: statuses(addresses) <= CLOSED, seconds=MINUTE))


def with_photo(web_api: Api, property_id: str) -> dict[str, Any]:
    """Upload a photo, and return its image once it is READY."""
    photo = a_photo()
    given = ticket(web_api, property_id, photo)
    web_api.upload(given, "front.jpg", photo, "image/jpeg")

    def look() -> dict[str, Any] | None:
        [image] = [image for image in images(web_api, property_id) if image["image_id"] == given["image_id"]]
        return image if image["status"] == "READY" else None

    image = eventually(look, seconds=MINUTE)
    assert image
    return image


def shown(web_api: Api, aws: Aws, outputs: dict[str, str], bucket: str) -> tuple[str, dict[str, Any]]:
    """Return an approved listing with one photo, which everybody can read."""
    property_id = drafted(web_api)
    image = with_photo(web_api, property_id)
    approve(aws, outputs["EventBusName"], property_id, requested(web_api, property_id))
    assert reaches(web_api, property_id, "APPROVED")
    assert appear(public(bucket, property_id, image["image_id"]))
    return property_id, image


def test_a_photo_is_its_agents_alone_until_a_version_that_shows_it_is_approved(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str], bucket: str
) -> None:
    property_id = drafted(web_api)
    image = with_photo(web_api, property_id)
    addresses = public(bucket, property_id, image["image_id"])
    signed = list(image["urls"].values())
    private = [address.partition("?")[0] for address in signed]
    master = private[0].replace("320.webp", "master.jpg")
    assert statuses(addresses) <= CLOSED
    assert statuses(signed) == {HTTPStatus.OK}
    assert statuses([*private, master, signed[0].replace("320.webp", "master.jpg")]) <= CLOSED
    assert statuses([signed[0].replace("X-Amz-Expires=900", "X-Amz-Expires=9000")]) <= CLOSED

    request_id = requested(web_api, property_id)
    assert statuses(addresses) <= CLOSED
    approve(aws, outputs["EventBusName"], property_id, request_id)
    assert reaches(web_api, property_id, "APPROVED")
    assert appear(addresses)
    [told] = customer.get(path_of(property_id))["images"]
    assert list(told["urls"].values()) == addresses
    assert httpx.get(addresses[0], trust_env=False).headers["Cache-Control"] == "public, max-age=30"
    assert statuses([*private, master, addresses[0].replace("320.webp", "master.jpg")]) <= CLOSED

    assert web_api.delete(path_of(property_id))["status"] == "WITHDRAWN"
    assert close(addresses)
    assert statuses(list(images(web_api, property_id)[0]["urls"].values())) == {HTTPStatus.OK}


def test_a_removed_photo_is_public_until_the_version_without_it_is_approved_and_then_gone(
    web_api: Api, aws: Aws, outputs: dict[str, str], bucket: str
) -> None:
    property_id, first = shown(web_api, aws, outputs, bucket)
    old = public(bucket, property_id, first["image_id"])
    second = with_photo(web_api, property_id)
    new = public(bucket, property_id, second["image_id"])
    web_api.delete(f"{path_of(property_id)}/images/{first['image_id']}")
    request_id = requested(web_api, property_id)
    assert statuses(old) == {HTTPStatus.OK}
    assert statuses(new) <= CLOSED
    approve(aws, outputs["EventBusName"], property_id, request_id)
    assert close(old)
    assert appear(new)
    folder = f"photos/{property_id}/{first['image_id']}/"
    assert eventually(lambda: keys(aws, outputs, folder) == [], seconds=MINUTE)
    assert statuses(list(images(web_api, property_id)[0]["urls"].values())) == {HTTPStatus.OK}


def test_a_version_that_is_declined_changes_nothing_of_what_the_approved_one_shows(
    web_api: Api, aws: Aws, outputs: dict[str, str], bucket: str
) -> None:
    property_id, first = shown(web_api, aws, outputs, bucket)
    second = with_photo(web_api, property_id)
    request_id = requested(web_api, property_id)
    reason = {"code": "IMAGE_UNSAFE", "subject": "x", "message": "It shows what it must not."}
    detail = {"property_id": property_id, "request_id": request_id, "evaluation_result": "DECLINED"}
    publish(aws, outputs["EventBusName"], "PublicationEvaluationCompleted", detail | {"reasons": [reason]})
    assert reaches(web_api, property_id, "DECLINED")
    other, _ = published(web_api, aws, outputs["EventBusName"])  # the stream has come as far as this by then
    assert own(web_api, other)["is_public"]
    assert statuses(public(bucket, property_id, first["image_id"])) == {HTTPStatus.OK}
    assert statuses(public(bucket, property_id, second["image_id"])) <= CLOSED


def test_a_removed_listing_leaves_no_file(web_api: Api, aws: Aws, outputs: dict[str, str]) -> None:
    property_id = drafted(web_api)
    with_photo(web_api, property_id)
    assert len(keys(aws, outputs, f"photos/{property_id}/")) == 4
    web_api.delete(path_of(property_id), expect=204)
    for folder in ("photos", "published", "incoming"):
        assert eventually(lambda folder=folder: keys(aws, outputs, f"{folder}/{property_id}/") == [], seconds=MINUTE)  # type: ignore[misc]


def test_reconciliation_deletes_what_nobody_needs_and_makes_public_what_is_shown(
    web_api: Api, aws: Aws, outputs: dict[str, str], bucket: str, unicorn: Callable[..., Any]
) -> None:
    """Also of photos whose files an earlier release has written, all of them public."""
    property_id, image = shown(web_api, aws, outputs, bucket)
    name, stray = outputs["ImagesBucketName"], f"usa/anytown/web-street/{uuid4().hex[:12]}/{uuid4()}"
    for prefix in ("photos", "published"):
        aws.s3.put_object(Bucket=name, Key=f"{prefix}/{stray}/320.webp", Body=b"of no listing")
    files = f"{property_id}/{image['image_id']}"
    for file in ("320.webp", "800.webp", "1600.webp"):  # as before there were private files
        aws.s3.delete_object(Bucket=name, Key=f"photos/{files}/{file}")
    aws.s3.delete_object(Bucket=name, Key=f"published/{files}/1600.webp")
    aws.s3.copy_object(Bucket=name, Key=f"photos/{files}/1600.webp", CopySource=f"{name}/published/{files}/800.webp")

    done = unicorn("reconcile", "--context", "photos", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 synced" in done.stdout or " synced" in done.stdout
    assert keys(aws, outputs, f"photos/{stray}") == keys(aws, outputs, f"published/{stray}") == []
    assert statuses(public(bucket, property_id, image["image_id"])) == {HTTPStatus.OK}
    assert len(keys(aws, outputs, f"photos/{files}/")) == 4


def test_customers_can_fetch_public_files_and_nothing_else(
    web_api: Api, aws: Aws, outputs: dict[str, str], bucket: str
) -> None:
    property_id, image = shown(web_api, aws, outputs, bucket)
    address = public(bucket, property_id, image["image_id"])[0]
    aws.s3.put_object(Bucket=outputs["ImagesBucketName"], Key="incoming/readme.txt", Body=b"secret")
    for closed in (f"{bucket}/incoming/readme.txt", f"{bucket}/?list-type=2", f"{bucket}/"):
        assert httpx.get(closed, trust_env=False).status_code == HTTPStatus.FORBIDDEN
    assert httpx.put(address, content=b"swapped", trust_env=False).status_code == HTTPStatus.FORBIDDEN
    aws.s3.delete_object(Bucket=outputs["ImagesBucketName"], Key="incoming/readme.txt")
