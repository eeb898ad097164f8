"""Pictures on the deployed stacks: ticket, upload, processing, and what customers may fetch."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.integration.aws import Aws
from tests.integration.listings import a_photo, drafted, images, requested, ticket
from unicorn_cli.api import Api, Unexpected
from unicorn_cli.listings import publication
from unicorn_cli.waiting import eventually

SECRET = "48.137N 11.575E"  # where the photographer lives


@pytest.fixture
def property_id(web_api: Api) -> str:
    return drafted(web_api)


def answered(web_api: Api, property_id: str) -> dict[str, Any] | None:
    """Return the listing's one picture, once something has become of it."""

    def look() -> dict[str, Any] | None:
        (image,) = images(web_api, property_id)
        return image if image["status"] != "EXPECTED" else None

    return eventually(look, seconds=60)


def objects(aws: Aws, outputs: dict[str, str], prefix: str) -> list[str]:
    page = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=prefix)
    return [found["Key"] for found in page.get("Contents", [])]


def test_a_photo_is_offered_in_three_widths_and_tells_nothing_of_its_maker(
    web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]
) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    photo = a_photo(exif=exif)
    assert SECRET.encode() in photo
    web_api.upload(ticket(web_api, property_id, photo), "front.jpg", photo, "image/jpeg")
    image = answered(web_api, property_id)
    assert image
    assert image["status"] == "READY"
    for width, address in image["urls"].items():
        found = web_api.download(address)
        assert found.headers["Content-Type"] == "image/webp"
        assert "immutable" in found.headers["Cache-Control"]
        assert SECRET.encode() not in found.content
        assert Image.open(io.BytesIO(found.content)).width <= int(width)
    folder = f"published/{property_id}/{image['image_id']}/"
    assert sorted(objects(aws, outputs, folder)) == [
        folder + name for name in ("1600.webp", "320.webp", "800.webp", "master.jpg")
    ]
    master = aws.s3.get_object(Bucket=outputs["ImagesBucketName"], Key=f"{folder}master.jpg")["Body"].read()
    assert SECRET.encode() not in master
    assert eventually(lambda: objects(aws, outputs, f"incoming/{property_id}/") == [])


def test_what_is_no_picture_is_removed_and_the_agent_sees_why(
    web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]
) -> None:
    page = b"<html><script>alert(1)</script></html>"
    web_api.upload(ticket(web_api, property_id, page), "front.jpg", page, "image/jpeg")
    image = answered(web_api, property_id)
    assert image
    assert (image["status"], image["refused"]["code"]) == ("REFUSED", "NOT_AN_IMAGE")
    assert image["urls"] is None
    assert eventually(lambda: objects(aws, outputs, f"incoming/{property_id}/") == [])
    assert objects(aws, outputs, f"published/{property_id}/") == []


def test_a_ticket_takes_only_what_it_was_given_for(web_api: Api, property_id: str) -> None:
    photo = a_photo()
    given = ticket(web_api, property_id, photo)
    with pytest.raises(Unexpected):
        web_api.upload(given, "front.jpg", photo + b"more", "image/jpeg")
    for change in ({"key": f"published/{property_id}/swapped.jpg"}, {"Content-Type": "text/html"}):
        with pytest.raises(Unexpected):
            web_api.upload(given | {"fields": given["fields"] | change}, "front.jpg", photo, "image/jpeg")
    web_api.upload(given, "front.jpg", photo, "image/jpeg")


def test_a_request_right_after_the_upload_takes_the_picture_along(web_api: Api, property_id: str) -> None:
    photo = a_photo()
    web_api.upload(ticket(web_api, property_id, photo), "front.jpg", photo, "image/jpeg")
    requested(web_api, property_id)
    (image,) = images(web_api, property_id)
    assert (image["status"], publication(web_api, property_id)["status"]) == ("READY", "PENDING")


def test_a_second_upload_under_the_same_ticket_changes_nothing(web_api: Api, property_id: str) -> None:
    first, second = (a_photo(quality=75), a_photo(quality=75))
    second = second + b"\0" * (len(first) - len(second)) if len(second) < len(first) else second[: len(first)]
    given = ticket(web_api, property_id, first)
    web_api.upload(given, "front.jpg", first, "image/jpeg")
    before = answered(web_api, property_id)
    assert before
    shown = web_api.download(before["urls"]["320"]).content
    web_api.upload(given, "front.jpg", second, "image/jpeg")
    assert not eventually(lambda: images(web_api, property_id) != [before], seconds=3)
    assert web_api.download(before["urls"]["320"]).content == shown


def test_customers_fetch_what_is_published_and_nothing_else(
    web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]
) -> None:
    photo = a_photo()
    web_api.upload(ticket(web_api, property_id, photo), "front.jpg", photo, "image/jpeg")
    image = answered(web_api, property_id)
    assert image
    address = image["urls"]["320"]
    bucket = address.partition("/published/")[0]
    aws.s3.put_object(Bucket=outputs["ImagesBucketName"], Key="incoming/readme.txt", Body=b"secret")
    assert httpx.get(address, trust_env=False).status_code == 200
    for closed in (f"{bucket}/incoming/readme.txt", f"{bucket}/?list-type=2", f"{bucket}/"):
        assert httpx.get(closed, trust_env=False).status_code == 403
    assert httpx.put(address, content=b"swapped", trust_env=False).status_code == 403
    aws.s3.delete_object(Bucket=outputs["ImagesBucketName"], Key="incoming/readme.txt")
