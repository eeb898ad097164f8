"""Records of the listings table's stream → the files of photos, in process."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from web_service import telemetry, wiring
from web_service.adapters.images.photo_stream import changed_property
from web_service.adapters.listings.listing_items import listing_item
from web_service.domain.images.collection import accept, begin_edit
from web_service.domain.images.image import Rejection, RejectionCode
from web_service.domain.images.photo_files import Changes, Files, Photos
from web_service.domain.listings.listing import Listing
from web_service.domain.publication.rules import withdraw
from web_service.handlers import sync_photos

from tests.apigateway import LambdaContext
from tests.scheduled import TimedContext
from tests.unit.web.fakes import HOUSE, INFO, MONDAY, a_listing, an_image, approved, pending, with_picture
from unicorn_kit.errors import StoreUnavailable

LISTING = with_picture(a_listing())
PUBLIC = approved(LISTING)


def record(old: Listing | None, new: Listing | None, *, number: str = "1", sk: str = "LISTING") -> dict[str, Any]:
    images = {name: listing_item(given) for name, given in (("OldImage", old), ("NewImage", new)) if given}
    pk = (new or old or LISTING).property_id
    return {"dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}, "SequenceNumber": number} | images}


def expecting() -> Listing:
    return replace(LISTING, images=(*LISTING.images, an_image(uuid4())))


def rejected(listing: Listing) -> Listing:
    why = Rejection(code=RejectionCode.DAMAGED, message="")
    return replace(listing, images=tuple(i if i.info else i.rejected(why) for i in listing.images))


def ready(listing: Listing) -> Listing:
    return replace(listing, images=tuple(i if i.info else i.ready(INFO) for i in listing.images))


def editing() -> Listing:
    """A listing one of whose photos is to be turned."""
    first = LISTING.images[0].image_id
    return begin_edit(LISTING, first, 90, None, new_id=uuid4(), until=MONDAY + timedelta(minutes=15), now=MONDAY)


EXPECTING = expecting()
EDITING = editing()
UNMARKED = replace(LISTING, images=tuple(replace(image, is_private=False) for image in LISTING.images))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (pending(LISTING), PUBLIC, True),
        (PUBLIC, withdraw(PUBLIC, at=MONDAY), True),
        (PUBLIC, replace(PUBLIC, images=()), True),
        (LISTING, replace(LISTING, images=()), True),
        (EXPECTING, rejected(EXPECTING), True),
        (LISTING, UNMARKED, True),
        (LISTING, None, True),
        (None, LISTING, False),
        (LISTING, EXPECTING, False),
        (LISTING, EDITING, True),
        (EDITING, replace(EDITING, description="another", version=2), False),
        (EDITING, rejected(EDITING), True),
        (EDITING, accept(EDITING, EDITING.images[1].image_id, INFO), True),
        (EXPECTING, ready(EXPECTING), False),
        (LISTING, replace(LISTING, description="another", version=2), False),
        (LISTING, pending(LISTING), False),
    ],
)
def test_a_record_counts_if_something_may_be_shown_hidden_or_deleted(
    old: Listing | None, new: Listing | None, changes: bool
) -> None:
    assert changed_property(record(old, new)) == (HOUSE if changes else None)


def test_another_item_of_the_table_is_not_looked_at() -> None:
    assert changed_property(record(LISTING, None, sk="PUBLIC")) is None


def test_an_unreadable_listing_is_left_to_whoever_reads_it() -> None:
    found = record(LISTING, LISTING)
    found["dynamodb"]["NewImage"]["images"] = {"S": "?"}
    assert changed_property(found) == HOUSE


class Bucket:
    """The ports `PhotoFiles` and `ShownPhotos`: every listing has a file that nothing needs."""

    def __init__(self, *failing: str) -> None:
        self.failing, self.unreadable, self.changed = set(failing), set[str](), list[str]()

    def of(self, asked: Any) -> Any:
        if not isinstance(asked, str):
            return {property_id: None if property_id in self.unreadable else Photos() for property_id in asked}
        return Files(private=frozenset() if asked in self.changed else frozenset({"a/320.webp"}), public=frozenset())

    def change(self, property_id: str, wanted: Changes) -> None:
        if property_id in self.failing:
            raise StoreUnavailable
        self.changed.append(property_id)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Bucket:
    made = Bucket()
    monkeypatch.setattr(wiring, "photo_bucket", lambda: made)
    monkeypatch.setattr(wiring, "shown_photos", lambda: made)
    return made


def handle(records: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    context: Any = TimedContext(lambda: 60.0)
    answer = sync_photos.handler({"Records": list(records)}, context)
    failures: list[dict[str, str]] = answer["batchItemFailures"]
    return failures


def houses(*numbers: str) -> list[dict[str, Any]]:
    return [record(with_picture(a_listing(number)), None, number=number) for number in numbers]


def test_what_a_run_has_no_time_for_is_read_again(bucket: Bucket) -> None:
    left = iter([60.0, 20.1, 20.0, 19.0])
    context: Any = TimedContext(lambda: next(left))
    answer = sync_photos.handler({"Records": houses("1", "2", "3", "4")}, context)
    assert answer["batchItemFailures"] == [{"itemIdentifier": "3"}]
    assert [name[-1] for name in bucket.changed] == ["1", "2"]


def test_each_listing_of_a_batch_is_synced_once(bucket: Bucket) -> None:
    assert handle(houses("1", "2", "1")) == []
    assert [name[-1] for name in bucket.changed] == ["1", "2"]


def test_a_listing_that_fails_keeps_no_other_waiting_and_is_read_again(bucket: Bucket) -> None:
    bucket.failing = {HOUSE.replace("111", "2")}
    assert handle(houses("1", "2", "3")) == [{"itemIdentifier": "2"}]
    assert [name[-1] for name in bucket.changed] == ["1", "3"]


def test_a_record_that_names_no_listing_does_not_hold_up_the_stream(bucket: Bucket) -> None:
    assert handle([{"dynamodb": {"Keys": {}, "SequenceNumber": "0"}}, *houses("1")]) == []
    assert [name[-1] for name in bucket.changed] == ["1"]


def test_an_unreadable_listing_is_logged_and_does_not_hold_up_the_stream(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[Any] = []
    monkeypatch.setattr(telemetry.logger, "error", lambda message, **given: logged.append((message, given)))
    bucket.unreadable = {HOUSE.replace("111", "1")}
    assert handle(houses("1", "2")) == []
    assert [name[-1] for name in bucket.changed] == ["2"]
    assert [message for message, _ in logged] == ["unreadable_listing"]


def test_the_daily_run_goes_through_all_files(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    there = Files(private=frozenset({"a/320.webp"}), public=frozenset())
    monkeypatch.setattr(Bucket, "walk", lambda *_, **__: iter([(HOUSE, there)]), raising=False)
    asked = {"reconcile": {"after": "", "all": True}}
    answer = sync_photos.handler(asked, LambdaContext())  # type: ignore[arg-type]
    assert answer == {"found": 1, "done": 1, "failed": 0, "next": None}
    assert bucket.changed == [HOUSE]
