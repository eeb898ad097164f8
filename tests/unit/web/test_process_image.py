"""Messages of the image queue → images, in process."""

import json
from typing import Any
from uuid import UUID

import pytest
from web_service import wiring
from web_service.domain.images.collection import expect
from web_service.domain.images.image import ImageStatus
from web_service.domain.listings.listing import Listing
from web_service.handlers import process_image
from web_service.handlers.process_image import RECEIVES_MAX

from tests.apigateway import LambdaContext
from tests.templates import template
from tests.unit.web.api import ask
from tests.unit.web.fakes import HOUSE, MONDAY, FakeBucket, FakeListings, a_listing, an_image, approved, with_picture
from tests.unit.web.queues import FakeQueue, dead_letters


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    return dead_letters(monkeypatch)


def message(key: str, *, receives: int = 1) -> dict[str, Any]:
    body = {"source": "aws.s3", "detail-type": "Object Created", "detail": {"object": {"key": key}}}
    return {"messageId": key, "body": json.dumps(body), "attributes": {"ApproximateReceiveCount": str(receives)}}


def handle(*messages: dict[str, Any]) -> list[str]:
    answer = process_image.handler({"Records": list(messages)}, LambdaContext())  # type: ignore[arg-type]
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def expecting(listings: FakeListings, bucket: FakeBucket) -> UUID:
    image = an_image()
    listings.stored[HOUSE] = expect(listings.stored.get(HOUSE) or a_listing(), image, now=MONDAY)
    bucket.incoming[HOUSE, image.image_id] = b"picture"
    return image.image_id


def test_an_upload_becomes_an_image(listings: FakeListings, bucket: FakeBucket, queue: FakeQueue) -> None:
    image_id = expecting(listings, bucket)
    assert handle(message(f"incoming/{HOUSE}/{image_id}")) == []
    assert [image.image_id for image in listings.get(HOUSE).ready_images] == [image_id]


@pytest.mark.parametrize("before", [a_listing(), approved(), approved(with_picture(a_listing()))])
def test_an_upload_to_a_withdrawn_listing_changes_nothing(
    listings: FakeListings, bucket: FakeBucket, queue: FakeQueue, before: Listing
) -> None:
    listings.stored[HOUSE] = before
    image_id = expecting(listings, bucket)
    assert ask("DELETE", f"/properties/{HOUSE}").status in {200, 204}
    left = listings.stored.get(HOUSE)
    assert handle(message(f"incoming/{HOUSE}/{image_id}")) == []
    assert listings.stored.get(HOUSE) == left
    assert (bucket.stored, bucket.incoming) == ({}, {})


@pytest.mark.parametrize(
    "key", ["incoming/readme.txt", f"incoming/{HOUSE}/x", f"published/{HOUSE}/2a2d876d-6087-4555-8a5c-df5886b8bf67"]
)
def test_an_object_that_is_not_an_upload_is_ignored(
    listings: FakeListings, bucket: FakeBucket, queue: FakeQueue, key: str
) -> None:
    assert handle(message(key)) == []
    assert queue.bodies == []


@pytest.mark.parametrize("key", ["incoming/{house}/{image}.tmp", "backup/incoming/{house}/{image}"])
def test_an_object_beside_an_upload_is_not_taken_for_it(
    listings: FakeListings, bucket: FakeBucket, queue: FakeQueue, key: str
) -> None:
    listings.stored[HOUSE] = a_listing()
    image_id = expecting(listings, bucket)
    before = listings.stored[HOUSE]
    assert handle(message(key.format(house=HOUSE, image=image_id))) == []
    assert listings.stored[HOUSE] == before


@pytest.mark.parametrize("body", ["", "{}", '{"detail": 1}', '{"detail": {"object": {"key": 7}}}'])
def test_an_unreadable_message_is_dead_lettered_whole(
    listings: FakeListings, bucket: FakeBucket, queue: FakeQueue, body: str
) -> None:
    assert handle(message("incoming/x") | {"body": body}) == []
    assert queue.bodies == [body]


def test_only_the_failed_message_is_delivered_again(
    listings: FakeListings, bucket: FakeBucket, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (expecting(listings, bucket) for _ in range(3))
    fetch = bucket.fetch

    def failing(property_id: str, image_id: UUID, *, size_max: int) -> bytes | None:
        if image_id == second:
            raise OSError("no network")
        return fetch(property_id, image_id, size_max=size_max)

    monkeypatch.setattr(bucket, "fetch", failing)
    keys = [f"incoming/{HOUSE}/{image_id}" for image_id in (first, second, third)]
    assert handle(*map(message, keys)) == [keys[1]]
    assert [image.image_id for image in listings.get(HOUSE).ready_images] == [first, third]


def test_the_last_delivery_ends_in_a_rejection(listings: FakeListings, bucket: FakeBucket, queue: FakeQueue) -> None:
    image_id = expecting(listings, bucket)
    handle(message(f"incoming/{HOUSE}/{image_id}", receives=RECEIVES_MAX))
    assert listings.get(HOUSE).images[0].status is ImageStatus.REJECTED


def test_the_last_delivery_matches_the_queues_limit() -> None:
    queue = template("unicorn_web")["Resources"]["WebImageQueue"]["Properties"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == RECEIVES_MAX


def test_the_clock_is_in_milliseconds() -> None:
    assert wiring.now().microsecond % 1000 == 0
