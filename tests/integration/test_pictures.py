"""Images on the deployed stacks: ticket, upload and processing. Who may see them: test_private_photos.py."""

import io
from typing import Any

import pytest
from PIL import Image

from demo.listings import publication
from tests.integration.aws import Aws
from tests.integration.listings import a_photo, drafted, images, requested, ticket
from tests.unit.web import photos
from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.terminal.waiting import eventually


@pytest.fixture
def property_id(web_api: Api) -> str:
    return drafted(web_api)


def answered(web_api: Api, property_id: str) -> dict[str, Any] | None:
    """Return the listing's only image once it is processed or rejected."""

    def look() -> dict[str, Any] | None:
        (image,) = images(web_api, property_id)
        return image if image["status"] != "EXPECTED" else None

    return eventually(look, seconds=60)


def answers(web_api: Api, property_id: str) -> list[str] | None:
    """Return the status of each of the listing's images, None while one of them is being processed."""
    statuses = [image["status"] for image in images(web_api, property_id)]
    return statuses if "EXPECTED" not in statuses else None


def objects(aws: Aws, outputs: dict[str, str], prefix: str) -> list[str]:
    page = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=prefix)
    return [found["Key"] for found in page.get("Contents", [])]


def test_a_photo_is_offered_in_three_widths(web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]) -> None:
    photo = a_photo()
    web_api.upload(ticket(web_api, property_id, photo), "front.jpg", photo, "image/jpeg")
    image = answered(web_api, property_id)
    assert image
    assert image["status"] == "READY"
    for width, address in image["urls"].items():
        found = web_api.download(address)
        assert found.headers["Content-Type"] == "image/webp"
        assert found.headers["Cache-Control"] == "private, max-age=600"
        assert Image.open(io.BytesIO(found.content)).width <= int(width)
    folder = f"photos/{property_id}/{image['image_id']}/"
    assert sorted(objects(aws, outputs, folder)) == [
        folder + name for name in ("1600.webp", "320.webp", "800.webp", "master.jpg")
    ]
    assert eventually(lambda: objects(aws, outputs, f"incoming/{property_id}/") == [])


def test_no_file_has_the_photos_metadata(web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]) -> None:
    for name, content in photos.WITH_LOCATION.items():
        content_type = f"image/{Image.open(io.BytesIO(content)).format}".lower().replace("mpo", "jpeg")
        web_api.upload(ticket(web_api, property_id, content, content_type), name, content, content_type)
    statuses = eventually(lambda: answers(web_api, property_id), seconds=60)
    assert statuses == ["READY"] * len(photos.WITH_LOCATION)
    files = objects(aws, outputs, f"photos/{property_id}/")
    assert len(files) == 4 * len(photos.WITH_LOCATION)
    for key in files:
        content = aws.s3.get_object(Bucket=outputs["ImagesBucketName"], Key=key)["Body"].read()
        assert [mark for mark in photos.MARKS if mark in content] == [], key


@pytest.mark.parametrize(
    ("page", "code", "message"),
    [
        (b"<html><script>alert(1)</script></html>", "NOT_AN_IMAGE", "save it as one"),
        (photos.HEIC, "OTHER_FORMAT", "save it as JPEG"),
        (photos.png_header(20_000, 20_000), "TOO_MANY_PIXELS", "20000 x 20000"),
    ],
    ids=["page", "HEIC", "20,000 x 20,000"],
)
def test_a_file_that_is_not_an_image_is_deleted_and_the_agent_sees_the_reason(
    web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str], page: bytes, code: str, message: str
) -> None:
    web_api.upload(ticket(web_api, property_id, page), "front.jpg", page, "image/jpeg")
    image = answered(web_api, property_id)
    assert image
    assert (image["status"], image["refused"]["code"]) == ("REFUSED", code)
    assert message in image["refused"]["message"]
    assert image["urls"] is None
    assert eventually(lambda: objects(aws, outputs, f"incoming/{property_id}/") == [])
    assert objects(aws, outputs, f"photos/{property_id}/") == []


def test_a_ticket_accepts_only_the_upload_that_it_was_issued_for(web_api: Api, property_id: str) -> None:
    photo = a_photo()
    given = ticket(web_api, property_id, photo)
    for other in (photo + b"more", photo[:-1], b""):
        with pytest.raises(UnexpectedStatus):
            web_api.upload(given, "front.jpg", other, "image/jpeg")
    for change in ({"key": f"published/{property_id}/swapped.jpg"}, {"Content-Type": "text/html"}):
        with pytest.raises(UnexpectedStatus):
            web_api.upload(given | {"fields": given["fields"] | change}, "front.jpg", photo, "image/jpeg")
    web_api.upload(given, "front.jpg", photo, "image/jpeg")


def test_a_request_right_after_the_upload_includes_the_image(web_api: Api, property_id: str) -> None:
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


def test_a_photo_is_turned_and_cropped_in_its_place_under_keys_of_its_own(
    web_api: Api, property_id: str, aws: Aws, outputs: dict[str, str]
) -> None:
    photo = photos.saved(photos.quarters(641, 481), "PNG")
    web_api.upload(ticket(web_api, property_id, photo, "image/png"), "front.png", photo, "image/png")
    first = answered(web_api, property_id)
    assert first
    path = f"/properties/{property_id}/images"
    web_api.put(path, [{"image_id": first["image_id"], "alt_text": "The front", "caption": "In May"}])
    right_half = {"left": 241, "top": 0, "width": 240, "height": 641}  # of the turned photo
    begun = web_api.post(f"{path}/{first['image_id']}/edits", {"turn": 90, "crop": right_half}, expect=202)
    assert (begun["status"], begun["replaces"]) == ("EXPECTED", first["image_id"])

    def done() -> dict[str, Any] | None:
        (image, *_) = images(web_api, property_id)
        return image if image["image_id"] == begun["image_id"] else None

    edited = eventually(done, seconds=60)
    assert edited
    assert [one["image_id"] for one in images(web_api, property_id)] == [begun["image_id"]]
    assert (edited["alt_text"], edited["caption"]) == ("The front", "In May")
    assert (edited["width"], edited["height"]) == (240, 641)
    shown = Image.open(io.BytesIO(web_api.download(edited["urls"]["800"]).content)).convert("RGB")
    assert shown.size == (240, 641)
    red, green, blue = shown.getpixel((120, 100))  # type: ignore[misc]
    assert (red > 150, green < 80, blue < 80) == (True, True, True)
    assert eventually(lambda: objects(aws, outputs, f"incoming/{property_id}/") == [])
    folder = f"photos/{property_id}/{begun['image_id']}/"
    assert eventually(lambda: len(objects(aws, outputs, f"photos/{property_id}/")) == 4, seconds=30)
    assert len(objects(aws, outputs, folder)) == 4
