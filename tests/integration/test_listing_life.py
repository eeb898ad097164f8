"""The whole life of a listing on the deployed stacks: declined, corrected, published, edited, withdrawn."""

from typing import Any
from uuid import uuid4

import pytest

from demo.listings import path_of, publication, upload_image, wait_for_images
from tests.integration.aws import Aws
from tests.integration.listings import (
    a_draft,
    a_photo,
    approve,
    drafted,
    images,
    own,
    published,
    reaches,
    requested,
    ticket,
)
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api
from unicorn_cli.terminal.waiting import eventually


def pictured(web: Api, property_id: str, count: int) -> list[str]:
    """Upload images of a listing; return their ids."""
    found = [upload_image(web, property_id, "front.jpg", a_photo()) for _ in range(count)]
    wait_for_images(web, property_id, found)
    return found


def test_a_repeated_request_with_the_same_idempotency_key_gets_the_first_answer(web_api: Api) -> None:
    draft, key = a_draft(), uuid4().hex
    first, second = (web_api.post("/properties", draft, key=key) for _ in range(2))
    assert first == second
    path, photo = path_of(first["property_id"]), {"filename": "a.jpg", "content_type": "image/jpeg", "size": 1000}
    one, same, other = (web_api.post(f"{path}/images", photo, key=f"{key}{end}") for end in ("a", "a", "b"))
    assert (one, one["image_id"] == other["image_id"]) == (same, False)
    assert len(images(web_api, first["property_id"])) == 2
    wanted = {"property_id": first["property_id"]}
    asked, again = (web_api.post("/request_approval", wanted, key=f"{key}c", expect=202) for _ in range(2))
    assert asked == again
    web_api.post("/request_approval", wanted, expect=409)


def test_a_listing_is_declined_corrected_published_edited_and_withdrawn(
    web_api: Api, contracts_api: Api, customer: Api
) -> None:
    draft = a_draft("Lifetown", headline="A horrible, ugly, terrible ruin", bedrooms=3, living_area=118.25)
    property_id = str(web_api.post("/properties", draft)["property_id"])
    path = path_of(property_id)
    contracts_api.post(
        "/contracts", {"property_id": property_id, "address": draft["address"], "seller_name": "Ada"}
    )  # fmt: skip
    first, second = pictured(web_api, property_id, 2)

    declined_id = requested(web_api, property_id)
    declined = reaches(web_api, property_id, "DECLINED")
    assert declined
    assert [reason["code"] for reason in declined["reasons"]] == ["DESCRIPTION_NEGATIVE"]
    customer.get(path, expect=404)

    web_api.patch(path, {"headline": "A lovely home"})
    assert requested(web_api, property_id) != declined_id
    contracts_api.put("/contracts", {"property_id": property_id})
    assert reaches(web_api, property_id, "APPROVED")
    shown = customer.get(path)
    assert (shown["headline"], shown["bedrooms"], shown["living_area"]) == ("A lovely home", 3, 118.25)

    edited = web_api.patch(
        path, {"listprice": 149.5, "bedrooms": 4}, if_match=f'"{own(web_api, property_id)["version"]}"'
    )
    assert (edited["status"], edited["is_public"]) == ("DRAFT", True)
    web_api.put(f"{path}/images", [{"image_id": second, "caption": "The front & the <b>roses</b>"}, first])
    assert customer.get(path) == shown
    requested(web_api, property_id)
    assert reaches(web_api, property_id, "APPROVED")
    shown = customer.get(path)
    assert (shown["listprice"], shown["bedrooms"]) == (149.5, 4)
    assert [price["listprice"] for price in shown["price_history"]] == [199.99, 149.5]
    assert [status["status"] for status in shown["status_history"]] == ["APPROVED"]
    assert [(image["image_id"], image["caption"]) for image in shown["images"]] == [
        (second, "The front & the <b>roses</b>"),
        (first, None),
    ]

    assert web_api.delete(path)["status"] == "WITHDRAWN"
    customer.get(path, expect=404)
    assert customer.get("/search/usa/lifetown") == []


def test_a_removed_image_can_be_fetched_while_the_public_version_shows_it(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    property_id = drafted(web_api)
    first, second = pictured(web_api, property_id, 2)
    approve(aws, outputs["EventBusName"], property_id, requested(web_api, property_id))
    assert reaches(web_api, property_id, "APPROVED")
    web_api.delete(f"{path_of(property_id)}/images/{first}")
    assert [image["image_id"] for image in images(web_api, property_id)] == [second]
    shown = customer.get(path_of(property_id))["images"]
    assert [image["image_id"] for image in shown] == [first, second]
    assert eventually(lambda: web_api.download(shown[0]["urls"]["320"]))


def test_an_evaluation_of_a_withdrawn_request_changes_nothing(
    web_api: Api, customer: Api, aws: Aws, outputs: dict[str, str]
) -> None:
    property_id, other = drafted(web_api), drafted(web_api)
    late, next_one = requested(web_api, property_id), requested(web_api, other)
    assert web_api.delete(path_of(property_id))["status"] == "WITHDRAWN"
    approve(aws, outputs["EventBusName"], property_id, late)
    approve(aws, outputs["EventBusName"], other, next_one)
    assert reaches(web_api, other, "APPROVED")
    assert publication(web_api, property_id)["status"] == "WITHDRAWN"
    customer.get(path_of(property_id), expect=404)


@pytest.mark.parametrize("was_asked", [True, False])
def test_an_upload_to_a_withdrawn_or_removed_listing_is_deleted(
    web_api: Api, aws: Aws, outputs: dict[str, str], was_asked: bool
) -> None:
    bus = outputs["EventBusName"]
    property_id = published(web_api, aws, bus)[0] if was_asked else drafted(web_api)
    photo = a_photo()
    given = ticket(web_api, property_id, photo)
    web_api.delete(path_of(property_id), expect=200 if was_asked else 204)
    before: list[Any] = web_api.get("/properties", property_id=property_id)
    web_api.upload(given, "front.jpg", photo, "image/jpeg")

    def kept() -> list[str]:
        page = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=f"incoming/{property_id}/")
        return [found["Key"] for found in page.get("Contents", [])]

    assert eventually(lambda: kept() == [], seconds=30)
    assert web_api.get("/properties", property_id=property_id) == before
    for folder in ("photos", "published"):
        files = aws.s3.list_objects_v2(Bucket=outputs["ImagesBucketName"], Prefix=f"{folder}/{property_id}/")
        assert files["KeyCount"] == 0


def test_a_change_needs_the_version_that_was_read(web_api: Api) -> None:
    property_id = drafted(web_api)
    path = path_of(property_id)
    web_api.patch(path, {"headline": "First"}, if_match='"1"')
    web_api.patch(path, {"headline": "Second"}, if_match='"1"', expect=412)
    web_api.call("PATCH", path, expect=428, body={"headline": "Third"})
    assert own(web_api, property_id)["headline"] == "First"


def test_an_admin_lists_the_drafts_of_every_agent(web_api: Api, access: Access) -> None:
    property_id = drafted(web_api)
    with access.web("admin1") as admin, access.web("agent2") as other:

        def newest(api: Api) -> list[str]:
            return [listing["property_id"] for listing in api.get("/properties", status="DRAFT")]

        assert eventually(lambda: property_id in newest(admin))
        assert property_id not in newest(other)
